package chart

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// canvas gathers elements.
type canvas struct {
	b           strings.Builder
	left, width float64 // what may be drawn on
	file        bool
	linked      bool // something in it leads elsewhere
	foreign     bool // its words are not Chinese, but for names
}

// colours are those of the pages by light (Okabe and Ito). An element carries the colour and, for
// pages, a class of the same name, by which a dark page changes it.
var colours = map[string]string{
	"paper": "#fcfcfa", "ink": "#1d2125", "muted": "#5b636b", "line": "#d9dad5", "raised": "#f4f4f0", "grey": "#8b9299",
	"blue": "#0072b2", "sky": "#56b4e9", "vermillion": "#d55e00", "orange": "#e69f00", "purple": "#b5638f", "green": "#009e73",
	"on-dark": "#fcfcfa", "on-light": "#1d2125", // text on a colour
	"hatch": "url(#hatch)", "none": "none",
}

// paint is the fill and the line of an element.
type paint struct {
	fill, stroke string // names of colours; "" is none
	width        float64
	dash         string
	opacity      float64 // of the fill; 0 is whole
}

func (c *canvas) element(name string, p paint, title string, attributes ...any) {
	c.b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		c.b.WriteString(" " + attributes[i].(string) + `="`)
		switch v := attributes[i+1].(type) {
		case float64:
			c.b.WriteString(num(v))
		case string:
			c.b.WriteString(escape(v))
		}
		c.b.WriteString(`"`)
	}
	c.paint(p)
	if title == "" {
		c.b.WriteString("/>")
		return
	}
	c.b.WriteString("><title>" + escape(title) + "</title></" + name + ">")
}

// paint writes colours as attributes and as classes.
func (c *canvas) paint(p paint) {
	var classes []string
	for _, k := range []struct{ attribute, prefix, colour string }{{"fill", "f-", p.fill}, {"stroke", "l-", p.stroke}} {
		switch {
		case k.colour != "":
			c.b.WriteString(` ` + k.attribute + `="` + colours[k.colour] + `"`)
			classes = append(classes, k.prefix+k.colour)
		case k.attribute == "fill":
			c.b.WriteString(` fill="none"`)
		}
	}
	if p.stroke != "" && p.width != 0 && p.width != 1 {
		c.b.WriteString(` stroke-width="` + num(p.width) + `"`)
	}
	if p.dash != "" {
		c.b.WriteString(` stroke-dasharray="` + p.dash + `"`)
	}
	if p.opacity != 0 {
		c.b.WriteString(` fill-opacity="` + num(p.opacity) + `"`)
	}
	if !c.file && len(classes) > 0 {
		c.b.WriteString(` class="` + strings.Join(classes, " ") + `"`)
	}
}

func (c *canvas) rule(x1, y1, x2, y2 float64, p paint) {
	c.element("line", p, "", "x1", x1, "y1", y1, "x2", x2, "y2", y2)
}

// strokes draws upright strokes at values, in one line of many: where several fall on the same tenth there is one.
func (c *canvas) strokes(values []float64, s scale, top, height float64, p paint) {
	var d strings.Builder
	drawn := map[string]bool{}
	for _, v := range values {
		if x := num(s.at(v)); !drawn[x] {
			drawn[x] = true
			d.WriteString("M" + x + " " + num(top) + "v" + num(height))
		}
	}
	if d.Len() > 0 {
		c.element("path", p, "", "d", d.String())
	}
}

// text writes one line. anchor is start, middle or end.
func (c *canvas) text(x, y float64, s string, size float64, anchor, weight, colour string) {
	c.line(x, y, s, size, anchor, weight, paint{fill: colour})
}

// overText writes one line upon whatever is drawn there.
func (c *canvas) overText(x, y float64, s string, size float64, anchor, colour string) {
	c.line(x, y, s, size, anchor, "", paint{fill: colour, stroke: "paper", width: 4})
}

func (c *canvas) line(x, y float64, s string, size float64, anchor, weight string, p paint) {
	c.b.WriteString(`<text x="` + num(x) + `" y="` + num(y) + `" font-size="` + num(size) + `"`)
	if anchor != "start" {
		c.b.WriteString(` text-anchor="` + anchor + `"`)
	}
	if weight != "" {
		c.b.WriteString(` font-weight="` + weight + `"`)
	}
	if p.stroke != "" { // below the letters; what it lies upon can still be pointed at
		c.b.WriteString(` paint-order="stroke" stroke-linejoin="round" pointer-events="none"`)
	}
	c.paint(p)
	c.b.WriteString(">" + c.words(s) + "</text>")
}

var han = regexp.MustCompile(`\p{Han}+`)

// words is a text of which Chinese words are said to be Chinese, where they stand among others.
func (c *canvas) words(s string) string {
	if !c.foreign {
		return escape(s)
	}
	return han.ReplaceAllString(escape(s), `<tspan lang="zh-Hans">$0</tspan>`)
}

// lines writes a text over as many lines as it needs and returns where it ends.
func (c *canvas) lines(y float64, s string, size float64, weight, colour string) float64 {
	for _, line := range wrap(s, size, c.width) {
		y += size * 1.35
		c.text(c.left, y, line, size, "start", weight, colour)
	}
	return y
}

// link puts what draw draws into a link, on pages. It is reached by pointer: the table beside the
// drawing has the same links for the keyboard, one a row and not hundreds.
func (c *canvas) link(href string, draw func()) {
	if c.file || href == "" {
		draw()
		return
	}
	c.linked = true
	c.b.WriteString(`<a href="` + escape(href) + `" tabindex="-1">`)
	draw()
	c.b.WriteString(`</a>`)
}

// num writes a coordinate to a tenth.
func num(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

func escape(s string) string { return html.EscapeString(s) }

// extent is about how wide a text is: there is no font to ask. Chinese characters are squares.
func extent(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2e80:
			w++
		case strings.ContainsRune("iljtf.,:;'|!() ", r):
			w += 0.34
		default:
			w += 0.58
		}
	}
	return w * size
}

// wrap breaks a text into lines: between Chinese characters, and at spaces.
func wrap(s string, size, width float64) []string {
	var lines []string
	for s != "" {
		end, good := 0, 0
		for i, r := range s {
			next := i + len(string(r))
			if extent(s[:next], size) > width && end > 0 {
				break
			}
			end = next
			if r == ' ' || r >= 0x2e80 {
				good = next
			}
		}
		if end == len(s) || good == 0 {
			good = end
		}
		lines = append(lines, strings.TrimSpace(s[:good]))
		s = strings.TrimLeft(s[good:], " ")
	}
	return lines
}

// cut shortens a text that is too long for its place.
func cut(s string, size, width float64) string {
	if extent(s, size) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && extent(string(r)+"…", size) > width {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
