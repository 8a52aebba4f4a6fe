package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/cmd/gongkai/covariatefile"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// covariatesCommand keeps tables of the user's own, such as population by county, beside the figures.
type covariatesCommand struct {
	List   covariatesListCommand   `cmd:"" default:"withargs" help:"The tables that are loaded: source, columns, how many values have a division."`
	Show   covariatesShowCommand   `cmd:"" help:"One table: its columns, and the lines whose code names no division, with the reason."`
	Load   covariatesLoadCommand   `cmd:"" help:"Load a CSV file with codes of divisions and numbers; one of the same name is replaced."`
	Remove covariatesRemoveCommand `cmd:"" help:"Take a table away: nothing shows it any more."`
}

type covariatesListCommand struct{}

// Run prints a line a table.
func (c *covariatesListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	rows, err := h.covariateTables(ctx)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.out, "no table is loaded: gongkai covariates load FILE --source TEXT")
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "TABLE\tVERSION\tVALUES\tMATCHED\tYEARS\tRETRIEVED\tLOADED (UTC)\tBY\tSOURCE")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t%s\n", r.Dataset, r.Version, r.Values, r.Matched, yearsText(r), r.RetrievedOn, r.LoadedAt.UTC().Format(time.DateTime), oneLine(r.LoadedBy), oneLine(r.Source))
	}
	return w.Flush()
}

// yearsText is the years of a table's values.
func yearsText(r dashboards.CovariateTableRow) string {
	switch {
	case r.FirstYear == nil || r.LastYear == nil:
		return "-"
	case *r.FirstYear == *r.LastYear:
		return fmt.Sprint(*r.FirstYear)
	}
	return fmt.Sprintf("%d–%d", *r.FirstYear, *r.LastYear)
}

// covariateTables asks the measure of the pages.
func (h *home) covariateTables(ctx context.Context) (rows []dashboards.CovariateTableRow, err error) {
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "covariate_tables", nil)
	return rows, err
}

// covariateTable finds a table by its name.
func (h *home) covariateTable(ctx context.Context, name string) (dashboards.CovariateTableRow, error) {
	rows, err := h.covariateTables(ctx)
	if err != nil {
		return dashboards.CovariateTableRow{}, err
	}
	for _, r := range rows {
		if r.Dataset == name {
			return r, nil
		}
	}
	return dashboards.CovariateTableRow{}, fmt.Errorf("there is no table %q: gongkai covariates lists them", name)
}

type covariatesShowCommand struct {
	Table string `arg:"" help:"The table, as gongkai covariates prints it."`
}

// Run prints the table.
func (c *covariatesShowCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	return h.tellCovariate(ctx, a.out, c.Table, maxCovariateLines)
}

// maxCovariateLines is how many lines without a division are printed: all that a table can have.
const maxCovariateLines = 1_000_000

// shownCovariateLines is how many of them are printed after a load.
const shownCovariateLines = 50

// tellCovariate prints a table with the lines whose codes name no division.
func (h *home) tellCovariate(ctx context.Context, out io.Writer, name string, most int) error {
	t, err := h.covariateTable(ctx, name)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s, version %d: %d values on %d lines, %d with a division\nsource: %s (retrieved on %s)\n", t.Dataset, t.Version, t.Values, t.Lines, t.Matched, oneLine(t.Source), t.RetrievedOn)
	for i, column := range t.Columns {
		fmt.Fprintf(out, "column: %s (%s), %d numbers, %d cells empty\n", oneLine(column), oneLine(t.Units[i]), t.Cells[i], t.Empty[i])
	}
	var codes []dashboards.CovariateCodeRow
	params := map[string]any{"dataset": name, "limit": uint32(most), "offset": uint32(0)}
	if err := analytics.NewMeasures(h.DB).Select(ctx, &codes, "covariate_codes", params); err != nil || len(codes) == 0 {
		return err
	}
	fmt.Fprintf(out, "%d lines name no division, and are kept without one:\n", codes[0].Total)
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, r := range codes {
		year := "-"
		if r.Year != nil {
			year = fmt.Sprint(*r.Year)
		}
		fmt.Fprintf(w, "line %d\t%s\t%s\t%s\t%s\n", r.Line, r.Code, oneLine(r.Place), year, standingWords[disclosure.Standing(r.Standing)])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if left := codes[0].Total - uint64(len(codes)); left > 0 {
		fmt.Fprintf(out, "and %d more: gongkai covariates show %s\n", left, name)
	}
	return nil
}

// standingWords say why a code names no division.
var standingWords = map[disclosure.Standing]string{
	disclosure.StandingMerged: "merged: its area became part of another, or is made of several", disclosure.StandingSplit: "split: its area was divided, or gave a part away",
	disclosure.StandingDoubled: "doubled: another code of the table names the same division and year", disclosure.StandingUnknown: "unknown: no such code is known",
}

type covariatesLoadCommand struct {
	File      string            `arg:"" help:"The CSV file; - is standard input."`
	Source    string            `required:"" placeholder:"TEXT" help:"Who published the table and where, for a citation."`
	Name      string            `placeholder:"NAME" help:"Name of the table (default: that of the file without its ending)."`
	Retrieved string            `placeholder:"DAY" help:"Day on which it was taken from there, as 2026-01-31 (default: today)."`
	By        string            `placeholder:"WHO" help:"Who loads it (default: the user of this machine)."`
	Charset   string            `enum:",utf-8,gb18030" default:"" help:"Characters of the file: utf-8 (default) or gb18030, which GBK is a part of."`
	Code      string            `placeholder:"COLUMN" help:"Column of the codes (default: division_code, 区划代码 and the like)."`
	Year      string            `placeholder:"COLUMN|YEAR" help:"Column of the years, or the year of all lines (default: year, 年份 and the like, or none)."`
	Place     string            `placeholder:"COLUMN" help:"Column of the names (default: name, 地区 and the like, or none)."`
	Unit      map[string]string `placeholder:"COLUMN=UNIT" mapsep:"none" help:"Unit of a column of numbers; may be repeated (default: what stands in brackets behind its name)."`
	Leave     []string          `placeholder:"COLUMN" sep:"none" help:"Leave a column out; may be repeated."`
}

// datasetName is what a table may be called: it stands in addresses.
var datasetName = pattern.UpTo(80, `^[\p{L}\p{N}_.()（）·-]+$`)

// Run loads the file and prints what came of its codes.
func (c *covariatesLoadCommand) Run(ctx context.Context, a *app) error {
	table, err := c.table(a)
	if err != nil {
		return err
	}
	table.Resolve()
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.KeepCovariate(ctx, table); err != nil {
		return err
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	return h.tellCovariate(ctx, a.out, table.Name, shownCovariateLines)
}

// table reads the file, with what the flags say of it.
func (c *covariatesLoadCommand) table(a *app) (t disclosure.Covariate, err error) {
	name := c.Name
	if name == "" && c.File != "-" {
		name = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	switch {
	case !datasetName.MatchString(name):
		return t, usageError{fmt.Errorf("--name %q: want a name of letters, digits and . _ - ( ), 80 at most, without spaces", name)}
	case strings.TrimSpace(c.Source) == "":
		return t, usageError{errors.New("--source: say who published the table and where: whoever uses it has to cite it")}
	}
	by, err := handedInBy(c.By)
	if err != nil {
		return t, err
	}
	now := a.clock.Now()
	retrieved := disclosure.DateOf(now)
	if c.Retrieved != "" {
		day, err := disclosure.ParseDate(c.Retrieved)
		if err != nil || day.Midnight().After(now) || day.Year() < 1970 {
			return t, usageError{fmt.Errorf("--retrieved %q: want a day like 2026-01-31 that has come", c.Retrieved)}
		}
		retrieved = day
	}
	in := os.Stdin
	if c.File != "-" {
		if in, err = os.Open(c.File); err != nil {
			return t, fmt.Errorf("%s: %w", c.File, reason(err))
		}
		defer in.Close()
	}
	if t, err = covariatefile.Read(in, c.File, covariatefile.Options{Charset: c.Charset, Code: c.Code, Year: c.Year, Place: c.Place, Units: c.Unit, Leave: c.Leave}); err != nil {
		return t, err
	}
	t.Name, t.Source, t.Retrieved, t.File, t.At, t.By = name, strings.TrimSpace(c.Source), retrieved, filepath.Base(c.File), now, by
	return t, nil
}

type covariatesRemoveCommand struct {
	Table string `arg:"" help:"The table, as gongkai covariates prints it."`
	By    string `placeholder:"WHO" help:"Who takes it away (default: the user of this machine)."`
}

// Run takes the table away.
func (c *covariatesRemoveCommand) Run(ctx context.Context, a *app) error {
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	t, err := h.covariateTable(ctx, c.Table)
	if err != nil {
		return err
	}
	gone := disclosure.Covariate{Name: t.Dataset, Source: t.Source, Retrieved: disclosure.Date(*t.RetrievedOn.Date), File: t.File, SHA256: t.SHA256, At: a.clock.Now(), By: by}
	if err := h.RemoveCovariate(ctx, gone); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s is taken away; what was loaded stays in the history of the database\n", t.Dataset)
	return h.noteVersion(ctx)
}
