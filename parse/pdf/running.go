package pdf

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// margin is the part of a page's height, at the top and at the bottom, in which running
// heads and page numbers stand.
const margin = 0.12

// pageNumber is a page number that shows that it is one.
var pageNumber = regexp.MustCompile(`^(?:[-–—―－~·•]+ *(\d{1,4}) *[-–—―－~·•]+|第 *(\d{1,4}) *页.*|(?i:page) *(\d{1,4}).*|(\d{1,4}) */ *\d{1,4}|共 *\d{1,4} *页.*)$`)

// printHead and printFoot are what browsers print over and under a page: when it was printed,
// and from where.
var (
	printHead = regexp.MustCompile(`^(?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}),? *(?:[上下]午|[AP]M)? *\d{1,2}:\d{2}(?::\d{2})?(?:\D|$)`)
	printFoot = regexp.MustCompile(`^(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?$`)
)

var bareNumber = regexp.MustCompile(`^\d{1,4}$`)

// findRunning marks running heads and page numbers. A bare number is one only where it
// counts with the pages, a text only where it stands at the same place on most pages:
// nothing else is certain enough to be left out of prose.
func findRunning(sheets []*sheet) {
	offsets, repeated := map[int]int{}, map[string]int{}
	for _, s := range sheets {
		seen := map[string]bool{}
		for _, l := range s.marginLines() {
			t := flat(l.text())
			if n, ok := bare(t); ok {
				offsets[n-s.page.number]++
			}
			if k := s.place(l); !seen[k] {
				seen[k] = true
				repeated[k]++
			}
		}
	}
	for _, s := range sheets {
		for _, l := range s.marginLines() {
			t := flat(l.text())
			n, ok := bare(t)
			s.running[l] = pageNumber.MatchString(t) || l == s.lines[0] && printHead.MatchString(t) || printFoot.MatchString(t) ||
				ok && (offsets[n-s.page.number] >= 2 || n == s.page.number) ||
				repeated[s.place(l)] >= max(3, (len(sheets)+1)/2)
		}
	}
}

// marginLines are the outermost two lines at the top and at the bottom, in the margins.
func (s *sheet) marginLines() []*line {
	var out []*line
	for i, l := range s.lines {
		top := i < 2 && l.box.cy() < margin*s.h
		bottom := i >= len(s.lines)-2 && l.box.cy() > (1-margin)*s.h
		if (top || bottom) && !s.beside(l) {
			out = append(out, l)
		}
	}
	return out
}

// beside tells a line that stands beside a table: it belongs to that.
func (s *sheet) beside(l *line) bool {
	for _, g := range s.grids {
		if l.box.cy() > g.box.t && l.box.cy() < g.box.b {
			return true
		}
	}
	return false
}

// place is what a running text shares on all its pages: its words and its height.
func (s *sheet) place(l *line) string {
	words := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, flat(l.text()))
	if words == "" {
		return "number " + strconv.Itoa(s.page.number) // counts by itself only
	}
	return words + strconv.Itoa(int(l.box.cy()/8))
}

func flat(s string) string { return strings.TrimSpace(width.Narrow.String(s)) }

func bare(s string) (int, bool) {
	if !bareNumber.MatchString(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
