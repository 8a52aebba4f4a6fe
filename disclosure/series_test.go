package disclosure

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestSeriesCatalogue: every term is a figure of its form, in the unit of the series; each form
// is there once; what does not compare has no formula.
func TestSeriesCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range SeriesCatalogue() {
		if fields := strings.Count(strings.Split(seriesTSV, "\n")[i+1], "\t"); fields != 9 {
			t.Errorf("%s: %d fields", s.Name, fields+1)
		}
		if key := s.Name + string(s.Form); seen[key] {
			t.Errorf("%s is twice in form %q", s.Name, s.Form)
		} else {
			seen[key] = true
		}
		if !slices.Contains([]Grade{GradeComparable, GradePartial, GradeNotComparable}, s.Grade) || s.LabelZH == "" || s.LabelEN == "" || s.WhyZH == "" || s.WhyEN == "" {
			t.Errorf("%s of %s: %+v", s.Name, s.Form, s)
		}
		if (s.Grade == GradeNotComparable) != (s.Formula == "") || (s.Formula == "") != (s.Form == "") {
			t.Errorf("%s of %s: grade %s with formula %q", s.Name, s.Form, s.Grade, s.Formula)
		}
		for _, terms := range s.Terms() {
			for _, term := range terms {
				if line, ok := FindIndicator(s.Form, term.Key); !ok && !strings.Contains(s.Formula, "|") {
					t.Errorf("%s: form %s has no %s", s.Name, s.Form, term.Key)
				} else if ok && line.Unit != s.Unit && s.Form != Form2008 { // 2008 counts 条 of 件
					t.Errorf("%s: %s is in %s, the series in %s", s.Name, term.Key, line.Unit, s.Unit)
				}
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d lines", len(seen))
	}
}

func TestTermsOfSeries(t *testing.T) {
	for formula, want := range map[string][][]Term{
		"":            nil,
		"a":           {{{Key{Indicator: "a"}, 1}}},
		"a.total-b+c": {{{Key{"a", Total}, 1}, {Key{Indicator: "b"}, -1}, {Key{Indicator: "c"}, 1}}},
		"a+b|c":       {{{Key{Indicator: "a"}, 1}, {Key{Indicator: "b"}, 1}}, {{Key{Indicator: "c"}, 1}}},
	} {
		if got := (Series{Formula: formula}).Terms(); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", formula, got, want)
		}
	}
}
