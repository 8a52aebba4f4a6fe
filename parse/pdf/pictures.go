package pdf

// A picture that may be a table, or a page of text, is at least so wide, as a part of the page,
// and so high, in points.
const (
	tableWidth  = 0.4
	tableHeight = 60
)

// mayHold tells whether a picture on the sheet may hold what a reader looks for: it is as large
// as a table, and nothing is printed over it. Seals and codes are small, and behind text lies
// a background.
func (s *sheet) mayHold(picture box) bool {
	if picture.width() < tableWidth*s.w || picture.height() < tableHeight {
		return false
	}
	for _, g := range s.grids {
		if picture.contains(g.box.cx(), g.box.cy()) {
			return false
		}
	}
	over := 0
	for _, l := range s.lines {
		if picture.contains(l.box.cx(), l.box.cy()) && !s.running[l] {
			over += len([]rune(l.text()))
		}
	}
	return over < fewCharacters
}
