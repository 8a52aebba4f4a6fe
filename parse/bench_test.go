package parse

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

// exporter is how a program writes the cells and the paragraphs of a report.
type exporter struct {
	name               string
	cell, cellEnd      string // the attributes of <td> stand behind cell
	paragraph, textEnd string
}

// exporters are those of Word, WPS, a web editor, Excel, and of somebody who writes HTML.
var exporters = []exporter{
	{"word", `width="58" style="width:43.4pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"><p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan"><span lang="EN-US" style="font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体">`, "<o:p></o:p></span></p>",
		`<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly"><span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:仿宋_GB2312">`, `<span lang="EN-US"><o:p></o:p></span></span></p>`},
	{"wps", `width="67" valign="center" style="border:1px solid #000;padding:0 7px"><p style="text-align:center"><span style="font-family:宋体;font-size:12px">`, "</span></p>\n", `<p style="text-indent:43px;line-height:37px"><span style="font-family:仿宋_GB2312;font-size:21px"><span style="font-family:仿宋_GB2312">`, "</span></span></p>\n"},
	{"editor", `style="word-break: break-all;" valign="middle" align="center"><span style="font-size: 14px;">`, "</span>\n            ", `<p style="text-indent: 2em; line-height: 2em;"><span style="font-size: 18px;">`, "</span></p>\n        "},
	{"excel", `class="xl67" width="72" style="border-left:none;width:54pt" x:num>`, "", `<p>`, "</p>"},
	{"plain", `>`, "", `<p>　　`, "</p>\n"},
}

var openCell = regexp.MustCompile(`<td( (?:col|row)span="\d+")?( (?:col|row)span="\d+")?>`)

// write renders a report inside the page of a site.
func (e exporter) write(report string, sentences int) string {
	report = strings.ReplaceAll(report, "</td>", e.cellEnd+"</td>")
	report = openCell.ReplaceAllString(report, "<td$1$2 "+e.cell)
	report = strings.NewReplacer("<p>", e.paragraph, "</p>", e.textEnd).Replace(report)
	var text strings.Builder
	for i := range sentences {
		text.WriteString(e.paragraph + benchSentences[i%len(benchSentences)] + "。一年来，我局按照条例的规定和上级的部署，结合水利工作的实际，围绕群众关心的事项做好各项工作。" + e.textEnd)
	}
	report = strings.Replace(report, e.paragraph+"二、主动公开政府信息情况", text.String()+e.paragraph+"二、主动公开政府信息情况", 1)
	return strings.Replace(report, `<div class="nav"><a href="/">首页</a></div>`, benchFrame, 1)
}

var benchSentences = []string{"（一）主动公开政府信息312条，其中政府网站200条、微信公众号112条", "（二）收到政府信息公开申请17件，予以公开12件，部分公开3件，不予公开2件", "（三）未发生因政府信息公开引起的行政复议和行政诉讼",
	"（四）加强组织领导，成立领导小组，明确分管领导，完善工作制度", "（五）组织全局人员参加业务培训2次，培训60人次", "（六）对门户网站的栏目进行优化，规范信息发布审核", "（七）公开的内容包括机构职能、政策法规、财政预决算、双随机一公开等"}

// benchFrame is what a site puts around its pages: scripts, style, menus.
var benchFrame = func() string {
	var b strings.Builder
	b.WriteString("<style>" + strings.Repeat(".menu li a:hover{color:#c00;background:url(/images/bg.png) no-repeat}\n", 40) + "</style><script>" + strings.Repeat("$(function(){$('.menu li').hover(function(){$(this).addClass('on');});});\n", 40) + "</script>\n<div class=\"menu\"><ul>\n")
	for i := range 120 {
		fmt.Fprintf(&b, "  <li><a href=\"/zwgk/lm%d/index.html\" target=\"_blank\" title=\"栏目%d\">栏目%d</a></li>\n", i, i, i)
	}
	b.WriteString("</ul></div>\n")
	return b.String()
}()

// benchPages are reports in all markups, with more and less text, of a median near 60 KB.
func benchPages() [][]byte {
	var pages [][]byte
	for _, e := range exporters {
		pages = append(pages, e.pages()...)
	}
	return pages
}

// pages are a report without and with much text.
func (e exporter) pages() [][]byte {
	return [][]byte{[]byte(e.write(wholePage(), 0)), []byte(e.write(wholePage(), 35))}
}

// wordPage is a report as Word exports it: most of it is style.
func wordPage() string { return exporters[0].write(wholePage(), 0) }

// BenchmarkParse reads reports in the markups of several programs, and the pages of real
// reports where the corpus is at hand, and says what that costs beside parsing the same bytes
// with html.Parse alone, measured in turns: a busy machine slows both. How much it is depends on
// how much of a page is markup.
func BenchmarkParse(b *testing.B) {
	b.Run("exports", func(b *testing.B) { benchmarkParse(b, benchPages()) })
	for _, e := range exporters {
		b.Run(e.name, func(b *testing.B) { benchmarkParse(b, e.pages()) })
	}
	b.Run("corpus", func(b *testing.B) {
		var pages [][]byte
		files, _ := filepath.Glob("../../shared/corpus/*-rebuilt.html")
		for _, file := range files {
			page, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			pages = append(pages, page)
		}
		if len(pages) == 0 {
			b.Skip("the corpus of real reports is not at hand")
		}
		benchmarkParse(b, pages)
	})
}

func benchmarkParse(b *testing.B, pages [][]byte) {
	sizes := make([]int, len(pages))
	total := 0
	for i, p := range pages {
		sizes[i] = len(p)
		total += len(p)
	}
	slices.Sort(sizes)
	b.SetBytes(int64(total))
	parse := func(page []byte) {
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
	read := func(page []byte) { Document(Input{Source: "a.html", Body: page}) }
	var allocs [2]float64
	for _, page := range pages {
		allocs[0] += testing.AllocsPerRun(1, func() { parse(page) })
		allocs[1] += testing.AllocsPerRun(1, func() { read(page) })
	}
	var alone, whole time.Duration
	for b.Loop() {
		for _, page := range pages {
			start := time.Now()
			parse(page)
			parsed := time.Now()
			read(page)
			alone, whole = alone+parsed.Sub(start), whole+time.Since(parsed)
		}
	}
	b.ReportMetric(float64(whole)/float64(alone), "times-html.Parse")
	b.ReportMetric(allocs[1]/allocs[0], "times-its-allocs")
	b.ReportMetric(float64(sizes[len(sizes)/2])/1024, "median-KB")
	b.ReportMetric(float64(b.N*len(pages))/whole.Seconds(), "pages/s")
}

func BenchmarkPage(b *testing.B) {
	body := []byte(wordPage())
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		Page(Input{Body: body, URL: "http://a.test/b/t1.html", Role: disclosure.RoleReport})
	}
}
