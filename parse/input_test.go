package parse

import "testing"

// The bytes tell the format; header and name only where the bytes are text.
func TestMediaType(t *testing.T) {
	for _, c := range []struct{ name, body, header, source, want string }{
		{"PDF", "%PDF-1.4\n", "text/html", "a.html", "application/pdf"},
		{"PDF behind a mark", "\xEF\xBB\xBF\r\n%PDF-1.7\n\x00\x01", "", "a.pdf", "application/pdf"},
		{"page called PDF", "<!DOCTYPE html><html><body>页面不存在</body></html>", "application/pdf", "a.pdf", mediaHTML},
		{"page that quotes PDF", "<html><body>%PDF-</body></html>", "", "a.html", mediaHTML},
		{"DOCX", "PK\x03\x04\x14\x00", "application/octet-stream", "a.docx", "application/zip"},
		{"ZIP", "PK\x03\x04\x14\x00", "", "a.zip", "application/zip"},
		{"DOC", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "", "a.doc", "application/x-ole-storage"},
		{"RTF", `{\rtf1\ansi`, "application/msword", "a.doc", "application/rtf"},
		{"PNG", "\x89PNG\r\n\x1a\n", "", "a.html", "image/png"},
		{"text", "晴岚县财政局", "", "a.txt", mediaText},
		{"page called text", "<html><body>晴岚县</body></html>", "text/plain", "a", mediaHTML},
		{"records", "<datastore><totalrecord>0</totalrecord></datastore>", "text/html", "a", mediaXML},
		{"UTF-16 without a mark", "<\x00h\x00t\x00m\x00l\x00>\x00<\x00b\x00o\x00d\x00y\x00>\x00", "", "a", mediaHTML},
		{"bytes", "\x00\x01\x02\x03", "text/html", "a.html", mediaUnknown},
	} {
		if got := mediaType(Input{Body: []byte(c.body), ContentType: c.header, Source: c.source}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
