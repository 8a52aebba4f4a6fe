package dashboards

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestMarkChinese(t *testing.T) {
	for page, want := range map[string]string{
		"<h1>The figures of 晴岚县</h1>":            `<h1>The figures of <span lang="zh-Hans">晴岚县</span></h1>`,
		`<a title="晴岚县" href="/?q=局">局 2024</a>`: `<a title="晴岚县" href="/?q=局"><span lang="zh-Hans">局</span> 2024</a>`,
		"&lt;b&gt;局&lt;/b&gt;<br>局":              `&lt;b&gt;<span lang="zh-Hans">局</span>&lt;/b&gt;<br><span lang="zh-Hans">局</span>`,
		// Said once is enough, however deep; after it the page goes on in English.
		`<p lang="zh-Hans">局<p>局</p>局<b>局</b></p>局`:                      `<p lang="zh-Hans">局<p>局</p>局<b>局</b></p><span lang="zh-Hans">局</span>`,
		`<input lang="zh-Hans" value="局">局<b lang="en">局</b>`:            `<input lang="zh-Hans" value="局"><span lang="zh-Hans">局</span><b lang="en"><span lang="zh-Hans">局</span></b>`,
		`<option value="1" selected>Bureau 局</option><option>x</option>`: `<option lang="zh-Hans" value="1" selected>Bureau 局</option><option>x</option>`,
		`<option lang="zh-Hans">局</option>`:                              `<option lang="zh-Hans">局</option>`,
		`<title>局</title><textarea>局</textarea><script>"局"</script><p>局`: `<title>局</title><textarea>局</textarea><script>"局"</script><p><span lang="zh-Hans">局</span>`,
		`<svg><g><title>局</title><text>局</text></g></svg>局`:              `<svg><g><title>局</title><text>局</text></g></svg><span lang="zh-Hans">局</span>`,
		`<!-- 局 --><x-y>局</x-y>`:                                         `<!-- 局 --><x-y><span lang="zh-Hans">局</span></x-y>`,
		"<p>nothing</p>":                                                 "<p>nothing</p>",
	} {
		if got := string(markChinese([]byte(page))); got != want {
			t.Errorf("%s\ngave %s\nwant %s", page, got, want)
		}
	}
}

// On every English page the Chinese words are said to be Chinese, and on a Chinese page none are.
func TestPagesSayWhichWordsAreChinese(t *testing.T) {
	s := newService(t)
	for _, p := range slices.Concat(mainPages, figurePages, comparePages, takeawayPages, releasePages, casePages, auditPages, covariatePages) {
		address := strings.NewReplacer("?lang=en&", "?", "?lang=en", "", "&lang=en", "").Replace(p.address)
		if body := s.get(address).Body.String(); strings.Contains(body, `<span lang="zh-Hans">`+"局") {
			t.Errorf("%s marks Chinese words on a Chinese page", address)
		}
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		w := s.get(address + join + "lang=en")
		if unmarked, _ := chineseIn(t, w.Body.String()); w.Code != http.StatusOK || len(unmarked) > 0 {
			t.Errorf("%s in English: %d, unmarked %q", address, w.Code, unmarked)
		}
	}
}

// BenchmarkMarkChinese marks a page of 68 kilobytes.
func BenchmarkMarkChinese(b *testing.B) {
	page := []byte(strings.Repeat(`<tr><th scope="row"><a href="/agencies/990101-civil?lang=en">晴岚县民政局</a></th><td class="num">12</td></tr>`, 600))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		markChinese(page)
	}
}

var han = regexp.MustCompile(`\p{Han}+`)

// chineseIn are the Chinese words in the main part of an English page that are not said to be Chinese, and those that are.
func chineseIn(t *testing.T, page string) (unmarked, marked []string) {
	t.Helper()
	_, body, found := strings.Cut(page, "<main")
	body, _, closed := strings.Cut(body, "</main>")
	if !found || !closed {
		t.Fatalf("no main part: %.300s", page)
	}
	d := xml.NewDecoder(strings.NewReader("<main" + body + "</main>"))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	type element struct {
		name    string
		chinese bool
	}
	open := []element{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return unmarked, marked
		}
		if err != nil {
			t.Fatal(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := element{token.Name.Local, last.chinese}
			for _, a := range token.Attr {
				if a.Name.Local == "lang" {
					e.chinese = a.Value == "zh-Hans"
				}
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			words := han.FindAllString(string(token), -1)
			switch {
			case last.chinese:
				marked = append(marked, words...)
			case last.name != "title":
				unmarked = append(unmarked, words...)
			}
		}
	}
}
