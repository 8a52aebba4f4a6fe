package chart

// Shapes of marks: what is told apart by colour is told apart by shape too.
const (
	Circle   = "circle"
	Triangle = "triangle"
	Square   = "square"
	Diamond  = "diamond"
)

// mark draws a shape; a hollow one is a small sample.
func (c *canvas) mark(shape string, x, y, r float64, colour string, hollow bool, title string) {
	p := paint{fill: colour, stroke: colour, width: 1.6}
	if hollow {
		p.fill = "paper"
	}
	switch shape {
	case Triangle:
		c.element("path", p, title, "d", "M"+num(x)+" "+num(y-r)+"L"+num(x+r)+" "+num(y+r*0.8)+"H"+num(x-r)+"z")
	case Square:
		c.element("rect", p, title, "x", x-r*0.85, "y", y-r*0.85, "width", r*1.7, "height", r*1.7)
	case Diamond:
		c.element("path", p, title, "d", "M"+num(x)+" "+num(y-r)+"L"+num(x+r)+" "+num(y)+" "+num(x)+" "+num(y+r)+" "+num(x-r)+" "+num(y)+"z")
	default:
		c.element("circle", p, title, "cx", x, "cy", y, "r", r)
	}
}

// Key is an entry of the legend.
type Key struct {
	Name   string
	Colour string // its name
	Shape  string // of a mark; "" is an area
	Hollow bool
	Dash   string // of a line; with it the key is one
}

// legend draws the keys from left to right over as many lines as they need.
func (c *canvas) legend(y float64, keys []Key) float64 {
	if len(keys) == 0 {
		return y
	}
	x := c.left
	const size = 12.5
	y += 12
	for _, k := range keys {
		w := 20 + extent(k.Name, size) + 18
		if x > c.left && x+w-18 > c.left+c.width {
			x, y = c.left, y+19
		}
		switch {
		case k.Dash != "":
			c.rule(x, y-4, x+15, y-4, paint{stroke: k.Colour, width: 1.5, dash: dash(k.Dash)})
		case k.Shape != "":
			c.mark(k.Shape, x+7, y-4, 5, k.Colour, k.Hollow, "")
		default:
			c.element("rect", ground(k.Colour), "", "x", x, "y", y-10, "width", 13.0, "height", 13.0)
		}
		c.text(x+20, y, k.Name, size, "start", "", "ink")
		x += w
	}
	return y + 12
}

func dash(name string) string {
	if name == Whole {
		return ""
	}
	return name
}

// Whole is the dash of a line without any.
const Whole = "whole"

// ground paints an area. What has no colour of its own has an edge.
func ground(colour string) paint {
	if colour == "paper" || colour == "hatch" {
		return paint{fill: colour, stroke: "grey"}
	}
	return paint{fill: colour}
}

// onto is the colour of text on an area.
func onto(colour string) string {
	switch colour {
	case "blue":
		return "on-dark"
	case "paper", "hatch":
		return "ink"
	}
	return "on-light"
}

// scale maps values to a stretch of the drawing.
type scale struct{ low, high, from, to float64 }

func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return s.from
	}
	return s.from + (s.to-s.from)*(min(max(v, s.low), s.high)-s.low)/(s.high-s.low)
}
