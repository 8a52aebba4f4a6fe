package dashboards

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// auditRoutes are the audits of ourselves: how often cells were read wrongly, and the pages on which persons read
// them without seeing what we read.
func (s *server) auditRoutes() []route {
	return []route{
		{"/audits", s.page(s.auditsPage)},
		{"/audits/{audit}", s.page(s.auditPage)},
		{"/audits/{audit}/cells/{cell}", s.page(s.auditCellPage)},
	}
}

// auditEndpoints are the same in the API.
func auditEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/audits", "Random samples of cells that persons read against the archived pages, with the rate of our errors and its interval, the newest first", []string{"release", "limit", "offset"}, true, []AuditRow{}, askAudits},
		{"/api/v1/audits/{id}", "One audit: its strata with their rates, and its cells with what we read and what a person reads", nil, false, auditAnswer{}, askAudit},
	}
}

// auditAnswer is one audit with all that belongs to it.
type auditAnswer struct {
	Audit  AuditRow          `json:"audit"`
	Strata []AuditStratumRow `json:"strata"`
	Cells  []AuditCellRow    `json:"cells"`
}

func askAudits(ctx context.Context, s *server, q question) (any, error) {
	return s.audits(ctx, "", q.Release, q.Limit, q.Offset)
}

func askAudit(ctx context.Context, s *server, q question) (any, error) { return s.findAudit(ctx, q.id) }

// audits asks for some, with their rates.
func (s *server) audits(ctx context.Context, audit, release string, limit, offset uint32) ([]AuditRow, error) {
	rows := []AuditRow{}
	if err := s.Measures.Select(ctx, &rows, "audits", map[string]any{"audit": audit, "release": release, "limit": limit, "offset": offset}); err != nil || len(rows) == 0 {
		return rows, err
	}
	strata, err := s.auditStrata(ctx, audit)
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		of := slices.DeleteFunc(slices.Clone(strata), func(t AuditStratumRow) bool { return t.AuditID != r.AuditID })
		rows[i].AuditRate = s.AuditRate(of)
	}
	return rows, nil
}

func (s *server) auditStrata(ctx context.Context, audit string) ([]AuditStratumRow, error) {
	rows := []AuditStratumRow{}
	err := s.Measures.Select(ctx, &rows, "audit_strata", map[string]any{"audit": audit})
	for i := range rows {
		rows[i].AuditRate = s.AuditRate(rows[i : i+1])
	}
	return rows, err
}

func (s *server) findAudit(ctx context.Context, id string) (a auditAnswer, err error) {
	if !idPattern.MatchString(id) {
		return a, notFound("error.no_audit")
	}
	found, err := s.audits(ctx, id, "", 1, 0)
	if err != nil {
		return a, err
	}
	if len(found) == 0 {
		return a, notFound("error.no_audit")
	}
	a = auditAnswer{Audit: found[0], Cells: []AuditCellRow{}}
	if a.Strata, err = s.auditStrata(ctx, id); err != nil {
		return a, err
	}
	return a, s.Measures.Select(ctx, &a.Cells, "audit_cells", map[string]any{"audit": id, "position": uint32(0), "limit": uint32(apiMost), "offset": uint32(0)})
}

// auditsBody lists audits.
type auditsBody struct {
	Release string
	Audits  []AuditRow
}

func (s *server) auditsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	b := auditsBody{}
	var err error
	if b.Release, err = param(r.URL.Query(), "release", idPattern); err != nil {
		return page{}, err
	}
	if b.Audits, err = s.audits(ctx, "", b.Release, apiLimit, 0); err != nil {
		return page{}, err
	}
	p := page{view: "audits", title: l.say("audit.title"), lead: l.say("audit.none"), body: b}
	for _, a := range b.Audits { // the newest that is finished
		if a.Finished == 1 {
			p.lead = l.auditWords(a.Errors, a.Unreadable, a.Sampled, a.Cells, a.AuditRate)
			break
		}
		p.lead = l.say("audit.unfinished_all")
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// auditWords say what came of a finished audit.
func (l tongue) auditWords(errors, unreadable, sampled, cells uint64, r AuditRate) string {
	said := l.say("audit.found", sampled, cells, errors)
	if unreadable > 0 {
		said += l.say("audit.found_unreadable", unreadable)
	}
	return said + l.say("audit.rate_words", l.auditShare(r.Rate), l.auditInterval(r))
}

// auditShare writes a rate of errors, which is small, with two decimals; an unknown one in words.
func (l tongue) auditShare(v *float64) string {
	if v == nil {
		return l.say("audit.no_rate")
	}
	return fmt.Sprintf("%.2f%%", *v*100)
}

func (l tongue) auditInterval(r AuditRate) string {
	return fmt.Sprintf("%.2f–%.2f%%", r.Low*100, r.High*100)
}

// auditBody is one audit.
type auditBody struct {
	auditAnswer
	Wrong []auditCellView // that we read wrongly
	Open  []auditCellView
	Other []auditCellView // that the person could not read
}

// auditCellView is a cell of an audit on a page.
type auditCellView struct {
	AuditCellRow
	Label, Figure string
}

func (l tongue) auditCell(c AuditCellRow) auditCellView {
	return auditCellView{c, l.indicator(c.Form, c.Indicator, c.Applicant), figureKey(c.Indicator, c.Applicant)}
}

func (s *server) auditPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	a, err := s.findAudit(ctx, r.PathValue("audit"))
	if err != nil {
		return page{}, err
	}
	b := auditBody{auditAnswer: a}
	for _, c := range a.Cells {
		switch v := l.auditCell(c); c.Verdict {
		case "right":
		case "open":
			b.Open = append(b.Open, v)
		case "unreadable":
			b.Other = append(b.Other, v)
		default:
			b.Wrong = append(b.Wrong, v)
		}
	}
	p := page{view: "audit", title: l.say("audit.one", a.Audit.AuditID), body: b}
	if p.lead = l.say("audit.progress", a.Audit.Answered, a.Audit.Sampled); a.Audit.Finished == 1 {
		p.lead = l.auditWords(a.Audit.Errors, a.Audit.Unreadable, a.Audit.Sampled, a.Audit.Cells, a.Audit.AuditRate)
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("audit.title"), address(l, "/audits")}, {Name: a.Audit.AuditID}}
	return p, nil
}

// auditCellBody is the page on which a person reads a cell: nothing on it says what we read.
type auditCellBody struct {
	Cell     auditCellView
	Evidence string // empty where the archive has these bytes no more
	Section  string // what stands above its row on the form; empty where the form is not known
	Next     uint32 // the next open cell; 0: none
	Open     int
}

// Converted reports whether the page shows our conversion of the document, in which a person sees the same
// mistakes as we.
func (b auditCellBody) Converted() bool { return b.Cell.Format != "html" && b.Cell.Format != "text" }

func (s *server) auditCellPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	position, err := strconv.ParseUint(r.PathValue("cell"), 10, 32)
	if err != nil {
		return page{}, notFound("error.no_audit")
	}
	a, err := s.findAudit(ctx, r.PathValue("audit"))
	if err != nil {
		return page{}, err
	}
	at := slices.IndexFunc(a.Cells, func(c AuditCellRow) bool { return c.Position == uint32(position) })
	if at < 0 {
		return page{}, notFound("error.no_audit")
	}
	b := auditCellBody{Cell: l.auditCell(a.Cells[at])}
	for _, c := range slices.Concat(a.Cells[at+1:], a.Cells[:at]) {
		if c.Verdict == "open" {
			b.Open++
			if b.Next == 0 {
				b.Next = c.Position
			}
		}
	}
	c := b.Cell
	if line, known := disclosure.FindIndicator(disclosure.Form(c.Form), disclosure.Key{Indicator: c.Indicator, Applicant: disclosure.Applicant(c.Applicant)}); known {
		b.Section = line.Section
	}
	if c.Version > 0 {
		b.Evidence = address(l, place("/reports/", c.ReportID)+"/evidence", "figure", c.Figure, "version", c.Version) + "#" + aimID
	}
	p := page{view: "audit_cell", title: l.say("audit.cell", c.AuditID, c.Position), body: b, lead: l.say("audit.cell_lead", cmp.Or(c.Name, c.AgencyID), strconv.Itoa(int(c.FiscalYear)), c.Label, strings.TrimSpace(l.word("unit", c.Unit)))}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("audit.title"), address(l, "/audits")}, {c.AuditID, address(l, place("/audits/", c.AuditID))}, {Name: strconv.Itoa(int(c.Position))}}
	return p, nil
}

// auditFunctions are what templates call of audits.
func auditFunctions(l tongue) template.FuncMap {
	return template.FuncMap{
		"audit": func(id string) string { return address(l, place("/audits/", id)) },
		"auditcell": func(id string, n uint32) string {
			return address(l, place("/audits/", id)+"/cells/"+strconv.Itoa(int(n)))
		},
		"auditshare": l.auditShare,
		"auditrange": l.auditInterval,
		"auditrate":  func(r *float64, low, high float64) AuditRate { return AuditRate{r, low, high} },
		"auditwords": func(a *ReleasedAudit) string {
			return l.auditWords(a.Errors, a.Unreadable, a.Sampled, a.Cells, AuditRate{a.Rate, a.Low, a.High})
		},
		"auditform": func(s string) string { // of a form or a family of sites
			if s == "unknown" {
				return l.say("audit.unknown")
			}
			return s
		},
	}
}
