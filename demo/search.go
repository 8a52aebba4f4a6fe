package demo

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

// searchBox is the search of a site, as its home page offers it.
type searchBox struct {
	Path, Field string
	Fixed       []field // sent beside the words
	mute        bool    // it never finds anything: its index was not made again since the site moved
}

// trsSearch is the search of the TRS site, in the manner of TRS WAS; a small county's is its own.
var (
	trsSearch   = searchBox{Path: "/was5/web/search", Field: "searchword", Fixed: []field{{"channelid", "221078"}}}
	smallSearch = searchBox{Path: "/search/index.jsp", Field: "q", Fixed: []field{{"site", "1"}}}
	muteSearch  = searchBox{Path: "/search/index.jsp", Field: "q", mute: true}
)

// searchable has the host answer questions to its search.
func (h *host) searchable(box *searchBox) {
	if h.answers == nil {
		h.answers = map[string]http.HandlerFunc{}
	}
	h.answers[box.Path] = func(w http.ResponseWriter, r *http.Request) {
		page := pageNumber(r.FormValue("page"))
		h.send(w, "text/html; charset=utf-8", http.StatusOK, h.encode(h.found(box, r.FormValue(box.Field), page)))
	}
}

// foundPerPage is how many results a page shows.
const foundPerPage = 10

// found is a page of what a search finds: the reports whose titles have the year of the words and
// most of their characters, those that fit best first.
func (h *host) found(box *searchBox, words string, page int) string {
	v := view{Title: "站内搜索", Search: box, Words: words}
	for _, r := range h.fitting(box, words) {
		v.Links = append(v.Links, link{URL: r.path, Text: r.title, Date: r.published.String()})
	}
	v.Total = len(v.Links)
	first := min((page-1)*foundPerPage, v.Total)
	last := min(first+foundPerPage, v.Total)
	v.Links = v.Links[first:last]
	if last < v.Total {
		v.PagerLinks = []link{{URL: box.Path + "?" + box.Field + "=" + words + "&amp;page=" + itoa(page+1), Text: "下一页"}}
	}
	return h.render("found", v)
}

func (h *host) fitting(box *searchBox, words string) []*report {
	fit := func(r *report) int {
		n := 0
		for _, c := range words {
			if strings.ContainsRune(r.title, c) {
				n++
			}
		}
		return n
	}
	all := []*report{}
	for _, path := range h.order {
		if r := h.pages[path].report; r != nil && !box.mute && strings.Contains(r.title, yearIn(words)) && 4*fit(r) >= 3*len([]rune(words)) {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b *report) int { return cmp.Compare(fit(b), fit(a)) })
	return all
}

// yearIn is the first number of four digits in words.
func yearIn(words string) string {
	for i := 0; i+4 <= len(words); i++ {
		if _, err := time.Parse("2006", words[i:i+4]); err == nil {
			return words[i : i+4]
		}
	}
	return ""
}
