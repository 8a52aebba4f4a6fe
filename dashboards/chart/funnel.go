package chart

import (
	"math"
	"strings"
)

// Funnel is shares against their cases, on a logarithmic ground, with the limits that chance sets.
type Funnel struct {
	Keys      []Key
	Points    []FunnelPoint
	Theta     float64
	ThetaName string
	Limits    []Limit
	Top       float64 // of the shares that are drawn
	Least     float64 // cases
	Most      float64
	Share     func(float64) string
	Count     func(float64) string
	Cases     string // what is counted
}

// FunnelPoint is one share.
type FunnelPoint struct {
	Cases, Share          float64
	Outside, Other, Small bool // outside of the limits; not of the place that was chosen; few cases
	Title, Href           string
}

// Limit is a line of limits by their cases, in order.
type Limit struct {
	Dash  string
	Cases []float64
	Share []float64
}

func (p Funnel) marks() int { return len(p.Points) }

func (p Funnel) draw(c *canvas, y float64) float64 {
	y = c.legend(y, p.Keys)
	height := max(240, c.width*0.45)
	left := c.left + extent(p.Share(p.Top), 12) + 10
	v := scale{0, p.Top, y + 10 + height, y + 10}
	h := scale{math.Log(p.Least), math.Log(p.Most), left + 8, c.left + c.width - 8}
	for i := range 6 {
		share := p.Top * float64(i) / 5
		c.rule(left, v.at(share), c.left+c.width, v.at(share), paint{stroke: "line"})
		c.text(left-6, v.at(share)+4, p.Share(share), 12, "end", "", "muted")
	}
	last := math.Inf(-1)
	for decade := 1.0; decade <= p.Most; decade *= 10 {
		for _, m := range [...]float64{1, 2, 5} {
			n := decade * m
			if x := h.at(math.Log(n)); n >= p.Least && n <= p.Most && x-last > 44 {
				c.rule(x, v.from, x, v.from+5, paint{stroke: "grey"})
				c.text(x, v.from+18, p.Count(n), 12, "middle", "", "muted")
				last = x
			}
		}
	}
	c.text(c.left+c.width, v.from+36, p.Cases, 12, "end", "", "muted")
	for _, l := range p.Limits {
		c.element("path", paint{stroke: "muted", width: 1.5, dash: dash(l.Dash)}, "", "d", p.path(l, h, v))
	}
	c.rule(left, v.at(p.Theta), c.left+c.width, v.at(p.Theta), paint{stroke: "ink", width: 1.5})
	for _, pt := range p.Points {
		c.link(pt.Href, func() { c.funnelMark(pt, h.at(math.Log(pt.Cases)), v.at(pt.Share)) })
	}
	c.overText(c.left+c.width, v.at(p.Theta)-6, p.ThetaName, 12, "end", "ink")
	return v.from + 42
}

func (c *canvas) funnelMark(pt FunnelPoint, x, y float64) {
	switch {
	case pt.Other:
		c.mark(Circle, x, y, 3.5, "grey", true, pt.Title)
	case pt.Outside:
		c.mark(Diamond, x, y, 6.5, "vermillion", pt.Small, pt.Title)
	default:
		c.mark(Circle, x, y, 5, "blue", pt.Small, pt.Title)
	}
}

// path draws a limit, where it lies within what is drawn.
func (p Funnel) path(l Limit, h, v scale) string {
	var path strings.Builder
	command := "M"
	for i, n := range l.Cases {
		if l.Share[i] > p.Top {
			command = "M"
			continue
		}
		path.WriteString(command + num(h.at(math.Log(n))) + " " + num(v.at(l.Share[i])))
		command = "L"
	}
	return path.String()
}
