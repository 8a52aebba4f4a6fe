package chart

import (
	"math"
	"slices"
)

// Scatter is two numbers of each of many, one against the other. Neither axis begins where the data does not: what is
// drawn of y begins at zero, x at its least, and on a logarithmic ground where X is said to be so.
type Scatter struct {
	Keys   []Key
	Points []ScatterPoint
	X, Y   Axis
}

// Axis is a scale with the words for its numbers.
type Axis struct {
	Low, High float64
	Log       bool // Low is above zero
	Format    func(float64) string
	Name      string // what is measured, in what unit
}

// ScatterPoint is a thing with both numbers.
type ScatterPoint struct {
	X, Y        float64
	Small       bool // few cases
	Title, Href string
	Name        string // written beside it where there is room; empty for none
}

func (p Scatter) marks() int { return len(p.Points) }

func (p Scatter) draw(c *canvas, y float64) float64 {
	y = c.legend(y, p.Keys)
	height := max(240, c.width*0.45)
	y += 20
	c.text(c.left, y-4, cut(p.Y.Name, 12, c.width), 12, "start", "", "muted")
	widest := 0.0
	ticks := p.Y.ticks(6)
	for _, v := range ticks {
		widest = max(widest, extent(p.Y.Format(v), 12))
	}
	left := c.left + widest + 10
	v := scale{p.Y.Low, p.Y.High, y + 10 + height, y + 10}
	h := scale{p.X.place(p.X.Low), p.X.place(p.X.High), left + 8, c.left + c.width - 8}
	for _, tick := range ticks {
		c.rule(left, v.at(tick), c.left+c.width, v.at(tick), paint{stroke: "line"})
		c.text(left-6, v.at(tick)+4, p.Y.Format(tick), 12, "end", "", "muted")
	}
	last := math.Inf(-1)
	for _, tick := range p.X.ticks(int(max(3, c.width/110))) {
		x, words := h.at(p.X.place(tick)), p.X.Format(tick)
		if half := extent(words, 12) / 2; x-half > last+8 && x+half < c.left+c.width+8 {
			c.rule(x, v.from, x, v.from+5, paint{stroke: "grey"})
			c.text(x, v.from+18, words, 12, "middle", "", "muted")
			last = x + half
		}
	}
	c.text(c.left+c.width, v.from+36, cut(p.X.Name, 12, c.width), 12, "end", "", "muted")
	for _, pt := range p.Points {
		c.link(pt.Href, func() { c.mark(Circle, h.at(p.X.place(pt.X)), v.at(pt.Y), 4.5, "blue", pt.Small, pt.Title) })
	}
	p.names(c, h, v)
	return v.from + 42
}

// names writes the names of points beside them, to the right where there is room and else to the left. One that would
// lie on another or on a point is left out: hover and the table have it.
func (p Scatter) names(c *canvas, h, v scale) {
	type box struct{ left, right, y float64 }
	var taken []box
	for _, pt := range p.Points {
		x := h.at(p.X.place(pt.X))
		taken = append(taken, box{x - 6, x + 6, v.at(pt.Y)})
	}
	for _, pt := range p.Points {
		x, y, wide, anchor := h.at(p.X.place(pt.X))+9, v.at(pt.Y), extent(pt.Name, 12), "start"
		at := box{x, x + wide, y}
		if at.right > c.left+c.width {
			x, anchor = x-18, "end"
			at = box{x - wide, x, y}
		}
		crowded := slices.ContainsFunc(taken, func(b box) bool { return at.left < b.right && b.left < at.right && math.Abs(at.y-b.y) < 14 })
		if pt.Name != "" && !crowded {
			taken = append(taken, at)
			c.overText(x, y+4, pt.Name, 12, anchor, "ink")
		}
	}
}

// place is where a value stands on an axis.
func (a Axis) place(v float64) float64 {
	if a.Log {
		return math.Log(v)
	}
	return v
}

// ticks are about so many round values within the axis: 1, 2 and 5 of a power of ten.
func (a Axis) ticks(about int) []float64 {
	var all []float64
	if a.Log {
		for power := math.Floor(math.Log10(a.Low)); power <= math.Log10(a.High); power++ {
			for _, m := range [...]float64{1, 2, 5} {
				if v := m * math.Pow(10, power); v >= a.Low && v <= a.High {
					all = append(all, v)
				}
			}
		}
		return all
	}
	if a.High <= a.Low {
		return []float64{a.Low}
	}
	step := math.Pow(10, math.Floor(math.Log10((a.High-a.Low)/float64(about))))
	for _, times := range [...]float64{2, 2.5, 2} { // to 2, 5 and 10
		if (a.High-a.Low)/step > float64(about) {
			step *= times
		}
	}
	for i := math.Ceil(a.Low / step); i*step <= a.High*(1+1e-9); i++ {
		all = append(all, i*step)
	}
	return all
}
