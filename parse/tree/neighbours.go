package tree

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
)

// Beside are the stretches of the flow in which the text of the container goes on before and
// behind it, in order; none where a family of sites marks the container.
func (d *Document) Beside() (before, after []Run) {
	Container(d)
	return slices.Clone(d.textBefore), slices.Clone(d.textAfter)
}

// goOn finds where a text goes on beside the element that was taken for it: editors give each
// paragraph an element of its own, and sites cut a text in two by what they advertise. A
// neighbour goes on where most of it is sentences; menus between are passed over. Above the
// text's title and below what introduces other texts nothing is part of it. titled says that
// such a title stands there.
func (d *Document) goOn(n *html.Node) (before, after []Run, titled bool) {
	var own besides // its chapters: where they begin again, another text does
	own.add(d, n, d.Run(n))
	upwards, downwards := true, true
	for p := n.Parent; p != nil && n != d.Body && (upwards || downwards); n, p = p, p.Parent {
		outer, held := d.Run(p), d.Run(n)
		if _, ok := d.Flow.Spans[p]; !ok && p != d.Body {
			continue
		}
		if outer == held {
			continue
		}
		if upwards {
			found := d.siblingsIn(p, Run{outer.Start, held.Start})
			for i := len(found) - 1; i >= 0 && upwards; i-- {
				switch d.judge(found[i], own.chapters) {
				case goesOn:
					before = append(before, found[i].Run)
				case beginsAnother:
					upwards, titled = false, naming.IsTitle(d.firstLine(found[i].Run), true)
				}
			}
		}
		if downwards {
			for _, s := range d.siblingsIn(p, Run{held.End, outer.End}) {
				switch d.judge(s, own.chapters) {
				case goesOn:
					after = append(after, s.Run)
				case beginsAnother:
					downwards = false
				}
				if !downwards {
					break
				}
			}
		}
	}
	slices.Reverse(before)
	return before, after, titled
}

// isSentences reports whether an element prints sentences and little else.
func (d *Document) isSentences(n *html.Node) bool {
	var in besides
	in.add(d, n, d.Run(n))
	return in.text > 2*(in.linked+in.other)
}

// firstLine is the first line of a stretch of the flow.
func (d *Document) firstLine(r Run) string {
	first, _, _ := strings.Cut(strings.TrimSpace(string(d.Flow.Runes[r.Start:r.End])), "\n")
	return OneLine(first)
}

// sibling is a child of an element with where its text lies.
type sibling struct {
	node *html.Node
	Run
}

// siblingsIn lists the children of an element that print something in a stretch of the flow.
func (d *Document) siblingsIn(p *html.Node, r Run) []sibling {
	var all []sibling
	for _, piece := range d.Flow.PiecesIn(r) {
		child := piece.Node
		for child.Parent != nil && child.Parent != p {
			child = child.Parent
		}
		end := piece.Start + piece.Length
		if last := len(all) - 1; last >= 0 && all[last].node == child {
			all[last].End = end
			continue
		}
		all = append(all, sibling{child, Run{piece.Start, end}})
	}
	return all
}

// What a neighbour of a text is to it.
type kinship int

const (
	isBetween     kinship = iota // a menu, an advertisement, a byline
	goesOn                       // more of the text
	beginsAnother                // the title of a report, or what introduces other texts
)

func (d *Document) judge(s sibling, chapters map[string]bool) kinship {
	if s.node.Type == html.ElementNode && (d.IsAside(s.node) || d.linksOn(s.node)) {
		return isBetween
	}
	text := string(d.Flow.Runes[s.Start:s.End])
	first := d.firstLine(s.Run)
	if utf8.RuneCountInString(first) < 60 && (others.MatchString(first) || naming.IsTitle(first, true)) {
		return beginsAnother
	}
	if !strings.Contains(text, "。") {
		return isBetween
	}
	var in besides
	in.add(d, s.node, s.Run)
	switch {
	case in.shares(chapters):
		return beginsAnother
	case in.text > 2*(in.linked+in.other):
		return goesOn
	}
	return isBetween
}

// others matches what introduces other texts.
var others = pattern.MustCompile(`^[【\[]?(?:[上下前后]一?[篇条]|(?:相关|推荐|热门|热点|最新)(?:内容|信息|阅读|链接|文章|新闻|文档|发布|报道|推荐)|本类热点|猜你喜欢|延伸阅读|友情链接|网友评论)`)
