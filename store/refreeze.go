package store

import (
	"cmp"
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

// The reports of which something goes stand in tables of their own: they may be more than a statement can name, or the address of a question.
const (
	goneHidden = "gone_hidden"
	goneTexts  = "gone_texts"

	ofHidden = "report_id IN (SELECT name FROM " + goneHidden + ")"
	ofTexts  = "report_id IN (SELECT name FROM " + goneTexts + ")"
)

// thinned says which rows of a frozen table go, and what of those that stay. Rows of readings stay, since by them is known of which report
// a document was; what they read goes.
type thinned struct {
	table, goes string // SQL; empty: none
	empty       []emptying
}

// emptying empties columns of some rows, of which those had something in them.
type emptying struct {
	of, had string // SQL
	columns []string
}

const (
	hadTexts    = "(notEmpty(problems) OR notEmpty(improvements) OR text_checks != '[]')"
	hadContents = "(" + hadTexts + " OR notEmpty(topics) OR notEmpty(measures) OR notEmpty(attachments) OR notEmpty(sections) OR date_candidates != '' OR isNotNull(coalesce(contact_address, contact_postcode, contact_phone)))"
	hadFigures  = "isNotNull(coalesce(received, carried_in, carried_out, outcomes, granted, partial, toDecimal128(denied, 6), toDecimal128(unable, 6), toDecimal128(not_processed, 6), toDecimal128(other, 6)))"
)

var (
	textColumns    = []string{"problems", "improvements", "text_checks"}
	contentColumns = append([]string{"topics", "measures", "attachments", "sections", "contact_address", "contact_postcode", "contact_phone", "date_candidates"}, textColumns...)
	numberColumns  = []string{"received", "carried_in", "carried_out", "outcomes", "granted", "partial", "denied", "unable", "not_processed", "other"}
)

// thinnedTables match what pages as of a release hide (dashboards/withdrawn.go).
var thinnedTables = []thinned{
	{"report_states", ofHidden, []emptying{{ofTexts, hadTexts, textColumns}}},
	{"readings", "", []emptying{{ofTexts, hadTexts, textColumns}, {ofHidden, hadContents, contentColumns}}},
	{"reading_figures", ofHidden, nil}, {"reading_cumulative", ofHidden, nil}, {"reading_findings", ofHidden, nil},
	{"findings_across", ofHidden, nil}, {"checks_across_history", ofHidden, nil}, {"government_ratios_history", ofHidden, nil},
	{"changes_history", ofHidden + " OR kind = 'sentence' AND " + ofTexts, nil},
	{"rates_history", "concat(agency_id, '-', toString(fiscal_year)) IN (SELECT name FROM " + goneHidden + ")", nil},
	{"agency_years_history", "", []emptying{{ofHidden, hadFigures, numberColumns}}},
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

// ClearScratch empties the database that Scratch gives, which a run that was killed has left as it was. Nobody else may be using it.
func (db *DB) ClearScratch(ctx context.Context) error {
	beside, err := db.besideWithTables(ctx, scratchName)
	if beside == nil || err != nil {
		return err
	}
	return errors.Join(beside.empty(ctx), beside.Close())
}

// Refreeze writes frozen tables anew but for what goes, in a database that Scratch gives. It makes no file of a table of which nothing
// goes, and counts the rows of the others.
func (db *DB) Refreeze(ctx context.Context, g Gone, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (map[string]Rewritten, error) {
	stored, err := db.shapes(ctx)
	if err != nil {
		return nil, err
	}
	if err := db.putNames(ctx, map[string][]string{goneHidden: g.Hidden, goneTexts: g.Texts}); err != nil {
		return nil, err
	}
	all := map[string]Rewritten{}
	for _, t := range thinnedTables {
		i := slices.IndexFunc(stored, func(s storedTable) bool { return s.Name == t.table })
		if i < 0 {
			return nil, fmt.Errorf("there is no table %s", t.table)
		}
		n, err := db.refreeze(ctx, t, stored[i], open, create)
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

// putNames makes tables of names, for questions to ask.
func (db *DB) putNames(ctx context.Context, sets map[string][]string) error {
	for table, all := range sets {
		for _, say := range []string{"DROP TABLE IF EXISTS " + quoteName(table) + " SYNC", "CREATE TABLE IF NOT EXISTS " + quoteName(table) + " (name String) ENGINE = MergeTree ORDER BY name"} {
			if err := db.repeatable(ctx, say); err != nil {
				return err
			}
		}
		rows := make([][]any, len(all))
		for i, name := range all {
			rows[i] = []any{name}
		}
		if err := db.insert(ctx, table+" (name)", rows); err != nil {
			return err
		}
	}
	return nil
}

// rows says which rows go, and which of those that stay are emptied.
func (t thinned) rows() (goes, emptied string) {
	var any []string
	for _, e := range t.empty {
		any = append(any, "("+e.of+" AND "+e.had+")")
	}
	goes = cmp.Or(t.goes, "0")
	return goes, "NOT (" + goes + ") AND (" + strings.Join(append(any, "0"), " OR ") + ")"
}

// query asks for what is left.
func (t thinned) query(s storedTable) string {
	instead, goes := map[string]string{}, cmp.Or(t.goes, "0")
	for _, c := range s.Columns {
		var of []string
		for _, e := range t.empty {
			if slices.Contains(e.columns, c.Name) {
				of = append(of, e.of)
			}
		}
		nothing := "defaultValueOfTypeName(" + literals([]string{c.Type}) + ")"
		if c.Name == "text_checks" {
			nothing = "'[]'"
		}
		if len(of) > 0 {
			instead[c.Name] = "CAST(if(" + strings.Join(of, " OR ") + ", " + nothing + ", " + quoteName(c.Name) + "), " + literals([]string{c.Type}) + ")"
		}
	}
	return frozenTable{t.table, "NOT (" + goes + ")"}.query(s, instead)
}

func (db *DB) refreeze(ctx context.Context, t thinned, s storedTable, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (n Rewritten, err error) {
	if err := db.again(ctx, func() error { return db.thawTable(ctx, t.table, open) }); err != nil {
		return n, err
	}
	goes, emptied := t.rows()
	for _, c := range []struct {
		where string
		into  *uint64
	}{{"NOT (" + goes + ")", &n.Rows}, {goes, &n.Withdrawn}, {emptied, &n.Emptied}} {
		if *c.into, err = db.countOf(ctx, quoteName(t.table), c.where); err != nil {
			return n, err
		}
	}
	if n.Withdrawn+n.Emptied > 0 {
		err = db.freeze(ctx, t.query(s), t.table, create)
	}
	return n, errors.Join(err, db.conn.Exec(ctx, "TRUNCATE TABLE "+quoteName(t.table)))
}

func (db *DB) countOf(ctx context.Context, table, where string) (uint64, error) {
	var rows []struct {
		N uint64 `ch:"n"`
	}
	if err := db.Select(ctx, &rows, "SELECT count() AS n FROM "+table+" WHERE "+where, nil); err != nil {
		return 0, err
	}
	return rows[0].N, nil
}

// Filtered says how a file of rows is copied: its columns, and which rows go.
type Filtered struct {
	Columns []FilteredColumn
	Order   []string            // columns
	Goes    string              // SQL
	Sets    map[string][]string // tables with a column name, which Goes and what is emptied may ask
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
	if err := db.putNames(ctx, f.Sets); err != nil {
		return n, err
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
		if *c.into, err = db.countOf(ctx, filtered+" AS t", c.where); err != nil {
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
