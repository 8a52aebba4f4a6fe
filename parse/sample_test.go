package parse

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// The labels of table 3, as the form prints them.
var (
	deniedRows  = []string{"1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"}
	unableRows  = []string{"1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"}
	refusedRows = []string{"1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"}
	otherRows   = []string{"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"}
)

// requestHead is the head of table 3, and requestHead06 the same without rowspans, an empty
// cell below 自然人 and 总计.
const (
	requestHead = `<tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业<br/>企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>`
	requestHeadFlat = `<tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为）</td><td colspan="7">申请人情况</td></tr>
<tr><td>自然人</td><td colspan="5">法人或其他组织</td><td>总计</td></tr>
<tr><td></td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td></td></tr>`
	reviewTable = `<table><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
<tr><td rowspan="2">结果<br>维持</td><td rowspan="2">结果纠正</td><td rowspan="2">其他结果</td><td rowspan="2">尚未审结</td><td rowspan="2">总计</td><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>1</td><td>2</td><td>3</td><td>4</td><td>10</td><td>5</td><td>0</td><td>0</td><td>1</td><td>6</td><td>0</td><td>&nbsp;</td><td>-</td><td>/</td><td>0</td></tr></table>`
	proactiveTable2021 = `<table><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>4</td><td>1</td><td>33</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan="3">1,204</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政处罚</td><td colspan="3"><span>1</span><span>7</span></td></tr><tr><td>行政强制</td><td colspan="3">３</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td colspan="3">12.5</td></tr></table>`
)

// requestRows writes the rows of table 3. values gives the seven cells of a row by its label.
func requestRows(single bool, values func(label string) string) string {
	var b strings.Builder
	row := func(before, label string, span int) {
		fmt.Fprintf(&b, `<tr>%s<td colspan="%d">%s</td>%s</tr>`, before, span, label, values(label))
	}
	row("", "一、本年新收政府信息公开申请数量", 3)
	row("", "二、上年结转政府信息公开申请数量", 3)
	other := len(otherRows)
	if single {
		other = 1
	}
	row(fmt.Sprintf(`<td rowspan="%d">三、本年度办理结果</td>`, 19+other), "（一）予以公开", 2)
	row("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2)
	group := func(name string, rows []string) {
		for i, r := range rows {
			before := ""
			if i == 0 {
				before = fmt.Sprintf(`<td rowspan="%d">%s</td>`, len(rows), name)
			}
			row(before, r, 1)
		}
	}
	group("（三）不予公开", deniedRows)
	group("（四）无法提供", unableRows)
	group("（五）不予处理", refusedRows)
	if single {
		row("", "（六）其他处理", 2)
	} else {
		group("（六）其他处理", otherRows)
	}
	row("", "（七）总计", 2)
	row("", "四、结转下年度继续办理", 3)
	return b.String()
}

// sevens writes the number of a row in its first cell and its total, zeros between.
func sevens(numbers map[string]int) func(string) string {
	return func(label string) string {
		n := numbers[label]
		return fmt.Sprintf("<td>%d</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>%d</td>", n, n)
	}
}

var someRequests = map[string]int{"一、本年新收政府信息公开申请数量": 5, "（一）予以公开": 2, "1.本机关不掌握相关政府信息": 2, "3.其他": 1, "（七）总计": 5}

// report wraps tables as a page with the usual text around them.
func reportPage(title string, tables ...string) string {
	return `<html><head><meta charset="utf-8"><title>` + title + `_政府信息公开年报_晴岚县人民政府</title></head><body><div class="nav"><a href="/">首页</a></div><div id="zoom">
<p>本报告依照条例编写，统计期限为2022年1月1日至12月31日。地址：晴岚县清溪路9号，邮编：340000，电话：0790-1234567。</p>
<p>一、总体情况</p><p>全年主动公开政府信息140条。全年收到政府信息公开申请5件。</p>
<p>二、主动公开政府信息情况</p>` + strings.Join(tables, "\n<p>三、收到和处理政府信息公开申请情况</p>\n") + `
<p>五、存在的主要问题及改进情况</p><p>主要问题：一是更新偏慢；二是解读太少。下一步的改进办法：一是定下更新日；二是配上图表。</p>
<p>六、其他需要报告的事项</p><p>本年度没有收取信息处理费。</p></div></body></html>`
}

// someCounty has a code that is not assigned.
var someCounty = disclosure.Division{Code: "990121", Name: "晴岚县"}

func readPage(body string) disclosure.Report {
	return Document(Input{Source: "page.html", Body: []byte(body), Division: someCounty})
}

// figure fails the test where a figure is not as wanted: a number, or the name of a state.
func wantFigure(t *testing.T, r disclosure.Report, key, want string) {
	t.Helper()
	indicator, applicant, _ := strings.Cut(key, ".")
	f, ok := r.Figure(disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)})
	got := string(f.State)
	if f.Value != nil {
		got = f.Value.String()
	}
	if !ok {
		got = "none"
	}
	if got != want {
		t.Errorf("%s = %s (%q), want %s", key, got, f.Raw, want)
	}
}

func findings(r disclosure.Report, rule string) []string {
	var all []string
	for _, f := range r.Findings {
		if f.Rule == rule {
			all = append(all, f.Message)
		}
	}
	return all
}
