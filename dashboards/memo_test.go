package dashboards

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
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
		{"of a crawl that has written just now", func() { mark = "1" }, "sites", "", 0},
		{"of a crawl that has written", func() { m.lively = aged(m.lively, memoNow) }, "sites", "", 1},
		{"of a crawl, a moment later", func() { m.lively = aged(m.lively, memoNow) }, "sites", "", 0},
		{"of a crawl, some moments later", func() { m.lively = aged(m.lively, memoLive) }, "sites", "", 0},
		{"of the clock", nil, "schedule", "", 1},
		{"of the clock, some moments later", func() { m.lively = aged(m.lively, memoLive) }, "schedule", "", 1},
		{"of a crawl, long after", func() { m.lively = aged(m.lively, memoAge) }, "sites", "", 1},
		{"other data", func() { version = "b" }, "report", "1", 1},
		{"other data, again", nil, "report", "1", 0},
		{"a failure", func() { source.err = errors.New("away") }, "report", "3", 1},
		{"after a failure", func() { source.err = nil }, "report", "3", 1},
		{"grown old", func() { m.grow(2 * memoAge) }, "report", "1", 1},
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

// grow makes all that is known older.
func (m *memo) grow(age time.Duration) {
	for question, answer := range m.known {
		m.known[question] = recalled{answer.at.Add(-age), answer.rows}
	}
}

// aged are answers that were kept for some time.
// A hold is kept until it ends.
func TestLivelyAnswersPass(t *testing.T) {
	now := time.Now()
	for name, c := range map[string]struct {
		rows any
		ends time.Time
	}{
		"none":      {[]HoldRow{}, time.Time{}},
		"of others": {[]SiteRow{{}}, time.Time{}},
		"all over":  {[]HoldRow{{Until: now}}, time.Time{}},
		"two stand": {[]HoldRow{{Until: now.Add(time.Hour), Stands: 1}, {Until: now.Add(time.Minute), Stands: 1}, {Until: now}}, now.Add(time.Minute)},
	} {
		rows := reflect.ValueOf(c.rows)
		if got := endOf(rows); !got.Equal(c.ends) {
			t.Errorf("%s: ends at %s, want %s", name, got, c.ends)
		}
		kept := lively{"1", now, endOf(rows), rows}
		for _, later := range []time.Duration{memoNow - 1, memoNow, time.Minute - 1, time.Minute, memoAge} {
			passed := !c.ends.IsZero() && later >= time.Minute
			if got, want := kept.holds(now.Add(later), "1", memoNow, memoAge), later < memoAge && !passed; got != want {
				t.Errorf("%s, after %s: holds %v, want %v", name, later, got, want)
			}
		}
	}
}

func aged(all map[string]lively, age time.Duration) map[string]lively {
	for question, known := range all {
		known.at = known.at.Add(-age)
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
		if kept := len(m.known) + len(m.before); m.rows > memoRows/2 || kept > memoRows/source.rows {
			t.Fatalf("%d rows of %d answers are kept", m.rows, kept)
		}
		asked := source.asked // what is asked for again and again is never forgotten
		var first []int
		if err := m.Select(t.Context(), &first, "report", map[string]any{"report": 0}); err != nil || source.asked != asked {
			t.Fatalf("after question %d the first one is asked anew: %v", n, err)
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
