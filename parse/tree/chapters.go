package tree

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
)

// chapter is what a chapter of a text begins with: its number, or its name in the unified form.
var chapter = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,2}部分|(?:总体情况|概述|主动公开政府信息的?情况|收到和处理政府信息公开申请的?情况|(?:因)?政府信息公开.{0,4}行政复议.{0,4}行政诉讼的?情况|存在的?(?:主要)?问题[及和].{0,12}|(?:其他)?需要报告的(?:其他)?事项)\s*$)`)

// withChapters widens an element that was taken for the text to the smallest one that holds
// the whole of it: editors wrap a table, or each paragraph, once more. What stands beside it
// belongs to it where other chapters do that are more than the links around them, or where it
// goes on next to it in elements of the same kind or around a table. Chapters that it has
// itself begin another text.
func withChapters(d *Document, n *html.Node) *html.Node {
	held := d.Run(n)
	beside, outmost, first := besides{}, n, true // outmost holds nothing but n
	for p := n.Parent; p != nil && p != d.Body.Parent; p = p.Parent {
		outer := d.Run(p)
		if _, ok := d.Flow.Spans[p]; !ok && p != d.Body {
			continue
		}
		beside.add(d, p, Run{outer.Start, held.Start})
		beside.add(d, p, Run{held.End, outer.End})
		held = outer
		if first && beside.nothing() {
			outmost = p
			continue
		}
		switch {
		case len(beside.chapters) > 0 && beside.text > beside.linked && !beside.repeats(d, n),
			first && len(beside.chapters) == 0 && beside.text > 2*(beside.linked+beside.other) && (hasKin(outmost) || Has(n, TableTags)):
			n, beside = p, besides{}
		}
		first = false
	}
	return n
}

// hasKin reports whether an element has a neighbour of its kind.
func hasKin(n *html.Node) bool {
	for s := n.Parent.FirstChild; s != nil; s = s.NextSibling {
		if s != n && s.DataAtom == n.DataAtom && s.Type == html.ElementNode && Attr(s, "class") == Attr(n, "class") {
			return true
		}
	}
	return false
}

// besides is what stands beside an element inside a wider one, in characters.
type besides struct {
	chapters map[string]bool // what they begin with
	text     int             // of sentences and headings of chapters
	linked   int             // of links and of what surrounds the content of a page
	other    int             // of lines that are none of these; cells of tables left out
}

func (b *besides) nothing() bool { return b.text+b.linked+b.other == 0 }

// repeats reports whether the element itself has one of the chapters.
func (b *besides) repeats(d *Document, n *html.Node) bool {
	run := d.Run(n)
	for c := range b.chapters {
		places := d.chapters()[c]
		from := sort.Search(len(places), func(i int) bool { return places[i].start >= run.Start })
		for _, p := range places[from:] {
			if p.start >= run.End {
				break
			}
			if !d.inRow(p.around, n) {
				return true
			}
		}
	}
	return false
}

// chapterPlace is where a line stands that a chapter begins with, by its first word.
type chapterPlace struct {
	start  int        // in runes of the flow
	around *html.Node // the element that prints the word
}

// chapters are the places of all chapters of the page, those of links and of what surrounds the
// content left out. Every element around a text asks for them.
func (d *Document) chapters() map[string][]chapterPlace {
	if d.chaptered == nil {
		d.chaptered = map[string][]chapterPlace{}
		eachLine(d.Flow, d.Run(d.Body), func(r Run) {
			line, around := d.lineAt(r)
			if begins := chapter.FindString(line); begins != "" && !d.leadsAway(around) {
				d.chaptered[begins] = append(d.chaptered[begins], chapterPlace{r.Start, around})
			}
		})
	}
	return d.chaptered
}

// shares reports whether one of the chapters is among others.
func (b *besides) shares(chapters map[string]bool) bool {
	for c := range b.chapters {
		if chapters[c] {
			return true
		}
	}
	return false
}

// add counts the lines of a run inside an element.
func (b *besides) add(d *Document, inside *html.Node, r Run) {
	eachLine(d.Flow, r, func(line Run) { b.addLine(d, inside, line) })
}

// eachLine visits the lines and cells of a run.
func eachLine(f *Flow, r Run, visit func(Run)) {
	for at := r.Start; at < r.End; at++ {
		end := at
		for end < r.End && f.Runes[end] != '\n' && f.Runes[end] != '\t' {
			end++
		}
		visit(Run{at, end})
		at = end
	}
}

// lineAt is a line from its first word on, with the element that prints that; nil where there
// is none.
func (d *Document) lineAt(r Run) (string, *html.Node) {
	for r.Start < r.End && !isWord(d.Flow.Runes[r.Start]) {
		r.Start++
	}
	pieces := d.Flow.PiecesIn(Run{r.Start, r.Start + 1})
	if r.Start == r.End || len(pieces) == 0 {
		return "", nil
	}
	return string(d.Flow.Runes[r.Start:r.End]), pieces[0].Node.Parent
}

// leadsAway reports whether an element is a link, or belongs to what stands around the text.
func (d *Document) leadsAway(n *html.Node) bool {
	return linkAround(n) != nil || d.IsAside(n) || d.isTeaser(n)
}

func (b *besides) addLine(d *Document, inside *html.Node, r Run) {
	line, around := d.lineAt(r)
	if around == nil {
		return
	}
	size := Characters(line)
	begins, cell := chapter.FindString(line), d.inRow(around, inside)
	switch {
	case d.leadsAway(around):
		b.linked += size
	case begins != "" && !cell: // rows of tables are numbered as well
		if b.chapters == nil {
			b.chapters = map[string]bool{}
		}
		b.chapters[begins] = true
		b.text += size
	case strings.Contains(line, "。"):
		b.text += size
	case !cell:
		b.other += size
	}
}

// isWord tells what a line begins with behind the marks of lists.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// inRow reports whether a node stands in a cell of a table with cells side by side, inside an
// element.
func (d *Document) inRow(n, inside *html.Node) bool {
	cell := false
	for ; n != nil && n != inside; n = n.Parent {
		cell = cell || n.DataAtom == atom.Td || n.DataAtom == atom.Th
		if cell && n.DataAtom == atom.Table && d.hasRow(n) {
			return true
		}
	}
	return false
}

// hasRow reports whether a table has two cells side by side.
func (d *Document) hasRow(table *html.Node) bool { return d.rows.of(table, hasCellsBeside) }

func hasCellsBeside(table *html.Node) bool {
	return !Walk(table, func(e *html.Node) bool {
		if e.DataAtom != atom.Td && e.DataAtom != atom.Th {
			return true
		}
		next := e.NextSibling
		for next != nil && next.Type != html.ElementNode {
			next = next.NextSibling
		}
		return next == nil
	})
}
