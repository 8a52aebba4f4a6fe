package walk

import (
	"regexp"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// trsScript is TRS WCM whose list is made by a script: its documents stand in a script or JSON
// file beside the page, in the page's own script as objects or as document.write, or the script
// asks TRS WAS, /was5/web/search?channelid=…, for a page of them. Documents have the fields of
// WCM: doctitle, docpuburl, docreltime. The pages that follow are named as those of trsWCM.
var trsScript = family{
	name: "trs_script",
	signs: func(v *View) bool {
		return v.beside() != "" || wasSearch.on(v) || writtenReport.on(v) || v.holdsEntries()
	},
	links: func(v *View, all []Anchor) []Anchor {
		written, _ := v.written(v.scripts())
		return append(all, written...)
	},
	pages:  trsScriptPages,
	asks:   pattern.MustCompile(`\.js(?:on)?(?:\?|$)|/was5/web/search\?`),
	answer: trsScriptAnswer,
	script: true,
}

var (
	besideName     = pattern.MustCompile(`["'](?:\./)?((?:doc|list|data|news|info|xxgk|nb|chnl)[\w-]{0,30}\.(?:json|js))(?:\?[^"'\s]{0,60})?["']`)
	wasSearch      = formOf("/was5/web/search", `["']([^"'\s<>]{0,100}/was5/web/search)\?([^"'\s<>]{0,400}channelid=[^"'\s<>]{0,400})["']`)
	writtenReport  = formOf("document.write", `document\.write(?:ln)?\s*\(\s*(?:"[^"\n]{0,300}|'[^'\n]{0,300})<a\s[^\n]{0,400}年度?报`)
	scriptedReport = pattern.MustCompile(`(?i)["']?\bdoctitle["']?\s*:\s*["'][^"'\n]{0,200}年度?报`)
	docsCount      = regexp.MustCompile(`(?i)["']?\b(?:count|total|totalcount|recordcount|totalrecords?)["']?\s*[:=]\s*["']?(\d{1,6})\b`)
	wasPage        = regexp.MustCompile(`(^|&)page=[^&]*`)
)

// beside is the file that lists the documents, as the page names it; "" where it names reports
// itself or no such file.
func (v *View) beside() string {
	if v.Expected.IsDocument() || !v.has(".js") { // the page of a report is told without its tree
		return ""
	}
	m := besideName.FindStringSubmatch(v.Source)
	if m == nil || len(ReportAnchors(v, v.Doc.Root)) > 0 {
		return ""
	}
	return m[1]
}

// holdsEntries reports whether a script of the page has the fields of WCM.
func (v *View) holdsEntries() bool {
	for _, name := range [...]string{"DOCTITLE", "doctitle", "docTitle", "DocTitle"} {
		if v.has(name) {
			return scriptedReport.MatchString(v.Source)
		}
	}
	return false
}

func trsScriptPages(v *View) ([]disclosure.Request, bool) {
	if v.items > 0 {
		if _, whole := v.written(v.scripts()); !whole {
			v.Doubt = "an entry that its script shows can't be read"
			return nil, false
		}
		return trsPages(v)
	}
	if ref := v.beside(); ref != "" {
		if u, ok := v.Resolve(ref); ok {
			r := get(u)
			r.First, v.loads = true, true
			next, complete := trsPages(v)
			// A script may page what it loaded: then it asks how long that is.
			return append([]disclosure.Request{r}, next...), complete || len(next) == 0 && strings.Contains(v.Source, ".length")
		}
	}
	if m := wasSearch.re.FindStringSubmatch(v.Source); m != nil {
		if u, ok := v.Resolve(strings.ReplaceAll(m[1]+"?"+wasPage.ReplaceAllString(m[2], ""), "&amp;", "&")); ok {
			query := u.Query()
			query.Set("page", "1")
			u.RawQuery = query.Encode()
			r := get(u)
			r.First, v.loads = true, true
			return []disclosure.Request{r}, true
		}
	}
	return trsPages(v)
}

// trsScriptAnswer reads a file of documents or a page of what WAS found.
func trsScriptAnswer(a *answer) disclosure.Page {
	total := 0
	if m := docsCount.FindStringSubmatch(a.Source); m != nil {
		total, _ = strconv.Atoi(m[1])
	}
	anchors, whole := a.written(a.Source)
	page := disclosure.Page{Complete: whole, Total: total}
	l := linkSet{view: a.View}
	for _, anchor := range anchors {
		l.add(anchor, disclosure.RoleReport)
	}
	page.Links = l.links
	switch got := len(page.Links); {
	case got == 0:
		page.Complete, page.Doubt = false, "it names no document"
	case !whole:
		page.Doubt = "an entry of it can't be read"
	case total > 0 && got > total:
		page.Complete, page.Doubt = false, "it names more entries than it counts"
	case !strings.Contains(a.base.Path, "/was5/"):
		if pages := a.pagesSaid(); pages > 1 && total > got {
			page.Complete, page.Doubt = false, "a script counts "+strconv.Itoa(pages)+" pages, and no link leads to them"
		}
	case total == 0:
		page.Complete, page.Doubt = false, "it does not say how many there are"
	case a.base.Query().Get("page") == "1":
		next, all := a.numbered(a.base.Query(), "page", 2, (total+got-1)/got)
		page.Next, page.Complete = next, all
	}
	return page
}
