package chart

// Dots are values with their intervals on one scale, a row each; the peers of a row stand as fine
// strokes behind it, which makes it a strip.
type Dots struct {
	Keys      []Key
	Rows      []Dot
	Low, High float64 // of the scale
	Format    func(float64) string
}

// Dot is one row.
type Dot struct {
	Label     string
	Href      string
	Value     *float64 // nil: not known, and Gap says why
	Low, High *float64 // of its interval
	Small     bool     // few cases: hollow
	Outlying  bool     // told apart from its peers
	Peers     []float64
	Median    *float64 // of the peers
	Note      string   // at the end of the row: value, n
	Gap       string
	Title     string
}

func (p Dots) marks() int {
	n := len(p.Rows)
	for _, r := range p.Rows {
		n += min(len(r.Peers), 1) // one line of strokes
	}
	return n
}

func (p Dots) draw(c *canvas, y float64) float64 {
	y = c.legend(y, p.Keys)
	const size = 12.5
	label, note := 0.0, 0.0
	for _, r := range p.Rows {
		label, note = max(label, extent(r.Label, size)), max(note, extent(r.Note, size))
	}
	stacked := label+note+60 > c.width*0.75 // words above the line, where beside it there is no room
	from, to, row := c.left+label+12, c.left+c.width-note-12, 26.0
	if stacked {
		from, to, row = c.left+6, c.left+c.width-6, 42
	}
	s := scale{p.Low, p.High, from, to}
	for _, r := range p.Rows {
		middle := y + row/2
		words := middle + 4.5
		if stacked {
			middle, words = y+30, y+14
		}
		room := label
		if stacked {
			room = c.width - extent(r.Note, size) - 10
		}
		c.link(r.Href, func() { c.text(c.left, words, cut(r.Label, size, room), size, "start", "", "ink") })
		c.text(c.left+c.width, words, r.Note, size, "end", "", "muted")
		c.rule(from, middle, to, middle, paint{stroke: "line"})
		p.row(c, r, s, middle)
		y += row
	}
	c.ticks(s, y, p.Format)
	return y + 20
}

func (p Dots) row(c *canvas, r Dot, s scale, y float64) {
	c.strokes(r.Peers, s, y-6, 12, paint{stroke: "grey"})
	if r.Median != nil {
		c.rule(s.at(*r.Median), y-9, s.at(*r.Median), y+9, paint{stroke: "ink", width: 2})
	}
	if r.Value == nil {
		c.text(s.from+4, y-3, cut(r.Gap, 11, s.to-s.from-8), 11, "start", "", "muted")
		return
	}
	colour, shape := "blue", Circle
	if r.Outlying {
		colour, shape = "vermillion", Diamond
	}
	c.link(r.Href, func() {
		if r.Low != nil && r.High != nil {
			c.rule(s.at(*r.Low), y, s.at(*r.High), y, paint{stroke: colour, width: 3})
		}
		c.mark(shape, s.at(*r.Value), y, 5, colour, r.Small, r.Title)
	})
}

// ticks writes a scale below the drawing.
func (c *canvas) ticks(s scale, bottom float64, format func(float64) string) {
	const steps = 4
	for i := range steps + 1 {
		v := s.low + (s.high-s.low)*float64(i)/steps
		anchor := "middle"
		switch i {
		case 0:
			anchor = "start"
		case steps:
			anchor = "end"
		}
		c.rule(s.at(v), bottom, s.at(v), bottom+4, paint{stroke: "grey"})
		c.text(s.at(v), bottom+16, format(v), 11, anchor, "", "muted")
	}
}
