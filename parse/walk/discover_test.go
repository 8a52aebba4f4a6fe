package walk

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// The links to columns come in the order of how sure their words are.
func TestRank(t *testing.T) {
	p := page("/", disclosure.RoleHome, `<body><a href="/a/zfxxgknb/">政务公开</a><a href="/b/">年度报告</a><a href="/c/">公开年报</a><a href="/d/">政府信息公开年报</a><a href="/e/">政府信息公开工作年度报告</a></body>`)
	if got := steps(p); got != "list /d/ 政府信息公开年报\nlist /e/ 政府信息公开工作年度报告\nlist /c/ 公开年报\nlist /b/ 年度报告\nlist /a/zfxxgknb/ 政务公开\n" {
		t.Error(got)
	}
}

// A home page names the places to guess at; no other page does.
func TestUsualPlaces(t *testing.T) {
	p := page("/portal/", disclosure.RoleHome, `<body></body>`)
	if got := next(p); got != "/sitemap.xml /zfxxgk/ /zwgk/zfxxgk/ /zfxxgk/zfxxgknb/ /zwgk/zfxxgk/zfxxgknb/ /zfxxgknb/" || !p.Next[0].Probe {
		t.Error(got)
	}
	if p := page("/gk/", disclosure.RoleColumn, `<body></body>`); len(p.Next) > 0 {
		t.Error(next(p))
	}
}

func TestSiteCode(t *testing.T) {
	for content, want := range map[string]string{"3610220001": "3610220001", " 3610220001 ": "3610220001", "361022": "", "12345678901": "", "": ""} {
		p := page("/", disclosure.RoleHome, `<head><meta name="SiteIDCode" content="`+content+`"></head><body></body>`)
		if p.SiteCode != want {
			t.Errorf("%q: %q", content, p.SiteCode)
		}
	}
}

func TestSentOn(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"href":          {`<script>window.location.href="/index2.html";</script>`, "column /index2.html \n"},
		"bare":          {`<script>location = 'portal/index.html'</script>`, "column /portal/index.html \n"},
		"replace":       {`<script>if(top){top.location.replace("http://www.a.test/p/")}</script>`, "column /p/ \n"},
		"itself":        {`<script>location.href="/"</script>`, ""},
		"a script":      {`<script>location.href="javascript:void(0)"</script>`, ""},
		"another word":  {`<script>allocation="/x"</script>`, ""},
		"a page's text": {`<script>if(mobile) location.href="/m/";</script><p>` + strings.Repeat("晴岚县人民政府工作动态", 40) + `</p>`, ""},
	} {
		if p := page("/", disclosure.RoleHome, c.body); steps(p) != c.want {
			t.Errorf("%s: %q", name, steps(p))
		}
	}
	if p := page("/nb/", disclosure.RoleList, `<title>政府信息公开年报</title><script>location.href="/nb/index2.html"</script>`); steps(p) != "list /nb/index2.html \n" {
		t.Errorf("a list that sends on: %q", steps(p))
	}
}

func TestSitemap(t *testing.T) {
	const set = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://www.a.test/zwgk/zfxxgk/zfxxgknb/</loc><lastmod>2024-01-01</lastmod></url>
<url><loc> http://www.a.test/news/1.html </loc></url><url><loc>http://jyj.a.test/gknb/index.html</loc></url><url><loc>http://www.a.test/zwgk/zfxxgk/zfxxgknb/</loc></url><url><loc>javascript:x</loc></url>`
	if p := Sitemap("http://www.a.test/sitemap.xml", set+"</urlset>"); steps(p) != "list /zwgk/zfxxgk/zfxxgknb/ \nlist http://jyj.a.test/gknb/index.html \n" || p.Complete {
		t.Errorf("%q", steps(p))
	}
	if p := Sitemap("http://www.a.test/sitemap.xml", set+"<url><loc"); len(p.Links) != 2 {
		t.Errorf("cut short: %q", steps(p))
	}
	index := `<sitemapindex>` + strings.Repeat(`<sitemap><loc>/s.xml</loc></sitemap>`, 3) + `<sitemap><loc>/t.xml</loc></sitemap></sitemapindex>`
	if p := Sitemap("http://www.a.test/sitemap.xml", index); !IsSitemap(index) || steps(p) != "column /s.xml \ncolumn /t.xml \n" {
		t.Errorf("index: %q", steps(p))
	}
	if IsSitemap("<html><body>sitemap</body></html>") {
		t.Error("a page is no sitemap")
	}
}
