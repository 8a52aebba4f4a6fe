package demo

// cappedJCMS is a Hanweb site whose dataproxy.jsp gives ten records at a time, whatever it is
// asked for. The list page shows the first ten itself.
var cappedJCMS = small{
	address: hanwebAddress, platform: hanwebColumn("2100"), list: hanwebColumn("2110"),
	stranger: "/art/2024/2/6/art_2110_79042.html", perPage: 10, shells: 2,
}

func buildCappedJCMS(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.assets("/script/jquery.js", "/script/jquery.jpage.js", "/script/visitcount.js")
	h.platform()
	h.hanwebList("2110", list, view{Crumbs: crumbs("首页", "/", "政府信息公开", hanwebColumn("2100"), "政府信息公开年报", hanwebColumn("2110"))})
	return []*host{h}
}
