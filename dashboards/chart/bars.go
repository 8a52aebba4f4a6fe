package chart

// Bars are rows of parts laid end to end.
type Bars struct {
	Keys   []Key // what the parts are
	Rows   []Bar
	Share  bool                 // each row is its own whole; else all rows have one scale, from zero
	Format func(float64) string // writes a part
}

// Bar is one row: a part a key.
type Bar struct {
	Label string
	Href  string
	Parts []float64 // in the order of the keys
	Note  string    // at the end of the row: the whole in words
	Gap   string    // words where nothing is known: a gap, no bar
	Title []string  // of the parts, for who points at them
}

func (p Bars) marks() int { return len(p.Rows) * len(p.Keys) }

func (p Bars) draw(c *canvas, y float64) float64 {
	y = c.legend(y, p.Keys)
	const size, row, high = 12.5, 26.0, 18.0
	label, note, most := 0.0, 0.0, 0.0
	for _, r := range p.Rows {
		label, note = max(label, extent(r.Label, size)), max(note, extent(r.Note, size))
		most = max(most, total(r.Parts))
	}
	label = min(label, c.width*0.38)
	x := c.left + label + 10
	width := c.left + c.width - note - 8 - x
	for _, r := range p.Rows {
		middle := y + high/2 + 4.5
		c.link(r.Href, func() { c.text(c.left, middle, cut(r.Label, size, label), size, "start", "", "ink") })
		whole := most
		if p.Share {
			whole = total(r.Parts)
		}
		switch {
		case r.Gap != "":
			c.element("rect", paint{stroke: "grey", dash: "3 3"}, "", "x", x, "y", y, "width", width, "height", high)
			c.text(x+6, middle, cut(r.Gap, 11, width-8), 11, "start", "", "muted")
		case whole == 0:
			c.rule(x, y+high, x+width, y+high, paint{stroke: "grey"}) // known, and there is nothing
		default:
			p.parts(c, r, x, y, width/whole, high)
		}
		c.text(c.left+c.width, middle, r.Note, size, "end", "", "muted")
		y += row
	}
	return y
}

// parts lays the parts of a row end to end; what there is room for is written on them.
func (p Bars) parts(c *canvas, r Bar, x, y, unit, high float64) {
	c.link(r.Href, func() {
		for i, v := range r.Parts {
			if v <= 0 {
				continue
			}
			w := v * unit
			title := ""
			if i < len(r.Title) {
				title = r.Title[i]
			}
			area := ground(p.Keys[i].Colour)
			if area.stroke == "" {
				area.stroke = "paper"
			}
			c.element("rect", area, title, "x", x, "y", y, "width", w, "height", high)
			if words := p.Format(v); extent(words, 11) < w-6 {
				c.text(x+w/2, y+high/2+4, words, 11, "middle", "", onto(p.Keys[i].Colour))
			}
			x += w
		}
	})
}

func total(parts []float64) float64 {
	sum := 0.0
	for _, v := range parts {
		sum += v
	}
	return sum
}
