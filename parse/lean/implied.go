package lean

import (
	"slices"
	"strings"
)

// formats are the elements that HTML opens again behind one that was closed over them: as long as
// one of them may be open even white space makes an element.
type formats struct {
	open   []string
	blocks int  // begun since the first of them
	lost   bool // nobody can tell any longer: they are not closed in order
}

// mostBlocks is how many blocks an element may be closed across: HTML gives up after eight.
const mostBlocks = 6

func (f *formats) start(name string, is traits) {
	switch {
	case is&format != 0:
		f.open = append(f.open, name)
	case len(f.open) == 0 || is&mark != 0:
	case is&border != 0:
		f.lost = true
	default:
		f.blocks++
		f.lost = f.lost || f.blocks > mostBlocks
	}
}

func (f *formats) end(name string) {
	for i := len(f.open) - 1; i >= 0; i-- {
		if f.open[i] == name {
			f.open = slices.Delete(f.open, i, i+1)
			break
		}
	}
	if len(f.open) == 0 {
		f.blocks = 0
	}
}

func (f *formats) none() bool { return len(f.open) == 0 && !f.lost }

// implied drops the end tag from at to end, with the white space behind it, where the tag that
// follows says the same: of </td><td> or </li> <li>. It returns where the page goes on.
func (l *leaner) implied(name string, at, end int) int {
	next := end
	for next < len(l.source) && IsSpace(l.source[next]) {
		next++
	}
	if !impliesEnd(name, l.source[next:]) {
		return end
	}
	l.drop(at, next)
	return next
}

// impliesEnd reports whether the tag that a source begins with closes an element that is open.
func impliesEnd(name, source string) bool {
	if !strings.HasPrefix(source, "<") {
		return false
	}
	follows := strings.ToLower(TagName(source[1:]))
	if strings.HasPrefix(source, "</") {
		follows = "/" + strings.ToLower(TagName(source[2:]))
	}
	switch name {
	case "p":
		return follows == "p" || follows == "div" || follows == "h1" || follows == "h2" || follows == "h3" || follows == "ul" || follows == "ol"
	case "li":
		return follows == "li"
	case "td", "th":
		return follows == "td" || follows == "th" || follows == "tr" || follows == "/tr"
	case "tr":
		return follows == "tr" || follows == "/table"
	}
	return false
}
