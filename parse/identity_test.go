package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// Files without a word on where they were found: title, text, box, signature and the marks of
// the site say whose report it is.
func TestAgencyWithoutASite(t *testing.T) {
	type parts struct{ title, heading, byline, text, end string }
	for _, c := range []struct {
		name string
		parts
		id, agency string
		doubt      bool
	}{
		{"whole title", parts{heading: "黎川县教育局2022年政府信息公开工作年度报告"}, "361022-education", "黎川县教育局", false},
		{"chain of places", parts{heading: "江西省抚州市黎川县日峰镇2022年政府信息公开工作年度报告"}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"town, signature", parts{heading: "2022年日峰镇政府信息公开工作年度报告", end: "<p>黎川县日峰镇人民政府</p><p>2023年1月10日</p>"}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"town, contact", parts{heading: "日峰镇2022年政府信息公开工作年度报告", text: "<p>如有疑问，请与黎川县日峰镇人民政府办公室联系（地址：日峰路1号）。</p>"}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"town, the county's site", parts{heading: "日峰镇2022年政府信息公开工作年度报告", text: "<p>本报告可在黎川县人民政府门户网站下载。</p>"}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"bureau, the city's site", parts{heading: "教育局2022年政府信息公开工作年度报告", text: "<p>本报告可在抚州市人民政府门户网站下载。</p>"}, "unresolved-教育局", "教育局", true},
		{"homonym, sentence", parts{heading: "西湖区2022年政府信息公开工作年度报告", text: "<p>现公布杭州市西湖区2022年政府信息公开工作年度报告。</p>"}, "330106-gov_office", "西湖区人民政府", false},
		{"homonym alone", parts{heading: "西湖区2022年政府信息公开工作年度报告"}, "unresolved-西湖区", "西湖区", true},
		{"no agency in the title, sentence", parts{heading: "2022年政府信息公开工作年度报告", text: "<p>现公布黎川县教育局2022年政府信息公开工作年度报告。</p>"}, "361022-education", "黎川县教育局", false},
		{"no agency in the title, author", parts{heading: "2022年政府信息公开工作年度报告", text: "<p>本报告由黎川县水利局根据条例编制。</p>"}, "361022-water", "黎川县水利局", false},
		{"no agency in the title, contact", parts{heading: "2022年政府信息公开工作年度报告", text: "<p>如有疑问请与来凤县政务服务和大数据管理局（地址：政务中心501室）联系。</p>"}, "422827-admin_approval", "来凤县政务服务和大数据管理局", false},
		{"no agency in the title, box", parts{heading: "2022年政府信息公开工作年度报告", byline: "发布机构：黎川县水利局"}, "361022-water", "黎川县水利局", false},
		{"no agency in the title, site", parts{title: "2022年政府信息公开工作年度报告_黎川县水利局", heading: "2022年政府信息公开工作年度报告"}, "361022-water", "黎川县水利局", false},
		{"our bureau", parts{heading: "我局2022年政府信息公开工作年度报告", byline: "发布机构：黎川县水利局"}, "361022-water", "黎川县水利局", false},
		{"our bureau, sentence", parts{heading: "2022年政府信息公开工作年度报告", byline: "发布机构：黎川县水利局", text: "<p>按照条例的要求,现公布我局2022年政府信息公开工作年度报告。</p><p>现公布我局2022年政府信息公开工作年度报告。</p>"}, "361022-water", "黎川县水利局", false},
		{"column of the government", parts{title: "黎川县政府信息公开年报", text: "<p>黎川县水利局2022年政府信息公开工作年度报告</p>"}, "361022-water", "黎川县水利局", false},
		{"publisher is a portal", parts{heading: "黎川县2022年政府信息公开工作年度报告", byline: "发布机构：县政府网站"}, "361022-gov_office", "黎川县人民政府", false},
		{"site code", parts{heading: "县水利局2022年政府信息公开工作年度报告", end: `</div><div class="foot">网站标识码：3610220001　赣ICP备1号`}, "361022-water", "黎川县水利局", false},
		{"site name", parts{title: "日峰镇2022年政府信息公开工作年度报告-黎川县人民政府门户网站", heading: "日峰镇2022年政府信息公开工作年度报告"}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"operator", parts{heading: "日峰镇2022年政府信息公开工作年度报告", end: `</div><div class="foot">主办单位：黎川县人民政府办公室`}, "361022-township-日峰镇", "黎川县日峰镇人民政府", false},
		{"office on its own", parts{heading: "黎川县人民政府办公室2022年政府信息公开工作年度报告", text: "<p>本报告只统计县政府办公室的数据。</p>"}, "361022-gov_office-办公室", "黎川县人民政府办公室", false},
		{"office on the whole county", parts{heading: "黎川县人民政府办公室2022年政府信息公开工作年度报告", text: "<p>本报告根据各部门、各乡镇人民政府的年度报告汇总编制。</p>"}, "361022-gov_office", "黎川县人民政府", false},
		{"another county's site", parts{title: "黎川县教育局2022年政府信息公开工作年度报告_抚州市人民政府", heading: "黎川县教育局2022年政府信息公开工作年度报告"}, "361022-education", "黎川县教育局", false},
		{"foot of another county, town of the text", parts{heading: "香城镇2022年政府信息公开工作年度报告", text: "<p>邹城市香城镇人民政府2022年政府信息公开工作情况报告如下。</p>", end: `</div><div class="foot">网站标识码：3610220001　赣ICP备1号`}, "370883-township-香城镇", "邹城市香城镇人民政府", true},
		{"nobody", parts{heading: "2022年政府信息公开工作年度报告"}, "nil", "nil", true},
	} {
		page := strings.Replace(somePage(c.title, c.heading, c.byline, c.text), "</div></body>", c.end+"</div></body>", 1)
		r := Document(Input{Source: c.name, Body: []byte(page)})
		if text(r.AgencyID) != c.id || text(r.Agency) != c.agency || (len(findings(r, disclosure.RuleAgencyUnclear)) > 0) != c.doubt {
			t.Errorf("%s: %s %s %s %+v", c.name, r.Outcome, text(r.AgencyID), text(r.Agency), r.Findings)
		}
	}
}

// A title that stands above the element that holds the text, in lines of its own.
func TestTitleAboveTheText(t *testing.T) {
	page := somePage("黎川县水利局-年报", "", "", "")
	page = strings.Replace(page, `<h1></h1><p></p>`, "<p>黎川县水利局</p><p>2022年政府信息公开工作年度报告</p>", 1)
	r := Document(Input{Source: "a", Body: []byte(page)})
	if text(r.AgencyID) != "361022-water" || r.FiscalYear == nil || *r.FiscalYear != 2022 || text(r.Title) != "黎川县水利局2022年政府信息公开工作年度报告" {
		t.Errorf("%s %s %v %+v", text(r.Title), text(r.AgencyID), r.FiscalYear, r.Findings)
	}
}

// Links above the text lead to other reports.
func TestLinkAboveTheText(t *testing.T) {
	page := somePage("黎川县水利局", "", "", "<p>现公布黎川县水利局2022年工作情况。</p>")
	page = strings.Replace(page, `<h1></h1><p></p>`, `<p><a href="/1.html">黎川县教育局2020年政府信息公开工作年度报告</a></p>`, 1)
	r := Document(Input{Source: "a", Body: []byte(page)})
	if text(r.AgencyID) == "361022-education" || r.FiscalYear != nil && *r.FiscalYear == 2020 {
		t.Errorf("%s %s %v", text(r.Title), text(r.AgencyID), r.FiscalYear)
	}
}

// What the walk knows of the site outranks what the page says.
func TestAgencyOnAKnownSite(t *testing.T) {
	page := somePage("", "教育局2022年政府信息公开工作年度报告", "", "<p>网站标识码：3610220001</p>")
	r := Document(Input{Source: "a", Body: []byte(page), Division: someCounty})
	if text(r.AgencyID) != "990121-education" {
		t.Error(text(r.AgencyID))
	}
	if r := Document(Input{Source: "a", Body: []byte(page)}); text(r.AgencyID) != "361022-education" {
		t.Error(text(r.AgencyID))
	}
}
