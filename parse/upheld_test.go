package parse

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// A text that says that all reviews or suits were upheld is held against table 4, which here has four
// reviews, one of them upheld, and three suits, none upheld.
func TestAllUpheld(t *testing.T) {
	page, err := os.ReadFile("testdata/quirks/020-form-2019.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"全年因政府信息公开被申请行政复议4件，均获维持。", "表四结果维持为 1，正文称 4 件均维持"},
		{"2020年，发生政府信息公开行政复议4件、行政诉讼3件，均被维持原决定。", "表四结果维持为 1，正文称 4 件均维持 表四结果维持为 0，正文称 3 件均维持"},
		{"因政府信息公开引起的行政复议4件。", ""},
		{"因政府信息公开引起的行政复议4件，其中1件维持，其余均未维持。", ""},
		{"因政府信息公开引起的行政复议4件，已审结的均获维持。", ""},
		{"因政府信息公开引起的行政复议4件，结案1件，均获维持。", ""},
		{"因政府信息公开引起的行政复议5件，均获维持。", "表格为 4，正文为 5"}, // another number of cases is said once
		{"因政府信息公开引起的行政复议4件；行政诉讼3件，均获维持。", "表四结果维持为 0，正文称 3 件均维持"},
	} {
		r := Document(Input{Source: "report.html", Division: someCounty, Body: bytes.Replace(page, []byte("及时更新栏目内容，"), []byte("及时更新栏目内容。"+c.text), 1)})
		got := ""
		for _, f := range r.Findings {
			if f.Rule != disclosure.RuleSaidReviews {
				continue
			}
			if f.Blame == disclosure.BlameAgency && strings.Contains(f.Message, "均维持") {
				t.Errorf("%s: the agency is blamed", c.text)
			}
			rule, _ := disclosure.RuleByID(f.Rule)
			if got != "" {
				got += " "
			}
			got += f.Message[len(rule.TitleZH+"："):]
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
