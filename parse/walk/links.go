package walk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/day"
	"gongkai/parse/tree"
)

// columnLinks are the ways on from a home page or a column: first the columns of annual
// reports, then the platform and the agencies that have columns of their own. Reports that
// such a page names are taken along.
func columnLinks(v *View, anchors []Anchor) []disclosure.Link {
	l := linkSet{view: v}
	for _, a := range ranked(anchors) {
		l.add(a, disclosure.RoleList)
	}
	for _, wanted := range [...]struct {
		kind kind
		role disclosure.Role
	}{{kindPlatform, disclosure.RoleColumn}, {kindAgency, disclosure.RoleColumn}, {kindReport, disclosure.RoleReport}} {
		for _, a := range anchors {
			if a.kind == wanted.kind {
				l.add(a, wanted.role)
			}
		}
	}
	if u, ok := v.sentOn(); ok {
		l.add(Anchor{URL: u, frame: true}, disclosure.RoleColumn)
	}
	for _, a := range anchors {
		if a.frame && a.kind == kindOther && v.base != nil && a.URL.Host == v.base.Host && !tree.IsDocument(a.URL.String()) {
			l.add(a, disclosure.RoleColumn)
		}
	}
	return l.links
}

// listLinks are the reports of a list and the lists below it. What stands in the list beside
// reports is followed too, whatever its title: the parser decides what it is. Menus, the
// trail of columns and the pager are not items.
func listLinks(v *View, anchors []Anchor) []disclosure.Link {
	shapes := map[string]bool{}
	for _, a := range anchors {
		if a.kind == kindReport && !a.Aside {
			shapes[shape(a.node)] = true
		}
	}
	l := linkSet{view: v}
	var foreign []Anchor // frames of other hosts: mostly the weather, but also the list itself
	for _, a := range anchors {
		switch {
		case a.kind == kindReport:
			l.add(a, disclosure.RoleReport)
		case a.kind == kindAnnual && !v.isSelf(a), v.isYear(a):
			l.add(a, disclosure.RoleList)
		case a.kind == kindAgency && isHome(a.URL) && !v.isSelf(a): // a department with a site of its own
			l.add(a, disclosure.RoleColumn)
		case a.Aside || a.kind == kindPaging || isHome(a.URL):
		case a.frame:
			if v.base != nil && a.URL.Host == v.base.Host {
				l.add(a, disclosure.RoleList)
			} else {
				foreign = append(foreign, a)
			}
		case a.kind == kindAgency && columnURL.MatchString(a.URL.Path):
			l.add(a, disclosure.RoleList)
		case a.kind == kindOther && !columnURL.MatchString(a.URL.Path) && (shapes[shape(a.node)] || v.dateBeside(a) != nil):
			l.add(a, disclosure.RoleReport)
		}
	}
	if items(l.links) == 0 {
		if u, ok := v.sentOn(); ok {
			l.add(Anchor{URL: u, frame: true}, disclosure.RoleList)
		}
		for _, a := range foreign {
			l.add(a, disclosure.RoleList)
		}
	}
	return l.links
}

func (v *View) isSelf(a Anchor) bool {
	return v.base != nil && a.URL.Host == v.base.Host && strings.TrimSuffix(a.URL.Path, "/") == strings.TrimSuffix(v.base.Path, "/") && a.URL.RawQuery == v.base.RawQuery
}

// linkSet keeps the first link to an address.
type linkSet struct {
	view  *View
	links []disclosure.Link
	seen  map[string]bool
}

func (l *linkSet) add(a Anchor, role disclosure.Role) {
	address := a.URL.String()
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	if l.seen[address] {
		return
	}
	l.seen[address] = true
	link := disclosure.Link{URL: address, Text: a.Text, Role: role, Frame: a.frame, Aside: a.Aside}
	if moreWords.MatchString(a.folded) {
		link.Text = "" // that is no name
	}
	if role == disclosure.RoleReport {
		link.Date = l.view.dateBeside(a)
	}
	l.links = append(l.links, link)
}

// shape is how an element is nested, without its place: items of one list share it.
func shape(n *html.Node) string {
	var parts []string
	for p := n; p != nil && len(parts) < 5; p = p.Parent {
		parts = append(parts, p.Data+"."+tree.Attr(p, "class"))
	}
	return strings.Join(parts, "<")
}

// dateBeside returns the date in the item that holds the link and no other link.
func (v *View) dateBeside(a Anchor) *disclosure.Date {
	own := tree.TextOf(a.node)
	for p, n := a.node.Parent, 0; p != nil && n < 5 && p.DataAtom != atom.Body; p, n = p.Parent, n+1 {
		if v.holdsMore(p, a.node) {
			return nil
		}
		rest := strings.Replace(disclosure.FoldText(tree.TextOf(p)), disclosure.FoldText(own), " ", 1)
		if d := day.In(rest); d != nil {
			return d
		}
	}
	return day.In(disclosure.FoldText(strings.Replace(own, a.Text, " ", 1)))
}

// holdsMore reports whether an element holds another link than this one. It is counted once: all
// links of a list stand in the same element.
func (v *View) holdsMore(n, link *html.Node) bool {
	count, known := v.counts[n]
	if !known {
		if v.counts == nil {
			v.counts = map[*html.Node]int{}
		}
		count = tree.Find(n, tree.LinkTags).Length()
		v.counts[n] = count
	}
	if tree.LinkTags.Match(link) {
		count--
	}
	return count > 0
}

// annexes are the blocks that site families put a page's attachments into, outside the text.
var annexes = cascadia.MustCompile("[class*=attach], [id*=attach], [class*=fujian], [id*=fujian], [class*=annex], [class*=appendix]")

// Attachments lists the documents that a report page offers or shows in a frame.
func Attachments(v *View, within ...*html.Node) []disclosure.Link {
	l := linkSet{view: v}
	links := [][]*html.Node{nil}
	if len(within) == 1 {
		links[0] = v.Doc.LinksBelow(within[0])
	} else {
		links = firstIn(v.Doc.LinksBelow(v.Doc.Root), within)
	}
	plugins := firstIn(v.Doc.Plugins(), within)
	for i, n := range within {
		for _, a := range anchorsOf(v, links[i], func(e *html.Node) bool { return tree.MayBeDocument(tree.Attr(e, "href")) }) {
			if tree.IsDocument(a.URL.String()) {
				l.add(a, disclosure.RoleAttachment)
			}
		}
		for _, e := range plugins[i] {
			if e == n {
				continue
			}
			if u, ok := v.Resolve(cmp.Or(tree.Attr(e, "src"), tree.Attr(e, "data"))); ok && tree.IsDocument(u.String()) {
				l.add(Anchor{node: e, URL: u, frame: true}, disclosure.RoleAttachment)
			}
		}
	}
	return l.links
}

// firstIn sorts elements by the first of several that they stand in.
func firstIn(elements, several []*html.Node) [][]*html.Node {
	order := make(map[*html.Node]int, len(several))
	for i, n := range slices.Backward(several) {
		order[n] = i
	}
	sorted := make([][]*html.Node, len(several))
	for _, e := range elements {
		first := len(several)
		for n := e; n != nil; n = n.Parent {
			if i, ok := order[n]; ok {
				first = min(first, i)
			}
		}
		if first < len(several) {
			sorted[first] = append(sorted[first], e)
		}
	}
	return sorted
}

// Frames lists the addresses of the pages that the text's own place shows in frames.
func Frames(v *View) []string {
	var all []string
	for _, a := range Anchors(v, tree.Container(v.Doc)) {
		if a.frame && !a.Aside && (a.node.DataAtom == atom.Iframe || a.node.DataAtom == atom.Frame) && tree.Attr(a.node, "width") != "0" && tree.Attr(a.node, "height") != "0" {
			all = append(all, strings.TrimPrefix(a.URL.String(), Nowhere))
		}
	}
	return all
}

// annexed is the text of a report page and the blocks of attachments beside it. The rest of
// the page offers documents too, but not those of the report.
func annexed(v *View) []*html.Node {
	return append([]*html.Node{tree.Container(v.Doc)}, tree.Find(v.Doc.Root, annexes).Nodes...)
}
