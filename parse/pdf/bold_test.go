package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// TestDrawnTwice draws a table's texts twice, a little off each other, as programs do for a
// bold look: by the text, by the character, and as two layers. No digit may be doubled, and
// none that stands twice may be lost.
func TestDrawnTwice(t *testing.T) {
	cells := [][]string{{"项目", "本年", "上年"}, {"收到", "11", "2211"}, {"办结", "100", "0"}, {"其他", "3", "1000000"}}
	for _, off := range []float64{0.15, 0.3, 0.5, 0.9} {
		for name, draw := range map[string]func(p *sheetOf, x, y float64, s string, layer int){
			"text by text": func(p *sheetOf, x, y float64, s string, layer int) {
				if layer == 0 {
					p.text(x, y, 10, s).text(x+off, y, 10, s)
				}
			},
			"character by character": func(p *sheetOf, x, y float64, s string, layer int) {
				for _, r := range s {
					if layer == 0 {
						p.text(x, y, 10, string(r)).text(x+off, y, 10, string(r))
					}
					x += 10 * lengthOf(string(r))
				}
			},
			"in one text": func(p *sheetOf, x, y float64, s string, layer int) {
				for _, r := range s {
					if layer == 0 {
						p.raw(fmt.Sprintf("BT /F1 10 Tf 1 0 0 1 %g %g Tm <%s> Tj %g 0 Td <%s> Tj ET", p.left+x, p.h-y-8.8, codes(string(r)), off, codes(string(r))))
					}
					x += 10 * lengthOf(string(r))
				}
			},
			"layer by layer": func(p *sheetOf, x, y float64, s string, layer int) {
				p.text(x+off*float64(layer), y, 10, s)
			},
			"down": func(p *sheetOf, x, y float64, s string, layer int) {
				p.text(x+off*float64(layer), y+off*float64(layer), 10, s)
			},
		} {
			for _, ruled := range []bool{true, false} {
				f := &file{}
				p := f.page()
				grid := plan{widths: times(80, 3), heights: times(22, 4), rows: [][]spot{cs("", "", ""), cs("", "", ""), cs("", "", ""), cs("", "", "")}}
				if ruled {
					grid.draw(p, 100, 100)
				}
				for layer := range 2 {
					for r, row := range cells {
						for k, s := range row {
							draw(p, 106+80*float64(k), 106+22*float64(r), s, layer)
						}
					}
				}
				var want strings.Builder
				for _, row := range cells {
					want.WriteString(strings.Join(row, "|") + "|\n")
				}
				if got := onlyTable(t, f); got != want.String() {
					t.Errorf("%s, %g points off, ruled %v: got\n%s", name, off, ruled, got)
				}
			}
		}
	}
}
