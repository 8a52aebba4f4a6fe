package store

import (
	"testing"

	"gongkai/store/engine/enginetest"
)

// TestMergeLater: merges are put off, and a Refresh takes that back, whoever did it.
func TestMergeLater(t *testing.T) {
	e := enginetest.Engine(t)
	c := configOf(t)
	c.Transport = e.Transport()
	db, err := Open(t.Context(), c)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	bases := func() string {
		return text(t, db, "SELECT name, extract(engine_full, 'merge_selector_base = ([0-9]+)') FROM system.tables WHERE database = currentDatabase() AND name IN ('readings', 'reading_figures') ORDER BY name")
	}
	const usual = "reading_figures\t10\nreadings\t10\n"
	same(t, "in the beginning", bases(), usual)
	for range 2 {
		must(t, db.MergeLater(t.Context()))
	}
	same(t, "put off", bases(), "reading_figures\t200\nreadings\t200\n")
	must(t, db.Refresh(t.Context()))
	same(t, "after a refresh", bases(), usual)
}
