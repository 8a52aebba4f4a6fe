package store

import (
	"reflect"
	"testing"
	"time"

	"gongkai/disclosure"
)

// A host is left alone until the longest of its holds has ended, whoever asks and in whatever
// order they were kept; those that ended stay as evidence.
func TestHolds(t *testing.T) {
	db := fresh(t)
	begun := at(t, "2026-03-01 10:00")
	hold := func(host string, since, lasts time.Duration, why string) disclosure.Hold {
		return disclosure.Hold{Host: host, SiteID: "county", Since: begun.Add(since), Until: begun.Add(since + lasts), Outcome: disclosure.FetchBlocked, Failure: disclosure.FailureChallenge, Why: why}
	}
	week, hour, other := hold("a.test", 0, 7*24*time.Hour, "week"), hold("a.test", time.Minute, time.Hour, "hour"), hold("b.test", 0, time.Hour, "it's\nodd")
	for _, h := range []disclosure.Hold{week, hour, other, week} {
		must(t, db.KeepHold(t.Context(), h))
	}
	for moment, want := range map[time.Duration][]disclosure.Hold{
		0: {week, other}, time.Hour - time.Second: {week, other}, time.Hour: {week}, 7*24*time.Hour - time.Second: {week}, 7 * 24 * time.Hour: nil,
	} {
		got, err := db.Holds(t.Context(), begun.Add(moment))
		must(t, err)
		if len(got) != len(want) {
			t.Errorf("after %s: %+v, want %+v", moment, got, want)
			continue
		}
		for i := range want {
			if got[i].Until = got[i].Until.UTC(); got[i].Since.Equal(want[i].Since) {
				got[i].Since = want[i].Since
			}
			if got[i].Until.Equal(want[i].Until) {
				got[i].Until = want[i].Until
			}
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("after %s: %+v, want %+v", moment, got[i], want[i])
			}
		}
	}
	// A lift ends what began before it, and nothing else; the rows stay.
	must(t, db.LiftHold(t.Context(), disclosure.Lift{Host: "a.test", At: begun.Add(2 * time.Minute), By: "a person", Reason: "it's a 405"}))
	must(t, db.KeepHold(t.Context(), hold("a.test", 3*time.Minute, time.Hour, "again")))
	got, err := db.Holds(t.Context(), begun.Add(4*time.Minute))
	must(t, err)
	if len(got) != 3 || got[0].Why != "again" || !got[0].Lifted.IsZero() || got[1].Why != "week" || !got[1].Lifted.Equal(begun.Add(2*time.Minute)) || got[2].Why != "it's\nodd" || !got[2].Lifted.IsZero() {
		t.Errorf("after a lift: %+v", got)
	}
	same(t, "lifted", text(t, db, "SELECT why, lifted_by, lift_reason FROM holds WHERE lifted_at IS NOT NULL ORDER BY since"), "week\ta person\tit\\'s a 405\nhour\ta person\tit\\'s a 405\n")
	must(t, db.Exec(t.Context(), "DELETE FROM holds_history WHERE why = 'again'", nil))
	same(t, "rows", text(t, db, "SELECT host, why FROM holds ORDER BY host, since"), "a.test\tweek\na.test\thour\nb.test\tit\\'s\\nodd\n")
}

// The class of a failure is kept, shown, and comes back with what is known of a document.
func TestFailureIsKept(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "c1", "http://county.test/a", "", "2021-02-01 10:00")
	c.Body, c.Outcome, c.Error, c.Failure = nil, disclosure.FetchUnreachable, "no such host", disclosure.FailureDNS
	must(t, db.Keep(t.Context(), c))
	must(t, db.Flush(t.Context()))
	same(t, "failure", text(t, db, "SELECT outcome, failure FROM captures"), "unreachable\tdns\n")
}
