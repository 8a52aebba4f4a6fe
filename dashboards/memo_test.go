package dashboards

import (
	"context"
	"errors"
	"testing"
)

// counting answers with the number of times that it was asked.
type counting struct {
	asked int
	rows  int
	err   error
}

func (c *counting) Select(_ context.Context, dst any, _ string, _ map[string]any) error {
	c.asked++
	for range c.rows {
		*dst.(*[]int) = append(*dst.(*[]int), c.asked)
	}
	return c.err
}

func TestMemo(t *testing.T) {
	source := &counting{rows: 1}
	version, versionErr, mark := "a", error(nil), ""
	m := &memo{Measures: source, version: func(context.Context) (VersionRow, error) {
		return VersionRow{Settled: version, Mark: version + mark}, versionErr
	}}
	for _, step := range []struct {
		name    string
		change  func()
		measure string
		report  string
		asks    int // of the source
	}{
		{"first", nil, "report", "1", 1},
		{"again", nil, "report", "1", 0},
		{"another measure", nil, "findings", "1", 1},
		{"another report", nil, "report", "2", 1},
		{"the first one once more", nil, "report", "1", 0},
		{"of a crawl that may run", nil, "sites", "", 1},
		{"of a crawl that may run, again", nil, "sites", "", 0},
		{"of a crawl that has written", func() { mark = "1" }, "sites", "", 1},
		{"of a crawl, a moment later", func() { m.lively = aged(m.lively) }, "sites", "", 1},
		{"other data", func() { version = "b" }, "report", "1", 1},
		{"other data, again", nil, "report", "1", 0},
		{"a failure", func() { source.err = errors.New("away") }, "report", "3", 1},
		{"after a failure", func() { source.err = nil }, "report", "3", 1},
		{"grown old", func() { m.since = m.since.Add(-2 * memoAge) }, "report", "1", 1},
		{"no version", func() { version = "" }, "report", "1", 1},
		{"a version that cannot be had", func() { version, versionErr = "b", errors.New("away") }, "report", "1", 1},
	} {
		if step.change != nil {
			step.change()
		}
		before := source.asked
		got := []int{-1} // what is there stays
		if err := m.Select(t.Context(), &got, step.measure, map[string]any{"report": step.report}); (err != nil) != (source.err != nil) {
			t.Errorf("%s: %v", step.name, err)
		}
		if asks := source.asked - before; asks != step.asks {
			t.Errorf("%s: asked %d times, want %d", step.name, asks, step.asks)
		}
		if source.err == nil && (len(got) != 2 || got[0] != -1) {
			t.Errorf("%s: %v, want a row beside the one that was there", step.name, got)
		}
		got[len(got)-1] = -2 // ours, not the memory's
	}
}

// aged are answers that were kept for their time.
func aged(all map[string]lively) map[string]lively {
	for question, known := range all {
		known.at = known.at.Add(-memoLive)
		all[question] = known
	}
	return all
}

// What is handed out is a copy, and what is kept is bounded.
func TestMemoIsBounded(t *testing.T) {
	source := &counting{rows: memoMost / 2}
	m := &memo{Measures: source, version: func(context.Context) (VersionRow, error) { return VersionRow{Settled: "a"}, nil }}
	for n := range 2 * memoRows / source.rows {
		for range 2 {
			var got []int
			if err := m.Select(t.Context(), &got, "report", map[string]any{"report": n}); err != nil || got[0] != n+1 {
				t.Fatalf("question %d: %v, %v", n, got[0], err)
			}
			got[0] = -1
		}
		if m.rows > memoRows || len(m.known) > memoRows/source.rows {
			t.Fatalf("%d rows of %d answers are kept", m.rows, len(m.known))
		}
	}
	source.rows = memoMost
	before := source.asked
	for range 2 {
		var got []int
		if err := m.Select(t.Context(), &got, "reports", nil); err != nil {
			t.Fatal(err)
		}
	}
	if source.asked != before+2 {
		t.Error("a long answer is kept")
	}
}

// A page in two languages asks the database once.
func TestPagesShareTheirAnswers(t *testing.T) {
	s := newService(t)
	asks := func(address string) int {
		before := len(s.measures.asked)
		s.get(address)
		return len(s.measures.asked) - before
	}
	if first, second := asks("/findings"), asks("/findings?lang=en"); first == 0 || second != 0 {
		t.Errorf("asked %d times, then %d times, want some and none", first, second)
	}
}
