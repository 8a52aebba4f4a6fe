package parse

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

func evidence(t *testing.T, in Input, marks []Mark) string {
	t.Helper()
	b, err := Evidence(in, marks)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEvidenceMarksEveryFigure(t *testing.T) {
	in := Input{Source: "a.html", Body: []byte(wholePage()), Division: someCounty}
	var marks []Mark
	wanted := map[string]string{}
	for _, f := range Document(in).Figures {
		id := f.Key().String()
		wanted[id] = f.Raw
		marks = append(marks, Mark{ID: id, Place: f.Where, Selected: id == "requests_new.total"})
	}
	root, err := html.Parse(strings.NewReader(evidence(t, in, marks)))
	if err != nil {
		t.Fatal(err)
	}
	found, selected := 0, 0
	tree.Walk(root, func(n *html.Node) bool {
		class := " " + tree.Attr(n, "class") + " "
		if raw, ok := wanted[tree.Attr(n, "id")]; ok && strings.Contains(class, " gongkai-mark ") {
			found++
			if got := tree.TextOf(n); !strings.Contains(got, raw) {
				t.Errorf("mark %s holds %q, want %q", tree.Attr(n, "id"), got, raw)
			}
		}
		if strings.Contains(class, " gongkai-mark-selected ") {
			selected++
		}
		return true
	})
	if found != len(marks) || selected != 1 {
		t.Errorf("%d of %d marks, %d selected", found, len(marks), selected)
	}
}

func TestEvidenceIsHarmless(t *testing.T) {
	hostile := `<html><head><base href="http://evil.test/"><meta http-equiv="refresh" content="0;url=http://evil.test"><link rel=stylesheet href=http://evil.test/a.css>
<style>@import "http://evil.test/b.css"; p{background:url(http://evil.test/c.png)} b{background:u\72l(http://evil.test/d)} i{color:red}<\/style><script>alert(1)</script></style></head>
<body onload="alert(1)" background="http://evil.test/e.png"><script>alert(2)</script><p id="m" style="background:URL( 'http://evil.test/f' );color:red" onclick=x()>晴岚县</p><img src="http://evil.test/g.png" srcset="h 2x" onerror=x() alt="章">
<iframe src="http://evil.test"></iframe><object data="http://evil.test"></object><embed src="http://evil.test"><form action="http://evil.test"><input name=a><button>go</button><p>内容</p></form>
<a href="javascript:alert(1)">坏</a><a href="/ok.html" onclick="x()" target=_top>好</a><svg><script>alert(3)</script><a xlink:href="javascript:x">s</a></svg><math><mtext><img src=x></mtext></math>
<noscript><img src="http://evil.test/i"></noscript><video src="http://evil.test/j" poster=k></video><template><script>x</script></template><xmp><script>alert(4)</script></xmp><!--[if IE]><script src=x></script><![endif]--></body></html>`
	page := evidence(t, Input{Body: []byte(hostile), URL: "http://www.a.test/x/"}, []Mark{{ID: `m"><script>`, Place: disclosure.Place{Span: &disclosure.Span{Offset: 0, Length: 2}}}})
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	loading := regexp.MustCompile(`(?i)\burl\s*\(|@import`)
	tree.Walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			if n.Parent != nil && n.Parent.Data == "style" && loading.MatchString(n.Data) {
				t.Errorf("style %s", n.Data)
			}
			return true
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "form", "input", "button", "img", "link", "base", "svg", "math", "noscript", "video", "template", "xmp":
			t.Errorf("element %s is left", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "background" || a.Key == "srcset" || a.Key == "http-equiv" && a.Val != "Content-Security-Policy" || a.Key == "style" && loading.MatchString(a.Val) {
				t.Errorf("attribute %s=%q is left on %s", a.Key, a.Val, n.Data)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "http") {
				t.Errorf("link %s", a.Val)
			}
		}
		return true
	})
	for _, want := range []string{"color:red", "〔图片：章〕", "内容", `rel="noreferrer noopener nofollow" target="_blank"`, "晴岚"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

// Marks overlap, run over several text nodes, and share cells.
func TestEvidenceSpans(t *testing.T) {
	in := Input{Body: []byte(`<html><body><p>未发生<b>行政复议</b>和<i>行政</i>诉讼。</p></body></html>`)}
	span := func(id string, offset, length int) Mark {
		return Mark{ID: id, Place: disclosure.Place{Span: &disclosure.Span{Offset: offset, Length: length}}}
	}
	page := evidence(t, in, []Mark{span("a", 0, 7), span("b", 0, 12), span("far", 500, 3), span("huge", 0, 1<<40)})
	want := `<p><mark class="gongkai-mark" id="b"><mark class="gongkai-mark" id="a">未发生</mark></mark><b><mark class="gongkai-mark"><mark class="gongkai-mark">行政复议</mark></mark></b><mark class="gongkai-mark">和</mark><i><mark class="gongkai-mark">行政</mark></i><mark class="gongkai-mark">诉讼</mark>。</p>`
	if !strings.Contains(page, want) {
		t.Errorf("got %s", page)
	}
}

func TestEvidenceOfTextFiles(t *testing.T) {
	in := Input{Source: "a.txt", Body: []byte("<b>全年</b>主动公开信息12条。\n第二行")}
	page := evidence(t, in, []Mark{{ID: "x", Place: disclosure.Place{Span: &disclosure.Span{Offset: 9, Length: 9}}, Selected: true}})
	if !strings.Contains(page, `&lt;b&gt;全年&lt;/b&gt;<mark class="gongkai-mark gongkai-mark-selected" id="x">主动公开信息12条</mark>。`) {
		t.Errorf("got %s", page)
	}
	if _, err := Evidence(Input{Body: []byte("%PDF-1.7")}, nil); err == nil {
		t.Error("a PDF has no page of evidence")
	}
}
