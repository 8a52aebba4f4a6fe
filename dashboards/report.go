package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// reportBody is one report beside the page that it was read from.
type reportBody struct {
	Report   ReportRow
	Heading  string
	Tables   []formTable
	Findings []findingView
	Texts    []textCheckView // what its words were held against
	Versions []versionView
	Vanished []VanishedRow
	Captures []CaptureRow
	Figures  int
	Selected *formCell // the figure whose place is marked
	Evidence string    // address of the archived page
	Shown    int64     // the version whose archived page that is
	Topics   []topic
	Cases    []caseView
	Looked   []reviewView // what persons decided about what the machine doubts of it
}

type topic struct{ Name, Article string }

// reportParts are what the report page and its API read.
type reportParts struct {
	Report   ReportRow
	Figures  []FigureRow
	Findings []FindingRow
	Versions []ReportVersionRow
	Changes  []ReportChangeRow
	Vanished []VanishedRow
	Captures []CaptureRow
	Cases    []CaseRow
	Reviews  []ReviewRow
}

func (s *server) findReport(ctx context.Context, id string) (ReportRow, error) {
	if !idPattern.MatchString(id) {
		return ReportRow{}, notFound("error.no_report")
	}
	s.ahead(ctx, func() { _, _ = s.agencyRecord(ctx, agencyOf(id)) })
	var rows []ReportRow
	if err := s.Measures.Select(ctx, &rows, "report", map[string]any{"report": id}); err != nil {
		return ReportRow{}, err
	}
	if len(rows) == 0 {
		return ReportRow{}, notFound("error.no_report")
	}
	r := rows[0]
	orNil(&r.AgencyAsPrinted, &r.Form, &r.Title, &r.DeadlineBasis, &r.IndexNumber, &r.DocumentNumber, &r.ContactAddress, &r.ContactPostcode, &r.ContactPhone, &r.ContentType, &r.Charset)
	for _, add := range []func(context.Context, *ReportRow) error{s.ofAgency, s.taken, s.obtained} {
		if err := add(ctx, &r); err != nil {
			return ReportRow{}, err
		}
	}
	return r, nil
}

// agencyOf is the agency of a report, after whose name the year stands in the report's.
func agencyOf(report string) string {
	return report[:max(0, strings.LastIndexByte(report, '-'))]
}

// ofAgency adds the name and the place of a report's agency; where nobody knows it, it has none.
func (s *server) ofAgency(ctx context.Context, r *ReportRow) error {
	a, err := s.agencyRecord(ctx, r.AgencyID)
	r.Name, r.County, r.Family = "", "unknown", ""
	if err != nil || a == nil {
		return err
	}
	r.Name, r.Family = a.Name, a.Family
	if a.CountyCode != nil {
		r.County = *a.CountyCode
	}
	return nil
}

// taken adds that the document of a report was taken down.
func (s *server) taken(ctx context.Context, r *ReportRow) error {
	if v, err := s.currentVersion(ctx); err == nil && v.Mark != "" && v.TakenDown == "" {
		return nil // none was
	}
	var rows []TakenRow
	if err := s.Measures.Select(ctx, &rows, "report_taken", map[string]any{"sha256": r.SHA256}); err != nil || len(rows) == 0 {
		return err
	}
	r.TakenAt, r.TakenBy, r.TakenReason = &rows[0].At, &rows[0].By, &rows[0].Reason
	return nil
}

// figuresOf are the figures of a report.
func (s *server) figuresOf(ctx context.Context, r ReportRow) ([]FigureRow, error) {
	rows := []FigureRow{}
	err := s.Measures.Select(ctx, &rows, "report_figures", map[string]any{"report": r.ReportID})
	for i := range rows {
		rows[i].Obtained = r.Obtained
	}
	return rows, err
}

// mostCaptures is how many fetches of a report are shown.
const mostCaptures = 50

// capturesOf are the newest fetches of a report's address, and the page that announces the report where it is an
// attachment: the one that led to it last.
func (s *server) capturesOf(ctx context.Context, r ReportRow) (rows []CaptureRow, announced *string, err error) {
	rows = []CaptureRow{}
	err = s.Measures.Select(ctx, &rows, "report_captures", map[string]any{"site": r.SiteID, "url": r.URL})
	for _, c := range rows {
		if announced == nil && str(c.PageURL) != "" {
			announced = c.PageURL
		}
	}
	return rows[:min(len(rows), mostCaptures)], announced, err
}

// obtained adds who brought the document of a report that was not crawled.
func (s *server) obtained(ctx context.Context, r *ReportRow) error {
	if r.Obtained == "crawled" {
		return nil
	}
	var rows []ObtainedRow
	if err := s.Measures.Select(ctx, &rows, "report_obtained", map[string]any{"report": r.ReportID}); err != nil || len(rows) == 0 {
		return err
	}
	r.ObtainedBy, r.ObtainedAt = rows[0].By, &rows[0].At
	return nil
}

func (s *server) reportParts(ctx context.Context, id string) (reportParts, error) {
	parts := reportParts{Figures: []FigureRow{}, Versions: []ReportVersionRow{}, Changes: []ReportChangeRow{}, Vanished: []VanishedRow{}, Captures: []CaptureRow{}, Cases: []CaseRow{}, Reviews: []ReviewRow{}}
	var err error
	if parts.Report, err = s.findReport(ctx, id); err != nil {
		return parts, err
	}
	params := map[string]any{"report": id}
	measures := map[string]any{"report_vanished": &parts.Vanished}
	if parts.Report.Versions > 1 {
		measures["report_changes"] = &parts.Changes
	}
	s.ahead(ctx, func() { _, _, _ = s.findingsOf(ctx, parts.Report.agency(), id, 1000) })
	s.ahead(ctx,
		func() { _, _ = s.figuresOf(ctx, parts.Report) },
		func() { _, _, _ = s.capturesOf(ctx, parts.Report) })
	for measure, dst := range measures {
		if err := s.Measures.Select(ctx, dst, measure, params); err != nil {
			return parts, err
		}
	}
	if parts.Figures, err = s.figuresOf(ctx, parts.Report); err != nil {
		return parts, err
	}
	if parts.Captures, parts.Report.PageURL, err = s.capturesOf(ctx, parts.Report); err != nil {
		return parts, err
	}
	if parts.Cases, err = s.casesOf(ctx, parts.Report); err != nil {
		return parts, err
	}
	if parts.Reviews, err = s.reviewsOf(ctx, parts.Report); err != nil {
		return parts, err
	}
	if parts.Versions, err = s.versions(ctx, parts.Report); err != nil {
		return parts, err
	}
	parts.Findings, _, err = s.findingsOf(ctx, parts.Report.agency(), id, 1000)
	return parts, err
}

// alone reports whether a report is its own history: it has one version, which was crawled, and no page announced it before.
func (r ReportRow) alone() bool {
	return r.Versions == 1 && r.Obtained == "crawled" && r.PageURL == nil
}

// versions are the versions of a report whose PageURL is known.
func (s *server) versions(ctx context.Context, r ReportRow) ([]ReportVersionRow, error) {
	if r.alone() {
		return []ReportVersionRow{{r.Version, r.URL, r.SHA256, r.ParserVersion, r.Outcome, r.FirstSeenAt, r.LastSeenAt}}, nil
	}
	rows := []ReportVersionRow{}
	err := s.Measures.Select(ctx, &rows, "report_versions", map[string]any{"report": r.ReportID})
	return rows, err
}

func (s *server) reportPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	selected, err := param(r.URL.Query(), "figure", figurePattern)
	if err != nil {
		return page{}, err
	}
	version, err := whole(r.URL.Query(), "version", 1, maxVersions, 0)
	if err != nil {
		return page{}, err
	}
	parts, err := s.reportParts(ctx, r.PathValue("report"))
	if err != nil {
		return page{}, err
	}
	rep := parts.Report
	if int64(version) > rep.Versions {
		return page{}, notFound("error.no_page")
	}
	b := reportBody{Report: rep, Versions: versionViews(l, str(rep.Form), parts.Versions, parts.Changes), Vanished: parts.Vanished, Captures: parts.Captures, Figures: len(parts.Figures)}
	leadTo(b.Versions, l, rep.ReportID)
	if b.Findings, err = s.findingViews(l, parts.Findings); err != nil {
		return page{}, err
	}
	b.Texts = l.textChecks(rep, parts.Figures)
	b.Cases, b.Looked = l.caseViews(parts.Cases), l.reviewViews(str(rep.Form), parts.Reviews)
	b.Tables = layOutForm(l, str(rep.Form), parts.Figures, brokenKeys(b.Findings), selected)
	if b.Selected = selectedCell(b.Tables); selected != "" && b.Selected == nil {
		return page{}, notFound("error.no_figure", selected)
	}
	b.Shown = cmp.Or(int64(version), rep.Version)
	b.Evidence = address(l, place("/reports/", rep.ReportID)+"/evidence", "figure", selected, "version", version)
	if selected != "" {
		b.Evidence += "#" + aimID
	}
	for i, name := range rep.Topics {
		b.Topics = append(b.Topics, topic{name, rep.TopicArticles[i]})
	}
	a, err := s.reportAgency(ctx, rep)
	if err != nil {
		return page{}, err
	}
	p := page{view: "report", title: l.say("report.title", rep.Name, yearText(rep.FiscalYear)), body: b, lead: reportLead(l, rep, len(parts.Figures), doubts(parts.Findings))}
	p.crumbs, err = s.agencyCrumbs(ctx, l, a)
	p.crumbs = append(p.crumbs, crumb{a.Name, address(l, place("/agencies/", a.AgencyID))}, crumb{Name: yearText(rep.FiscalYear)})
	return p, err
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// brokenKeys are the figures that take part in an identity that does not hold: operands that
// are known and not zero, and the figure that the identity defines.
func brokenKeys(findings []findingView) map[string]bool {
	broken := map[string]bool{}
	for _, f := range findings {
		if f.Severity != "error" {
			continue
		}
		broken[f.Figure] = true
		for _, o := range f.Operands {
			if o.Report == f.ReportID && !o.Zero && o.Value.Known() {
				broken[o.Key] = true
			}
		}
	}
	delete(broken, "")
	return broken
}

func selectedCell(tables []formTable) *formCell {
	for _, t := range tables {
		for _, r := range t.Rows {
			for i := range r.Cells {
				if r.Cells[i].Selected && r.Cells[i].Present {
					return &r.Cells[i]
				}
			}
		}
	}
	return nil
}

// doubts counts the sums of the report itself that do not hold and may be our reading.
func doubts(findings []FindingRow) int {
	n := 0
	for _, f := range findings {
		if rule, _ := disclosure.RuleByID(f.Rule); rule.Kind.OfForm() && f.Blame != string(disclosure.BlameAgency) {
			n++
		}
	}
	return n
}

// reportLead sums a report up: how it was read, when it was published, whether its sums hold.
func reportLead(l tongue, r ReportRow, figures, doubts int) string {
	var parts []string
	if r.Outcome == "ok" {
		parts = append(parts, l.say("report.lead_ok", figures, l.word("form_name", str(r.Form))))
	} else {
		parts = append(parts, l.word("outcome", r.Outcome)+l.say("report.lead_partly", figures))
	}
	if n := r.ChecksPass + r.ChecksFail; n > 0 {
		said := l.say("report.lead_checks", n, r.ChecksPass, r.ChecksFail)
		if doubts > 0 {
			said += l.say("report.lead_doubts", doubts)
		}
		if r.CellsWrong != nil && *r.CellsWrong > 0 {
			said += l.say("report.lead_cells", *r.CellsWrong)
		}
		parts = append(parts, said)
	} else {
		parts = append(parts, l.say("report.lead_no_checks"))
	}
	if r.DaysLateLow != nil || r.DaysLateHigh != nil {
		parts = append(parts, l.say("report.lead_days", l.days(r.DaysLateLow, r.DaysLateHigh)))
	}
	if r.Versions > 1 {
		parts = append(parts, l.say("report.lead_versions", strconv.FormatInt(r.Versions, 10)))
	}
	return strings.TrimSpace(strings.Join(parts, l.say("join.sentence")) + l.say("join.sentence"))
}
