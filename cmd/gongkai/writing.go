package main

import (
	"slices"

	"golang.org/x/sync/errgroup"

	"gongkai/store"
)

// Readings are written together, since a statement costs ClickHouse what thousands of figures do, and
// many small parts are merged again and again.
const (
	writeReadings = 3072
	writeFigures  = 400_000
	worthHalving  = 40_000 // figures
)

// writing stores readings while the next ones are made: at most one write is under way, and what
// waits beside it is bounded.
type writing struct {
	write   func([]store.Reading) error
	waiting []store.Reading
	figures int
	under   chan error // of the write that is under way; nil where none is
}

// add hands over a reading, whose body is not needed any more. An error is that of an earlier write.
func (w *writing) add(r store.Reading) error {
	r.Capture.Drop()
	w.waiting = append(w.waiting, r)
	w.figures += r.Figures()
	if len(w.waiting) < writeReadings && w.figures < writeFigures {
		return nil
	}
	return w.begin()
}

// begin waits for the write that is under way and begins that of what waits.
func (w *writing) begin() error {
	if err := w.wait(); err != nil {
		return err
	}
	under, readings := make(chan error, 1), w.waiting
	w.under, w.waiting, w.figures = under, nil, 0
	go func() { under <- w.write(readings) }()
	return nil
}

// end waits until nothing is under way; with all set what still waits is written, too: much of it in two halves at
// once, since nothing is read any more that could use the other cores.
func (w *writing) end(all bool) error {
	var group errgroup.Group
	group.Go(w.wait)
	if all && len(w.waiting) > 0 {
		n := len(w.waiting)
		if w.figures > worthHalving {
			n = (n + 1) / 2
		}
		for half := range slices.Chunk(w.waiting, n) {
			group.Go(func() error { return w.write(half) })
		}
		w.waiting, w.figures = nil, 0
	}
	return group.Wait()
}

func (w *writing) wait() error {
	if w.under == nil {
		return nil
	}
	err := <-w.under
	w.under = nil
	return err
}
