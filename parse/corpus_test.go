package parse

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// gold is what people read from a published report by eye.
type gold struct {
	FiscalYear int             `json:"fiscal_year"`
	Form       disclosure.Form `json:"form"`
	Figures    []struct {
		Indicator string
		Applicant disclosure.Applicant
		Value     *disclosure.Number
	}
}

// TestPublishedReports reads published reports where a collection of them lies beside the
// repository. Every figure of their tables must be right and none invented. What is said in
// sentences counts only where the file holds the sentences.
func TestPublishedReports(t *testing.T) {
	folder := filepath.Join("..", "..", "shared", "corpus")
	files, _ := filepath.Glob(filepath.Join(folder, "*.*"))
	read := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		g, err := readGold(filepath.Join(folder, "gold", strings.TrimSuffix(name, "-rebuilt")+".json"))
		if err != nil || filepath.Ext(file) == ".pdf" {
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		read++
		t.Run(name, func(t *testing.T) { compareGold(t, Document(Input{Source: file, Body: body}), g) })
	}
	if read == 0 {
		t.Skip("no collection of published reports beside the repository")
	}
}

func readGold(file string) (g gold, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return g, err
	}
	return g, json.Unmarshal(b, &g)
}

func compareGold(t *testing.T, r disclosure.Report, g gold) {
	if r.FiscalYear == nil || *r.FiscalYear != g.FiscalYear || r.Form == nil || *r.Form != g.Form || r.Agency == nil {
		t.Errorf("year %v, form %v, agency %v", r.FiscalYear, r.Form, r.Agency)
	}
	known := map[disclosure.Key]bool{}
	for _, w := range g.Figures {
		k := disclosure.Key{Indicator: w.Indicator, Applicant: w.Applicant}
		known[k] = true
		f, ok := r.Figure(k)
		switch {
		case !ok && strings.HasPrefix(w.Indicator, "narrative_"):
		case (f.Value == nil) != (w.Value == nil), f.Value != nil && *f.Value != *w.Value:
			t.Errorf("%s: read %v (%q), printed %v", k, f.Value, f.Raw, w.Value)
		}
	}
	for _, f := range r.Findings { // every sum of these reports holds as it is printed
		if rule, _ := disclosure.RuleByID(f.Rule); rule.Kind == disclosure.KindIdentity || rule.Kind == disclosure.KindLocation || f.Blame == disclosure.BlameAgency && rule.Kind.OfForm() {
			t.Errorf("%s of %s: %s", f.Rule, f.Blame, f.Message)
		}
	}
	for _, f := range r.Figures {
		if !known[f.Key()] && f.Value != nil && f.Where.Cell != nil {
			t.Errorf("%s = %s is not printed", f.Key(), f.Value)
		}
	}
}
