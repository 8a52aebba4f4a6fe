package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// somePage is a report page of an agency without tables: a title element, a heading, a byline
// and a text.
func somePage(title, heading, byline, text string) string {
	return `<html><head><meta charset="utf-8"><title>` + title + `</title></head><body><h1>` + heading + `</h1><p>` + byline + `</p><div id="zoom">` + text +
		`<p>一、总体情况</p><p>本机关做好主动公开工作，发布信息12条。</p><p>二、主动公开政府信息情况</p><p>按要求公开。</p><p>三、收到和处理政府信息公开申请情况</p><p>没有收到申请。</p>` +
		`<p>四、行政复议、行政诉讼情况</p><p>没有发生。</p><p>五、存在的主要问题及改进情况</p><p>存在的问题是更新偏慢，将改进。</p></div></body></html>`
}

func TestFiscalYear(t *testing.T) {
	const own = "晴岚县财政局"
	for _, c := range []struct {
		name, title, heading, byline, text, url string
		list                                    string
		year                                    int
		doubt                                   bool
	}{
		{name: "title", heading: own + "2022年政府信息公开工作年度报告", year: 2022},
		{name: "Chinese title", heading: own + "二〇二二年度政府信息公开工作年度报告", year: 2022},
		{name: "title without 年", heading: own + "2022政府信息公开年报", year: 2022},
		{name: "title twice", heading: own + "2022年政府信息公开工作年度报告 " + own + "2022年政府信息公开工作年度报告", year: 2022},
		{name: "only the list", list: own + "2022年政府信息公开工作年度报告", heading: "", year: 2022},
		{name: "only the list, cut", list: own + "2022年政府信息公开工作年...", heading: "", year: 2022},
		{name: "column and report", title: "2023年政府信息公开年报_晴岚县", heading: own + "2022年政府信息公开工作年度报告", year: 2022, doubt: true},
		{name: "titles differ, the period decides", title: own + "2021年政府信息公开工作年度报告", heading: own + "2022年政府信息公开工作年度报告", text: "<p>统计期限为2021年1月1日至2021年12月31日。</p>", year: 2021, doubt: true},
		{name: "stale period", heading: own + "2022年政府信息公开工作年度报告", byline: "发布时间：2023-01-12", text: "<p>统计期限自2021年1月1日起至2021年12月31日止。</p>", year: 2022, doubt: true},
		{name: "stale period without a date", heading: own + "2022年政府信息公开工作年度报告", text: "<p>统计期限自2021年1月1日起至2021年12月31日止。</p>", year: 2022, doubt: true},
		{name: "half stale period", heading: own + "2022年政府信息公开工作年度报告", text: "<p>统计期限自2021年1月1日起至2022年12月31日止。</p>", year: 2022},
		{name: "year of publication in the title", heading: own + "2024年政府信息公开工作年度报告", byline: "发布时间：2024-01-15", text: "<p>统计期限自2023年1月1日起至2023年12月31日止。</p>", year: 2023, doubt: true},
		{name: "year of publication, text without a period", heading: own + "2024年政府信息公开工作年度报告", byline: "发布时间：2024-01-15", text: "<p>2023年，我局公开信息。2023年全年没有收费。2023年底完成。</p>", year: 2023, doubt: true},
		{name: "early date, text of the year in the title", heading: own + "2022年政府信息公开工作年度报告", byline: "发布时间：2022-05-15", text: "<p>统计期限自2022年1月1日起至2022年12月31日止。</p>", year: 2022},
		{name: "December of the year itself", heading: own + "2022年政府信息公开工作年度报告", byline: "发布时间：2022-12-27", text: "<p>统计期限自2021年1月1日起至2021年12月31日止。</p>", year: 2022, doubt: true},
		{name: "period", heading: own + "政府信息公开工作年度报告", text: "<p>所列数据的统计期限从2022年1月1日起到12月31日止。</p>", year: 2022},
		{name: "period without 年", heading: own + "政府信息公开工作年度报告", text: "<p>统计期限自20221月1日起至202212月31日止。</p>", year: 2022},
		{name: "period without 月", heading: own + "政府信息公开工作年度报告", text: "<p>统计数据时限为2022年11日至2022年1231日。</p>", year: 2022},
		{name: "period in points", heading: own + "政府信息公开工作年度报告", text: "<p>统计时间：2022.01.01-2022.12.31</p>", year: 2022},
		{name: "period by months", heading: own + "政府信息公开工作年度报告", text: "<p>数据统计时间为2022年1月-12月。</p>", year: 2022},
		{name: "period in Chinese", heading: own + "政府信息公开工作年度报告", text: "<p>统计期限自二〇二二年一月一日至二〇二二年十二月三十一日。</p>", year: 2022},
		{name: "day of the count", heading: own + "政府信息公开工作年度报告", text: "<p>所涉及的数据核定时间点为2022年12月31日。</p>", year: 2022},
		{name: "sentence", heading: own + "政府信息公开工作年度报告", text: "<p>现将我局2022年度政府信息公开工作情况报告如下。</p>", year: 2022},
		{name: "sentence behind a notice", heading: own + "政府信息公开工作年度报告", text: "<p>根据《关于做好2021年政府信息公开工作年度报告编制工作的通知》，现公布我局2022年政府信息公开年度报告。</p>", year: 2022},
		{name: "sentence with an impossible year", heading: own + "政府信息公开工作年度报告", byline: "发布时间：2023-01-12", text: "<p>现将我局2032年度政府信息公开工作情况报告如下。</p><p>2022年，我局做了很多。2022年底完成。</p>", year: 2022, doubt: true},
		{name: "impossible years only", heading: own + "政府信息公开工作年度报告", byline: "发布时间：2023-01-12", text: "<p>现将我局2032年度政府信息公开工作情况报告如下。</p>", year: 2022, doubt: true},
		{name: "heading wrapped in a word", heading: own + "政府信息公开工作年度报告", text: "<p>" + own + "2022年度政府信息公开工作年</p><p>度报告数据表</p>", year: 2022},
		{name: "notice wrapped in a word", heading: own + "政府信息公开工作年度报告", byline: "发布时间：2023-01-12", text: "<p>根据省政府办公厅关于编制2021年政府信息公开工作年</p><p>度报告的通知精神编写本报告</p>", year: 2022, doubt: true},
		{name: "address", heading: own + "政府信息公开工作年度报告", url: "http://a.test/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2022", year: 2022},
		{name: "narrative", heading: own + "政府信息公开工作年度报告", text: "<p>2022年，我局做了很多。2022年以来没有收费。比2021年多。2022年底完成。</p>", year: 2022, doubt: true},
		{name: "date", heading: own + "政府信息公开工作年度报告", byline: "发布时间：2023-01-12", year: 2022, doubt: true},
		{name: "signature", heading: own + "政府信息公开工作年度报告", byline: "成文日期：2023年1月12日", year: 2022, doubt: true},
		{name: "nothing", heading: own + "政府信息公开工作年度报告", year: 0, doubt: true},
	} {
		r := Document(Input{Source: c.name, Body: []byte(somePage(c.title, c.heading, c.byline, c.text)), URL: c.url, Title: c.list, Division: someCounty})
		got := 0
		if r.FiscalYear != nil {
			got = *r.FiscalYear
		}
		if got != c.year || (len(findings(r, disclosure.RuleYearUnclear)) > 0) != c.doubt {
			t.Errorf("%s: %s %d, want %d (%+v)", c.name, r.Outcome, got, c.year, r.Findings)
		}
		if c.year != 0 && text(r.Agency) != own {
			t.Errorf("%s: agency %s", c.name, text(r.Agency))
		}
	}
}

// A report whose title stands in several nodes, in a cell, or nowhere.
func TestTitlePlaces(t *testing.T) {
	const whole = "晴岚县财政局2022年政府信息公开工作年度报告"
	for name, page := range map[string]string{
		"two paragraphs":      somePage("", "", "", "<p>晴岚县财政局</p><p>2022年政府信息公开工作年度报告</p>"),
		"three paragraphs":    somePage("", "", "", "<p>晴岚县财政局</p><p>2022年政府信息公开</p><p>工作年度报告</p>"),
		"a break in it":       somePage("", "晴岚县财政局<br>2022年政府信息公开工作年度报告", "", ""),
		"spans":               somePage("", "", "", "<p><span>晴岚县</span><span>财政局</span><b>2022</b>年政府信息公开工作年度报告</p>"),
		"a cell":              somePage("", "", "", "<table><tr><td>"+whole+"</td></tr></table>"),
		"a definition list":   strings.Replace(somePage("", "", "", ""), `<div id="zoom">`, "<dl><dt>名称：</dt><dd>"+whole+`</dd></dl><div id="zoom">`, 1),
		"the title element":   somePage(whole+"_晴岚县人民政府", "政府信息公开年报", "", ""),
		"printed twice":       somePage("", whole+" "+whole, "", ""),
		"printed in two ways": somePage("", "晴岚县财政局2022年度政府信息公开工作年度报告", "", "<p>晴岚县财政局2022年政府信息公开工作年度报告</p>"),
		"the tag":             strings.Replace(somePage("", "政务公开", "", ""), "<title>", `<meta name="ArticleTitle" content="`+whole+`"><title>`, 1),
	} {
		r := Document(Input{Source: name, Body: []byte(page), Division: someCounty})
		want := whole
		if name == "printed in two ways" {
			want = "晴岚县财政局2022年度政府信息公开工作年度报告"
		}
		if text(r.Title) != want || text(r.AgencyID) != "990121-finance" || r.FiscalYear == nil || *r.FiscalYear != 2022 {
			t.Errorf("%s: %s %s %v", name, text(r.Title), text(r.AgencyID), r.FiscalYear)
		}
	}
}
