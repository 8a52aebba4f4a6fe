package dashboards

import (
	"context"
	"fmt"
	"slices"
)

var sampleNames = []NameRow{{"990101-civil", "晴岚县民政局", "990101"}, {"990101-township-枫屿乡", hostile, "990101"}, {"990101-education", "晴岚县教育局", "990101"}, {"990102-education", "重云县教育和体育局", "990102"}}

// takeawaySample is what the fake measures answer to takeaway's pages.
func takeawaySample() map[string]func(map[string]any) any {
	return map[string]func(map[string]any) any{
		"search_names": always([]CountyNamesRow{
			{"990101", sampleNames[0].AgencyID + "\n" + sampleNames[2].AgencyID + "\n" + sampleNames[1].AgencyID, sampleNames[0].Name + "\n" + sampleNames[2].Name + "\n" + sampleNames[1].Name},
			{"990102", sampleNames[3].AgencyID, sampleNames[3].Name},
		}),
		"agencies_named": func(p map[string]any) any {
			held := []namedRow{}
			for _, a := range named(sampleNames, func(a NameRow) string { return a.Name }, p["q"].(string)) {
				if county := p["county"].(string); county == "" || within(a.County, county) {
					held = append(held, namedRow{a, 0})
				}
			}
			for i := range held {
				held[i].Total = uint64(len(held))
			}
			return held[:min(len(held), int(p["limit"].(uint32)))]
		},
		"search_years": func(p map[string]any) any {
			switch {
			case p["word"] == "" && slices.Contains(p["pairs"].([]string), "府信"): // most texts have its pairs
				return []foundRow{{2024, 15_000}, {2023, 5_001}}
			case p["word"] == "" && slices.Contains(p["pairs"].([]string), "义务"):
				return []foundRow{{2024, 20_000}}
			case p["word"] == "义务教育":
				return []foundRow{{2024, 2}}
			case p["word"] != "培训" && p["word"] != "公开":
				return nil
			}
			return []foundRow{{2024, 41}}
		},
		"search_counted": func(p map[string]any) any {
			if p["word"] == "政府信息" {
				return []countedRow{{p["most"].(uint64), ""}}
			}
			return []countedRow{{2, "2023\t990101-civil-2023\tr1\n2024\t990101-civil-2024\tr1"}} // 府信息中
		},
		"search_texts": func(p map[string]any) any {
			switch years := p["years"].([]uint16); p["word"] {
			case "政府信息":
				held := make([]TextHitRow, min(10_500, p["limit"].(uint32)))
				for i := range held {
					held[i] = TextHitRow{ReportID: fmt.Sprintf("99%05d-civil-%d", i, years[0]), AgencyID: "990101-civil", FiscalYear: years[0], ReadingID: "r1"}
				}
				return held[min(len(held), int(p["offset"].(uint32))):]
			case "义务教育":
				return []TextHitRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", FiscalYear: 2024, ReadingID: "r1"}}
			}
			if p["word"] != "培训" && p["word"] != "公开" {
				return nil
			}
			return []TextHitRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", FiscalYear: 2024, ReadingID: "r1"}}
		},
		"table_sizes":     always([]SizeRow{{"figures", 1234}}),
		"search_passages": always([]PassageRow{{"r1", []string{"组织业务\n培训2次，" + hostile, "组织业务 培训2次，" + hostile}}}),
	}
}

// tablesSample describes two tables, of which one is somebody else's and has no Chinese.
func tablesSample(context.Context) ([]PublicTable, error) {
	return []PublicTable{
		{Name: "bodies", About: "every body once", Key: []string{"sha256"}, Columns: []PublicColumn{{Name: "sha256", Type: "String", About: "hash"}}},
		{Name: "figures", About: "one figure", AboutZH: "一个数字" + hostile, Key: []string{"report_id"}, References: []TableReference{{[]string{"report_id"}, "reports"}}, Questions: []TableQuestion{{"How many requests were made?", "收到多少申请？"}},
			Columns: []PublicColumn{{"value", "Nullable(Decimal(20, 6))", "in unit", "以 unit 为单位", "as unit says", "见 unit 列", "the report", "报告"}, {Name: "raw", Type: "String", About: "as printed"}}},
	}, nil
}

// takeawayPages are addresses with what must be read there.
var takeawayPages = []pageWant{
	{"/", []string{`<script src="/assets/first.js?v=`, `<aside id="tour"`, "点它，就看到印着它的那个单元格", `<details class="terms"><summary>本页的名词：期限、申请、予以公开`, "《条例》第四十九条"}},
	{"/method?lang=en", []string{"Regulation, art. 14–16", "On your first visit", "blank is not zero"}},
	{"/data/tables/figures", []string{"<h1>数据表 figures</h1>", "一个数字&lt;script&gt;", "以 unit 为单位", `<span lang="en">as printed</span>`, "1,234", `href="/data/tables/reports"`, `href="/data#tables"`, "<li>收到多少申请？</li>", `<td class="unit">见 unit 列</td>`, "来源：报告"}},
	{"/data/tables/figures?lang=en", []string{"<h1>The table figures</h1>", "One figure.", "in unit", "as printed", `href="/data/tables/reports?lang=en"`, "<li>How many requests were made?</li>", `<td class="unit">as unit says</td>`, "Source: the report"}},
	{"/search", []string{"按名称、拼音首字母、全拼或区划代码"}},
	{"/search?q=%E5%9F%B9%E8%AE%AD", []string{"“培训”：地区 0 个、机构 0 个；正文有此词的报告 41 份。", "没有这样的地区或机构", "组织业务 <mark>培训</mark>2次，&lt;script&gt;", `<a href="/reports/990101-civil-2024">晴岚县民政局 2024</a>`, `href="/search?offset=20&amp;q=%E5%9F%B9%E8%AE%AD"`, `value="培训"`}},
	{"/search?q=qinglan&lang=en", []string{`<a href="/counties/990101?lang=en"><span lang="zh-Hans">晴岚县</span></a>`, `<a href="/agencies/990101-civil?lang=en"><span lang="zh-Hans">晴岚县民政局</span></a>`, "No report&#39;s text has all these words"}},
	{"/search?q=jyj&county=990101", []string{"/agencies/990101-education", "机构 1 个"}},
	{"/search?q=%E5%B2%9A", []string{"正文从两个字起才可查找", "/counties/990101"}},
}
