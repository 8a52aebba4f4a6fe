package walk

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// aspNet is any site of ASP.NET forms: the pager posts the page's own form back, with what was
// clicked (__doPostBack) and the state that the page holds. Each page tells only how to go
// to the next one. Lists with plain links (.aspx?page=2) are walked as everywhere.
var aspNet = family{
	name:  "aspnet",
	marks: []string{"__VIEWSTATE"},
	pages: aspNetPages,
}

var (
	postBack   = pattern.MustCompile(`__doPostBack\(\s*['"]([^'"]{1,200})['"]\s*,\s*['"]([^'"]{0,200})['"]\s*\)`)
	formTags   = tree.Tags(atom.Form)
	inputTags  = tree.Tags(atom.Input)
	mostPosted = 256 << 10 // bytes of a form that are sent
)

func aspNetPages(v *View) ([]disclosure.Request, bool) {
	var next, more *control // more: … behind the numbers, to the number after the last
	current, highest, at := 1, 0, false
	numbers := map[int]control{}
	backs := false
	for _, c := range v.controls() {
		posts := postBack.MatchString(clicked(c.node))
		switch {
		case c.kind == controlNext && posts && next == nil:
			next = &c
		case c.kind == controlBack && posts:
			backs = true
		case c.kind == controlNumber && posts:
			numbers[c.number] = c
			highest = max(highest, c.number)
		case c.kind == controlNumber && c.lead != leadLink:
			current, at = c.number, true
		case c.kind == controlMore && posts && at:
			more = &c
		}
	}
	if c, ok := numbers[current+1]; ok && next == nil {
		next = &c
	}
	if next == nil {
		next = more
	}
	switch {
	case next != nil:
		return v.posted(next.node)
	case highest > 0 && current > highest, backs && highest <= current: // the last page
		return nil, true
	}
	return genericPages(v)
}

// clicked is the script of a link or a button.
func clicked(n *html.Node) string { return tree.Attr(n, "href") + " " + tree.Attr(n, "onclick") }

// posted is the request that a click makes: the form around it, as the page has filled it in.
func (v *View) posted(n *html.Node) ([]disclosure.Request, bool) {
	form := n
	for form != nil && !formTags.Match(form) {
		form = form.Parent
	}
	m := postBack.FindStringSubmatch(clicked(n))
	if form == nil || m == nil {
		v.Doubt = "a pager that only a script can turn"
		return nil, false
	}
	u, ok := v.Resolve(tree.Attr(form, "action"))
	if !ok {
		u, ok = v.Resolve(v.Address)
	}
	sent, size := url.Values{}, 0
	for _, input := range tree.Find(form, inputTags).Nodes {
		switch name := tree.Attr(input, "name"); strings.ToLower(tree.Attr(input, "type")) {
		case "hidden", "text", "":
			if name != "" {
				sent.Set(name, tree.Attr(input, "value"))
				size += len(name) + len(tree.Attr(input, "value"))
			}
		}
	}
	sent.Set("__EVENTTARGET", m[1])
	sent.Set("__EVENTARGUMENT", m[2])
	if !ok || size > mostPosted {
		v.Doubt = "a pager that posts more than is sent"
		return nil, false
	}
	return []disclosure.Request{{Method: "POST", URL: u.String(), Form: sent, Role: disclosure.RoleList}}, true
}
