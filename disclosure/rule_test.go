package disclosure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRules: every code of the program is in the catalogue and the other way round, in order,
// whole, and of a kind and a severity that there are.
func TestRules(t *testing.T) {
	kinds := []RuleKind{KindIdentity, KindInequality, KindSoft, KindText, KindYears, KindPlausibility, KindLocation, KindCompleteness, KindPersonal, KindReading}
	codes := ruleCodes(t)
	for i, r := range Rules {
		if i > 0 && Rules[i-1].ID >= r.ID {
			t.Errorf("%s does not come after %s", r.ID, Rules[i-1].ID)
		}
		if !slices.Contains(kinds, r.Kind) || !slices.Contains([]Severity{SeverityError, SeverityWarning, SeverityInfo}, r.Severity) {
			t.Errorf("%s: kind %q, severity %q", r.ID, r.Kind, r.Severity)
		}
		if hint := r.Kind == KindSoft || r.Kind == KindPlausibility || r.Kind == KindLocation; hint && r.Severity != SeverityInfo {
			t.Errorf("%s is a hint with severity %s", r.ID, r.Severity)
		}
		for _, text := range []string{r.TitleZH, r.TitleEN, r.Source, r.ExplanationZH, r.ExplanationEN} {
			if strings.TrimSpace(text) != text || text == "" {
				t.Errorf("%s: text %q", r.ID, text)
			}
		}
		if found, ok := RuleByID(r.ID); !ok || found != r {
			t.Errorf("RuleByID(%s) = %+v, %t", r.ID, found, ok)
		}
		if !slices.Contains(codes, r.ID) {
			t.Errorf("%s is in the catalogue only", r.ID)
		}
	}
	for _, code := range codes {
		if _, ok := RuleByID(code); !ok {
			t.Errorf("%s is not in the catalogue", code)
		}
	}
	if _, ok := RuleByID("R999"); ok {
		t.Error("R999 is in the catalogue")
	}
}

// ruleCodes are the codes that rule.go declares.
func ruleCodes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rule.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, "Rule") && len(v.Values) == 1 {
			if lit, ok := v.Values[0].(*ast.BasicLit); ok {
				code, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Error(err)
				}
				codes = append(codes, code)
			}
		}
		return true
	})
	if len(codes) < 40 {
		t.Errorf("rule.go declares only %d codes", len(codes))
	}
	return codes
}
