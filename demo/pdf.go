package demo

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// pdfFont is the one font: a standard Chinese one that readers bring along. Latin letters
// and digits (CIDs 1 to 95) are half as wide as characters.
var pdfFont = []string{
	"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
	"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>",
	"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
}

// A4 in points.
const pageWidth, pageHeight = 595.0, 842.0

// textPDF writes pages of drawing operators that use the font as /F1.
func textPDF(pages []string) []byte {
	objects := append([]string{"<< /Type /Catalog /Pages 2 0 R >>", ""}, pdfFont...)
	var kids strings.Builder
	for _, p := range pages {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", pageWidth, pageHeight, n+1),
			stream("", p))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages))
	return writePDF(objects)
}

// scannedPDF is two sheets that were laid on a scanner: a picture each and no text. The grey
// bars stand for lines; nothing can be read from them.
func scannedPDF() []byte {
	const width, height = 298, 421
	var grey bytes.Buffer
	z := zlib.NewWriter(&grey)
	row := make([]byte, width)
	for y := range height {
		for x := range row {
			row[x] = 0xf4
			if y%14 < 6 && y > 40 && y < 380 && x > 30 && x < 268-(y/14*37)%90 && (x+y/14*5)%9 > 1 {
				row[x] = 0x48
			}
		}
		_, _ = z.Write(row) // a buffer does not fail
	}
	_ = z.Close()
	page := func(contents int) string {
		return fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources << /XObject << /Im1 7 0 R >> >> >>", pageWidth, pageHeight, contents)
	}
	draw := stream("", fmt.Sprintf("q %g 0 0 %g 0 0 cm /Im1 Do Q", pageWidth, pageHeight))
	return writePDF([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>",
		page(4), draw, page(6), draw,
		stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode ", width, height), grey.String()),
	})
}

// stream is a stream object with further entries of its dictionary.
func stream(entries, data string) string {
	return fmt.Sprintf("<< %s/Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// utf16Hex is the text as big-endian UTF-16 in hexadecimal.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// writePDF numbers the objects and writes the cross-reference table that points at them.
func writePDF(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
