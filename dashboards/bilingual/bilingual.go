// Package bilingual says of the Chinese words on a page in English that they are Chinese, so that they are read aloud and drawn as
// such (WCAG 3.1.2): of a whole page that was written, and of a text. It adds nothing else to a page and takes nothing away; it
// neither reads archived documents (package parse does) nor translates.
package bilingual

import (
	"bytes"
	"html/template"
	"slices"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text is a text in English, escaped, with what is Chinese in it, the terms, marked.
func Text(text string) template.HTML {
	var out bytes.Buffer
	writeMarked(&out, []byte(template.HTMLEscapeString(text)))
	return template.HTML(out.String()) //nolint:gosec // escaped
}

func anyHan(text []byte) bool { return bytes.IndexFunc(text, isHan) >= 0 }

func isHan(r rune) bool { return r > unicode.MaxLatin1 && unicode.Is(unicode.Han, r) }

// writeMarked writes an escaped text with its Chinese words marked.
func writeMarked(out *bytes.Buffer, text []byte) {
	for {
		from := bytes.IndexFunc(text, isHan)
		if from < 0 {
			out.Write(text)
			return
		}
		to := len(text)
		if n := bytes.IndexFunc(text[from:], func(r rune) bool { return !isHan(r) }); n >= 0 {
			to = from + n
		}
		out.Write(text[:from])
		out.WriteString(`<span lang="zh-Hans">`)
		out.Write(text[from:to])
		out.WriteString("</span>")
		text = text[to:]
	}
}

// Elements that hold no other, and elements whose text is no text of the page or can hold no element.
var (
	empties  = []atom.Atom{atom.Br, atom.Col, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Wbr}
	wordless = []atom.Atom{atom.Iframe, atom.Script, atom.Style, atom.Textarea, atom.Title}
)

// Page is a page in English, a whole one or a part, with the Chinese words on it marked (names, and what is printed), unless an
// element around them is. What can hold no element is left: attributes, the titles in drawings, whose words are marked as they
// are drawn; of a choice in a list the whole is said to be Chinese.
func Page(page []byte) []byte {
	var (
		out     bytes.Buffer
		z       = html.NewTokenizer(bytes.NewReader(page))
		element atom.Atom // that the text is in, as far as it matters
		choice  int       // where attributes of the last option begin
		chinese atom.Atom // the element that says so, 0 outside of one
		depth   int       // of its own kind within it
		drawing bool      // within svg
	)
	out.Grow(len(page) + len(page)/16)
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: the page is in memory
			return out.Bytes()
		case html.StartTagToken:
			said := bytes.Contains(z.Raw(), []byte(` lang="zh`)) // as the templates write it
			out.Write(z.Raw())
			name, _ := z.TagName()
			element = atom.Lookup(name)
			switch element {
			case atom.Option:
				choice = bytes.LastIndexByte(out.Bytes(), '<') + len("<option")
			case atom.Svg:
				drawing = true
			}
			switch {
			case element == chinese:
				depth++
			case chinese == 0 && said && !slices.Contains(empties, element):
				chinese, depth = element, 1
			}
		case html.EndTagToken:
			out.Write(z.Raw())
			name, _ := z.TagName()
			element = 0
			switch tag := atom.Lookup(name); tag {
			case chinese:
				if depth--; depth <= 0 {
					chinese = 0
				}
			case atom.Svg:
				drawing = false
			}
		case html.TextToken:
			text := z.Raw()
			switch {
			case chinese != 0 || !anyHan(text):
				out.Write(text)
			case element == atom.Option:
				out.Write(text)
				inserted := append([]byte(` lang="zh-Hans"`), out.Bytes()[choice:]...)
				out.Truncate(choice)
				out.Write(inserted)
			case drawing || slices.Contains(wordless, element):
				out.Write(text)
			default:
				writeMarked(&out, text)
			}
		default:
			out.Write(z.Raw())
		}
	}
}
