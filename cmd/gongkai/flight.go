package main

import (
	"bytes"
	"context"
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
