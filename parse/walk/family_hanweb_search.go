package walk

import (
	"net/url"
	"strconv"

	"gongkai/disclosure"
)

// hanwebSearch is Hanweb's 信息公开 module: columns /col/col2456/index.html like those of jcms,
// whose script posts a form to /module/xxgk/search.jsp and shows the piece of a page that comes
// back; its pager is a script, and its pages are counted by 共N页. The column is said by
// infotypeId; a search without it finds the papers of all columns.
var hanwebSearch = family{
	name:  "hanweb_xxgk",
	list:  searchAnswer,
	signs: func(v *View) bool { return searchModule.on(v) },
	pages: searchPages,
}

var (
	searchAnswer = formOf("/module/xxgk/", `/module/xxgk/search\.jsp$`)
	searchModule = formOf("/module/xxgk/", `["'(]([^"'(\s?]{0,100}/module/xxgk/search\.jsp)`)
	searchValues = valuesOf("infotypeId", "jdid", "area", "divid", "standardXxgk", "isAllList", "texttype", "fbtime", "sortfield")
)

// searchPages asks for the first page of the search, and from there for all others.
func searchPages(v *View) ([]disclosure.Request, bool) {
	if v.base != nil && searchAnswer.in(v.base.Path) {
		return furtherSearches(v)
	}
	m := searchModule.re.FindStringSubmatch(v.Source)
	if m == nil {
		return genericPages(v)
	}
	u, ok := v.Resolve(m[1])
	form := url.Values{}
	for name, res := range searchValues {
		if value, ok := firstValue(v.Source, res); ok {
			form.Set(name, value)
		}
	}
	if !ok || form.Get("infotypeId") == "" || form.Get("divid") == "" {
		v.Doubt = "the search that it shows is not bound to its column"
		return nil, false
	}
	for _, name := range [...]string{"vc_title", "vc_number", "vc_filenumber", "vc_all"} {
		form.Set(name, "")
	}
	first := searchRequest(u, form, 1)
	first.First, v.loads = true, true
	return []disclosure.Request{first}, true
}

func furtherSearches(v *View) ([]disclosure.Request, bool) {
	form := v.base.Query()
	if page, err := strconv.Atoi(form.Get("currpage")); err != nil || page != 1 {
		return nil, err == nil // the first page has named all others
	}
	_, pages := v.printedPages()
	if pages == 0 {
		return genericPages(v)
	}
	var all []disclosure.Request
	for n := 2; n <= min(pages, mostPages); n++ {
		all = append(all, searchRequest(v.base, form, n))
	}
	return all, pages <= mostPages
}

// searchRequest repeats the form in the address, as the module's own script does.
func searchRequest(u *url.URL, form url.Values, page int) disclosure.Request {
	form.Set("currpage", strconv.Itoa(page))
	to, sent := *u, url.Values{}
	for name, values := range form {
		sent[name] = values
	}
	to.RawQuery = sent.Encode()
	return disclosure.Request{Method: "POST", URL: to.String(), Form: sent, Role: disclosure.RoleList}
}
