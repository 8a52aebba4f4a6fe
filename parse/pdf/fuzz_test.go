package pdf

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// fuzzLimits keep a single input short.
var fuzzLimits = Limits{Bytes: 1 << 20, Pages: 20, Objects: 20_000, Characters: 20_000, Cells: 5_000, Time: 2 * time.Second}

func seeds() [][]byte {
	report := &file{}
	wholeRequests().draw(report.page(), 60, 100)
	report.page().text(72, 100, 12, han(30)).image(100, 200, 300, 400).turned(90, 170, 30, 0, 1, "侧")
	form := &file{}
	form.page().raw("q 0.5 0 0 0.5 0 0 cm 0 0 100 100 re B 10 10 m 20 30 40 50 60 10 c S Q")
	return [][]byte{report.bytes(), form.bytes(), (&file{encrypt: true}).bytes(), []byte("%PDF-1.7\ntrailer<</Root 1 0 R>>")}
}

// check holds what is true of every answer.
func check(t *testing.T, body []byte) {
	t.Helper()
	tree, info, err := Read(body, fuzzLimits)
	if tree == nil {
		if err == nil {
			t.Fatal("neither tree nor error")
		}
		return
	}
	var b bytes.Buffer
	if err := html.Render(&b, tree); err != nil {
		t.Fatal(err)
	}
	if n := len(all(tree, "section")); n > fuzzLimits.Pages || n > info.Pages {
		t.Errorf("%d sections of %d pages", n, info.Pages)
	}
	for _, td := range all(tree, "td") {
		if attrOf(td, "data-box") == "" {
			t.Error("a cell without a place")
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	if _, _, err := Read(seeds()[0], fuzzLimits); err != nil { // starts PDFium before the clock does
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) { check(t, body) })
}

// TestMutated changes files in places and reads them.
func TestMutated(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 13))
	for _, s := range seeds() {
		for range 60 {
			b := bytes.Clone(s)
			for n := 1 + random.IntN(8); n > 0 && len(b) > 0; n-- {
				switch i := random.IntN(len(b)); random.IntN(4) {
				case 0:
					b[i] = byte(random.IntN(256))
				case 1:
					b[i] = "0123456789-.<>[]/ \n"[random.IntN(19)]
				case 2:
					end := min(i+random.IntN(200), len(b))
					b = append(b[:i:i], b[end:]...)
				case 3:
					end := min(i+random.IntN(400), len(b))
					b = append(b[:end:end], b[i:]...)
				}
			}
			check(t, b)
		}
	}
}

// FuzzGrid makes tables of any lines and looks whether each field belongs to one cell.
func FuzzGrid(f *testing.F) {
	f.Add([]byte{10, 10, 90, 0, 10, 50, 90, 0, 10, 10, 50, 1, 90, 10, 50, 1, 50, 10, 50, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		var rules []rule
		for ; len(data) >= 4 && len(rules) < 400; data = data[4:] {
			a, b := float64(data[1])*2, float64(data[2])*2
			rules = append(rules, rule{float64(data[0]) * 2, min(a, b), max(a, b), data[3]&1 == 1, false})
		}
		left := &budget{limits: DefaultLimits()}
		for _, d := range drawnTables(rules) {
			g, err := newGrid(d, nil, left)
			if err != nil || g == nil {
				continue
			}
			checkGrid(t, g)
		}
	})
}

func checkGrid(t *testing.T, g *grid) {
	t.Helper()
	columns, rows := len(g.xs)-1, len(g.ys)-1
	seen := make([]int, columns*rows)
	for _, c := range g.cells {
		for r := c.row; r < c.row+c.rows; r++ {
			for k := c.column; k < c.column+c.columns; k++ {
				seen[r*columns+k]++
			}
		}
		if got := g.at(c.box.l+1, c.box.t+1); got != c {
			t.Errorf("the cell at its own corner is another: %v, %v", c, got)
		}
	}
	for i, n := range seen {
		if n != 1 {
			t.Errorf("field %d belongs to %d cells", i, n)
		}
	}
}
