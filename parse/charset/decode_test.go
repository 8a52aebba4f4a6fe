package charset

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
		d, ok := Decode([]byte(c.body), c.header)
		if !ok || d.Charset != c.charset {
			t.Errorf("%s: %s, %v; want %s", c.name, d.Charset, ok, c.charset)
		}
		if c.charset != "big5" && c.name != "ASCII" && !strings.Contains(d.Text, words) {
			t.Errorf("%s: the text is not what was written", c.name)
		}
	}
	if _, ok := Decode([]byte(strings.Repeat("\x81\x00\xFF\x01\x80", 300)), ""); ok {
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
		d, ok := Decode([]byte(c.body), c.header)
		if !ok || d.Charset != c.charset || !strings.Contains(d.Text, c.want) {
			t.Errorf("%s: %s, %v: %.120s", c.name, d.Charset, ok, d.Text)
		}
	}
}
