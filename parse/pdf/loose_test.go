package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// unruled draws a table without lines.
func unruled(p *sheetOf, x0, y0, x1, y1 float64) {}

// TestLooseTable has heads over several columns, wrapped heads and labels, and a cell beside
// several rows, and nothing but the words to show it.
func TestLooseTable(t *testing.T) {
	f := &file{}
	want := plan{pen: unruled, size: 10, widths: append([]float64{70, 130}, times(46, 6)...), heights: widths(20, 20, 30, 22, 34, 22, 22)}
	want.rows = [][]spot{
		{s("事项", 3, 2), s("行政复议", 1, 2), s("行政诉讼", 1, 4)},
		{s("维持", 2, 1), s("总计", 2, 1), s("直接起诉", 1, 2), s("复议后起诉", 1, 2)},
		cs("结果~维持", "总计", "结果~维持", "总计"),
		{s("一、本年新收数量", 1, 2), c("1"), c("2"), c("3"), c(""), c("5"), c("6")},
		{s("二、办理~结果", 3, 1), c("（一）不再处理其申请，~并已经告知")},
		{c("（二）重复"), c("0"), c("0"), c("1"), c("12"), c("0"), c("-")},
		{c("（三）总计"), c("7"), c("8"), c("9"), c("10"), c("11"), c("345")},
	}
	want.rows[4] = append(want.rows[4], cs("4", "0", "0", "7", "8", "1,234")...)
	want.draw(f.page(), 40, 100)
	expected := strings.NewReplacer("结果~维持", "结果维持", "二、办理~结果", "二、办理结果", "申请，~并", "申请，并").Replace(want.expected())
	if got := onlyTable(t, f); got != expected {
		t.Errorf("got\n%swant\n%s", got, expected)
	}
}

// statistics is a table of labels, units and figures over two pages, or two side by side.
func statistics() (upper, lower plan) {
	upper = plan{pen: unruled, size: 10, widths: widths(160, 30, 50), heights: widths(20, 18, 30, 18, 18, 18), rows: [][]spot{
		cs("统计指标", "单位", "统计数"),
		{s("一、主动公开情况", 1, 3)},
		cs("（一）公开的信息数（不同的~渠道计1条）", "条", "1842"),
		cs("其中：规范性文件数", "件", "11"),
		{s("（二）通过不同渠道", 1, 3)},
		cs("1.政府公报", "条", "96"),
	}}
	lower = plan{pen: unruled, size: 10, widths: upper.widths, heights: widths(18, 30, 18), rows: [][]spot{
		cs("2.政府网站", "条", "1730"),
		cs("3.政务微博和微信公开的~信息数", "万~元", "12.5"),
		cs("4.其他", "条", "0"),
	}}
	return upper, lower
}

var statisticsJoined = strings.NewReplacer("~", "")

func TestLooseTableGoesOn(t *testing.T) {
	f := &file{}
	upper, lower := statistics()
	upper.draw(f.page().text(60, 60, 12, "附件"), 100, 600)
	lower.draw(f.page(), 100, 60)
	if got, want := onlyTable(t, f), statisticsJoined.Replace(upper.expected()+lower.expected()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestLooseTableDoubt has on the second page a figure between two columns: nothing is certain
// there, so the first page's part is no table either.
func TestLooseTableDoubt(t *testing.T) {
	f := &file{}
	upper, lower := statistics()
	upper.draw(f.page(), 100, 600)
	p := f.page()
	lower.draw(p, 100, 60)
	p.text(262, 64, 10, "77")
	tree, _ := mustRead(t, f)
	if len(all(tree, "table")) > 0 || !strings.Contains(render(t, tree), "1842") {
		t.Error(render(t, tree))
	}
}

func TestLooseTablesSideBySide(t *testing.T) {
	f := &file{}
	p := f.page()
	upper, _ := statistics()
	right := upper
	right.rows = [][]spot{cs("统计指标", "单位", "统计数"), cs("四、复议数", "件", "3"), cs("（一）维持的和经过调解以~后撤回的数量", "件", "2"),
		cs("（二）纠正", "件", "1"), {s("五、诉讼数", 1, 3)}, cs("（一）维持", "件", "0")}
	upper.draw(p, 30, 100)
	right.draw(p, 300, 100)
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 2 {
		t.Fatal(render(t, tree))
	}
	for i, k := range []plan{upper, right} {
		if got, want := rowsOf(tables[i]), statisticsJoined.Replace(k.expected()); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
}

// TestLooseLabelDoubt has rows that stand as near each other as the lines of one label would:
// which of them are one cannot be told.
func TestLooseLabelDoubt(t *testing.T) {
	f := &file{}
	p := f.page()
	for i, l := range []string{"项目|本年|累计", "甲|1|2", "某某事项中的|3|", "某某部分|4|5", "丙|6|7"} {
		for k, s := range strings.Split(l, "|") {
			x, y := []float64{72, 250, 350}[k], 100+12*float64(i)
			if i == 2 && k == 1 {
				y += 6
			}
			if s != "" {
				p.text(x, y, 10, s)
			}
		}
	}
	tree, _ := mustRead(t, f)
	for _, table := range all(tree, "table") {
		t.Errorf("a table:\n%s", rowsOf(table))
	}
}

// TestLooseTableBreaksOff has rows below that are no part of the table for certain: one whose
// figure touches its unit, one whose figure stands in no column. What is above would pass for
// the whole. What stands further off is something else.
func TestLooseTableBreaksOff(t *testing.T) {
	upper, _ := statistics()
	for name, k := range map[string]struct {
		text   string
		x, y   float64
		tables int
	}{
		"none": {"", 0, 225, 1}, "heads": {"单位 统计数", 265, 225, 0}, "with its unit": {"万元12.5", 300, 225, 0}, "beside": {"12", 240, 225, 0}, "further off": {"12", 240, 250, 1},
	} {
		f := &file{}
		p := f.page()
		upper.draw(p, 100, 100)
		p.text(110, k.y, 10, "七、收取的费用")
		if k.text != "" {
			p.text(k.x, k.y, 10, k.text)
		}
		tree, _ := mustRead(t, f)
		if got := len(all(tree, "table")); got != k.tables {
			t.Errorf("%s: %d tables\n%s", name, got, render(t, tree))
		}
	}
}

// TestDrawnAlone has the heads of narrow columns less than a word's white apart; texts of their
// own are words where that is more than letters are set with.
func TestDrawnAlone(t *testing.T) {
	for gap, want := range map[float64]string{1: "结果维结果纠12\n", 4: "结果维 结果纠 12\n"} {
		f := &file{}
		p := f.page()
		p.text(100+60+2*gap, 100, 10, "12").text(100, 100, 10, "结果维").text(100+30+gap, 100, 10, "结果纠")
		if _, got := both(t, f); strings.Join(paragraphsOf(got), "\n")+"\n" != want {
			t.Errorf("%g points apart: %q", gap, paragraphsOf(got))
		}
	}
}

// TestOFDLastCharacter has texts whose characters are narrower than their font's size: the last
// one is as narrow as the others, or the white behind it would be lost.
func TestOFDLastCharacter(t *testing.T) {
	text := func(x float64, s string) string {
		return fmt.Sprintf(`<ofd:TextObject ID="9" Boundary="%g 30 100 5" Size="4.5"><ofd:TextCode X="0" Y="4" DeltaX="3.7 3.7">%s</ofd:TextCode></ofd:TextObject>`, x, s)
	}
	body := zipped(t, "OFD.xml", `<ofd:OFD `+ofdSpace+`><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"D.xml", `<ofd:Document `+ofdSpace+`><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>`,
		"P.xml", ofdContent("", text(20, "结果维")+text(20+3*3.7+1.6, "结果纠")))
	tree, _, err := ReadOFD(body, Limits{})
	if err != nil || strings.Join(paragraphsOf(tree), "|") != "结果维 结果纠" {
		t.Errorf("%q, %v", paragraphsOf(tree), err)
	}
}

// TestLooseFlush has everything at the left of its column, heads over several columns too.
func TestLooseFlush(t *testing.T) {
	f := &file{}
	p := f.page()
	p.text(300, 100, 10, "自然人").text(360, 100, 10, "法人或其他组织").text(490, 100, 10, "总计")
	p.text(360, 116, 10, "商业企业").text(420, 116, 10, "其他")
	for i, l := range []string{"一、本年新收|12|3|1|1600", "二、上年结转|0|0|7|7", "三、结转|2|13|21|36"} {
		for k, s := range strings.Split(l, "|") {
			p.text([]float64{72, 300, 360, 420, 490}[k], 136+18*float64(i), 10, s)
		}
	}
	const want = "[2x1]|自然人[2x1]|法人或其他组织[1x2]|总计[2x1]|\n商业企业|其他|\n一、本年新收|12|3|1|1600|\n二、上年结转|0|0|7|7|\n三、结转|2|13|21|36|\n"
	if got := onlyTable(t, f); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestColouredCells has white between cells that are areas; with every other row coloured there
// would be no telling the columns of the rows between.
func TestColouredCells(t *testing.T) {
	for name, every := range map[string]int{"all": 1, "every other row": 2} {
		f := &file{}
		p := f.page()
		want := plan{pen: unruled, size: 9, widths: times(80, 3), heights: times(24, 4), rows: [][]spot{cs("甲", "乙", "丙"), cs("丁", "1", "2"), cs("戊", "3", "4"), cs("己", "5", "6")}}
		for r := range 4 {
			for k := range 3 {
				if r%every == 0 {
					p.raw("0.9 0.9 1 rg").raw(rectangle(p, 102+80*float64(k), 102+24*float64(r), 77, 21)).raw("0 g")
				}
			}
		}
		want.draw(p, 100, 100)
		if got := onlyTable(t, f); got != want.expected() {
			t.Errorf("%s: got\n%swant\n%s", name, got, want.expected())
		}
	}
}
