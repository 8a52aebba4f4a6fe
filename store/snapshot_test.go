package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// What a snapshot takes first speaks of what it takes later, never the other way round.
func TestSnapshotTakesWhatWasWrittenLastFirst(t *testing.T) {
	db := fresh(t)
	order := []string{"score_runs", "report_states", "readings", "reading_figures", "expected_reports_history", "crawls_history", "walks_history", "captures_history", "bodies"}
	if !slices.IsSortedFunc(order, func(a, b string) int { return turn(a) - turn(b) }) {
		t.Errorf("%v is not the order", order)
	}
	all := must2(db.stored(t.Context()))(t)
	for _, name := range slices.Concat(takenFirst, takenLast) {
		if !slices.ContainsFunc(all, func(s storedTable) bool { return s.Name == name }) {
			t.Errorf("there is no table %s", name)
		}
	}
}

// While several write, every snapshot holds what its rows speak of.
func TestSnapshotsBesideWriters(t *testing.T) {
	db := fresh(t)
	const writers, documents, snapshots = 3, 12, 2
	var group sync.WaitGroup
	begun := make(chan bool, writers*documents)
	for w := range writers {
		group.Go(func() {
			for i := range documents {
				n := w*documents + i
				r := reading(fetch(t, "c1", fmt.Sprintf("http://county.test/%d", n), fmt.Sprint(n), "2021-02-01 10:00"), 2000+n, figures{newTotal: int64(n)})
				if err := errors.Join(db.Keep(t.Context(), r.Capture), db.Flush(t.Context()), db.Write(t.Context(), []Reading{r})); err != nil {
					t.Error(err)
				}
				begun <- true
			}
		})
	}
	for range snapshots {
		for range writers * documents / (snapshots + 1) {
			<-begun
		}
		s := must2(db.Snapshot(t.Context()))(t)
		in := quoteName(s.name) + "."
		same(t, "readings without figures, readings without captures, captures without bodies", text(t, db, fmt.Sprintf(`SELECT
			(SELECT countIf(reading_id NOT IN (SELECT reading_id FROM %[1]sreading_figures)) FROM %[1]sreadings),
			(SELECT countIf((url, sha256) NOT IN (SELECT url, sha256 FROM %[1]scaptures_history)) FROM %[1]sreadings),
			(SELECT countIf(sha256 NOT IN (SELECT sha256 FROM %[1]sbodies)) FROM %[1]scaptures_history)`, in)), "0\t0\t0\n")
		must(t, s.Drop(t.Context()))
	}
	group.Wait()
}
