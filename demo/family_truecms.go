package demo

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// trueCMSSite is a truecms site: records come within JSON, ten at a time whatever is asked for, and
// only to who comes from the list's page. The page shows the first of them itself.
var trueCMSSite = small{
	address: func(r *report, _ *dice) string {
		return "/stxqrmzf/zfxxgknb/content/" + epointID("truecms", r.id()) + ".html"
	},
	platform: "/stxqrmzf/zfxxgk/zfxxgk.html", list: "/stxqrmzf/zfxxgknb/zfxxgknb.html",
	stranger: "/stxqrmzf/zfxxgknb/content/1b7e9a52-3c4d-4e5f-8a6b-7c8d9e0f1a2b.html", perPage: 10, shells: 2,
}

func buildTrueCMS(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.assets("/script/jquery.jpage.js")
	h.platform()
	first := view{Title: list.name, Column: list.name, Links: links(list.page(0, trueCMSSite.perPage), "", "", ""), Total: len(list.entries), PerPage: trueCMSSite.perPage}
	h.page(trueCMSSite.list, "list", h.listTime(), first)
	h.answers["/truecms/messageController/getMessage.do"] = func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		start, err := strconv.Atoi(q.Get("startrecord"))
		if err != nil || start < 1 || !strings.HasSuffix(r.Referer(), trueCMSSite.list) || q.Get("columnId") != "754f6db5-d294-46d5-b25c-da3a86d102cd" {
			http.NotFound(w, r)
			return
		}
		from := min(start-1, len(list.entries))
		records := list.entries[from:min(from+trueCMSSite.perPage, len(list.entries))]
		text, _ := json.Marshal(map[string]string{"result": h.render("records", view{Links: links(records, "", "", ""), Total: len(list.entries)})}) // strings always can be written
		if callback := q.Get("callback"); callback != "" {
			text = []byte(callback + "(" + string(text) + ");")
		}
		h.send(w, "text/javascript;charset=UTF-8", http.StatusOK, text)
	}
	return []*host{h}
}
