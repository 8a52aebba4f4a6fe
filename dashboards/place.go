package dashboards

import (
	"encoding/json"
	"net/url"
	"strings"

	"gongkai/disclosure"
)

// where says in words where a figure stands: the page and box of a PDF file, the cell of a
// table, or the stretch of the text. It is empty where the evidence names no place.
func (l tongue) where(evidence string) string {
	var at disclosure.Place
	if evidence == "" || json.Unmarshal([]byte(evidence), &at) != nil {
		return ""
	}
	switch {
	case at.Area != nil && at.Page > 0:
		return l.say("place.area", at.Page, points(at.Box[0]), points(at.Box[1]), points(at.Box[2]), points(at.Box[3]))
	case at.Cell != nil && at.Table > 0:
		return l.say("place.cell", at.Table, at.Row, at.Column)
	case at.Span != nil && at.Span.Length > 0:
		return l.say("place.span", at.Offset+1, at.Offset+at.Span.Length)
	}
	return ""
}

// points rounds a coordinate to whole points: the mark beside it is drawn from the exact ones.
func points(v float64) int { return int(v + 0.5) }

// kindOf names the kind of a document that is no web page, by its media type; it is empty for web
// pages, for texts and where the type is not known. Such documents are shown converted.
func kindOf(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	media = strings.TrimSpace(media)
	switch {
	case media == "application/pdf":
		return "pdf"
	case media == "application/msword", media == "application/rtf", strings.Contains(media, "wordprocessingml"), strings.HasSuffix(media, "opendocument.text"):
		return "word"
	case media == "application/vnd.ms-excel", strings.Contains(media, "spreadsheet"):
		return "excel"
	case media == "", media == "multipart/related", strings.HasPrefix(media, "text/"), strings.HasPrefix(media, "application/xhtml"):
		return ""
	}
	return "other"
}

// readable writes an address for people: that of a file from disk with its name decoded.
func readable(address string) string {
	if path, ok := strings.CutPrefix(address, "file:"); ok {
		if decoded, err := url.PathUnescape(path); err == nil {
			return "file:" + decoded
		}
	}
	return address
}
