package pdf

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// requestsTable is the table of requests of the unified form: three levels of heads, a label
// set one character a line over many rows.
func requestsTable(rows ...[]spot) plan {
	t := plan{widths: append([]float64{26, 60, 120}, times(36, 7)...), heights: widths(24, 24, 40)}
	t.rows = [][]spot{
		{s("（本列数据的勾稽关系）", 3, 3), s("申请人情况", 1, 7)},
		{s("自然人", 2, 1), s("法人或其他组织", 1, 5), s("总计", 2, 1)},
		cs("商业~企业", "科研~机构", "社会~公益~组织", "法律~服务~机构", "其他"),
	}
	for _, r := range rows {
		t.rows = append(t.rows, r)
		t.heights = append(t.heights, 22)
	}
	return t
}

func figures(label []spot, values ...string) []spot { return append(label, cs(values...)...) }

func wholeRequests() plan {
	zero := repeat("0", 7)
	return requestsTable(
		figures([]spot{s("一、本年新收数量", 1, 3)}, "95", "0", "", "1", "0", "0", "96"),
		figures([]spot{s("三~、~办~理~结~果", 5, 1), s("（一）予以公开", 1, 2)}, "１２", "0", "-", "/", "0", "0", "12"),
		figures([]spot{s("（三）不~予公开", 2, 1), c("1.国家秘密")}, zero...),
		figures([]spot{c("2.其他")}, zero...),
		figures([]spot{s("（四）无法提供", 1, 2)}, zero...),
		figures([]spot{s("（七）总计", 1, 2)}, zero...),
		figures([]spot{s("四、结转下年度", 1, 3)}, zero...),
	)
}

// stackedJoined is what a plan reads back as: stacked labels are one line, dashes are lines.
func stackedJoined(s string) string {
	return strings.NewReplacer("三~、~办~理~结~果", "三、办理结果").Replace(s)
}

// pens are the ways in which tables are drawn.
var pens = map[string]func(p *sheetOf, x0, y0, x1, y1 float64){
	"strokes": func(p *sheetOf, x0, y0, x1, y1 float64) { p.line(x0, y0, x1, y1) },
	"bars":    func(p *sheetOf, x0, y0, x1, y1 float64) { p.bar(x0, y0, x1, y1) },
	"double": func(p *sheetOf, x0, y0, x1, y1 float64) {
		if x0 == x1 {
			p.line(x0-0.9, y0, x1-0.9, y1).line(x0+0.9, y0, x1+0.9, y1)
		} else {
			p.line(x0, y0-0.9, x1, y1-0.9).line(x0, y0+0.9, x1, y1+0.9)
		}
	},
	"dashes": func(p *sheetOf, x0, y0, x1, y1 float64) {
		for d := 0.0; d < max(x1-x0, y1-y0); d += 5 {
			if x0 == x1 {
				p.line(x0, y0+d, x0, min(y0+d+3, y1))
			} else {
				p.line(x0+d, y0, min(x0+d+3, x1), y0)
			}
		}
	},
	"dots":              func(p *sheetOf, x0, y0, x1, y1 float64) { dots(p, 0.75, x0, y0, x1, y1) },
	"thick dots":        func(p *sheetOf, x0, y0, x1, y1 float64) { dots(p, 1.5, x0, y0, x1, y1) },
	"dashed by the pen": func(p *sheetOf, x0, y0, x1, y1 float64) { p.raw("[2 2] 0 d").line(x0, y0, x1, y1) },
	"short of the corners": func(p *sheetOf, x0, y0, x1, y1 float64) {
		if x0 == x1 {
			p.line(x0, y0+1.5, x0, y1-1.5)
		} else {
			p.line(x0+1.5, y0, x1-1.5, y0)
		}
	},
	"frames": func(p *sheetOf, x0, y0, x1, y1 float64) {
		p.raw("q 1 0 0 1 0 0 cm 0.4 w").line(x0, y0, x1, y1).raw("Q")
	},
}

// dots draws a line as a browser draws a dotted border: a square for each dot.
func dots(p *sheetOf, size, x0, y0, x1, y1 float64) {
	for d := 0.0; d <= max(x1-x0, y1-y0); d += 2 * size {
		x, y := min(x0+d, x1), min(y0+d, y1)
		p.raw(fmt.Sprintf("%g %g %g %g re f", p.left+x-size/2, p.h-y-size/2, size, size))
	}
}

func TestRuledTables(t *testing.T) {
	for name, pen := range pens {
		t.Run(name, func(t *testing.T) {
			f := &file{}
			want := wholeRequests()
			want.pen = pen
			want.draw(f.page(), 60, 100)
			if got := onlyTable(t, f); got != stackedJoined(want.expected()) {
				t.Errorf("got\n%swant\n%s", got, stackedJoined(want.expected()))
			}
		})
	}
}

func TestShakyLines(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	shake := func() float64 { return random.Float64()*2 - 1 }
	f := &file{}
	want := wholeRequests()
	want.pen = func(p *sheetOf, x0, y0, x1, y1 float64) {
		if d := shake(); x0 == x1 {
			p.line(x0+d, y0+shake(), x1+d, y1+shake())
		} else {
			p.line(x0+shake(), y0+d, x1+shake(), y1+d)
		}
	}
	want.draw(f.page(), 60, 100)
	if got := onlyTable(t, f); got != stackedJoined(want.expected()) {
		t.Errorf("got\n%swant\n%s", got, stackedJoined(want.expected()))
	}
}

func TestOpenEdges(t *testing.T) {
	for _, open := range []string{"l", "r", "lr", "t", "b", "tb", "lrtb"} {
		t.Run(open, func(t *testing.T) {
			f := &file{}
			want := plan{widths: times(70, 4), heights: times(24, 4), open: open, rows: [][]spot{
				cs("信息内容", "本年制发", "本年废止", "现行有效"), cs("规章", "0", "0", "0"),
				cs("规范性文件", "3", "0", "8"), cs("其他", "1", "", "4")}}
			want.draw(f.page(), 100, 100)
			if got := onlyTable(t, f); got != want.expected() {
				t.Errorf("got\n%swant\n%s", got, want.expected())
			}
		})
	}
}

// TestHalfOpen has the frame of a table that goes on from the page before: of its label's
// column only the line at the top is drawn, of its first row only the one at the right.
func TestHalfOpen(t *testing.T) {
	f := &file{}
	want := plan{widths: widths(40, 60, 60, 60), heights: times(24, 4), open: "lt", rows: [][]spot{
		{s("第二十条", 1, 4)}, {s("办理结果", 3, 1), c("1.甲"), c("1"), c("2")}, cs("2.乙", "3", "4"), cs("3.丙", "5", "6")}}
	want.draw(f.page(), 100, 100)
	if got := onlyTable(t, f); got != want.expected() {
		t.Errorf("got\n%swant\n%s", got, want.expected())
	}
}

// TestPageBreak cuts a table in the middle of a group of rows and of a label.
func TestPageBreak(t *testing.T) {
	f := &file{}
	upper := requestsTable(
		figures([]spot{s("三~、~办~理", 2, 1), s("（三）不予公开", 1, 2)}, repeat("1", 7)...),
		figures([]spot{c("（四）无"), c("1.不掌握")}, repeat("2", 7)...))
	lower := plan{widths: upper.widths, heights: times(22, 2), rows: [][]spot{
		figures([]spot{s("结果", 2, 1), s("法提供", 2, 1), c("2.没有现成")}, repeat("3", 7)...),
		figures([]spot{c("3.不明确")}, repeat("4", 7)...)}}
	p := f.page()
	upper.draw(p, 60, 600)
	p.text(290, 800, 9, "- 1 -")
	lower.draw(f.page(), 60, 80)
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 1 {
		t.Fatal(render(t, tree))
	}
	if got, want := rowsOf(tables[0]), strings.ReplaceAll(upper.expected(), "三~、~办~理", "三、办理")+lower.expected(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for i, tr := range all(tables[0], "tr") {
		for _, td := range all(tr, "td") {
			if want := []string{"1", "2"}[i/len(upper.rows)]; attrOf(td, "data-page") != want {
				t.Errorf("cell %q on page %s", textOf(td), attrOf(td, "data-page"))
			}
		}
	}
}

// TestRandomTables draws tables with random spans in random ways and reads them back.
func TestRandomTables(t *testing.T) {
	names := []string{"strokes", "bars", "double", "dashes", "dots", "thick dots", "short of the corners"}
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 7))
		f := &file{}
		want := randomPlan(random)
		want.pen = pens[names[random.IntN(len(names))]]
		p := f.page()
		p.rotate = 90 * random.IntN(4)
		p.left = float64(random.IntN(2)) * 30
		want.draw(p, 50, 60)
		if got := onlyTable(t, f); got != want.expected() {
			t.Errorf("seed %d: got\n%swant\n%s", seed, got, want.expected())
		}
	}
}

func randomPlan(random *rand.Rand) plan {
	columns, rows := 2+random.IntN(8), 2+random.IntN(12)
	out := plan{}
	for range columns {
		out.widths = append(out.widths, 24+random.Float64()*30)
	}
	for range rows {
		out.heights = append(out.heights, 16+random.Float64()*20)
	}
	taken := make([][]bool, rows)
	for r := range taken {
		taken[r] = make([]bool, columns)
	}
	for r := range rows {
		var line []spot
		for k := 0; k < columns; k++ {
			if taken[r][k] {
				continue
			}
			n := spot{rows: 1, columns: 1, text: []string{"", "0", "12", "３", "-", "条", "345"}[random.IntN(7)]}
			// The first row and column are single, so that every edge is some cell's edge.
			if r > 0 && k > 0 && random.IntN(4) == 0 {
				for k+n.columns < columns && n.columns < 3 && !taken[r][k+n.columns] && random.IntN(2) == 0 {
					n.columns++
				}
				n.rows += random.IntN(min(3, rows-r))
			}
			// A span over columns that are taken further down would overlap.
			for i := 1; i < n.rows; i++ {
				for j := range n.columns {
					if taken[r+i][k+j] {
						n.rows = i
					}
				}
			}
			for i := range n.rows {
				for j := range n.columns {
					taken[r+i][k+j] = true
				}
			}
			line = append(line, n)
		}
		out.rows = append(out.rows, line)
	}
	return out
}

func TestErrors(t *testing.T) {
	one := &file{}
	one.page().text(80, 80, 12, "报告")
	whole := one.bytes()
	locked := &file{encrypt: true}
	locked.page()
	for name, k := range map[string]struct {
		body []byte
		want error
	}{
		"empty":     {nil, ErrNotPDF},
		"html":      {[]byte("<html>"), ErrNotPDF},
		"header":    {[]byte("%PDF-1.7\n"), ErrBroken},
		"cut":       {whole[:60], ErrBroken},
		"no pages":  {(&file{}).bytes(), ErrNoPages},
		"encrypted": {locked.bytes(), ErrEncrypted},
	} {
		if tree, _, err := Read(k.body, Limits{}); !errors.Is(err, k.want) || tree != nil {
			t.Errorf("%s: %v, tree %v", name, err, tree != nil)
		}
	}
	// What was read before does no harm to what comes after.
	if tree, _, err := Read(whole, Limits{}); err != nil || !strings.Contains(render(t, tree), "报告") {
		t.Error(err)
	}
}

func TestLimits(t *testing.T) {
	f := &file{pack: true}
	for range 3 {
		p := f.page().text(80, 80, 12, "一二三四五六七八九十")
		plan{widths: times(40, 3), heights: times(20, 3), rows: [][]spot{cs("a", "b", "c"), cs("d", "e", "f"), cs("g", "h", "i")}}.draw(p, 80, 120)
	}
	body := f.bytes()
	for _, k := range []struct {
		limits   Limits
		name     string
		sections int // -1: no tree
	}{
		{Limits{Bytes: 100}, "bytes", -1},
		{Limits{Pages: 2}, "pages", 2},
		{Limits{Characters: 60}, "characters", 1},
		{Limits{Cells: 20}, "cells", 2},
		{Limits{Objects: 40}, "objects", -1},
		{Limits{Content: 100}, "content", -1},
		{Limits{Time: time.Nanosecond}, "time", -1},
	} {
		tree, _, err := Read(body, k.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != k.name {
			t.Errorf("%s: %v", k.name, err)
			continue
		}
		got := -1
		if tree != nil {
			got = len(all(tree, "section"))
		}
		if got != k.sections {
			t.Errorf("%s: %d sections", k.name, got)
		}
	}
	if _, _, err := Read(body, Limits{}); err != nil {
		t.Errorf("after the limits: %v", err)
	}
}

// TestCrowdedPage has a page with too much on it between two others.
func TestCrowdedPage(t *testing.T) {
	f := &file{}
	f.page().text(72, 100, 12, "第一页的内容。")
	f.page().raw(strings.Repeat("BT /F1 12 Tf 1 0 0 1 72 700 Tm <4E00> Tj ET\n", 40))
	f.page().text(72, 100, 12, "第三页的内容。")
	tree, info, err := Read(f.bytes(), Limits{OnPage: 30})
	if err != nil || !slices.Equal(info.LostPages, []int{2}) || !slices.Equal(paragraphsOf(tree), []string{"第一页的内容。", "第三页的内容。"}) {
		t.Errorf("%v %+v", err, info)
	}
	if _, info, err = Read(f.bytes(), Limits{OnPage: 50}); err != nil || len(info.LostPages) > 0 {
		t.Errorf("below the limit: %v %+v", err, info)
	}
}

// TestSideBySide reads documents in several goroutines, some of which are stopped.
func TestSideBySide(t *testing.T) {
	f := &file{}
	wholeRequests().draw(f.page(), 60, 100)
	body := f.bytes()
	want := render(t, first(Read(body, Limits{})))
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			if i%3 == 0 {
				_, _, err := Read(body, Limits{Time: time.Nanosecond})
				var limit *LimitError
				if !errors.As(err, &limit) {
					t.Errorf("not stopped: %v", err)
				}
				return
			}
			tree, _, err := Read(body, Limits{})
			if err != nil {
				t.Error(err)
				return
			}
			if got := render(t, tree); got != want {
				t.Errorf("another tree:\n%s", got)
			}
		})
	}
	wg.Wait()
}

func first(n *html.Node, _ Info, _ error) *html.Node { return n }

// TestStopsInTheMiddle gives a page that takes seconds a part of one: time enough to open it.
func TestStopsInTheMiddle(t *testing.T) {
	f := &file{}
	f.page().raw(strings.Repeat("0 0 m 1 1 l S\n", 600_000))
	body := f.bytes()
	r, err := newReader(400 * time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	if err := r.pages(body, Limits{Objects: 1 << 30, OnPage: 1 << 30}.withDefaults(), &Info{}, func(*page) {}); !errors.Is(err, ErrCrashed) {
		t.Errorf("the call was not stopped: %v", err)
	}
	if !r.expired.Load() {
		t.Error("the instance still lives")
	}
}

// TestMemories looks whether memory comes empty and grows in its place, and whether that of an
// instance that was ended in the middle of its work stays until the work has stopped.
func TestMemories(t *testing.T) {
	m := &memories{}
	a := m.Allocate(0, 1<<20)
	b := a.Reallocate(100)
	copy(b, "secret")
	grown := a.Reallocate(1 << 20)
	if string(grown[:6]) != "secret" || &grown[0] != &b[0] || a.Reallocate(1<<20+1) != nil {
		t.Error("memory is lost, moves or grows beyond its bound")
	}
	a.Free()
	a.Free()
	if again := m.Allocate(0, 1<<20).Reallocate(200); strings.Trim(string(again), "\x00") != "" {
		t.Error("memory of another document is handed on")
	}
	c := m.Allocate(0, 1<<20)
	kept := c.Reallocate(100)
	m.dying.Add(1)
	c.Free()
	kept[0] = 1 // crashes where it was given back
	m.returned()
	if len(m.doomed) > 0 {
		t.Error("memory is never given back")
	}
}

// TestDamagedStream breaks a packed page in the middle; a missing checksum breaks nothing.
func TestDamagedStream(t *testing.T) {
	f := &file{pack: true}
	wholeRequests().draw(f.page(), 60, 100)
	whole := f.bytes()
	at := strings.Index(string(whole), "/FlateDecode")
	damaged := append([]byte(nil), whole...)
	clear(damaged[at+300 : at+330])
	end := strings.Index(string(whole[at:]), "\nendstream") + at
	unsigned := append([]byte(nil), whole...)
	unsigned = append(unsigned[:end-4:end-4], whole[end:]...)
	for name, k := range map[string]struct {
		body []byte
		want bool
	}{
		"whole": {whole, false}, "damaged": {damaged, true}, "no checksum": {unsigned, false},
	} {
		if got, err := lookInto(k.body, mostUnpacked); got != k.want || err != nil {
			t.Errorf("%s: damaged %v, %v", name, got, err)
		}
	}
	var u unpacker // what a stream leaves behind, a broken one too, is nothing to the next
	packed, _, _ := packedStream(whole, at+strings.Index(string(whole[at:]), "stream"))
	for _, k := range []struct {
		packed []byte
		ok     bool
	}{{[]byte("no stream"), false}, {packed, true}, {packed[:len(packed)/2], false}, {packed, true}, {nil, false}, {packed, true}} {
		if n, err := u.unpack(k.packed, mostUnpacked); (err == nil) != k.ok || k.ok && n < 100 {
			t.Errorf("%d bytes of %d, %v", n, len(k.packed), err)
		}
	}
	if _, info, err := Read(damaged, Limits{}); err != nil || !info.Damaged {
		t.Errorf("%+v %v", info, err)
	}
	if _, info, err := Read(whole, Limits{}); err != nil || info.Damaged {
		t.Errorf("%+v %v", info, err)
	}
}

// TestRebuilt cuts a file short and breaks the place of its table of contents: PDFium puts
// together what it finds, which must not pass for the whole.
func TestRebuilt(t *testing.T) {
	f := &file{}
	for range 3 {
		wholeRequests().draw(f.page(), 60, 100)
	}
	whole := f.bytes()
	wrong := append([]byte(nil), whole...)
	copy(wrong[strings.LastIndex(string(whole), "startxref")+10:], "99")
	for name, k := range map[string]struct {
		body    []byte
		rebuilt bool
	}{
		"whole":            {whole, false},
		"bytes before it":  {append([]byte("\n\n"), whole...), false},
		"bytes behind it":  {append(append([]byte(nil), whole...), "\n<!-- served -->"...), false},
		"table elsewhere":  {wrong, true},
		"no table at all":  {whole[:strings.LastIndex(string(whole), "xref\n0")], true},
		"the end cut off":  {whole[:len(whole)*9/10], true},
		"a third cut off":  {whole[:len(whole)*2/3], true},
		"without its tail": {whole[:strings.LastIndex(string(whole), "startxref")], true},
	} {
		tree, info, err := Read(k.body, Limits{})
		if tree == nil && k.rebuilt {
			continue // it is broken then
		}
		if err != nil || info.Damaged != k.rebuilt {
			t.Errorf("%s: rebuilt %v, %v", name, info.Damaged, err)
		}
	}
}
