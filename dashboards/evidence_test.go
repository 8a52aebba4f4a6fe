package dashboards

import (
	"strings"
	"testing"
)

// TestAim: the browser is led to the chosen mark, the first of its parts, and to nothing else.
func TestAim(t *testing.T) {
	const anchors = `<span id="gongkai-aim"></span><span class="gongkai-aim"></span>`
	for _, c := range []struct{ name, page, want string }{
		{"a cell", `<html><head></head><body><td class="c gongkai-mark gongkai-mark-selected" id="a.total">4</td></body></html>`, `id="a.total">` + anchors + `4</td>`},
		{"a text in two parts", `<head></head><mark class="gongkai-mark gongkai-mark-selected" id="a">x</mark><b><mark class="gongkai-mark gongkai-mark-selected">y</mark></b>`, `id="a">` + anchors + `x</mark><b><mark class="gongkai-mark gongkai-mark-selected">y`},
		{"nothing chosen", `<head><style>.gongkai-mark-selected{}</style></head><td class="gongkai-mark" id="a">4</td>`, ""},
		{"cut within the mark", `<head></head><td class="gongkai-mark gongkai-mark-selected" id="a"`, ""},
	} {
		got := string(aim([]byte(c.page)))
		switch {
		case c.want == "" && got != c.page:
			t.Errorf("%s: became %s", c.name, got)
		case c.want != "" && (!strings.Contains(got, c.want) || strings.Count(got, anchors) != 1 || strings.Count(got, aimStyle+"</head>") != 1):
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
