package pdf

import (
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// paragraphsOf gives the texts of the p of a tree, with their class.
func paragraphsOf(n *html.Node) []string {
	var out []string
	for _, p := range all(n, "p") {
		t := textOf(p)
		if k := attrOf(p, "class"); k != "" {
			t = k + ": " + t
		}
		out = append(out, t)
	}
	return out
}

func wantParagraphs(t *testing.T, f *file, want ...string) {
	t.Helper()
	tree, _ := mustRead(t, f)
	if got := paragraphsOf(tree); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const filler = "政府信息公开工作年度报告所列数据的统计期限自一月一日起至十二月三十一日止"

// han is n different characters.
func han(n int) string {
	r := []rune(filler)
	out := make([]rune, n)
	for i := range out {
		out[i] = r[i%len(r)]
	}
	return string(out)
}

func TestParagraphs(t *testing.T) {
	f := &file{}
	p := f.page()
	p.text(200, 60, 20, "某县二〇二四年度报告")
	p.text(104, 110, 16, "一、总体情况")
	p.text(104, 140, 16, han(24)) // 2 em in, to the right margin at 488
	p.text(72, 168, 16, han(26))
	p.text(72, 196, 16, han(5)+"。")
	p.text(104, 224, 16, han(21)+"二〇") // full but for one
	p.text(104, 252, 16, "（一）主动公开")
	p.text(104, 280, 16, han(24))
	p.text(72, 308, 16, "12345件。")
	last := f.page()
	_ = last
	wantParagraphs(t, f, "某县二〇二四年度报告", "一、总体情况", han(24)+han(26)+han(5)+"。",
		han(21)+"二〇", "（一）主动公开", han(24)+"12345件。")
}

func TestParagraphGoesOn(t *testing.T) {
	f := &file{}
	p := f.page()
	p.text(104, 700, 16, han(24)).text(72, 728, 16, han(26)).text(280, 790, 12, "- 1 -")
	p = f.page()
	p.text(72, 80, 16, han(10)+"。").text(104, 108, 16, han(24)).text(280, 790, 12, "- 2 -")
	wantParagraphs(t, f, han(24)+han(26)+han(10)+"。", han(24), "pageno: - 1 -", "pageno: - 2 -")
}

func TestPageNumbers(t *testing.T) {
	f := &file{}
	for i, n := range []string{"３", "４", "５"} {
		p := f.page()
		p.text(72, 30, 9, "某县人民政府").text(72, 100, 12, "第"+string(rune('a'+i))+"页的内容")
		p.text(72, 770, 12, "17").text(290, 800, 9, n)
	}
	wantParagraphs(t, f, "第a页的内容", "17", "第b页的内容", "17", "第c页的内容", "17",
		"pageno: 某县人民政府", "pageno: ３", "pageno: 某县人民政府", "pageno: ４", "pageno: 某县人民政府", "pageno: ５")
}

// TestPrintedPage has what browsers put over and under a page that they print, on a single one.
func TestPrintedPage(t *testing.T) {
	f := &file{}
	f.page().text(24, 16, 8, "2022/1/28 上午10:23").text(250, 16, 8, "某县二〇二一年度报告").text(72, 60, 12, "2022-01-27 08:30").
		text(72, 100, 12, "第一页的内容").text(24, 820, 8, "https://www.example.gov.cn/art/2022/1/27.html").text(560, 820, 8, "1/1")
	wantParagraphs(t, f, "2022-01-27 08:30", "第一页的内容",
		"pageno: 2022/1/28 上午10:23\t某县二〇二一年度报告", "pageno: https://www.example.gov.cn/art/2022/1/27.html\t1/1")
}

// TestSingleGlyphFont: PDFium knows no height of such a font but that of the ink.
func TestSingleGlyphFont(t *testing.T) {
	f := &file{}
	f.page().text(72, 100, 12, "第").one(84, 100, 12).text(96, 100, 12, "项加第二项之和")
	wantParagraphs(t, f, "第一项加第二项之和")
}

func TestTabs(t *testing.T) {
	f := &file{}
	f.page().text(72, 100, 12, "规章").text(150, 100, 12, "0").text(220, 100, 12, "12").text(240, 100, 12, "件").
		text(72, 200, 12, "联系人 电话：0794-123")
	wantParagraphs(t, f, "规章\t0\t12 件", "联系人 电话：0794-123")
}

// TestNearNumbers has numbers of two columns that stand nearer than words: they were drawn
// apart, so they are not one number; one that is drawn in pieces is.
func TestNearNumbers(t *testing.T) {
	f := &file{}
	f.page().text(72, 100, 12, "收到").text(120, 100, 12, "13612").text(152.5, 100, 12, "252").text(220, 100, 12, "20").text(232, 100, 12, "21")
	wantParagraphs(t, f, "收到\t13612 252\t2021")
}

func TestAlignedTable(t *testing.T) {
	f := &file{}
	p := f.page()
	p.text(72, 80, 12, "统计表如下：")
	for i, row := range [][]string{{"项目", "本年", "累计"}, {"收到申请数", "12", "130"}, {"办结数", "", "128"}, {"收费", "7.5", "1,200"}, {"复议", "-", "2"}} {
		for k, s := range row {
			if s != "" {
				p.text([]float64{72, 250, 350}[k], 110+20*float64(i), 12, s)
			}
		}
	}
	p.text(72, 240, 12, "以上为全部情况。")
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 1 || attrOf(tables[0], "class") != "aligned" {
		t.Fatal(render(t, tree))
	}
	want := "项目|本年|累计|\n收到申请数|12|130|\n办结数||128|\n收费|7.5|1,200|\n复议|-|2|\n"
	if got := rowsOf(tables[0]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestNotAligned has a figure that stands under no head: nothing is certain then.
func TestNotAligned(t *testing.T) {
	f := &file{}
	p := f.page()
	for i, row := range [][]string{{"项目", "本年", ""}, {"甲", "12", "130"}, {"乙", "1", "128"}, {"丙", "7", "120"}} {
		for k, s := range row {
			if s != "" {
				p.text([]float64{72, 250, 350}[k], 110+20*float64(i), 12, s)
			}
		}
	}
	wantParagraphs(t, f, "项目\t本年", "甲\t12\t130", "乙\t1\t128", "丙\t7\t120")
}

func TestTwoColumns(t *testing.T) {
	f := &file{}
	p := f.page()
	p.text(72, 60, 12, "通栏标题")
	for i := range 7 {
		y := 100 + 18*float64(i)
		p.text(72, y, 12, han(17)).text(320, y, 12, string([]rune(han(36))[19:36]))
	}
	right := strings.Repeat(string([]rune(han(36))[19:36]), 7)
	wantParagraphs(t, f, "通栏标题", strings.Repeat(han(17), 7), right)
}

func TestImagePages(t *testing.T) {
	f := &file{}
	for range 3 {
		f.page().image(0, 0, 595, 842).text(290, 810, 9, "- 1 -")
	}
	tree, info := mustRead(t, f)
	if !info.ImageOnly || !slices.Equal(info.ImagePages, []int{1, 2, 3}) {
		t.Errorf("%+v", info)
	}
	images := all(tree, "img")
	if len(images) != 3 || attrOf(images[1], "data-name") != "page-2-image-1" || attrOf(images[1], "data-box") != "0,0,595,842" {
		t.Error(render(t, tree))
	}
	f.page().text(72, 100, 12, han(30))
	if _, info := mustRead(t, f); info.ImageOnly || len(info.ImagePages) != 3 {
		t.Errorf("a page of text: %+v", info)
	}
}

func TestRecognisedText(t *testing.T) {
	f := &file{}
	f.page().image(0, 0, 595, 842).raw("3 Tr").text(72, 100, 12, "一二三四五六七八九十一二三四五")
	f.page().text(72, 100, 12, han(20))
	tree, info := mustRead(t, f)
	if !slices.Equal(info.RecognisedPages, []int{1}) || info.ImageOnly || len(info.ImagePages) > 0 {
		t.Errorf("%+v", info)
	}
	if got := paragraphsOf(tree); len(got) != 2 {
		t.Error(got)
	}
}

// TestPicturesOfTables tells pictures that may hold a table from others.
func TestPicturesOfTables(t *testing.T) {
	f := &file{}
	f.page().text(72, 60, 12, han(20)).image(72, 100, 520, 400)                          // a table
	f.page().text(72, 60, 12, han(20)).image(440, 700, 560, 820)                         // a code
	f.page().image(0, 0, 595, 842).text(72, 300, 12, han(20))                            // a background
	f.page().text(72, 60, 12, han(20)).image(72, 100, 520, 104)                          // a line
	f.page().image(0, 0, 595, 842).text(60, 30, 9, "某县教育局报告").text(280, 800, 9, "- 5 -") // a scan
	tree, _ := mustRead(t, f)
	var got []string
	for _, n := range all(tree, "img") {
		if src := attrOf(n, "src"); src != "" {
			got = append(got, src)
		}
	}
	if want := []string{"page-1-image-1", "page-5-image-1"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestStampAndImage(t *testing.T) {
	f := &file{}
	p := f.page()
	plan{widths: times(100, 2), heights: times(40, 2), rows: [][]spot{cs("一", "1"), cs("二", "2")}}.draw(p, 80, 100)
	p.turned(90, 170, 30, math.Sqrt2/2, math.Sqrt2/2, "样张99")
	p.image(300, 300, 380, 380)
	tree, _ := mustRead(t, f)
	if got := rowsOf(all(tree, "table")[0]); got != "一|1|\n二|2|\n" {
		t.Error(got)
	}
	if got := paragraphsOf(tree); !slices.Equal(got, []string{"stray: 样张99"}) {
		t.Error(got)
	}
	if got := attrOf(all(tree, "img")[0], "data-box"); got != "300,300,380,380" {
		t.Error(got)
	}
}

// TestSideways has a table that is drawn lying on its side, as on landscape pages without a
// turn of the page; its boxes are those of the page as it is shown.
func TestSideways(t *testing.T) {
	f := &file{}
	p := f.page()
	for i := range 4 {
		p.line(100+30*float64(i), 100, 100+30*float64(i), 400) // rows lie in columns of the page
		p.line(100, 100+100*float64(i), 190, 100+100*float64(i))
	}
	for r := range 3 {
		for k := range 3 {
			// Text runs up: the first cell of a row is at the bottom of the page.
			p.turned(100+30*float64(r)+18, 390-100*float64(k), 10, 0, 1, string(rune('一'+r))+string(rune('1'+k)))
		}
	}
	tree, _ := mustRead(t, f)
	table := all(tree, "table")[0]
	if got := rowsOf(table); got != "一1|一2|一3|\n丁1|丁2|丁3|\n丂1|丂2|丂3|\n" {
		t.Error(got)
	}
	if got := attrOf(all(table, "td")[0], "data-box"); got != "100,300,130,400" {
		t.Error(got)
	}
}

func TestVerticalLabelInCell(t *testing.T) {
	f := &file{}
	p := f.page()
	plan{widths: widths(40, 100), heights: widths(80), rows: [][]spot{cs("", "甲~乙")}}.draw(p, 100, 100)
	p.turned(125, 175, 12, 0, 1, "办理结果").text(100, 60, 12, "其余文字都是横排")
	if got := onlyTable(t, f); got != "办理结果|甲~乙|\n" {
		t.Error(got)
	}
}

// TestOverflow has a number that is wider than its cell: it stays one number, in the cell of
// its middle, and the cell says so.
func TestOverflow(t *testing.T) {
	f := &file{}
	p := f.page()
	plan{widths: widths(60, 30, 60), heights: times(24, 2), rows: [][]spot{cs("甲", "", ""), cs("乙", "1", "2")}}.draw(p, 100, 100)
	p.text(154, 106, 12, "7539443")
	tree, _ := mustRead(t, f)
	if got := rowsOf(all(tree, "table")[0]); got != "甲|7539443||\n乙|1|2|\n" {
		t.Error(got)
	}
	for i, td := range all(tree, "td") {
		if got := attrOf(td, "data-doubt"); (got != "") != (i == 1) {
			t.Errorf("cell %d: doubt %q", i, got)
		}
	}
}

func TestUnmappedFont(t *testing.T) {
	f := &file{}
	p := f.page().text(72, 100, 12, "共有").raw("BT /F2 12 Tf 1 0 0 1 100 731.44 Tm <00310032> Tj ET").text(124, 100, 12, "件")
	_ = p
	tree, info := mustRead(t, f)
	if got := paragraphsOf(tree); !slices.Equal(got, []string{"共有\uFFFD\uFFFD件"}) || info.Unmapped != 2 {
		t.Errorf("%q %+v", got, info)
	}
}

func TestRadicals(t *testing.T) {
	for in, want := range map[rune]rune{'⺠': '民', '⻓': '长', '⼀': '一', '⾏': '行', '豈': '豈', '民': '民', 'Ａ': 'Ａ', '１': '１'} {
		if got := unify(in); got != want {
			t.Errorf("%c: %c, want %c", in, got, want)
		}
	}
}

// TestBoxes looks each cell's box up again on the page.
func TestBoxes(t *testing.T) {
	for turn := range 4 {
		f := &file{}
		p := f.page()
		p.rotate, p.left = 90*turn, 20
		plan{widths: times(50, 3), heights: times(20, 2), rows: [][]spot{cs("a", "b", "c"), cs("d", "e", "f")}}.draw(p, 100, 200)
		tree, _ := mustRead(t, f)
		section := all(tree, "section")[0]
		w, h := "595", "842"
		if turn&1 == 1 {
			w, h = h, w
		}
		if attrOf(section, "data-width") != w || attrOf(section, "data-height") != h {
			t.Errorf("turn %d: %s x %s", turn, attrOf(section, "data-width"), attrOf(section, "data-height"))
		}
		for i, td := range all(tree, "td") {
			l, top := 100+50*float64(i%3), 200+20*float64(i/3)
			want := box{l, top, l + 50, top + 20}.turnIn(turn, 595, 842).String()
			if got := attrOf(td, "data-box"); got != want {
				t.Errorf("turn %d, cell %d: %s, want %s", turn, i, got, want)
			}
		}
	}
}

// TestTracking sets all characters off each other: the digits of a number, too.
func TestTracking(t *testing.T) {
	f := &file{}
	f.page().raw("3 Tc").text(72, 100, 12, "本机关共收到政府信息公开申请1942件")
	wantParagraphs(t, f, "本机关共收到政府信息公开申请1942件")
}

// TestForm has a table in a form, which is drawn smaller and, on a turned page, elsewhere.
func TestForm(t *testing.T) {
	for _, turn := range []int{0, 90, 180, 270} {
		f := &file{}
		p := f.page()
		p.rotate, p.form = turn, "q 0.5 0 0 0.5 40 100 cm /X1 Do Q"
		want := plan{widths: times(120, 3), heights: times(40, 2), size: 20, rows: [][]spot{cs("甲", "乙", "丙"), cs("丁", "12", "345")}}
		want.draw(p, 100, 200)
		tree, _ := mustRead(t, f)
		if got := rowsOf(all(tree, "table")[0]); got != want.expected() {
			t.Errorf("turned by %d: %s", turn, got)
		}
		// (100, 200) from the top is (110, 662) in the form's coordinates, so (95, 431) on the page.
		place := box{95, 411, 155, 431}.turnIn(turn/90, 595, 842).String()
		if got := attrOf(all(tree, "td")[0], "data-box"); got != place {
			t.Errorf("turned by %d: %s, want %s", turn, got, place)
		}
	}
}
