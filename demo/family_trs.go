package demo

import (
	"strings"

	"gongkai/disclosure"
)

// The paths of the TRS site.
const (
	trsPlatform = "/zwgk/zfxxgk/"
	trsReports  = trsPlatform + "zfxxgknb/"
)

// trsTowns is the folder of the townships' column: in phase 3 it stands at another address, and
// the reports at those that they had.
func trsTowns(phase int) string {
	if phase >= 3 {
		return trsReports + "xzjd/"
	}
	return trsReports + "xz/"
}

// trsFolder is the folder of an agency's reports.
func trsFolder(a *agency) string {
	switch {
	case a.host != "":
		return "/zfxxgk/zfxxgknb/"
	case a.isGovernment():
		return trsReports
	case a.isTownship():
		return trsTowns(1)
	}
	return "/bmxxgk/" + a.slug + "/zfxxgknb/"
}

// trsAddress is ./YYYYMM/tYYYYMMDD_ID.html below the column. A few pages were moved once
// and carry a later date in their address than on their face.
func trsAddress(r *report, d *dice) string {
	t := r.published
	if d.chance(6) {
		t = t.AddDays(d.between(1, 3))
	}
	digits := strings.ReplaceAll(t.String(), "-", "")
	return trsFolder(r.agency) + digits[:6] + "/t" + digits + "_" + itoa(4000000+d.n(5999999)) + ".html"
}

// trsList adds the static pages of a list: index.html, index_1.html and so on.
func (h *host) trsList(folder string, c *column, size int, v view) {
	for i := range c.pages(size) {
		path := folder
		if i > 0 {
			path += "index_" + itoa(i) + ".html"
		}
		w := v
		w.Title, w.Column, w.Pages, w.Page = c.name, "政府信息公开年报", c.pages(size), i
		w.Links = links(c.page(i, size), folder, "", "")
		h.page(path, "list", h.listTime(), w)
	}
}

// buildQinglan makes the county's TRS site: the government's and the townships' reports in
// columns of the platform, each department's in a folder of its own.
func buildQinglan(c *county, phase int, reports []*report) []*host {
	h := newHost(c, nil, phase)
	for _, r := range reports {
		if r.agency.host == "" {
			h.reportPage(r, "政府信息公开年报", trsCrumbs(r.agency))
		}
	}
	h.trsFixed()
	side := []link{{URL: trsPlatform + "zfxxgkzn/", Text: "政府信息公开指南"}, {URL: trsPlatform + "zfxxgkzd/", Text: "政府信息公开制度"},
		{URL: trsPlatform + "fdzdgknr/", Text: "法定主动公开内容"}, {URL: trsReports, Text: "政府信息公开年报"}}
	below := append(append([]link{}, side...), link{URL: trsReports + "bm/", Text: "部门年报"}, link{URL: trsTowns(phase), Text: "乡镇街道年报"})
	h.page(trsPlatform, "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: crumbs("首页", "/", "政府信息公开", trsPlatform)})
	own := append(entriesOf(reports, func(r *report) bool { return r.agency.isGovernment() }), h.stranger(c.strangerPath()))
	h.trsList(trsReports, newColumn("政府信息公开年报", own), 5, view{Side: below, Crumbs: trsCrumbs(c.government())})
	towns := entriesOf(reports, func(r *report) bool { return r.agency.isTownship() })
	h.trsList(trsTowns(phase), newColumn("乡镇街道年报", towns), 10, view{Side: below, Crumbs: trsCrumbs(c.government())})
	h.trsDepartments(c, reports, below)
	hosts := []*host{h}
	for _, a := range c.agencies {
		if a.host != "" {
			hosts = append(hosts, buildTRSDepartment(c, a, phase, reports))
		}
	}
	return hosts
}

func (h *host) trsDepartments(c *county, reports []*report, below []link) {
	var departments []link
	for _, a := range c.agencies {
		switch {
		case a.isGovernment() || a.isTownship():
			continue
		case a.host != "":
			departments = append(departments, link{URL: "http://" + a.host + "/", Text: a.name})
			continue
		}
		folder := trsFolder(a)
		departments = append(departments, link{URL: folder, Text: a.name})
		platform := "/bmxxgk/" + a.slug + "/"
		side := []link{{URL: platform, Text: a.name}, {URL: platform + "zfxxgkzn/", Text: "政府信息公开指南"}, {URL: folder, Text: "政府信息公开年报"}}
		h.page(platform, "column", h.listTime(), view{Title: a.name + "信息公开", Column: "部门信息公开", Side: side, Links: side[1:], Crumbs: crumbs("首页", "/", "部门信息公开", trsReports+"bm/")})
		h.guide(platform+"zfxxgkzn/", a)
		list := entriesOf(reports, func(r *report) bool { return r.agency == a })
		h.trsList(folder, newColumn(a.name+"政府信息公开年报", list), 5, view{Side: side, Crumbs: trsCrumbs(a)})
	}
	h.page(trsReports+"bm/", "column", h.listTime(), view{Title: "部门年报", Column: "政府信息公开年报", Side: below, Links: departments, Crumbs: trsCrumbs(c.government())})
}

func trsCrumbs(a *agency) []link {
	if a.host != "" {
		return crumbs("首页", "/", "政府信息公开", "/zfxxgk/", "政府信息公开年报", "/zfxxgk/zfxxgknb/")
	}
	if a.isGovernment() || a.isTownship() {
		return crumbs("首页", "/", "政府信息公开", trsPlatform, "政府信息公开年报", trsReports)
	}
	return crumbs("首页", "/", a.name, "/bmxxgk/"+a.slug+"/", "政府信息公开年报", trsFolder(a))
}

// crumbs pairs names with addresses.
func crumbs(pairs ...string) []link {
	var all []link
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, link{URL: pairs[i+1], Text: pairs[i]})
	}
	return all
}

// trsFixed adds home, news, guides and what else every link of the site leads to.
func (h *host) trsFixed() {
	h.addNews("/xwzx/jrxw/", ".html")
	h.guide(trsPlatform+"zfxxgkzn/", h.county.government())
	h.notice(trsPlatform+"zfxxgkzd/", day(2020, 6, 8), "政府信息公开制度", "政府信息公开工作制度", "信息发布实行三级审看，谁起草谁负责核对，谁发布谁负责更新。")
	h.notice(trsPlatform+"fdzdgknr/", day(2020, 6, 8), "法定主动公开内容", "法定主动公开内容", "本栏目按条例第二十条列出县政府应当主动公开的内容目录。")
	h.notice("/wzdt/", disclosure.Date{}, "网站地图", "网站地图", siteMap([]link{{URL: trsPlatform, Text: "政府信息公开"}, {URL: trsReports, Text: "政府信息公开年报"}}))
	h.notice("/zjql/", disclosure.Date{}, "走进晴岚", "走进晴岚", "晴岚县三面环山，一条清溪穿城而过，产茶、竹和蜜橘。")
	h.assets("/images/style.css", "/images/createPage.js", "/images/ico2.gif")
	h.searchable(&trsSearch)
	h.page("/", "home", h.listTime(), view{Title: "首页", Search: &trsSearch, News: h.news, SideTitle: "部门网站",
		Links: []link{{URL: trsPlatform, Text: "政府信息公开"}, {URL: trsPlatform + "zfxxgkzn/", Text: "政府信息公开指南"}, {URL: trsReports + "bm/", Text: "部门信息公开"}},
		Side:  h.departmentSites()})
}

// buildTRSDepartment makes the site of a department with a host of its own.
func buildTRSDepartment(c *county, a *agency, phase int, reports []*report) *host {
	h := newHost(c, a, phase)
	for _, r := range reports {
		if r.agency == a {
			h.reportPage(r, "政府信息公开年报", trsCrumbs(a))
		}
	}
	h.addNews("/gzdt/", ".html")
	h.guide("/zfxxgk/zfxxgkzn/", a)
	h.notice("/wzdt/", disclosure.Date{}, "网站地图", "网站地图", siteMap([]link{{URL: "/zfxxgk/", Text: "政府信息公开"}}))
	h.assets("/images/style.css", "/images/createPage.js", "/images/ico2.gif")
	side := []link{{URL: "/zfxxgk/zfxxgkzn/", Text: "政府信息公开指南"}, {URL: "/zfxxgk/zfxxgknb/", Text: "政府信息公开年报"}}
	h.page("/", "home", h.listTime(), view{Title: "首页", News: h.news, Links: append([]link{{URL: "/zfxxgk/", Text: "政府信息公开"}}, side[0])})
	h.page("/zfxxgk/", "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: trsCrumbs(a)[:2]})
	list := entriesOf(reports, func(r *report) bool { return r.agency == a })
	h.trsList("/zfxxgk/zfxxgknb/", newColumn("政府信息公开年报", list), 5, view{Side: side, Crumbs: trsCrumbs(a)})
	return h
}
