package bilingual

import (
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
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
		if got := string(Page([]byte(page))); got != want {
			t.Errorf("%s\ngave %s\nwant %s", page, got, want)
		}
	}
}

// BenchmarkPage marks a page of 68 kilobytes.
func BenchmarkPage(b *testing.B) {
	page := []byte(strings.Repeat(`<tr><th scope="row"><a href="/agencies/990101-civil?lang=en">晴岚县民政局</a></th><td class="num">12</td></tr>`, 600))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Page(page)
	}
}
