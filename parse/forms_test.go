package parse

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

const someTitle = "晴岚县财政局2022年政府信息公开工作年度报告"

func wholePage() string {
	return reportPage(someTitle, proactiveTable2021, "<table>"+requestHead+requestRows(false, sevens(someRequests))+"</table>"+reviewTable)
}

func TestForm2021(t *testing.T) {
	r := readPage(wholePage())
	if r.Outcome != disclosure.OutcomeOK || r.Form == nil || *r.Form != disclosure.Form2021 || *r.FiscalYear != 2022 {
		t.Fatalf("outcome %s, form %v, year %v", r.Outcome, r.Form, r.FiscalYear)
	}
	for key, want := range map[string]string{
		"proactive_normative_documents_in_force": "33", "proactive_licence_decisions": "1204", "proactive_penalty_decisions": "17",
		"proactive_coercion_decisions": "3", "proactive_fees_amount": "12.5", "requests_new.natural_person": "5", "requests_new.business": "0",
		"outcome_unable_not_held.total": "2", "outcome_other_misc.total": "1", "outcome_total.total": "5", "requests_carried_out.total": "0",
		"reconsideration_total": "10", "litigation_direct_pending": "1", "litigation_after_review_corrected": "blank",
		"litigation_after_review_other": "dash", "litigation_after_review_pending": "slash",
		"narrative_published_total": "140", "narrative_requests_received": "5", "fees_processing_charged": "0",
	} {
		wantFigure(t, r, key, want)
	}
	if n := len(r.Figures); n != 10+25*7+15+3 {
		t.Errorf("%d figures", n)
	}
	if len(r.Findings) != 0 {
		t.Errorf("findings: %+v", r.Findings)
	}
}

// Every path picks its one cell, and the cell prints the figure.
func TestPathsPickTheirCell(t *testing.T) {
	page := strings.ReplaceAll(wholePage(), "<td>5</td>", `<td><p><o:p></o:p></p><p><span>5</span></p></td>`)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	for _, f := range readPage(page).Figures {
		if f.Where.Cell == nil {
			continue
		}
		cells++
		found := cascadia.MustCompile(f.Where.Cell.Path).MatchAll(root)
		if len(found) != 1 || strings.TrimSpace(tree.TextOf(found[0])) != f.Raw {
			t.Fatalf("%s: %s picks %d elements", f.Key(), f.Where.Cell.Path, len(found))
		}
	}
	if cells == 0 {
		t.Fatal("no cells")
	}
}

func TestPlacesCountTheGrid(t *testing.T) {
	r := readPage(wholePage())
	f, _ := r.Figure(disclosure.Key{Indicator: "outcome_denied_law_forbidden", Applicant: disclosure.Business})
	if c := f.Where.Cell; c.Table != 2 || c.Row != 9 || c.Column != 5 {
		t.Errorf("place %+v", *c)
	}
}

// quirks are pages as they are found, and what must be read from them all the same.
var quirks = []struct {
	name, page string
	want       map[string]string
	findings   map[string]int
}{
	{"head without rowspans", reportPage(someTitle, proactiveTable2021, "<table>"+requestHeadFlat+requestRows(false, sevens(someRequests))+"</table>"+reviewTable),
		map[string]string{"requests_new.natural_person": "5", "requests_new.total": "5", "requests_new.other_organisation": "0"}, nil},
	{"head shifted for want of empty cells", reportPage(someTitle, proactiveTable2021, "<table>"+strings.NewReplacer("<tr><td></td><td>商业", "<tr><td>商业", "<td></td></tr>", "</tr>").Replace(requestHeadFlat)+requestRows(false, sevens(someRequests))+"</table>"+reviewTable),
		map[string]string{"requests_new.natural_person": "5", "requests_new.business": "0", "requests_new.total": "5"}, nil},
	{"one row 其他处理", reportPage(someTitle, proactiveTable2021, "<table>"+requestHead+requestRows(true, sevens(map[string]int{"（六）其他处理": 3}))+"</table>"+reviewTable),
		map[string]string{"outcome_other.total": "3", "outcome_other_misc.total": "none"}, nil},
	{"table 3 cut in two", reportPage(someTitle, proactiveTable2021, "<table>"+requestHead+strings.Replace(requestRows(false, sevens(someRequests)), `<tr><td rowspan="3">（四）无法提供</td>`,
		`</table><p>— 4 —</p><table><tr><td rowspan="12">三、本年度办理结果</td><td rowspan="3">（四）无</td>`, 1)+"</table>"+reviewTable),
		map[string]string{"outcome_granted.total": "2", "outcome_unable_not_held.total": "2", "outcome_unable_not_held.natural_person": "2", "outcome_other_misc.total": "1", "requests_carried_out.total": "0"}, nil},
	{"head repeated", reportPage(someTitle, proactiveTable2021, "<table>"+requestHead+strings.NewReplacer(`rowspan="22"`, `rowspan="10"`, `<tr><td rowspan="3">（四）无法提供</td>`,
		requestHead+`<tr><td rowspan="12">三、本年度办理结果</td><td rowspan="3">（四）无法提供</td>`).Replace(requestRows(false, sevens(someRequests)))+"</table>"+reviewTable),
		map[string]string{"outcome_unable_not_held.total": "2", "outcome_total.total": "5"}, nil},
	{"lost characters", strings.Replace(wholePage(), "2.其他法律行政法规禁止公开", "2.其他法律行政止公开", 1),
		map[string]string{"outcome_denied_law_forbidden.total": "0"}, nil},
	{"broken labels", strings.NewReplacer("三、本年度办理结果", "三<br>、<br>本<br>年<br>度<br>办<br>理<br>结<br>果", "（三）不予公开", "（三）不</p><p>予公开", "本年制发件数", "本年<br/>制发件数", "4.无正当理由大量反复申请", "4、无正当理由大量反复 申请").Replace(wholePage()),
		map[string]string{"outcome_denied_admin_query.total": "0", "proactive_rules_made": "0", "outcome_not_processed_excessive.total": "0"}, nil},
	{"guidance and other quotes", strings.NewReplacer("规章</td>", "规章(设区的市以上政府填写)</td>", "“三安全一稳定”", "\"三安全一稳定\"").Replace(wholePage()),
		map[string]string{"proactive_rules_in_force": "0", "outcome_denied_safety_stability.total": "0"}, nil},
	{"unknown row does not shift its neighbours", strings.Replace(wholePage(), "<tr><td>行政规范性文件</td>", "<tr><td>其他主动公开文件</td><td>7</td><td>8</td><td>9</td></tr><tr><td>行政规范性文件</td>", 1),
		map[string]string{"proactive_normative_documents_made": "4", "proactive_rules_made": "0"}, map[string]int{disclosure.RuleUnknownLabel: 1}},
	{"ambiguous column is left out", strings.NewReplacer("本年制发件数", "本年", "本年废止件数", "本年").Replace(wholePage()),
		map[string]string{"proactive_normative_documents_made": "none", "proactive_normative_documents_in_force": "33", "proactive_licence_decisions": "1204"}, map[string]int{disclosure.RuleUnknownLabel: 2}},
	{"unreadable cell", strings.Replace(wholePage(), "<td>33</td>", "<td>约33</td>", 1),
		map[string]string{"proactive_normative_documents_in_force": "unreadable"}, map[string]int{disclosure.RuleUnreadable: 1}},
	{"numbers over two lines", strings.Replace(wholePage(), "<td>33</td>", "<td><p>3</p><p>3</p></td>", 1),
		map[string]string{"proactive_normative_documents_in_force": "unreadable"}, map[string]int{disclosure.RuleUnreadable: 1}},
	{"two cells for one figure", strings.Replace(wholePage(), `<tr><td>行政强制</td>`, `<tr><td>行政许可</td><td colspan="3">9</td></tr><tr><td>行政强制</td>`, 1),
		map[string]string{"proactive_licence_decisions": "unreadable"}, map[string]int{disclosure.RuleDuplicateCell: 1}},
	{"amount in yuan", strings.Replace(wholePage(), `<td colspan="3">12.5</td>`, `<td colspan="3">125000元</td>`, 1),
		map[string]string{"proactive_fees_amount": "12.5"}, nil},
	{"head in yuan", strings.Replace(wholePage(), "（单位：万元）", "（单位：元）", 1),
		map[string]string{"proactive_fees_amount": "0.00125"}, nil},
	{"table missing", reportPage(someTitle, proactiveTable2021, reviewTable),
		map[string]string{"requests_new.total": "none"}, map[string]int{disclosure.RuleTableMissing: 1}},
	{"cell with several texts", strings.Replace(wholePage(), "<td>33</td>", `<td><p class=MsoNormal><font face="Times">&nbsp;3</font><font>3<o:p></o:p></font></p></td>`, 1),
		map[string]string{"proactive_normative_documents_in_force": "33"}, nil},
	{"value with wrong spans", strings.Replace(wholePage(), "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>", `<tr><td>规章</td><td colspan="2">1</td><td>2</td><td>3</td></tr>`, 1),
		map[string]string{"proactive_rules_made": "1", "proactive_rules_repealed": "2", "proactive_rules_in_force": "3"}, nil},
	{"too few cells", strings.Replace(wholePage(), "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>", `<tr><td>规章</td><td colspan="3">1</td></tr>`, 1),
		map[string]string{"proactive_rules_made": "none", "proactive_normative_documents_made": "4"}, map[string]int{disclosure.RuleUnknownLabel: 1}},
	{"other tables behind", wholePage() + "<table><tr><td>上一篇</td><td>3</td></tr><tr><td>行政复议</td></tr><tr><td>1</td><td>2</td></tr></table>",
		map[string]string{"litigation_after_review_total": "0"}, nil},
	{"traditional characters with readings", strings.NewReplacer("行政许可", "行政許(xǔ)可", "本年处理决定数量", "本年處(chǔ)理決定數(shù)量").Replace(wholePage()),
		map[string]string{"proactive_licence_decisions": "1204"}, nil},
}

func TestQuirks(t *testing.T) {
	for _, q := range quirks {
		t.Run(q.name, func(t *testing.T) {
			r := readPage(q.page)
			for key, want := range q.want {
				wantFigure(t, r, key, want)
			}
			for _, rule := range []string{disclosure.RuleUnknownLabel, disclosure.RuleUnreadable, disclosure.RuleDuplicateCell, disclosure.RuleTableMissing} {
				if got := findings(r, rule); len(got) != q.findings[rule] {
					t.Errorf("%s: %d findings %q, want %d", rule, len(got), got, q.findings[rule])
				}
			}
		})
	}
}

func TestForm2019(t *testing.T) {
	rows := strings.NewReplacer("ITEMS", `<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>`).Replace(`<table>
<tr><td colspan="4">第二十条第(一)项</td></tr><tr><td>信息内容</td><td>本年新<br/>制作数量</td><td>本年新<br/>公开数量</td><td>对外公开总数量</td></tr>
<tr><td>规章</td><td>/</td><td>无</td><td>—</td></tr><tr><td>规范性文件</td><td>2</td><td>2</td><td>40</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr>ITEMS<tr><td>行政许可</td><td>41</td><td>+3</td><td>120</td></tr><tr><td>其他对外管理服务事项</td><td>9</td><td>减2</td><td>77</td></tr>
<tr><td colspan="4">第二十条 第（六）项</td></tr>ITEMS<tr><td>行政处罚</td><td>5</td><td>3/2</td><td>1</td></tr><tr><td>行政强制</td><td>1</td><td>-1</td><td>0</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td>上一年项目数量</td><td colspan="2">本年增/</td></tr><tr><td>行政事业性收费</td><td>2</td><td colspan="2">0</td></tr>
<tr><td colspan="4">第二十条第（九）项</td></tr><tr><td>信息内容</td><td>采购项目数量</td><td colspan="2">采购总金额</td></tr><tr><td>政府集中采购</td><td>4</td><td colspan="2"><span>73802895.90</span><span>元</span></td></tr></table>`)
	r := readPage(reportPage("晴岚县财政局2019年政府信息公开工作年度报告", rows, "<table>"+requestHead+requestRows(true, sevens(nil))+"</table>"+reviewTable))
	if *r.Form != disclosure.Form2019 {
		t.Fatalf("form %s", *r.Form)
	}
	for key, want := range map[string]string{
		"proactive_rules_made": "slash", "proactive_rules_new_published": "text_na", "proactive_rules_total_published": "dash",
		"proactive_normative_documents_total_published": "40", "proactive_licence_items_change": "3", "proactive_service_items_change": "-2",
		"proactive_service_decisions": "77", "proactive_penalty_items_change": "unreadable", "proactive_coercion_items_change": "-1",
		"proactive_fees_items_change": "0", "proactive_procurement_projects": "4", "proactive_procurement_amount": "73802895.9", "outcome_other.total": "0",
	} {
		wantFigure(t, r, key, want)
	}
	if len(findings(r, disclosure.RuleUnreadable)) != 1 || len(findings(r, disclosure.RuleYearUnclear)) != 1 {
		t.Errorf("findings %+v", r.Findings)
	}
}
