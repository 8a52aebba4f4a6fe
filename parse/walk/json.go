package walk

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strconv"
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

// NoAnswer is a page that came where a list's script asks for its entries: an error, the front page.
// Whatever it names, it is not the part of the list that was asked for.
func NoAnswer(page disclosure.Page) disclosure.Page {
	page.Complete, page.Next = false, nil
	page.Doubt = cmp.Or(page.Doubt, "it is not what a list's script asks for")
	return page
}

// Answer reads what a list's script asked for, asked being the body of a POST. It is false for
// what is no JSON: a page that says so is read as a page.
func Answer(address, asked, text string) (disclosure.Page, bool) {
	f, ok := familyAsking(address)
	if !ok || f.answer == nil {
		return disclosure.Page{}, false
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, "\uFEFF"))
	data := text
	if head := jsonpHead.FindString(text); head != "" {
		data = strings.TrimSuffix(strings.TrimRight(text[len(head):], "; \r\n\t"), ")")
	}
	if len(text) > mostAnswer || !f.script && (!strings.HasPrefix(data, "{") || !json.Valid([]byte(data))) {
		return disclosure.Page{}, false
	}
	doc, err := tree.New("")
	if err != nil {
		return disclosure.Page{}, false
	}
	page := f.answer(&answer{New(address, text, doc), asked, []byte(data)})
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
	switch {
	case len(page.Links) == 0:
		page.Complete, page.Doubt = false, "it names no document"
	case total > 0 && len(items) > total:
		page.Complete, page.Doubt = false, "it names more entries than it counts"
	}
	return page
}

// numberedList is the page of a list whose address numbers its pages from 1. Only the first page
// tells how many entries are on each, and so names all others.
func (a *answer) numberedList(entries []entry, total int, number string) disclosure.Page {
	page := a.list(entries, total)
	query := a.base.Query()
	if n, _ := strconv.Atoi(query.Get(number)); n != 1 || len(entries) == 0 {
		return page
	}
	if total == 0 {
		page.Complete, page.Doubt = false, "it does not say how many there are"
		return page
	}
	next, all := a.numbered(query, number, 2, (total+len(entries)-1)/len(entries))
	page.Next, page.Complete = next, page.Complete && all
	return page
}

// numbered are the further pages of an answer by a number in its address.
func (v *View) numbered(query url.Values, name string, first, last int) ([]disclosure.Request, bool) {
	var all []disclosure.Request
	for n := first; n <= min(last, mostPages); n++ {
		query.Set(name, strconv.Itoa(n))
		u := *v.base
		u.RawQuery = query.Encode()
		all = append(all, get(&u))
	}
	return all, last <= mostPages
}

// scripted is a link that only a script would show.
func (v *View) scripted(ref, text string) (Anchor, bool) {
	return v.anchor(&html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}, ref, text)
}

// dated is the day that a text names.
func dated(text string) *disclosure.Date { return day.In(disclosure.FoldText(text)) }
