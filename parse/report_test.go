package parse

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

func TestOutcomes(t *testing.T) {
	long := strings.Repeat("本机关按照条例主动公开政府信息，依申请公开的渠道保持畅通，行政复议和存在的问题见下，改进措施逐项列出。", 12)
	page := func(title, content string) string {
		return `<html><head><title>` + title + `_晴岚县</title></head><body><h1>` + title + `</h1><div id="zoom">` + content + `</div></body></html>`
	}
	for _, c := range []struct {
		name, body string
		want       disclosure.Outcome
		rule       string
	}{
		{"empty", "", disclosure.OutcomeBroken, disclosure.RuleNotReadable},
		{"challenge", `<html><script>$_ts=1</script></html>`, disclosure.OutcomeBlocked, disclosure.RuleNotReadable},
		{"pdf", "%PDF-1.7 …", disclosure.OutcomeBroken, disclosure.RuleNotReadable},
		{"word cut short", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1…", disclosure.OutcomeBroken, disclosure.RuleNotReadable},
		{"not found", page("404", "<p>您访问的页面不存在或已删除</p>"), disclosure.OutcomeSoft404, disclosure.RuleNotReadable},
		{"narrative", page("晴岚县水利局2017年政府信息公开工作年度报告", "<p>"+long+"</p>"), disclosure.OutcomeOK, ""},
		{"attachment", page(someTitle, `<p>`+someTitle+`全文见附件。</p><p><a href="P020230101.pdf">附件</a></p>`), disclosure.OutcomePartial, disclosure.RuleAttachment},
		{"viewer", page(someTitle, `<iframe src="/pdf/web/viewer.html?file=/a/b.pdf"></iframe>`), disclosure.OutcomePartial, disclosure.RuleAttachment},
		{"pictures", page(someTitle, `<p><img src="W020230101.jpg"></p><p><img src="W020230102.jpg"></p>`), disclosure.OutcomeImageOnly, disclosure.RuleAttachment},
		{"table in a picture", page(someTitle, "<p>"+long+"</p>"+proactiveTable2021+`<img src="W020230101.jpg">`), disclosure.OutcomePartial, disclosure.RuleAttachment},
		{"news", page("晴岚县召开2022年政务公开工作会议", "<p>"+long+"</p>"), disclosure.OutcomeNotAReport, disclosure.RuleNotReadable},
		{"notice", page("关于做好2022年政府信息公开年度报告编制工作的通知", "<p>"+long+"</p>"), disclosure.OutcomeNotAReport, disclosure.RuleNotReadable},
		{"guide", page("晴岚县财政局政府信息公开指南", "<p>"+long+"</p>"), disclosure.OutcomeNotAReport, disclosure.RuleNotReadable},
		{"list", page("政府信息公开年报", `<ul><li><a href="a.html">晴岚县2020年政府信息公开工作年度报告</a></li><li><a href="b.html">晴岚县2021年政府信息公开工作年度报告</a></li><li><a href="c.html">晴岚县2022年政府信息公开工作年度报告</a></li></ul>`), disclosure.OutcomeNotAReport, disclosure.RuleNotReadable},
		{"table of another form", page("晴岚县水利局2017年政府信息公开工作年度报告", "<p>"+long+"</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td>一、主动公开情况</td><td>—</td><td>—</td></tr></table>"), disclosure.OutcomePartial, disclosure.RuleUnknownLabel},
		{"records", `<datastore><totalrecord>0</totalrecord></datastore>`, disclosure.OutcomeNotAReport, disclosure.RuleNotReadable},
		{"title only", page(someTitle, ""), disclosure.OutcomePartial, disclosure.RuleAttachment},
		{"nested beyond reason", strings.Repeat("<div>", 5000), disclosure.OutcomeBroken, disclosure.RuleNotReadable},
	} {
		r := Document(Input{Source: c.name, Body: []byte(c.body), URL: "http://a.test/b/c.html", Division: someCounty})
		if r.Outcome != c.want {
			t.Errorf("%s: %s, want %s (%+v)", c.name, r.Outcome, c.want, r.Findings)
		}
		if c.rule != "" && len(findings(r, c.rule)) != 1 {
			t.Errorf("%s: findings %+v", c.name, r.Findings)
		}
	}
}

// A list without an address, as it comes from disk, is a list all the same.
func TestFilesWithoutAnAddress(t *testing.T) {
	list := `<html><title>政府信息公开年报</title><ul><li><a href="./a.html">晴岚县2020年政府信息公开工作年度报告</a></li><li><a href="./b.html">晴岚县2021年政府信息公开工作年度报告</a></li><li><a href="./c.html">晴岚县2022年政府信息公开工作年度报告</a></li></ul></html>`
	if r := readPage(list); r.Outcome != disclosure.OutcomeNotAReport {
		t.Errorf("list: %s", r.Outcome)
	}
	r := readPage(`<html><title>` + someTitle + `</title><div id="zoom"><p>见附件：<a href="files/P01.pdf">` + someTitle + `</a></p></div></html>`)
	if r.Outcome != disclosure.OutcomePartial || strings.Join(r.Attachments, " ") != "files/P01.pdf" {
		t.Errorf("attachment: %s %v", r.Outcome, r.Attachments)
	}
}

func text(s *string) string {
	if s == nil {
		return "nil"
	}
	return *s
}

func date(d *disclosure.Date) string {
	if d == nil {
		return "nil"
	}
	return d.String()
}

func TestMetadata(t *testing.T) {
	boxes := map[string]string{
		"table":             `<table><tr><td>索 引 号：</td><td>QL01/2023-7</td><td>发布机构：</td><td>晴岚县财政局</td></tr><tr><td>文 号：</td><td></td><td>成文日期：</td><td>2023年1月5日</td></tr><tr><th>发布日期</th><td>2023-01-12 09:30</td></tr></table>`,
		"list":              `<ul><li><b>索引号</b><span>QL01/2023-7</span></li><li><b>文号</b><span></span></li><li><b>成文日期</b><span>2023-01-05</span></li><li><b>发布日期</b><span>2023-01-12</span></li></ul>`,
		"definition list":   `<dl><dt>信息索引号</dt><dd>QL01/2023-7</dd><dt>发文字号</dt><dd>-</dd><dt>生成日期</dt><dd>2023/1/5</dd><dt>公开日期</dt><dd>2023/1/12</dd></dl>`,
		"line":              `<p>索引号：QL01/2023-7　发布机构：晴岚县财政局　成文日期：2023-01-05　发布时间：2023-01-12　浏览次数：7</p>`,
		"traditional":       `<p>索 引 號(hào)：QL01/2023-7</p><p>文 號(hào)：</p><p>成文日期： 2023-01-05</p><p>發(fā)布日期：2023-01-12</p>`,
		"full-width digits": `<p>索引号：ＱＬ０１/２０２３－７</p><p>成文日期：２０２３－０１－０５</p><p>发布日期：２０２３．１．１２</p>`,
	}
	for name, box := range boxes {
		r := readPage(strings.Replace(wholePage(), `<div id="zoom">`, box+`<div id="zoom">`, 1))
		if got := text(r.IndexNumber) + " " + text(r.DocumentNumber) + " " + date(r.IssuedOn) + " " + date(r.PublishedOn); got != "QL01/2023-7 nil 2023-01-05 2023-01-12" {
			t.Errorf("%s: %s", name, got)
		}
	}
	r := readPage(wholePage())
	if got := text(r.Title) + " " + text(r.Agency) + " " + text(r.AgencyID) + " " + text(r.DivisionCode); got != someTitle+" 晴岚县财政局 990121-finance 990121" {
		t.Error(got)
	}
	if c := r.Contact; c == nil || text(c.Address)+text(c.Postcode)+text(c.Phone) != "晴岚县清溪路9号3400000790-1234567" {
		t.Errorf("contact %+v", c)
	}
	if got := strings.Join(append(r.Problems, r.Improvements...), "|"); got != "更新偏慢|解读太少|定下更新日|配上图表" {
		t.Error(got)
	}
	if len(r.Sections) != 5 || r.Sections[0].Kind != "overview" || r.Sections[3].Kind != "problems" {
		t.Errorf("sections %+v", r.Sections)
	}
}

func TestYearAndAgencyWithoutATitle(t *testing.T) {
	for _, c := range []struct {
		name, from, to, agency string
		year                   int
		rule                   string
	}{
		{"year from the period", "晴岚县财政局2022年", "晴岚县财政局", "晴岚县财政局", 2022, ""},
		{"stale period", "统计期限为2022年", "统计期限为2021年", "晴岚县财政局", 2022, disclosure.RuleYearUnclear},
		{"Chinese year", "2022年政府信息公开工作", "二〇二二年政府信息公开工作", "晴岚县财政局", 2022, ""},
		{"agency from the box", "晴岚县财政局2022年", "2022年度", "晴岚县审计局", 2022, ""},
	} {
		page := strings.Replace(wholePage(), `<div id="zoom">`, `<p>发布机构：晴岚县审计局</p><div id="zoom">`, 1)
		if c.agency == "晴岚县财政局" {
			page = wholePage()
		}
		r := readPage(strings.ReplaceAll(page, c.from, c.to))
		if r.FiscalYear == nil || *r.FiscalYear != c.year || text(r.Agency) != c.agency {
			t.Errorf("%s: %v %s", c.name, r.FiscalYear, text(r.Agency))
		}
		if (c.rule != "") != (len(findings(r, disclosure.RuleYearUnclear)) == 1) {
			t.Errorf("%s: %+v", c.name, r.Findings)
		}
	}
}

func TestScope(t *testing.T) {
	government := strings.ReplaceAll(wholePage(), "晴岚县财政局", "晴岚县人民政府")
	for preamble, want := range map[string]disclosure.Scope{
		"": disclosure.ScopeUnknown,
		"本报告根据县政府各部门、各乡镇人民政府的政府信息公开年度报告编制。": disclosure.ScopeAggregate,
		"本报告只统计县政府办公室直接办理的事项。":              disclosure.ScopeOwnOffice,
	} {
		if r := readPage(strings.Replace(government, "本报告依照条例编写", preamble+"本报告依照条例编写", 1)); r.Scope != want {
			t.Errorf("%q: %s, want %s", preamble, r.Scope, want)
		}
	}
	if r := readPage(wholePage()); r.Scope != disclosure.ScopeOwnOffice {
		t.Errorf("bureau: %s", r.Scope)
	}
}

func TestFormThatWasNotUsed(t *testing.T) {
	r := textReport("2020年主动公开政府信息12条。")
	if *r.Form != disclosure.Form2008 || len(findings(r, disclosure.RuleFormDue)) != 1 {
		t.Errorf("form %s, findings %+v", *r.Form, r.Findings)
	}
	due := func(r disclosure.Report) disclosure.Finding {
		i := slices.IndexFunc(r.Findings, func(f disclosure.Finding) bool { return f.Rule == disclosure.RuleFormDue })
		return r.Findings[max(i, 0)]
	}
	if f := due(r); f.Blame != disclosure.BlameAgency || f.Severity != disclosure.SeverityWarning {
		t.Errorf("2020: %+v", f)
	}
	first := Document(Input{Source: "a.html", Body: []byte("<meta charset=utf-8><h1>晴岚县统计局2019年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>2019年主动公开政府信息12条。</p>")})
	if f := due(first); f.Rule != disclosure.RuleFormDue || f.Blame != disclosure.BlameUnclear || f.Severity != disclosure.SeverityInfo {
		t.Errorf("2019, when the form was encouraged only: %+v", f)
	}
}

func TestDates(t *testing.T) {
	listed, _ := disclosure.NewDate(2023, 1, 13)
	body := strings.NewReplacer("<head>", `<head><meta name="PubDate" content="2023-01-12 10:00">`, "</div></body>", "<p>晴岚县财政局</p><p>二〇二三年一月九日</p></div></body>").Replace(wholePage())
	r := Document(Input{Source: "a", Body: []byte(body), URL: "http://a.test/zfxxgknb/202301/t20230111_5.html", ListDate: &listed, Division: someCounty})
	var got []string
	for _, c := range r.DateCandidates {
		got = append(got, c.Kind+" "+c.Date.String())
	}
	if s := strings.Join(got, ", "); s != "meta 2023-01-12, list 2023-01-13, text 2023-01-09, url 2023-01-11" {
		t.Error(s)
	}
	if date(r.PublishedOn) != "2023-01-12" {
		t.Error(date(r.PublishedOn))
	}
}
