package main

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/semaphore"

	"gongkai/disclosure"
	"gongkai/parse"
)

// mostInFlight bounds the bytes of documents that are read at a time: reading costs some twenty
// times the bytes of a page. A larger document waits until it is alone.
const mostInFlight = 4 << 20

// veryLarge is a document beside which a collection and more counts for nothing.
const veryLarge = 16 << 20

// The collector's percentages (GOGC): what is kept of a large document is many times its bytes,
// and what many small ones leave behind needs no room where it is gathered sooner.
const (
	alonePercent = 30
	manyPercent  = 50
	many         = 16 // files: fewer end before there is much to gather
	fewPercent   = 400
	fewAtMost    = 1200 << 20 // bytes: above them it gathers as keenly as it must
)

// flight lets documents be read side by side as long as they are small.
type flight struct{ room *semaphore.Weighted }

func newFlight() flight { return flight{semaphore.NewWeighted(mostInFlight)} }

// read reads a document once there is room for it, or not at all once ctx has ended.
func (f flight) read(ctx context.Context, in parse.Input) (report disclosure.Report, err error) {
	err = f.carry(ctx, in.Body, func() { report = parse.Document(in) })
	return report, err
}

// carry does what costs as much as reading a document, once there is room for it, or not at all
// once ctx has ended. A large one begins with the heap as empty as the first one found it.
func (f flight) carry(ctx context.Context, body []byte, do func()) error {
	weight := weightOf(body)
	if err := f.room.Acquire(ctx, weight); err != nil {
		return err
	}
	defer f.room.Release(weight)
	if weight == mostInFlight {
		defer collectAt(alonePercent)()
		if len(body) > veryLarge {
			debug.FreeOSMemory() // its reader's memory is not of the heap and comes on top of it
		} else {
			runtime.GC()
		}
	}
	do()
	return nil
}

// weightOf is what a document counts for: its size, and more where it is packed.
func weightOf(body []byte) int64 {
	const unpacked = 8
	n := int64(len(body))
	switch {
	case bytes.HasPrefix(body, []byte("%PDF-")): // its reader keeps memory of its own: one at a time
		return mostInFlight
	case bytes.HasPrefix(body, []byte("PK")):
		n *= unpacked
	}
	return min(n, mostInFlight)
}

// collectAt makes the collector work when the heap has grown by so many percent, unless GOGC
// says when. It returns what undoes it.
func collectAt(percent int) (undo func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(before) }
}

// saveMemory lets many files take no more memory than a few. It returns what undoes it.
func saveMemory(files int) (undo func()) {
	if files < many {
		return func() {}
	}
	return collectAt(manyPercent)
}

// saveTime lets one long computation of a program that does nothing else stop less often for the collector, a tenth
// of what it takes, as far as the memory of a small machine goes. It returns what undoes it.
func saveTime() (undo func()) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := collectAt(fewPercent), debug.SetMemoryLimit(fewAtMost)
	return func() {
		debug.SetMemoryLimit(limit)
		percent()
	}
}
