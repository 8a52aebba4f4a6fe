package store

import (
	"strings"
	"testing"
)

// Which readings are shown is told by report_states, whatever became of the set: it is lost in a
// copy of the database, and a Refresh may have been killed before it was exchanged.
func TestSetOfCurrentReadings(t *testing.T) {
	db := fresh(t)
	capture := fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00")
	r := reading(capture, 2020, figures{newTotal: 3, inTotal: 1})
	must(t, db.Keep(t.Context(), capture))
	must(t, db.Write(t.Context(), []Reading{r}))
	const shown = "SELECT count(), sum(value) FROM figures"
	same(t, "read, not yet current", text(t, db, shown), "0\t\\N\n")
	must(t, db.Refresh(t.Context()))
	same(t, "current", text(t, db, shown), "2\t4\n")

	const sets = "SELECT count(), any(uuid) FROM system.tables WHERE database = currentDatabase() AND match(name, '^current_readings')"
	before := text(t, db, sets)
	must(t, db.Refresh(t.Context()))
	same(t, "nothing new, the same set", text(t, db, sets), before)

	must(t, db.repeatable(t.Context(), "TRUNCATE TABLE current_readings"))
	same(t, "lost", text(t, db, shown), "0\t\\N\n")
	must(t, db.Migrate(t.Context()))
	same(t, "made again", text(t, db, shown), "2\t4\n")

	must(t, db.repeatable(t.Context(), "INSERT INTO report_states (report_id, generation, is_deleted) SELECT report_id, generation + 1, 1 FROM report_states FINAL"))
	same(t, "killed before the exchange", text(t, db, shown), "2\t4\n")
	must(t, db.RefreshAll(t.Context()))
	same(t, "refreshed", text(t, db, shown), "2\t4\n")
	same(t, "with its report", text(t, db, "SELECT count() FROM reports"), "1\n")

	// An indicator is read from where its figures lie together.
	plan := text(t, db, "EXPLAIN indexes = 1, projections = 1 SELECT agency_id, fiscal_year, value FROM figures WHERE indicator = 'requests_new' AND applicant = 'total'")
	if !strings.Contains(plan, "by_indicator") {
		t.Errorf("one indicator is read by:\n%s", plan)
	}
}
