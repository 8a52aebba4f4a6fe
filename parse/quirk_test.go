package parse_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse"
)

// A quirk is a page of testdata/quirks beside what a person reads on it. Values of figures:
// a number; null for a printed blank; a state ("dash"); "absent" for a figure that must have
// no entry; "none" for one that must have no value; an object with value, raw, state and
// below (confidence lies below it); {"any": […]}. Every figure with a value must be named,
// in figures, rows (the seven columns of table 3) or, by pattern, in may.
type quirk struct {
	About string
	Input struct {
		ContentType string `json:"content_type"`
		URL         string
		Title       string
		ListDate    string `json:"list_date"`
		Status      int
		Header      map[string]string
		Division    disclosure.Division
	}
	Want struct {
		Facts      map[string]any   // of the report's JSON; objects and lists hold at least these
		Figures    map[string]any   // by Key.String
		Cumulative map[string]any   // what rows print of all years, by Key.String; where one is named, all are
		Rows       map[string][]any // by indicator, in the order of disclosure.Applicants
		May        []string         // figures that may be read too
		Findings   []string         // rules, by pattern
		NoFindings []string         `json:"no_findings"`
		Messages   []string         // words of some finding's message
		Shown      []string         // must stand somewhere in the report's JSON
		Hidden     []string         // must not stand anywhere in it
	}
}

const quirks = "testdata/quirks"

func TestQuirkPages(t *testing.T) {
	names, err := filepath.Glob(quirks + "/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no quirks: %v", err)
	}
	known := knownFailures(t, "page ")
	for _, file := range names {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		reason := known[name]
		delete(known, name)
		t.Run(name, func(t *testing.T) { settle(t, reason, checkQuirk(t, file)) })
	}
	for name := range known {
		t.Errorf("KNOWN names %s, which is not there", name)
	}
}

// settle fails the test with what is wrong, unless it is known to be; what is known and no
// longer wrong fails too, so that the list shrinks.
func settle(t *testing.T, reason string, wrong []string) {
	t.Helper()
	switch {
	case reason != "" && len(wrong) == 0:
		t.Errorf("is read now: take it off %s/KNOWN (%s)", quirks, reason)
	case reason != "":
		t.Skipf("known to fail: %s", reason)
	case len(wrong) > 0:
		slices.Sort(wrong)
		t.Errorf("%d differences:\n%s", len(wrong), strings.Join(wrong[:min(len(wrong), 12)], "\n"))
	}
}

// knownFailures reads the lines of KNOWN that begin with the kind: "page NAME reason".
func knownFailures(t *testing.T, kind string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(quirks + "/KNOWN")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), kind); ok {
			name, reason, _ := strings.Cut(rest, " ")
			known[name] = reason
			if strings.TrimSpace(reason) == "" {
				t.Errorf("KNOWN gives no reason for %s", name)
			}
		}
	}
	return known
}

func checkQuirk(t *testing.T, file string) []string {
	t.Helper()
	var q quirk
	readJSON(t, file, &q)
	in := quirkInput(t, file, &q)
	r := parse.Document(in)
	var w wrong
	w.facts(&q, r)
	w.figures(&q, r)
	w.findings(&q, r)
	w.places(in, r)
	return w.list
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func quirkInput(t *testing.T, file string, q *quirk) parse.Input {
	t.Helper()
	pages, _ := filepath.Glob(strings.TrimSuffix(file, "json") + "[^j]*")
	if len(pages) != 1 {
		t.Fatalf("%s has %d pages", file, len(pages))
	}
	body, err := os.ReadFile(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	in := parse.Input{Source: filepath.Base(pages[0]), Body: body, ContentType: q.Input.ContentType, Status: q.Input.Status,
		Header: q.Input.Header, URL: q.Input.URL, Title: q.Input.Title, Division: q.Input.Division}
	if q.Input.ListDate != "" {
		d, err := disclosure.ParseDate(q.Input.ListDate)
		if err != nil {
			t.Fatal(err)
		}
		in.ListDate = &d
	}
	return in
}

// wrong collects the differences between a report and what was expected of it.
type wrong struct{ list []string }

func (w *wrong) add(format string, a ...any) { w.list = append(w.list, fmt.Sprintf(format, a...)) }

func (w *wrong) facts(q *quirk, r disclosure.Report) {
	b, err := json.Marshal(r)
	if err != nil {
		w.add("report: %v", err)
		return
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		w.add("report: %v", err)
	}
	for key, want := range q.Want.Facts {
		if !holds(got[key], want) {
			w.add("%s = %v, want %v", key, got[key], want)
		}
	}
	for _, s := range q.Want.Shown {
		if !strings.Contains(string(b), s) {
			w.add("the report does not show %q", s)
		}
	}
	for _, s := range q.Want.Hidden {
		if strings.Contains(string(b), s) {
			w.add("the report shows %q", s)
		}
	}
}

// holds reports whether got is want, where objects and lists of want need hold no more than
// they name, {"any": […]} is each of its members and {"has": "…"} a text that contains it.
func holds(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		if any, ok := want["any"].([]any); ok {
			return slices.ContainsFunc(any, func(a interface{}) bool { return holds(got, a) })
		}
		if has, ok := want["has"].(string); ok {
			s, _ := got.(string)
			return strings.Contains(s, has)
		}
		m, ok := got.(map[string]any)
		for k, v := range want {
			ok = ok && holds(m[k], v)
		}
		return ok
	case []any:
		list, ok := got.([]any)
		for _, v := range want {
			ok = ok && slices.ContainsFunc(list, func(g any) bool { return holds(g, v) })
		}
		return ok && (len(want) > 0 || len(list) == 0)
	}
	return got == want
}

func (w *wrong) figures(q *quirk, r disclosure.Report) {
	want := map[string]any{}
	for k, v := range q.Want.Figures {
		want[k] = v
	}
	for indicator, row := range q.Want.Rows {
		for i, v := range row {
			want[disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicants[i]}.String()] = v
		}
	}
	got := map[string]disclosure.Figure{}
	for _, f := range r.Figures {
		key := f.Key().String()
		if _, twice := got[key]; twice {
			w.add("%s is read twice", key)
		}
		got[key] = f
		if _, named := want[key]; !named && f.State.Known() && !matches(q.Want.May, key) {
			w.add("%s = %v (%q) is invented", key, f.Value, f.Raw)
		}
		w.wellFormed(f)
	}
	for key, f := range got {
		if f.Cumulative == nil {
			continue
		}
		w.wellFormed(besideOf(f))
		if _, named := q.Want.Cumulative[key]; !named && q.Want.Cumulative != nil {
			w.add("%s of all years = %v (%q) is invented", key, f.Cumulative.Value, f.Cumulative.Raw)
		}
	}
	for key, v := range q.Want.Cumulative {
		there := got[key].Cumulative != nil
		if f := besideOf(got[key]); !sameFigure(f, there, v) {
			w.add("%s of all years = %s, want %v", key, showFigure(f, there), v)
		}
	}
	for key, v := range want {
		f, there := got[key]
		if !sameFigure(f, there, v) {
			w.add("%s = %s, want %v", key, showFigure(f, there), v)
		}
	}
}

// besideOf is what the row of a figure prints of all years, as a figure.
func besideOf(f disclosure.Figure) disclosure.Figure {
	if f.Cumulative == nil {
		return disclosure.Figure{}
	}
	c := f.Cumulative
	return disclosure.Figure{Indicator: f.Indicator, Value: c.Value, Unit: f.Unit, State: c.State, Raw: c.Raw, Confidence: c.Confidence, Where: c.Where}
}

// wellFormed checks what is true of every figure: a value exactly where the state says so.
func (w *wrong) wellFormed(f disclosure.Figure) {
	switch {
	case f.State.Known() != (f.Value != nil):
		w.add("%s: state %s with value %v", f.Key(), f.State, f.Value)
	case f.Value != nil && (*f.Value == 0) != (f.State == disclosure.StateZero):
		w.add("%s: state %s with value %v", f.Key(), f.State, *f.Value)
	case f.Confidence < 0 || f.Confidence > 1 || f.Value != nil && f.Confidence == 0:
		w.add("%s: confidence %v", f.Key(), f.Confidence)
	}
}

func matches(patterns []string, s string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { ok, _ := path.Match(p, s); return ok })
}

func showFigure(f disclosure.Figure, there bool) string {
	if !there {
		return "absent"
	}
	if f.Value == nil {
		return fmt.Sprintf("%s (%q)", f.State, f.Raw)
	}
	return fmt.Sprintf("%s (%q, confidence %v)", f.Value, f.Raw, f.Confidence)
}

func sameFigure(f disclosure.Figure, there bool, want any) bool {
	switch want := want.(type) {
	case nil:
		return there && f.State == disclosure.StateBlank
	case float64:
		return there && f.Value != nil && f.Value.Float() == want
	case string:
		switch want {
		case "absent":
			return !there
		case "none":
			return !there || f.Value == nil
		}
		return there && f.State == disclosure.State(want)
	case map[string]any:
		if any, ok := want["any"].([]any); ok {
			return slices.ContainsFunc(any, func(a interface{}) bool { return sameFigure(f, there, a) })
		}
		value, hasValue := want["value"]
		state, hasState := want["state"]
		raw, _ := want["raw"].(string)
		below, bounded := want["below"].(float64)
		return there && (!hasValue || sameFigure(f, there, value)) && (!hasState || string(f.State) == state) &&
			strings.Contains(bare(f.Raw), bare(raw)) && (!bounded || f.Confidence < below)
	}
	return false
}

func (w *wrong) findings(q *quirk, r disclosure.Report) {
	var rules []string
	var messages strings.Builder
	for _, f := range r.Findings {
		rules = append(rules, f.Rule)
		messages.WriteString(f.Message + "\n")
		if f.Rule == "" || f.Message == "" {
			w.add("a finding without rule or message: %+v", f)
		}
		rule, _ := disclosure.RuleByID(f.Rule)
		broken := rule.Kind == disclosure.KindIdentity
		if (broken || matches(q.Want.NoFindings, f.Rule)) && !matches(q.Want.Findings, f.Rule) {
			w.add("finding %s: %s", f.Rule, f.Message)
		}
	}
	for _, p := range q.Want.Findings {
		if !slices.ContainsFunc(rules, func(s string) bool { return matches([]string{p}, s) }) {
			w.add("no finding %s among %v", p, rules)
		}
	}
	for _, s := range q.Want.Messages {
		if !strings.Contains(messages.String(), s) {
			w.add("no finding says %q", s)
		}
	}
}
