package dashboards

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// draftPolicy is that of the page that shows a draft. The frame with the draft has no address (nothing
// is stored that one could lead to), so its document has the policy of the page around it: a page
// that may run no script, and may use inline styles, since drafts have them. The frame's sandbox,
// without any allowance, is the second wall, and parse's cleaning the first.
const draftPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// draftReferrer lets a browser say to ourselves, and to nobody else, where a form was sent from: with
// no-referrer it would call our own form foreign.
const draftReferrer = "same-origin"

// checkRoutes are the addresses of drafts.
func (s *server) checkRoutes() []route {
	return []route{
		{"/check", http.HandlerFunc(s.checkPage)},
		{draftAPI, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", http.MethodPost)
			s.fail(w, r, fault{http.StatusMethodNotAllowed, "error.method_post", nil})
		})},
	}
}

// posts are all addresses that answer POST.
func (s *server) posts() []route {
	return append([]route{{"/check", http.HandlerFunc(s.checkDraft)}, {draftAPI, http.HandlerFunc(s.checkAPI)}}, s.deskPosts()...)
}

// posted are those of drafts with the methods that they answer; methodsOf has all.
var posted = map[string]string{"/check": "GET, HEAD, POST", draftAPI: http.MethodPost}

// checkBody is the form and, once a draft was sent, what would be found in it.
type checkBody struct {
	Error    string
	Off      bool
	Archived string // what was named as last year's report
	Most     int    // MB
	Tried    bool
	Broken   int
	Read     *disclosure.Report
	Before   *disclosure.Report
	Kind     string // of a file that is no web page, shown converted
	Faults   []draftFaultView
	Moved    []draftMoveView
	Figures  []draftFigureView
	Page     string // of the frame
	Too      bool   // long to be shown
}

// draftFaultView is a fault in the reader's language.
type draftFaultView struct {
	DraftFault
	Title, Explanation, Source string
	Doubt                      bool
	Cells                      []draftCellView
}

type draftCellView struct {
	Label, Raw, State, Where string
	Year                     string // where the cell is of the other report
	Expected                 Decimal
	Printed                  bool
}

type draftMoveView struct {
	Label       string
	Before, Now Decimal
	Jump        bool
}

type draftFigureView struct {
	Label, Raw, State, Unit, Where string
	Value                          Decimal
	Confidence                     float64
}

// checkPage is the form.
func (s *server) checkPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Referrer-Policy", draftReferrer)
	s.page(func(_ context.Context, _ *http.Request, l tongue) (page, error) {
		return s.checkView(l, checkBody{}), nil
	}).ServeHTTP(w, r)
}

func (s *server) checkView(l tongue, b checkBody) page {
	b.Off, b.Most = s.Check == nil, DraftBytes>>20
	p := page{view: "check", title: l.say("check.title"), lead: l.say("check.lead"), body: b}
	if b.Off {
		p.lead = l.say("check.off")
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p
}

// checkDraft answers a form with what would be found.
func (s *server) checkDraft(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	w.Header().Set("Referrer-Policy", draftReferrer)
	o, err := s.tried(w, r)
	if err != nil {
		f := s.refused(r.Context(), l, err)
		if f.status >= http.StatusInternalServerError || f.status == http.StatusNotFound {
			s.fail(w, r, f)
			return
		}
		s.render(w, r, l, f.status, s.checkView(l, checkBody{Error: l.say(f.key, f.args...)}))
		return
	}
	w.Header().Set("Content-Security-Policy", draftPolicy)
	b := l.opinion(o)
	p := s.checkView(l, b)
	p.still = true
	p.lead = l.say("check.lead_found", b.Broken)
	if b.Broken == 0 {
		p.lead = l.say("check.lead_none")
	}
	s.render(w, r, l, http.StatusOK, p)
}

// refused is an error of trying a draft as a fault.
func (s *server) refused(ctx context.Context, l tongue, err error) fault {
	if refusal, is := errors.AsType[*DraftRefusal](err); is {
		return refusal.fault(l)
	}
	return s.classify(ctx, err)
}

// opinion puts what was found into words.
func (l tongue) opinion(o *Opinion) checkBody {
	b := checkBody{Tried: true, Broken: o.Broken(), Read: o.Report, Before: o.Before, Kind: kindOf(o.Report.ContentType)}
	for _, f := range o.Faults {
		b.Faults = append(b.Faults, l.draftFault(o, f))
	}
	for _, m := range o.Moved {
		label := cmp.Or(l.figureLabel(o.Report, m.Indicator, string(m.Applicant)), m.Label)
		b.Moved = append(b.Moved, draftMoveView{label, Decimal{m.Before}, Decimal{m.Now}, m.Jump})
	}
	for _, f := range o.Report.Figures {
		b.Figures = append(b.Figures, draftFigureView{l.figureLabel(o.Report, f.Indicator, string(f.Applicant)), f.Raw, string(f.State), f.Unit, l.placeOf(&f.Where), Decimal{f.Value}, f.Confidence})
	}
	if b.Too = len(o.Page) > draftMostHTML; !b.Too {
		b.Page = string(aim(bytes.Replace(o.Page, []byte("</head>"), o.labels(), 1)))
	}
	return b
}

func (l tongue) draftFault(o *Opinion, f DraftFault) draftFaultView {
	v := draftFaultView{DraftFault: f, Title: f.Rule, Doubt: f.Blame == disclosure.BlameParser}
	if rule, ok := disclosure.RuleByID(f.Rule); ok {
		v.Title, v.Source, v.Explanation = ruleTitle(l, rule), rule.Source, rule.ExplanationZH
		if l == english {
			v.Explanation = rule.ExplanationEN
		}
	}
	if v.Source == "—" {
		v.Source = ""
	}
	for _, c := range f.Cells {
		of := o.Report
		cell := draftCellView{Raw: c.Raw, State: string(c.State), Where: l.placeOf(c.Where), Expected: Decimal{c.Expected}, Printed: c.Where != nil}
		if !c.own(o) {
			of, cell.Year = o.Before, strconv.Itoa(c.FiscalYear)
		}
		cell.Label = cmp.Or(l.figureLabel(of, c.Indicator, string(c.Applicant)), c.Label)
		v.Cells = append(v.Cells, cell)
	}
	return v
}

// figureLabel names a figure by the form of its report, or by another one that has it.
func (l tongue) figureLabel(r *disclosure.Report, indicator, applicant string) string {
	return l.formLabel(str((*string)(r.Form)), indicator, applicant)
}

// formLabel is the same by the form's code; it may be empty.
func (l tongue) formLabel(code, indicator, applicant string) string {
	for _, form := range []disclosure.Form{disclosure.Form(code), disclosure.Form2021, disclosure.Form2019, disclosure.Form2014, disclosure.Form2008} {
		if label := l.indicator(string(form), indicator, applicant); label != indicator {
			return label
		}
	}
	return indicator
}

// placeOf says where a figure stands.
func (l tongue) placeOf(p *disclosure.Place) string {
	if p == nil {
		return ""
	}
	text, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	return l.where(string(text))
}

// Sections are the headings that were read.
func (b checkBody) Sections() string {
	var all []string
	for _, s := range b.Read.Sections {
		all = append(all, strings.TrimSpace(s.Heading))
	}
	return strings.Join(all, " · ")
}

// Year is the fiscal year as text, empty where it is not known.
func (b checkBody) Year(r *disclosure.Report) string {
	if r == nil || r.FiscalYear == nil {
		return ""
	}
	return strconv.Itoa(*r.FiscalYear)
}

// Form is the form's code.
func (b checkBody) Form() string {
	if b.Read.Form == nil {
		return ""
	}
	return string(*b.Read.Form)
}
