package parse

import (
	"bytes"
	"compress/gzip"
	"strings"
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

// Compressed, as large sites have it; what is no sitemap, or none that ends, leads nowhere.
func TestCompressedSitemap(t *testing.T) {
	pack := func(text string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(text)); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	packed := pack(`<?xml version="1.0"?><urlset><url><loc>http://a.test/zfxxgknb/</loc></url></urlset>`)
	for name, c := range map[string]struct {
		body  []byte
		role  disclosure.Role
		links int
	}{
		"sitemap": {packed, disclosure.RoleColumn, 1}, "cut": {packed[:len(packed)-9], disclosure.RoleColumn, 0}, "a page": {pack("<html><a href=/zfxxgknb/>年报</a>"), disclosure.RoleColumn, 0},
		"too long": {pack("<urlset><url><loc>http://a.test/zfxxgknb/</loc></url>" + strings.Repeat(" ", mostUnpacked)), disclosure.RoleColumn, 0}, "a document": {packed, disclosure.RoleReport, 0},
	} {
		if p := Page(Input{Body: c.body, URL: "http://a.test/sitemap.xml.gz", ContentType: "application/x-gzip", Role: c.role}); len(p.Links) != c.links {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// Whatever comes in place of what a list's script asked for is not that part of the list.
func TestPageInPlaceOfAnswer(t *testing.T) {
	front := []byte(`<html><title>晴岚县人民政府</title><ul><li><a href="/a.html">晴岚县2022年政府信息公开工作年度报告</a><i>2023-01-02</i></li><li><a href="/b.html">晴岚县2023年政府信息公开工作年度报告</a><i>2024-01-02</i></li></ul></html>`)
	for _, address := range []string{
		"http://a.test/gkmlpt/api/all/721?page=2&sid=662021", "http://a.test/EWB-FRONT/rest/lightfrontaction/getgovinfolist", "http://a.test/truecms/messageController/getMessage.do?startrecord=11",
		"http://a.test/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1", "http://a.test/module/web/jpage/dataproxy.jsp?startrecord=11&perpage=10",
		"http://a.test/common/search/0123456789abcdef0123456789abcdef?_isJson=true&page=2",
	} {
		for name, body := range map[string][]byte{"front page": front, "JSONP error": []byte(`cb({"error":"timeout"})`), "JSON error": []byte(`{"code":500,"msg":"系统繁忙"}`), "cut": []byte(`{"articles":[{"title":"晴岚县2022年政府信息公开工作年度报告","url":"/a.html"`), "empty": nil} {
			if p := Page(Input{Body: body, URL: address, ContentType: "text/html", Role: disclosure.RoleList}); p.Complete || p.Doubt == "" || len(p.Next) > 0 {
				t.Errorf("%s as %s: %+v", name, address, p)
			}
		}
	}
}

// What was asked for is taken as it comes, as JSON or as records.
func TestAnswers(t *testing.T) {
	for address, body := range map[string]string{
		"http://a.test/module/web/jpage/dataproxy.jsp?startrecord=1&perpage=10": `<datastore><totalrecord>1</totalrecord><recordset><record><![CDATA[<li><a href="/a.html">晴岚县2022年政府信息公开工作年度报告</a></li>]]></record></recordset></datastore>`,
		"http://a.test/gkmlpt/api/all/721?page=1&sid=662021":                    `{"articles":[{"title":"晴岚县2022年政府信息公开工作年度报告","url":"/a.html"}],"total":1}`,
	} {
		if p := Page(Input{Body: []byte(body), URL: address, ContentType: "text/html", Role: disclosure.RoleList}); !p.Complete || len(p.Links) != 1 || p.Reports != 1 {
			t.Errorf("%s: %+v", address, p)
		}
	}
}
