package pdf

import (
	"strconv"
	"strings"
)

// path takes the lines and areas of a path object.
func (p *ofdPage) path(n *xmlNode, m matrix) {
	stroked, filled := n.attrs["Stroke"] != "false", n.attrs["Fill"] == "true"
	data := n.attrs["AbbreviatedData"]
	stroke, fill := "", ""
	for _, c := range n.children {
		switch c.name {
		case "AbbreviatedData":
			data = c.text
		case "StrokeColor":
			stroke = c.ink()
		case "FillColor":
			fill = c.ink()
		}
	}
	stroked, filled = stroked && stroke != "none", filled && fill != "none"
	if !stroked && !filled {
		return
	}
	pale := stroked && stroke == "white" || !stroked && fill == "white"
	w := &walk{pale: pale}
	around, ok := w.follow(data, m)
	if !ok {
		return
	}
	if p.page.thin(around, pale) {
		return
	}
	if filled && !stroked && !pale && len(p.page.fills) < mostFills {
		p.page.fills = append(p.page.fills, around)
	}
	if w.bent {
		p.page.curves++
	}
	if stroked || w.thinParts() {
		p.page.rules = append(p.page.rules, w.rules...)
	}
}

// ink tells what can be seen of a colour.
func (n *xmlNode) ink() string {
	v := numbers(n.attrs["Value"])
	switch {
	case n.attrs["Alpha"] == "0":
		return "none"
	case len(v) == 3 && min(v[0], v[1], v[2]) > 250, len(v) == 1 && v[0] > 250:
		return "white"
	}
	return ""
}

// follow walks a path: S and M begin a part, L is a line, Q, B and A are curves, C closes. It is
// not ok where nothing is drawn, or more than a table has.
func (w *walk) follow(data string, m matrix) (around box, ok bool) {
	operands := map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
	fields := strings.Fields(data)
	points := 0
	for i := 0; i < len(fields); i++ {
		if fields[i] == "C" {
			w.line(w.startX, w.startY)
			w.x, w.y = w.startX, w.startY
			continue
		}
		n := operands[fields[i]]
		if n == 0 || i+n >= len(fields) || points > mostSegments {
			break
		}
		x, err := strconv.ParseFloat(fields[i+n-1], 64)
		y, err2 := strconv.ParseFloat(fields[i+n], 64)
		if err != nil || err2 != nil {
			break
		}
		kind := segmentCurve
		switch fields[i] {
		case "S", "M":
			kind = segmentMove
		case "L":
			kind = 0
		}
		x, y = m.point(x, y)
		w.move(kind, x, y)
		if points++; points == 1 {
			around = box{x, y, x, y}
		}
		around = around.union(box{x, y, x, y})
		i += n
	}
	w.end()
	return around, points > 1 && points <= mostSegments && around.finite()
}
