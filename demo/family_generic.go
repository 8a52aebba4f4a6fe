package demo

import "strings"

// frameSite is made by nobody's system: its list stands in a frame and is turned by a script; the
// names of its pages count from 0, index_1 being the second.
var frameSite = small{
	address: func(r *report, _ *dice) string {
		return "/xxgk/nb/" + strings.ReplaceAll(r.published.String(), "-", "/") + "/" + serial(r) + ".htm"
	},
	platform: "/xxgk/", list: "/xxgk/nb/", stranger: "/xxgk/nb/2024/02/06/7301122.htm", drafts: "/xxgk/tz/", perPage: 10, shells: 2, search: &smallSearch,
}

func buildFrame(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.page(frameSite.list, "frame", h.listTime(), view{Title: list.name, Column: list.name})
	inner := frameSite
	inner.list = "/xxgk/nblist/index.htm"
	h.numbered(list, inner, func(i int) string { return "/xxgk/nblist/index_" + itoa(i) + ".htm" })
	return []*host{h}
}

// downSite is another of that kind: its pages are linked, and numbered from the oldest on, so that
// the second has the highest number.
var downSite = small{
	address:  func(r *report, _ *dice) string { return "/n" + serial(r)[:3] + "/c" + serial(r) + ".html" },
	platform: "/zfxxgk/index.html", list: "/zfxxgk/nb.html", stranger: "/n730/c7301123.html", perPage: 8, shells: 1, search: &muteSearch,
}

func buildDown(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	pages := list.pages(downSite.perPage)
	name := func(i int) string {
		if i == 0 {
			return downSite.list
		}
		return "/zfxxgk/nb_" + itoa(pages-i) + ".html"
	}
	for i := range pages {
		v := view{Title: list.name, Column: list.name, Links: links(list.page(i, downSite.perPage), "", "", ""), Page: i + 1, Pages: pages}
		if i < pages-1 {
			v.PagerLinks = []link{{URL: name(i + 1), Text: "下一页"}, {URL: name(pages - 1), Text: "末页"}}
		}
		h.page(name(i), "list", h.listTime(), v)
	}
	return []*host{h}
}
