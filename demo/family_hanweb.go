package demo

import (
	"net/url"
	"strconv"

	"gongkai/disclosure"
)

// Records that a list page of the Hanweb site holds and shows.
const (
	hanwebPerPage   = 15
	hanwebGroup     = 3
	hanwebMostAtOne = 300 // records that dataproxy.jsp ever returns
)

func hanwebColumn(id string) string { return "/col/col" + id + "/index.html" }

// hanwebAddress is /art/Y/M/D/art_COLUMN_ID.html.
func hanwebAddress(r *report, d *dice) string {
	column := "2111"
	switch {
	case r.agency.host != "":
		column = "3110"
	case r.agency.isGovernment():
		column = "2110"
	}
	t := r.published.Time()
	return "/art/" + itoa(t.Year()) + "/" + itoa(int(t.Month())) + "/" + itoa(t.Day()) + "/art_" + column + "_" + itoa(100000+d.n(899999)) + ".html"
}

// hanwebList adds a list whose records are read through dataproxy.jsp; the page itself
// holds only the first group of them.
func (h *host) hanwebList(id string, c *column, v view) {
	unit := itoa(390000 + roll("unit", h.name, id).n(9999))
	h.columns[unit] = c
	v.Title, v.Column, v.ColumnID, v.Unit, v.WebID = c.name, c.name, id, unit, h.webID()
	v.SiteQuery = url.QueryEscape(h.title)
	v.PerPage, v.GroupSize, v.Total = hanwebPerPage, hanwebGroup, len(c.entries)
	if s := h.county.small; s != nil {
		v.PerPage, v.GroupSize = s.perPage, 1
	}
	v.Links = links(c.page(0, v.PerPage*v.GroupSize), "", "[", "]")
	h.page(hanwebColumn(id), "list", h.listTime(), v)
}

func (h *host) webID() string {
	if h.department != nil {
		return "27"
	}
	return "14"
}

// dataproxy answers as the module does: it heeds page and perpage, cuts perpage at
// hanwebMostAtOne, and takes no notice of startrecord and endrecord, as some real ones do.
func (h *host) dataproxy(q url.Values) (string, bool) {
	c, ok := h.columns[q.Get("unitid")]
	if !ok {
		return "", false
	}
	size, err := strconv.Atoi(q.Get("perpage"))
	if err != nil || size < 1 {
		size = hanwebPerPage
	}
	size = min(size, hanwebMostAtOne)
	if h.county.small != nil {
		size = min(size, h.county.small.perPage)
	}
	page, err := strconv.Atoi(q.Get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	v := view{Total: len(c.entries), Pages: c.pages(size), Page: page + 1, WebID: h.webID(), ColumnID: q.Get("columnid"), Unit: q.Get("unitid"),
		SiteQuery: url.QueryEscape(h.title), Links: links(c.page(page-1, size), "", "[", "]")}
	return h.render("proxy", v), true
}

// buildYunting makes the county's Hanweb site: the government's reports in one list, all
// departments' and townships' in another that has more than a hundred entries.
func buildYunting(c *county, phase int, reports []*report) []*host {
	h := newHost(c, nil, phase)
	for _, r := range reports {
		if r.agency.host == "" {
			column := "2111"
			if r.agency.isGovernment() {
				column = "2110"
			}
			h.reportPage(r, "政府信息公开年报", crumbs("首页", "/", "政府信息公开", hanwebColumn("2100"), "政府信息公开年报", hanwebColumn(column)))
		}
	}
	h.hanwebFixed("2100", "2101", "2110")
	side := crumbs("政府信息公开指南", hanwebColumn("2101"), "政府信息公开制度", hanwebColumn("2102"), "法定主动公开内容", hanwebColumn("2103"), "政府信息公开年报", hanwebColumn("2110"))
	below := append(append([]link{}, side...), crumbs("部门和乡镇街道年报", hanwebColumn("2111"))...)
	below = append(below, h.departmentSites()...)
	trail := crumbs("首页", "/", "政府信息公开", hanwebColumn("2100"), "政府信息公开年报", hanwebColumn("2110"))
	h.notice(hanwebColumn("2102"), day(2020, 7, 1), "政府信息公开制度", "政府信息公开工作制度", "公开目录每年校核一次，新增事项随时补入。")
	h.notice(hanwebColumn("2103"), day(2020, 7, 1), "法定主动公开内容", "法定主动公开内容", "本栏目收录县政府文件、规划、预决算和重大项目信息。")
	h.page(hanwebColumn("2100"), "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: trail[:2]})
	own := entriesOf(reports, func(r *report) bool { return r.agency.isGovernment() })
	h.hanwebList("2110", newColumn("政府信息公开年报", own), view{Side: below, Crumbs: trail})
	others := entriesOf(reports, func(r *report) bool { return !r.agency.isGovernment() && r.agency.host == "" })
	others = append(others, h.stranger(c.strangerPath()))
	for i := range others {
		others[i].cut = 24
	}
	h.hanwebList("2111", newColumn("部门和乡镇街道年报", others), view{Side: below, Crumbs: trail})
	hosts := []*host{h}
	for _, a := range c.agencies {
		if a.host != "" {
			hosts = append(hosts, buildHanwebDepartment(c, a, phase, reports))
		}
	}
	return hosts
}

// hanwebFixed adds home, news, guide and map of a host.
func (h *host) hanwebFixed(platform, guide, list string) {
	h.addNews("", "")
	owner := h.county.government()
	if h.department != nil {
		owner = h.department
	}
	h.guide(hanwebColumn(guide), owner)
	h.notice(hanwebColumn("2190"), disclosure.Date{}, "网站地图", "网站地图", siteMap(crumbs("政府信息公开", hanwebColumn(platform), "政府信息公开年报", hanwebColumn(list))))
	h.assets("/images/style.css", "/script/jquery.js", "/script/jquery.jpage.js", "/script/visitcount.js")
	v := view{Title: "首页", News: h.news, Links: crumbs("政府信息公开", hanwebColumn(platform), "政府信息公开指南", hanwebColumn(guide))}
	if h.department == nil {
		v.SideTitle, v.Side = "部门网站", h.departmentSites()
	}
	h.page("/", "home", h.listTime(), v)
}

// buildHanwebDepartment makes the site of a department with a host of its own.
func buildHanwebDepartment(c *county, a *agency, phase int, reports []*report) *host {
	h := newHost(c, a, phase)
	trail := crumbs("首页", "/", "政府信息公开", hanwebColumn("3100"), "政府信息公开年报", hanwebColumn("3110"))
	for _, r := range reports {
		if r.agency == a {
			h.reportPage(r, "政府信息公开年报", trail)
		}
	}
	h.hanwebFixed("3100", "3101", "3110")
	side := crumbs("政府信息公开指南", hanwebColumn("3101"), "政府信息公开年报", hanwebColumn("3110"))
	h.page(hanwebColumn("3100"), "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: trail[:2]})
	list := entriesOf(reports, func(r *report) bool { return r.agency == a })
	h.hanwebList("3110", newColumn("政府信息公开年报", list), view{Side: side, Crumbs: trail})
	return h
}
