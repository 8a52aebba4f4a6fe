package demo

import (
	"encoding/json"
	"net/http"
	"strings"

	"gongkai/disclosure"
)

// epointSite is a 新点 site: its list is asked for by POST with a body of JSON, pages are counted
// from 0, and what the site is called there stands in a script file only.
var epointSite = small{
	address: func(r *report, _ *dice) string {
		return "/zfxxgk/003005/" + strings.ReplaceAll(r.published.String(), "-", "") + "/" + epointID(r.id()) + ".html"
	},
	platform: "/zfxxgk/publicinfo.html", list: "/dynamic/zwgk/govInfoPub.html?categorynum=003005",
	stranger: "/zfxxgk/003005/20240206/0b5f9d1c-77a2-4c3e-9d0f-6a1b2c3d4e5f.html", perPage: 10, shells: 3,
}

const epointGUID = "7eb5f7f1-9041-43ad-8e13-8fcb82ea8000"

// epointID is a name as Epoint gives its pages.
func epointID(words ...string) string {
	s := hex32(append(words, "epoint")...)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

func buildEpoint(c *county, phase int, reports []*report) []*host {
	h, list := smallHost(c, phase, reports)
	h.assets("/js/lib/jquery.min.js")
	h.addRaw("/js/webBuilderCommon.js", "application/javascript", clock(disclosure.Date{}, 0), func() []byte {
		return []byte("var siteInfo = {\"projectName\":\"/EWB-FRONT\",\"siteGuid\":\"" + epointGUID + "\"};\nfunction getPageInfoList(){}\n")
	})
	h.platform()
	h.page("/dynamic/zwgk/govInfoPub.html", "shell", h.listTime(), view{Title: "政府信息公开年报"})
	h.answers["/EWB-FRONT/rest/lightfrontaction/getgovinfolist"] = func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			CategoryNum string `json:"categorynum"`
			SiteGUID    string `json:"siteGuid"`
			PageIndex   int    `json:"pageIndex"`
			PageSize    int    `json:"pageSize"`
		}
		if r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") || json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&asked) != nil || asked.SiteGUID != epointGUID || asked.CategoryNum != "003005" {
			h.send(w, "application/json", http.StatusOK, []byte(`{"custom":{"data":[],"total":0},"status":{"code":200}}`))
			return
		}
		data := []map[string]string{}
		for _, e := range list.page(asked.PageIndex, min(asked.PageSize, epointSite.perPage)) {
			data = append(data, map[string]string{"title": e.title, "infourl": e.path, "infodate": e.date, "deptname": h.title})
		}
		text, _ := json.Marshal(map[string]any{"custom": map[string]any{"data": data, "total": itoa(len(list.entries))}}) // strings always can be written
		h.send(w, "application/json;charset=UTF-8", http.StatusOK, text)
	}
	return []*host{h}
}
