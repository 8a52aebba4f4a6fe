package parse

import (
	"slices"
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
)

// mostAbove is how many lines above the text are looked at for the name of the agency.
const mostAbove = 60

// trailNames are the agencies that stand above the text: in the trail of columns that leads to
// it (首页 > 部门 > 县财政局 > 年报), the nearest first, or as the only one that heads the page. A
// page that names several is a portal, and its names are links.
func trailNames(above []line) []string {
	var trail, heads []string
	for _, l := range slices.Backward(lastOf(above, mostAbove)) {
		text := l.fold.Text
		if len(text) > 400 {
			continue
		}
		parts := trailMarks.Split(text, -1)
		for _, part := range slices.Backward(parts) {
			switch part = strings.Trim(part, " :-·"); {
			case !naming.Agency.MatchString(cutSite(part)):
			case len(parts) > 1:
				trail = append(trail, cutSite(part))
			case !slices.Contains(heads, cutSite(part)):
				heads = append(heads, cutSite(part))
			}
		}
	}
	if len(heads) == 1 {
		trail = append(trail, heads...)
	}
	return trail
}

var trailMarks = pattern.MustCompile(`[>»/|→:]+`)
