package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// What is taken down after a release was made goes out of its files. Those that only ClickHouse reads are put into a database of their
// own, which is empty before and after, and written anew from there.

// scratchName is that of the database, behind the name of the other.
const scratchName = "withdrawing"

// Gone are the reports of which something goes: all figures and what was found in them, or the passages.
type Gone struct{ Hidden, Texts []string }

// Rewritten counts the rows of a table that was written anew.
type Rewritten struct{ Rows, Withdrawn, Emptied uint64 }

// thinned says what goes of a frozen table: %[1]s are the reports whose figures are hidden, %[2]s those whose texts were removed. Rows of
// readings stay, since by them is known of which report a document was; what they read goes.
type thinned struct {
	table, goes string
	empty       []emptying
}

type emptying struct{ where, set string }

const (
	noTexts    = "problems = [], improvements = [], text_checks = '[]'"
	hadTexts   = "(notEmpty(problems) OR notEmpty(improvements) OR text_checks != '[]')"
	noContents = noTexts + ", topics = [], measures = [], attachments = [], sections = [], contact_address = NULL, contact_postcode = NULL, contact_phone = NULL, date_candidates = ''"
	noFigures  = "received = NULL, carried_in = NULL, carried_out = NULL, outcomes = NULL, granted = NULL, partial = NULL, denied = NULL, unable = NULL, not_processed = NULL, other = NULL"
)

// thinnedTables match what pages as of a release hide (dashboards/withdrawn.go).
var thinnedTables = []thinned{
	{"report_states", "report_id IN (%[1]s)", []emptying{{"report_id IN (%[2]s) AND " + hadTexts, noTexts}}},
	{"readings", "", []emptying{{"report_id IN (%[2]s) AND " + hadTexts, noTexts}, {"report_id IN (%[1]s) AND (" + hadTexts + " OR notEmpty(topics) OR notEmpty(measures) OR notEmpty(attachments) OR notEmpty(sections) OR date_candidates != '' OR isNotNull(coalesce(contact_address, contact_postcode, contact_phone)))", noContents}}},
	{"reading_figures", "report_id IN (%[1]s)", nil}, {"reading_cumulative", "report_id IN (%[1]s)", nil}, {"reading_findings", "report_id IN (%[1]s)", nil},
	{"findings_across", "report_id IN (%[1]s)", nil}, {"checks_across_history", "report_id IN (%[1]s)", nil}, {"government_ratios_history", "report_id IN (%[1]s)", nil},
	{"changes_history", "report_id IN (%[1]s) OR kind = 'sentence' AND report_id IN (%[2]s)", nil},
	{"rates_history", "concat(agency_id, '-', toString(fiscal_year)) IN (%[1]s)", nil},
	{"agency_years_history", "", []emptying{{"report_id IN (%[1]s) AND isNotNull(coalesce(received, carried_in, carried_out, outcomes, granted, partial, toDecimal128(denied, 6), toDecimal128(unable, 6), toDecimal128(not_processed, 6), toDecimal128(other, 6)))", noFigures}}},
}

// literals are texts as SQL has them; of none, one that is no name of anything.
func literals(texts []string) string {
	if len(texts) == 0 {
		return "'-'"
	}
	quoted := make([]string, 0, len(texts))
	for _, t := range texts {
		quoted = append(quoted, "'"+strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(t)+"'")
	}
	return strings.Join(quoted, ", ")
}

// Scratch gives a function an empty database beside this one, with its schema where it needs that, and empties it again.
func (db *DB) Scratch(ctx context.Context, schema bool, use func(ctx context.Context, scratch *DB) error) error {
	beside, err := db.beside(ctx, scratchName)
	if err != nil {
		return err
	}
	if err = beside.empty(ctx); err == nil && schema { // of a run that was cut off
		err = beside.Migrate(ctx)
	}
	if err == nil {
		err = use(ctx, beside)
	}
	return errors.Join(err, beside.empty(context.WithoutCancel(ctx)), beside.Close())
}

// Refreeze writes frozen tables anew but for what goes, in a database that Scratch gives. It makes no file of a table of which nothing
// goes, and counts the rows of the others.
func (db *DB) Refreeze(ctx context.Context, g Gone, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (map[string]Rewritten, error) {
	stored, err := db.stored(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]Rewritten{}
	for _, t := range thinnedTables {
		i := slices.IndexFunc(stored, func(s storedTable) bool { return s.Name == t.table })
		if i < 0 {
			return nil, fmt.Errorf("there is no table %s", t.table)
		}
		n, err := db.refreeze(ctx, t.of(g), stored[i], open, create)
		switch {
		case errors.Is(err, fs.ErrNotExist): // the release is of before there was such a table
		case err != nil:
			return nil, fmt.Errorf("table %s: %w", t.table, err)
		case n.Withdrawn+n.Emptied > 0:
			all[t.table] = n
		}
	}
	return all, nil
}

// of puts the reports into the questions.
func (t thinned) of(g Gone) thinned {
	fill := func(where string) string {
		return strings.NewReplacer("%[1]s", literals(g.Hidden), "%[2]s", literals(g.Texts)).Replace(where)
	}
	made := thinned{table: t.table, goes: fill(t.goes)}
	if t.goes == "" {
		made.goes = "0"
	}
	for _, e := range t.empty {
		made.empty = append(made.empty, emptying{fill(e.where), e.set})
	}
	return made
}

func (db *DB) refreeze(ctx context.Context, t thinned, s storedTable, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (n Rewritten, err error) {
	if err := db.again(ctx, func() error { return db.thawTable(ctx, t.table, open) }); err != nil {
		return n, err
	}
	total, err := db.countOf(ctx, t.table, "1")
	if err != nil {
		return n, err
	}
	if n.Withdrawn, err = db.countOf(ctx, t.table, t.goes); err != nil {
		return n, err
	}
	n.Rows = total - n.Withdrawn
	for _, e := range t.empty {
		where := "(" + e.where + ") AND NOT (" + t.goes + ")"
		k, err := db.countOf(ctx, t.table, where)
		if err != nil {
			return n, err
		}
		n.Emptied += k
		if k == 0 {
			continue
		}
		if err := db.again(ctx, func() error {
			return db.conn.Exec(ctx, "ALTER TABLE "+quoteName(t.table)+" UPDATE "+e.set+" WHERE "+where+" SETTINGS mutations_sync = 2")
		}); err != nil {
			return n, err
		}
	}
	if n.Withdrawn+n.Emptied > 0 {
		err = db.freeze(ctx, frozenTable{t.table, "NOT (" + t.goes + ")"}, s, create)
	}
	return n, errors.Join(err, db.conn.Exec(ctx, "TRUNCATE TABLE "+quoteName(t.table)))
}

func (db *DB) countOf(ctx context.Context, table, where string) (uint64, error) {
	var rows []struct {
		N uint64 `ch:"n"`
	}
	if err := db.Select(ctx, &rows, "SELECT count() AS n FROM "+quoteName(table)+" WHERE "+where, nil); err != nil {
		return 0, err
	}
	return rows[0].N, nil
}

// Filtered says how a file of rows is copied: its columns, and which rows go.
type Filtered struct {
	Columns []FilteredColumn
	Order   []string // columns
	Goes    string   // SQL
}

// FilteredColumn is a column. Where its Empty (SQL) holds it is emptied to To, or to what its type has for nothing.
type FilteredColumn struct{ Name, Type, Empty, To string }

const filtered = "filtered_rows"

// Filter copies a Parquet file but for what goes, in a database that Scratch gives. Settings are those of the file that is written.
func (db *DB) Filter(ctx context.Context, f Filtered, settings map[string]string, from io.Reader, to io.Writer) (n Rewritten, err error) {
	var columns, selected, order, emptied []string
	for _, c := range f.Columns {
		columns = append(columns, quoteName(c.Name)+" "+c.Type)
		if c.Empty == "" {
			selected = append(selected, "t."+quoteName(c.Name)+" AS "+quoteName(c.Name))
			continue
		}
		nothing := c.To
		if nothing == "" {
			nothing = "defaultValueOfTypeName(" + literals([]string{c.Type}) + ")"
		}
		selected = append(selected, "if("+c.Empty+", CAST("+nothing+" AS "+c.Type+"), t."+quoteName(c.Name)+") AS "+quoteName(c.Name))
		printed := func(value string) string { return "ifNull(toString(" + value + "), 'NULL')" } // nothing differs from NULL, and NULL from nothing
		emptied = append(emptied, "("+c.Empty+") AND "+printed("t."+quoteName(c.Name))+" != "+printed("CAST("+nothing+" AS "+c.Type+")"))
	}
	for _, c := range f.Order {
		order = append(order, "t."+quoteName(c))
	}
	create := "CREATE TABLE " + filtered + " (" + strings.Join(columns, ", ") + ") ENGINE = MergeTree ORDER BY tuple()"
	if err := db.Exec(ctx, "DROP TABLE IF EXISTS "+filtered, nil); err != nil {
		return n, err
	}
	if err := db.Exec(ctx, create, nil); err != nil {
		return n, err
	}
	if err := db.post(ctx, "INSERT INTO "+filtered+" FORMAT Parquet", map[string]string{"max_insert_threads": "1"}, from, -1); err != nil {
		return n, db.explain(err)
	}
	stays := "NOT (" + f.Goes + ")"
	for _, c := range []struct {
		where string
		into  *uint64
	}{{stays, &n.Rows}, {f.Goes, &n.Withdrawn}, {stays + " AND (" + strings.Join(append(emptied, "0"), " OR ") + ")", &n.Emptied}} {
		if *c.into, err = db.countOfRows(ctx, c.where); err != nil {
			return n, err
		}
	}
	query := "SELECT " + strings.Join(selected, ", ") + " FROM " + filtered + " AS t WHERE " + stays
	if len(order) > 0 {
		query += " ORDER BY " + strings.Join(order, ", ")
	}
	if err := db.Copy(ctx, query, "Parquet", settings, to); err != nil {
		return n, err
	}
	return n, db.Exec(ctx, "DROP TABLE IF EXISTS "+filtered+" SYNC", nil)
}

func (db *DB) countOfRows(ctx context.Context, where string) (uint64, error) {
	var rows []struct {
		N uint64 `ch:"n"`
	}
	if err := db.Select(ctx, &rows, "SELECT count() AS n FROM "+filtered+" AS t WHERE "+where, nil); err != nil {
		return 0, err
	}
	return rows[0].N, nil
}
