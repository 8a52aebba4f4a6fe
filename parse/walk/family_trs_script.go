package walk

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// trsScript is TRS WCM whose list is made by a script: its documents stand in a script or JSON
// file beside the page, in the page's own script as objects or as document.write, or the script
// asks TRS WAS, /was5/web/search?channelid=…, for a page of them. Documents have the fields of
// WCM: doctitle, docpuburl, docreltime. The pages that follow are named as those of trsWCM.
var trsScript = family{
	name: "trs_script",
	signs: func(v *View) bool {
		return v.beside() != "" || wasSearch.in(v.Source) || writtenReport.in(v.Source) || scriptedReport.in(v.Source)
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
	scriptedReport = formOf("doc", `(?i)["']?\bdoctitle["']?\s*:\s*["'][^"'\n]{0,200}年度?报`)
	scriptText     = regexp.MustCompile(`(?is)<script\b[^>]*>(.*?)</script`)
	writeCall      = regexp.MustCompile(`document\.write(?:ln)?\s*\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*\)`)
	flatObject     = regexp.MustCompile(`\{[^{}]+\}`)
	objectField    = regexp.MustCompile(`["']?\b([A-Za-z_]\w{0,30})["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.+-]{1,40}))`)
	titleField     = regexp.MustCompile(`(?i)["']?\b_?(?:doc)?title["']?\s*:`)
	docsCount      = regexp.MustCompile(`(?i)["']?\b(?:count|total|totalcount|recordcount|totalrecords?)["']?\s*[:=]\s*["']?(\d{1,6})\b`)
	joinedLink     = regexp.MustCompile(`document\.write(?:ln)?\s*\(\s*["'][^\n]{0,400}<a\s[^\n]{0,400}["']\s*\+`) // its address is known to the script only
	wasPage        = regexp.MustCompile(`(^|&)page=[^&]*`)
)

// beside is the file that lists the documents, as the page names it; "" where it names reports
// itself or no such file.
func (v *View) beside() string {
	if !strings.Contains(v.Source, ".js") || v.Doc == nil { // the page of a report is told without its tree
		return ""
	}
	m := besideName.FindStringSubmatch(v.Source)
	if m == nil || len(ReportAnchors(v, v.Doc.Root)) > 0 {
		return ""
	}
	return m[1]
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

// scripts is the text of the page's own scripts that may list something.
func (v *View) scripts() string {
	var all strings.Builder
	for _, m := range scriptText.FindAllStringSubmatch(v.Source, -1) {
		if strings.Contains(m[1], "document.write") || titleField.MatchString(m[1]) {
			all.WriteString(m[1] + "\n")
		}
	}
	return all.String()
}

// written is what a script lists, as markup that it writes or as objects. It is whole where nothing
// that looks like an entry was passed over.
func (v *View) written(script string) (all []Anchor, whole bool) {
	whole = !joinedLink.MatchString(script)
	for _, m := range writeCall.FindAllStringSubmatch(script, -1) {
		if root, err := html.Parse(strings.NewReader(unquoted(m[1][1 : len(m[1])-1]))); err == nil {
			all = append(all, anchorsOf(v, tree.LinksOf(root), func(*html.Node) bool { return true })...)
		}
	}
	for range deepestEntry { // what an entry holds, such as its files, is no entry
		script = flatObject.ReplaceAllStringFunc(script, func(object string) string {
			if titleField.MatchString(object) {
				return object
			}
			return "0"
		})
	}
	rest := flatObject.ReplaceAllStringFunc(script, func(object string) string {
		if a, ok := v.object(object); ok {
			all = append(all, a)
			return "0"
		}
		return object
	})
	for _, m := range titleField.FindAllStringIndex(rest, -1) {
		whole = whole && !strings.Contains(rest[m[1]:min(len(rest), m[1]+400)], "报")
	}
	return all, whole
}

// deepestEntry is how deep objects in an entry are looked through.
const deepestEntry = 3

// object is the entry that an object of a script stands for.
func (v *View) object(text string) (Anchor, bool) {
	var title, address, date string
	for _, m := range objectField.FindAllStringSubmatch(text, -1) {
		value := unquoted(m[2] + m[3] + m[4])
		switch strings.ToLower(strings.TrimPrefix(m[1], "_")) {
		case "doctitle", "title", "bt":
			title = longer(title, value)
		case "docpuburl", "chnldocurl", "url", "docurl", "link", "href":
			address = longer(address, value)
		case "docreltime", "docpubtime", "pubdate", "pubtime", "date", "time", "publishtime":
			date = longer(date, value)
		}
	}
	if title == "" || address == "" {
		return Anchor{}, false
	}
	return v.listed(address, strings.Join(strings.Fields(htmlTags.ReplaceAllString(title, "")), " "), date)
}

// longer keeps the first value, or the one that says more: a title is cut in one field and whole in another.
func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// listed is a link that only a script would show, with the date that it would show beside it.
func (v *View) listed(ref, text, date string) (Anchor, bool) {
	a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
	item := &html.Node{Type: html.ElementNode, Data: "li", DataAtom: atom.Li}
	item.AppendChild(a)
	item.AppendChild(&html.Node{Type: html.TextNode, Data: date})
	return v.anchor(a, ref, text)
}

var scriptEscapes = strings.NewReplacer(`\/`, "/", `\"`, `"`, `\'`, "'", `\n`, " ", `\t`, " ", `\\`, `\`)

// unquoted is what a script's text says.
func unquoted(text string) string {
	if strings.Contains(text, `\u`) {
		if s, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(text, `\/`, "/"), `\'`, "'") + `"`); err == nil {
			return s
		}
	}
	return scriptEscapes.Replace(text)
}
