package parse

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/charset"
	"gongkai/parse/walk"
)

// sameAsTree holds what a leaf says against what the page's tree says, and reports whether it
// is one.
func sameAsTree(t *testing.T, in Input) bool {
	t.Helper()
	d, ok := charset.Decode(in.Body, in.ContentType)
	if !ok {
		return false
	}
	leaf, ok := walk.Leaf(in.URL, d.Text)
	if !ok {
		return false
	}
	if want := branch(in, d, disclosure.Page{Family: "generic", Role: in.Role}); !reflect.DeepEqual(leaf, want) {
		t.Errorf("%s: a leaf that is %+v, and its tree says %+v", in.URL, leaf, want)
	}
	return true
}

func reportInput(name, body string) Input {
	return Input{URL: "http://www.a.test/nb/" + name, Role: disclosure.RoleReport, Body: []byte(body)}
}

// Of every page at hand a leaf says what its tree says.
func TestLeafIsWhatItsTreeSays(t *testing.T) {
	files, err := filepath.Glob("testdata/quirks/*.html")
	if err != nil {
		t.Fatal(err)
	}
	published, _ := filepath.Glob("../../shared/corpus/*.html")
	leaves := 0
	for _, file := range append(files, published...) {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if sameAsTree(t, reportInput(filepath.Base(file), string(body))) {
			leaves++
		}
	}
	t.Logf("%d of %d pages are leaves", leaves, len(files)+len(published))
	if leaves < len(files)/2 {
		t.Error("hardly a page is a leaf")
	}
}

// What may lead on, or may be a list, is looked into.
func TestLeafDoubts(t *testing.T) {
	const page = "<html><body><h1>甲县财政局2023年政府信息公开工作年度报告</h1><p>全年制发文件2.5件。</p>%</body></html>"
	const title = "甲县财政局2022年政府信息公开工作年度报告"
	for _, c := range []struct {
		more string
		leaf bool
	}{
		{"", true},
		{`<a href="/">首页</a><script>var a = window.document.title; b.html</script>`, true},
		{`<a href="1.html">` + title + `</a><a href="/nb/">政府信息公开年报</a>`, true},
		{`<a href="1.pdf">附件</a>`, false},
		{`<a href="1.PD&#70;">附件</a>`, false},
		{"<a href=\"1.p\ndf\">附件</a>", false},
		{`<a href="down?file=1.docx&x=1">附件</a>`, false},
		{`<iframe src="/viewer?file=1.ofd"></iframe>`, false},
		{`<base href="/x/">`, false},
		{`<a href="1.html">` + title + `</a><a href="2.html" title="` + title + `">2022…</a>`, false},
		{`<a href="1.html">` + title + `</a><a href="2.html"><img alt="` + title + `"></a>`, false},
		{`<a href="1.html">` + title + `<p>`, false},
		{`<iframe title="` + title + `" src="1.html"></iframe><iframe title="` + title + `" src="2.html"></iframe>`, false},
	} {
		if got := sameAsTree(t, reportInput("x.html", strings.Replace(page, "%", c.more, 1))); got != c.leaf {
			t.Errorf("%s: leaf %v", c.more, got)
		}
	}
}

// FuzzLeaf: whatever comes in, a leaf says what its tree says.
func FuzzLeaf(f *testing.F) {
	addSeeds(f)
	f.Add([]byte(`<p><a href=1.html>甲局2022年政府信息公开工作年度报告<p>x</a><area href=x title=a><iframe src=x.PDF>`))
	f.Fuzz(func(t *testing.T, body []byte) { sameAsTree(t, reportInput("x.html", string(body))) })
}
