package parse

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/sanitise"
	"gongkai/parse/tree"
)

// A cell of a PDF is found again by its box, a cell of an office file by its path; both are
// shown on a page that is made of the file.
func TestEvidenceOfFiles(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<section data-page="2"><table><tr><td data-page="2" data-box="10,20,30,40">7</td><td data-page="2" data-box="30,20,50,40">8</td></tr></table></section>`))
	if err != nil {
		t.Fatal(err)
	}
	d := tree.Of(root)
	d.Paged = true
	place := func(box [4]float64) Mark {
		return Mark{ID: "x", Place: disclosure.Place{Area: &disclosure.Area{Page: 2, Box: box}}}
	}
	cells := markedCells(d, []Mark{place([4]float64{30, 20, 50, 40}), place([4]float64{1, 2, 3, 4})})
	if len(cells) != 1 || tree.TextOf(cells[0].node) != "8" {
		t.Errorf("found %v", cells)
	}
	sanitise.LayPages(d)
	if w := tree.Attr(cells[0].node, "width"); w != "50%" {
		t.Errorf("the cell is %q wide on the page", w)
	}
}

// What is read leaves the looks of a page out; what is shown has them.
func TestEvidenceKeepsTheLook(t *testing.T) {
	body := `<html><body><p style="text-align:center" class="MsoNormal">晴岚县</p><table width="300" style="color:red"><tr><td align="center">7</td></tr></table></body></html>`
	page, err := Evidence(Input{Source: "a.html", Body: []byte(body)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`style="text-align:center"`, `width="300"`, `align="center"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%s is lost:\n%s", want, page)
		}
	}
}
