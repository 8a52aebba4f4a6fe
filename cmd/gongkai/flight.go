package main

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/semaphore"

	"gongkai/disclosure"
	"gongkai/parse"
)

// mostInFlight bounds the bytes of documents that are read at a time: reading costs some twenty
// times the bytes of a page. A larger document waits until it is alone.
const mostInFlight = 4 << 20

// flight lets documents be read side by side as long as they are small.
type flight struct{ room *semaphore.Weighted }

func newFlight() flight { return flight{semaphore.NewWeighted(mostInFlight)} }

// read reads a document once there is room for it, or not at all once ctx has ended.
func (f flight) read(ctx context.Context, in parse.Input) (disclosure.Report, error) {
	weight := weightOf(in.Body)
	if err := f.room.Acquire(ctx, weight); err != nil {
		return disclosure.Report{}, err
	}
	defer f.room.Release(weight)
	return parse.Document(in), nil
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

// saveMemory makes the collector work before the heap has grown to twice what is in use, which
// after a large document it would; side is how many documents there are to read side by side.
// It returns what undoes it, and leaves alone what GOMEMLIMIT says.
func saveMemory(side int) (undo func()) {
	const base, each = 64 << 20, 16 << 20
	if before := debug.SetMemoryLimit(-1); before == math.MaxInt64 {
		debug.SetMemoryLimit(base + each*int64(min(side, runtime.GOMAXPROCS(0))))
		return func() { debug.SetMemoryLimit(before) }
	}
	return func() {}
}
