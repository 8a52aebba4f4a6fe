package main

import (
	"context"
	"errors"
	"math"
	"runtime/debug"
	"strings"
	"testing"

	"gongkai/parse"
)

func TestWeightOf(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want int64
	}{
		"a page":        {strings.Repeat("x", 1000), 1000},
		"a large page":  {strings.Repeat("x", 5<<20), mostInFlight},
		"a small PDF":   {"%PDF-1.7", mostInFlight},
		"a packed file": {"PK" + strings.Repeat("x", 998), 8000},
	} {
		if got := weightOf([]byte(c.body)); got != c.want {
			t.Errorf("%s counts %d, want %d", name, got, c.want)
		}
	}
}

// TestFlight has no room left: a document waits until there is, or until the command ends.
func TestFlight(t *testing.T) {
	f := newFlight()
	if err := f.room.Acquire(t.Context(), mostInFlight); err != nil {
		t.Fatal(err)
	}
	in := parse.Input{Source: "a.html", Body: []byte("<html><body>晴岚县</body></html>")}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := f.read(ended, in); !errors.Is(err, context.Canceled) {
		t.Errorf("read without room: %v", err)
	}
	f.room.Release(mostInFlight)
	for range 3 { // what is read gives its room back
		if r, err := f.read(t.Context(), in); err != nil || r.Source != "a.html" {
			t.Errorf("%q %v", r.Source, err)
		}
	}
	if !f.room.TryAcquire(mostInFlight) {
		t.Error("room is lost")
	}
}

// aloneAtTheCollector leaves out what other tests' services wish for meanwhile, as long as the test goes on.
func aloneAtTheCollector(t *testing.T) {
	collector.Lock()
	defer collector.Unlock()
	wishes, before, percent := collector.wishes, collector.before, debug.SetGCPercent(100)
	collector.wishes = nil
	t.Cleanup(func() {
		collector.Lock()
		defer collector.Unlock()
		collector.wishes, collector.before = wishes, before
		debug.SetGCPercent(percent)
	})
}

// TestSaveMemory: many files are read with a keener collector, a few are not, and GOGC is obeyed.
func TestSaveMemory(t *testing.T) {
	aloneAtTheCollector(t)
	percent := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	for _, c := range []struct {
		gogc        string
		files, want int
	}{{"", many, manyPercent}, {"", many - 1, 100}, {"100", many, 100}} {
		t.Setenv("GOGC", c.gogc)
		undo := saveMemory(c.files)
		if got := percent(); got != c.want {
			t.Errorf("%d files with GOGC=%q: %d, want %d", c.files, c.gogc, got, c.want)
		}
		undo()
		if got := percent(); got != 100 {
			t.Errorf("%d files with GOGC=%q: %d stays", c.files, c.gogc, got)
		}
	}
}

// TestSaveTime: the collector works less often up to a bound, unless somebody set one, and as before afterwards.
func TestSaveTime(t *testing.T) {
	aloneAtTheCollector(t)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	for _, c := range []struct {
		given           string
		percent, atMost int64
	}{{"", fewPercent, fewAtMost}, {"2GiB", 100, math.MaxInt64}} {
		t.Setenv("GOGC", "")
		t.Setenv("GOMEMLIMIT", c.given)
		undo := saveTime()
		percent, atMost := debug.SetGCPercent(int(c.percent)), debug.SetMemoryLimit(-1)
		if int64(percent) != c.percent || atMost != c.atMost {
			t.Errorf("with GOMEMLIMIT=%q: %d %% and %d bytes, want %d and %d", c.given, percent, atMost, c.percent, c.atMost)
		}
		undo()
		percent, atMost = debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
		if percent != 100 || atMost != math.MaxInt64 {
			t.Errorf("with GOMEMLIMIT=%q: %d %% and %d bytes stay", c.given, percent, atMost)
		}
	}
}

// TestCollectAt: of jobs that run at a time the keenest counts, whichever ends first, and the last leaves what was before.
func TestCollectAt(t *testing.T) {
	aloneAtTheCollector(t)
	t.Setenv("GOGC", "")
	is := func(want int) {
		t.Helper()
		if got := debug.SetGCPercent(want); got != want {
			t.Errorf("%d percent, want %d", got, want)
		}
	}
	many, alone := collectAt(300), collectAt(30)
	is(30)
	again := collectAt(200)
	many()
	is(30)
	alone()
	is(200)
	again()
	is(100)
	if got := roomPercent(0); got != 100 {
		t.Errorf("without room: %d percent", got)
	}
	if got := roomPercent(1 << 50); got != 400 {
		t.Errorf("with much room: %d percent", got)
	}
}
