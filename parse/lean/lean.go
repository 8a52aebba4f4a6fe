// Package lean reads the source of a page as far as its tags, to make it smaller before it is
// parsed: in what Word exports most bytes only say how something looks. It refuses to drop a
// word, or an element that would move the place of another.
package lean

import "strings"

// Source leaves out of a page's source what only says how it looks: in what Word exports that is
// most of the bytes, and nothing that is read depends on it. Dropped are attributes, spans that
// divide the text of a paragraph or a cell without saying anything of it, and white space
// between the cells of a row. All other elements stay where they are among their siblings,
// and so does every word, so places found on the tree are true for the page as it was received.
// Attributes of elements that HTML compares when it repairs wrong nesting (font, b, a …) stay,
// and so does everything that says whether something is shown. hides reports whether the page
// may hold a report in a script.
func Source(source string) (text string, hides bool) {
	l := leaner{source: source}
	for at := 0; ; {
		next := strings.IndexByte(source[at:], '<')
		if next < 0 {
			break
		}
		l.text.before(source[at : at+next])
		at = l.tag(at + next)
	}
	l.stop(false)
	if l.kept == 0 {
		return source, l.hides
	}
	l.out.WriteString(source[l.kept:])
	return l.out.String(), l.hides
}

// leaner copies a source without the stretches that are dropped.
type leaner struct {
	source  string
	out     strings.Builder
	kept    int // source[:kept] is in out, or dropped
	text    textRegion
	parts   []string // see part; one a table that is open
	foreign string   // the svg, math, select, template or caption that is open: they have rules of their own
	hides   bool     // see mayHide
}

// tag reads the tag or comment that begins at at and returns the place behind it.
func (l *leaner) tag(at int) int {
	source := l.source
	if strings.HasPrefix(source[at:], "<!--") {
		l.stop(false)
		return at + 1 + CommentLength(source[at+1:])
	}
	if strings.HasPrefix(source[at:], "</") {
		return l.endTag(at)
	}
	if strings.HasPrefix(source[at:], "<!") || strings.HasPrefix(source[at:], "<?") {
		l.stop(false)
		if end := strings.IndexByte(source[at:], '>'); end >= 0 {
			return at + end + 1
		}
		return len(source)
	}
	name := TagName(source[at+1:])
	if name == "" {
		return at + 1
	}
	if end := RawEnd(source[at+1:], name); end > 0 {
		l.stop(false)
		l.hides = l.hides || mayHide(name, source[at+1:at+1+end])
		return at + 1 + end
	}
	end, said := l.attributes(at+1+len(name), isPlainElement(name))
	return l.startTag(at, end, name, said)
}

func (l *leaner) drop(from, to int) {
	if from < l.kept {
		return // inside a tag that is dropped as a whole
	}
	if l.kept == 0 {
		l.out.Grow(len(l.source) / 2)
	}
	l.out.WriteString(l.source[l.kept:from])
	l.kept = to
}

// isPlainElement tells elements whose attributes play no part in building the tree.
func isPlainElement(name string) bool {
	switch name {
	case "p", "span", "td", "th", "tr", "table", "tbody", "thead", "div", "col", "li", "ul", "ol", "h1", "h2", "h3", "h4", "o:p",
		"P", "SPAN", "TD", "TH", "TR", "TABLE", "TBODY", "DIV":
		return true
	}
	return false
}

// isLook tells attributes that only say how something looks.
func isLook(name, value string) bool {
	switch name {
	case "style", "STYLE":
		return !saysShown(value)
	case "class":
		return strings.HasPrefix(strings.Trim(value, `"'`), "Mso")
	case "lang", "align", "valign", "width", "height", "border", "cellspacing", "cellpadding", "bgcolor", "nowrap", "xml:lang",
		"LANG", "ALIGN", "VALIGN", "WIDTH", "HEIGHT":
		return true
	}
	return false
}

// CommentLength is the length of a comment behind its "<".
func CommentLength(s string) int {
	if strings.HasPrefix(s, "!-->") || strings.HasPrefix(s, "!--->") {
		return len("!-->")
	}
	if end := strings.Index(s, "-->"); end >= 0 {
		return end + len("-->")
	}
	return len(s)
}

// TagName is the name of the tag whose "<" stands before s, as it is written, "" where none does.
func TagName(s string) string {
	if s == "" || !isLetter(s[0]) {
		return ""
	}
	end := 1
	for end < len(s) && s[end] != '>' && s[end] != '/' && !IsSpace(s[end]) {
		end++
	}
	return s[:end]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// RawEnd is where the text of an element ends in which no tag counts, 0 for other elements.
func RawEnd(s, name string) int {
	switch strings.ToLower(name) {
	case "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
	default:
		return 0
	}
	closing := "</" + strings.ToLower(name)
	for at := len(name); ; {
		next := strings.Index(s[at:], "</")
		if next < 0 {
			return len(s)
		}
		at += next
		if len(s) >= at+len(closing) && strings.EqualFold(s[at:at+len(closing)], closing) {
			return at + len(closing)
		}
		at += len("</")
	}
}

// attributes walks the attributes of a tag from at, drops those of a plain element that only
// say how it looks, and returns the place behind the tag and whether other attributes are left.
// The space before an attribute stays and parts what is left.
func (l *leaner) attributes(at int, plain bool) (end int, said bool) {
	source := l.source
	for at < len(source) {
		for at < len(source) && (IsSpace(source[at]) || source[at] == '/') {
			at++
		}
		if at == len(source) || source[at] == '>' {
			return min(at+1, len(source)), said
		}
		name := at
		for at++; at < len(source) && source[at] != '=' && source[at] != '>' && source[at] != '/' && !IsSpace(source[at]); {
			at++
		}
		attribute := source[name:at]
		for at < len(source) && IsSpace(source[at]) {
			at++
		}
		if at == len(source) || source[at] != '=' {
			said = said || attribute != "nowrap"
			continue
		}
		for at++; at < len(source) && IsSpace(source[at]); {
			at++
		}
		value := at
		at = valueEnd(source, at)
		l.hides = l.hides || at-value >= LeastHidden && strings.EqualFold(attribute, "value") && holdsMarkup(source[value:at])
		if plain && IsSpace(source[name-1]) && isLook(attribute, source[value:at]) {
			l.leave(name, at)
		} else {
			said = true
		}
	}
	return len(source), true
}

// valueEnd is behind the value that begins at at, its quotation marks included.
func valueEnd(source string, at int) int {
	if at < len(source) && (source[at] == '"' || source[at] == '\'') {
		end := strings.IndexByte(source[at+1:], source[at])
		if end < 0 {
			return len(source)
		}
		return at + 1 + end + 1
	}
	for at < len(source) && source[at] != '>' && !IsSpace(source[at]) {
		at++
	}
	return at
}

// saysShown reports whether a style decides if something is shown or struck. Most styles are
// passed over for want of a rare letter.
func saysShown(style string) bool {
	return hasWord(style, "display", 'y') || hasWord(style, "visibility", 'y') || hasWord(style, "line-through", 'u') || hasWord(style, "DISPLAY", 'Y')
}

// hasWord reports whether a style has a word, by a letter of it.
func hasWord(style, word string, letter byte) bool {
	before := strings.IndexByte(word, letter)
	for from := 0; ; {
		i := strings.IndexByte(style[from:], letter)
		if i < 0 {
			return false
		}
		from += i
		if from >= before && strings.HasPrefix(style[from-before:], word) {
			return true
		}
		from++
	}
}

// IsSpace tells the white space of HTML.
func IsSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
