package demo

import (
	"encoding/json"
	"net/http"
)

// ucapSearchSite is a UCAP site whose list is a shell: its script asks a search for the channel's
// entries, which says where they are without the protocol and marks words in their titles.
var ucapSearchSite = small{
	address: func(r *report, _ *dice) string {
		return "/dichuan/c110014/" + r.published.String()[:4] + "/" + hex32("page", r.id()) + ".shtml"
	},
	platform: "/dichuan/c110010/zfxxgk.shtml", list: "/dichuan/c110014/list.shtml", stranger: "/dichuan/c110014/2024/0f5e2b7c91d34a86b2c07d1e6f9a8b35.shtml", perPage: 15, shells: 2,
}

const ucapChannel = "1f0c6b7a52d94e83a7c1e09d5b3f8a24"

func buildUCAPSearch(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.page(ucapSearchSite.list, "list", h.listTime(), view{Title: list.name, Column: list.name, Meta: []field{{"channelid", ucapChannel}}})
	h.answers["/common/search/"+ucapChannel] = func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("_isJson") != "true" {
			h.send(w, "text/html", http.StatusOK, []byte(h.render("column", view{Title: "搜索"})))
			return
		}
		page, size := pageNumber(q.Get("page")), min(pageNumber(q.Get("_pageSize")), ucapSearchSite.perPage)
		results := []map[string]any{}
		for _, e := range list.page(page-1, size) {
			results = append(results, map[string]any{"title": "<em>" + c.name + "</em>" + e.title[len(c.name):], "url": "//" + h.name + e.path, "publishedTimeStr": e.date + " 09:00:00", "content": "", "domainMetaList": []any{}})
		}
		text, _ := json.Marshal(map[string]any{"code": 200, "data": map[string]any{"page": page, "rows": size, "channelId": ucapChannel, "total": len(list.entries), "results": results}}) // strings and numbers always can be written
		h.send(w, "application/json;charset=UTF-8", http.StatusOK, text)
	}
	return []*host{h}
}

// ucapProbeSite is a UCAP site without createPageHTML: its pager is filled by a script, and its
// further pages are list_2.shtml, list_3.shtml …
var ucapProbeSite = small{
	address: func(r *report, _ *dice) string {
		return "/liaotian/c110014/" + r.published.String()[:4] + "/" + hex32("page", r.id()) + ".shtml"
	},
	platform: "/liaotian/c110010/zfxxgk.shtml", list: "/liaotian/c110014/list.shtml", stranger: "/liaotian/c110014/2024/7c1d0e5b92a3486fb0d1c2e3f4a5b697.shtml", perPage: 10, shells: 1,
}

func buildUCAPProbe(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.numbered(list, ucapProbeSite, func(i int) string { return "/liaotian/c110014/list_" + itoa(i+1) + ".shtml" })
	return []*host{h}
}

// numbered adds the pages of a small county's list under names of their own.
func (h *host) numbered(list *column, s small, name func(i int) string) {
	for i := range list.pages(s.perPage) {
		path := s.list
		if i > 0 {
			path = name(i)
		}
		shown := list.page(i, s.perPage)
		for j := range shown {
			shown[j].cut = 18
		}
		h.page(path, "list", h.listTime(), view{Title: list.name, Column: list.name, Links: links(shown, "", "", ""), Page: i + 1, Pages: list.pages(s.perPage), Total: len(list.entries)})
	}
}
