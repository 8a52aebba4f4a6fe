package dashboards

import (
	"context"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"gongkai/disclosure"
)

// caseRoutes are the ledger of objections and what became of them.
func (s *server) caseRoutes() []route {
	return []route{
		{"/ledger", s.page(s.ledgerPage)},
		{"/ledger/{case}", s.page(s.casePage)},
	}
}

// caseEndpoints are the same in the API.
func caseEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/cases", "Objections to figures, findings and what is said of publications, with the agency's reply, the decision and the days until it was mended, the newest first", []string{"county", "year", "state", "agency", "report", "limit", "offset"}, true, []CaseRow{}, askCases},
		{"/api/v1/cases/{id}", "One case with everything that was said of it, in the order in which it was recorded", nil, false, caseAnswer{}, askCase},
	}
}

var caseStatePattern = regexp.MustCompile(`^(open|confirmed_ours|confirmed_agency|rejected|mended)$`)

// caseAnswer is one case with all that was said of it.
type caseAnswer struct {
	Case   CaseRow        `json:"case"`
	Events []CaseEventRow `json:"events"`
}

// allCases are the parameters of the measure that leave nothing out.
func allCases() map[string]any {
	return map[string]any{"county": "", "year": uint16(0), "state": "", "agency": "", "report": "", "case": "", "limit": uint32(apiLimit), "offset": uint32(0)}
}

func (s *server) cases(ctx context.Context, narrow map[string]any) ([]CaseRow, error) {
	params := allCases()
	maps.Copy(params, narrow)
	rows := []CaseRow{}
	if some, err := s.someCases(ctx); err != nil || !some {
		return rows, err
	}
	err := s.Measures.Select(ctx, &rows, "cases", params)
	return rows, err
}

// CaseCountRow is how many objections were ever made.
type CaseCountRow struct {
	Cases uint64 `ch:"cases"`
}

// someCases reports whether there is any objection: to ask what became of those that are not there costs as much as of some.
func (s *server) someCases(ctx context.Context) (bool, error) {
	var rows []CaseCountRow
	err := s.Measures.Select(ctx, &rows, "case_count", nil)
	return len(rows) > 0 && rows[0].Cases > 0, err
}

// casesOf are those of a report; most have none, and the report says so.
func (s *server) casesOf(ctx context.Context, r ReportRow) ([]CaseRow, error) {
	if r.Cases == 0 {
		return []CaseRow{}, nil
	}
	return s.cases(ctx, map[string]any{"report": r.ReportID})
}

func (s *server) findCase(ctx context.Context, id string) (a caseAnswer, err error) {
	if !idPattern.MatchString(id) {
		return a, notFound("error.no_case")
	}
	rows, err := s.cases(ctx, map[string]any{"case": id})
	if err != nil {
		return a, err
	}
	if len(rows) == 0 {
		return a, notFound("error.no_case")
	}
	a = caseAnswer{rows[0], []CaseEventRow{}}
	return a, s.Measures.Select(ctx, &a.Events, "case_events", map[string]any{"case": id})
}

func askCases(ctx context.Context, s *server, q question) (any, error) {
	return s.cases(ctx, map[string]any{"county": q.County, "year": q.Year, "state": q.State, "agency": q.Agency, "report": q.Report, "limit": q.Limit, "offset": q.Offset})
}

func askCase(ctx context.Context, s *server, q question) (any, error) { return s.findCase(ctx, q.id) }

// about reports whether a case is about a figure of a report: as the figure that is meant, or as a cell
// of the finding that is.
func (c CaseRow) about(report, key string) bool {
	if c.Rule == "" || c.Indicator != "" {
		if c.ReportID == report && figureKey(c.Indicator, c.Applicant) == key {
			return true
		}
	}
	return slices.Contains(c.Cells, report+"/"+key)
}

// caseView is a case as pages show it.
type caseView struct {
	CaseRow
	Label  string // of the figure; empty where a finding speaks of none
	Figure string // its key
	Title  string // of the rule of a finding
	Took   int64  // days until it was mended
	Anew   int64  // the version in which a finding stands that is printed otherwise by now; 0 where there is none
	Code   string // of the rule; empty where a figure or a publication is meant
	Place  string // address where it stands beside what it is about
	How    string // it was mended, as mended_by has words for it
	Help   string // what its state means
	Now    string // its state
	Said   string // the last decision
}

// word names what a state of the case, or a decision, is called: of a publication nothing is as it is printed.
func (c CaseRow) word(state string) string {
	if c.Rule == disclosure.CaseTimeliness && state == string(disclosure.CaseAgencys) {
		return state + "_timeliness"
	}
	return state
}

// verdict says a decision; nothing where there is none.
func (l tongue) verdict(c CaseRow, decided string) string {
	if decided == "" {
		return ""
	}
	return l.word("case_state", c.word(decided))
}

func (l tongue) caseViews(rows []CaseRow) []caseView {
	var all []caseView
	for _, c := range rows {
		v := caseView{CaseRow: c}
		if c.Indicator != "" {
			v.Figure = figureKey(c.Indicator, c.Applicant)
			v.Label = l.indicator(string(disclosure.FormDue(int(c.FiscalYear))), c.Indicator, c.Applicant)
		}
		if rule, ok := disclosure.RuleByID(c.Rule); ok {
			v.Code, v.Title = c.Rule, ruleTitle(l, rule)
		}
		v.Place, v.How, v.Help = address(l, place("/reports/", c.ReportID))+"#cases", c.MendedBy, l.word("case_help", c.word(c.State))
		v.Now, v.Said = l.word("case_state", c.word(c.State)), l.verdict(c, c.Verdict)
		if c.Rule == disclosure.CaseTimeliness {
			v.ofPublication(l)
		}
		if c.Days != nil {
			v.Took = *c.Days
		}
		if c.ReprintedIn != nil && c.Rule != "" && c.MendedBy == "" && c.State != string(disclosure.CaseRejected) {
			v.Anew = *c.ReprintedIn
		}
		all = append(all, v)
	}
	return all
}

// ofPublication says what is said of a publication; where there is no report, its page is that of its absence.
func (v *caseView) ofPublication(l tongue) {
	look := CoverageRow{Status: v.Printed}
	if v.SHA256 != "" {
		look.ReportID = &v.ReportID
	}
	v.Title, v.Label = l.say("ledger.timeliness"), l.word("status", look.look())
	if v.SHA256 == "" && v.MendedBy == "" {
		v.Place = absencePlace(l, v.AgencyID, v.FiscalYear) + "#cases"
	}
	if v.MendedBy != "" {
		v.How = "publication"
	}
}

// ledgerBody lists cases.
type ledgerBody struct {
	listFilter
	State  string
	States []disclosure.CaseState
	Cases  []caseView
	stretch
}

func (s *server) ledgerPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.listFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := ledgerBody{listFilter: f, States: disclosure.CaseStates}
	if b.State, err = param(r.URL.Query(), "state", caseStatePattern); err != nil {
		return page{}, err
	}
	params := f.params()
	params["state"] = b.State
	rows, err := s.cases(ctx, params)
	if err != nil {
		return page{}, err
	}
	b.Cases = l.caseViews(rows)
	total := uint64(0)
	if len(rows) > 0 {
		total = rows[0].Total
	}
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string {
		return address(l, "/ledger", "state", b.State, "county", f.County, "year", f.Year, "offset", offset)
	})
	p := page{view: "ledger", title: l.say("ledger.title"), county: f.County, year: f.Year, body: b}
	if p.lead, err = s.ledgerLead(ctx, l, f); err != nil {
		return page{}, err
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// ledgerLead counts the cases of a place and year by their states.
func (s *server) ledgerLead(ctx context.Context, l tongue, f listFilter) (string, error) {
	var rows []CaseStateRow
	some, err := s.someCases(ctx)
	if err == nil && some {
		err = s.Measures.Select(ctx, &rows, "case_states", map[string]any{"county": f.County, "year": f.Year})
	}
	if err != nil {
		return "", err
	}
	count, all := map[string]uint64{}, uint64(0)
	said := ""
	for _, r := range rows {
		count[r.State] = r.Cases
		all += r.Cases
		if r.Days != nil && r.State == string(disclosure.CaseMended) {
			said = l.say("ledger.median", strconv.FormatFloat(*r.Days, 'f', -1, 64))
		}
	}
	return l.say("ledger.lead", l.whereOf(f), all, count["open"], count["confirmed_ours"], count["confirmed_agency"], count["rejected"], count["mended"]) + said, nil
}

// caseBody is one case with all that was said of it.
type caseBody struct {
	Case   caseView
	Events []caseEventView
}

// caseEventView is one thing that was said of it.
type caseEventView struct {
	CaseEventRow
	Said string // what was decided; empty where nothing was
}

func (s *server) casePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	a, err := s.findCase(ctx, r.PathValue("case"))
	if err != nil {
		return page{}, err
	}
	v := l.caseViews([]CaseRow{a.Case})[0]
	b := caseBody{Case: v}
	for _, e := range a.Events {
		b.Events = append(b.Events, caseEventView{e, l.verdict(a.Case, e.Verdict)})
	}
	p := page{view: "case", title: l.say("ledger.case", a.Case.CaseID), body: b, lead: l.say("ledger.case_lead", a.Case.Name, strconv.Itoa(int(a.Case.FiscalYear)), v.Now)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("ledger.title"), address(l, "/ledger")}, {Name: a.Case.CaseID}}
	return p, nil
}
