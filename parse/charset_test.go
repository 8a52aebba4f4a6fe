package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	words := strings.Repeat("晴岚县财政局二〇二二年政府信息公开工作年度报告，主动公开政府信息。", 8)
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(words)
	big5, _ := traditionalchinese.Big5.NewEncoder().String(strings.Repeat("縣政府資訊公開工作年度報告主動公開政府資訊的情形", 8))
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(words)
	for _, c := range []struct{ name, body, header, charset string }{
		{"plain UTF-8", words, "", "utf-8"},
		{"GB18030 without any word of it", "<html><body>" + gb, "text/html", "gb18030"},
		{"gb2312 in the meta is gb18030", `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">` + gb, "text/html", "gb18030"},
		{"header gbk", gb, "text/html; charset=GBK", "gb18030"},
		{"lying header", `<meta charset="gbk">` + gb, "text/html; charset=utf-8", "gb18030"},
		{"lying meta", `<meta charset="utf-8">` + gb, "text/html", "gb18030"},
		{"lying gbk", words, "text/html; charset=gbk", "utf-8"},
		{"Western by default", gb, "text/html; charset=ISO-8859-1", "gb18030"},
		{"BOM", "\xEF\xBB\xBF" + words, "text/html; charset=gbk", "utf-8"},
		{"UTF-16", utf16, "", "utf-16"},
		{"Big5", big5, "text/html; charset=big5", "big5"},
		{"a broken character", words + "\xE6\x99", "text/html; charset=utf-8", "utf-8"},
		{"ASCII", "<p>hello</p>", "", "utf-8"},
	} {
		d, ok := decode([]byte(c.body), c.header)
		if !ok || d.charset != c.charset {
			t.Errorf("%s: %s, %v; want %s", c.name, d.charset, ok, c.charset)
		}
		if c.charset != "big5" && c.name != "ASCII" && !strings.Contains(d.text, words) {
			t.Errorf("%s: the text is not what was written", c.name)
		}
	}
	if _, ok := decode([]byte(strings.Repeat("\x81\x00\xFF\x01\x80", 300)), ""); ok {
		t.Error("noise was decoded")
	}
}

// Pages in several charsets at once, twice encoded, or without a word of theirs.
func TestDecodeDamage(t *testing.T) {
	words := strings.Repeat("晴岚县财政局二〇二二年政府信息公开工作年度报告，主动公开政府信息12条。", 8)
	hk := strings.Repeat("縣政府資訊公開工作年度報告，主動公開政府資訊的情形，申請人可以向機關提出。", 8)
	encode := func(e encoding.Encoding, s string) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	western := func(s string) string { // each byte taken for a Western character
		out, _ := charmap.ISO8859_1.NewDecoder().String(s)
		return out
	}
	gb, big5 := encode(simplifiedchinese.GB18030, words), encode(traditionalchinese.Big5, hk)
	for _, c := range []struct{ name, body, header, charset, want string }{
		{"Big5 without a word of it", "<p>" + big5, "text/html", "big5", hk},
		{"Big5 that says gbk", `<meta charset="gbk">` + big5, "text/html", "big5", hk},
		{"GB that says big5", `<meta charset="big5">` + gb, "text/html", "gb18030", words},
		{"four bytes", encode(simplifiedchinese.GB18030, words+"㐂𠮷"), "text/html; charset=gb2312", "gb18030", words + "㐂𠮷"},
		{"UTF-16 little endian without a mark", encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "<html><body><p>"+words+"</p></body></html>"), "", "utf-16", words},
		{"UTF-16 big endian without a mark", encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "<html><body><p>"+words+"</p></body></html>"), "", "utf-16", words},
		{"an include in GB", "<html><p>" + words + "</p><div>" + encode(simplifiedchinese.GB18030, "主办单位：晴岚县人民政府 版权所有") + "</div>", "text/html; charset=utf-8", "utf-8", words + "</p><div>主办单位：晴岚县人民政府 版权所有"},
		{"a page in GB, an include in UTF-8", "<html><p>" + gb + "</p><div>主办单位：晴岚县人民政府</div>", "text/html; charset=gbk", "gb18030", words + "</p><div>主办单位：晴岚县人民政府"},
		{"UTF-8 as Western as UTF-8", western("<p>" + words), "text/html; charset=utf-8", "utf-8", words},
		{"GB as Western as UTF-8", western("<p>" + gb), "text/html; charset=utf-8", "utf-8", words},
		{"French is left alone", strings.Repeat("Les données ouvertes à Sète. ", 30), "text/html; charset=utf-8", "utf-8", "données ouvertes à Sète"},
		{"rare names are left alone", "<p>" + strings.Repeat("犇骉羴鱻焱垚淼晶", 8), "text/html; charset=utf-8", "utf-8", "犇骉羴鱻"},
	} {
		d, ok := decode([]byte(c.body), c.header)
		if !ok || d.charset != c.charset || !strings.Contains(d.text, c.want) {
			t.Errorf("%s: %s, %v: %.120s", c.name, d.charset, ok, d.text)
		}
	}
	if media := mediaType(Input{Body: []byte(encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "<html><body><p>"+words))}); media != mediaHTML {
		t.Errorf("UTF-16 is %s", media)
	}
}

func TestChallenge(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		cookie string
		body   string
		want   string
	}{
		{"ruishu", 412, "", `<html><script>$_ts=window['$_ts'];</script></html>`, challengeRuishu},
		{"412 without the variable", 412, "", `<html><script src="/x.js"></script></html>`, challengeRuishu},
		{"jsl", 521, "__jsluid_s=1", `<script>document.cookie=1</script>`, challengeJSL},
		{"aliyun", 200, "acw_tc=1", `<html><script>var arg1='A';setCookie("acw_sc__v2", x)</script></html>`, challengeAliyun},
		{"firewall", 403, "", `<html><body>您的访问异常，请求被拦截</body></html>`, challengeWAF},
		{"please wait", 200, "", `<html><body>安全验证中，请稍候</body></html>`, challengeWAF},
		{"jsl, saved to a file", 0, "", `<script>document.cookie=('_')+('_')+('js')+'l_clearance_s=x';location.href=location.pathname+location.search</script>`, challengeJSL},
		{"jsl, second step", 0, "", `<script>;go({"bts":["1","2"],"ct":"9","ha":"sha256","tn":"__jsl_clearance_s","vt":"3600"})</script>`, challengeJSL},
		{"ruishu, saved to a file", 0, "", `<html><head><meta content="x"><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script><script src="/a/b.js"></script></head><body></body></html>`, challengeRuishu},
		{"too often", 429, "", `<html><body>您的访问过于频繁，请稍后再试</body></html>`, challengeWAF},
		{"a foreign firewall", 403, "", `<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>`, challengeWAF},
		{"only at home", 200, "", `<html><body><p>您所在的地区无法访问本网站</p></body></html>`, challengeRegion},
		{"a script that keeps a cookie", 200, "", `<html><body><script>document.cookie="a=1";location.href</script>` + strings.Repeat("<p>晴岚县财政局的信息</p>", 20) + `</body></html>`, ""},
		{"a CDN's cookie is none", 200, "__jsluid_h=1", wholePage(), ""},
		{"a report that speaks of it", 200, "", strings.Replace(wholePage(), "全年", "网站完成安全验证。全年", 1), ""},
		{"plain 403", 403, "", `<html><body>Forbidden</body></html>`, ""},
		{"a file", 0, "", "晴岚县财政局", ""},
	} {
		if got := Challenge(c.status, map[string]string{"Set-Cookie": c.cookie}, []byte(c.body)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
