package parse

import (
	"bytes"
	"mime"
	"path"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/charset"
)

// Input is a document as it was received, with what the walk that found it knows.
type Input struct {
	Source      string            // path or address, goes into Report.Source
	Body        []byte            // after content decoding
	ContentType string            // header as received, may be empty
	Status      int               // HTTP status, 0 for files
	Header      map[string]string // response headers, in any case
	URL         string
	Title       string           // link text in the list that named it
	ListDate    *disclosure.Date // the date that the list prints beside the link
	Role        disclosure.Role
	Division    disclosure.Division // of the site it was found on; zero where unknown
}

// Mark asks Evidence to show a place.
type Mark struct {
	ID       string // becomes the id of the marked element
	Place    disclosure.Place
	Selected bool // the one that the reader chose
}

// The media types that are told apart.
const (
	mediaHTML    = "text/html"
	mediaText    = "text/plain"
	mediaXML     = "text/xml"
	mediaPDF     = "application/pdf"
	mediaGzip    = "application/gzip"
	mediaUnknown = "application/octet-stream"
)

// signatures are the first bytes of formats that are not text.
var signatures = []struct{ prefix, media string }{
	{"%PDF-", mediaPDF},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage"}, // doc, xls, wps, et
	{"PK\x03\x04", "application/zip"},                                 // docx, xlsx, ofd
	{"Rar!\x1A\x07", "application/vnd.rar"},
	{"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"},
	{"{\\rtf", "application/rtf"},
	{"\x89PNG\r\n", "image/png"},
	{"\xFF\xD8\xFF", "image/jpeg"},
	{"GIF8", "image/gif"},
	{"II*\x00", "image/tiff"},
	{"MM\x00*", "image/tiff"},
	{"\x1F\x8B", mediaGzip},
	{"CWS", "application/x-shockwave-flash"},
}

var htmlTag = pattern.MustCompile(`(?i)<(!doctype html|html|head|body|title|meta|div|table|p|ul|a|script|span)[\s>/]`)

// mediaType tells the format by the bytes, then by the header and the name: servers label
// PDF files as text and reports as downloads.
func mediaType(in Input) string {
	ext := strings.ToLower(path.Ext(in.Source))
	for _, s := range signatures {
		if bytes.HasPrefix(in.Body, []byte(s.prefix)) {
			return s.media
		}
	}
	head := in.Body[:min(len(in.Body), 1<<16)]
	if i := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); i > 0 && !htmlTag.Match(head[:i]) { // bytes before the mark are allowed
		return mediaPDF
	}
	if bytes.IndexByte(head, 0) >= 0 && !charset.IsUTF16(head) {
		return mediaUnknown
	}
	named, _, _ := mime.ParseMediaType(in.ContentType)
	switch {
	case ext == ".txt" && named == "", named == mediaText && !htmlTag.Match(head):
		return mediaText
	case charset.IsUTF16(head), ext == ".html", ext == ".htm", ext == ".shtml":
		return mediaHTML
	case looksLikeXML(head):
		return mediaXML
	case htmlTag.Match(head):
		return mediaHTML
	case strings.HasPrefix(named, "text/html"):
		return mediaHTML
	}
	return mediaText
}

func looksLikeXML(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if bytes.HasPrefix(b, []byte("<datastore")) {
		return true
	}
	return bytes.HasPrefix(b, []byte("<?xml")) && !bytes.Contains(bytes.ToLower(b[:min(len(b), 2048)]), []byte("<html"))
}
