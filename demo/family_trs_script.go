package demo

import (
	"strings"

	"gongkai/disclosure"
)

// trsScriptSite is a TRS site whose list is written by a script: the documents stand as objects in
// a file beside the page, their titles cut in one field and whole in another.
var trsScriptSite = small{
	address: func(r *report, _ *dice) string {
		digits := strings.ReplaceAll(r.published.String(), "-", "")
		return "/zwgk/zfxxgk/zfxxgknb/" + digits[:6] + "/t" + digits + "_" + serial(r) + ".html"
	},
	platform: "/zwgk/zfxxgk/", list: "/zwgk/zfxxgk/zfxxgknb/", stranger: "/zwgk/zfxxgk/zfxxgknb/202402/t20240206_4820017.html",
	drafts: "/zwgk/tzgg/202303/t20230302_", perPage: 100, shells: 2,
}

func buildTRSScript(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.platform()
	h.page(trsScriptSite.list, "list", h.listTime(), view{Title: list.name, Column: list.name})
	shown := links(list.entries, trsScriptSite.list, "", " 09:30:00")
	for i := range shown {
		shown[i].Text = string([]rune(shown[i].Full)[:12]) + "..."
	}
	h.addRaw(trsScriptSite.list+"docs.js", "application/javascript", clock(disclosure.Date{}, 0), func() []byte {
		return []byte(h.render("docs", view{Links: shown, Total: len(shown)}))
	})
	return []*host{h}
}
