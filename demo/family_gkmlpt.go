package demo

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// gkmlptSite is a platform of Guangdong's kind: a shell whose script reads the columns' articles
// as JSON; the links to its columns differ only behind #.
var gkmlptSite = small{
	address: func(r *report, _ *dice) string {
		id := serial(r)
		return "/gkmlpt/content/" + id[:1] + "/" + id[:4] + "/post_" + id + ".html"
	},
	platform: "/gkmlpt/index", list: "/gkmlpt/annualreport#2629", stranger: "/gkmlpt/content/9/9001/post_9001002.html", perPage: 10, shells: 1,
}

// gkmlptArticle is an article as the platform's script gets it.
type gkmlptArticle struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
	Date      int64  `json:"date"`
	CreatedAt string `json:"created_at"` // when it came to this platform, which is after it was published
}

func buildGkmlpt(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	for _, path := range []string{"/gkmlpt/index", "/gkmlpt/annualreport"} {
		h.page(path, "shell", h.listTime(), view{Title: "政府信息公开平台"})
	}
	h.answers["/gkmlpt/api/all/2629"] = func(w http.ResponseWriter, r *http.Request) {
		var articles []gkmlptArticle
		for _, e := range list.page(pageNumber(r.URL.Query().Get("page"))-1, gkmlptSite.perPage) {
			at, _ := time.Parse(time.DateTime, e.date+" 01:30:00") // half past nine in China
			articles = append(articles, gkmlptArticle{strings.TrimSuffix(e.path[strings.LastIndex(e.path, "_")+1:], ".html"), e.title, "http://" + h.name + e.path, h.title, at.Unix(), "2026-03-02 10:00:00"})
		}
		if len(articles) == 0 {
			http.NotFound(w, r)
			return
		}
		text, _ := json.Marshal(map[string]any{ // strings and numbers always can be written
			"articles": articles, "total": len(list.entries), "classify": map[string]any{"id": 2629, "name": "政府信息公开年报", "parent": 0, "post_count": len(list.entries)},
		})
		h.send(w, "application/json", http.StatusOK, text)
	}
	return []*host{h}
}
