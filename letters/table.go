package letters

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/disclosure"
)

// Scope says of whom a table is: empty fields and a zero year mean all.
type Scope struct {
	County, Agency string
	Year           uint16
}

// TableHead names the columns of the office's table.
var TableHead = []string{"县级区划", "机关", "机关编号", "年度", "事项", "规则", "规则名称", "指标", "按规则", "所印", "说明",
	"状态", "异议编号", "提出日期", "提出人", "办理期限", "是否超期", "决定日期", "整改日期", "天数", "报告编号", "证据页面"}

// tableStep is how many rows are held at a time.
const tableStep = 20_000

// Table hands out, a row a time, every finding that is an agency's, every report that came late or is
// proved not to be published, and every objection that is to none of these. today says what is overdue.
func (o Office) Table(ctx context.Context, s Scope, t Terms, today disclosure.Date, row func([]string) error) error {
	var cases []caseRow
	if err := o.Measures.Select(ctx, &cases, "letter_cases", map[string]any{"county": s.County, "year": s.Year, "agency": s.Agency}); err != nil {
		return err
	}
	w := tableWriter{Terms: t, today: today, row: row, cases: map[string][]caseRow{}, told: map[string]bool{}}
	for _, c := range cases {
		w.cases[c.ReportID] = append(w.cases[c.ReportID], c)
	}
	if err := o.eachFinding(ctx, s, w.finding); err != nil {
		return err
	}
	if err := o.eachCoverage(ctx, s, w.timely); err != nil {
		return err
	}
	for _, c := range cases {
		if !w.told[c.CaseID] {
			if err := w.objection(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachFinding visits the findings that are an agency's: hints are left out, and what is of an agency or a year
// that is not certain.
func (o Office) eachFinding(ctx context.Context, s Scope, visit func(findingRow) error) error {
	for offset := uint32(0); ; offset += tableStep {
		var rows []findingRow
		params := map[string]any{"county": s.County, "level": "", "family": "", "year": s.Year, "rule": "", "severity": "", "blame": string(disclosure.BlameAgency), "agency": s.Agency, "report": "", "limit": uint32(tableStep), "offset": offset}
		if err := o.Measures.Select(ctx, &rows, "findings", params); err != nil {
			return err
		}
		for _, f := range rows {
			if f.Severity == string(disclosure.SeverityInfo) || f.FiscalYear == nil || strings.HasPrefix(f.AgencyID, unsure) {
				continue
			}
			if err := visit(f); err != nil {
				return err
			}
		}
		if len(rows) < tableStep {
			return nil
		}
	}
}

// eachCoverage visits what became of each report.
func (o Office) eachCoverage(ctx context.Context, s Scope, visit func(coverageRow) error) error {
	for offset := uint32(0); ; offset += tableStep {
		var rows []coverageRow
		params := map[string]any{"county": s.County, "level": "", "family": "", "agency": s.Agency, "year": s.Year, "limit": uint32(tableStep), "offset": offset}
		if err := o.Measures.Select(ctx, &rows, "coverage", params); err != nil {
			return err
		}
		for _, c := range rows {
			if err := visit(c); err != nil {
				return err
			}
		}
		if len(rows) < tableStep {
			return nil
		}
	}
}

// Agencies are those of a county, or of what lies in it, that a letter may have something to tell of a fiscal
// year (0: any), in the order of the pages; of says how many agencies there are in all.
func (o Office) Agencies(ctx context.Context, s Scope) (ids []string, of int, err error) {
	told := map[string]bool{}
	err = o.eachFinding(ctx, s, func(f findingRow) error { told[f.AgencyID] = true; return nil })
	if err != nil {
		return nil, 0, err
	}
	seen := map[string]bool{}
	var all []string
	err = o.eachCoverage(ctx, s, func(c coverageRow) error {
		if !seen[c.AgencyID] {
			seen[c.AgencyID] = true
			all = append(all, c.AgencyID)
		}
		told[c.AgencyID] = told[c.AgencyID] || c.isLate() || c.isAbsent()
		return nil
	})
	for _, id := range all {
		if told[id] {
			ids = append(ids, id)
		}
	}
	return ids, len(all), err
}

type tableWriter struct {
	Terms
	today disclosure.Date
	row   func([]string) error
	cases map[string][]caseRow // by report
	told  map[string]bool      // cases that stand beside a finding
}

func (w *tableWriter) finding(f findingRow) error {
	rule, _ := disclosure.RuleByID(f.Rule)
	c := Cell{Report: f.ReportID, Key: f.key()}
	subject := ""
	if f.Indicator != "" {
		c.called(string(disclosure.FormDue(f.year())))
		subject = c.name()
	}
	first := []string{f.County, f.Name, f.AgencyID, strconv.Itoa(f.year()), "疑点", f.Rule, rule.TitleZH, subject, f.Expected.String(), f.Actual.String(), f.Message}
	last := []string{f.ReportID, w.address(evidence(f.ReportID, f.key().String()))}
	beside := 0
	for _, objection := range w.of(f) {
		if !objection.about(f) {
			continue
		}
		beside++
		w.told[objection.CaseID] = true
		if err := w.write(first, w.progress(objection), last); err != nil {
			return err
		}
	}
	if beside > 0 {
		return nil
	}
	return w.write(first, []string{"无异议", "", "", "", "", "", "", "", ""}, last)
}

// of lists objections to the reports that take part in a finding.
func (w *tableWriter) of(f findingRow) []caseRow {
	if len(w.cases) == 0 {
		return nil
	}
	reports := []string{f.ReportID}
	operands, _ := f.operands()
	for _, o := range operands {
		if o.ReportID != "" && !slices.Contains(reports, o.ReportID) {
			reports = append(reports, o.ReportID)
		}
	}
	var all []caseRow
	for _, r := range reports {
		all = append(all, w.cases[r]...)
	}
	return all
}

func (w *tableWriter) timely(c coverageRow) error {
	first := []string{c.County, c.Name, c.AgencyID, strconv.Itoa(int(c.FiscalYear))}
	page := w.address(absence(c.AgencyID, c.FiscalYear))
	none := []string{"无异议", "", "", "", isoDay(c.Deadline), "", "", "", ""}
	switch {
	case c.isLate():
		return w.write(append(first, "逾期", "", "报告公布晚于法定期限", "", isoDay(c.Deadline), "不早于 "+isoDay(c.PublishedLow), "逾期"+daysLate(c)), none, []string{*c.ReportID, page})
	case c.isAbsent():
		return w.write(append(first, "未公布", "", "未见公布年度报告", "", isoDay(c.Deadline), "", "期限届满后多次走完其栏目、查过站内搜索，均没有此报告"), none, []string{"", page})
	}
	return nil
}

// objection is one that is to no finding of now: to a figure, or to what has been mended since.
func (w *tableWriter) objection(c caseRow) error {
	k := disclosure.Key{Indicator: c.Indicator, Applicant: disclosure.Applicant(c.Applicant)}
	of, subject, title := Cell{Report: c.ReportID, Key: k}, "", ""
	if c.Indicator != "" {
		of.called(string(disclosure.FormDue(int(c.FiscalYear))))
		subject = of.name()
	}
	if rule, ok := disclosure.RuleByID(c.Rule); ok {
		title = rule.TitleZH
	}
	if c.Rule == disclosure.CaseTimeliness {
		title = "公布情况"
	}
	return w.write([]string{c.County, c.Name, c.AgencyID, strconv.Itoa(int(c.FiscalYear)), "异议", c.Rule, title, subject, "", c.Printed, c.Objection},
		w.progress(c), []string{c.ReportID, w.address("/ledger/" + c.CaseID)})
}

// progress is where an objection stands.
func (w *tableWriter) progress(c caseRow) []string {
	state := disclosure.CaseState(c.State)
	overdue, days := "", ""
	open := state == disclosure.CaseOpen || state == disclosure.CaseAgencys || state == disclosure.CaseOurs
	opened, _ := disclosure.NewDate(c.OpenedOn.Year(), int(c.OpenedOn.Month()), c.OpenedOn.Day())
	switch {
	case c.Days != nil:
		days = strconv.FormatInt(*c.Days, 10)
	case open:
		days = strconv.Itoa(w.today.DaysSince(opened))
	}
	if due, err := disclosure.NewDate(c.DueOn.Year(), int(c.DueOn.Month()), c.DueOn.Day()); err == nil && open {
		overdue = map[bool]string{true: "是", false: "否"}[due.Before(w.today)]
	}
	return []string{stateWords[state], c.CaseID, isoDay(&c.OpenedOn), c.OpenedBy, isoDay(&c.DueOn), overdue, isoDay(c.DecidedOn), isoDay(c.MendedOn), days}
}

func (w *tableWriter) write(parts ...[]string) error {
	var all []string
	for _, p := range parts {
		all = append(all, p...)
	}
	if len(all) != len(TableHead) {
		return fmt.Errorf("a row of the table has %d cells, its head has %d", len(all), len(TableHead))
	}
	return w.row(all)
}

// isoDay writes a date as files have it; unknown is empty.
func isoDay(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}
