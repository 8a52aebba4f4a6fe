package lean

import "strings"

// textRegion is the text of a paragraph or a cell that is being walked: as long as there are
// only words, breaks and spans that say nothing, the spans can go. What is dropped in it is
// kept back until its end shows which.
type textRegion struct {
	name    string // p, td, th in small letters; "" outside
	words   bool   // there are any: without them, a span may be what makes HTML repeat an open <b>
	dropped []leftOut
}

// leftOut is a stretch of the source that is dropped; that of a span only where its region is
// nothing but text.
type leftOut struct {
	from, to int
	span     bool
}

// leave drops a stretch now or, within a region, at its end.
func (l *leaner) leave(from, to int) {
	if l.text.name == "" {
		l.drop(from, to)
		return
	}
	l.text.dropped = append(l.text.dropped, leftOut{from, to, false})
}

// begin starts a region.
func (l *leaner) begin(name string) {
	l.text.name, l.text.words = name, false
}

// words takes note of the text between two tags of a region.
func (l *leaner) words(text string) {
	l.text.words = l.text.words || hasWords(text)
	if i := strings.LastIndexByte(text, '&'); i >= 0 && strings.IndexByte(text[i:], ';') < 0 { // &am<span>p;
		l.stop(false)
	}
}

// hasWords: there is more than white space between two tags.
func hasWords(text string) bool {
	for i := range len(text) {
		if c := text[i]; c != 0 && !IsSpace(c) {
			return true
		}
	}
	return false
}

// stop ends the region, if there is one.
func (l *leaner) stop(isText bool) {
	for _, s := range l.text.dropped {
		if isText && l.text.words || !s.span {
			l.drop(s.from, s.to)
		}
	}
	l.text.name, l.text.dropped = "", l.text.dropped[:0]
}

// startTag takes note of a start tag, its name in small letters, and returns where the page goes
// on. The attributes of the tag were left out already, so a span of a region is put before them.
func (l *leaner) startTag(at, end int, name string, is traits, said bool) int {
	l.formats.start(name, is)
	l.drawn = l.drawn || name == "svg" || name == "math"
	if l.foreign != "" {
		return end
	}
	l.item = name == "li" && !said || l.item && is&inLine != 0
	switch name {
	case "span", "o:p":
		if said {
			l.stop(false)
		} else if l.text.name != "" {
			l.text.insert(leftOut{at, end, true})
		}
	case "br":
	case "p":
		l.stop(false)
		if !said {
			l.begin("p")
		}
	case "td", "th":
		l.stop(false)
		if l.enter(name); l.part() != "" {
			l.begin(l.part())
		}
	case "table":
		l.stop(false)
		if p := l.part(); p == "td" || p == "th" || len(l.parts) == 0 { // elsewhere it ends the table around it
			l.parts = append(l.parts, "")
		}
		l.enter(name)
		return l.blank(end)
	case "tr", "tbody", "thead", "tfoot":
		l.stop(false)
		l.enter(name)
		return l.blank(end)
	case "col", "colgroup":
		l.stop(false)
		l.enter(name)
	case "svg", "math", "select", "template", "caption":
		l.stop(false)
		l.foreign = name
	default:
		l.stop(false)
	}
	return end
}

// insert puts a tag before the attributes that were left out of it.
func (r *textRegion) insert(tag leftOut) {
	i := len(r.dropped)
	for i > 0 && r.dropped[i-1].from > tag.from {
		i--
	}
	r.dropped = append(r.dropped, leftOut{})
	copy(r.dropped[i+1:], r.dropped[i:])
	r.dropped[i] = tag
}

// endTag takes note of an end tag and returns where the page goes on.
func (l *leaner) endTag(at int) int {
	source := l.source
	written := TagName(source[at+len("</"):])
	name, is := nameTraits(written)
	end := at + len("</") + len(written)
	for end < len(source) && IsSpace(source[end]) {
		end++
	}
	switch {
	case name == "": // a comment, up to its first >
		l.stop(false)
		if behind := strings.IndexByte(source[end:], '>'); behind >= 0 {
			return end + behind + 1
		}
		return len(source)
	case end == len(source) || source[end] != '>': // with attributes, which count for nothing
		l.stop(false)
		end, _ = l.attributes(end, false, false)
		return end
	}
	end++
	if l.foreign != "" {
		if name == l.foreign {
			l.foreign = ""
		}
		return end
	}
	if is&format != 0 {
		l.formats.end(name)
	}
	item, paragraph := l.item, l.text.name == "p"
	l.item = item && is&inLine != 0
	switch name {
	case "span", "o:p":
		if l.text.name != "" {
			l.text.dropped = append(l.text.dropped, leftOut{at, end, true})
		}
	case "table":
		l.stop(false)
		l.parts = l.parts[:max(len(l.parts)-1, 0)]
	case "td", "th":
		l.stop(name == l.text.name)
		return l.leavePart(name, "tr", at, end)
	case "tr":
		l.stop(false)
		return l.leavePart(name, "tbody", at, end)
	case "tbody", "thead", "tfoot":
		l.stop(false)
		l.enter("")
	case "p", "li":
		l.stop(name == l.text.name)
		if (name == "p" && paragraph || name == "li" && item) && l.formats.none() {
			return l.implied(name, at, end)
		}
	default:
		l.stop(false)
	}
	return end
}

// part is the innermost part of a table that is open: table, tbody, tr, td or th; "" outside
// of tables.
func (l *leaner) part() string {
	if len(l.parts) == 0 {
		return ""
	}
	return l.parts[len(l.parts)-1]
}

func (l *leaner) enter(part string) {
	if len(l.parts) > 0 {
		l.parts[len(l.parts)-1] = part
	}
}

// leavePart goes from a part of a table to the one around it, if that part is open. Its end tag
// stands from at to end.
func (l *leaner) leavePart(part, around string, at, end int) int {
	if l.part() != part {
		l.enter("")
		return end
	}
	l.enter(around)
	if next := l.implied(part, at, end); next > end {
		return next
	}
	return l.blank(end)
}

// blank drops white space between the parts of a table and returns the place behind it.
func (l *leaner) blank(at int) int {
	end := at
	for end < len(l.source) && IsSpace(l.source[end]) {
		end++
	}
	if end > at && len(l.parts) > 0 && strings.HasPrefix(l.source[end:], "<") && TagName(strings.TrimPrefix(l.source[end+1:], "/")) != "" {
		l.drop(at, end)
	}
	return end
}
