package walk

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/tree"
)

// answer is what a list's own script asked for and got as JSON, or as JSONP: JSON in the call
// of a function.
type answer struct {
	*View
	asked string // the body of a POST
	json  []byte
}

// mostAnswer bounds an answer: a page of a list is never that large.
const mostAnswer = 8 << 20

var jsonpHead = pattern.MustCompile(`^(?:/\*\*/)?\s*[A-Za-z_$][\w$.]{0,100}\s*\(`)

// MayAnswer reports whether an address is one that scripts of a known family ask for lists.
func MayAnswer(address string) bool {
	_, ok := familyAsking(address)
	return ok
}

func familyAsking(address string) (family, bool) {
	for _, f := range families {
		if f.asks != nil && f.asks.MatchString(address) {
			return f, true
		}
	}
	return family{}, false
}

// Answer reads what a list's script asked for, asked being the body of a POST. It is false for
// what is no JSON: a page that says so is read as a page.
func Answer(address, asked, text string) (disclosure.Page, bool) {
	f, ok := familyAsking(address)
	if !ok {
		return disclosure.Page{}, false
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, "\uFEFF"))
	if head := jsonpHead.FindString(text); head != "" {
		text = strings.TrimSuffix(strings.TrimRight(text[len(head):], "; \r\n\t"), ")")
	}
	if len(text) > mostAnswer || !f.script && (!strings.HasPrefix(text, "{") || !json.Valid([]byte(text))) {
		return disclosure.Page{}, false
	}
	doc, err := tree.New("")
	if err != nil {
		return disclosure.Page{}, false
	}
	page := f.answer(&answer{New(address, text, doc), asked, []byte(text)})
	page.Family, page.Role = f.name, disclosure.RoleList
	return page, true
}

// into reads the answer as far as it fits: a field of another type than usual is left empty.
func (a *answer) into(fields any) {
	_ = json.Unmarshal(a.json, fields) // what is missing is seen by who reads it
}

// entry is an item of an answer.
type entry struct {
	title, url string
	date       *disclosure.Date
}

// list makes the page of an answer's items. An item that leads nowhere may be any report.
func (a *answer) list(items []entry, total int) disclosure.Page {
	page := disclosure.Page{Complete: true, Total: total}
	l := linkSet{view: a.View}
	for _, item := range items {
		link, ok := a.scripted(item.url, strings.Join(strings.Fields(item.title), " "))
		if !ok {
			page.Complete, page.Doubt = false, "an item of it has no address"
			continue
		}
		role := disclosure.RoleReport
		if link.kind == kindAnnual || link.kind == kindAgency && columnURL.MatchString(link.URL.Path) {
			role = disclosure.RoleList
		}
		l.add(link, role)
		if last := len(l.links) - 1; last >= 0 && role == disclosure.RoleReport && l.links[last].URL == link.URL.String() {
			l.links[last].Date = item.date
		}
	}
	page.Links = l.links
	if len(page.Links) == 0 {
		page.Complete, page.Doubt = false, "it names no document"
	}
	return page
}

// scripted is a link that only a script would show.
func (v *View) scripted(ref, text string) (Anchor, bool) {
	return v.anchor(&html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}, ref, text)
}

// dated is the day that a text names.
func dated(text string) *disclosure.Date { return day.In(disclosure.FoldText(text)) }
