package parse_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"gongkai/disclosure"
)

// box is a cell of a table before it is drawn.
type box struct {
	text       string
	cols, rows int
	value      bool
}

type grid [][]box

// layout is a way of drawing the three tables on a page or in a text.
type layout struct {
	name     string
	lossless bool // everything that is printed can be told from the page alone
	text     bool // plain text instead of HTML
	draw     func(n noise, tr trueReport) (table2, table3, table4 string)
}

var layouts = []layout{
	{"plain", true, false, func(n noise, tr trueReport) (string, string, string) {
		return n.table(tr.grid2()), n.table(tr.grid3(0)), n.table(tr.grid4())
	}},
	{"no-rowspan-header", true, false, func(n noise, tr trueReport) (string, string, string) {
		return n.table(tr.grid2()), n.table(bareHeader(tr.grid3(0))), n.table(tr.grid4())
	}},
	{"outcome-cell-cut", true, false, func(n noise, tr trueReport) (string, string, string) {
		return n.table(tr.grid2()), n.table(tr.grid3(2 + n.r.IntN(15))), n.table(tr.grid4())
	}},
	{"split-header-again", true, false, func(n noise, tr trueReport) (string, string, string) {
		g := tr.grid3(0)
		a, b := g.cut(5 + n.r.IntN(18))
		return n.table(tr.grid2()), n.table(a) + n.table(append(append(grid{}, g[:3]...), b...)), n.table(tr.grid4())
	}},
	{"split-bare", true, false, func(n noise, tr trueReport) (string, string, string) {
		a, b := tr.grid3(0).cut(5 + n.r.IntN(18))
		return n.table(tr.grid2()), n.table(a) + "<p>&nbsp;</p>" + n.table(b), n.table(tr.grid4())
	}},
	{"articles-apart", true, false, func(n noise, tr trueReport) (string, string, string) {
		var all strings.Builder
		for _, b := range tr.proactive() {
			all.WriteString(n.table(tr.block(b)) + "<p></p>")
		}
		return all.String(), n.table(tr.grid3(0)), n.table(tr.grid4())
	}},
	{"transposed-4", true, false, func(n noise, tr trueReport) (string, string, string) {
		return n.table(tr.grid2()), n.table(tr.grid3(0)), n.table(tr.grid4Down())
	}},
	{"nested", true, false, func(n noise, tr trueReport) (string, string, string) {
		in := func(s string) string {
			return "<table><tr><td>栏目</td><td><table><tr><td>" + s + "</td></tr></table></td></tr></table>"
		}
		return in(n.table(tr.grid2())), in(n.table(tr.grid3(0))), in(n.table(tr.grid4()))
	}},
	{"div", true, false, func(n noise, tr trueReport) (string, string, string) {
		return n.divs(tr.grid2()), n.divs(flatHeader(tr.grid3(0))), n.divs(tr.grid4())
	}},
	{"tabs", true, true, func(n noise, tr trueReport) (string, string, string) {
		return n.lines(tr.grid2(), "\t", "\n"), n.lines(tr.grid3(0), "\t", "\n"), n.lines(tr.grid4(), "\t", "\n")
	}},
	{"spaces", false, true, func(n noise, tr trueReport) (string, string, string) {
		return n.lines(tr.grid2(), "  ", "\n"), n.lines(tr.grid3(0), "  ", "\n"), n.lines(tr.grid4(), "  ", "\n")
	}},
	{"cell-a-line", false, true, func(n noise, tr trueReport) (string, string, string) {
		return n.lines(tr.grid2(), "\n", "\n"), n.lines(tr.grid3(0), "\n", "\n"), n.lines(tr.grid4(), "\n", "\n")
	}},
	{"run-together", false, true, func(n noise, tr trueReport) (string, string, string) {
		return n.lines(tr.grid2(), "", "\n"), n.lines(tr.grid3(0), "", "\n"), n.lines(tr.grid4(), "", "\n")
	}},
}

// page draws a whole report and returns its content type and bytes.
func (l layout) page(r *rand.Rand, tr trueReport) (string, []byte) {
	n := noise{r, l.text}
	t2, t3, t4 := l.draw(n, tr)
	parts := []string{"一、总体情况", "我单位由办公室统一负责信息公开，公开前履行保密审查，及时更新栏目，畅通群众获取信息的渠道。",
		"二、主动公开政府信息情况", t2, "三、收到和处理政府信息公开申请情况", t3, "四、政府信息公开行政复议、行政诉讼情况", t4,
		"五、存在的主要问题及改进情况", "解读形式还不够丰富，下一步将加强学习。", "六、其他需要报告的事项", "无其他需要报告的事项。"}
	title := fmt.Sprintf("%s%d年政府信息公开工作年度报告", tr.agency, tr.year)
	if l.text {
		return "text/plain; charset=utf-8", []byte(title + "\n\n" + strings.Join(parts, "\n") + "\n")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html><head><meta charset=utf-8><title>%s</title></head><body><h1>%s</h1><div class=%s>", title, title,
		[]string{"TRS_Editor", `"v_news_content"`, `"article" id="zoom"`}[r.IntN(3)])
	for i, p := range parts {
		if i == 3 || i == 5 || i == 7 {
			b.WriteString(p)
		} else {
			b.WriteString("<p>" + p + "</p>\n")
		}
	}
	b.WriteString("</div></body></html>")
	return "text/html", []byte(b.String())
}

func label(s string, cols, rows int) box { return box{s, cols, rows, false} }

func (tr *trueReport) value(indicator string, a disclosure.Applicant, cols int) box {
	return box{tr.cells[disclosure.Key{Indicator: indicator, Applicant: a}].text, cols, 1, true}
}

func (tr *trueReport) grid2() grid {
	var g grid
	for _, b := range tr.proactive() {
		g = append(g, tr.block(b)...)
	}
	return g
}

// block draws an article of table 2; the last cell of a short row takes the columns left.
func (tr *trueReport) block(b madeBlock) grid {
	g := grid{{label(b.title, 4, 1)}, {label("信息内容", 1, 1)}}
	for i, h := range b.headers {
		g[1] = append(g[1], label(h, rest(i, len(b.headers)), 1))
	}
	for _, r := range b.rows {
		row := []box{label(r.label, 1, 1)}
		for i, indicator := range r.indicators {
			row = append(row, tr.value(indicator, "", rest(i, len(r.indicators))))
		}
		g = append(g, row)
	}
	return g
}

func rest(i, n int) int {
	if i == n-1 {
		return 4 - n
	}
	return 1
}

// grid3 draws table 3; with cut, the cell of 三、 ends after that many rows and begins again.
func (tr *trueReport) grid3(cut int) grid {
	g := grid{{label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), label("申请人情况", 7, 1)},
		{label("自然人", 1, 2), label("法人或其他组织", 5, 1), label("总计", 1, 2)}, {}}
	for _, h := range columnLabels[1:6] {
		g[2] = append(g[2], label(h, 1, 1))
	}
	line := func(first []box, indicator string) {
		for _, a := range disclosure.Applicants {
			first = append(first, tr.value(indicator, a, 1))
		}
		g = append(g, first)
	}
	line([]box{label("一、本年新收政府信息公开申请数量", 3, 1)}, "requests_new")
	line([]box{label("二、上年结转政府信息公开申请数量", 3, 1)}, "requests_carried_in")
	rows := append(tr.outcomeRows(), madeRow{"outcome_total", "（七）总计", ""})
	for i, r := range rows {
		var first []box
		switch {
		case i == 0 && cut == 0:
			first = append(first, label("三、本年度办理结果", 1, len(rows)))
		case i == 0:
			first = append(first, label("三、本年度办理结果", 1, cut))
		case i == cut:
			first = append(first, label("三、本年度办理结果", 1, len(rows)-cut))
		}
		if r.group == "" {
			first = append(first, label(r.label, 2, 1))
		} else {
			if rows[i-1].group != r.group {
				first = append(first, label(r.group, 1, groupSize(rows, r.group)))
			}
			first = append(first, label(r.label, 1, 1))
		}
		line(first, r.indicator)
	}
	line([]box{label("四、结转下年度继续办理", 3, 1)}, "requests_carried_out")
	return g
}

func groupSize(rows []madeRow, group string) int {
	n := 0
	for _, r := range rows {
		if r.group == group {
			n++
		}
	}
	return n
}

func (tr *trueReport) grid4() grid {
	g := grid{{label("行政复议", 5, 1), label("行政诉讼", 10, 1)}, {}, {}, {}}
	for _, l := range reviewLabels {
		g[1] = append(g[1], label(l, 1, 2))
	}
	for range 2 {
		for _, l := range reviewLabels {
			g[2] = append(g[2], label(l, 1, 1))
		}
	}
	g[1] = append(g[1], label("未经复议直接起诉", 5, 1), label("复议后起诉", 5, 1))
	for _, k := range reviewKinds {
		for _, r := range reviewResults {
			g[3] = append(g[3], tr.value(k+r, "", 1))
		}
	}
	return g
}

// grid4Down draws table 4 with a result a line.
func (tr *trueReport) grid4Down() grid {
	var g grid
	for i, k := range reviewKinds {
		for j, r := range reviewResults {
			var row []box
			switch {
			case j > 0:
			case i == 0:
				row = append(row, label("行政复议", 2, 5))
			case i == 1:
				row = append(row, label("行政诉讼", 1, 10), label("未经复议直接起诉", 1, 5))
			default:
				row = append(row, label("复议后起诉", 1, 5))
			}
			g = append(g, append(row, label(reviewLabels[j], 1, 1), tr.value(k+r, "", 1)))
		}
	}
	return g
}

// bareHeader leaves out the rowspans of 自然人 and 总计, as some editors do.
func bareHeader(g grid) grid {
	g[1][0].rows, g[1][2].rows = 1, 1
	g[2] = append(append([]box{label("", 1, 1)}, g[2]...), label("", 1, 1))
	return g
}

// flatHeader is a header of one row, where spans cannot be drawn.
func flatHeader(g grid) grid {
	row := []box{label("项目", 1, 1)}
	for _, l := range columnLabels {
		row = append(row, label(l, 1, 1))
	}
	return append(grid{row}, g[3:]...)
}

// cut parts a table before a row, as a page break does: cells that reach over it stand in both.
func (g grid) cut(at int) (before, after grid) {
	taken := map[[2]int]bool{}
	type over struct {
		column int
		box    box
	}
	var reach []over
	for y, row := range g {
		x := 0
		var left []box
		for _, b := range row {
			for taken[[2]int{y, x}] {
				x++
			}
			for dy := range b.rows {
				for dx := range b.cols {
					taken[[2]int{y + dy, x + dx}] = true
				}
			}
			if y < at && y+b.rows > at {
				again := b
				again.rows = y + b.rows - at
				reach = append(reach, over{x, again})
				b.rows = at - y
			}
			left = append(left, b)
			x += b.cols
		}
		if y < at {
			before = append(before, left)
		} else {
			after = append(after, left)
		}
	}
	for i := len(reach) - 1; i >= 0; i-- { // only label columns reach over a break, and they stand first
		after[0] = append([]box{reach[i].box}, after[0]...)
	}
	return before, after
}
