package parse

import (
	"os"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
)

// Labels that were swapped and rows that were shifted look right to both readings of a table:
// what they say is in doubt, and no broken sum is held against the agency.
func TestOutOfPlace(t *testing.T) {
	body, err := os.ReadFile("testdata/quirks/025-procurement-wan-yuan.html")
	if err != nil {
		t.Fatal(err)
	}
	swap := func(a, b string) *strings.Replacer {
		return strings.NewReplacer(">"+a+"<", ">"+b+"<", ">"+b+"<", ">"+a+"<")
	}
	for name, c := range map[string]struct {
		change        *strings.Replacer
		doubted, sure string // a figure that is in doubt, and one that is not
	}{
		"as it is":        {strings.NewReplacer(), "", "requests_new.business"},
		"columns swapped": {swap("商业企业", "法律服务机构"), "requests_new.legal_service", "requests_new.natural_person"},
		"rows swapped":    {swap("2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”"), "outcome_denied_law_forbidden.natural_person", "requests_new.business"},
		"a row shifted": {strings.NewReplacer("<td>3.危及“三安全一稳定”</td><td>7</td><td>0</td><td>0</td><td>0</td><td>2</td><td>0</td><td>9</td>",
			"<td>3.危及“三安全一稳定”</td><td>7</td><td></td><td>0</td><td>0</td><td>0</td><td>2</td><td>0</td>"), "outcome_denied_safety_stability.total", "requests_new.business"},
	} {
		r := Document(Input{Source: "a.html", Body: []byte(c.change.Replace(string(body))), Division: someCounty})
		for _, f := range r.Figures {
			switch f.Key().String() {
			case c.doubted:
				if f.Confidence > confidence.Doubted {
					t.Errorf("%s: %s has %v", name, c.doubted, f.Confidence)
				}
			case c.sure:
				if f.Confidence != confidence.Certain {
					t.Errorf("%s: %s has %v", name, c.sure, f.Confidence)
				}
			}
		}
		if got := findings(r, disclosure.RuleTwoReadings); (len(got) == 0) != (c.doubted == "") {
			t.Errorf("%s: %q", name, got)
		}
		for _, f := range r.Findings {
			if strings.HasPrefix(f.Rule, "R3") && f.Blame == disclosure.BlameAgency {
				t.Errorf("%s: %s %s", name, f.Rule, f.Message)
			}
		}
	}
}
