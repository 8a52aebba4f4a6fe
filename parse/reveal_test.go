package parse

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// A report whose text a script holds is read as if it stood on the page, and the evidence
// shows it.
func TestReportsInScripts(t *testing.T) {
	whole := wholePage()
	inner := whole[strings.Index(whole, `<div id="zoom">`)+len(`<div id="zoom">`) : strings.LastIndex(whole, "</div>")]
	quoted, _ := json.Marshal(inner)
	escaped := strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(string(quoted))
	var ascii strings.Builder
	for _, r := range strings.Trim(string(quoted), `"`) {
		if r < 0x80 {
			ascii.WriteRune(r)
		} else {
			fmt.Fprintf(&ascii, `\u%04x`, r)
		}
	}
	record, _ := json.Marshal(map[string]any{"content": inner})
	twice, _ := json.Marshal(string(record))
	title := fmt.Sprintf("%q", someTitle)
	for name, script := range map[string]string{
		"a string":          `<h1>` + someTitle + `</h1><div id="zoom"></div><script>document.getElementById("zoom").innerHTML = ` + string(quoted) + `;</script>`,
		"single quotes":     `<h1>` + someTitle + `</h1><script>show('` + strings.ReplaceAll(strings.ReplaceAll(inner, "'", `\'`), "\n", `\n`) + `');</script>`,
		"escaped brackets":  `<h1>` + someTitle + `</h1><script>var c = ` + escaped + `;</script>`,
		"all escaped":       `<h1>` + someTitle + `</h1><script>var c = "` + ascii.String() + `";</script>`,
		"a record":          `<div id="app"></div><script>window._CONFIG = {"SITE":{"name":"晴岚县财政局"},"DETAIL":{"id":7,"title":` + title + `,"identifier":"QL/2023-7","publisher":"晴岚县财政局","display_publish_time":1673488800,"content":` + escaped + `}};</script>`,
		"a record in words": `<h1>` + someTitle + `</h1><script>var data = JSON.parse(` + string(twice) + `);</script>`,
		"percent signs":     `<h1>` + someTitle + `</h1><script>var c = decodeURIComponent("` + url.PathEscape(inner) + `");</script>`,
		"a hidden input":    `<h1>` + someTitle + `</h1><input type="hidden" value="` + html.EscapeString(inner) + `">`,
		"a hidden field":    `<h1>` + someTitle + `</h1><textarea style="display:none">` + html.EscapeString(inner) + `</textarea>`,
		"a template":        `<h1>` + someTitle + `</h1><script type="text/html">` + inner + `</script>`,
	} {
		page := `<html><head><meta charset="utf-8"></head><body>` + script + `</body></html>`
		in := Input{Source: name, Body: []byte(page), URL: "http://a.test/x.html", Division: someCounty}
		r, want := Document(in), readPage(whole)
		if r.Outcome != disclosure.OutcomeOK || len(r.Figures) != len(want.Figures) || text2(r) != someTitle+" 990121-finance 2022" {
			t.Errorf("%s: %s, %d figures of %d, %s", name, r.Outcome, len(r.Figures), len(want.Figures), text2(r))
			continue
		}
		for i, f := range r.Figures {
			if w := want.Figures[i]; f.Key() != w.Key() || f.State != w.State || f.Value != nil && *f.Value != *w.Value {
				t.Errorf("%s: %s is %v, want %v", name, f.Key(), f.Value, w.Value)
			}
		}
		if name == "a record" && (text(r.IndexNumber) != "QL/2023-7" || date(r.PublishedOn) != "2023-01-12") {
			t.Errorf("box: %s %s", text(r.IndexNumber), date(r.PublishedOn))
		}
	}
}

func text2(r disclosure.Report) string {
	year := 0
	if r.FiscalYear != nil {
		year = *r.FiscalYear
	}
	return fmt.Sprintf("%s %s %d", text(r.Title), text(r.AgencyID), year)
}

// A page that prints its report keeps its tree, whatever its scripts hold.
func TestShownReportsAreNotRevealed(t *testing.T) {
	whole := wholePage()
	quoted, _ := json.Marshal(whole)
	r := readPage(strings.Replace(whole, "</body>", "<script>var copy = "+strings.ReplaceAll(string(quoted), "</script>", "")+";</script></body>", 1))
	want := readPage(whole)
	if len(r.Figures) != len(want.Figures) || len(r.Findings) != len(want.Findings) {
		t.Errorf("%d figures, %d findings, want %d and %d", len(r.Figures), len(r.Findings), len(want.Figures), len(want.Findings))
	}
}
