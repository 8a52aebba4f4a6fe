package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// FuzzCharset decodes any bytes: what comes out is valid UTF-8 in a charset that has a name,
// and the same again.
func FuzzCharset(f *testing.F) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(fuzzWords)
	for _, body := range []string{"", fuzzWords, gb, gb + fuzzWords, "\xEF\xBB\xBF\xFF", "\xFF\xFEa", "\xFE\xFF\xD8\x00", "<\x00h\x00>\x00<\x00b\x00", `<meta charset="utf-16">` + gb, "\x81\x30\x81", "\xE6\x99", "\x84\x31\xA4\x37"} {
		f.Add([]byte(body), "text/html")
	}
	f.Add([]byte(gb), "text/html; charset=hz-gb-2312")
	f.Add([]byte(gb), "text/html; charset=x-user-defined")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		d, ok := Decode(body, contentType)
		if ok && (d.Charset == "" || !utf8.ValidString(d.Text)) {
			t.Errorf("%q in %q: %.80q", d.Charset, contentType, d.Text)
		}
		if again, _ := Decode(body, contentType); again != d {
			t.Error("decoded twice, two answers")
		}
	})
}

const fuzzWords = "晴岚县财政局二〇二二年政府信息公开工作年度报告，主动公开政府信息，收到申请，行政复议和行政诉讼的情况如下。"

// FuzzEncoded writes a text in each charset, declared and not: it comes back as it was.
func FuzzEncoded(f *testing.F) {
	for _, s := range []string{"", "12件", "<b>部分公开</b>\n3", "（一）", "镕堃喆", "①②③ⅠⅡ", "○〇●", "\u00b7—…“”", "A\tb", "𠮷野家", "縣政府資訊公開"} {
		f.Add(s)
	}
	charsets := []struct {
		name     string
		encoding encoding.Encoding
	}{{"gb18030", simplifiedchinese.GB18030}, {"gbk", simplifiedchinese.GBK}, {"big5", traditionalchinese.Big5}, {"utf-8", encoding.Nop},
		{"utf-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}, {"utf-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)}}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 400 || badShare(s) > 0 || strings.Contains(strings.ToLower(s), "charset") || strings.Contains(strings.ToLower(s), "encoding") {
			t.Skip()
		}
		words := fuzzWords
		for _, c := range charsets {
			if c.name == "big5" {
				words = "縣政府資訊公開工作年度報告主動公開政府資訊的情形申請人可以向機關提出申請辦理情形及統計資料如下"
			}
			text := strings.Repeat(words, 8) + s + "\n" + strings.Repeat(words, 8)
			body, err := c.encoding.NewEncoder().String(text)
			if back, _ := c.encoding.NewDecoder().String(body); err != nil || back != text {
				continue // not all characters are in it
			}
			for _, header := range []string{"text/html; charset=" + c.name, "text/html"} {
				if header == "text/html" && c.name == "big5" {
					continue
				}
				if d, ok := Decode([]byte(body), header); !ok || d.Text != text {
					t.Errorf("%s, %s: %q came back as %q", c.name, header, s, middle(d.Text, words))
				}
			}
			words = fuzzWords
		}
	})
}

func middle(text, words string) string {
	return strings.ReplaceAll(text, words, "")
}
