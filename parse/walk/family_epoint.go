package walk

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// epoint is 新点 EWB: a shell govInfoPub.html?categorynum=003002 whose script posts JSON to
// /EWB-FRONT/rest/lightfrontaction/getgovinfolist and gets a page of entries, counted from 0. What
// the site is called there stands as siteInfo in webBuilderCommon.js, seldom in the page itself.
var epoint = family{
	name:   "epoint",
	marks:  []string{"webBuilderCommon.js", "lightfrontaction"},
	pages:  epointPages,
	asks:   pattern.MustCompile(`/webBuilderCommon\.js\?|/rest/lightfrontaction/getgovinfolist`),
	answer: epointAnswer,
	script: true,
}

var (
	epointScript   = pattern.MustCompile(`["']([^"'\s]{0,200}/webBuilderCommon\.js)(?:\?[^"']*)?["']`)
	epointSite     = pattern.MustCompile(`\bsiteInfo\s*=\s*(\{[^{}]{1,1000}\})`)
	epointCategory = pattern.MustCompile(`^\d{3,30}$`)
	epointValue    = pattern.MustCompile(`["']?\b(projectName|siteGuid)\b["']?\s*:\s*["']([^"']{1,200})["']`)
)

// epointRows is how many entries are asked for at a time.
const epointRows = 20

// epointAsked is what is sent.
type epointAsked struct {
	DeptCode    string `json:"deptcode"`
	CategoryNum string `json:"categorynum"`
	SiteGUID    string `json:"siteGuid"`
	PageIndex   int    `json:"pageIndex"`
	PageSize    int    `json:"pageSize"`
}

// epointPages asks for the first entries, or for the script that says how to.
func epointPages(v *View) ([]disclosure.Request, bool) {
	if v.base == nil || !epointCategory.MatchString(v.base.Query().Get("categorynum")) {
		return genericPages(v)
	}
	if next, ok := v.epointFirst(v.base.Query()); ok {
		v.loads = true
		return next, true
	}
	m := epointScript.FindStringSubmatch(v.Source)
	if m == nil {
		return genericPages(v)
	}
	u, ok := v.Resolve(m[1])
	if !ok {
		return nil, false
	}
	// The script is a file: what stands behind its name is for who reads the answer.
	u.RawQuery = url.Values{"categorynum": {v.base.Query().Get("categorynum")}, "deptcode": {v.base.Query().Get("deptcode")}}.Encode()
	r := get(u)
	r.First, v.loads = true, true
	return []disclosure.Request{r}, true
}

// epointFirst is the request for the first entries, where the text says what the site is called.
func (v *View) epointFirst(query url.Values) ([]disclosure.Request, bool) {
	m := epointSite.FindStringSubmatch(v.Source)
	if m == nil {
		return nil, false
	}
	site := map[string]string{}
	for _, value := range epointValue.FindAllStringSubmatch(m[1], -1) {
		site[value[1]] = value[2]
	}
	u, ok := v.Resolve("/" + strings.Trim(site["projectName"], "/") + "/rest/lightfrontaction/getgovinfolist")
	if !ok || site["projectName"] == "" || site["siteGuid"] == "" {
		return nil, false
	}
	r := epointRequest(u.String(), epointAsked{query.Get("deptcode"), query.Get("categorynum"), site["siteGuid"], 0, epointRows})
	r.First = true
	return []disclosure.Request{r}, true
}

func epointRequest(address string, asked epointAsked) disclosure.Request {
	body, _ := json.Marshal(asked) // strings and numbers always can be written
	return disclosure.Request{Method: "POST", URL: address, JSON: string(body), Role: disclosure.RoleList}
}

// epointAnswer reads the script or a page of entries.
func epointAnswer(a *answer) disclosure.Page {
	if strings.HasSuffix(a.base.Path, ".js") {
		page := disclosure.Page{}
		if page.Next, page.Complete = a.epointFirst(a.base.Query()); !page.Complete {
			page.Doubt = "its script does not say what to ask for"
		}
		return page
	}
	var fields struct {
		Custom struct {
			Data []struct {
				Title string `json:"title"`
				URL   string `json:"infourl"`
				Date  string `json:"infodate"`
			} `json:"data"`
			Total json.Number `json:"total"`
		} `json:"custom"`
	}
	a.into(&fields)
	var entries []entry
	for _, d := range fields.Custom.Data {
		entries = append(entries, entry{d.Title, d.URL, dated(d.Date)})
	}
	total, _ := strconv.Atoi(fields.Custom.Total.String())
	page := a.list(entries, total)
	var asked epointAsked
	got := len(entries)
	switch {
	case got == 0:
	case json.Unmarshal([]byte(a.asked), &asked) != nil:
		page.Complete, page.Doubt = false, "what was asked for is not known"
	case asked.PageIndex > 0: // the first page has named all
	case total == 0:
		page.Complete, page.Doubt = false, "it does not say how many there are"
	default:
		pages := (total + got - 1) / got
		page.Complete = page.Complete && pages <= mostPages
		asked.PageSize = min(asked.PageSize, got) // some servers give fewer than they are asked for
		for asked.PageIndex = 1; asked.PageIndex < min(pages, mostPages); asked.PageIndex++ {
			page.Next = append(page.Next, epointRequest(a.Address, asked))
		}
	}
	return page
}
