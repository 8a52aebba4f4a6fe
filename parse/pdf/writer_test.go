package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// file is a small PDF writer. Chinese is set in a standard font that is not embedded, as
// many office programs do.
type file struct {
	pages   []*sheetOf
	encrypt bool
	pack    bool // the pages' contents
}

// sheetOf is a page in the making; places are points from its top left before it is turned.
type sheetOf struct {
	w, h    float64
	rotate  int
	left    float64 // of the media box, which need not begin at 0
	content strings.Builder
	form    string // what the page does with its content, which is a form /X1 then
}

func (f *file) page() *sheetOf {
	p := &sheetOf{w: 595, h: 842}
	f.pages = append(f.pages, p)
	return p
}

// text sets a line with its top left at x, y: the em box is size high.
func (p *sheetOf) text(x, y, size float64, s string) *sheetOf {
	fmt.Fprintf(&p.content, "BT /F1 %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n", size, p.left+x, p.h-y-0.88*size, codes(s))
	return p
}

// turned sets a line that begins at x, y and runs by the angle whose cosine and sine are given.
func (p *sheetOf) turned(x, y, size, cos, sin float64, s string) *sheetOf {
	fmt.Fprintf(&p.content, "BT /F1 %g Tf %g %g %g %g %g %g Tm <%s> Tj ET\n", size, cos, sin, -sin, cos, p.left+x, p.h-y, codes(s))
	return p
}

func codes(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

func (p *sheetOf) line(x0, y0, x1, y1 float64) *sheetOf {
	fmt.Fprintf(&p.content, "0.5 w %g %g m %g %g l S\n", p.left+x0, p.h-y0, p.left+x1, p.h-y1)
	return p
}

// bar draws a line as a thin filled area.
func (p *sheetOf) bar(x0, y0, x1, y1 float64) *sheetOf {
	fmt.Fprintf(&p.content, "%g %g %g %g re f\n", p.left+x0-0.25, p.h-y1-0.25, x1-x0+0.5, y1-y0+0.5)
	return p
}

// one sets 一 in a font of Type 3 that holds nothing else, as browsers do.
func (p *sheetOf) one(x, y, size float64) *sheetOf {
	return p.raw(fmt.Sprintf("BT /F3 %g Tf 1 0 0 1 %g %g Tm <01> Tj ET", size, p.left+x, p.h-y-0.88*size))
}

func (p *sheetOf) raw(ops string) *sheetOf { p.content.WriteString(ops + "\n"); return p }

// image paints a grey pixel over an area.
func (p *sheetOf) image(l, t, r, b float64) *sheetOf {
	fmt.Fprintf(&p.content, "q %g 0 0 %g %g %g cm /I1 Do Q\n", r-l, b-t, p.left+l, p.h-b)
	return p
}

// The numbers of the objects that every file has.
const fixedObjects = `<< /Type /Catalog /Pages 2 0 R >>
---
PAGES
---
<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>
---
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>
---
<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>
---
<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>
stream
x
endstream
---
<< /Filter /Standard /V 1 /R 2 /P -4 /O (AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA) /U (BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB) >>
---
<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [9 0 R] >>
---
<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>
---
<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [36 396 962 472] /FirstChar 1 /LastChar 1 /Widths [1000] /Encoding << /Type /Encoding /Differences [1 /one] >> /CharProcs << /one 11 0 R >> /ToUnicode 12 0 R >>
---
<< /Length 53 >>
stream
1000 0 36 396 962 472 d1
36 396 926 76 re f         
endstream
---
<< /Length 85 >>
stream
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <01> <4E00> endbfchar
endstream`

func stream(keys, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", keys, len(content), content)
}

func (f *file) bytes() []byte {
	objects := strings.Split(fixedObjects, "\n---\n")
	if !f.encrypt {
		objects[6] = "null"
	}
	var kids []string
	for _, p := range f.pages {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		const fonts = "/Font << /F1 3 0 R /F2 8 0 R /F3 10 0 R >>"
		content, forms := p.content.String(), ""
		if p.form != "" {
			forms = fmt.Sprintf("/X1 %d 0 R", n+2)
		}
		page := fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [%g 0 %g %g] /Rotate %d /Contents %d 0 R /Resources << %s /XObject << /I1 6 0 R %s >> >> >>",
			p.left, p.left+p.w, p.h, p.rotate, n+1, fonts, forms)
		if p.form == "" && f.pack {
			var b bytes.Buffer
			z := zlib.NewWriter(&b)
			_, _ = z.Write([]byte(content)) // to memory
			_ = z.Close()
			objects = append(objects, page, stream("/Filter /FlateDecode", b.String()))
			continue
		}
		if p.form == "" {
			objects = append(objects, page, stream("", content))
			continue
		}
		objects = append(objects, page, stream("", p.form),
			stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 2000 2000] /Matrix [1 0 0 1 10 20] /Resources << %s >>", fonts), content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	extra := ""
	if f.encrypt {
		extra = " /Encrypt 7 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, extra, start)
	return b.Bytes()
}

func rectangle(p *sheetOf, x, y, w, h float64) string {
	return fmt.Sprintf("%g %g %g %g re f", p.left+x, p.h-y-h, w, h)
}
