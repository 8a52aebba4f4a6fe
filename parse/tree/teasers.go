package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// itemAround is the item of a list that a node stands in, nil where none.
func itemAround(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Li, atom.Dd:
			return n
		case atom.Table, atom.Td, atom.Th, atom.Body:
			return nil
		}
	}
	return nil
}

// isTeaser reports whether a node stands in an item of a list below the link that leads to
// another page: what it prints is the summary of that page.
func (d *Document) isTeaser(n *html.Node) bool {
	item := itemAround(n)
	if item == nil {
		return false
	}
	if item.DataAtom == atom.Dd && !d.linksOn(item) { // <dt> is the link
		term := item.PrevSibling
		for term != nil && term.Type != html.ElementNode {
			term = term.PrevSibling
		}
		return term != nil && term.DataAtom == atom.Dt && d.headedByLink(term)
	}
	block := n
	for block != item && !IsBlock(block) {
		block = block.Parent
	}
	return block != item && !d.linksOn(block) && d.headedByLink(item)
}

// headedByLink reports whether the first line of an element is a link to another page, and no
// sentence that begins with one.
func (d *Document) headedByLink(n *html.Node) bool { return d.headed.of(n, beginsWithLink) }

func beginsWithLink(n *html.Node) bool {
	a := firstLink(n)
	if a == nil || !leadsOn(a) {
		return false
	}
	for s := a.NextSibling; s != nil; s = s.NextSibling {
		switch {
		case s.Type == html.TextNode && strings.ContainsAny(s.Data, "，。；,"):
			return false
		case s.Type == html.ElementNode && (s.DataAtom == atom.Br || IsBlock(s)):
			return true
		}
	}
	return true
}

// listShare is the share of an element's text that stands in links and below them.
func listShare(d *Document, n *html.Node) float64 {
	all := d.Characters(n)
	if all == 0 {
		return 0
	}
	listed := 0
	Walk(n, func(e *html.Node) bool {
		if e.Type == html.TextNode && !skipped(e.Parent.DataAtom) && (linkAround(e) != nil || d.isTeaser(e.Parent)) {
			listed += Characters(e.Data)
		}
		return true
	})
	return float64(listed) / float64(all)
}

// Own keeps the lines that lie in the runs, without the summaries of other pages.
func (d *Document) Own(lines []Line, runs []Run) []Line {
	own := Within(lines, runs[0])
	for _, r := range runs[1:] {
		own = append(own, Within(lines, r)...)
	}
	own = beforeOthers(own)
	if !d.hasTeasers() {
		return own
	}
	kept := make([]Line, 0, len(own))
	for _, l := range own {
		if p := d.Flow.PiecesIn(Run{l.Start, l.Start + 1}); len(p) == 0 || !d.isTeaser(p[0].Node.Parent) {
			kept = append(kept, l)
		}
	}
	return kept
}

// mostBelow bounds how many lines of other texts are looked for below a text.
const mostBelow = 60

// beforeOthers leaves out what introduces other texts below the last sentence, and all behind it:
// some sites print the texts before and after, and the most read, inside the text.
func beforeOthers(lines []Line) []Line {
	end := len(lines)
	for i := len(lines) - 1; i >= max(len(lines)-mostBelow, 0); i-- {
		text := lines[i].Fold.Text
		if strings.Contains(text, "。") {
			break
		}
		if others.MatchString(text) {
			end = i
		}
	}
	return lines[:end:end]
}

// hasTeasers reports whether a list of the page may have summaries: the cheap question first.
func (d *Document) hasTeasers() bool {
	for _, a := range d.elements().links {
		if a.DataAtom != atom.A || !leadsOn(a) {
			continue
		}
		item := itemAround(a)
		if item != nil && HasAncestor(item, Container(d)) {
			return true
		}
		if a.Parent != nil && a.Parent.DataAtom == atom.Dt && HasAncestor(a, Container(d)) {
			return true
		}
	}
	return false
}
