package walk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// plainPager is a pager of plain links: where it leads, and what it hints at.
type plainPager struct {
	next, last *url.URL
	following  *url.URL // the page with the next number
	back       bool     // a plain link leads back: the pager's links are plain
	ended      bool     // it says that this is the last page
	hints      string   // at pages that no link leads to
	two        bool     // two pagers lead to different pages
	turned     bool     // one of them is a next page that a script turns to
}

// pagerOf reads the page's pagers.
func (v *View) pagerOf() plainPager {
	var p plainPager
	var numbers []control
	controls := v.controls()
	if len(controls) == mostControls {
		p.hint("more parts of pagers than can be looked at")
	}
	for _, c := range controls {
		switch {
		case c.kind == controlNumber:
			numbers = append(numbers, c)
		case c.lead == leadLink:
			p.follow(v, c)
		case c.kind == controlBack:
		case c.lead == leadScript:
			p.hint("a pager that only a script can turn")
			p.turned = p.turned || c.kind == controlNext && !saysEnded.MatchString(clicked(c.node))
		case c.lead == leadMute && c.kind != controlMore:
			p.hint("a pager without addresses")
		case c.kind == controlNext:
			p.ended = true
		}
	}
	p.number(v, numbers)
	return p
}

func (p *plainPager) follow(v *View, c control) {
	switch {
	case c.kind == controlNext && p.next == nil:
		p.next = c.url
	case c.kind == controlNext && p.next.String() != c.url.String() && v.isBeside(p.next) && v.isBeside(c.url):
		p.two = true
	case c.kind == controlLast:
		p.last = c.url
	case c.kind == controlBack && v.isBeside(c.url):
		p.back = true
	}
}

// hint keeps the first hint.
func (p *plainPager) hint(words string) {
	if p.hints == "" {
		p.hints = words
	}
}

// number finds the next page by the numbers of a pager.
func (p *plainPager) number(v *View, numbers []control) {
	numbers = slices.DeleteFunc(numbers, func(c control) bool { return c.lead == leadLink && !v.isBeside(c.url) })
	around := map[*html.Node]bool{} // elements that hold numbers to be clicked
	for _, c := range numbers {
		if c.lead != leadOff {
			around[c.node.Parent], around[c.node.Parent.Parent] = true, true
		}
	}
	current, highest, linked := 1, 0, 0
	numbers = slices.DeleteFunc(numbers, func(c control) bool {
		return !around[c.node] && !around[c.node.Parent] && !around[c.node.Parent.Parent] // numbers of something else
	})
	if len(numbers) > mostNumbers {
		p.hint("more numbers than pagers print")
		return
	}
	for _, c := range numbers {
		highest = max(highest, c.number)
		switch c.lead {
		case leadLink:
			linked++
		case leadOff, leadSelf:
			current = c.number
		}
	}
	for _, c := range numbers {
		switch {
		case c.number <= current:
		case c.lead == leadLink:
			if c.number == current+1 && p.following == nil {
				p.following = c.url
			}
		case c.lead == leadScript, c.lead == leadMute:
			p.hint("numbers of pages that only a script can turn")
		}
	}
	p.back = p.back || linked > 0 && current == highest
}

// saysEnded is what a script does that has nowhere to go.
var saysEnded = pattern.MustCompile(`alert|return false|最后|没有|末页`)

// mostNumbers is how many numbers a pager prints at most: a calendar prints more.
const mostNumbers = 26

// more says what hints at further pages that no link leads to, "" where nothing does.
func (p *plainPager) more(v *View) string {
	page, pages := v.printedPages()
	switch {
	case page > 0 && page == pages, pages == 1:
		return ""
	case v.items > 0 && v.total() > 0 && v.items >= v.total():
		return "" // all that it counts is here
	case p.hints != "" && (!p.back || p.turned):
		return p.hints
	case v.turnsYears():
		return "years that only a script can show"
	case pages > 1 && !p.back && !p.ended:
		return "it prints " + strconv.Itoa(pages) + " pages, and no link leads to them"
	case p.back:
		return ""
	case v.items >= leastFull && v.awaitsPager():
		return "a place for a pager that a script fills"
	case v.selectsPages():
		return "a choice of pages that only a script can turn"
	case scripted.MatchString(v.Source):
		return "a script may load more of it"
	}
	if pages := v.pagesSaid(); pages > 1 && !p.ended {
		return "a script counts " + strconv.Itoa(pages) + " pages, and no link leads to them"
	}
	return ""
}

// pagesSaid is how many pages the list has, as its pager prints or a script of it counts; 0
// where neither does.
func (v *View) pagesSaid() int {
	_, pages := v.printedPages()
	if m := counted.FindStringSubmatch(v.Source); m != nil && pages == 0 {
		pages, _ = strconv.Atoi(m[1])
	}
	return pages
}

var (
	pagerPrint = pattern.MustCompile(`[\d\s\pP\pS]|总?记录(?:总?数)?|总(?:条|页)?数|检索到|找到|[共有计总第当前每转跳到至去首尾末上下一页条项篇则个数为显示]|信息|文档|文章|数据|结果|确定|GO|go`)
	pageAt     = pattern.MustCompile(`第\s*(\d{1,4})\s*页`)
	pagerName  = pattern.MustCompile(`(?i)(?:^|[\s_-])(?:pagination\w*|pager|paging|pagebar|page(?:nav|div|box|list)?|fenye|kkpager|laypage)(?:$|[\s_-])`)
	countItems = pattern.MustCompile(`共(?:有|计|检索到|找到)?\s*(\d{1,5})\s*(?:条|项|篇|则|个?记录|个文档)|(?:总记录数?|记录总数|总条数|记录数)\s*:?\s*(\d{1,5})`)
)

// printedPages is which page of how many it is, as the pager prints it; 0 where it does not.
func (v *View) printedPages() (page, pages int) {
	for _, line := range v.pagerLines() {
		if m := pageSum.FindStringSubmatch(line); m != nil && pages == 0 {
			pages, _ = strconv.Atoi(m[1] + m[3])
			page, _ = strconv.Atoi(m[2])
		}
		if m := pageAt.FindStringSubmatch(line); m != nil && page == 0 {
			page, _ = strconv.Atoi(m[1])
		}
	}
	return page, pages
}

// pagerLines are the folded lines of the page that hold little but what pagers print: 共12项
// may stand in the title of a document as well.
func (v *View) pagerLines() []string {
	if v.lines != nil {
		return v.lines
	}
	v.lines = []string{}
	for line := range strings.Lines(v.Doc.Flow.Text) {
		if len(line) > 4*mostPrinted || !strings.ContainsAny(line, "页条项篇则数") {
			continue
		}
		text := disclosure.FoldText(strings.TrimSpace(line))
		if rest := pagerPrint.ReplaceAllString(text, ""); utf8.RuneCountInString(text) <= mostPrinted && utf8.RuneCountInString(rest) <= 4 {
			v.lines = append(v.lines, text)
		}
	}
	return v.lines
}

// mostPrinted bounds the line of a pager, in characters.
const mostPrinted = 120

// total is how many items the list has, as its pager prints it; 0 where it does not.
func (v *View) total() int {
	for _, line := range v.pagerLines() {
		if m := countItems.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[1] + m[2])
			return n
		}
	}
	return 0
}

// selectsPages reports whether the page offers a choice of page numbers.
func (v *View) selectsPages() bool {
	for _, s := range tree.Find(v.Doc.Body, selectTags).Nodes {
		pages := 0
		for _, o := range tree.Find(s, optionTags).Nodes {
			text := strings.Trim(disclosure.FoldName(tree.TextOf(o)), "第页")
			if n, err := strconv.Atoi(text); err == nil && n == pages+1 {
				pages++
			}
		}
		if pages > 1 {
			return true
		}
	}
	return false
}

// leastFull is how many items a page holds at least that may be one of several.
const leastFull = 10

// awaitsPager reports whether an element that is named after a pager holds nothing: a script
// may fill it.
func (v *View) awaitsPager() bool {
	return !tree.Walk(v.Doc.Body, func(n *html.Node) bool {
		if n.Type != html.ElementNode || !pagerName.MatchString(tree.Attr(n, "id")) && !pagerName.MatchString(tree.Attr(n, "class")) {
			return true
		}
		return v.Doc.Characters(n) > 0
	})
}

var selectTags, optionTags = tree.Tags(atom.Select), tree.Tags(atom.Option)
