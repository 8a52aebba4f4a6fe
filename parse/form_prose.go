package parse

import (
	"strings"
	"unicode/utf8"

	"gongkai/parse/lexicon"
	"gongkai/parse/tree"
)

// leastProse is how many characters a cell has to have to be a line of the text.
const leastProse = 4

// aroundProse is where a table that was read lies in the flow, without the rows that are text:
// a workbook, or a page laid out by one table, has title, sentences and signature there too.
func (g *grid) aroundProse(d *tree.Document) []tree.Run {
	rest := g.run
	var all []tree.Run
	for row := range g.slots {
		for _, c := range g.cells(row) {
			if text, ok := d.Flow.Spans[c.node]; c.open && ok && text.Start >= rest.Start && text.End <= rest.End {
				all = append(all, tree.Run{Start: rest.Start, End: text.Start + utf8.RuneCountInString(c.text)})
				rest.Start = text.End
			}
		}
		c := g.onlyText(row)
		if c == nil || c.origin != nil || !isProse(c) {
			continue
		}
		text, ok := d.Flow.Spans[c.node]
		if !ok || text.Start < rest.Start || text.End > rest.End {
			continue
		}
		all = append(all, tree.Run{Start: rest.Start, End: text.Start})
		rest.Start = text.End
	}
	return append(all, rest)
}

// onlyText is the one cell of a row that holds anything, nil where there is another number of
// them, or where it holds a number.
func (g *grid) onlyText(row int) *cell {
	var only *cell
	for _, c := range g.cells(row) {
		if c.text == "" {
			continue
		}
		if only != nil || c.row != row || c.height > 1 {
			return nil
		}
		only = c
	}
	if only == nil || only.digits {
		return nil
	}
	return only
}

// isProse tells a cell that is none of a form's labels.
func isProse(c *cell) bool {
	if utf8.RuneCountInString(c.text) < leastProse || strings.HasPrefix(c.label, "第二十条") || lexicon.Tables().All[c.label] {
		return false
	}
	if g, _ := lexicon.Tables().RequestGroups.Find(c.label); g != nil {
		return false
	}
	lists := listWords()
	for _, form := range []*listForm{&lists.national, &lists.local} {
		if form.rows.Exact[c.label] != nil || form.groups[c.label] {
			return false
		}
	}
	return lists.telling[c.label] == votes{}
}
