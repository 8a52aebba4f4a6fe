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

func TestSaveMemory(t *testing.T) {
	before := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(before)
	undo := saveMemory(3)
	if limit := debug.SetMemoryLimit(-1); limit >= 1<<40 {
		t.Errorf("the limit is %d", limit)
	}
	undo()
	if limit := debug.SetMemoryLimit(-1); limit != math.MaxInt64 {
		t.Errorf("the limit stays %d", limit)
	}
	debug.SetMemoryLimit(1 << 30) // as GOMEMLIMIT sets it
	saveMemory(3)()
	if limit := debug.SetMemoryLimit(-1); limit != 1<<30 {
		t.Errorf("the limit that was set became %d", limit)
	}
}
