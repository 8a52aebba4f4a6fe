package store

import (
	"errors"
	"testing"
)

// TestForget: a database of the pages of a release is emptied where it was made from something else than there is now; one that is just
// being made is left, and none is made to be looked into. What a withdrawal left that was killed is emptied, too.
func TestForget(t *testing.T) {
	db := fresh(t)
	tables := func(name string) string {
		t.Helper()
		return text(t, db, "SELECT count() FROM system.tables WHERE database = '"+db.config.Database+"_"+name+"'")
	}
	left := func(name, comment string) {
		t.Helper()
		beside, err := db.beside(t.Context(), name)
		must(t, err)
		defer beside.Close()
		must(t, beside.Exec(t.Context(), "CREATE TABLE IF NOT EXISTS readings (a UInt8) ENGINE = MergeTree ORDER BY a", nil))
		if comment != "" {
			must(t, beside.Exec(t.Context(), "CREATE TABLE IF NOT EXISTS "+frozenMark+" (a UInt8) ENGINE = MergeTree ORDER BY a COMMENT '"+comment+"'", nil))
		}
	}
	mark, err := db.marked(t.Context(), "now")
	must(t, err)
	left("as_now", mark)
	left("as_before", "before")
	left("unfinished", "")
	for _, c := range []struct {
		name, tables string
		forgotten    bool
	}{{"as_now", "2\n", false}, {"as_before", "0\n", true}, {"unfinished", "0\n", true}, {"never", "0\n", false}} {
		forgotten, err := db.Forget(t.Context(), c.name, "now")
		must(t, err)
		if got := tables(c.name); got != c.tables || forgotten != c.forgotten {
			t.Errorf("%s: %s tables, forgotten %v", c.name, got, forgotten)
		}
	}
	same(t, "databases", text(t, db, "SELECT count() FROM system.databases WHERE name = '"+db.config.Database+"_never'"), "0\n")

	left("made", "")
	_, release, err := db.Lease(t.Context(), "all "+tablesOf+"made")
	must(t, err)
	defer release()
	var busy *BusyError
	if _, err := db.Forget(t.Context(), "made", "now"); !errors.As(err, &busy) || tables("made") != "1\n" {
		t.Errorf("one that is just being made: %v", err)
	}

	must(t, db.ClearScratch(t.Context()))
	left(scratchName, "")
	must(t, db.ClearScratch(t.Context()))
	same(t, "what a withdrawal left", tables(scratchName), "0\n")
}
