package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"gongkai/analytics/draft"
	"gongkai/disclosure"
	"gongkai/parse"
)

// checkCommand tries drafts of reports; it opens neither a database nor a connection.
type checkCommand struct {
	JSON   bool     `name:"json" help:"One JSON object a file, one a line."`
	Before string   `placeholder:"FILE" help:"The report of the year before, to compare one draft with."`
	Files  []string `arg:"" name:"file" help:"Drafts: HTML, text, PDF, OFD, Word, Excel, RTF and ZIP files; - is standard input."`
}

// Run prints what would be said of each draft. It fails where a file can't be read as a report, and
// where something is broken that is neither a hint nor a doubt about our own reading.
func (c *checkCommand) Run(ctx context.Context, a *app) error {
	if c.Before != "" && len(c.Files) != 1 {
		return usageError{errors.New("--before is the report of one draft's year before: name one draft")}
	}
	flight := newFlight()
	var before *disclosure.Report
	if c.Before != "" {
		r, err := c.read(ctx, a, flight, c.Before)
		if err != nil {
			return err
		}
		before = r
	}
	var faulty atomic.Int64
	err := a.printEach(ctx, c.Files, func(name string) printed {
		r, err := c.read(ctx, a, flight, name)
		if err != nil {
			return printed{err: err}
		}
		o, err := draft.Judge(r, before)
		if err != nil {
			return printed{err: fmt.Errorf("%s: %w", name, err)}
		}
		if o.Broken() > 0 {
			faulty.Add(1)
		}
		if !c.JSON {
			return printed{text: []byte(opinionText(o))}
		}
		var line bytes.Buffer
		err = writeJSONLine(&line, lineOf(o))
		return printed{line.Bytes(), err}
	})
	if n := faulty.Load(); err == nil && n > 0 {
		return fmt.Errorf("%d of %d drafts have something that would be found", n, len(c.Files))
	}
	return err
}

func (c *checkCommand) read(ctx context.Context, a *app, flight flight, name string) (*disclosure.Report, error) {
	body, err := a.readFile(name)
	if err != nil {
		return nil, err
	}
	report, err := flight.read(ctx, parse.Input{Source: name, Body: body, Role: disclosure.RoleFile})
	return &report, err
}

// opinionLine is a draft as JSON.
type opinionLine struct {
	Source     string                `json:"source"`
	Agency     *string               `json:"agency"`
	AgencyID   *string               `json:"agency_id"`
	FiscalYear *int                  `json:"fiscal_year"`
	Form       *disclosure.Form      `json:"form"`
	Checks     disclosure.CheckCount `json:"checks"`
	Cells      disclosure.CellCount  `json:"cells"`
	Broken     int                   `json:"broken"` // faults that are neither hints nor doubts about our reading
	Faults     []draft.Fault         `json:"faults"`
	Moved      []draft.Movement      `json:"moved"` // counts beside those of the year before, empty without --before
}

func lineOf(o *draft.Opinion) opinionLine {
	r := o.Report
	return opinionLine{r.Source, r.Agency, r.AgencyID, r.FiscalYear, r.Form, r.Checks, r.Cells, o.Broken(), emptyNotNull(o.Faults), emptyNotNull(o.Moved)}
}

func emptyNotNull[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// severityWords are those of a fault in the language of the reports.
var severityWords = map[disclosure.Severity]string{disclosure.SeverityError: "错误", disclosure.SeverityWarning: "注意", disclosure.SeverityInfo: "提示"}

// opinionText tells an agency what would be found, in Chinese as the reports are.
func opinionText(o *draft.Opinion) string {
	var b strings.Builder
	r := o.Report
	fmt.Fprintf(&b, "%s：%s，%s 年度，格式 %s，读到 %d 个数字；核对：%d 项成立，%d 项不成立，%d 项均为零，%d 项无从核对\n", r.Source,
		factText(r.Agency), factText(r.FiscalYear), factText(r.Form), knownFigures(r.Figures), r.Checks.Pass, r.Checks.Fail, r.Checks.Vacuous, r.Checks.NotAssessable)
	if len(o.Faults) == 0 {
		b.WriteString("  没有发现问题。数字是否属实，不在核对之列。\n")
	}
	for _, f := range o.Faults {
		word := severityWords[f.Severity]
		if f.Blame == disclosure.BlameParser {
			word = "读取存疑"
		}
		fmt.Fprintf(&b, "  [%s] %s %s\n", word, f.Rule, f.Message)
		for _, cell := range f.Cells {
			fmt.Fprintf(&b, "      %s\n", cellText(&cell, o))
		}
		for _, cause := range f.Causes {
			fmt.Fprintf(&b, "      可能原因 %s %s\n", cause.Rule, cause.Message)
		}
		if f.Catalogue.Source != "—" {
			fmt.Fprintf(&b, "      依据：%s\n", f.Catalogue.Source)
		}
	}
	if len(o.Moved) > 0 {
		fmt.Fprintf(&b, "  与 %d 年度相比：\n", *o.Before.FiscalYear)
		for _, m := range o.Moved {
			fmt.Fprintf(&b, "      %s：%s → %s\n", m.Label, factText(m.Before), factText(m.Now))
		}
	}
	return b.String()
}

// cellText names a cell, what it prints and where it stands.
func cellText(c *draft.Cell, o *draft.Opinion) string {
	var b strings.Builder
	if o.Before != nil && c.Year != 0 && c.FiscalYear != 0 {
		fmt.Fprintf(&b, "%d 年度 ", c.Year)
	}
	b.WriteString(c.Label)
	if c.Column != "" {
		b.WriteString(" · " + c.Column)
	}
	switch {
	case c.Where == nil:
		b.WriteString("：未见")
	case strings.TrimSpace(c.Raw) == "":
		b.WriteString("：空白")
	default:
		fmt.Fprintf(&b, "：%s", disclosure.Short(c.Raw))
	}
	if c.Expected != nil {
		fmt.Fprintf(&b, "，应为 %s", c.Expected)
	}
	if c.Where != nil {
		b.WriteString(placeText(c.Where))
	}
	return b.String()
}

// placeText is where a person can see a figure.
func placeText(p *disclosure.Place) string {
	switch {
	case p.Cell != nil:
		return fmt.Sprintf("（第 %d 个表格第 %d 行第 %d 列）", p.Table, p.Row, p.Column)
	case p.Area != nil:
		return fmt.Sprintf("（第 %d 页）", p.Page)
	case p.Span != nil:
		return fmt.Sprintf("（正文第 %d 字起）", p.Offset+1)
	}
	return ""
}

// factText writes what was read, or that it is not known.
func factText[T any](fact *T) string {
	if fact == nil {
		return "不明"
	}
	return fmt.Sprint(*fact)
}
