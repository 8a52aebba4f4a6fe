// Package lean reads the source of a page as far as its tags, to make it smaller before it is
// parsed: in what Word exports most bytes only say how something looks. It refuses to drop a
// word, or an element that would move the place of another.
package lean

import (
	"slices"
	"strings"
	"sync"
)

// Source leaves out of a page's source what only says how it looks: in what Word exports that is
// most of the bytes, and nothing that is read depends on it. Dropped are attributes, spans that
// divide the text of a paragraph or a cell without saying anything of it, and white space
// between the cells of a row. All other elements stay where they are among their siblings,
// and so does every word, so places found on the tree are true for the page as it was received.
// Attributes of elements that HTML compares when it repairs wrong nesting (font, b …) stay,
// and so does everything that says whether something is shown.
func Source(source string) (text string, signs Signs) {
	l := leaners.Get().(*leaner)
	defer leaners.Put(l)
	l.reset(source)
	for at := 0; ; {
		next := strings.IndexByte(source[at:], '<')
		if next < 0 {
			break
		}
		if l.text.name != "" {
			l.words(source[at : at+next])
		}
		at = l.tag(at + next)
	}
	l.stop(false)
	text, signs = l.whatIsLeft(), l.signs
	l.reset("")
	return text, signs
}

// Signs are what is noticed on the way: a tree without them need not be searched.
type Signs struct {
	Scripted bool // the page may hold a report in a script, see mayHide
	Styled   bool // a style sheet says what is shown
	Hides    bool // an element says of itself that it is not shown
	Rooted   bool // more tags of html and body than any page has
}

// leaner finds the stretches of a source that are dropped.
type leaner struct {
	source  string
	dropped []stretch // in order
	kept    int       // all before it is told
	left    int       // bytes of the dropped stretches
	text    textRegion
	parts   []string // see part; one a table that is open
	formats formats
	drawn   bool      // there was an svg or a math: scripts in them have tags
	item    bool      // the text of an item of a list is being walked
	foreign string    // the svg, math, select, template or caption that is open: they have rules of their own
	looks   [4]string // the last styles that only say how something looks: most are like one before
	next    int       // of them to be forgotten
	signs   Signs
	roots   int // tags of html and body
}

// leaners are kept for their lists.
var leaners = sync.Pool{New: func() any { return &leaner{} }}

func (l *leaner) reset(source string) {
	*l = leaner{source: source, dropped: l.dropped[:0], parts: l.parts[:0], text: textRegion{dropped: l.text.dropped[:0]}, formats: formats{open: l.formats.open[:0]}}
}

// stretch is a part of the source, in bytes.
type stretch struct{ from, to int }

// tag reads the tag or comment that begins at at and returns the place behind it.
func (l *leaner) tag(at int) int {
	source := l.source
	inner := source[at+1:]
	if inner == "" {
		return at + 1
	}
	switch inner[0] {
	case '/':
		return l.endTag(at)
	case '!', '?':
		l.stop(false)
		if strings.HasPrefix(inner, "!--") {
			return at + 1 + CommentLength(inner)
		}
		if end := strings.IndexByte(inner, '>'); end >= 0 {
			return at + 1 + end + 1
		}
		return len(source)
	}
	written := TagName(inner)
	if written == "" { // what follows must not come next to it
		l.stop(false)
		return at + 1
	}
	name, is := nameTraits(written)
	if is&raw != 0 {
		end := rawEnd(inner, name)
		l.stop(false)
		l.raw(name, at+1+len(written), at+1+end-len("</")-len(name))
		return at + 1 + end
	}
	if name == "html" || name == "body" {
		l.rootTag(at + 1 + len(written))
	}
	end, said := l.attributes(at+1+len(written), is&plain != 0, name == "a")
	return l.startTag(at, end, name, is, said)
}

// mostRoots is how many tags of html and body say anything of a page: sites that put pages into
// pages have some. HTML adds the attributes of each to those of the first, one by one.
const mostRoots = 8

// rootTag drops the attributes, which begin at from, of a tag that nobody needs.
func (l *leaner) rootTag(from int) {
	if l.roots++; l.roots <= mostRoots {
		return
	}
	l.signs.Rooted = true
	end := tagEnd(l.source, from)
	if end > from {
		l.drop(from, end)
	}
}

// tagEnd is where the ">" of a tag stands whose attributes begin at from, or the end of the source.
func tagEnd(source string, from int) int {
	for at := from; at < len(source); at++ {
		switch source[at] {
		case '>':
			return at
		case '=':
			for at++; at < len(source) && IsSpace(source[at]); {
				at++
			}
			at = valueEnd(source, at) - 1
		}
	}
	return len(source)
}

// raw takes note of an element in which no tag counts: its attributes begin at from, its end tag
// at to. What nobody asks of a script or a style sheet is dropped.
func (l *leaner) raw(name string, from, to int) {
	from, _ = l.attributes(from, false, false)
	if from > to {
		return
	}
	text := l.source[from:to]
	scripted, styled := mayHide(name, text), name == "style" && saysShown(strings.ToLower(text))
	l.signs.Scripted, l.signs.Styled = l.signs.Scripted || scripted, l.signs.Styled || styled
	if (name == "script" || name == "style") && !scripted && !styled && !l.drawn && strings.HasPrefix(l.source[to:], "</") && !strings.Contains(text, "<!--") {
		l.drop(from, to)
	}
}

func (l *leaner) drop(from, to int) {
	if from < l.kept {
		return // inside a tag that is dropped as a whole
	}
	l.dropped = append(l.dropped, stretch{from, to})
	l.kept, l.left = to, l.left+to-from
}

// whatIsLeft is the source without what is dropped.
func (l *leaner) whatIsLeft() string {
	if len(l.dropped) == 0 {
		return l.source
	}
	var out strings.Builder
	out.Grow(len(l.source) - l.left)
	at := 0
	for _, d := range l.dropped {
		out.WriteString(l.source[at:d.from])
		at = d.to
	}
	out.WriteString(l.source[at:])
	return out.String()
}

// isLook tells attributes that only say how something looks.
func (l *leaner) isLook(name, value string) bool {
	switch name {
	case "style", "STYLE":
		if slices.Contains(l.looks[:], value) {
			return true
		}
		if saysShown(value) {
			return false
		}
		l.looks[l.next%len(l.looks)] = value
		l.next++
		return true
	case "class":
		return isExported(strings.Trim(value, `"'`))
	case "lang", "align", "valign", "width", "height", "border", "cellspacing", "cellpadding", "bgcolor", "nowrap", "xml:lang", "x:num", "x:str",
		"LANG", "ALIGN", "VALIGN", "WIDTH", "HEIGHT":
		return true
	}
	return false
}

// isExported tells the classes that Word and Excel give to what they export: MsoNormal, xl65.
func isExported(class string) bool {
	number, ok := strings.CutPrefix(class, "xl")
	return ok && number != "" && strings.Trim(number, "0123456789") == "" || strings.HasPrefix(class, "Mso")
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
	name, is := nameTraits(name)
	if is&raw == 0 {
		return 0
	}
	return rawEnd(s, name)
}

// rawEnd is RawEnd of such an element, its name in small letters.
func rawEnd(s, name string) int {
	closing := "</" + name
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
// say how it looks and the target of a link, and returns the place behind the tag and whether other attributes are left.
// The space before an attribute stays and parts what is left.
func (l *leaner) attributes(at int, plain, link bool) (end int, said bool) {
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
			switch {
			case attribute == "nowrap":
			case plain && IsSpace(source[name-1]) && (attribute == "x:num" || attribute == "x:str"):
				l.leave(name, name+len(attribute))
			default:
				said = true
				l.notice(attribute, "")
			}
			continue
		}
		for at++; at < len(source) && IsSpace(source[at]); {
			at++
		}
		value := at
		at = valueEnd(source, at)
		if IsSpace(source[name-1]) && (plain && l.isLook(attribute, source[value:at]) || link && attribute == "target") {
			l.leave(name, at)
		} else {
			said = true
			l.notice(attribute, source[value:at])
		}
	}
	return len(source), true
}

// notice takes note of an attribute that is left.
func (l *leaner) notice(name, value string) {
	switch len(name) {
	case len("style"):
		l.signs.Scripted = l.signs.Scripted || len(value) >= LeastHidden && strings.EqualFold(name, "value") && holdsMarkup(value)
		l.signs.Hides = l.signs.Hides || strings.EqualFold(name, "style") && saysShown(strings.ToLower(value))
	case len("hidden"):
		l.signs.Hides = l.signs.Hides || strings.EqualFold(name, "hidden")
	}
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
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f')
}
