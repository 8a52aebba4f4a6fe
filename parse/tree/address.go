package tree

import (
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
)

// IsDocument tells a document by its address, one shown by a viewer (…?file=x.pdf) too.
func IsDocument(address string) bool {
	address, _, _ = strings.Cut(address, "#")
	before, query, _ := strings.Cut(address, "?")
	if documentExtension.MatchString(path.Base(before)) {
		return true
	}
	for part := range strings.SplitSeq(query, "&") {
		if _, value, ok := strings.Cut(part, "="); ok && documentExtension.MatchString(value) {
			return true
		}
	}
	return false
}

// MayBeDocument is the cheap question before IsDocument, of an address as a page prints it:
// has it an extension behind which nothing, a query or a fragment begins?
func MayBeDocument(ref string) bool {
	dot := strings.LastIndexByte(ref, '.')
	if strings.ContainsAny(ref, "?#&=") {
		return true
	}
	switch ext := strings.ToLower(strings.TrimSpace(ref[dot+1:])); ext {
	case "html", "htm", "shtml", "jsp", "aspx", "asp", "php", "do", "action":
		return false
	default:
		return dot >= 0 && !strings.Contains(ext, "/")
	}
}

var documentExtension = pattern.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|wps|et|rtf|ofd|zip|rar|7z)$`)

// linkAround is the link that an element stands in, nil where none.
func linkAround(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.A {
		n = n.Parent
	}
	return n
}

// DocumentLinks are the links to documents that print something in a run, in order.
func (d *Document) DocumentLinks(r Run) []*html.Node {
	var all []*html.Node
	for _, p := range d.Flow.PiecesIn(r) {
		if a := linkAround(p.Node.Parent); a != nil && (len(all) == 0 || all[len(all)-1] != a) && IsDocument(Attr(a, "href")) {
			all = append(all, a)
		}
	}
	return all
}

// leadsOn reports whether a link leads to another page: by its address, or by a script where it
// has none and is no mark in a text. A link to a document is mostly the report itself.
func leadsOn(a *html.Node) bool {
	ref := Attr(a, "href")
	if ref == "" {
		return Attr(a, "name") == "" && Attr(a, "id") == ""
	}
	return !IsDocument(ref)
}
