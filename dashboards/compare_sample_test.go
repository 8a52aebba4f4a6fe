package dashboards

import "slices"

// compareSample is what the fake measures answer to compare's pages.
func compareSample() map[string]func(map[string]any) any {
	v := func(v float64) *float64 { return &v }
	report := ptr("990101-civil-2024")
	return map[string]func(map[string]any) any{
		"legal":    always([]LegalRow{{2018, 0, 2, 1, 0, 0, 0, 0, 0, 0, 3}, {2024, 1, 40, 3, 0, 5, 2, 0, 0, 0, 9}}),
		"quality":  always([]QualityRow{{2023, 0, 0, 0, 0, 0, 0, 0, 0}, {2024, 9, 2, 1, 1, 900, 3, 7, 20}}),
		"refusals": always([]RefusalRow{{2024, "2021", "outcome_denied_third_party", number(3), 4, 9, number(3), number(60)}, {2024, "2021", "outcome_denied_admin_query", number(30), 1, 9, number(30), number(60)}, {2024, "2021", "outcome_unable_not_held", Decimal{}, 0, 9, Decimal{}, Decimal{}}, {2018, "2014", "answer_denied_state_secret", number(0), 1, 1, number(0), number(8)}}),
		"calendar": always([]CalendarRow{
			{AgencyID: "990101-civil", Name: "晴岚县民政局" + hostile, County: "990101", Status: "late", Reason: "walked", Deadline: date("2025-01-31"), DeadlineAdjusted: date("2025-02-05"), PublishedLow: date("2025-02-06"), PublishedHigh: date("2025-02-09"), DaysLateLow: ptr[int32](1), DaysLateHigh: ptr[int32](9), ReportID: report, Total: 4},
			{AgencyID: "990101-tax", Name: "税务局", Status: "unknown", Deadline: date("2025-01-31"), PublishedHigh: date("2026-06-01"), DaysLateHigh: ptr[int32](486), Total: 4},
			{AgencyID: "990101-audit", Name: "审计局", Status: "not_found", Deadline: date("2025-01-31"), Total: 4},
			{AgencyID: "990101-township-枫屿乡", Name: "枫屿乡", Status: "unknown", Total: 4}}),
		"peers":     always([]PeersRow{{Dimension: "consistency", PeerGroup: "2021|county|*|own_office|2022-2024", Peers: []float64{0.8, 0.95, 0.99}, PeersCount: 3, Median: v(0.95)}}),
		"attention": always([]AttentionRow{{AgencyID: "990101-civil", County: "990101", Total: 7}}),
		"attention_years": always([]attentionYear{{"990101-civil", "晴岚县民政局", "990101", 2022, "not_found", nil, 0, ""}, {"990101-civil", "晴岚县民政局", "990101", 2023, "late", ptr[int32](5), 0, ""},
			{"990101-civil", "晴岚县民政局", "990101", 2024, "on_time", nil, 2, "990101-civil-2024"}}),
		"attention_bands": always([]attentionBands{{AgencyID: "990101-civil", FiscalYear: 2024, Consistency: "E", Legal: "A"}}),
		"compared": func(p map[string]any) any {
			rows := []AgencyShareRow{
				{AgencyID: "990101-civil", Rate: "disclosed", X: 30, N: 40, PeerGroup: "2021|county|*|own_office|2022-2024", Flag: "inside"},
				{AgencyID: "990101-civil", Rate: "denied", X: 1, N: 11, PeerGroup: "2021|county|*|own_office|2022-2024"},
			}
			return slices.DeleteFunc(rows, func(r AgencyShareRow) bool { return !slices.Contains(p["agencies"].([]string), r.AgencyID) })
		},
		"rate_groups":       always([]GroupShareRow{{Rate: "disclosed", PeerGroup: "2021|county|*|own_office|2022-2024", Agencies: 3, Median: 0.9}, {Rate: "denied", PeerGroup: "2021|county|*|own_office|2022-2024", Agencies: 3}}),
		"compared_counties": always([]CountyShareRow{{County: "990101", Rate: "disclosed", X: 60, N: 80, Agencies: 3}}),
		"county_peers":      always([]CountyPeersRow{{Rate: "disclosed", Median: 0.5, Peers: 9, Values: []float64{0.1, 0.5, 0.9}}}),
		"register":          always([]RegisterRow{{ValidFrom: date("2019-03-01"), Registered: 1, Predecessors: []string{"990101-gone", "990101-old"}}}),
		"agency_names":      always([]NameRow{{AgencyID: "990101-old", Name: hostile}, {"990101-civil", "晴岚县民政局", "990101"}}),
	}
}

// comparePages are addresses with what must be read there.
var comparePages = []pageWant{
	{"/regions/99", []string{"<h1>代码以 99 开头的地区</h1>", `<option value="99" selected>`, "2024 年度，代码以 99 开头的地区应有报告 2 份"}},
	{"/regions/9901?lang=en", []string{`href="/regions/99?lang=en"`, "places with codes that begin with 9901"}},
	{"/counties/990101?year=2024", []string{`<a href="/regions/9901?year=2024">`, "自上一年度以来", "2024 年度晴岚县：1 个比例中 0 个与各县中位数的差别超出区间。", `id="chart-county-peers"`}},
	{"/?year=2024", []string{`id="chart-legal"`, "行政复议被纠正 1 / 40，3%（95% 区间 25–75%）", "2024 年起复议法修订", `id="chart-quality"`, "900 个单元格中读取有疑义 7 个、不可辨认 3 个、空白 20 个", "未说明统计范围 2 份", "有一年没有可计算的数据", `href="/charts/legal.svg?year=2024"`, `data-svg="/charts/on-time.svg?year=2024"`}},
	{"/timeliness?year=2024", []string{"知道公布日期且有期限的报告 2 份，按时 0 份、逾期 1 份、早晚不能判定 1 份；另有 1 份不知道公布日期、1 份没有法定期限", "期限 2025年1月31日", "春节（2025年1月28日至2025年2月4日）：2025年1月31日到期的顺延至2025年2月5日。", "&lt;script&gt;", "逾期 1 天至逾期 9 天", `href="/reports/990101-civil-2024"`}},
	{"/timeliness?year=2024&level=county&family=civil&lang=en", []string{"A line is a report", `<option value="civil" selected>`}},
	{"/refusals?year=2024", []string{"共 3 件（不含行政查询事项）", "4.保护第三方合法权益", "4 / 9", "9 份报告均未载明或不可辨认", "2014 年格式的理由", "行政查询事项", "单列"}},
	{"/refusals?year=2024&county=990101&lang=en", []string{"all 5%", "stands apart"}},
	{"/refusals?year=2024&county=990101&level=county&family=civil", []string{`<option value="county" selected>`, `<option value="civil" selected>`, "2024 年度，晴岚县（县级、民政）：", "<th scope=\"col\" class=\"num\">全部地区（县级、民政）</th>", "“全部”为全部地区（县级、民政）。", `href="/reports?county=990101&amp;family=civil&amp;level=county&amp;sum=outcome_denied_third_party&amp;year=2024"`, `href="/api/v1/refusals?county=990101&amp;family=civil&amp;format=csv&amp;level=county"`, `href="/charts/refusals.csv?county=990101&amp;family=civil&amp;level=county&amp;year=2024"`}},
	{"/refusals?agency=990101-civil&year=2024&county=990102&level=township", []string{`name="agency" value="990101-civil"`, "晴岚县民政局", `href="/api/v1/refusals?agency=990101-civil&amp;format=csv"`, `href="/charts/refusals.csv?agency=990101-civil&amp;year=2024"`}},
	{"/agencies/990101-civil?year=2022", []string{`<a href="/agencies/990101-civil?year=2024#chart-agency-peers">2024</a>`}},
	{"/counties/990101?year=2024&level=county", []string{`href="/charts/county-peers.csv?county=990101&amp;level=county&amp;year=2024"`, `href="/reports?county=990101&amp;level=county&amp;rate=disclosed&amp;year=2024"`, `href="/refusals?county=990101&amp;level=county&amp;year=2024"`}},
	{"/attention?year=2024", []string{"2022 至 2024 年度，全部地区：7 个机关有记录在案的问题，最多的是晴岚县民政局。", `<a href="/reports/990101-civil-2024#findings">勾稽不符 2 处</a>`, "逾期 5 天", "未找到", `href="/agencies/990101-civil#profile-2024"`}},
	{"/?year=2024&lang=en", []string{"All agencies with something on record (7)"}},
	{"/compare", []string{"选择 2 至 6 个机关或县", `name="add"`}},
	{"/compare?agencies=990101-civil,990101&year=2024", []string{"共 4 个比例，其中 1 个与同组中位数的差别超出自身区间", "▼ 低于同组中位数 90%", "与同组中位数 50% 无从区分", `id="chart-compare"`, "所有县", "30 / 40，区间 25–75%", "样本少于 30，不与同组中位数 0% 比较", `type="checkbox" name="agencies" value="990101-civil" checked`, `href="/compare?agencies=990101&amp;rate=disclosed&amp;year=2024"`, "没有件数、未载明或不能确知", `//example.com/embed/compare?agencies=990101-civil%2C990101&amp;rate=disclosed&amp;year=2024`}},
	{"/compare?agencies=990101-civil&add=%E6%99%B4%E5%B2%9A%E5%8E%BF&year=2024&lang=en", []string{`value="990101" checked`, "below the median"}},
	{"/compare?add=%E5%B1%80&year=2024", []string{"“局”可能是：", "/compare?agencies=990101-civil"}},
	{"/compare?add=%3Cb%3E", []string{"没有名称含“&lt;b&gt;”的机关或县"}},
	{"/agencies/990101-civil", []string{`id="chart-agency-days"`, `id="chart-agency-requests"`, `id="chart-agency-outcomes"`, `id="chart-agency-legal"`, `id="chart-agency-peers"`, "同组机关", ">990101-gone</a>", "2019年3月1日 至 —", "承接职能自", "样本少于 30", "SHA-256"}},
}
