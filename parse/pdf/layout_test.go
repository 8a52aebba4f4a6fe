package pdf

import "testing"

// TestClosedPath draws frames as paths that are closed where they began: the last side is a line
// as the others are, and so is what goes on behind it.
func TestClosedPath(t *testing.T) {
	for name, path := range map[string]string{
		"closed": "100 500 m 400 500 l 400 400 l 100 400 l h S", "closed and stroked": "100 500 m 400 500 l 400 400 l 100 400 l s",
		"goes on": "100 500 m 400 500 l 400 400 l 100 400 l h 100 450 l S", "rectangle": "100 400 300 100 re S",
	} {
		f := &file{}
		f.page().raw(path)
		left := 0
		for _, r := range scanned(t, f.bytes())[0].rules {
			if r.upright && abs(r.at-100) < 1 && abs(r.to-r.from-100) < 1 {
				left++
			}
		}
		if left != 1 {
			t.Errorf("%s: %d left sides", name, left)
		}
	}
}

// TestLayoutForgets looks whether what a page is drawn of is kept once its tables are found: a
// table with dotted lines is thousands of dots, on each of its pages.
func TestLayoutForgets(t *testing.T) {
	f := &file{}
	wholeRequests().draw(f.page(), 60, 100)
	f.page().text(72, 80, 16, han(20))
	l := newLayout(DefaultLimits())
	for _, p := range scanned(t, f.bytes()) {
		if len(p.chars) == 0 {
			t.Fatal("a page has no text")
		}
		if l.add(p); len(p.chars)+len(p.rules)+len(p.fills) > 0 {
			t.Errorf("page %d keeps %d characters, %d lines, %d areas", p.number, len(p.chars), len(p.rules), len(p.fills))
		}
	}
	if tree, err := l.tree(); err != nil || len(all(tree, "section")) != 2 || len(all(tree, "table")) != 1 || l.info.Characters < 100 {
		t.Errorf("%v, %+v", err, l.info)
	}
}
