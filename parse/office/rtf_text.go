package office

import (
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var errUnclosed = errors.New("the last group is not closed")

// codePages are the code pages of Windows that documents in China come in. 936 is read as
// GB18030, which holds it.
var codePages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030, 950: traditionalchinese.Big5, 932: japanese.ShiftJIS, 949: korean.EUCKR,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	65001: unicode.UTF8, 437: charmap.CodePage437, 10000: charmap.Macintosh, 10008: simplifiedchinese.GBK,
}

// fontPages are the code pages by \fcharset. Fonts for Western text (0, 1) say nothing: their
// bytes are in the document's code page.
var fontPages = map[int]int{134: 936, 136: 950, 128: 932, 129: 949, 238: 1250, 204: 1251, 161: 1253, 162: 1254}

// decodePage reads bytes in a code page.
func decodePage(b []byte, page int) string {
	e := codePages[page]
	if e == nil {
		e = simplifiedchinese.GB18030
	}
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(s)
}

// byte takes one byte of text.
func (r *rtf) byte(c byte) {
	if r.skipBytes > 0 {
		r.skipBytes--
		return
	}
	switch r.state.to {
	case toNothing, toFonts:
	case toPicture:
		r.pictureForm.bytes++
	default:
		r.pending = append(r.pending, c)
	}
}

// flush decodes the bytes so far.
func (r *rtf) flush() {
	if len(r.pending) == 0 {
		return
	}
	page, ok := r.fonts[r.state.font]
	if !ok {
		page = r.codePage
	}
	s := ""
	if isASCII(r.pending) {
		s = string(r.pending)
	} else {
		s = decodePage(r.pending, page)
	}
	r.pending = r.pending[:0]
	if r.pictured[r.state.font] && r.state.number == nil {
		s = pictured("Wingdings", s)
	}
	r.write(s)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// write gives text to where the group's text goes.
func (r *rtf) write(s string) {
	switch {
	case r.state.number != nil:
		r.state.number.text = append(r.state.number.text, s...)
	case r.state.to == toStyles:
		r.styleName = append(r.styleName, s...)
	case r.state.to == toDocument && !r.state.hidden && !r.state.deleted:
		r.text.paragraph.raise(r.state.raised)
		r.text.paragraph.write(s)
	}
}

// rune takes a character of \u, whose fallback for older programs follows.
func (r *rtf) rune(n int) {
	r.flush()
	c := rune(uint16(n))
	switch {
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high = c
	case utf16.IsSurrogate(c):
		r.write(string(utf16.DecodeRune(r.high, c)))
	case c >= ' ':
		r.write(string(c))
	}
	r.skipBytes = r.state.unicodeSkip
}

// sign writes a character that has a control word of its own.
func (r *rtf) sign(s string) {
	r.flush()
	if r.skipBytes > 0 {
		r.skipBytes--
		return
	}
	r.write(s)
}

// lineBreak breaks the line in a paragraph.
func (r *rtf) lineBreak() {
	r.flush()
	if r.state.to == toDocument && r.state.number == nil && !r.state.hidden && !r.state.deleted {
		r.text.paragraph.lineBreak()
	}
}

// endStyle notes the outline level of a style that was defined.
func (r *rtf) endStyle(style int) {
	name := strings.TrimRight(strings.TrimSpace(string(r.styleName)), ";")
	r.styleName = r.styleName[:0]
	if m := headingName.FindStringSubmatch(name); m != nil && style >= 0 {
		if _, ok := r.styles[style]; !ok {
			r.styles[style] = int(m[1][0] - '1')
		}
	}
}

// numberOf is an automatic number without the tab behind it.
func numberOf(text []byte) string {
	s := strings.TrimRight(string(text), " \t")
	if s == "" {
		return ""
	}
	if s = bullet(s); utf8.RuneLen([]rune(s)[len([]rune(s))-1]) == 1 || strings.HasSuffix(s, "•") {
		s += " "
	}
	return s
}
