package parse

import (
	"testing"

	"gongkai/disclosure"
)

// A sitemap leads to the columns that it names, whatever type the server gives it.
func TestSitemapPage(t *testing.T) {
	body := []byte(`<?xml version="1.0" encoding="UTF-8"?><urlset><url><loc>http://a.test/zfxxgknb/</loc></url></urlset>`)
	for _, media := range []string{"text/xml", "application/xml; charset=utf-8", "text/html", ""} {
		p := Page(Input{Body: body, URL: "http://a.test/sitemap.xml", ContentType: media, Role: disclosure.RoleColumn})
		if len(p.Links) != 1 || p.Links[0].URL != "http://a.test/zfxxgknb/" || p.Links[0].Role != disclosure.RoleList {
			t.Errorf("%q: %+v", media, p)
		}
	}
}
