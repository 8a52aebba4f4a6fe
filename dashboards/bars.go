package dashboards

// barRow is one line of a table whose middle column is drawn: a label, a bar of segments, and what
// stands behind it.
type barRow struct {
	Label    string
	Empty    bool // nothing is known: a gap, not a bar of zero
	Segments []segment
	Text     string // the bar in words
}

// segment is a part of a bar, in percent of its width.
type segment struct {
	Class string
	X, W  float64
	Title string
}
