package parse

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// nationalRows are the rows of form 2014 from the catalogue, the groups that hold no figure
// between them; numbers run from 1 in the order of the catalogue.
func nationalRows(row func(label, unit string, n int) string) string {
	var b strings.Builder
	seen, n := map[string]bool{}, 0
	for _, i := range disclosure.Catalogue() {
		if i.Table != "stat_2014" {
			continue
		}
		n++
		for section := range strings.SplitSeq(i.Section, "/") {
			if label := disclosure.Label(section); !seen[label] && label != disclosure.Label(i.RowLabel) {
				b.WriteString(row(section, "", 0))
				seen[label] = true
			}
		}
		seen[disclosure.Label(i.RowLabel)] = true
		b.WriteString(row(i.RowLabel, i.Unit, n))
	}
	return b.String()
}

func plainRow(label, unit string, n int) string {
	if n == 0 {
		return "<tr><td>" + label + "</td><td></td><td></td></tr>"
	}
	return fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%d</td></tr>", label, unit, n)
}

const nationalTitle = "晴岚县财政局2016年政府信息公开工作年度报告"

func nationalPage(table string) string {
	return strings.ReplaceAll(reportPage(nationalTitle, table), "统计期限为2022年", "统计期限为2016年")
}

func statistics(head, rows string) string { return "<table>" + head + rows + "</table>" }

const nationalHead = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"

// wantNational checks that every row of form 2014 got the number of its place.
func wantNational(t *testing.T, r disclosure.Report) {
	t.Helper()
	n := 0
	for _, i := range disclosure.Catalogue() {
		if i.Table == "stat_2014" {
			n++
			wantFigure(t, r, i.Indicator, fmt.Sprint(n))
		}
	}
	if r.Form == nil || *r.Form != disclosure.Form2014 {
		t.Errorf("form %v", r.Form)
	}
	if r.Outcome != disclosure.OutcomeOK {
		t.Errorf("outcome %s", r.Outcome)
	}
}

func TestForm2014(t *testing.T) {
	r := readPage(nationalPage(statistics(nationalHead, nationalRows(plainRow))))
	wantNational(t, r)
	for _, rule := range []string{disclosure.RuleUnknownLabel, disclosure.RuleUnreadable, disclosure.RuleDuplicateCell, disclosure.RuleTableMissing} {
		if got := findings(r, rule); len(got) > 0 {
			t.Errorf("%s: %q", rule, got)
		}
	}
}

// Layouts of the statistics that must read the same.
func TestForm2014Layouts(t *testing.T) {
	whole := statistics(nationalHead, nationalRows(plainRow))
	count := 0
	columns := func(format string) string {
		return nationalRows(func(label, unit string, n int) string {
			if n == 0 {
				return "<tr><td colspan=9>" + label + "</td></tr>"
			}
			return strings.NewReplacer("LABEL", label, "UNIT", unit, "N", fmt.Sprint(n)).Replace(format)
		})
	}
	for name, table := range map[string]string{
		"headless":            statistics("", nationalRows(plainRow)),
		"title inside":        strings.Replace(whole, "<tr>", "<tr><td colspan=3>晴岚县财政局2016年度政府信息公开情况统计表</td></tr><tr>", 1),
		"in two tables":       strings.Replace(whole, "<tr><td>三、依申请公开情况", "</table><p>— 7 —</p><table><tr><td>三、依申请公开情况", 1),
		"head repeated":       strings.Replace(whole, "<tr><td>三、依申请公开情况", "</table><table>"+nationalHead+"<tr><td>三、依申请公开情况", 1),
		"all years":           statistics("<tr><td>统计指标</td><td>单位</td><td>2016年度</td><td>历年累计</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>N</td><td>9999</td></tr>")),
		"all years first":     statistics("<tr><td>统计指标</td><td>单位</td><td>累计</td><td>本年</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>9999</td><td>N</td></tr>")),
		"two years":           statistics("<tr><td>统计指标</td><td>单位</td><td>2015年</td><td>2016年</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>7777</td><td>N</td></tr>")),
		"last year":           statistics("<tr><td>统计指标</td><td>单位</td><td>上年</td><td>本年</td><td>同比</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>7777</td><td>N</td><td>12%</td></tr>")),
		"total of columns":    statistics("<tr><td>统计指标</td><td>单位</td><td>政府统计数</td><td>直属单位统计数</td><td>乡镇街道统计数</td><td>合计</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>1</td><td>2</td><td>3</td><td>N</td></tr>")),
		"two rows of heads":   statistics("<tr><td rowspan=2>统计指标</td><td rowspan=2>单位</td><td colspan=2>统计数</td></tr><tr><td>2016年</td><td>2015年</td></tr>", columns("<tr><td>LABEL</td><td>UNIT</td><td>N</td><td>8</td></tr>")),
		"number and remark":   statistics("<tr><td>序号</td><td>统计指标</td><td>单位</td><td>统计数</td><td>备注</td></tr>", columns("<tr><td>4</td><td>LABEL</td><td>UNIT</td><td>N</td><td></td></tr>")),
		"numbering and marks": strings.NewReplacer("1.政府公报", "１．政府公报", "(一)收到申请数", "（一）收 到<br>申请数", "其中:", "其中：", "《条例》", "“条例”").Replace(whole),
		"div rows":            strings.NewReplacer("<table>", "<div>", "</table>", "</div>", "<tr>", `<div class="row">`, "</tr>", "</div>", "<td>", `<div class="c">`, "</td>", "</div>").Replace(whole),
	} {
		t.Run(name, func(t *testing.T) {
			r := readPage(nationalPage(table))
			wantNational(t, r)
			if got := findings(r, disclosure.RuleDuplicateCell); len(got) > 0 {
				t.Errorf("%q", got)
			}
			if n := len(r.Figures); n < 58 {
				t.Errorf("%d figures", n)
			}
			count++
		})
	}
}

func TestForm2014Columns(t *testing.T) {
	head := "<tr><td>统计指标</td><td>单位</td><td>政府统计数</td><td>直属单位统计数</td><td>乡镇街道统计数</td></tr>"
	rows := nationalRows(func(label, unit string, n int) string {
		if n == 0 {
			return "<tr><td colspan=5>" + label + "</td></tr>"
		}
		return fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%d</td><td>2</td><td>3</td></tr>", label, unit, n)
	})
	page := nationalPage(statistics(head, rows))
	r := readPage(page)
	wantFigure(t, r, "published_total", "1")
	if f, _ := r.Figure(disclosure.Key{Indicator: "published_total"}); f.Confidence >= 1 {
		t.Errorf("the government's own column is taken as sure as a total: %v", f.Confidence)
	}
	if got := findings(r, disclosure.RuleUnknownLabel); len(got) != 2 {
		t.Errorf("findings %q", got)
	}
	all := strings.NewReplacer("晴岚县财政局", "晴岚县", "本报告依照条例编写", "本报告综合各乡镇、各部门的数据编制").Replace(page)
	r = readPage(all)
	if r.Scope != disclosure.ScopeAggregate {
		t.Fatalf("scope %s", r.Scope)
	}
	wantFigure(t, r, "published_total", "none")
}

func TestForm2014Rows(t *testing.T) {
	whole := statistics(nationalHead, nationalRows(plainRow))
	for _, c := range []struct {
		name, page string
		want       map[string]string
		unknown    []string
	}{
		{"provincial rows", strings.Replace(whole, "<tr><td>制发规范性文件总数", "<tr><td>其中：财政预决算和三公经费信息</td><td>条</td><td>77</td></tr><tr><td>制发规范性文件总数", 1),
			map[string]string{"published_total": "1", "published_normative_documents": "2", "proactive_normative_documents_made": "3"}, []string{"财政预决算和三公经费信息", "77"}},
		{"a row that says the contrary", strings.Replace(whole, "<tr><td>制发规范性文件总数", "<tr><td>不予公开政府信息数</td><td>条</td><td>78</td></tr><tr><td>制发规范性文件总数", 1),
			map[string]string{"published_total": "1"}, []string{"不予公开政府信息数", "78"}},
		{"row missing", strings.Replace(whole, "<tr><td>2.传真申请数</td><td>件</td><td>19</td></tr>", "", 1),
			map[string]string{"requests_channel_fax": "none", "requests_channel_online": "20"}, nil},
		{"states", strings.NewReplacer("<td>19</td>", "<td>&nbsp;</td>", "<td>20</td>", "<td>—</td>", "<td>21</td>", "<td>无</td>").Replace(whole),
			map[string]string{"requests_channel_fax": "blank", "requests_channel_online": "dash", "requests_channel_letter": "text_na"}, nil},
		{"money in yuan", strings.Replace(whole, "<tr><td>依申请公开信息收取的费用</td><td>万元</td><td>49</td></tr>", "<tr><td>依申请公开信息收取的费用</td><td>元</td><td>3940</td></tr>", 1),
			map[string]string{"fees_charged": "0.394"}, nil},
		{"one label for reviews and suits", strings.NewReplacer("(一)维持具体行政行为或者驳回原告诉讼请求数", "(一)维持具体行政行为数").Replace(whole),
			map[string]string{"reconsideration_upheld": "41", "litigation_upheld": "45", "litigation_corrected": "46", "reconsideration_other": "43"}, nil},
		{"two columns without names", strings.ReplaceAll(strings.Replace(whole, nationalHead, "", 1), "</td></tr>", "</td><td>5</td></tr>"),
			map[string]string{"published_total": "none", "requests_received": "none"}, []string{"一、主动公开情况"}},
		{"label cut by the end of a page", strings.Replace(whole, "<tr><td>7.告知作出更改补充数</td><td>件</td><td>38</td></tr>", "<tr><td>7.告知作出更</td><td>件</td><td>38</td></tr></table><table><tr><td>改补充数</td><td></td><td></td></tr>", 1),
			map[string]string{"answer_asked_to_amend": "38", "answer_other_channel": "39"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readPage(nationalPage(c.page))
			for key, want := range c.want {
				wantFigure(t, r, key, want)
			}
			got := strings.Join(findings(r, disclosure.RuleUnknownLabel), "|")
			for _, u := range c.unknown {
				if !strings.Contains(got, u) {
					t.Errorf("findings %q do not name %s", got, u)
				}
			}
			if c.unknown == nil && strings.Contains(got, "未识别的行") {
				t.Errorf("findings %q", got)
			}
		})
	}
}

const localTitle = "晴岚县2011年政府信息公开工作年度报告"

func localPage(table string) string {
	return strings.ReplaceAll(reportPage(localTitle, table), "统计期限为2022年", "统计期限为2011年")
}

func TestForm2008(t *testing.T) {
	row := func(label, unit string, year, ever string) string {
		return "<tr><td>" + label + "</td><td>" + unit + "</td><td>" + year + "</td><td>" + ever + "</td></tr>"
	}
	table := statistics("<tr><td>指标名称</td><td>计量单位</td><td>2011年度</td><td>历年累计</td></tr>",
		row("主动公开信息数", "条", "425", "1516")+row("其中：1.网站公开", "条", "418", "1509")+row("2.政府公报公开", "条", "", "7")+row("受理依申请公开信息总数", "条", "3", "9")+
			row("其中：1.当面申请数", "条", "2", "4")+row("4.网上申请数", "条", "0", "1")+row("6.其它形式申请数", "条", "1", "2")+row("信函、传真申请数", "条", "6", "8")+
			row("对申请的答复数", "条", "3", "9")+row("其中：1.同意公开答复数", "条", "1", "9")+row("2.同意部分公开答复数", "条", "1", "9")+row("3.否决公开答复数", "条", "1", "9")+
			row("行政复议数", "件", "0", "1")+row("行政申诉数", "件", "-", "1")+row("政府信息公开的收费情况", "万元", "0.5", "2"))
	for name, page := range map[string]string{"one": table,
		"side by side": statistics("<tr><td>指标名称</td><td>单位</td><td>本年</td><td>累计</td><td>指标名称</td><td>单位</td><td>本年</td><td>累计</td></tr>", strings.ReplaceAll(
			row("主动公开信息数", "条", "425", "1516")+row("其中：1.网站公开", "条", "418", "1509")+row("2.政府公报公开", "条", "", "7")+row("受理依申请公开信息总数", "条", "3", "9")+
				row("其中：1.当面申请数", "条", "2", "4")+row("4.网上申请数", "条", "0", "1")+row("6.其它形式申请数", "条", "1", "2")+row("信函、传真申请数", "条", "6", "8"), "</tr>", "X")),
		"codes":  strings.NewReplacer("<td>计量单位", "<td>代码</td><td>计量单位", "<td>条", "<td>1010</td><td>条", "<td>件", "<td>1020</td><td>件", "<td>万元", "<td>1030</td><td>万元").Replace(table),
		"period": strings.NewReplacer("2011年度", "本期实际").Replace(table)} {
		t.Run(name, func(t *testing.T) {
			if name == "side by side" {
				right := []string{row("对申请的答复数", "条", "3", "9"), row("其中：1.同意公开答复数", "条", "1", "9"), row("2.同意部分公开答复数", "条", "1", "9"), row("3.否决公开答复数", "条", "1", "9"),
					row("行政复议数", "件", "0", "1"), row("行政申诉数", "件", "-", "1"), row("政府信息公开的收费情况", "万元", "0.5", "2"), row("", "", "", "")}
				for _, r := range right {
					page = strings.Replace(page, "X", strings.TrimPrefix(r, "<tr>"), 1)
				}
			}
			r := readPage(localPage(page))
			if r.Form == nil || *r.Form != disclosure.Form2008 || r.Outcome != disclosure.OutcomeOK {
				t.Errorf("form %v, outcome %s", r.Form, r.Outcome)
			}
			for key, want := range map[string]string{
				"narrative_published_total": "425", "narrative_published_channel_website": "418", "narrative_published_channel_gazette": "blank", "narrative_requests_received": "3",
				"narrative_requests_channel_in_person": "2", "narrative_requests_channel_online": "0", "narrative_requests_channel_other": "1", "narrative_answer_total": "3",
				"narrative_answer_granted": "1", "narrative_answer_partial": "1", "narrative_answer_denied_all": "1", "narrative_reconsideration_total": "0", "narrative_appeals_total": "dash",
				"narrative_fees_charged": "5000", "narrative_requests_channel_letter": "none", "narrative_requests_channel_fax": "none",
			} {
				wantFigure(t, r, key, want)
			}
			if got := strings.Join(findings(r, disclosure.RuleUnknownLabel), "|"); !strings.Contains(got, "信函、传真申请数") {
				t.Errorf("the row of two channels has no finding: %q", got)
			}
		})
	}
}
