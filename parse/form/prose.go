package form

import (
	"strings"
	"unicode/utf8"

	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/tree"
)

// leastProse is how many characters a cell has to have to be a line of the text.
const leastProse = 4

// aroundProse is where a table that was read lies in the flow, without the rows that are text:
// a workbook, or a page laid out by one table, has title, sentences and signature there too.
func aroundProse(g *grid.Table, d *tree.Document) []tree.Run {
	rest := g.Run
	var all []tree.Run
	for row := range g.Slots {
		for _, c := range g.Cells(row) {
			if text, ok := d.Flow.Spans[c.Node]; c.Open && ok && text.Start >= rest.Start && text.End <= rest.End {
				all = append(all, tree.Run{Start: rest.Start, End: text.Start + utf8.RuneCountInString(c.Text)})
				rest.Start = text.End
			}
		}
		c := g.OnlyText(row)
		if c == nil || c.Origin != nil || !isProse(c) {
			continue
		}
		text, ok := d.Flow.Spans[c.Node]
		if !ok || text.Start < rest.Start || text.End > rest.End {
			continue
		}
		all = append(all, tree.Run{Start: rest.Start, End: text.Start})
		rest.Start = text.End
	}
	return append(all, rest)
}

// isProse tells a cell that is none of a form's labels.
func isProse(c *grid.Cell) bool {
	if utf8.RuneCountInString(c.Text) < leastProse || strings.HasPrefix(c.Label, "第二十条") || lexicon.Tables().All[c.Label] || lexicon.IsOther(c.Label) {
		return false
	}
	l := lexicon.Tables()
	for _, labels := range [...]*lexicon.Index{&l.RequestGroups, &l.RequestRows, &l.ProactiveRows} {
		if e, _ := labels.Find(c.Label); e != nil {
			return false
		}
	}
	lists := listWords()
	for _, form := range []*listForm{&lists.national, &lists.local} {
		if form.rows.Exact[c.Label] != nil || form.groups[c.Label] {
			return false
		}
	}
	return lists.telling[c.Label] == votes{}
}
