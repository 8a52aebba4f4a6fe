package walk

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// hanwebJCMS is Hanweb jcms: columns /col/col2456/index.html whose lists a script loads as
// records from dataproxy.jsp. The first records often stand in the page itself, as XML in a script element.
var hanwebJCMS = family{
	name:   "hanweb_jcms",
	marks:  []string{"dataproxy.jsp", "<record><![CDATA["},
	list:   hanwebColumn,
	detail: hanwebDetail,
	signs:  func(v *View) bool { return hanwebColumn.on(v) },
	asks:   pattern.MustCompile(`/dataproxy\.jsp\?`),
	links:  func(v *View, all []Anchor) []Anchor { return append(all, recordAnchors(v, v.Source)...) },
	pages:  hanwebPages,
}

var (
	hanwebDetail = formOf("/art/", `/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html`)
	hanwebColumn = formOf("/col/col", `/col/col\d+/(?:index\.html)?`)
	dataproxy    = pattern.MustCompile(`["']([^"'\s]*dataproxy\.jsp[^"'\s]*)["']`)
	recordCDATA  = pattern.MustCompile(`(?s)<record>\s*<!\[CDATA\[(.*?)\]\]>`)
	totalRecord  = pattern.MustCompile(`(?i)<totalrecord>\s*(\d{1,6})|\btotalRecord["']?\s*[:=]\s*["']?(\d{1,6})`)
)

// hanwebParameters are what the page's own script sends with each request.
var hanwebParameters = []string{"col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype"}

// perPage is how many records are asked for at a time: some servers cut larger answers.
const perPage = 100

// hanwebPages asks for the records from the first on; each answer names the next part.
func hanwebPages(v *View) ([]disclosure.Request, bool) {
	m := dataproxy.FindStringSubmatch(v.Source)
	if m == nil {
		return genericPages(v)
	}
	if total := recordTotal(v.Source); total > 0 && len(recordCDATA.FindAllString(v.Source, -1)) >= total {
		return nil, true
	}
	u, ok := v.Resolve(strings.ReplaceAll(m[1], "&amp;", "&"))
	if !ok {
		return nil, false
	}
	form := u.Query()
	for _, name := range hanwebParameters {
		if value, ok := scriptValue(v.Source, name); ok {
			form.Set(name, value)
		}
	}
	if form.Get("columnid") == "" && form.Get("unitid") == "" {
		return nil, false
	}
	v.loads = true
	first := recordRequest(u, form, 1, perPage)
	first.First = true
	return []disclosure.Request{first}, true
}

// recordRequest asks for some records from start on. What names the column is sent with the
// form, as the script does, and repeated in the address, so that the answer's address tells
// what it answers. Some servers heed page in place of startrecord: both name the same record.
func recordRequest(u *url.URL, form url.Values, start, records int) disclosure.Request {
	form.Set("startrecord", strconv.Itoa(start))
	form.Set("endrecord", strconv.Itoa(start+records-1))
	form.Set("perpage", strconv.Itoa(records))
	form.Set("page", strconv.Itoa((start-1)/records+1))
	to := *u
	to.RawQuery = form.Encode()
	return disclosure.Request{Method: "POST", URL: to.String(), Form: form, Role: disclosure.RoleList}
}

// scriptValue finds "name":"value" in a script, else name=value in an address of it.
func scriptValue(source, name string) (string, bool) { return firstValue(source, scriptValues[name]) }

func firstValue(source string, res [2]*pattern.Regexp) (string, bool) {
	for _, re := range res {
		if m := re.FindStringSubmatch(source); m != nil {
			value := m[1]
			if len(m) > 2 {
				value += m[2]
			}
			if plain, err := url.QueryUnescape(value); err == nil && strings.Contains(value, "%") {
				value = plain
			}
			return value, true
		}
	}
	return "", false
}

var scriptValues = valuesOf(hanwebParameters...)

// valuesOf are the patterns of a script's values, by their names.
func valuesOf(names ...string) map[string][2]*pattern.Regexp {
	all := map[string][2]*pattern.Regexp{}
	for _, name := range names {
		all[name] = [2]*pattern.Regexp{
			pattern.MustCompile(`\b` + name + `["']?\s*[:=]\s*(?:"([^"\n]{0,80})"|'([^'\n]{0,80})')`),
			pattern.MustCompile(`\b` + name + `["']?\s*[:=]\s*([^"',;&}\s)]{1,200})`),
		}
	}
	return all
}

// IsRecords reports whether a text is an answer of dataproxy.jsp.
func IsRecords(text string) bool {
	head := text[:min(len(text), 4096)]
	if strings.Contains(head, "<html") {
		return false
	}
	head = strings.ToLower(head)
	return (strings.Contains(head, "<datastore") || strings.Contains(head, "<recordset")) && !strings.Contains(head, "<html") && !strings.Contains(head, "<body")
}

// Records reads an answer of dataproxy.jsp: its links, and the request for what follows. It
// goes on behind the records that came, not behind those that were asked for: many servers
// give 10 to 50 at a time, whatever is asked, and from then on no more is asked for. Whether all of
// them came is counted by whoever walks the list, by the page's Total.
func Records(address, text string) disclosure.Page {
	page := disclosure.Page{Family: hanwebJCMS.name, Role: disclosure.RoleList}
	doc, err := tree.New("")
	if err != nil {
		return page
	}
	return New(address, text, doc).records(page, recordRequest)
}

// records reads the records of an answer whose address says which were asked for.
func (v *View) records(page disclosure.Page, request func(u *url.URL, form url.Values, start, records int) disclosure.Request) disclosure.Page {
	text := v.Source
	page.Links = recordLinks(v, text)
	if v.base == nil {
		return page
	}
	form := v.base.Query()
	start, _ := strconv.Atoi(form.Get("startrecord"))
	records, _ := strconv.Atoi(form.Get("perpage"))
	total, got := recordTotal(text), len(recordCDATA.FindAllString(text, -1))
	page.Total = total
	switch {
	case got == 0 || start < 1 || records < 1 || len(page.Links) == 0:
		page.Doubt = "an answer holds " + strconv.Itoa(got) + " records, and " + strconv.Itoa(total) + " are there"
	case total == 0:
		page.Doubt = "an answer does not say how many records there are"
	case start+got-1 > total:
		page.Doubt = "an answer holds more records than it counts"
	case start+got > total:
		page.Complete = true
	case got < records && (start-1)%got != 0:
		// Whoever heeds page would begin somewhere else than whoever heeds startrecord.
		page.Doubt = "an answer holds " + strconv.Itoa(got) + " records of the " + strconv.Itoa(records) + " that were asked for, and more are there"
	default:
		page.Complete = true
		page.Next = []disclosure.Request{request(v.base, form, start+got, min(got, records))}
	}
	return page
}

func recordTotal(text string) int {
	if m := totalRecord.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1] + m[2])
		return n
	}
	return 0
}

// recordAnchors reads the links of the records in a text.
func recordAnchors(v *View, text string) []Anchor {
	var all []Anchor
	for _, m := range recordCDATA.FindAllStringSubmatch(text, -1) {
		root, err := html.Parse(strings.NewReader(m[1]))
		if err != nil {
			continue
		}
		all = append(all, anchorsOf(v, tree.LinksOf(root), func(*html.Node) bool { return true })...)
	}
	return all
}

// recordLinks are the items of an answer: everything in it was listed as an annual report.
func recordLinks(v *View, text string) []disclosure.Link {
	l := linkSet{view: v}
	for _, a := range recordAnchors(v, text) {
		switch a.kind {
		case kindAnnual, kindAgency:
			l.add(a, disclosure.RoleList)
		default:
			l.add(a, disclosure.RoleReport)
		}
	}
	return l.links
}
