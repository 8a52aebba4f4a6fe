package walk

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/naming"
)

// Leaf reads the page of a report that leads nowhere from its source alone: most of them offer
// no document, and to make a tree of each costs more than to fetch it. ok is false wherever
// the source leaves any doubt of what Read would say; then that has to be asked.
func Leaf(address, source string) (page disclosure.Page, ok bool) {
	base, err := url.Parse(address)
	v := &View{Address: address, Source: source, Expected: disclosure.RoleReport, base: base}
	markup := v.ascii()
	if err != nil || mayNameDocument(markup) || mayBeList(source) {
		return page, false
	}
	for _, odd := range [...]string{"<record>", "<base", "<BASE", "<Base"} { // items that a script shows; other addresses than those in sight
		if strings.Contains(markup, odd) {
			return page, false
		}
	}
	return disclosure.Page{Family: familyOf(v).name, Role: disclosure.RoleReport}, true
}

// documentNames are what the addresses of documents end in, see tree.IsDocument.
var documentNames = [...]string{"pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "rtf", "ofd", "zip", "rar", "7z"}

// escapes are the ways in which a source may write an address so that no eye finds it.
var escapes = [...]string{"&#", "&period", `\u00`, `\x`, "%2e", "%2E"}

// mayNameDocument looks for the name of a document anywhere, in scripts and comments too.
func mayNameDocument(source string) bool {
	for _, e := range escapes {
		if strings.Contains(source, e) {
			return true
		}
	}
	for rest := source; ; {
		dot := strings.IndexByte(rest, '.')
		if dot < 0 {
			return false
		}
		rest = rest[dot+1:]
		if mayBeExtension(rest) {
			return true
		}
	}
}

// mayBeExtension looks at what follows a dot. Line breaks within an address are dropped.
func mayBeExtension(rest string) bool {
	var word [5]byte
	n := 0
	for i := 0; i < len(rest) && n < len(word); i++ {
		switch c := rest[i]; c {
		case '\n', '\r', '\t':
			continue
		case '%', '\\':
			return true // part of it is written in some other way
		default:
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			word[n] = c
			n++
		}
	}
	for _, name := range documentNames {
		if len(name) <= n && string(word[:len(name)]) == name && (len(name) == n || !isAlphanumeric(word[len(name)])) {
			return true
		}
	}
	return false
}

func isAlphanumeric(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// mayBeList counts the links whose words are the title of a report, as roleOf does. The page of
// a report with three of them is a list; here two are too many, since markup that is not nested
// makes two links of one.
func mayBeList(source string) bool {
	reports, open := 0, -1
	for at := strings.IndexByte(source, '<'); at >= 0; at = indexFrom(source, at+1) {
		rest := source[at:]
		if !mayLead(rest) {
			continue
		}
		switch {
		case beginsTag(rest, "<a"):
			if open >= 0 {
				return true // not closed: it may go on anywhere
			}
			open = at
		case beginsTag(rest, "</a"):
			if open >= 0 && isTitled(source[open:at]) {
				reports++
			}
			open = -1
		case beginsTag(rest, "<area"), beginsTag(rest, "<iframe"), beginsTag(rest, "<frame"):
			if end := strings.IndexByte(rest, '>'); end < 0 || isTitled(rest[:end+1]) {
				reports++
			}
		case open >= 0 && rest[1] == '!':
			return true
		}
		if reports > 1 {
			return true
		}
	}
	return open >= 0
}

// mayLead tells by its first letter whether a tag may be one that leads on, or the end of one: most
// tags of a report are no such.
func mayLead(tag string) bool {
	if len(tag) < 3 {
		return false
	}
	letter := tag[1]
	if letter == '/' {
		return tag[2]|0x20 == 'a'
	}
	letter |= 0x20
	return letter == 'a' || letter == 'i' || letter == 'f' || tag[1] == '!'
}

func indexFrom(s string, from int) int {
	if i := strings.IndexByte(s[from:], '<'); i >= 0 {
		return from + i
	}
	return -1
}

// beginsTag reports whether a source begins with the tag, whatever its case.
func beginsTag(source, tag string) bool {
	if len(source) <= len(tag) || !strings.EqualFold(source[:len(tag)], tag) {
		return false
	}
	switch source[len(tag)] {
	case ' ', '\t', '\n', '\r', '\f', '/', '>':
		return true
	}
	return false
}

// isTitled reports whether a link's words, or the ones that it keeps in attributes, are the
// title of a report.
func isTitled(link string) bool {
	if !strings.Contains(link, "报") && !strings.Contains(link, "報") {
		return false
	}
	var text strings.Builder
	for z := html.NewTokenizer(strings.NewReader(link)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return isReportTitle(text.String())
		case html.TextToken:
			text.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			for more := true; more; {
				var name, value []byte
				name, value, more = z.TagAttr()
				if n := string(name); (n == "title" || n == "alt") && isReportTitle(string(value)) {
					return true
				}
			}
		}
	}
}

func isReportTitle(s string) bool {
	return naming.IsReport(disclosure.FoldName(strings.Join(strings.Fields(s), " ")))
}
