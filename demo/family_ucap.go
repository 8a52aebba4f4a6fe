package demo

import (
	"strings"

	"gongkai/disclosure"
)

// The addresses of the UCAP site.
const (
	ucapPlatform = "/jichuan/c110010/zfxxgk.shtml"
	ucapReports  = "/jichuan/c110014/list.shtml"
	ucapGuide    = "/jichuan/c110011/zfxxgkzn.shtml"
)

// ucapFolder is the folder of a year's column; departments with a host have one column.
func ucapFolder(a *agency, year int) string {
	if a.host != "" {
		return "/" + a.slug + "/c1005/"
	}
	return "/jichuan/c1100" + itoa(21+LastYear-year) + "/"
}

// ucapAddress is /cNNNNNN/YYYYMM/<32 hexadecimal digits>.shtml.
func ucapAddress(r *report, _ *dice) string {
	month := strings.ReplaceAll(r.published.String(), "-", "")[:6]
	return ucapFolder(r.agency, r.year) + month + "/" + hex32("page", r.id()) + ".shtml"
}

// ucapList adds list.shtml, list_2.shtml and so on. The pager is a script on the county's
// site and plain links on the departments'.
func (h *host) ucapList(folder string, c *column, size int, v view) {
	name := func(i int) string {
		if i == 0 {
			return "list.shtml"
		}
		return "list_" + itoa(i+1) + ".shtml"
	}
	pages := c.pages(size)
	for i := range pages {
		w := v
		w.Title, w.Column, w.Pages, w.Page, w.Total = c.name, c.name, pages, i+1, len(c.entries)
		w.Links = links(c.page(i, size), "", "", "")
		if h.department != nil {
			w.PagerLinks = []link{{URL: name(0), Text: "首页"}, {URL: name(max(0, i-1)), Text: "上一页"}, {URL: name(min(pages-1, i+1)), Text: "下一页"}, {URL: name(pages - 1), Text: "尾页"}}
		}
		h.page(folder+name(i), "list", h.listTime(), w)
	}
}

// buildJichuan makes the county's UCAP site: a column of annual reports with a column
// below it for every year, which lists all agencies of the county.
func buildJichuan(c *county, phase int, reports []*report) []*host {
	h := newHost(c, nil, phase)
	trail := crumbs("首页", "/", "政府信息公开", ucapPlatform, "政府信息公开年报", ucapReports)
	for _, r := range reports {
		if r.agency.host == "" {
			h.reportPage(r, itoa(r.year)+"年政府信息公开年报", trail)
		}
	}
	side := crumbs("政府信息公开指南", ucapGuide, "政府信息公开制度", "/jichuan/c110012/zfxxgkzd.shtml", "法定主动公开内容", "/jichuan/c110013/fdzdgknr.shtml", "政府信息公开年报", ucapReports)
	h.ucapFixed(crumbs("政府信息公开", ucapPlatform, "政府信息公开指南", ucapGuide, "政府信息公开年报", ucapReports))
	h.guide(ucapGuide, c.government())
	h.notice("/jichuan/c110012/zfxxgkzd.shtml", day(2020, 5, 11), "政府信息公开制度", "政府信息公开工作制度", "依申请公开由专人登记，补正告知只做一次。")
	h.notice("/jichuan/c110013/fdzdgknr.shtml", day(2020, 5, 11), "法定主动公开内容", "法定主动公开内容", "按照条例规定的事项分类列出，点击即可查看。")
	h.page(ucapPlatform, "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: trail[:2]})
	years := []link{}
	for year := LastYear; year >= FirstYear; year-- {
		years = append(years, link{URL: ucapFolder(c.government(), year) + "list.shtml", Text: itoa(year) + "年政府信息公开年报"})
	}
	h.page(ucapReports, "column", h.listTime(), view{Title: "政府信息公开年报", Column: "政府信息公开年报", Side: append(append([]link{}, side...), h.departmentSites()...), Links: years, Crumbs: trail})
	for year := FirstYear; year <= LastYear; year++ {
		list := entriesOf(reports, func(r *report) bool { return r.year == year && r.agency.host == "" })
		if year == 2023 {
			list = append(list, h.stranger(c.strangerPath()))
		}
		h.ucapList(ucapFolder(c.government(), year), newColumn(itoa(year)+"年政府信息公开年报", list), 10, view{Side: years, Crumbs: trail})
	}
	hosts := []*host{h}
	for _, a := range c.agencies {
		if a.host != "" {
			hosts = append(hosts, buildUCAPDepartment(c, a, phase, reports))
		}
	}
	return hosts
}

// ucapFixed adds home, news and map of a host.
func (h *host) ucapFixed(menu []link) {
	h.addNews("/xwdt/", ".shtml")
	h.notice("/wzdt.shtml", disclosure.Date{}, "网站地图", "网站地图", siteMap(menu))
	h.assets("/xhtml/css/style.css", "/xhtml/js/pagination.js")
	v := view{Title: h.title, News: h.news, Links: menu[:2]}
	if h.department == nil {
		v.SideTitle, v.Side = "部门网站", h.departmentSites()
	}
	h.page("/", "home", h.listTime(), v)
}

// buildUCAPDepartment makes the site of a department with a host of its own.
func buildUCAPDepartment(c *county, a *agency, phase int, reports []*report) *host {
	h := newHost(c, a, phase)
	base := "/" + a.slug
	platform, guide, list := base+"/c1001/zfxxgk.shtml", base+"/c1002/zfxxgkzn.shtml", ucapFolder(a, 0)+"list.shtml"
	trail := crumbs("首页", "/", "政府信息公开", platform, "政府信息公开年报", list)
	for _, r := range reports {
		if r.agency == a {
			h.reportPage(r, "政府信息公开年报", trail)
		}
	}
	h.ucapFixed(crumbs("政府信息公开", platform, "政府信息公开指南", guide, "政府信息公开年报", list))
	h.guide(guide, a)
	side := crumbs("政府信息公开指南", guide, "政府信息公开年报", list)
	h.page(platform, "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Side: side, Links: side, Crumbs: trail[:2]})
	entries := entriesOf(reports, func(r *report) bool { return r.agency == a })
	h.ucapList(ucapFolder(a, 0), newColumn("政府信息公开年报", entries), 5, view{Side: side, Crumbs: trail})
	return h
}
