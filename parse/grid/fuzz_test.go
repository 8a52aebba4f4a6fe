package grid

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/parse/tree"
)

// tableOf draws a table from bytes: two make a cell with its spans, 0xFF ends a row, 0xFE a
// group of rows.
func tableOf(spans []byte) string {
	var b strings.Builder
	b.WriteString("<table><tr>")
	for i := 0; i < len(spans); i++ {
		switch {
		case spans[i] == 0xFF:
			b.WriteString("</tr><tr>")
		case spans[i] == 0xFE:
			b.WriteString("</tr></tbody><tbody><tr>")
		case i+1 < len(spans):
			fmt.Fprintf(&b, `<td rowspan=%d colspan="%d">%d</td>`, spans[i], spans[i+1]%32, i)
			i++
		}
	}
	return b.String() + "</tr></table>"
}

// FuzzGrid lays out any table: every row is as wide as the grid, every cell stands in its
// first slot and in no slot outside of its rectangle, a slot of the rectangle that it does not
// have is another's, and no page makes more slots than it may.
func FuzzGrid(f *testing.F) {
	for _, spans := range []string{"", "\x01\x01\x01\x01\xFF\x01\x02", "\x02\x01\x01\x02\xFF\x01\x01\x01\x01", "\x00\x03\xFF\x01\x01\xFE\x01\x01", "\x02\x01\xFF\x01\x03\xFF\x01\x01", "\xF0\x1F\xFF\x01\x01"} {
		f.Add([]byte(spans), "")
	}
	f.Add([]byte{1, 1}, `<td colspan=1001><td rowspan="-2"><td colspan="2x"><td><table><tr><td rowspan=65000 colspan=999>`)
	f.Fuzz(func(t *testing.T, spans []byte, more string) {
		d, err := tree.New(strings.Replace(tableOf(spans), "</tr></table>", more, 1))
		if err != nil {
			t.Skip()
		}
		slots := 0
		for _, g := range All(d, hasWords) {
			for _, row := range g.Slots {
				slots += len(row)
				if !g.Loose && len(row) != g.Width {
					t.Fatalf("a row of %d in a grid of %d", len(row), g.Width)
				}
			}
			for r := range g.Slots {
				checkRow(t, g, r)
			}
		}
		if slots > 2*mostSlots {
			t.Fatalf("%d slots", slots)
		}
	})
}

func checkRow(t *testing.T, g *Table, row int) {
	t.Helper()
	for k, c := range g.Slots[row] {
		if c == nil {
			continue
		}
		if row < c.Row || row >= c.Row+c.Height || k < c.Col || k >= c.Col+c.Width {
			t.Fatalf("%+v holds the slot %d,%d", c, row, k)
		}
		if g.Slots[c.Row][c.Col] != c {
			t.Fatalf("%+v is not where it begins", c)
		}
	}
	for _, c := range g.Cells(row) {
		for r := c.Row; r < c.Row+c.Height; r++ {
			for k := c.Col; k < c.Col+c.Width; k++ {
				if g.Slots[r][k] == nil {
					t.Fatalf("%+v leaves %d,%d to nobody", c, r, k)
				}
			}
		}
	}
}

// hasWords takes the most lines for rows that can be taken.
func hasWords(label string) bool { return label != "" }
