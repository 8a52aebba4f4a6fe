package main

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
)

// answers as the API gives them; only what is compared.
type (
	reportAnswer struct {
		Report struct {
			ReportID    string           `json:"report_id"`
			AgencyID    string           `json:"agency_id"`
			FiscalYear  int              `json:"fiscal_year"`
			Form        string           `json:"form"`
			Scope       string           `json:"scope"`
			Outcome     string           `json:"outcome"`
			URL         string           `json:"url"`
			PageURL     *string          `json:"page_url"`
			IndexNumber *string          `json:"index_number"`
			Document    *string          `json:"document_number"`
			IssuedOn    *disclosure.Date `json:"issued_on"`
			PublishedOn *disclosure.Date `json:"published_on"`
			Address     *string          `json:"contact_address"`
			Postcode    *string          `json:"contact_postcode"`
			Phone       *string          `json:"contact_phone"`
			Problems    []string         `json:"problems"`
			Improve     []string         `json:"improvements"`
			Versions    int              `json:"versions"`
		} `json:"report"`
		Figures  []disclosure.Figure `json:"figures"`
		Findings []findingAnswer     `json:"findings"`
	}
	findingAnswer struct {
		Rule      string               `json:"rule"`
		Severity  disclosure.Severity  `json:"severity"`
		Blame     disclosure.Blame     `json:"blame"`
		Indicator string               `json:"indicator"`
		Applicant disclosure.Applicant `json:"applicant"`
		Expected  *disclosure.Number   `json:"expected"`
		Actual    *disclosure.Number   `json:"actual"`
	}
	listed struct {
		ReportID string `json:"report_id"`
		URL      string `json:"url"`
	}
	coverageAnswer []struct {
		AgencyID     string  `json:"agency_id"`
		FiscalYear   int     `json:"fiscal_year"`
		Status       string  `json:"status"`
		Reason       *string `json:"reason"`
		ReportID     *string `json:"report_id"`
		DaysLateLow  *int    `json:"days_late_low"`
		DaysLateHigh *int    `json:"days_late_high"`
	}
)

// lastTruth is what can be known after all crawls.
func lastTruth() demo.Truth { return demo.New().Truth(demo.Phases) }

// TestDemoEveryFigure compares every figure of every report with the truth: its state, its
// value, its print. A figure that the page does not have must not be there either.
func TestDemoEveryFigure(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	figures := 0
	for _, want := range lastTruth().Seen() {
		got := s.report(want.ID())
		seen := map[disclosure.Key]bool{}
		for _, f := range got.Figures {
			seen[f.Key()] = true
			w, ok := want.Figures[f.Key()]
			switch {
			case !ok && strings.HasPrefix(f.Indicator, "narrative_") && len(want.Figures) == 0:
				t.Errorf("%s (%s): %s = %q is invented", want.ID(), want.Fault, f.Key(), f.Raw)
			case !ok:
				t.Errorf("%s: %s = %q is not on the page %s", want.ID(), f.Key(), f.Raw, want.URL)
			case f.State != w.State || !sameNumber(f.Value, w.Value):
				t.Errorf("%s: %s read as %s %v (%q), printed %s %v (%q)", want.ID(), f.Key(), f.State, show(f.Value), f.Raw, w.State, show(w.Value), w.Raw)
			case !w.Prose && strings.TrimSpace(f.Raw) != w.Raw:
				t.Errorf("%s: %s raw %q, printed %q", want.ID(), f.Key(), f.Raw, w.Raw)
			}
			figures++
		}
		for key, w := range want.Figures {
			if !seen[key] {
				t.Errorf("%s: %s was not read, printed %q (%s)", want.ID(), key, w.Raw, want.URL)
			}
		}
	}
	if figures < 10_000 {
		t.Errorf("only %d figures compared: the sample counties print far more", figures)
	}
}

// TestDemoEveryReport compares what the reports say of themselves.
func TestDemoEveryReport(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	truth := lastTruth()
	var list []listed
	s.read("/api/v1/reports?limit=10000", &list)
	known := map[string]bool{}
	for _, r := range list {
		known[r.ReportID] = true
	}
	for _, want := range truth.Seen() {
		delete(known, want.ID())
		got := s.report(want.ID())
		r := got.Report
		for _, c := range []struct{ what, got, want string }{
			{"agency", r.AgencyID, want.AgencyID},
			{"fiscal year", fmt.Sprint(r.FiscalYear), fmt.Sprint(want.FiscalYear)},
			{"form", r.Form, string(want.Form)},
			{"scope", r.Scope, string(want.Scope)},
			{"outcome", r.Outcome, string(want.Outcome)},
			{"address", r.URL, want.ShownAt()},
			{"page that announces it", text(r.PageURL), announcedAt(want)},
			{"index number", text(r.IndexNumber), want.IndexNumber},
			{"document number", text(r.Document), want.DocumentNumber},
			{"issued on", day(r.IssuedOn), day(want.IssuedOn)},
			{"published on", day(r.PublishedOn), want.PublishedOn.String()},
			{"contact address", disclosure.FoldText(text(r.Address)), disclosure.FoldText(want.Address)},
			{"postcode", text(r.Postcode), want.Postcode},
			{"phone", text(r.Phone), want.Phone},
			{"problems", folded(r.Problems), folded(want.Problems)},
			{"improvements", folded(r.Improve), folded(want.Improvements)},
			{"versions", fmt.Sprint(r.Versions), fmt.Sprint(versionsOf(want))},
		} {
			if c.got != c.want {
				t.Errorf("%s (%s): %s is %q, want %q; %s", want.ID(), want.Fault, c.what, c.got, c.want, want.URL)
			}
		}
	}
	for id := range known {
		t.Errorf("%s is no report of the sample counties", id)
	}
	for _, address := range truth.NotReports {
		if slices.ContainsFunc(list, func(r listed) bool { return r.URL == address }) {
			t.Errorf("%s counts as a report", address)
		}
	}
}

// announcedAt is the page that announces a report which is an attachment itself.
func announcedAt(r demo.TruthReport) string {
	if r.ShownAt() == r.URL {
		return ""
	}
	return r.URL
}

func versionsOf(r demo.TruthReport) int {
	if r.Fault == demo.FaultChanged {
		return 2
	}
	return 1
}

// TestDemoFindings: every planted fault of the figures is found with its operands' values,
// and no error is found that was not planted.
func TestDemoFindings(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	planted := 0
	for _, want := range lastTruth().Seen() {
		got := s.report(want.ID())
		matched := make([]bool, len(got.Findings))
		for _, w := range want.Findings {
			planted++
			i := slices.IndexFunc(got.Findings, func(f findingAnswer) bool {
				return f.Rule == w.Rule && (w.Key.Indicator == "" || f.Indicator == w.Key.Indicator && f.Applicant == w.Key.Applicant)
			})
			if i < 0 {
				t.Errorf("%s: %s %s was not found", want.ID(), w.Rule, w.Key)
				continue
			}
			matched[i] = true
			f := got.Findings[i]
			if w.Expected != nil && (!sameNumber(f.Expected, w.Expected) || !sameNumber(f.Actual, w.Actual)) {
				t.Errorf("%s: %s %s expected %v actual %v, want %v and %v", want.ID(), w.Rule, w.Key, show(f.Expected), show(f.Actual), show(w.Expected), show(w.Actual))
			}
			if f.Severity == disclosure.SeverityError && f.Blame != disclosure.BlameAgency {
				t.Errorf("%s: %s %s is blamed on %s; the print is clear", want.ID(), w.Rule, w.Key, f.Blame)
			}
		}
		for i, f := range got.Findings {
			if !matched[i] && f.Severity == disclosure.SeverityError {
				t.Errorf("%s: %s %s.%s is invented", want.ID(), f.Rule, f.Indicator, f.Applicant)
			}
		}
	}
	if planted == 0 {
		t.Error("nothing was planted")
	}
}

// TestDemoExpected compares the status of every agency and year.
func TestDemoExpected(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	var rows coverageAnswer
	s.read("/api/v1/expected-reports?limit=10000", &rows)
	type agencyYear struct {
		agency string
		year   int
	}
	got := map[agencyYear]string{}
	for _, r := range rows {
		got[agencyYear{r.AgencyID, r.FiscalYear}] = r.Status
		if r.Status == "late" && (r.DaysLateLow == nil || *r.DaysLateLow <= 0) {
			t.Errorf("%s %d is called late without evidence", r.AgencyID, r.FiscalYear)
		}
	}
	for _, w := range lastTruth().Expected {
		if status := got[agencyYear{w.AgencyID, w.FiscalYear}]; status != w.Status {
			t.Errorf("%s %d is %q, want %q", w.AgencyID, w.FiscalYear, status, w.Status)
		}
		delete(got, agencyYear{w.AgencyID, w.FiscalYear})
	}
	for k, status := range got {
		t.Errorf("%v (%s) is not expected of anybody", k, status)
	}
}

// TestDemoPages reads the pages that people see: each address answers, in both languages,
// and says what stands in it.
func TestDemoPages(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	truth := lastTruth()
	changed := truth.Reports[slices.IndexFunc(truth.Reports, func(r demo.TruthReport) bool { return r.Fault == demo.FaultChanged })]
	summed := truth.Reports[slices.IndexFunc(truth.Reports, func(r demo.TruthReport) bool { return r.Fault == demo.FaultFlow })]
	for _, c := range []struct {
		path string
		want []string
	}{
		{"/", []string{"晴岚县", "云汀县", "霁川县"}},
		{"/?county=990121&year=2023", []string{"晴岚县财政局"}},
		{"/?county=990122", []string{"云汀县自然资源局"}},
		{"/regions/9901?year=2023", []string{"晴岚县财政局", "云汀县自然资源局"}},
		{"/agencies/" + url.PathEscape(changed.AgencyID), []string{changed.Agency, "2019", "2025"}},
		{"/reports/" + url.PathEscape(changed.ID()), []string{changed.Agency, changed.URL, "iframe", "requests_new.total"}},
		{"/reports/" + url.PathEscape(summed.ID()) + "?figure=outcome_total.total", []string{"R301", "/evidence?"}},
		{"/findings", []string{"R301", "R601"}},
		{"/status", []string{"晴岚县人民政府", "zrzyj.yunting.demo.test"}},
		{"/method", []string{"R303", "第四十九条"}},
		{"/data", []string{"figures_additive", "expected_reports"}},
	} {
		page := s.page(c.path)
		for _, w := range c.want {
			if !strings.Contains(page, w) {
				t.Errorf("%s does not show %q", c.path, w)
			}
		}
		separator := "?"
		if strings.Contains(c.path, "?") {
			separator = "&"
		}
		if english := s.page(c.path + separator + "lang=en"); english == page || !strings.Contains(english, `lang="en"`) {
			t.Errorf("%s has no English beside it", c.path)
		}
	}
	if status, _, _ := s.get("/reports/no-such-report"); status != http.StatusNotFound {
		t.Errorf("an unknown report answers %d", status)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		s.page(path)
	}
	if metrics := s.page("/metrics"); !strings.Contains(metrics, "gongkai_") || !strings.Contains(metrics, "go_goroutines") {
		t.Error("/metrics shows nothing of ours")
	}
}

// TestDemoEvidence asks for the archived page of every table figure of a few reports, and
// looks that the marked cell prints the figure.
func TestDemoEvidence(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	seen := map[string]int{}
	for _, want := range lastTruth().Seen() {
		kind := want.SiteID + string(want.Form) + path.Ext(want.ShownAt())
		if len(want.Figures) == 0 || seen[kind] >= 1 {
			continue
		}
		seen[kind]++
		// Every page carries the marks of all figures; the chosen one is asked for now and then.
		page, address := "", ""
		for i, key := range sortedKeys(want.Figures) {
			if i%20 == 0 {
				address = "/reports/" + url.PathEscape(want.ID()) + "/evidence?figure=" + url.QueryEscape(key.String())
				status, header, body := s.get(address)
				if status != http.StatusOK || !strings.Contains(header.Get("Content-Security-Policy"), "sandbox") {
					t.Fatalf("%s: status %d, policy %q", address, status, header.Get("Content-Security-Policy"))
				}
				page = body
			}
			marked, ok := markedText(page, key.String())
			w := want.Figures[key]
			if !ok || !w.Prose && squeeze(marked) != squeeze(w.Raw) {
				t.Errorf("%s: the mark says %q, printed %q (found %t)", address, marked, w.Raw, ok)
			}
		}
	}
	if len(seen) < 9 {
		t.Errorf("only %v: each site in each form was meant, and each kind of attachment", seen)
	}
}

func sortedKeys(m map[disclosure.Key]demo.TruthFigure) []disclosure.Key {
	keys := make([]disclosure.Key, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b disclosure.Key) int { return cmp.Compare(a.String(), b.String()) })
	return keys
}

func sameNumber(a, b *disclosure.Number) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func show(n *disclosure.Number) string {
	if n == nil {
		return "nothing"
	}
	return n.String()
}

// folded makes lists comparable: the reading folds width and Traditional characters.
func folded(items []string) string { return disclosure.FoldText(strings.Join(items, "|")) }

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func day(d *disclosure.Date) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// squeeze drops white space and what HTML writes for it.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), "")
}
