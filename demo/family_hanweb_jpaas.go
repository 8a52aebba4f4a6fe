package demo

import (
	"encoding/json"
	"net/http"
)

// jpaasSite is a site of Hanweb's publishing server: its list is a unit, asked for by a script, and
// the number of its page is heeded within paramJson only.
var jpaasSite = small{
	address: func(r *report, _ *dice) string {
		return "/zwgk/zfxxgknb/art/" + itoa(r.published.Year()) + "/art_" + hex32("page", r.id()) + ".html"
	},
	platform: "/zwgk/zfxxgk/index.html", list: "/zwgk/zfxxgknb/index.html",
	stranger: "/zwgk/zfxxgknb/art/2024/art_8f2a6f0c7d1e4b5a9c3d2e1f0a9b8c7d.html", perPage: 15, shells: 2,
}

func buildJPaaS(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.assets("/script/unitbuild.js")
	h.platform()
	h.page(jpaasSite.list, "list", h.listTime(), view{Title: list.name, Column: list.name})
	h.answers["/api-gateway/jpaas-publish-server/front/page/build/unit"] = func(w http.ResponseWriter, r *http.Request) {
		asked := struct {
			PageNo   int `json:"pageNo"`
			PageSize int `json:"pageSize"`
		}{1, jpaasSite.perPage}
		q := r.URL.Query()
		if q.Get("pageId") != "1487002" || q.Get("tplSetId") == "" || q.Get("webId") == "" || q.Get("parseType") != "bulidstatic" {
			h.send(w, "application/json", http.StatusOK, []byte(`{"success":false,"data":null}`))
			return
		}
		html := `<ul class="menu"><li><a href="/">首页</a></li></ul>`
		if q.Get("tagId") == "信息列表" {
			_ = json.Unmarshal([]byte(q.Get("paramJson")), &asked) // what it can't read it does not heed
			size := min(asked.PageSize, jpaasSite.perPage)
			html = h.render("unit", view{Links: links(list.page(asked.PageNo-1, size), "", "", ""), Page: asked.PageNo, PerPage: size, Total: len(list.entries)})
		}
		text, _ := json.Marshal(map[string]any{"success": true, "code": "200", "data": map[string]string{"html": html}}) // strings always can be written
		h.send(w, "application/json;charset=UTF-8", http.StatusOK, text)
	}
	return []*host{h}
}
