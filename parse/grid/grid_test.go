package grid

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/parse/tree"
)

// partition cuts a rectangle into random cells and writes them as a table: what the grid
// must give back.
func partition(r *rand.Rand, rows, cols int) (source string, want [][]int) {
	want = make([][]int, rows)
	for i := range want {
		want[i] = make([]int, cols)
	}
	id := 0
	var b strings.Builder
	b.WriteString("<table>")
	for y := range rows {
		b.WriteString("<tr>")
		for x := range cols {
			if want[y][x] != 0 {
				continue
			}
			id++
			width := 1
			for x+width < cols && want[y][x+width] == 0 && r.IntN(3) == 0 {
				width++
			}
			height := 1 + r.IntN(min(3, rows-y))
			for dy := range height {
				for dx := range width {
					want[y+dy][x+dx] = id
				}
			}
			fmt.Fprintf(&b, `<td colspan="%d" rowspan="%d">%d</td>`, width, height, id)
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	return b.String(), want
}

func firstGrid(t *testing.T, source string) *Table {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	budget := mostSlots
	return newGrid(tree.Of(root).Flow, tree.Find(root, tree.TableTags).Nodes[0], 1, &budget, nil)
}

// Short rows below one wide row are made as wide, and count: a stair of rows asks for its square.
func TestWideRowAboveManyShortRows(t *testing.T) {
	table := func(rows int) string {
		return "<table><tr>" + strings.Repeat("<td>1</td>", mostColumns) + "</tr>" + strings.Repeat("<tr><td>1</td></tr>", rows) + "</table>"
	}
	if g := firstGrid(t, table(20)); g == nil || len(g.Slots[20]) != mostColumns {
		t.Errorf("20 rows: %v", g)
	}
	if g := firstGrid(t, table(mostSlots/mostColumns+1)); g != nil {
		t.Errorf("got %d rows of %d slots", len(g.Slots), g.Width)
	}
}

func TestGridGivesBackAnyPartition(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		source, want := partition(r, 1+r.IntN(8), 1+r.IntN(8))
		g := firstGrid(t, source)
		for y, row := range want {
			for x, id := range row {
				if c := g.Slots[y][x]; c == nil || c.Text != fmt.Sprint(id) {
					t.Fatalf("seed %d: slot %d,%d is not cell %d\n%s", seed, y, x, id, source)
				}
				if c := g.Slots[y][x]; c.Row > y || c.Col > x || c.Row+c.Height <= y || c.Col+c.Width <= x {
					t.Fatalf("seed %d: cell %d says %+v and covers %d,%d", seed, id, c, y, x)
				}
			}
		}
	}
}

func TestGridFollowsHTML(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"feet are shown last", "<table><tfoot><tr><td>f</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody></table>", "b|f"},
		{"spans end with their group", `<table><thead><tr><td rowspan="5">h</td><td>x</td></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>`, "h x|a b"},
		{"rowspan 0 goes to the end", `<table><tr><td rowspan="0">h</td><td>1</td></tr><tr><td>2</td></tr></table>`, "h 1|h 2"},
		{"short rows have no cells", `<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>`, "1 2|3 ."},
		{"a cell does not take a slot that is taken", `<table><tr><td>1</td><td rowspan="2">2</td></tr><tr><td colspan="2">3</td></tr></table>`, "1 2|3 2"},
		{"words that are no numbers", `<table><tr><td colspan="x">1</td><td colspan="2px">2</td></tr></table>`, "1 2 2"},
	} {
		var rows []string
		for _, row := range firstGrid(t, c.source).Slots {
			var cells []string
			for _, slot := range row {
				if slot == nil {
					cells = append(cells, ".")
				} else {
					cells = append(cells, slot.Text)
				}
			}
			rows = append(rows, strings.Join(cells, " "))
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestGridIsBounded(t *testing.T) {
	if g := firstGrid(t, "<table>"+strings.Repeat(`<tr><td colspan="1000" rowspan="65534">x</td></tr>`, 500)+"</table>"); g != nil {
		t.Errorf("a table of %d rows was expanded", len(g.Slots))
	}
}
