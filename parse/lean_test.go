package parse

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// shape writes a tree down without its attributes.
func outline(n *html.Node, b *strings.Builder) {
	b.WriteString(n.Data)
	b.WriteByte('(')
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		outline(c, b)
	}
	b.WriteByte(')')
}

func sameTree(t *testing.T, source string) {
	t.Helper()
	var trees [2]strings.Builder
	for i, s := range []string{source, lean(source)} {
		root, err := html.Parse(strings.NewReader(s))
		if err != nil {
			t.Skip(err)
		}
		outline(root, &trees[i])
	}
	if trees[0].String() != trees[1].String() {
		t.Errorf("the tree of\n%q\nis\n%s\nwithout styles it is\n%s", source, trees[0].String(), trees[1].String())
	}
}

func TestLean(t *testing.T) {
	for source, want := range map[string]string{
		`<p style="a:b">x</p>`:                                                 `<p >x</p>`,
		`<TD width=5 STYLE='a>b' class=c>1</TD>`:                               `<TD   class=c>1</TD>`,
		`<td align=center colspan=2 width="5" class="MsoNormal" id=x style=a>`: `<td  colspan=2   id=x >`,
		`<p style=a:b>x</p>`:                                                   `<p >x</p>`,
		`<p style="display:none">x</p>`:                                        `<p style="display:none">x</p>`,
		`<font style="a">x</font>`:                                             `<font style="a">x</font>`,
		`<!-- <p style="a"> --><p style="b">`:                                  `<!-- <p style="a"> --><p >`,
		`<script>"<p style='a'>"</script><p style="b">`:                        `<script>"<p style='a'>"</script><p >`,
		`<p title="<p style='a'>" style="b">`:                                  `<p title="<p style='a'>" >`,
		`<p style="never closed>x</p>`:                                         `<p `,
		`a < b style="x" <p/style="y">`:                                        `a < b style="x" <p/style="y">`,
		`<textarea><p style="a"></textarea><td style = "b">`:                   `<textarea><p style="a"></textarea><td >`,
	} {
		if got := lean(source); got != want {
			t.Errorf("lean(%q) = %q, want %q", source, got, want)
		}
		if !strings.Contains(source, "never") {
			sameTree(t, source)
		}
	}
	sameTree(t, wordPage())
}

func FuzzLean(f *testing.F) {
	for _, s := range []string{`<p style="a"><font style="b"><p>`, `<table style="a"><tr><td style='b'>1<td>2</table>`, "<!--><p style=a>", `<svg><style><p style="a"></svg>`,
		`<b><p style=x></b>y`, `<math><mtext><p style="a">`, `<select><p style="a">`, `<p a="b"style="c">`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) { sameTree(t, source) })
}
