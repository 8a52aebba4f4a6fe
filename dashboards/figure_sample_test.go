package dashboards

import "slices"

// figureSample is what the fake measures answer to figure's pages.
func figureSample() map[string]func(map[string]any) any {
	return map[string]func(map[string]any) any{
		"figure_versions": func(p map[string]any) any {
			versions := []FigureVersionRow{
				{Version: 1, URL: "http://a/", SHA256: "aa", ParserVersion: 1, FirstSeenAt: seen, LastSeenAt: seen},
				{Version: 2, URL: "http://a/", SHA256: "bb", ParserVersion: 1, FirstSeenAt: seen, LastSeenAt: seen}}
			if p["indicator"] == "requests_new" && p["applicant"] == "total" {
				versions[0].Value, versions[0].State, versions[0].Raw, versions[0].Unit, versions[0].Confidence = number(14), "number", "14", "件", 1
				versions[1].Value, versions[1].State, versions[1].Raw, versions[1].Unit, versions[1].Confidence = number(12), "number", "12", "件", 0.8
			}
			if p["indicator"] == "requests_carried_out" { // the first version alone prints it
				versions[0].State, versions[0].Raw, versions[0].Unit = "dash", hostile, "件"
			}
			return versions
		},
		"agency_figures": always([]AgencyFigureRow{
			{"990101-civil-2023", 2023, "2021", "own_office", "requests_carried_out", "total", number(4), "件", "number", "4", 1},
			{"990101-civil-2024", 2024, "2021", "own_office", "requests_carried_in", "total", number(3), "件", "number", "3", 1},
			{"990101-civil-2022", 2022, "2021", "unknown", "reconsideration_total", "", number(3), "件", "number", "3", 1},
			{"990101-civil-2024", 2024, "2021", "own_office", "reconsideration_total", "", Decimal{}, "件", "unreadable", "?", 0.5},
			{"990101-civil-2018", 2018, "2014", "own_office", "requests_received", "", number(30), "件", "number", "30", 1},
			{"990101-civil-2024", 2024, "2021", "own_office", "requests_new", "total", number(12), "件", "number", "12", 0.8},
		}),
		"checks_across": always([]AcrossRow{
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Rule: "R601", Fail: 1, NotAssessable: 6, Reasons: []string{"unknown_value"}},
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Rule: "R603", NotAssessable: 2, Reasons: []string{"scope"}},
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Rule: "R701", Pass: 1, Reasons: []string{}}}),
		"changes": always([]ChangeRow{
			{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Version: 2, Kind: "title", Change: "changed", FromText: ptr("旧题"), ToText: ptr(hostile), Confidence: 1, ChangedAfter: seen, ChangedBy: seen, Total: 3},
			{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Version: 2, Kind: "date", Part: "box", Change: "added", ToText: ptr("2025-01-20"), Confidence: 1, ChangedAfter: seen, ChangedBy: seen, Total: 3},
			{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Version: 2, Kind: "figure", Change: "changed", Indicator: "requests_new", Applicant: "total", FromValue: number(14), ToValue: number(12), FromState: "number", ToState: "number", Confidence: 0.8, ChangedAfter: seen, ChangedBy: seen, Total: 3}}),
		"vanished": always([]GoneRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: ptr[uint16](2024), URL: "javascript:alert(3)", VanishedOn: date("2026-04-02"), LastSeenAt: seen, Walks: 3, AnsweredAt: &seen, Answer: "not_found", Total: 1}}),
		"finding_matrix": always([]FindingCountRow{
			{AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", Rule: "L106", Severity: "info", Findings: 1, Reports: 1, Printed: 1, Total: 2},
			{AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", Rule: "R303", Severity: "error", Findings: 3, Reports: 2, Printed: 2, FirstYear: ptr[uint16](2022), LastYear: ptr[uint16](2024), Total: 2},
			{AgencyID: "990101-township-枫屿乡", Name: hostile, County: "990101", Rule: "R303", Severity: "error", Findings: 1, Reports: 1, Total: 2}}),
		"copies":         always([]CopyRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, OtherReportID: "990101-audit-2024", OtherAgencyID: "990101-audit", OtherName: hostile, OtherCounty: "990101", OtherFiscalYear: 2024, Relation: "county", Kind: "passage", Jaccard: 0.952, BaselineLow: ptr(0.1), BaselineHigh: ptr(0.2), Passages: 3, Total: 1}}),
		"foreign_places": always([]ForeignPlaceRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: ptr[uint16](2024), Place: "云汀县", Code: "990122", Severity: "warning", Position: 12, Characters: 3, Sentence: "云汀县民政局" + hostile, Total: 1}}),
		"text_templates": func(p map[string]any) any {
			all := []TemplateRow{{Place: "990101", FiscalYear: 2024, Ordinal: 1, Text: "全年主动公开政府信息300条" + hostile, Characters: 12, Users: 2, Reports: 9, ReportIDs: []string{"990101-civil-2024", "990101-gone-2024"}, Total: 2},
				{Place: "990101", FiscalYear: 2024, Ordinal: 2, Text: "下一步继续努力", Characters: 7, Users: 2, Reports: 9, ReportIDs: []string{}, Total: 2}}
			return slices.DeleteFunc(all, func(r TemplateRow) bool { return p["ordinal"] != uint32(0) && p["ordinal"] != r.Ordinal })
		},
		"report_rewordings": always([]RewordingRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: ptr[uint16](2024), Version: 2, Section: "overview", FromOrdinal: 3, ToOrdinal: 4, FromText: "培训2次" + hostile, ToText: "培训5次", Similarity: 1, Total: 1}}),
		"sum_reports":       always(summed),
		"cells":             always([]CellRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Form: "2021", Indicator: "reconsideration_total", Unit: "件", State: "unreadable", Raw: hostile, Confidence: 0.5, Total: 1}}),
		"rate_inputs": always([]RateInputRow{
			{Rate: "denied", LabelZH: "不予公开", LabelEN: "denied", Part: "x", Indicator: "outcome_denied_state_secret", Applicant: "total", Value: number(2), State: "number", Rule: "R302"},
			{Rate: "denied", LabelZH: "不予公开", LabelEN: "denied", Part: "x", Indicator: "outcome_denied_third_party", State: ""},
			{Rate: "denied", LabelZH: "不予公开", LabelEN: "denied", Part: "n", Indicator: "outcome_total", Applicant: "total", Value: number(11), State: "number", Rule: "R302"}}),
		"sum_checks":        always([]CheckedRow{{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Scope: "unknown", Outcome: "partial", Pass: 9, Fail: 1, Doubtful: 3, Vacuous: 20, Total: 1}}),
		"government_ratios": always([]RatioRow{{DivisionCode: "990101", AgencyID: "990101-civil", FiscalYear: 2024, Indicator: "requests_new", ReportID: "990101-civil-2024", Scope: "own_office", Government: number(12), Parts: number(24), PartsKnown: 2, PartsReports: 3, Ratio: ptr(0.5)}}),
		"agency_totals": always([]AgencyFigureRow{
			{ReportID: "990101-civil-2018", FiscalYear: 2018, Form: "2014", Scope: "own_office", Indicator: "requests_received", Value: number(30), Confidence: 1},
			total("requests_new", 12), total("requests_carried_in", 1), total("requests_carried_out", 2), total("outcome_total", 11), total("outcome_granted", 5), total("outcome_partial", 1),
			total("outcome_denied_state_secret", 2), total("outcome_unable_not_held", 1), total("outcome_not_processed_petition", 1),
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Form: "2021", Scope: "own_office", Indicator: "reconsideration_upheld", Confidence: 1},
		}),
	}
}

// total is a figure of the sample report in the column of all applicants.
func total(indicator string, n int64) AgencyFigureRow {
	return AgencyFigureRow{ReportID: "990101-civil-2024", FiscalYear: 2024, Form: "2021", Scope: "own_office", Indicator: indicator, Applicant: "total", Value: number(n), Confidence: 1}
}

// figurePages are addresses with what must be read there.
var figurePages = []pageWant{
	{"/templates?county=990101&year=2024", []string{"晴岚县：同一县同一年度至少五分之一报告共有的语句 2 句", "300条&lt;script&gt;", `href="/templates?county=990101&amp;ordinal=2&amp;year=2024">2 / 9`, `/api/v1/templates?county=990101&amp;format=csv&amp;year=2024`}},
	{"/templates?county=990101&year=2024&ordinal=1&lang=en", []string{"of 9 reports that were compared, 2 have this sentence", `<a href="/reports/990101-civil-2024?lang=en"><span lang="zh-Hans">晴岚县民政局</span> 2024</a>`, "990101-gone-2024 2024", "counts against nobody"}},
	{"/rewordings", []string{"全部地区：公布后改写的语句 1 句", `<del lang="zh-Hans">培训2次&lt;script&gt;`, `href="/reports/990101-civil-2024?version=1"`, `href="/reports/990101-civil-2024#version-2"`, "总体情况"}},
	{"/reports/990101-civil-2024/figures/requests_new.total", []string{
		"所印“12”，读作 12 件。用到它的核对 3 项：成立 0，不符 0，均为零或空 0，不能核对 3。", "也可能有别的读法", "“12”", "其中有的项未印在报告上",
		`href="/reports/990101-civil-2024/figures/requests_new.natural_person"`, `src="/reports/990101-civil-2024/evidence?figure=requests_new.total#gongkai-aim"`,
		"跨表式序列“收到申请数”", "2018 年度为 30，2024 年度为 12；有数的年度 2 个", `href="/reports/990101-civil-2018/figures/requests_received"`, "2019年起一事一申请，计数单位可能不同[K]", "2019",
		`href="/reports/990101-civil-2024/figures/requests_new.total?version=1"`, "由“—”改为“—”", "如何引用", `href="/method#object"`, "提到它的其他疑点", "&lt;script&gt;alert(1)&lt;/script&gt;"}},
	{"/reports/990101-civil-2024/figures/requests_new.total?lang=en&version=1", []string{
		"This is version 1; the current one is 2.", "Printed “14”, read as 14 cases.", `src="/reports/990101-civil-2024/evidence?figure=requests_new.total&amp;lang=en&amp;version=1#gongkai-aim"`, "See the current one"}},
	{"/reports/990101-civil-2024/figures/requests_carried_out.total?version=1", []string{"所印不是数字（短横），数值不详，不是零。", "不知是否为零"}},
	{"/reports/990101-civil-2024/figures/requests_carried_out.total?version=2", []string{"第 2 版没有印这个数字。"}},
	{"/reports/990101-civil-2024/figures/proactive_rules_made?lang=en", []string{"page 2", "No check uses it."}},
	{"/reports/990101-civil-2024/figures/reconsideration_total", []string{"其中有的项未印在报告上", "复议", "不足以比较"}},
	{"/reports/990101-civil-2024/figures/no_such_indicator", []string{"没有勾稽关系用到这个数字", "正文第 121–122 字"}},
	{"/changes", []string{"全部地区：公布后改动 3 处；从网站上消失的报告 1 份。", `href="/reports/990101-civil-2024/figures/requests_new.total?version=1"`, `href="/reports/990101-civil-2024#version-2"`, "信息栏日期", "答复不存在", "8 / 9", "读取有疑义"}},
	{"/changes?kind=figure&county=990101&year=2024&lang=en", []string{"3 changes after publication; ", `<option value="figure" selected>`, "Lists that moved"}},
	{"/findings/matrix", []string{"有疑点的机关 2 个。本页 2 个机关共 5 项，其中报告所印如此 3 项；最常见的是 R303", `href="/findings?agency=990101-civil&amp;rule=R303#list"`, "R303：3 项，2 份报告，其中报告所印如此 2 项", `data-year="L106"`}},
	{"/findings/matrix?county=990101&year=2024&severity=error&blame=agency&lang=en", []string{"Findings: rules by agencies", `href="/findings?agency=990101-civil&amp;blame=agency&amp;lang=en&amp;rule=R303&amp;severity=error&amp;year=2024#list"`}},
	{"/findings?blame=agency", []string{`<option value="agency" selected>`, `href="/findings/matrix?blame=agency"`}},
	{"/copies", []string{"文字相近的报告 1 对；本页 1 对，其中 1 对共有少见的段落。写有外地机关名称的 1 处。", `href="/reports/990101-civil-2024/shared"`, "0.95", "0.10–0.20", "云汀县"}},
	{"/copies?kind=passage&lang=en", []string{"Texts that are alike", "passages few share"}},
	{"/reports?sum=denied&year=2024", []string{"2024 年度，全部地区，“不予公开”合计 2，来自 1 份报告；另有 1 份不计入", `href="/reports/990101-civil-2024/figures/outcome_denied_state_secret.total"`, "其余 1 项为零", "空白", "口径不详；未印总计"}},
	{"/reports?county=990101&lang=en", []string{"1 report; those with identities that do not hold come first", `href="/reports/990101-civil-2024?lang=en#findings"`}},
	{"/expected?status=late&year=2024", []string{"2024 年度，全部地区，“逾期”的 1 份。", "逾期 5 天至逾期 9 天"}},
	{"/agencies/990101-civil", []string{"跨表式序列", "跨年与同县核对", "不符 1", "政府报告与所属部门", `href="/reports/990101-civil-2018/figures/requests_received"`, "0.50"}},
	{"/", []string{`<p class="value"><a href="/reports?sum=received&amp;year=2024">12`, `href="/reports?sum=received&amp;year=2024"`, `href="/expected?status=late&amp;year=2024"`, `href="/reports?county=990101&amp;year=2024"`}},
	{"/reports/990101-civil-2024/rates/denied", []string{"分子 —，分母 11", `href="/reports/990101-civil-2024/figures/outcome_total.total"`, "表中无此项"}},
	{"/funnel", []string{`<a href="/reports/990101-civil-2024/rates/carried_out">9 / 40</a>`}},
	{"/cells?cells=doubtful&year=2024", []string{"2024 年度，全部地区，“", "的单元格 1 个。", `href="/reports/990101-civil-2024/figures/reconsideration_total"`}},
	{"/reports?rate=carried_out&year=2024", []string{"给出“结转下年度占应办申请”的报告", `<a href="/reports/990101-civil-2024/rates/carried_out">9 / 40</a>`}},
	{"/reports/990101-civil-2024?version=1", []string{"存档为第 1 版；所列数字是现行第 2 版的", `src="/reports/990101-civil-2024/evidence?version=1"`, `href="/reports/990101-civil-2024?version=1" aria-current="true"`}},
	{"/expected?lang=en", []string{"3 expected reports.", `href="/agencies/990101-civil/absence/2022?lang=en">What it rests on`}},
	{"/agencies/990101-civil/absence/2022", []string{"期限届满后 2 日走完其全部栏目（2023年2月10日至2023年4月20日）。", "有结果，但没有这一份", "&lt;script&gt;", "http://qinglan.demo.test/s?q=2021", "<code>a1</code>", "<code>c1</code>", "只能由脚本查询", "不足为凭", "1 / 2", `/api/v1/searches?agency=990101-civil&amp;format=csv&amp;year=2022`}},
	{"/agencies/990101-civil/absence/2022?lang=en", []string{"what it rests on", "Days after the deadline on which all its lists were walked to the end: 2", "this report is not among them", "proves nothing"}},
}

var summed = []SumRow{
	{ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Scope: "own_office", Value: number(2), Counts: 1, Complete: 1, Figures: []string{"outcome_denied_state_secret.total", "outcome_denied_third_party.total", "outcome_denied_admin_query.total"}, Amounts: []string{"2", "0", ""}, States: []string{"number", "zero", "blank"}, Sum: number(2), Counted: 1, Total: 2},
	{ReportID: "990101-tax-2024", AgencyID: "990101-tax", Name: hostile, County: "990101", FiscalYear: 2024, Scope: "unknown", Value: number(14069), Figures: []string{"requests_new.total"}, Amounts: []string{"14069"}, States: []string{"number"}, Sum: number(2), Counted: 1, Total: 2}}
