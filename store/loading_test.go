package store

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/store/engine/enginetest"
)

// TestLoading: while very many documents are read merges and the index of texts wait, and what was read is found; a
// Refresh, of whatever program, takes that back and has the texts indexed.
func TestLoading(t *testing.T) {
	e := enginetest.Engine(t)
	c := configOf(t)
	c.Transport = e.Transport()
	open := func() *DB {
		db, err := Open(t.Context(), c)
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		return db
	}
	db := open()
	must(t, db.Migrate(t.Context()))
	how := func() string {
		return text(t, db, "SELECT name, engine_full FROM system.tables WHERE database = currentDatabase() AND name IN ('readings', 'reading_figures') ORDER BY name")
	}
	usual := how()
	n := 0
	write := func(said string) {
		n++
		capture := fetch(t, "one", fmt.Sprint("http://county.test/", n), said, "2021-02-01 10:00")
		must(t, db.Keep(t.Context(), capture))
		must(t, db.Flush(t.Context()))
		r := reading(capture, 2010+n, map[disclosure.Key]int64{{Indicator: "requests_new", Applicant: "total"}: int64(n)})
		r.Report.Sections = []disclosure.Section{{Kind: "overview", Text: said}}
		r.Report.Figures[0].Cumulative = &disclosure.Cumulative{Value: pointer(disclosure.Int(int64(10 * n))), State: disclosure.StateNumber, Raw: fmt.Sprint(10 * n), Confidence: 1}
		r.Report.Findings = []disclosure.Finding{{Rule: "R301", Severity: disclosure.SeverityError, Blame: disclosure.BlameAgency, Message: said}}
		must(t, db.Write(t.Context(), []Reading{r}))
	}
	found := func(word string) string {
		return text(t, db, "SELECT count() FROM readings WHERE hasAllTokens(texts.text, ['"+word+"'])")
	}
	number := func(query string) uint64 {
		var rows []struct {
			N uint64 `ch:"n"`
		}
		must(t, db.Select(t.Context(), &rows, query, nil))
		return rows[0].N
	}
	doing := func() [2]uint64 {
		const query = "SELECT count() AS n FROM system.mutations WHERE database = currentDatabase() AND command LIKE '%MATERIALIZE "
		return [2]uint64{number(query + "INDEX words%'"), number(query + "PROJECTION by_indicator%'")}
	}
	done := func() [2]uint64 {
		return [2]uint64{
			number("SELECT sum(data_compressed_bytes) AS n FROM system.data_skipping_indices WHERE database = currentDatabase() AND table = 'readings' AND name = 'words'"),
			number("SELECT count() AS n FROM system.projection_parts WHERE database = currentDatabase() AND table = 'reading_figures' AND active"),
		}
	}

	write("主动公开")
	had, did := done(), doing()
	if had[0] == 0 || had[1] == 0 {
		t.Fatalf("usually nothing is put off: %v", had)
	}
	unread := func() {
		must(t, db.Unread(t.Context(), 2, false, func([]Document) error { return nil }))
	}
	unread()
	same(t, "one document is not very many", how(), usual)
	db.veryMany = 1
	for range 2 {
		unread()
	}
	if n := strings.Count(how(), ", "+manyParts); n != 2 {
		t.Errorf("merges of %d tables are put off, want 2:\n%s", n, how())
	}
	write("依申请公开") // in room of its own, and then in the same
	write("单位信息公开")
	if has := done(); has != had {
		t.Errorf("indexed and ordered are %v, want %v", has, had)
	}
	same(t, "found without an index", found("申请"), "1\n")
	same(t, "not found without an index", found("公文"), "0\n")
	same(t, "found in all", found("公开"), "3\n")
	same(t, "figures in all", text(t, db, "SELECT r.fiscal_year, value, f.agency_id = r.agency_id, f.reading_id = r.reading_id FROM reading_figures AS f INNER JOIN readings AS r USING (report_id) ORDER BY 1"),
		"2011\t1\t1\t1\n2012\t2\t1\t1\n2013\t3\t1\t1\n")
	same(t, "sums of all years", text(t, db, "SELECT fiscal_year, value FROM reading_cumulative ORDER BY ALL"), "2011\t10\n2012\t20\n2013\t30\n")
	same(t, "findings in all", text(t, db, "SELECT fiscal_year, message FROM reading_findings ORDER BY ALL"), "2011\t主动公开\n2012\t依申请公开\n2013\t单位信息公开\n")
	if len(db.rooms) != 1 {
		t.Errorf("%d rooms are kept for the next write, want 1", len(db.rooms))
	}

	for range 2 {
		must(t, open().Refresh(t.Context()))
	}
	must(t, db.Refresh(t.Context()))
	if len(db.rooms) != 0 {
		t.Error("a room is kept for no write")
	}
	same(t, "after a refresh", how(), usual)
	if does := doing(); does != [2]uint64{did[0] + 1, did[1] + 1} {
		t.Errorf("indexing and ordering were asked for %v times, %v before", does, did)
	}
	write("申请不予公开")
	same(t, "found again", found("公开"), "4\n")
	same(t, "figures again", text(t, db, "SELECT sum(value) FROM reading_figures WHERE indicator = 'requests_new'"), "10\n")
	if len(db.rooms) != 0 {
		t.Error("a room is kept though few are written")
	}
}
