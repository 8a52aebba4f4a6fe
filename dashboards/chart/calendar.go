package chart

import "cmp"

// Calendar shows days against a deadline: one mark a report, from the first to the last day that it
// may have been published. Days are counted from any day; From and To bound what is drawn.
type Calendar struct {
	Keys     []Key
	From, To int
	Months   []Day // ticks
	Shaded   []Stretch
	Groups   []Due
}

// Day is a named day.
type Day struct {
	At   int
	Name string
}

// Stretch is a run of days that are no working days: Name stands below it, Why says more.
type Stretch struct {
	First, Last int
	Name, Why   string
}

// Due are the reports of one deadline.
type Due struct {
	Name     string
	Deadline int
	Spans    []Span
}

// Span is a report: nil ends are not known and drawn open.
type Span struct {
	Low, High     *int
	Shape, Colour string
	Hollow        bool
	Title, Href   string
}

func (p Calendar) marks() int {
	n := 0
	for _, g := range p.Groups {
		n += len(g.Spans)
	}
	return n
}

func (p Calendar) draw(c *canvas, y float64) float64 {
	y = c.legend(y, p.Keys) + 6
	s := scale{float64(p.From), float64(p.To), c.left + 10, c.left + c.width - 10}
	at := func(day int) float64 { return s.at(float64(day)) }
	const lane = 12.0
	ends := make([][]float64, len(p.Groups)) // of the lanes of each group
	lanes := make([][]int, len(p.Groups))
	bottom := y
	for i, g := range p.Groups {
		lanes[i], ends[i] = pack(g, s)
		bottom += 26 + lane*float64(len(ends[i])) + 10
	}
	for _, h := range p.Shaded {
		if h.Last < p.From || h.First > p.To {
			continue
		}
		c.element("rect", paint{fill: "line", opacity: 0.6}, cmp.Or(h.Why, h.Name), "x", at(h.First), "y", y, "width", max(2, at(h.Last+1)-at(h.First)), "height", bottom-y)
		c.text((at(h.First)+at(h.Last+1))/2, bottom+30, h.Name, 11, "middle", "", "muted")
	}
	p.ticks(c, at, y, bottom)
	for i, g := range p.Groups {
		y += 20
		end := y + 6 + lane*float64(len(ends[i]))
		c.rule(at(g.Deadline+1), y-14, at(g.Deadline+1), end, paint{stroke: "ink", width: 2})
		name, anchor, x := g.Name, "start", at(g.Deadline+1)+5
		if x+extent(name, 12) > c.left+c.width {
			anchor, x = "end", at(g.Deadline+1)-5
		}
		c.text(x, y-4, name, 12, anchor, "bold", "ink")
		for j, sp := range g.Spans {
			p.span(c, sp, s, y+8+lane*float64(lanes[i][j]))
		}
		y = end + 10
	}
	return bottom + 36
}

// ticks names the months, as far as their names have room: beside their line, or before it at the right edge.
func (p Calendar) ticks(c *canvas, at func(int) float64, y, bottom float64) {
	free := c.left
	for _, m := range p.Months {
		c.rule(at(m.At), y, at(m.At), bottom+4, paint{stroke: "line"})
		long := extent(m.Name, 11)
		x, anchor, begins := at(m.At)+3, "start", at(m.At)+3
		if x+long > c.left+c.width {
			x, anchor, begins = at(m.At)-3, "end", at(m.At)-3-long
		}
		if begins >= free {
			c.text(x, bottom+14, m.Name, 11, anchor, "", "muted")
			free = begins + long + 6
		}
	}
}

// bounds is where a span is drawn. An end that is not known reaches to the edge.
func bounds(sp Span, s scale) (from, to float64) {
	from, to = s.from, s.to
	if sp.Low != nil {
		from = s.at(float64(*sp.Low) + 0.5)
	}
	if sp.High != nil {
		to = s.at(float64(*sp.High) + 0.5)
	}
	return from, to
}

// pack gives each span the first lane where it has room.
func pack(g Due, s scale) (lanes []int, ends []float64) {
	for _, sp := range g.Spans {
		from, to := bounds(sp, s)
		lane := 0
		for lane < len(ends) && ends[lane] > from-8 {
			lane++
		}
		if lane == len(ends) {
			ends = append(ends, 0)
		}
		ends[lane] = to + 6
		lanes = append(lanes, lane)
	}
	return lanes, ends
}

// span draws an interval with its mark at the last day; an open end has an arrow and no mark.
func (p Calendar) span(c *canvas, sp Span, s scale, y float64) {
	from, to := bounds(sp, s)
	c.link(sp.Href, func() {
		line := paint{stroke: sp.Colour, width: 1.6}
		if sp.Low == nil || sp.High == nil {
			line.dash = "3 2"
		}
		if to > from {
			c.rule(from, y, to, y, line)
		}
		if sp.Low == nil {
			c.element("path", paint{stroke: sp.Colour, width: 1.6}, "", "d", "M"+num(from+5)+" "+num(y-4)+"L"+num(from)+" "+num(y)+"L"+num(from+5)+" "+num(y+4))
		} else if to > from {
			c.rule(from, y-3.5, from, y+3.5, paint{stroke: sp.Colour, width: 1.6})
		}
		if sp.High == nil {
			c.element("path", paint{stroke: sp.Colour, width: 1.6}, sp.Title, "d", "M"+num(to-5)+" "+num(y-4)+"L"+num(to)+" "+num(y)+"L"+num(to-5)+" "+num(y+4))
			return
		}
		c.mark(sp.Shape, to, y, 4.5, sp.Colour, sp.Hollow, sp.Title)
	})
}
