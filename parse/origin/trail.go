package origin

import (
	"slices"
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// mostAbove is how many lines above the text are looked at for the name of the agency.
const mostAbove = 60

// trailNames are the agencies that stand above the text: in the trail of columns that leads to
// it (首页 > 部门 > 县财政局 > 年报), the nearest first, or as the only one that heads the page. A
// page that names several is a portal, and its names are links.
func trailNames(above []tree.Line) []string {
	var trail, heads []string
	for _, l := range slices.Backward(above[max(len(above)-mostAbove, 0):]) {
		text := l.Fold.Text
		if len(text) > 400 {
			continue
		}
		parts := trailMarks.Split(text, -1)
		for _, part := range slices.Backward(parts) {
			switch part = strings.Trim(part, " :-·"); {
			case !naming.Agency.MatchString(naming.CutSite(part)):
			case len(parts) > 1:
				trail = append(trail, naming.CutSite(part))
			case !slices.Contains(heads, naming.CutSite(part)):
				heads = append(heads, naming.CutSite(part))
			}
		}
	}
	if len(heads) == 1 {
		trail = append(trail, heads...)
	}
	return trail
}

var trailMarks = pattern.MustCompile(`[>»/|→:]+`)
