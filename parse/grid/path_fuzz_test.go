package grid

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"

	"gongkai/parse/tree"
)

// Every cell's path picks that cell and no other, on any page.
func FuzzPath(f *testing.F) {
	for _, s := range []string{"", `<table><tr><td colspan=999 rowspan=65000>自然人`, "<svg><td>行政复议", "<frameset><frame src=x>", strings.Repeat("<b>", 600), `<table><o:p><tr><td>1<td>2<th>3</table><table><tr><td>4`} {
		f.Add([]byte(s))
	}
	pages, err := filepath.Glob("../testdata/quirks/0*.html")
	if err != nil || len(pages) < 50 {
		f.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		source, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := tree.New(string(body))
		if err != nil || len(body) > 1<<14 {
			return
		}
		for _, g := range All(d, hasWords) {
			for row := range g.Slots {
				for _, c := range g.Cells(row) {
					s, err := cascadia.Compile(d.Path(c.Node))
					if err != nil {
						t.Fatalf("%s: %v", d.Path(c.Node), err)
					}
					if found := s.MatchAll(d.Root); len(found) != 1 || found[0] != c.Node {
						t.Fatalf("%s picks %d elements", d.Path(c.Node), len(found))
					}
				}
			}
		}
	})
}
