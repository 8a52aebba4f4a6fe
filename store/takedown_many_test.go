package store

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"testing"
	"time"
)

// many are as many documents and reports as a nation may take down in years; their names are longer than a statement may be.
const many = 20_000

func nameOf(kind string, i int) string { return fmt.Sprintf("%s-%06d-education-2020", kind, i) }

// TestManyTakenDown: 20,000 bodies were taken down, of which some are there again.
func TestManyTakenDown(t *testing.T) {
	db := fresh(t)
	for _, say := range []string{
		fmt.Sprintf("INSERT INTO takedowns_history (sha256, taken_at, taken_by, reason, texts, figures) SELECT lower(hex(SHA256(toString(number)))), now(), 'the office', 'names of persons', number %% 2, 'hide' FROM numbers(%d)", many),
		"INSERT INTO bodies (sha256, bytes, body) SELECT lower(hex(SHA256(toString(number)))), 1, 'x' FROM numbers(18500, 3000)",
		"INSERT INTO readings (reading_id, report_id, sha256, problems) SELECT toString(number), concat('r', toString(number)), lower(hex(SHA256(toString(number)))), ['a problem'] FROM numbers(19000, 2000)",
		"INSERT INTO rewordings_history (run_id, report_id, from_text) SELECT 1, concat('r', toString(number)), 'personal' FROM numbers(19000, 2000)",
		"INSERT INTO changes_history (run_id, report_id, kind, to_sha256, to_text) SELECT 1, toString(number), 'sentence', lower(hex(SHA256(toString(number)))), 'personal' FROM numbers(19000, 2000)",
	} {
		must(t, db.Exec(t.Context(), say, nil))
	}
	begun := time.Now()
	must(t, db.sweepTakenDown(t.Context()))
	t.Logf("removed in %v", time.Since(begun).Round(time.Millisecond))
	begun = time.Now()
	must(t, db.sweepTakenDown(t.Context()))
	t.Logf("looked after in %v", time.Since(begun).Round(time.Millisecond))
	begun = time.Now()
	for range 10 {
		_, err := db.TakedownsState(t.Context())
		must(t, err)
	}
	t.Logf("whether more was taken down is asked in %v", (time.Since(begun) / 10).Round(time.Microsecond))
	begun = time.Now()
	taken, err := db.ReadFromTaken(t.Context(), db)
	must(t, err)
	t.Logf("the reports that were read from them in %v", time.Since(begun).Round(time.Millisecond))
	same(t, "the reports that were read from them", fmt.Sprint(len(taken)), "1000")
	same(t, "what is left", text(t, db, "SELECT (SELECT count() FROM bodies), (SELECT countIf(notEmpty(problems)) FROM readings), (SELECT count() FROM rewordings_history), (SELECT count() FROM changes_history)"), "1500\t1500\t1500\t1500\n")
}

// TestManyWithdrawn: of 20,000 reports each rows go out of a Parquet file, and out of frozen tables.
func TestManyWithdrawn(t *testing.T) {
	db := fresh(t)
	g := Gone{}
	for i := range many {
		g.Hidden, g.Texts = append(g.Hidden, nameOf("gone", i)), append(g.Texts, nameOf("text", i))
	}
	const id = "concat(['kept', 'gone', 'text'][modulo(number, 3) + 1], '-', leftPad(toString(intDiv(number, 3)), 6, '0'), '-education-2020')"
	var file, left bytes.Buffer
	must(t, db.Copy(t.Context(), fmt.Sprintf("SELECT %s AS report_id, 'words' AS text FROM numbers(%d)", id, 3*many+30), "Parquet", nil, &file))
	f := Filtered{Columns: []FilteredColumn{{Name: "report_id", Type: "String"}, {Name: "text", Type: "String", Empty: ofTexts}}, Order: []string{"report_id"}, Goes: ofHidden, Sets: map[string][]string{goneHidden: g.Hidden, goneTexts: g.Texts}}
	begun := time.Now()
	n, err := db.Filter(t.Context(), f, nil, &file, &left)
	must(t, err)
	t.Logf("of a Parquet file: %v in %v", n, time.Since(begun).Round(time.Millisecond))
	same(t, "a Parquet file", fmt.Sprint(n), fmt.Sprint(Rewritten{2*many + 30, many, many}))

	frozen := map[string]*bytes.Buffer{}
	create := func(table string) (io.WriteCloser, error) {
		frozen[table] = &bytes.Buffer{}
		return nopCloser{frozen[table]}, nil
	}
	for _, say := range []string{
		"INSERT INTO reading_figures (reading_id, report_id, agency_id, indicator, raw) SELECT toString(number), " + id + ", 'a', 'x', '1' FROM numbers(%d)",
		"INSERT INTO readings (reading_id, report_id, problems, contact_phone) SELECT toString(number), " + id + ", ['a problem'], '1' FROM numbers(%d)",
		"INSERT INTO agency_years_history (run_id, agency_id, fiscal_year, report_id, received) SELECT 1, toString(number), 2020, " + id + ", 5 FROM numbers(%d)",
	} {
		must(t, db.Exec(t.Context(), fmt.Sprintf(say, 3*many+30), nil))
	}
	stored, err := db.shapes(t.Context())
	must(t, err)
	for _, s := range stored {
		if s.Name == "reading_figures" || s.Name == "readings" || s.Name == "agency_years_history" {
			must(t, db.freeze(t.Context(), frozenTable{s.Name, ""}.query(s, nil), s.Name, create))
		}
	}
	open := func(table string) (io.ReadCloser, error) {
		if frozen[table] == nil {
			return nil, fmt.Errorf("%s: %w", table, fs.ErrNotExist)
		}
		return io.NopCloser(bytes.NewReader(frozen[table].Bytes())), nil
	}
	begun = time.Now()
	all, err := db.Refreeze(t.Context(), g, open, create)
	must(t, err)
	t.Logf("of frozen tables: %v in %v", all, time.Since(begun).Round(time.Millisecond))
	same(t, "frozen tables", fmt.Sprint(all), fmt.Sprint(map[string]Rewritten{"reading_figures": {2*many + 30, many, 0}, "readings": {3*many + 30, 0, 2 * many}, "agency_years_history": {3*many + 30, 0, many}}))
	for table := range all {
		must(t, db.thawTable(t.Context(), table, open))
	}
	same(t, "what is left", text(t, db, "SELECT (SELECT count() FROM reading_figures), (SELECT (countIf(empty(problems)), countIf(contact_phone IS NULL)) FROM readings), (SELECT countIf(received IS NULL) FROM agency_years_history)"),
		fmt.Sprintf("%d\t(%d,%d)\t%[3]d\n", 2*many+30, 2*many, many))
	for _, set := range []string{goneHidden, goneTexts} { // the database is used again
		must(t, db.Exec(t.Context(), "DROP TABLE "+set+" SYNC", nil))
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
