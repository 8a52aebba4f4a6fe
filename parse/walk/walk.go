// Package walk says where a walk goes on from a page: to the column of annual reports, to the
// agencies that have columns of their own, to the reports of a list and its further pages, to
// the attachments of a report; what the search of the site is and what it answers. Each kind of
// content management system has a file with its fingerprints and how its lists are paged. It refuses
// to fetch anything and to read a figure, and to take a list for complete that has not earned it
// (complete.go).
package walk

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// View is a page as a walk sees it.
type View struct {
	Address  string             // "" for a file whose address is not known
	Source   string             // decoded; "" for what was no page
	Doc      *tree.Document     // its tree
	Expected disclosure.Role    // what the walk that led here took it for
	Words    string             // of the link that led here
	Charset  string             // that its bytes were read in
	Doubt    string             // why a list is not complete, set by its family's pages; may be empty
	loads    bool               // what it lists comes with what its script asks for; set by its family's pages
	markup   string             // see ascii
	items    int                // documents that the page lists, set before its family's pages are asked
	lines    []string           // see pagerLines
	base     *url.URL           // what its links are relative to; nil where the address is not one
	anchors  []Anchor           // of the whole page, see IsLinked; nil until somebody asks
	counts   map[*html.Node]int // of links in elements, see holdsMore
}

// Nowhere is what the links of a file are relative to whose address is not known. It serves
// to tell links apart and never leaves the parser.
const Nowhere = "http://file.invalid/"

// New makes a page ready for a walk.
func New(address, source string, doc *tree.Document) *View {
	v := &View{Address: address, Source: source, Doc: doc}
	if address == "" {
		address = Nowhere
	}
	v.base, _ = url.Parse(address)
	if u, ok := v.Resolve(doc.Base()); ok {
		v.base = u
	}
	return v
}

// Resolve makes an address of a page absolute. Addresses that are scripts, mail or places
// on the same page are none.
func (v *View) Resolve(ref string) (*url.URL, bool) {
	if ref = strings.TrimSpace(ref); ref == "" || strings.HasPrefix(ref, "#") || v.base == nil {
		return nil, false
	}
	if strings.ContainsAny(ref, "\n\r\t") {
		ref = lineBreaks.Replace(ref)
	}
	u, err := v.base.Parse(ref)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, false
	}
	if host := u.Hostname(); strings.Contains(host, ":") && u.Host[0] != '[' { // net/url reads it after //, and not what it makes of it
		return nil, false
	}
	u.Fragment, u.RawFragment = "", ""
	return u, true
}

var lineBreaks = strings.NewReplacer("\n", "", "\r", "", "\t", "")

// Read says what a page is, by what is on it, and where the walk goes on from it.
func Read(v *View) disclosure.Page {
	family := familyOf(v)
	return family.read(v, disclosure.Page{Family: family.name, Role: v.Expected})
}

// read fills in role, links and further pages.
func (f family) read(v *View, page disclosure.Page) disclosure.Page {
	anchors := Anchors(v, v.Doc.Root)
	if f.links != nil {
		anchors = f.links(v, anchors)
	}
	if v.Expected == disclosure.RoleSearch {
		v.answerOfSearch(&page, anchors)
		return page
	}
	page.Column = columnName(v)
	page.Role = roleOf(v, anchors, page.Column)
	switch page.Role {
	case disclosure.RoleReport, disclosure.RoleAttachment, disclosure.RoleFile:
		page.Column = ""
		page.Links = Attachments(v, annexed(v)...)
	case disclosure.RoleList:
		page.Search = v.searchForm()
		page.Links = listLinks(v, anchors)
		v.items = items(page.Links)
		page.Next, page.Complete = f.pages(v)
		page.Total, page.Pages = v.total(), v.pagesSaid()
		v.complete(&page, len(anchors))
	default:
		page.Search = v.searchForm()
		page.Links = columnLinks(v, anchors)
		if page.Role == disclosure.RoleHome {
			page.Next, page.SiteCode = v.guesses(), siteCode(v)
		}
	}
	return page
}

// columnName is what the page says it is a column of: the name that 政府网站发展指引 wants in
// <meta>, unless the title says it with the agency's name before it; else the first part of
// the title, else the words of the link that led here.
func columnName(v *View) string {
	title := naming.FirstOfTitle(v.Doc.Title())
	name := v.Doc.Meta("columnname")
	switch {
	case title != "" && (name == "" || strings.HasSuffix(title, name) && naming.IsColumn(disclosure.FoldName(title))):
		return title
	case name != "":
		return name
	}
	return v.Words
}

// roleOf decides what a page is by what is on it; what the walk expected only breaks ties.
func roleOf(v *View, anchors []Anchor, column string) disclosure.Role {
	reports := 0
	for _, a := range anchors {
		if a.kind == kindReport && !a.Aside {
			reports++
		}
	}
	expected := v.Expected
	switch {
	case expected == disclosure.RoleHome:
		return disclosure.RoleHome
	case expected.IsDocument() && reports < 3, reports < 2 && isReportPage(v):
		return orReport(expected)
	case slices.ContainsFunc(anchors, v.leadsToMore):
		return disclosure.RoleColumn // it shows the newest reports of a list
	case naming.IsColumn(disclosure.FoldName(column)), naming.IsColumn(disclosure.FoldName(v.Doc.Meta("columntype"))), expected == disclosure.RoleList, reports >= 2:
		return disclosure.RoleList
	}
	return disclosure.RoleColumn
}

// leadsToMore reports whether a link is the 更多 of a column of annual reports.
func (v *View) leadsToMore(a Anchor) bool {
	return a.kind == kindAnnual && !a.Aside && moreWords.MatchString(a.folded) && !v.isSelf(a)
}

func orReport(r disclosure.Role) disclosure.Role {
	if r.IsDocument() {
		return r
	}
	return disclosure.RoleReport
}

// isReportPage reports whether the page itself is a report: its own title says so with a
// year, and below it stands a text or a document.
func isReportPage(v *View) bool {
	titled := false
	for _, t := range tree.Titles(v.Doc) {
		titled = titled || naming.IsReport(disclosure.FoldName(t))
	}
	if !titled {
		return false
	}
	c := tree.Container(v.Doc)
	return v.Doc.Characters(c) > 300 || len(Attachments(v, c)) > 0 || tree.Has(c, tree.ImageTags)
}
