package sanitise

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/tree"
)

// LayPages gives the tables of a PDF file the proportions that they are printed with: without
// them the parts of a table on two pages would not stand below each other.
func LayPages(d *tree.Document) {
	if !d.Paged {
		return
	}
	tree.Walk(d.Root, func(n *html.Node) bool {
		if n.DataAtom == atom.Table {
			layTable(n)
		}
		return true
	})
}

func layTable(table *html.Node) {
	cells := tree.Find(table, tree.CellTags).Nodes
	left, right := 0.0, 0.0
	for i, td := range cells {
		area, ok := tree.AreaOf(td)
		if !ok {
			return
		}
		if i == 0 {
			left, right = area.Box[0], area.Box[2]
		}
		left, right = min(left, area.Box[0]), max(right, area.Box[2])
	}
	if right <= left {
		return
	}
	const wide = 250 // points: about half of what a sheet of A4 holds
	if right-left > wide {
		SetAttr(table, "width", "100%")
	}
	for _, td := range cells {
		area, _ := tree.AreaOf(td)
		SetAttr(td, "width", strconv.Itoa(int((area.Box[2]-area.Box[0])/(right-left)*100+0.5))+"%")
	}
}
