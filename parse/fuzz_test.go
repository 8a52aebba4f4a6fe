package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

func addSeeds(f *testing.F) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(wholePage())
	for _, s := range []string{"", wholePage(), gb, `<datastore><totalrecord>9</totalrecord><record><![CDATA[<a href="/a">b</a>]]></record></datastore>`,
		`<table><tr><td colspan=999 rowspan=65000>自然人`, `<script>createPageHTML(9, 0, "index", "html")</script><a href="?">下一页</a>`, `<title>政府信息公开年报</title><div id=app></div><script src=a.js></script>`,
		"索引号：\n发布日期：2023-13-45\n一是二是三是", "<frameset><frame src=x>", "<svg><td>行政复议", "\xff\xfe<\x00", "(kāi)(kāi)", strings.Repeat("<b>", 600)} {
		f.Add([]byte(s))
	}
	for _, c := range hostile {
		f.Add(c.page(1 << 10))
	}
}

// Whatever comes in, a report comes out that is consistent in itself: known values only in
// known states, places that are there, every finding of the catalogue.
func FuzzDocument(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		in := Input{Source: "x", Body: body, URL: "http://a.test/b/", Division: someCounty}
		r := Document(in)
		if r.Outcome == "" {
			t.Fatal("no outcome")
		}
		var runes []rune
		if text, err := Text(in); err == nil {
			runes = []rune(text)
		}
		var marks []Mark
		for _, figure := range r.Figures {
			if figure.State.Known() != (figure.Value != nil) || figure.Confidence < 0 || figure.Confidence > 1 {
				t.Fatalf("%+v", figure)
			}
			if s := figure.Where.Span; s != nil && (s.Offset < 0 || s.Length <= 0 || s.Offset+s.Length > len(runes)) {
				t.Fatalf("%s lies outside of the text: %+v", figure.Key(), s)
			}
			marks = append(marks, Mark{ID: figure.Key().String(), Place: figure.Where})
		}
		for _, finding := range r.Findings {
			if _, ok := disclosure.RuleByID(finding.Rule); !ok || finding.Message == "" {
				t.Fatalf("%+v", finding)
			}
		}
		if page, err := Evidence(in, marks); err == nil {
			for _, figure := range r.Figures {
				if !strings.Contains(string(page), `id="`+figure.Key().String()+`"`) {
					t.Fatalf("%s is not marked", figure.Key())
				}
			}
		}
	})
}

func FuzzPage(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, role := range []disclosure.Role{disclosure.RoleHome, disclosure.RoleList, disclosure.RoleReport} {
			p := Page(Input{Body: body, URL: "http://a.test/b/?startrecord=1&endrecord=9", Role: role, ContentType: "text/html"})
			if len(p.Next) > 200 {
				t.Fatalf("%d further pages", len(p.Next))
			}
			if p.Complete && (len(p.Links) == 0 || p.Doubt != "") || p.Role == disclosure.RoleList && !p.Complete && p.Doubt == "" {
				t.Fatalf("complete %v with %d links, doubt %q", p.Complete, len(p.Links), p.Doubt)
			}
			for _, l := range p.Links {
				if !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") {
					t.Fatalf("link %q", l.URL)
				}
			}
		}
	})
}

// Pages made to cost more than they are long are read all the same.
func TestHostilePages(t *testing.T) {
	link := `<a href="x.html">晴岚县2022年政府信息公开工作年度报告</a>`
	for name, body := range map[string]string{
		"links":        strings.Repeat(link, 8000),
		"nested links": strings.Repeat("<div class=x>", 400) + strings.Repeat(link, 3000),
		"items":        "<ul>" + strings.Repeat("<li>"+link+"</li>", 8000) + "</ul>",
		"tables":       strings.Repeat(reviewTable, 200),
		"spans":        strings.Repeat(`<table><tr><td colspan=1000 rowspan=9999>1</table>`, 300),
		"cells":        "<table>" + strings.Repeat("<tr><td>申请人无正当理由逾期不补正行政机关不再处理</td><td>3</td></tr>", 5000) + "</table>",
		"texts in td":  "<table><tr><td>" + strings.Repeat("晴岚<b>县</b>", 20000) + "</td></tr></table>",
		"sentences":    "<p>晴岚县2022年政府信息公开工作年度报告</p><p>" + strings.Repeat("未收到过信息公开申请和行政复议、行政诉讼", 5000) + "</p>",
		"numerals":     "<p>" + strings.Repeat("一是二是", 20000) + "</p>",
		"labels":       strings.Repeat("<p>索引号：发布机构：</p>", 8000),
	} {
		in := Input{Source: name, Body: []byte(body), URL: "http://a.test/b/", Role: disclosure.RoleList}
		Page(in)
		if r := Document(in); r.Outcome == "" {
			t.Errorf("%s: no outcome", name)
		}
	}
}
