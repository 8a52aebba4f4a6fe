package demo

import (
	"net/http"
)

// searchSite is a Hanweb site whose list is what its 信息公开 module finds. The search answers
// POST only; without infotypeId it finds the papers of all columns.
var searchSite = small{
	address: hanwebAddress, platform: hanwebColumn("2100"), list: hanwebColumn("2110"),
	stranger: "/art/2024/2/6/art_2110_79043.html", perPage: 10, shells: 2,
}

func buildSearch(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.assets("/script/jquery.js")
	h.platform()
	h.page(hanwebColumn("2110"), "list", h.listTime(), view{Title: list.name, Column: list.name, ColumnID: "2110"})
	h.answers["/module/xxgk/search.jsp"] = func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
			http.Error(w, "405", http.StatusMethodNotAllowed)
			return
		}
		found := *list
		if r.PostForm.Get("infotypeId") != "B0110" {
			for _, n := range h.news {
				found.entries = append(found.entries, entry{path: n.URL, title: n.Text, date: n.Date})
			}
		}
		page := pageNumber(r.PostForm.Get("currpage"))
		v := view{Links: links(found.page(page-1, searchSite.perPage), "", "", ""), Page: page, Pages: found.pages(searchSite.perPage), Total: len(found.entries)}
		h.send(w, "text/html;charset=UTF-8", http.StatusOK, []byte(h.render("found", v)))
	}
	return []*host{h}
}
