package parse

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

// A cell of a PDF is found again by its box, a cell of an office file by its path; both are
// shown on a page that is made of the file.
func TestEvidenceOfFiles(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<section data-page="2"><table><tr><td data-page="2" data-box="10,20,30,40">7</td><td data-page="2" data-box="30,20,50,40">8</td></tr></table></section>`))
	if err != nil {
		t.Fatal(err)
	}
	d := treeDocument(root)
	d.paged = true
	place := func(box [4]float64) Mark {
		return Mark{ID: "x", Place: disclosure.Place{Area: &disclosure.Area{Page: 2, Box: box}}}
	}
	cells := markedCells(d, []Mark{place([4]float64{30, 20, 50, 40}), place([4]float64{1, 2, 3, 4})})
	if len(cells) != 1 || textOf(cells[0].node) != "8" {
		t.Errorf("found %v", cells)
	}
	layPages(d)
	if w := attr(cells[0].node, "width"); w != "50%" {
		t.Errorf("the cell is %q wide on the page", w)
	}
}
