package pdf

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// spot is a cell to be drawn: text (lines parted by ~) and the rows and columns it takes.
type spot struct {
	text          string
	rows, columns int
}

// plan is a table to be drawn: cells row by row, each put where the first free field is.
type plan struct {
	widths, heights []float64
	rows            [][]spot
	pen             func(p *sheetOf, x0, y0, x1, y1 float64)
	open            string // outer edges that are not drawn: l, t, r, b
	size            float64
}

// c is a cell of one field; s one that takes more.
func c(text string) spot                    { return spot{text, 1, 1} }
func s(text string, rows, columns int) spot { return spot{text, rows, columns} }

func cs(texts ...string) []spot {
	var out []spot
	for _, t := range texts {
		out = append(out, c(t))
	}
	return out
}

func sums(at float64, sizes []float64) []float64 {
	out := []float64{at}
	for _, v := range sizes {
		at += v
		out = append(out, at)
	}
	return out
}

// draw draws the table with its top left at x, y.
func (t plan) draw(p *sheetOf, x, y float64) {
	xs, ys := sums(x, t.widths), sums(y, t.heights)
	pen := t.pen
	if pen == nil {
		pen = func(p *sheetOf, x0, y0, x1, y1 float64) { p.line(x0, y0, x1, y1) }
	}
	size := t.size
	if size == 0 {
		size = 9
	}
	taken := map[[2]int]bool{}
	for r, row := range t.rows {
		col := 0
		for _, k := range row {
			for taken[[2]int{r, col}] {
				col++
			}
			for i := range k.rows {
				for j := range k.columns {
					taken[[2]int{r + i, col + j}] = true
				}
			}
			b := box{xs[col], ys[r], xs[col+k.columns], ys[r+k.rows]}
			t.frame(p, pen, b, box{xs[0], ys[0], xs[len(xs)-1], ys[len(ys)-1]})
			setCell(p, b, size, k.text)
		}
	}
}

func (t plan) frame(p *sheetOf, pen func(*sheetOf, float64, float64, float64, float64), b, all box) {
	if b.l > all.l || !strings.Contains(t.open, "l") {
		pen(p, b.l, b.t, b.l, b.b)
	}
	if b.t > all.t || !strings.Contains(t.open, "t") {
		pen(p, b.l, b.t, b.r, b.t)
	}
	if b.r < all.r || !strings.Contains(t.open, "r") {
		pen(p, b.r, b.t, b.r, b.b)
	}
	if b.b < all.b || !strings.Contains(t.open, "b") {
		pen(p, b.l, b.b, b.r, b.b)
	}
}

// setCell centres the lines of a cell in it.
func setCell(p *sheetOf, b box, size float64, text string) {
	lines := strings.Split(text, "~")
	top := b.cy() - float64(len(lines))*size*0.6
	for i, l := range lines {
		if l != "" {
			p.text(b.cx()-lengthOf(l)*size/2, top+float64(i)*size*1.2, size, l)
		}
	}
}

// lengthOf is the length of a text in em: Latin takes half a Han character.
func lengthOf(s string) float64 {
	n := 0.0
	for _, r := range s {
		if r < 0x7F {
			n += 0.5
		} else {
			n++
		}
	}
	return n
}

// expected writes the plan's rows as rowsOf does.
func (t plan) expected() string {
	var b strings.Builder
	for _, row := range t.rows {
		for _, k := range row {
			fmt.Fprintf(&b, "%s|", spans(k.text, fmt.Sprint(k.rows), fmt.Sprint(k.columns)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func spans(text, rows, columns string) string {
	if rows != "1" && rows != "" || columns != "1" && columns != "" {
		text += "[" + orOne(rows) + "x" + orOne(columns) + "]"
	}
	return text
}

func orOne(s string) string {
	if s == "" {
		return "1"
	}
	return s
}

// Looking into trees.

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func all(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			out = append(out, d)
		}
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Data == "br":
			b.WriteByte('~')
		}
	}
	return b.String()
}

// rowsOf writes a table: a line a row, cells closed by |, spans as [rows x columns].
func rowsOf(table *html.Node) string {
	var b strings.Builder
	for _, tr := range all(table, "tr") {
		for _, td := range all(tr, "td") {
			fmt.Fprintf(&b, "%s|", spans(textOf(td), attrOf(td, "rowspan"), attrOf(td, "colspan")))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func mustRead(t testing.TB, f *file) (*html.Node, Info) {
	t.Helper()
	tree, info, err := Read(f.bytes(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return tree, info
}

func render(t testing.TB, n *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// onlyTable is the rows of the only table.
func onlyTable(t testing.TB, f *file) string {
	t.Helper()
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 1 {
		t.Fatalf("%d tables in %s", len(tables), render(t, tree))
	}
	return rowsOf(tables[0])
}

func repeat(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

func widths(v ...float64) []float64 { return v }

func times(v float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// TestWrappedNumber has a number in a column that holds three digits, and the same digits in
// one that is wide enough: there they may be two numbers.
func TestWrappedNumber(t *testing.T) {
	for width, want := range map[float64]string{30: "1301", 60: "130~1"} {
		f := &file{}
		p := plan{widths: times(width, 3), heights: times(40, 2), size: 10, rows: [][]spot{cs("甲", "乙", "丙"), cs("5", "130~1", "0")}}
		p.draw(f.page(), 60, 60)
		tree, _ := mustRead(t, f)
		td := all(tree, "td")[4]
		if got := textOf(td); got != want || (attrOf(td, "data-doubt") != "") != (width == 30) {
			t.Errorf("width %v: %q, doubt %q", width, got, attrOf(td, "data-doubt"))
		}
	}
}
