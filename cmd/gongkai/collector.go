package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"sync"
)

// The collector's percentages (GOGC): how far the heap may grow, beside what is kept, before it works. What is
// kept of a large document is many times its bytes; what many small ones leave behind needs no room where it is
// gathered sooner.
const (
	alonePercent = 30
	manyPercent  = 50
	many         = 16 // files: fewer end before there is much to gather
	fewPercent   = 400
	servePercent = 300        // what a page leaves behind is little beside what is kept
	fewAtMost    = 1200 << 20 // bytes: above them it gathers as keenly as it must
)

// ingestRoom is how far the heap may grow while documents are read and stored: each collection goes through all
// that waits to be stored, which took as long as a third of reading.
const ingestRoom = 512 << 20

// collector has what jobs that run at a time wish for: the least counts.
var collector struct {
	sync.Mutex
	wishes []int
	before int // without any
}

// collectAt makes the collector work when the heap has grown by so many percent, unless GOGC
// says when. It returns what undoes it.
func collectAt(percent int) (undo func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	c := &collector
	c.Lock()
	defer c.Unlock()
	if c.wishes = append(c.wishes, percent); len(c.wishes) == 1 {
		c.before = debug.SetGCPercent(percent)
	} else {
		debug.SetGCPercent(slices.Min(c.wishes))
	}
	return func() {
		c.Lock()
		defer c.Unlock()
		at := slices.Index(c.wishes, percent)
		if c.wishes = slices.Delete(c.wishes, at, at+1); len(c.wishes) > 0 {
			debug.SetGCPercent(slices.Min(c.wishes))
		} else {
			debug.SetGCPercent(c.before)
		}
	}
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

// roomPercent is the percentage at which the heap grows by about so many bytes beside what is kept now: by no
// less than the usual one, and by no more than four times what is kept.
func roomPercent(room uint64) int {
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(kept)
	return int(min(max(100*room/max(kept[0].Value.Uint64(), 1), 100), 400))
}
