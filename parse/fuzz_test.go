package parse

import (
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

func addSeeds(f *testing.F) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(wholePage())
	for _, s := range []string{"", wholePage(), gb, `<datastore><totalrecord>9</totalrecord><record><![CDATA[<a href="/a">b</a>]]></record></datastore>`,
		`<table><tr><td colspan=999 rowspan=65000>自然人`, `<script>createPageHTML(9, 0, "index", "html")</script><a href="?">下一页</a>`,
		"索引号：\n发布日期：2023-13-45\n一是二是三是", "<frameset><frame src=x>", "<svg><td>行政复议", "\xff\xfe<\x00", "(kāi)(kāi)", strings.Repeat("<b>", 600)} {
		f.Add([]byte(s))
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
			if len(p.Next) > mostPages {
				t.Fatalf("%d further pages", len(p.Next))
			}
			for _, l := range p.Links {
				if !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") {
					t.Fatalf("link %q", l.URL)
				}
			}
		}
	})
}

// Every cell's path picks that cell and no other, on any page.
func FuzzPath(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := newDocument(string(body))
		if err != nil || len(body) > 1<<14 {
			return
		}
		for _, g := range grids(d) {
			for row := range g.slots {
				for _, c := range g.cells(row) {
					s, err := cascadia.Compile(d.path(c.node))
					if err != nil {
						t.Fatalf("%s: %v", d.path(c.node), err)
					}
					if found := s.MatchAll(d.root); len(found) != 1 || found[0] != c.node {
						t.Fatalf("%s picks %d elements", d.path(c.node), len(found))
					}
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

// BenchmarkParse reads a report as Word exports it and says what that costs beside parsing the
// same bytes with html.Parse alone, measured in turns: a busy machine slows both.
func BenchmarkParse(b *testing.B) {
	page := wordPage()
	body := []byte(page)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	var alone, whole time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			b.Fatal(err)
		}
		parsed := time.Now()
		Document(Input{Source: "a.html", Body: body, Division: someCounty})
		alone, whole = alone+parsed.Sub(start), whole+time.Since(parsed)
	}
	b.ReportMetric(float64(whole)/float64(alone), "times-html.Parse")
}

func BenchmarkDocument(b *testing.B) {
	body := []byte(wordPage())
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Document(Input{Source: "a.html", Body: body, Division: someCounty})
	}
}

func BenchmarkPage(b *testing.B) {
	body := []byte(wordPage())
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		Page(Input{Body: body, URL: "http://a.test/b/t1.html", Role: disclosure.RoleReport})
	}
}

// wordPage is a report as Word exports it: most of it is style.
func wordPage() string {
	cell := `<td width="58" style="width:43.4pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"><p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan"><span lang="EN-US" style="font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体">`
	return strings.NewReplacer("<td>", cell, "</td>", "<o:p></o:p></span></p></td>").Replace(wholePage())
}

// BenchmarkProse reads a page of the median length whose text is mostly sentences.
func BenchmarkProse(b *testing.B) {
	body := []byte(prosePage())
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Document(Input{Source: "a.html", Body: body, Division: someCounty})
	}
}

// BenchmarkProseHTML is what parsing that page costs without reading it.
func BenchmarkProseHTML(b *testing.B) {
	page := prosePage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

// prosePage is a report as Word exports it with some four thousand characters of text.
func prosePage() string {
	paragraph := func(text string) string {
		return `<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly"><span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:仿宋_GB2312">` + text + `<span lang="EN-US"><o:p></o:p></span></span></p>`
	}
	var text strings.Builder
	for i, s := range []string{"主动公开政府信息312条，其中政府网站200条、微信公众号112条", "收到政府信息公开申请17件，予以公开12件，部分公开3件，不予公开2件", "未发生因政府信息公开引起的行政复议和行政诉讼",
		"加强组织领导，成立领导小组，明确分管领导，完善工作制度", "组织全局人员参加业务培训2次，培训60人次", "对门户网站的栏目进行优化，规范信息发布审核", "公开的内容包括机构职能、政策法规、财政预决算、双随机一公开等"} {
		text.WriteString(paragraph("（" + string([]rune("一二三四五六七")[i]) + "）" + strings.Repeat(s+"。一年来，我局按照条例的规定和上级的部署，结合水利工作的实际，围绕群众关心的事项做好各项工作。", 5)))
	}
	return strings.Replace(wordPage(), "一、总体情况", "一、总体情况</p>"+text.String()+"<p>", 1)
}
