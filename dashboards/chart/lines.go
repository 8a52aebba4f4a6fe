package chart

import "strconv"

// Lines are values over years. A year without a value is a gap; nothing is drawn across it, nor
// across a year from which on something else is counted.
type Lines struct {
	Years  []int
	Series []Series
	Breaks []Break
	Top    float64 // of the scale, which begins at zero
	Format func(float64) string
	Height float64 // 0: 200
}

// Series is one value a year, in the order of the years; nil is not known.
type Series struct {
	Key
	Points []*Point
}

// Point is a value with its interval.
type Point struct {
	Value     float64
	Low, High *float64
	Small     bool
	Href      string
	Title     string
}

// Break is the year from which on the form counts otherwise.
type Break struct {
	Year  int
	Words string
}

func (p Lines) marks() int { return len(p.Years) * len(p.Series) }

func (p Lines) draw(c *canvas, y float64) float64 {
	var keys []Key
	for _, s := range p.Series {
		keys = append(keys, s.Key)
	}
	if len(keys) > 1 {
		y = c.legend(y, keys)
	}
	height := p.Height
	if height == 0 {
		height = 200
	}
	const size = 11.5
	label := 0.0
	for i := range 5 {
		label = max(label, extent(p.Format(p.Top*float64(i)/4), size))
	}
	left := c.left + label + 8
	top, bottom := y+16, y+16+height
	v := scale{0, p.Top, bottom, top}
	for i := range 5 {
		at := p.Top * float64(i) / 4
		c.rule(left, v.at(at), c.left+c.width, v.at(at), paint{stroke: "line"})
		c.text(left-6, v.at(at)+4, p.Format(at), size, "end", "", "muted")
	}
	slot := (c.left + c.width - left) / float64(max(len(p.Years), 1))
	x := func(i int) float64 { return left + slot*(float64(i)+0.5) }
	every := 1
	for float64(every)*slot < extent("2025", size)+6 {
		every++
	}
	for i, year := range p.Years {
		if (len(p.Years)-1-i)%every == 0 {
			c.text(x(i), bottom+16, strconv.Itoa(year), size, "middle", "", "muted")
		}
		for _, b := range p.Breaks {
			if b.Year == year && i > 0 {
				c.rule(x(i)-slot/2, top-8, x(i)-slot/2, bottom, paint{stroke: "ink", dash: "4 3"})
				c.text(min(x(i)-slot/2+4, c.left+c.width-extent(b.Words, 11)), top-6, b.Words, 11, "start", "", "muted")
			}
		}
	}
	for n, s := range p.Series {
		shift := (float64(n) - float64(len(p.Series)-1)/2) * min(12, slot/float64(len(p.Series)+1))
		p.series(c, s, func(i int) float64 { return x(i) + shift }, v, bottom)
	}
	return bottom + 22
}

func (p Lines) series(c *canvas, s Series, x func(int) float64, v scale, bottom float64) {
	for i, pt := range s.Points {
		if pt == nil {
			c.rule(x(i)-5, bottom, x(i)+5, bottom, paint{stroke: "grey", width: 2, dash: "2 2"}) // a gap
			continue
		}
		if i > 0 && s.Points[i-1] != nil && !p.broken(i) {
			c.rule(x(i-1), v.at(s.Points[i-1].Value), x(i), v.at(pt.Value), paint{stroke: s.Colour, width: 1.5})
		}
	}
	for i, pt := range s.Points {
		if pt == nil {
			continue
		}
		if pt.Low != nil && pt.High != nil {
			c.rule(x(i), v.at(*pt.Low), x(i), v.at(*pt.High), paint{stroke: s.Colour, width: 2.5})
		}
		c.link(pt.Href, func() { c.mark(s.shape(), x(i), v.at(pt.Value), 5, s.Colour, pt.Small, pt.Title) })
	}
}

func (s Series) shape() string {
	if s.Shape == "" {
		return Circle
	}
	return s.Shape
}

// broken reports whether something else is counted from the i-th year on.
func (p Lines) broken(i int) bool {
	for _, b := range p.Breaks {
		if b.Year == p.Years[i] {
			return true
		}
	}
	return false
}
