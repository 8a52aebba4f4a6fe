package walk

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
)

// gkmlpt is 政府信息公开目录, the disclosure platform of Guangdong: every agency has one below
// /gkmlpt/, a shell whose script holds the tree of columns and asks /gkmlpt/api/all/721?page=1&sid=662021
// for a column's articles, as JSON. The place behind # in the addresses of its columns is
// never sent, so the columns of annual reports are taken from the tree. What a document says stands
// in the script of its page, behind DETAIL; package tree makes markup of it.
var gkmlpt = family{
	name:   "gkmlpt",
	list:   formOf("/gkmlpt/", `/gkmlpt/`),
	detail: formOf("/gkmlpt/content/", `/gkmlpt/content/\d/\d{1,4}/(?:m?post|mmpost)_\d{1,12}\.html`),
	signs:  func(v *View) bool { return v.has("_CONFIG") && gkmlptSite.MatchString(v.Source) },
	links:  func(v *View, all []Anchor) []Anchor { return append(all, gkmlptColumns(v)...) },
	pages: func(v *View) ([]disclosure.Request, bool) {
		if v.loads = len(gkmlptColumns(v)) > 0; v.loads {
			return nil, true // it is a list of lists
		}
		return genericPages(v)
	},
	asks:   pattern.MustCompile(`/gkmlpt/api/all/\d+\?`),
	answer: gkmlptArticles,
}

var (
	gkmlptSite = pattern.MustCompile(`\bSID["']?\s*:\s*["']?(\d{1,12})`)
	gkmlptTree = pattern.MustCompile(`\bTREE["']?\s*:\s*\[`)
)

// gkmlptColumn is a column in the tree.
type gkmlptColumn struct {
	ID       int64          `json:"id"`
	Name     string         `json:"name"`
	Children []gkmlptColumn `json:"children"`
}

// gkmlptColumns leads to the columns of annual reports that the tree names.
func gkmlptColumns(v *View) []Anchor {
	site := gkmlptSite.FindStringSubmatch(v.Source)
	at := gkmlptTree.FindStringIndex(v.Source)
	if site == nil || at == nil || v.base == nil {
		return nil
	}
	folder, _, ok := strings.Cut(v.base.Path, "/gkmlpt/")
	if !ok {
		return nil
	}
	var columns []gkmlptColumn
	if json.NewDecoder(strings.NewReader(v.Source[at[1]-1:])).Decode(&columns) != nil {
		return nil
	}
	var all []Anchor
	var look func([]gkmlptColumn)
	look = func(columns []gkmlptColumn) {
		for _, c := range columns {
			if naming.IsColumn(disclosure.FoldName(c.Name)) && len(all) < mostLinks {
				ref := folder + "/gkmlpt/api/all/" + strconv.FormatInt(c.ID, 10) + "?page=1&sid=" + site[1]
				if a, ok := v.scripted(ref, c.Name); ok {
					a.kind = kindAnnual
					all = append(all, a)
				}
			}
			look(c.Children)
		}
	}
	look(columns)
	return all
}

// gkmlptArticles reads a page of a column. Only the first page tells how many there are on
// each; some sites have no further page, and show fewer articles than they count.
func gkmlptArticles(a *answer) disclosure.Page {
	var fields struct {
		Articles []struct {
			Title   string `json:"title"`
			URL     string `json:"url"`
			Date    int64  `json:"date"`
			Created string `json:"created_at"`
		} `json:"articles"`
		Total    int `json:"total"`
		Classify struct {
			Name  string `json:"name"`
			Count int    `json:"post_count"`
		} `json:"classify"`
	}
	a.into(&fields)
	var items []entry
	for _, article := range fields.Articles {
		item := entry{article.Title, article.URL, dated(article.Created)}
		if article.Date > 0 {
			day := disclosure.DateOf(time.Unix(article.Date, 0).In(china))
			item.date = &day
		}
		items = append(items, item)
	}
	page := a.numberedList(items, max(fields.Total, fields.Classify.Count), "page")
	page.Column = fields.Classify.Name
	return page
}

var china = time.FixedZone("China", 8*60*60)
