package office

import (
	"archive/zip"
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Kind is the format of a file, as its bytes show it.
type Kind string

// The kinds that Read reads.
const (
	DOCX           Kind = "docx"
	DOC            Kind = "doc" // Word 97–2003; WPS writes it as .wps too
	XLSX           Kind = "xlsx"
	XLS            Kind = "xls" // Excel 5–2003, or bare records; WPS writes it as .et too
	RTF            Kind = "rtf"
	WordXML        Kind = "wordml"        // flat XML: Word 2003, or a whole package in one file
	SpreadsheetXML Kind = "spreadsheetml" // flat XML of Excel 2003
	WebArchive     Kind = "mht"           // a "web page" in one file (MIME), as Word and Excel save it
	ZIP            Kind = "zip"           // an archive of files: see Members
	HTML           Kind = "html"          // a web page, whatever its name says: Read leaves it to parse
	PDF            Kind = "pdf"           // left to parse, too
	Text           Kind = "text"          // plain text in UTF-8, UTF-16 or GB18030
	ODT            Kind = "odt"           // a text of LibreOffice
	ODS            Kind = "ods"           // a workbook of LibreOffice
	Encrypted      Kind = "encrypted"     // an office file behind a password
	OFD            Kind = "ofd"           // GB/T 33190
	PPT            Kind = "ppt"           // slides, old or new format
	XLSB           Kind = "xlsb"          // a workbook in binary parts
	OLE            Kind = "ole"           // a compound file of something else
	Damaged        Kind = "damaged"       // a compound file that cannot be opened: it was cut short
	RAR            Kind = "rar"           //
	SevenZip       Kind = "7z"            //
	Image          Kind = "image"         // PNG, JPEG, GIF, BMP, TIFF
	Unknown        Kind = "unknown"       //
)

// Readable tells the kinds that Read makes a tree of.
func (k Kind) Readable() bool {
	return slices.Contains([]Kind{DOCX, DOC, XLSX, XLS, RTF, WordXML, SpreadsheetXML, WebArchive, ODT, ODS}, k)
}

var signatures = []struct {
	prefix string
	kind   Kind
}{
	{"Rar!\x1A\x07", RAR}, {"7z\xBC\xAF\x27\x1C", SevenZip}, {"\x89PNG\r\n", Image}, {"\xFF\xD8\xFF", Image},
	{"GIF8", Image}, {"BM", Image}, {"II*\x00", Image}, {"MM\x00*", Image},
	{"\x09\x08\x10\x00\x00\x06", XLS}, {"\x09\x08\x08\x00\x00\x05", XLS}, {"\x09\x08\x08\x00\x00\x00", XLS},
}

// Detect tells what a file is by its bytes: names and media types of attachments are wrong
// too often.
func Detect(body []byte) (kind Kind) {
	defer func() {
		if recover() != nil {
			kind = Unknown
		}
	}()
	switch {
	case bytes.HasPrefix(body, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return detectOLE(body)
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte("PK\x05\x06")):
		return detectZIP(body)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(body, []byte(s.prefix)) && (s.prefix != "BM" || bytes.IndexByte(body[:min(64, len(body))], 0) >= 0) {
			return s.kind
		}
	}
	if bytes.Contains(body[:min(1024, len(body))], []byte("%PDF-")) {
		return PDF
	}
	return detectText(body)
}

func detectOLE(body []byte) Kind {
	f, err := openCompound(body, newBudget(Limits{}))
	if err != nil {
		return Damaged
	}
	for _, s := range []struct {
		stream string
		kind   Kind
	}{
		{"EncryptedPackage", Encrypted}, {"WordDocument", DOC}, {"Workbook", XLS}, {"Book", XLS}, {"PowerPoint Document", PPT},
	} {
		if f.has(s.stream) {
			return s.kind
		}
	}
	return OLE
}

func detectZIP(body []byte) Kind {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return ZIP
	}
	found := map[Kind]bool{}
	package_ := false
	for _, f := range z.File {
		name := partName(f.Name)
		switch {
		case name == "[content_types].xml":
			package_ = true
		case name == "word/document.xml" || strings.HasPrefix(name, "word/"):
			found[DOCX] = true
		case name == "xl/workbook.bin":
			found[XLSB] = true
		case strings.HasPrefix(name, "xl/"):
			found[XLSX] = true
		case strings.HasPrefix(name, "ppt/"):
			found[PPT] = true
		case name == "ofd.xml":
			return OFD
		case name == "mimetype":
			if k := openDocument(f); k != ZIP {
				return k
			}
		}
	}
	if package_ {
		for _, k := range []Kind{DOCX, XLSB, XLSX, PPT} {
			if found[k] {
				return k
			}
		}
	}
	return ZIP
}

// openDocument reads the kind that a file of LibreOffice gives in its first member.
func openDocument(f *zip.File) Kind {
	if f.UncompressedSize64 > 200 {
		return ZIP
	}
	in, err := f.Open()
	if err != nil {
		return ZIP
	}
	defer in.Close()
	var b [200]byte
	n, _ := in.Read(b[:])
	switch s := string(b[:n]); {
	case strings.Contains(s, "opendocument.text"):
		return ODT
	case strings.Contains(s, "opendocument.spreadsheet"):
		return ODS
	}
	return ZIP
}

var (
	mimeHead = regexp.MustCompile(`(?im)^(mime-version:|content-type:\s*multipart/related)`)
	htmlRoot = regexp.MustCompile(`(?i)<html[\s>]`)
	htmlHead = regexp.MustCompile(`(?i)<(!doctype html|html|head|body|title|meta|div|table|p|style|script|span)[\s>/]`)
)

// detectText tells the formats that are text apart.
func detectText(body []byte) Kind {
	head := bytes.TrimLeft(asUTF8(body[:min(1<<16, len(body))]), " \t\r\n")
	switch {
	case len(head) == 0:
		return Unknown
	case bytes.HasPrefix(head, []byte(`{\rt`)):
		return RTF
	case isXMLOf(head, "urn:schemas-microsoft-com:office:spreadsheet") && bytes.Contains(head, []byte("Workbook")) && !looksLikeHTML(head):
		return SpreadsheetXML
	case isXMLOf(head, "http://schemas.microsoft.com/office/word/2003/wordml"), isXMLOf(head, "http://schemas.microsoft.com/office/2006/xmlPackage"):
		if !looksLikeHTML(head) {
			return WordXML
		}
	case mimeHead.Match(head[:min(4096, len(head))]) && bytes.Contains(bytes.ToLower(head), []byte("multipart/related")):
		return WebArchive
	}
	switch {
	case htmlHead.Match(head):
		return HTML
	case bytes.IndexByte(head, 0) < 0 && readableText(head):
		return Text
	}
	return Unknown
}

func isXMLOf(head []byte, namespace string) bool {
	return head[0] == '<' && bytes.Contains(head, []byte(namespace))
}

// looksLikeHTML: the web pages that Excel and Word save name the same namespaces.
func looksLikeHTML(head []byte) bool {
	return htmlRoot.Match(head[:min(2048, len(head))])
}

// asUTF8 drops byte order marks and decodes UTF-16.
func asUTF8(b []byte) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return b[3:]
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		if s, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b); err == nil {
			return s
		}
	}
	return b
}

// readableText tells text, whose last character may be cut, from other bytes.
func readableText(b []byte) bool {
	for cut := 0; cut < 4 && cut < len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return true
		}
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	return err == nil && bytes.Count(s, []byte("\uFFFD")) <= 1
}
