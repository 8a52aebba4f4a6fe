package lean_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/full"
	"gongkai/parse/lean"
	"gongkai/parse/tree"
)

// places lists the words of a page and the paths of all elements that are more than runs of a
// line: what a place of a figure is told by.
func places(d *tree.Document) []string {
	all := strings.Split(d.Flow.Text, "\n")
	tree.Walk(d.Root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.DataAtom != atom.Span && n.DataAtom != atom.Br && n.Data != "o:p" {
			all = append(all, d.Path(n))
		}
		return true
	})
	return all
}

func samePlaces(t *testing.T, source string) {
	t.Helper()
	whole, err := tree.Whole(source)
	if err != nil { // nested too deep for any parser
		return
	}
	short, err := tree.New(source)
	if err != nil {
		t.Fatal(err)
	}
	want, got := places(whole), places(short)
	for i := range want {
		if i == len(got) || want[i] != got[i] {
			t.Fatalf("%q\nhas as whole %q\nand as lean  %q", source[:min(len(source), 2000)], want[i], got[min(i, len(got)-1)])
		}
	}
	if len(got) > len(want) {
		t.Fatalf("%q\nhas as lean also %q", source[:min(len(source), 2000)], got[len(want)])
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
		`<script>"<p style='a'>"</script><p style="b">`:                        `<script></script><p >`,
		`<svg></svg><script src='>'>"<p>"</script>`:                            `<svg></svg><script src='>'>"<p>"</script>`,
		`<script src='>'>"<p>"</script><style>p{display:none}</style>`:         `<script src='>'></script><style>p{display:none}</style>`,
		`<script><!--<script></script>--></script>`:                            `<script><!--<script></script>--></script>`,
		`<p title="<p style='a'>" style="b">`:                                  `<p title="<p style='a'>" >`,
		`<p style="never closed>x</p>`:                                         `<p `,
		`a < b style="x" <p/style="y">`:                                        `a < b style="x" <p/style="y">`,
		`<textarea><p style="a"></textarea><td style = "b">`:                   `<textarea><p style="a"></textarea><td >`,
		`<p class="MsoNormal"><span style="a">2</span><span>0</span></p>`:      `<p >20</p>`,
		`<p><span>2<o:p></o:p></span><br></p>`:                                 `<p>2<br></p>`,
		`<p>&am<span>p;</span></p>`:                                            `<p>&am<span>p;</span></p>`,
		`<p><<span>/p></p>`:                                                    `<p><<span>/p></p>`,
		`<p><span>2</span><img></p>`:                                           `<p><span>2</span><img></p>`,
		`<p><span id=x>2</span></p>`:                                           `<p><span id=x>2</span></p>`,
		`<p class=row><span>2</span></p>`:                                      `<p class=row><span>2</span></p>`,
		`<td><span>2</span></td>`:                                              `<td><span>2</span></td>`,
		"<table> <tr>\n<td><span>2</span></td> <td> 3</td>\n</tr>4 </table>":   `<table><tr><td>2<td> 3</tr>4 </table>`,
		"<p>1</p>\n<p>2</p> 3<p>4</p>":                                         `<p>1<p>2</p> 3<p>4</p>`,
		`<ul><li><a href=a>1</a></li> <li>2</li> </ul>`:                        `<ul><li><a href=a>1</a><li>2</li> </ul>`,
		`<li class=a>1</li> <li>2</li><li>3`:                                   `<li class=a>1</li> <li>2<li>3`,
		`<p><b>1</p> <p>2</p> <p>3`:                                            `<p><b>1</p> <p>2</p> <p>3`,
		`<b><table><td></b></table><p>1</p> <p>2`:                              `<b><table><td></b></table><p>1</p> <p>2`,
		`<svg><p><span>2</span></p></svg>`:                                     `<svg><p><span>2</span></p></svg>`,
	} {
		if got, _ := lean.Source(source); got != want {
			t.Errorf("Source(%q) = %q, want %q", source, got, want)
		}
		if !strings.Contains(source, "never") {
			samePlaces(t, source)
		}
	}
}

// Whole pages as all kinds of programs write them keep their places too.
func TestLeanPages(t *testing.T) {
	pages, err := filepath.Glob("../testdata/quirks/*.html")
	if err != nil || len(pages) < 100 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		samePlaces(t, string(source))
	}
}

// Tags in any order: what browsers repair is repaired the same way.
func TestLeanTagSoup(t *testing.T) {
	tags := strings.Fields(`<table> </table> <tr> </tr> <td> </td> <th> </th> <tbody> </tbody> <caption> </caption> <col> <p> </p> <p> </p> <span> </span> <span> </span>
		<o:p> </o:p> <div> </div> <a> </a> <b> </b> <font> </font> <br> <img> <li> </li> <li> </li> <i> </i> <ul> </ul> <h1> </h1> <form> </form> <select> </select> <option> <svg> </svg>
		<math> <button> </button> <template> </template> <!--c--> <!DOCTYPE> <nobr> </body> </html> <body> <frameset> <title> </title> x 1 < x 1`)
	tags = append(tags, " ", "\n", " ", "<p class=MsoNormal style=a>", "</p> ", "</li>\n", "<li class=a>", "<a href=b>", "<script>", "</script>", "<style>", "</style>", "<td style='b' width=3>", "<table> ", "</td> ", "<tr> ", "<!doctype html>")
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 10_000
	if full.Form() {
		rounds = 40_000
	}
	for range rounds {
		var b strings.Builder
		for range 2 + random.IntN(14) {
			b.WriteString(tags[random.IntN(len(tags))])
		}
		samePlaces(t, b.String())
	}
}

func FuzzLean(f *testing.F) {
	for _, s := range []string{`<p style="a"><font style="b"><p>`, `<table style="a"><tr><td style='b'>1<td>2</table>`, "<!--><p style=a>", `<svg><style><p style="a"></svg>`,
		`<b><p style=x></b>y`, `<table><tr><td><p><span lang=EN-US>1<o:p></o:p></span></p></td> <td><span>2</span></td></table>`, `<div><td><span>1</span></td><table>`,
		`<p><span>1</p><p>2</span></p>`, `<select><p><span>1</span></p><table><td><span>2</span></td>`, `<?xml a="<span>" ?><p><span>1<!--</span>--></p>`, `<p><span>1</span a="</p>">2</p>`, `<math><mtext><p style="a">`, `<select><p style="a">`, `<p a="b"style="c">`, `</<p>0<span></p>`, `<p><span>1</p a="<p>">2</span>`, `<script>x</script>1`, `<p><<span>/p></p>`, `<p>&am<span>p;</span></p>`, `<svg><style>p</style>1`, `<ul><li><a>1</a></li> <li>2</li></ul>`, `<b><p>1</p> <p>2</p></b> <p>3</p> <i>`, `<td><li>1</li> <li></td><p><li>2</li><li>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) { samePlaces(t, source) })
}
