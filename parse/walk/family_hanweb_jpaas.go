package walk

import (
	"net/url"
	"strconv"

	"github.com/andybalholm/cascadia"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// hanwebJPaaS is Hanweb's publishing server: a page is built of units, each a script element with
// the address to ask and a queryData of what to ask for. A list's unit answers with JSON that holds
// a piece of a page; its pager is an element that says how many entries there are (count) and how
// many a page has (rows). The number of the page is heeded only within paramJson.
var hanwebJPaaS = family{
	name:   "hanweb_jpaas",
	marks:  []string{"jpaas-publish-server"},
	detail: formOf("/art_", `/art/\d{4}/art_[0-9a-f]{32}\.html`),
	pages:  jpaasPages,
	asks:   jpaasUnit,
	answer: jpaasAnswer,
}

var (
	jpaasUnit    = pattern.MustCompile(`/jpaas-publish-server/front/page/build/unit(?:\?|$)`)
	jpaasUnits   = cascadia.MustCompile("[queryData][url]")
	jpaasValue   = pattern.MustCompile(`["'](\w{1,40})["']\s*:\s*["']([^"']{0,200})["']`)
	jpaasList    = pattern.MustCompile(`列表|分页|(?i:list|page)`)
	jpaasNumber  = pattern.MustCompile(`"pageNo":(\d+)`)
	jpaasPager   = cascadia.MustCompile("[count][rows]")
	jpaasPagings = cascadia.MustCompile("[queryData*=count]")
)

// jpaasRows is how many entries are asked for at a time, as the pages' own scripts mostly do.
const jpaasRows = 15

// jpaasPages asks for the first entries of the page's list.
func jpaasPages(v *View) ([]disclosure.Request, bool) {
	var all, lists []disclosure.Request
	for _, unit := range tree.Find(v.Doc.Root, jpaasUnits).Nodes {
		u, ok := v.Resolve(tree.Attr(unit, "url"))
		query := url.Values{}
		for _, m := range jpaasValue.FindAllStringSubmatch(tree.Attr(unit, "querydata"), -1) {
			query.Set(m[1], m[2])
		}
		if !ok || !jpaasUnit.MatchString(u.Path) || query.Get("pageId") == "" {
			continue
		}
		r := jpaasRequest(u, query, 1, jpaasRows)
		r.First = true
		all = append(all, r)
		if jpaasList.MatchString(query.Get("tagId")) {
			lists = append(lists, r)
		}
	}
	if len(all) > 1 {
		all = lists // the others are its head, its menu and its foot
	}
	if len(all) == 0 {
		return genericPages(v)
	}
	v.loads = true
	return all, true
}

func jpaasRequest(u *url.URL, query url.Values, page, rows int) disclosure.Request {
	query.Set("paramJson", `{"pageNo":`+strconv.Itoa(page)+`,"pageSize":`+strconv.Itoa(rows)+`}`)
	to := *u
	to.RawQuery = query.Encode()
	return get(&to)
}

// jpaasAnswer reads the piece of a page that a unit answers with.
func jpaasAnswer(a *answer) disclosure.Page {
	var fields struct {
		Data struct {
			HTML string `json:"html"`
		} `json:"data"`
	}
	a.into(&fields)
	doc, err := tree.New(fields.Data.HTML)
	if err != nil {
		return disclosure.Page{Doubt: "the piece of a page that it holds can't be read"}
	}
	v := New(a.Address, fields.Data.HTML, doc)
	page := disclosure.Page{Links: listLinks(v, Anchors(v, doc.Root))}
	v.items = items(page.Links)
	total, rows := v.jpaasCount()
	page.Total = total
	asked := jpaasNumber.FindStringSubmatch(a.base.Query().Get("paramJson"))
	switch {
	case len(page.Links) == 0:
		page.Doubt = "it names no document"
	case total == 0:
		page.Doubt = "it does not say how many there are"
	case v.items > total:
		page.Doubt = "it names more entries than it counts"
	case len(asked) > 0 && asked[1] != "1":
		page.Complete = true // the first page has named all
	default:
		pages := (total + rows - 1) / rows
		page.Complete = pages <= mostPages
		for n := 2; n <= min(pages, mostPages); n++ {
			page.Next = append(page.Next, jpaasRequest(a.base, a.base.Query(), n, rows))
		}
	}
	return page
}

// jpaasCount is how many entries the list has, and a page of it.
func (v *View) jpaasCount() (total, rows int) {
	for _, n := range tree.Find(v.Doc.Root, jpaasPager).Nodes {
		total, _ = strconv.Atoi(tree.Attr(n, "count"))
		rows, _ = strconv.Atoi(tree.Attr(n, "rows"))
	}
	for _, n := range tree.Find(v.Doc.Root, jpaasPagings).Nodes {
		for _, m := range jpaasValue.FindAllStringSubmatch(tree.Attr(n, "querydata"), -1) {
			switch m[1] {
			case "count":
				total, _ = strconv.Atoi(m[2])
			case "rows":
				rows, _ = strconv.Atoi(m[2])
			}
		}
	}
	if rows < 1 {
		return 0, jpaasRows
	}
	return total, rows
}
