package walk

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

var (
	nothingFound = pattern.MustCompile(`(?:没有|未能?|无法|找不到|查不到)(?:为您)?(?:找到|检索到|搜索到|搜到|查询到|查到|查找到)|(?:暂无|没有|无)(?:与.{0,60})?(?:相关|符合(?:条件|要求)?|匹配)的?(?:搜索|检索|查询)?(?:结果|内容|信息|记录|数据|文档|网页)|(?:搜索|检索|查询)结果为空`)
	foundCount   = pattern.MustCompile(`(?:找到|检索到|搜索到|搜到|查询到|查到|约有|共计?有?|总计|合计|结果)[^\d。;]{0,20}?(\d[\d,]{0,9})\s*(?:条|个|项|篇|件|则|份)`)
)

// longestSaid is how long a line that tells how much was found is at most, in characters.
const longestSaid = 120

// answerOfSearch reads what a search answers: its results, as links, and what it says of them. A
// result that is called a report is one; of the others only the number is of use.
func (v *View) answerOfSearch(page *disclosure.Page, anchors []Anchor) {
	page.Role = disclosure.RoleSearch
	said := v.foundSaid()
	for _, a := range anchors {
		if a.Aside || a.frame || a.kind == kindPaging || v.isSelf(a) {
			continue
		}
		l := disclosure.Link{URL: a.URL.String(), Text: a.Text}
		switch {
		case a.kind == kindReport, cutTitle.MatchString(a.folded), naming.NamesReport(a.folded) && !columnURL.MatchString(a.URL.Path):
			l.Role = disclosure.RoleReport
		case utf8.RuneCountInString(a.folded) < leastTitle:
			continue // a tab, a button
		}
		page.Links = append(page.Links, l)
	}
	said.Empty = said.Empty && ReportsIn(page.Links) == 0
	said.More = v.goesOn() || said.Total > len(page.Links)
	page.Found = &said
}

// leastTitle is how many characters the title of a result has at least.
const leastTitle = 8

// foundSaid is what the lines of an answer tell of how much was found.
func (v *View) foundSaid() disclosure.SearchAnswer {
	var said disclosure.SearchAnswer
	counted := false
	for line := range strings.Lines(v.Doc.Flow.Text) {
		text := disclosure.FoldText(strings.TrimSpace(line))
		if text == "" || utf8.RuneCountInString(text) > longestSaid {
			continue
		}
		if m := foundCount.FindStringSubmatch(text); m != nil && !counted {
			n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
			counted = err == nil
			said.Total, said.Empty = n, counted && n == 0
			continue
		}
		said.Empty = said.Empty || !counted && nothingFound.MatchString(text)
	}
	if counted && said.Total > 0 {
		said.Empty = false
	}
	tree.Walk(v.Doc.Root, func(n *html.Node) bool {
		said.Captcha = said.Captcha || isTextField(n) && captchaWords.MatchString(described(n))
		return !said.Captcha
	})
	return said
}

// goesOn reports whether a pager leads on, or may.
func (v *View) goesOn() bool {
	for _, c := range v.controls() {
		switch {
		case c.kind == controlNext || c.kind == controlLoad, c.kind == controlNumber && c.number > 1:
			if c.lead == leadLink || c.lead == leadScript || c.lead == leadMute {
				return true
			}
		}
	}
	return false
}
