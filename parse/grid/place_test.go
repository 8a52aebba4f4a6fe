package grid

import (
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// Only trees of PDF files have places on a page: any web page may print the same attributes.
func TestPlaceOnAPage(t *testing.T) {
	d, err := tree.New(`<table><tr><td data-page="3" data-box="56.5,120,98,141.25">4</td><td data-page="3" data-box="1,2,3">5</td></tr></table>`)
	if err != nil {
		t.Fatal(err)
	}
	g := All(d, hasWords)[0]
	if p := g.Where(d, g.Slots[0][0]); p.Cell == nil || p.Area != nil {
		t.Errorf("place in a web page: %+v", p)
	}
	d.Paged = true
	if p := g.Where(d, g.Slots[0][0]); p.Cell != nil || p.Area == nil || *p.Area != (disclosure.Area{Page: 3, Box: [4]float64{56.5, 120, 98, 141.25}}) {
		t.Errorf("place in a PDF file: %+v", p)
	}
	if p := g.Where(d, g.Slots[0][1]); p.Cell == nil {
		t.Errorf("place without a box: %+v", p)
	}
}
