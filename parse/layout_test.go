package parse

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// sample is what the tables of sample pages print, by key, in every layout of the test.
var sample = func() map[string]string {
	want := map[string]string{
		"proactive_rules_made": "1", "proactive_rules_repealed": "2", "proactive_rules_in_force": "3", "proactive_normative_documents_made": "4", "proactive_normative_documents_repealed": "5",
		"proactive_normative_documents_in_force": "6", "proactive_licence_decisions": "7", "proactive_penalty_decisions": "8", "proactive_coercion_decisions": "9", "proactive_fees_amount": "10.5",
	}
	for _, i := range disclosure.Catalogue() {
		if i.Form == disclosure.Form2021 && i.Table == "table_3" && i.Indicator != "outcome_other" {
			want[i.Key().String()] = fmt.Sprint(requestNumber(i.Indicator, i.Applicant, 0))
		}
	}
	for n, key := range reviewKeys {
		want[key] = fmt.Sprint(300 + n)
	}
	return want
}()

var reviewKeys = func() []string {
	var keys []string
	for _, stem := range []string{"reconsideration", "litigation_direct", "litigation_after_review"} {
		for _, ending := range []string{"upheld", "corrected", "other", "pending", "total"} {
			keys = append(keys, stem+"_"+ending)
		}
	}
	return keys
}()

// requestNumber is a different number for every cell of table 3, and for every year.
func requestNumber(indicator string, applicant disclosure.Applicant, years int) int {
	n := 0
	for _, i := range disclosure.Catalogue() {
		if i.Form == disclosure.Form2021 && i.Table == "table_3" && i.Indicator != "outcome_other" {
			n++
			if i.Indicator == indicator && i.Applicant == applicant {
				break
			}
		}
	}
	return 1000 + n + 1000*years
}

// requestLine is a row of table 3 with its labels.
type requestLine struct{ group, label, indicator string }

var requestLines = func() []requestLine {
	all := []requestLine{{"", "一、本年新收政府信息公开申请数量", "requests_new"}, {"", "二、上年结转政府信息公开申请数量", "requests_carried_in"}, {"", "（一）予以公开", "outcome_granted"}, {"", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "outcome_partial"}}
	indicators := map[string]string{}
	for _, i := range disclosure.Catalogue() {
		if i.Form == disclosure.Form2021 && i.Table == "table_3" {
			indicators[disclosure.Label(i.RowLabel)] = i.Indicator
		}
	}
	for _, g := range []struct {
		group string
		rows  []string
	}{{"（三）不予公开", deniedRows}, {"（四）无法提供", unableRows}, {"（五）不予处理", refusedRows}, {"（六）其他处理", otherRows}} {
		for _, row := range g.rows {
			all = append(all, requestLine{g.group, row, indicators[disclosure.Label(row)]})
		}
	}
	return append(all, requestLine{"", "（七）总计", "outcome_total"}, requestLine{"", "四、结转下年度继续办理", "requests_carried_out"})
}()

func cellsOf(indicator string, years int) string {
	var b strings.Builder
	for _, a := range disclosure.Applicants {
		fmt.Fprintf(&b, "<td>%d</td>", requestNumber(indicator, a, years))
	}
	return b.String()
}

// wantSample checks all figures of the sample, and that nothing else was read from tables.
func wantSample(t *testing.T, r disclosure.Report, prefix string) {
	t.Helper()
	wrong := 0
	for key, want := range sample {
		if strings.HasPrefix(key, prefix) && wrong < 5 {
			indicator, applicant, _ := strings.Cut(key, ".")
			f, ok := r.Figure(disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)})
			if !ok || f.Value == nil || f.Value.String() != want {
				wrong++
				t.Errorf("%s = %+v, want %s", key, f, want)
			}
		}
	}
	for _, f := range r.Figures {
		if f.Where.Span == nil && sample[f.Key().String()] == "" {
			t.Errorf("invented %s = %q", f.Key(), f.Raw)
		}
	}
	for _, rule := range []string{disclosure.RuleUnknownLabel, disclosure.RuleUnreadable, disclosure.RuleDuplicateCell} {
		if got := findings(r, rule); len(got) > 0 {
			t.Errorf("%s: %q", rule, got)
		}
	}
}

const proactiveSample = `<table><tr><td colspan="4">第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan="3">7</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政处罚</td><td colspan="3">8</td></tr><tr><td>行政强制</td><td colspan="3">9</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td colspan="3">10.5</td></tr></table>`

func requestSample(row func(requestLine) string) string {
	var b strings.Builder
	for _, l := range requestLines {
		b.WriteString(row(l))
	}
	return b.String()
}

func simpleRow(l requestLine) string {
	return "<tr><td></td><td>" + l.group + "</td><td>" + l.label + "</td>" + cellsOf(l.indicator, 0) + "</tr>"
}

// standardRequests has the spans of the form.
func standardRequests() string {
	byLabel := map[string]string{}
	for _, l := range requestLines {
		byLabel[l.label] = l.indicator
	}
	return "<table>" + requestHead + requestRows(false, func(label string) string { return cellsOf(byLabel[label], 0) }) + "</table>"
}

var reviewSample = regexp.MustCompile(`(?s)<tr><td>1</td>.*</tr>`).ReplaceAllString(reviewTable, "<tr>"+reviewValues()+"</tr>")

func reviewValues() string {
	var b strings.Builder
	for n := range reviewKeys {
		fmt.Fprintf(&b, "<td>%d</td>", 300+n)
	}
	return b.String()
}

func TestStandardLayout(t *testing.T) {
	wantSample(t, readPage(reportPage(someTitle, proactiveSample, standardRequests(), reviewSample)), "")
}

// divs writes a table with other elements.
func divs(table, outer, row, cell string) string {
	table = regexp.MustCompile(`<(td|tr|table)[^>]*>`).ReplaceAllString(table, "<$1>")
	closing := func(tag string) string { return "</" + strings.Fields(tag)[0] + ">" }
	return strings.NewReplacer("<table>", "<"+outer+">", "</table>", closing(outer), "<tr>", "<"+row+">", "</tr>", closing(row), "<td>", "<"+cell+">", "</td>", closing(cell)).Replace(table)
}

func TestProactiveLayouts(t *testing.T) {
	turned := `<table><tr><td>信息内容</td><td>规章</td><td>行政规范性文件</td></tr><tr><td>本年制发件数</td><td>1</td><td>4</td></tr><tr><td>本年废止件数</td><td>2</td><td>5</td></tr><tr><td>现行有效件数</td><td>3</td><td>6</td></tr></table>
<table><tr><td>信息内容</td><td>行政许可</td><td>行政处罚</td><td>行政强制</td></tr><tr><td>本年处理决定数量</td><td>7</td><td>8</td><td>9</td></tr></table>
<table><tr><td>信息内容</td><td>行政事业性收费</td></tr><tr><td>本年收费金额（单位：万元）</td><td>10.5</td></tr></table>`
	listed := `<table><tr><td rowspan="6">第二十条第（一）项</td><td rowspan="3">规章</td><td>本年制发件数</td><td>1</td></tr><tr><td>本年废止件数</td><td>2</td></tr><tr><td>现行有效件数</td><td>3</td></tr>
<tr><td rowspan="3">行政规范性文件</td><td>本年制发件数</td><td>4</td></tr><tr><td>本年废止件数</td><td>5</td></tr><tr><td>现行有效件数</td><td>6</td></tr>
<tr><td>第二十条第（五）项</td><td>行政许可</td><td>本年处理决定数量</td><td>7</td></tr><tr><td rowspan="2">第二十条第（六）项</td><td>行政处罚</td><td>本年处理决定数量</td><td>8</td></tr><tr><td>行政强制</td><td>本年处理决定数量</td><td>9</td></tr>
<tr><td>第二十条第（八）项</td><td>行政事业性收费</td><td>本年收费金额（单位：万元）</td><td>10.5</td></tr></table>`
	years := strings.NewReplacer(`<td>规章</td><td>1</td><td>2</td><td>3</td>`, `<td>规章</td><td>91</td><td>92</td><td>93</td><td>1</td><td>2</td><td>3</td>`,
		`<td>行政规范性文件</td><td>4</td><td>5</td><td>6</td>`, `<td>行政规范性文件</td><td>94</td><td>95</td><td>96</td><td>4</td><td>5</td><td>6</td>`,
		`<td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>`, `<td rowspan=2>信息内容</td><td colspan=3>2021年</td><td colspan=3>2022年</td></tr><tr><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>`,
		`<td colspan="3">本年处理决定数量</td>`, `<td colspan=3>2021年</td><td colspan=3>2022年</td></tr><tr><td></td><td colspan=3>本年处理决定数量</td><td colspan=3>本年处理决定数量</td>`,
		`<td colspan="3">7</td>`, `<td colspan=3>97</td><td colspan=3>7</td>`, `<td colspan="3">8</td>`, `<td colspan=3>98</td><td colspan=3>8</td>`, `<td colspan="3">9</td>`, `<td colspan=3>99</td><td colspan=3>9</td>`,
		`<td colspan="3">本年收费金额（单位：万元）</td>`, `<td colspan=3>本年收费金额（单位：万元）</td><td colspan=3>上年</td>`, `<td colspan="3">10.5</td>`, `<td colspan=3>10.5</td><td colspan=3>77</td>`).Replace(proactiveSample)
	layouts := map[string]string{
		"turned": turned, "one figure a row": listed, "years side by side": years,
		"a table an item":          strings.ReplaceAll(proactiveSample, `<tr><td colspan="4">第二十条`, `</table><table><tr><td colspan="4">第二十条`),
		"head apart from rows":     strings.Replace(proactiveSample, `<tr><td>规章`, `</table><table><tr><td>规章`, 1),
		"item in the first column": strings.NewReplacer(`<tr><td colspan="4">第二十条第（一）项</td></tr><tr>`, `<tr><td rowspan="3">第二十条第（一）项</td>`).Replace(proactiveSample),
		"empty columns":            strings.NewReplacer("<tr><td>规章", "<tr><td></td><td>规章", "<tr><td>行政", "<tr><td></td><td>行政", "<tr><td>信息", "<tr><td></td><td>信息", "</td></tr>", "</td><td></td></tr>").Replace(proactiveSample),
		"th and thead":             strings.NewReplacer("<td>信息内容</td>", "<th>信息内容</th>", "<td>规章</td>", "<th>规章</th>").Replace(proactiveSample),
		"inside a layout table":    `<table><tr><td>首页</td><td><table><tr><td>` + proactiveSample + `</td></tr></table></td></tr><tr><td>版权</td></tr></table>`,
		"hidden row and cell":      strings.Replace(proactiveSample, "<tr><td>规章", `<tr style="display: none"><td>规章</td><td>71</td><td>72</td><td>73</td></tr><tr><td hidden>x</td><td>规章`, 1),
		"numbers that wrap tags":   strings.Replace(proactiveSample, "<td>4</td>", "<td><p><span></span><b>4</b></p>\n</td>", 1),
		"a note below":             strings.Replace(proactiveSample, "</table>", `<tr><td colspan="4">注：规范性文件指县政府制发的文件，共7类。</td></tr></table>`, 1),
		"divs":                     divs(proactiveSample, `div class="table"`, `div class="tr"`, `div class="td"`),
		"divs without names":       divs(proactiveSample, `div`, `div`, `div`),
		"display":                  divs(proactiveSample, `div style="display:table"`, `div style="display: table-row"`, `span style="display: table-cell"`),
		"bootstrap":                divs(proactiveSample, `div class="container"`, `div class="row"`, `div class="col-md-3"`),
		"lists":                    divs(proactiveSample, `div`, `ul`, `li`),
		"list of spans":            divs(proactiveSample, `ul`, `li`, `span`),
	}
	for name, table := range layouts {
		t.Run(name, func(t *testing.T) {
			wantSample(t, readPage(reportPage(someTitle, table, standardRequests(), reviewSample)), "")
		})
	}
}

func TestRequestLayouts(t *testing.T) {
	standard := standardRequests()
	turned := func() string {
		var b strings.Builder
		b.WriteString("<table><tr><td>申请人</td>")
		for _, l := range requestLines {
			b.WriteString("<td>" + strings.TrimSpace(l.label) + "</td>")
		}
		for i, name := range []string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"} {
			b.WriteString("</tr><tr><td>" + name + "</td>")
			for _, l := range requestLines {
				fmt.Fprintf(&b, "<td>%d</td>", requestNumber(l.indicator, disclosure.Applicants[i], 0))
			}
		}
		return b.String() + "</tr></table>"
	}()
	applicants := "<td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td>"
	years := func(first, second string, a, b int) string {
		return "<table><tr><td rowspan=2 colspan=2>申请人情况</td><td colspan=7>" + first + "</td><td colspan=7>" + second + "</td></tr><tr>" + applicants + applicants + "</tr>" +
			requestSample(func(l requestLine) string {
				return "<tr><td>" + l.group + "</td><td>" + l.label + "</td>" + cellsOf(l.indicator, a) + cellsOf(l.indicator, b) + "</tr>"
			}) + "</table>"
	}
	for name, table := range map[string]string{
		"turned":                 turned,
		"this year right":        years("2021年", "2022年", 1, 0),
		"this year left":         years("2022年度", "2021年度", 0, 1),
		"words for years":        years("上年", "本年", 1, 0),
		"no spans at all":        "<table>" + requestHeadFlat + requestSample(simpleRow) + "</table>",
		"flat head":              "<table><tr><td></td><td></td><td></td>" + applicants + "</tr>" + requestSample(simpleRow) + "</table>",
		"rows of bands":          "<table><tr><td>项目</td>" + applicants + "</tr>" + requestSample(bandedRow()) + "</table>",
		"result label too long":  strings.Replace(standard, `rowspan="22"`, `rowspan="24"`, 1),
		"result label too short": strings.Replace(standard, `rowspan="22"`, `rowspan="10"`, 1),
		"group label too short":  strings.Replace(standard, `<td rowspan="8">（三）不予公开`, `<td rowspan="3">（三）不予公开`, 1),
		"cut in three":           strings.NewReplacer(`<tr><td rowspan="3">（四）无法提供</td>`, `</table><p>— 4 —</p><table><tr><td rowspan="3">（四）无法提供</td>`, "<tr><td colspan=\"2\">（七）", "</table><table><tr><td colspan=\"2\">（七）").Replace(standard),
		"label cut":              strings.Replace(standard, "<td colspan=\"1\">2.没有现成信息需要另行制作</td>"+cellsOf("outcome_unable_need_creation", 0)+"</tr>", "<td>2.没有现成信息</td>"+cellsOf("outcome_unable_need_creation", 0)+"</tr></table><table><tr><td></td><td>法提供</td><td>需要另行制作</td>"+strings.Repeat("<td></td>", 7)+"</tr>", 1),
		"label cut below":        strings.Replace(standard, "<td colspan=\"1\">2.没有现成信息需要另行制作</td>", "<td>2.没有现成信息</td>"+strings.Repeat("<td></td>", 7)+"</tr></table><table><tr><td></td><td>法提供</td><td>需要另行制作</td>", 1),
		"blank column":           strings.NewReplacer("</td></tr>", "</td><td>&nbsp;</td></tr>").Replace(standard),
		"divs": divs("<table>"+requestHeadFlat+requestSample(func(l requestLine) string {
			return "<tr><td>" + l.group + "</td><td>" + l.label + "</td>" + cellsOf(l.indicator, 0) + "</tr>"
		})+"</table>", "div", `div class="row"`, `div class="col"`),
	} {
		t.Run(name, func(t *testing.T) {
			wantSample(t, readPage(reportPage(someTitle, proactiveSample, table, reviewSample)), "")
		})
	}
}

// bandedRow writes each group on a row of its own, the rows below it without it.
func bandedRow() func(requestLine) string {
	last := ""
	return func(l requestLine) string {
		band := ""
		if l.group != last && l.group != "" {
			band = "<tr><td colspan=8>" + l.group + "</td></tr>"
		}
		last = l.group
		return band + "<tr><td>" + l.label + "</td>" + cellsOf(l.indicator, 0) + "</tr>"
	}
}

func TestReviewLayouts(t *testing.T) {
	leaves := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	names := []string{"行政复议", "未经复议直接起诉", "复议后起诉"}
	var down, grid, across strings.Builder
	for g, name := range names {
		for i, leaf := range leaves {
			down.WriteString("<tr>")
			if i == 0 {
				if g == 0 {
					down.WriteString("<td rowspan=5 colspan=2>行政复议</td>")
				} else {
					if g == 1 {
						down.WriteString("<td rowspan=10>行政诉讼</td>")
					}
					down.WriteString("<td rowspan=5>" + name + "</td>")
				}
			}
			fmt.Fprintf(&down, "<td>%s</td><td>%d</td></tr>", leaf, 300+5*g+i)
		}
		grid.WriteString("<tr><td>" + name + "</td>")
		for i := range leaves {
			fmt.Fprintf(&grid, "<td>%d</td>", 300+5*g+i)
		}
		grid.WriteString("</tr>")
	}
	for i, leaf := range leaves {
		fmt.Fprintf(&across, "<tr><td>%s</td><td>%d</td><td>%d</td><td>%d</td></tr>", leaf, 300+i, 305+i, 310+i)
	}
	head := "<tr><td>类别</td><td>" + strings.Join(leaves, "</td><td>") + "</td></tr>"
	flat := "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr><td>" + strings.Join(leaves, "</td><td>") + "</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>" +
		strings.Repeat("<td></td>", 5) + "<td>" + strings.Join(append(leaves, leaves...), "</td><td>") + "</td></tr>"
	other := strings.ReplaceAll(reviewValues(), "<td>3", "<td>8")
	for name, table := range map[string]string{
		"labels in rows":          "<table>" + down.String() + "</table>",
		"three rows":              "<table>" + head + grid.String() + "</table>",
		"three columns":           "<table><tr><td></td><td>行政复议</td><td>未经复议直接起诉</td><td>复议后起诉</td></tr>" + across.String() + "</table>",
		"three rows of divs":      divs("<table>"+head+grid.String()+"</table>", "div", "div", "div"),
		"three columns of divs":   divs("<table><tr><td>结果</td><td>行政复议</td><td>未经复议直接起诉</td><td>复议后起诉</td></tr>"+across.String()+"</table>", "div", `div class="row"`, "span"),
		"suits on a row":          "<table>" + head + strings.Replace(grid.String(), "<tr><td>未经", "<tr><td colspan=6>行政诉讼</td></tr><tr><td>未经", 1) + "</table>",
		"flat head":               "<table>" + flat + "<tr>" + reviewValues() + "</tr></table>",
		"no spans":                "<table>" + regexp.MustCompile(` colspan=\d+`).ReplaceAllString(strings.Replace(flat, strings.Repeat("<td></td>", 5), "", 1), "") + "<tr>" + reviewValues() + "</tr></table>",
		"years in rows":           "<table>" + strings.NewReplacer("<tr><td colspan=\"5\">行政复议", "<tr><td rowspan=3>年度</td><td colspan=\"5\">行政复议", "<tr><td>300", "<tr><td>2021年</td>"+other+"</tr><tr><td>2022年</td><td>300").Replace(strings.TrimPrefix(reviewSample, "<table>")),
		"an empty row":            strings.Replace(reviewSample, "</table>", "<tr>"+strings.Repeat("<td></td>", 15)+"</tr></table>", 1),
		"a note below":            strings.Replace(reviewSample, "</table>", "<tr><td colspan=15>说明：以上为全年数，3件已撤回。</td></tr></table>", 1),
		"head at the page's foot": strings.Replace(reviewSample, "<tr><td>300", "</table><table><tr><td>300", 1),
		"head cut":                strings.Replace(reviewSample, "<tr><td rowspan=\"2\">", "</table><p>5</p><table><tr><td colspan=\"5\">行政复议</td><td colspan=\"10\">行政诉讼</td></tr><tr><td rowspan=\"2\">", 1),
		"head cut in the middle":  strings.Replace(reviewSample, "<tr><td rowspan=\"2\">", "</table><p>5</p><table><tr><td rowspan=\"2\">", 1),
		"divs":                    divs("<table>"+strings.Replace(flat, strings.Repeat("<td></td>", 5), "", 1)+"<tr>"+reviewValues()+"</tr></table>", "div", "div", "div"),
	} {
		t.Run(name, func(t *testing.T) {
			wantSample(t, readPage(reportPage(someTitle, proactiveSample, standardRequests(), table)), "")
		})
	}
}
