package main

import "gongkai/store"

// Readings are written together, since a statement costs ClickHouse what thousands of figures do, and
// many small parts are merged again and again.
const (
	writeReadings = 1536
	writeFigures  = 200_000
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
	w.figures += len(r.Report.Figures)
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

// end waits until nothing is under way; with all set what still waits is written, too.
func (w *writing) end(all bool) error {
	if all && len(w.waiting) > 0 {
		if err := w.begin(); err != nil {
			return err
		}
	}
	return w.wait()
}

func (w *writing) wait() error {
	if w.under == nil {
		return nil
	}
	err := <-w.under
	w.under = nil
	return err
}
