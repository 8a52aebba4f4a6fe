package store

import (
	"testing"

	"gongkai/disclosure"
)

// A table of a user's own is joined by the history of codes, what names no division is kept with the reason, a later load
// of its name takes its place, and one that is taken away is seen nowhere; what was loaded stays.
func TestCovariates(t *testing.T) {
	db := fresh(t)
	value := func(line int, code string, year int, v float64) disclosure.CovariateValue {
		return disclosure.CovariateValue{Line: line, Column: "人口", Code: code, Place: "某县", Year: year, Raw: "x", Value: v}
	}
	c := disclosure.Covariate{Name: "people", Source: "a yearbook", File: "p.csv", SHA256: "aa", Lines: 9, At: at(t, "2026-03-01 10:00"), By: "the office",
		Columns: []disclosure.CovariateColumn{{Name: "人口", Unit: "人", Values: 9, Empty: 1}},
		Values: []disclosure.CovariateValue{value(2, "361022", 2020, 1.5), value(3, "431121", 2019, 2), value(4, "410322", 2019, 3), value(5, "330110", 2019, 4), value(6, "990101", 2020, 5), value(7, "123456", 2020, 6), value(8, "361023", 0, 7),
			value(9, "431121", 2020, 8), value(10, "431181", 2020, 9)}}
	c.Retrieved, _ = disclosure.ParseDate("2026-02-03")
	c.Resolve()
	must(t, db.KeepCovariate(t.Context(), c))
	must(t, db.KeepCovariate(t.Context(), c)) // as good as once
	must(t, db.Exec(t.Context(), "INSERT INTO agencies_history (agency_id, division_code, division_name) VALUES ('990101-civil', '990101', '晴岚县'), ('361022-civil', '361022', '另一个名称')", nil))
	const values = "SELECT line, division_code, division_name, year, value, standing, code, source, retrieved_on, unit FROM covariates ORDER BY line"
	const tail = "\ta yearbook\t2026-02-03\t人\n"
	want := "2\t361022\t黎川县\t2020\t1.5\tsame\t361022" + tail + "3\t431181\t祁阳市\t2019\t2\trenumbered\t431121" + tail + "4\t\\N\t\\N\t2019\t3\tmerged\t410322" + tail + "5\t\\N\t\\N\t2019\t4\tsplit\t330110" + tail +
		"6\t990101\t晴岚县\t2020\t5\tsame\t990101" + tail + "7\t\\N\t\\N\t2020\t6\tunknown\t123456" + tail + "8\t361023\t南丰县\t\\N\t7\tsame\t361023" + tail +
		"9\t\\N\t\\N\t2020\t8\tdoubled\t431121" + tail + "10\t\\N\t\\N\t2020\t9\tdoubled\t431181" + tail
	same(t, "values", text(t, db, values), want)

	later := c
	later.At, later.Source, later.Values = at(t, "2026-03-02 10:00"), "another yearbook", c.Values[:1]
	must(t, db.KeepCovariate(t.Context(), later))
	other := later
	other.Name = "others"
	must(t, db.KeepCovariate(t.Context(), other))
	const tables = "SELECT dataset, version, source, columns.unit, columns.empty FROM covariate_tables ORDER BY dataset"
	same(t, "after a second load", text(t, db, tables), "others\t1\tanother yearbook\t['人']\t[1]\npeople\t3\tanother yearbook\t['人']\t[1]\n")
	same(t, "its values", text(t, db, "SELECT dataset, count(), any(source) FROM covariates GROUP BY dataset ORDER BY dataset"), "others\t1\tanother yearbook\npeople\t1\tanother yearbook\n")

	must(t, db.RemoveCovariate(t.Context(), disclosure.Covariate{Name: "people", At: at(t, "2026-03-03 10:00")}))
	same(t, "after it is taken away", text(t, db, tables), "others\t1\tanother yearbook\t['人']\t[1]\n")
	same(t, "the history", text(t, db, "SELECT count() FROM covariates_history FINAL"), "11\n")
	must(t, db.KeepCovariate(t.Context(), c))
	same(t, "loaded again", text(t, db, "SELECT version, count() FROM covariate_tables AS t INNER JOIN covariates AS c ON c.load_id = t.load_id WHERE t.dataset = 'people' GROUP BY version"), "5\t9\n")
}
