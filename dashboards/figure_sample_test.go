package dashboards

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
		}),
		"checks_across": always([]AcrossRow{
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Rule: "R601", Fail: 1, NotAssessable: 6, Reasons: []string{"unknown_value"}},
			{ReportID: "990101-civil-2024", FiscalYear: 2024, Rule: "R603", NotAssessable: 2, Reasons: []string{"scope"}}}),
		"series": always([]SeriesRow{
			{Series: "h_requests_received", LabelZH: "收到申请数", LabelEN: "requests received", FiscalYear: 2018, ReportID: "990101-civil-2018", Form: "2014", Scope: "own_office", Value: number(30), Unit: "件", Grade: "comparable", Note: "one request a matter", NoteZH: "一事一申请[K]", Confidence: 1, Formula: "requests_received"},
			{Series: "h_requests_received", LabelZH: "收到申请数", LabelEN: "requests received", FiscalYear: 2024, ReportID: "990101-civil-2024", Form: "2021", Scope: "own_office", Value: number(12), Unit: "件", Grade: "comparable", Note: "—", NoteZH: "—", Confidence: 0.8, Formula: "requests_new.total"},
			{Series: "h_review_upheld", LabelZH: "行政复议维持", LabelEN: "reconsideration: upheld", FiscalYear: 2024, ReportID: "990101-civil-2024", Form: "2021", Scope: "own_office", Unit: "件", Grade: "partial", Segment: 2024, Note: "unknown_value", NoteZH: "unknown_value", Formula: "reconsideration_upheld"},
		}),
	}
}

// figurePages are addresses with what must be read there.
var figurePages = []pageWant{
	{"/reports/990101-civil-2024/figures/requests_new.total", []string{
		"所印“12”，读作 12 件。用到它的核对 3 项：成立 0，不符 0，均为零或空 0，不能核对 3。", "也可能有别的读法", "“12”", "其中有的项未印在报告上",
		`href="/reports/990101-civil-2024/figures/requests_new.natural_person"`, `src="/reports/990101-civil-2024/evidence?figure=requests_new.total#gongkai-aim"`,
		"跨表式序列“收到申请数”", "2018 年度为 30，2024 年度为 12；有数的年度 2 个", `href="/reports/990101-civil-2018/figures/requests_received"`, "一事一申请[K]", "2019",
		`href="/reports/990101-civil-2024/figures/requests_new.total?version=1"`, "由“—”改为“—”", "如何引用", `href="/method#object"`, "提到它的其他疑点", "&lt;script&gt;alert(1)&lt;/script&gt;"}},
	{"/reports/990101-civil-2024/figures/requests_new.total?lang=en&version=1", []string{
		"This is version 1; the current one is 2.", "Printed “14”, read as 14 cases.", `src="/reports/990101-civil-2024/evidence?figure=requests_new.total&amp;lang=en&amp;version=1#gongkai-aim"`, "See the current one"}},
	{"/reports/990101-civil-2024/figures/requests_carried_out.total?version=1", []string{"所印不是数字（短横），数值不详，不是零。", "不知是否为零"}},
	{"/reports/990101-civil-2024/figures/requests_carried_out.total?version=2", []string{"第 2 版没有印这个数字。"}},
	{"/reports/990101-civil-2024/figures/proactive_rules_made?lang=en", []string{"page 2", "No check uses it."}},
	{"/reports/990101-civil-2024/figures/reconsideration_total", []string{"其中有的项未印在报告上", "复议", "不足以比较"}},
	{"/reports/990101-civil-2024/figures/no_such_indicator", []string{"没有勾稽关系用到这个数字", "正文第 121–122 字"}},
}
