// Package charset turns the bytes of a page into text: bytes that say their charset, lie about
// it, are in two at once or were encoded twice. It refuses to hand out a text that makes no
// sense in any charset, and to repair one that reads as it is.
package charset

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/disclosure/pattern"
)

// Decoded is a text with the name of the charset that it was read in.
type Decoded struct {
	Text    string // valid UTF-8
	Charset string // by its name in the WHATWG list, in small letters: gb18030, utf-8, utf-16, big5, …
}

// How much of a text may be undecodable: a declared charset is believed up to the first
// share, a guess is kept up to the second. Real pages do have a broken character here and
// there, cut in two by the CMS.
const (
	badDeclared = 0.005
	badGuessed  = 0.03
)

// Decode reads the bytes as text; false where they are text in no charset. contentType is the
// header as received and may be empty. The order of trust is BOM, header, meta, detection on the
// whole document; a declaration that the bytes contradict is passed over. gb2312 and gbk are
// read as gb18030, which holds both: pages declare the small set and use the large one.
func Decode(body []byte, contentType string) (Decoded, bool) {
	if d, ok := decodeBOM(body); ok {
		return d, true
	}
	if d, ok := decodeBare16(body); ok {
		return d, true
	}
	asUTF8 := valid(body)
	if asUTF8 && certainUTF8(body) {
		return Decoded{repair(string(body)), "utf-8"}, true
	}
	header, meta := charsetOfHeader(contentType), charsetOfMeta(body)
	if declared := strings.ToLower(header + meta); asUTF8 && (declared == "" || strings.Contains(declared, "utf")) {
		return Decoded{repair(string(body)), "utf-8"}, true
	}
	for _, name := range []string{header, meta} {
		if d, bad := decodeAs(body, name); d.Charset != "" && bad <= badDeclared && isReadable(d.Text) {
			if d.Charset == "gb18030" && hasUTF8Part(body) {
				if mixed, ok := decodeMixed(body); ok {
					return mixed, true
				}
			}
			return d, true
		}
	}
	if d, ok := decodeMixed(body); ok {
		return d, true
	}
	return guess(body)
}

// guess reads the bytes in the charset in which they make most sense: the one with the fewest
// undecodable parts, of those in which they read as Chinese.
func guess(body []byte) (Decoded, bool) {
	best, least := Decoded{}, 2.0
	for _, name := range []string{chardet.Detect(body).Encoding, "gb18030", "utf-8", "big5"} {
		d, bad := decodeAs(body, name)
		if d.Charset == "" {
			continue
		}
		cost := bad
		if !isReadable(d.Text) {
			cost++
		}
		if cost < least {
			best, least = d, cost
		}
	}
	if least >= 1 { // in none of them it reads: keep what can be decoded at all
		least--
	}
	return best, best.Charset != "" && least <= badGuessed
}

// certainUTF8 guards against short GB texts that happen to be valid UTF-8: whether a text that is
// valid is UTF-8 whatever it declares.
func certainUTF8(body []byte) bool {
	multi := 0
	for _, b := range body {
		if b >= 0xC0 {
			if multi++; multi == 8 {
				break
			}
		}
	}
	return multi == 0 || multi >= 8
}

func decodeBOM(body []byte) (Decoded, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return Decoded{strings.ToValidUTF8(string(body[3:]), "\uFFFD"), "utf-8"}, true
	case bytes.HasPrefix(body, []byte("\xFF\xFE")), bytes.HasPrefix(body, []byte("\xFE\xFF")):
		b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(body)
		return Decoded{string(b), "utf-16"}, err == nil
	}
	return Decoded{}, false
}

var metaCharset = pattern.MustCompile(`(?i)<(?:meta\b[^>]{0,300}?|\?xml[^>]{0,100}?)\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})`)

func charsetOfMeta(body []byte) string {
	if m := metaCharset.FindSubmatch(body[:min(len(body), 8192)]); m != nil {
		return string(m[1])
	}
	return ""
}

func charsetOfHeader(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// decodeAs returns the text and the share of it that is no text, or nothing where the name
// is unknown or stands for a Western charset: servers send iso-8859-1 for anything.
func decodeAs(body []byte, name string) (Decoded, float64) {
	e, canonical := lookup(name)
	if e == nil {
		return Decoded{}, 1
	}
	var text string
	if canonical == "utf-8" {
		text = strings.ToValidUTF8(string(body), "\uFFFD")
	} else {
		b, err := e.NewDecoder().Bytes(body)
		if err != nil {
			return Decoded{}, 1
		}
		text = string(b)
	}
	return Decoded{text, canonical}, badShare(text)
}

func lookup(name string) (encoding.Encoding, string) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch strings.NewReplacer("-", "", "_", "").Replace(name) {
	case "gb2312", "gbk", "gb18030", "cp936", "xgbk", "euccn", "hzgb2312":
		return simplifiedchinese.GB18030, "gb18030"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, ""
	}
	canonical, err := htmlindex.Name(e)
	if err != nil || strings.HasPrefix(canonical, "windows-") || strings.HasPrefix(canonical, "iso-8859") || canonical == "macintosh" {
		return nil, ""
	}
	return e, canonical
}

// badShare is the share of code points that no page prints: replacements, control
// characters, private use.
func badShare(text string) float64 {
	bad, all := 0, 0
	for _, r := range text {
		all++
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r >= 0xE000 && r <= 0xF8FF {
			bad++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(bad) / float64(all)
}

// IsUTF16 reports whether bytes begin as UTF-16 does: with its mark, or with tags whose every
// second byte is zero.
func IsUTF16(b []byte) bool {
	if _, ok := order16(b); ok {
		return true
	}
	return bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF"))
}
