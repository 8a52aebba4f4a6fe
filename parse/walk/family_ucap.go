package walk

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// ucap is Kaipu UCAP: list.shtml, list_2.shtml …; <UCAPTITLE> and <UCAPCONTENT> stand around title
// and text. On other sites the list is a shell whose script asks /common/search/<channel> for a
// page of entries, as JSON.
var ucap = family{
	name:   "ucap",
	marks:  []string{"UCAPTITLE", "ucaptitle", "UCAPCONTENT", "ucapcontent", "UCAP-CONTENT", "ucap-content"},
	detail: formOf(".shtml", `/\d{6}/(?:[0-9a-f]{32}|c\d+_\d+)\.shtml`),
	signs: func(v *View) bool {
		return ucapColumn.on(v) || ucapList.on(v) || ucapSearch.on(v)
	},
	pages:  ucapPages,
	asks:   pattern.MustCompile(`/(?:common/search|searchList)/[0-9a-f]{32}\?(?:[^#]*&)?_isJson=true\b`),
	answer: ucapFound,
}

var (
	ucapColumn  = formOf(".shtml", `/c\d{4,6}[a-z]?/[a-z_\d]+\.shtml`)
	ucapList    = formOf("createPageHTML", `createPageHTML\s*\(\s*["'][^"']*["']\s*,\s*\d+\s*,\s*\d+\s*,\s*["']list["']`)
	ucapSearch  = formOf("_isJson=true", `["']([^"'\s<>]{0,200}/(?:common/search|searchList)/)(?:([0-9a-f]{32})|["'][^"']{0,60}["'])\??[^"']{0,300}_isJson=true`)
	ucapChannel = cascadia.MustCompile(`meta[name="channelid" i]`)
	ucapRows    = pattern.MustCompile(`[?&]_pageSize=(\d{1,3})\b`)
	channelID   = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// ucapPages asks for the first entries where a script loads them. Else the pages are counted by
// createPageHTML, or their names are guessed at like anybody's.
func ucapPages(v *View) ([]disclosure.Request, bool) {
	if p, ok := findPager(v.Source); ok {
		first, last := 2, p.pages
		if p.current == 0 { // some installations count as TRS does
			first, last = 1, p.pages-1
		}
		return v.requests(p.stem, p.ext, first, last)
	}
	if first, ok := v.ucapFirst(); ok {
		v.loads = true
		return []disclosure.Request{first}, true
	}
	return genericPages(v)
}

// ucapFirst is the request for the first entries. The channel stands in the address or in <meta>.
func (v *View) ucapFirst() (disclosure.Request, bool) {
	m := ucapSearch.re.FindStringSubmatch(v.Source)
	if m == nil {
		return disclosure.Request{}, false
	}
	channel, own := m[2], tree.Find(v.Doc.Root, ucapChannel).AttrOr("content", "")
	if channel == "" {
		channel = own
	}
	if v.items > 0 && channel != own {
		return disclosure.Request{}, false // the page shows its list, and may search elsewhere
	}
	u, ok := v.Resolve(m[1] + channel)
	if !ok || !channelID.MatchString(channel) {
		return disclosure.Request{}, false
	}
	rows := "20"
	if m := ucapRows.FindStringSubmatch(v.Source); m != nil && m[1] != "0" {
		rows = m[1]
	}
	u.RawQuery = url.Values{"_isAgg": {"true"}, "_isJson": {"true"}, "_template": {"index"}, "_pageSize": {rows}, "page": {"1"}}.Encode()
	r := get(u)
	r.First = true
	return r, true
}

// ucapFound reads a page of entries. What it holds beside them, such as excerpts, is left.
func ucapFound(a *answer) disclosure.Page {
	var fields struct {
		Data struct {
			Total   json.Number `json:"total"`
			Results []struct {
				Title string `json:"title"`
				URL   string `json:"url"`
				Date  string `json:"publishedTimeStr"`
			} `json:"results"`
		} `json:"data"`
	}
	a.into(&fields)
	var entries []entry
	for _, r := range fields.Data.Results {
		entries = append(entries, entry{htmlTags.ReplaceAllString(r.Title, ""), strings.TrimSpace(r.URL), dated(r.Date)})
	}
	total, _ := strconv.Atoi(fields.Data.Total.String())
	return a.numberedList(entries, total, "page")
}

var htmlTags = regexp.MustCompile(`<[^<>]{0,200}>`)
