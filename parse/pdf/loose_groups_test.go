package pdf

import (
	"strings"
	"testing"
)

// outlineRow is a row of a table without lines with three columns of figures: its label, in the
// middle of the place x, and text in the columns of groups a little off it, as cells that take
// several rows show it.
type outlineRow struct {
	label string
	x     float64
	cells [2]string // of the outer and the inner group
	off   float64
}

const outlinePitch = 18

// drawOutline draws rows from y downwards, and a head over them.
func drawOutline(p *sheetOf, y float64, head bool, rows ...outlineRow) {
	set := func(x, y float64, text string) { setCell(p, box{x - 80, y - 5, x + 80, y + 5}, 10, text) }
	figures := func(y float64, texts ...string) {
		for i, t := range texts {
			set(360+60*float64(i), y, t)
		}
	}
	if head {
		figures(y, "自然人", "法人", "总计")
		y += outlinePitch
	}
	for i, r := range rows {
		set(r.x, y, r.label)
		figures(y, "1", "2", strings.Repeat("3", 1+i%3))
		set(70, y+r.off, r.cells[0])
		set(140, y+r.off, r.cells[1])
		y += outlinePitch
	}
}

// outlineRows are those of two pages: groups in groups, both of which the page break cuts, so
// that what they are called stands in the middle of what is left of them, or above all of it.
func outlineRows() (upper, lower []outlineRow) {
	const whole, middle, inner = 150, 190, 230 // labels of rows in no group, in one, in two
	upper = []outlineRow{
		{label: "一、本年新收的数量", x: whole},
		{label: "（一）予以公开", x: middle, cells: [2]string{"三、办理~结果"}, off: 6},
		{label: "1.国家秘密", x: inner},
		{label: "2.第三方权益", x: inner, cells: [2]string{"", "（二）不予"}},
		{label: "3.行政查询", x: inner},
		{label: "1.信访投诉", x: inner, cells: [2]string{"", "（三）不予~处理"}, off: 6},
	}
	lower = []outlineRow{
		{label: "2.重复申请", x: inner},
		{label: "3.公开出版物", x: inner},
		{label: "1.逾期不补正", x: inner, cells: [2]string{"", "（四）其他"}, off: outlinePitch / 2},
		{label: "2.其他", x: inner},
		{label: "（五）总计", x: middle},
		{label: "四、结转下年度", x: whole},
	}
	return upper, lower
}

const outlineUpper = "[1x3]|自然人|法人|总计|\n一、本年新收的数量[1x3]|1|2|3|\n三、办理结果[5x1]|（一）予以公开[1x2]|1|2|33|\n（二）不予[3x1]|1.国家秘密|1|2|333|\n" +
	"2.第三方权益|1|2|3|\n3.行政查询|1|2|33|\n（三）不予处理|1.信访投诉|1|2|333|\n"

func TestLooseGroupsCut(t *testing.T) {
	const lower = "2.重复申请[1x3]|1|2|3|\n3.公开出版物[1x3]|1|2|33|\n|（四）其他[2x1]|1.逾期不补正|1|2|333|\n|2.其他|1|2|3|\n（五）总计[1x3]|1|2|33|\n四、结转下年度[1x3]|1|2|333|\n"
	f := &file{}
	above, below := outlineRows()
	drawOutline(f.page(), 650, true, above...)
	drawOutline(f.page(), 60, false, below...)
	asPDF, asOFD := both(t, f)
	for _, tree := range []string{rowsOf(all(asPDF, "table")[0]), rowsOf(all(asOFD, "table")[0])} {
		if tree != outlineUpper+lower {
			t.Errorf("got\n%swant\n%s", tree, outlineUpper+lower)
		}
	}
}

// TestEvenSpans: rows that are numbered apart are none of one group, in whose middle it may stand.
func TestEvenSpans(t *testing.T) {
	o := &outline{items: []ordinal{{3, 4}, {3, 5}, {3, 1}, {3, 2}, {2, 5}, {1, 4}}}
	for _, k := range []struct {
		spans [][2]int
		want  bool
	}{{[][2]int{{2, 4}}, true}, {[][2]int{{0, 2}, {2, 4}}, true}, {[][2]int{{0, 4}}, false}, {[][2]int{{2, 5}}, false}, {[][2]int{{0, 6}}, false}, {nil, true}} {
		if got := o.even(k.spans); got != k.want {
			t.Errorf("%v: %t", k.spans, got)
		}
	}
}

// TestLooseHeadAgain prints the head again on the second page: a table of its own, whose first
// rows belong to a group above.
func TestLooseHeadAgain(t *testing.T) {
	f := &file{}
	above, below := outlineRows()
	drawOutline(f.page(), 650, true, above...)
	drawOutline(f.page(), 60, true, below...)
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 2 || rowsOf(tables[0]) != outlineUpper || !strings.Contains(rowsOf(tables[1]), "2.重复申请[1x2]|1|2|3|\n3.公开出版物[1x2]|1|2|33|\n（四）其他[2x1]|1.逾期不补正|1|2|333|\n2.其他|1|2|3|\n") {
		t.Error(render(t, tree))
	}
}

// TestLooseHeadAgainDoubt prints the head again over rows in which one thing is not certain: the
// first page's part would pass for the whole.
func TestLooseHeadAgainDoubt(t *testing.T) {
	f := &file{}
	above, below := outlineRows()
	drawOutline(f.page(), 650, true, above...)
	p := f.page()
	drawOutline(p, 60, true, below...)
	p.text(385, 60+outlinePitch, 10, "9")
	tree, _ := mustRead(t, f)
	for _, table := range all(tree, "table") {
		t.Errorf("a table:\n%s", rowsOf(table))
	}
}

// TestLooseTableInParts has a table of three parts, each with its title and head. Where one of
// them cannot be read the others, without it, would pass for the whole.
func TestLooseTableInParts(t *testing.T) {
	for name, spoilt := range map[string]int{"whole": -1, "the first": 0, "the last": 2} {
		f := &file{}
		p := f.page()
		for i := range 3 {
			y := 100 + 4*outlinePitch*float64(i)
			p.text(270, y, 10, "第（"+string([]rune(numerals)[i])+"）项")
			for k, l := range []string{"信息内容 上年数 本年数 总数", "行政许可 1 2 33", "行政处罚 4 5 6"} {
				for j, w := range strings.Fields(l) {
					setCell(p, box{60 + 120*float64(j), y + outlinePitch*float64(k+1), 160 + 120*float64(j), y + 10 + outlinePitch*float64(k+1)}, 10, w)
				}
			}
			if i == spoilt {
				p.text(280, y+2*outlinePitch, 10, "9")
			}
		}
		tree, _ := mustRead(t, f)
		if got, want := len(all(tree, "table")), map[bool]int{true: 3}[spoilt < 0]; got != want {
			t.Errorf("%s: %d tables\n%s", name, got, render(t, tree))
		}
	}
}

// TestLooseGroupsDoubt has rows that count from 1 again beside no group of their own, on the one
// page there is: whose they are cannot be told.
func TestLooseGroupsDoubt(t *testing.T) {
	f := &file{}
	above, _ := outlineRows()
	above[5].cells[1] = ""
	drawOutline(f.page(), 100, true, above...)
	tree, _ := mustRead(t, f)
	for _, table := range all(tree, "table") {
		t.Errorf("a table:\n%s", rowsOf(table))
	}
}

func TestOrdinals(t *testing.T) {
	for label, want := range map[string]ordinal{
		"一、本年新收": {1, 1}, "（十）其他": {2, 10}, "(三)不予公开": {2, 3}, "1.国家秘密": {3, 1}, "12．其他": {3, 12}, "（12）其他": {4, 12}, "3、重复": {3, 3},
		"总计": {}, "2016年": {}, "第一章": {}, "十一、附则": {},
	} {
		if got := ordinalOf(label); got != want {
			t.Errorf("%s: %v", label, got)
		}
	}
}
