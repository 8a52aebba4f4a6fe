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
		r := reading(capture, 2010+n, nil)
		r.Report.Sections = []disclosure.Section{{Kind: "overview", Text: said}}
		must(t, db.Write(t.Context(), []Reading{r}))
	}
	found := func(word string) string {
		return text(t, db, "SELECT count() FROM readings WHERE hasAllTokens(texts.text, ['"+word+"'])")
	}
	indexings := func() uint64 {
		var rows []struct {
			N uint64 `ch:"n"`
		}
		const query = "SELECT count() AS n FROM system.mutations WHERE database = currentDatabase() AND table = 'readings' AND command LIKE '%MATERIALIZE INDEX words%'"
		must(t, db.Select(t.Context(), &rows, query, nil))
		return rows[0].N
	}
	indexed := func() (bytes uint64) {
		var rows []struct {
			Bytes uint64 `ch:"bytes"`
		}
		const query = "SELECT sum(data_compressed_bytes) AS bytes FROM system.data_skipping_indices WHERE database = currentDatabase() AND table = 'readings' AND name = 'words'"
		must(t, db.Select(t.Context(), &rows, query, nil))
		return rows[0].Bytes
	}

	write("主动公开")
	bytes, before := indexed(), indexings()
	if bytes == 0 {
		t.Fatal("usually texts are not indexed")
	}
	for range 2 {
		must(t, db.BeginLoading(t.Context()))
	}
	if n := strings.Count(how(), ", "+manyParts+"\n"); n != 2 {
		t.Errorf("merges of %d tables are put off, want 2:\n%s", n, how())
	}
	write("依申请公开")
	if more := indexed(); more != bytes {
		t.Errorf("the index of texts has %d bytes, %d before", more, bytes)
	}
	same(t, "found without an index", found("申请"), "1\n")
	same(t, "not found without an index", found("公文"), "0\n")
	same(t, "found in both", found("公开"), "2\n")

	for range 2 {
		must(t, open().Refresh(t.Context()))
	}
	same(t, "after a refresh", how(), usual)
	if after := indexings(); after != before+1 {
		t.Errorf("texts were indexed %d times, want once", after-before)
	}
	write("申请不予公开")
	same(t, "found again", found("公开"), "3\n")
}
