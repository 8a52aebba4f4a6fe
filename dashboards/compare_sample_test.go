package dashboards

// compareSample is what the fake measures answer to compare's pages.
func compareSample() map[string]func(map[string]any) any { return nil }

// comparePages are addresses with what must be read there.
var comparePages = []pageWant{
	{"/regions/99", []string{"<h1>代码以 99 开头的地区</h1>", `<option value="99" selected>`, "2024 年度，代码以 99 开头的地区应有报告 2 份"}},
	{"/regions/9901?lang=en", []string{`href="/regions/99?lang=en"`, "places with codes that begin with 9901"}},
	{"/counties/990101", []string{`<a href="/regions/9901">`}},
}
