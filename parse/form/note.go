package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/grid"
	"gongkai/parse/tree"
)

// noteMarks are characters that show that a raised text is the mark of a note.
const noteMarks = "[［【〔注①②③④⑤⑥⑦⑧⑨⑩*※"

// noteless is the print of a cell without the marks of notes behind it. doubtful reports that
// a number stands beside a raised or lowered one: nobody can tell the one from the other in
// the text of the cell.
func noteless(c *grid.Cell) (print string, doubtful bool) {
	print = c.Text
	if len(c.Text) < 2 || c.Node == nil {
		return print, false
	}
	for n := c.Node.FirstChild; n != nil && !doubtful; n = n.NextSibling {
		if n.Type != html.ElementNode {
			continue
		}
		tree.Walk(n, func(e *html.Node) bool {
			if e.DataAtom != atom.Sup && e.DataAtom != atom.Sub || e.FirstChild == nil {
				return true
			}
			mark := tree.TextOf(e)
			rest, last := strings.CutSuffix(print, mark)
			doubtful = mark != "" && (!last || !strings.ContainsAny(mark, noteMarks))
			if !doubtful {
				print = strings.TrimSpace(rest)
			}
			return !doubtful
		})
	}
	return print, doubtful
}
