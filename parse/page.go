package parse

import (
	"net/url"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/charset"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// view is a page as a walk sees it.
type view struct {
	in     Input
	source string // decoded
	doc    *tree.Document
	base   *url.URL // what its links are relative to; nil where the address is not known
	beside []string // see besideTitle
}

// nowhere is what the links of a file are relative to whose address is not known. It serves
// to tell links apart and never leaves the package.
const nowhere = "http://file.invalid/"

func newView(in Input, source string, doc *tree.Document) *view {
	v := &view{in: in, source: source, doc: doc}
	address := in.URL
	if address == "" {
		address = nowhere
	}
	v.base, _ = url.Parse(address)
	if u, ok := v.resolve(doc.Base()); ok {
		v.base = u
	}
	return v
}

// resolve makes an address of a page absolute. Addresses that are scripts, mail or places
// on the same page are none.
func (v *view) resolve(ref string) (*url.URL, bool) {
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
	u.Fragment, u.RawFragment = "", ""
	return u, true
}

var lineBreaks = strings.NewReplacer("\n", "", "\r", "", "\t", "")

// Page says what a page is in a walk and where the walk goes on from it: the column of
// annual reports, the departments' columns, the reports of a list, the further pages of the
// list, the attachments of a report. It reads no figures.
func Page(in Input) disclosure.Page {
	page := disclosure.Page{Family: "generic", Role: in.Role}
	media := mediaType(in)
	if in.URL == "" || media != mediaHTML && media != mediaXML || Challenge(in.Status, in.Header, in.Body) != "" {
		return page
	}
	d, ok := charset.Decode(in.Body, in.ContentType)
	if !ok {
		return page
	}
	if isRecords(d.Text) {
		return recordsPage(in, d.Text)
	}
	doc, err := tree.New(d.Text)
	if err != nil {
		return page
	}
	v := newView(in, d.Text, doc)
	family := familyOf(v)
	page.Family = family.name
	return family.read(v, page)
}

// read fills in role, links and further pages.
func (f family) read(v *view, page disclosure.Page) disclosure.Page {
	anchors := collectAnchors(v, v.doc.Root)
	if f.hidden != nil {
		anchors = append(anchors, f.hidden(v)...)
	}
	page.Column = columnName(v)
	page.Role = roleOf(v, anchors, page.Column)
	switch page.Role {
	case disclosure.RoleReport, disclosure.RoleAttachment, disclosure.RoleFile:
		page.Column = ""
		page.Links = attachments(v, annexed(v)...)
	case disclosure.RoleList:
		page.Links = listLinks(v, anchors)
		page.Next, page.Complete = f.pages(v)
		page.Complete = page.Complete && len(anchors) < mostLinks
	default:
		page.Links = columnLinks(v, anchors)
	}
	return page
}

// columnName is what the page says it is a column of: the name that 政府网站发展指引 wants in
// <meta>, unless the title says it with the agency's name before it; else the first part of
// the title, else the words of the link that led here.
func columnName(v *view) string {
	title := naming.FirstOfTitle(v.doc.Title())
	name := v.doc.Meta("columnname")
	switch {
	case title != "" && (name == "" || strings.HasSuffix(title, name) && naming.IsColumn(disclosure.FoldName(title))):
		return title
	case name != "":
		return name
	}
	return v.in.Title
}

// roleOf decides what a page is by what is on it; what the walk expected only breaks ties.
func roleOf(v *view, anchors []anchor, column string) disclosure.Role {
	reports := 0
	for _, a := range anchors {
		if a.kind == kindReport && !a.aside {
			reports++
		}
	}
	expected := v.in.Role
	switch {
	case expected == disclosure.RoleHome:
		return disclosure.RoleHome
	case expected.IsDocument() && reports < 3, reports < 2 && isReportPage(v):
		return orReport(expected)
	case naming.IsColumn(disclosure.FoldName(column)), expected == disclosure.RoleList, reports >= 2:
		return disclosure.RoleList
	}
	return disclosure.RoleColumn
}

func orReport(r disclosure.Role) disclosure.Role {
	if r.IsDocument() {
		return r
	}
	return disclosure.RoleReport
}

// isReportPage reports whether the page itself is a report: its own title says so with a
// year, and below it stands a text or a document.
func isReportPage(v *view) bool {
	titled := false
	for _, t := range tree.Titles(v.doc) {
		titled = titled || naming.IsReport(disclosure.FoldName(t))
	}
	if !titled {
		return false
	}
	c := tree.Container(v.doc)
	return v.doc.Characters(c) > 300 || len(attachments(v, c)) > 0 || tree.Has(c, tree.ImageTags)
}
