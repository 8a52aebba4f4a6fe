package tree

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

// AreaOf reads the place on a page that trees of PDF files carry on their cells.
func AreaOf(n *html.Node) (disclosure.Area, bool) {
	page, box := Attr(n, "data-page"), Attr(n, "data-box")
	if page == "" || box == "" {
		return disclosure.Area{}, false
	}
	var area disclosure.Area
	var err error
	if area.Page, err = strconv.Atoi(page); err != nil || area.Page < 1 {
		return disclosure.Area{}, false
	}
	sides := strings.Split(box, ",")
	if len(sides) != len(area.Box) {
		return disclosure.Area{}, false
	}
	for i, s := range sides {
		if area.Box[i], err = strconv.ParseFloat(strings.TrimSpace(s), 64); err != nil {
			return disclosure.Area{}, false
		}
	}
	return area, true
}
