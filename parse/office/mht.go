package office

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// readWebArchive reads a "web page in one file": a MIME message whose HTML parts are the text
// of a document, or the sheets of a workbook.
func readWebArchive(body []byte, into *html.Node, b *budget) error {
	message, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(asUTF8(body), " \t\r\n")))
	if err != nil {
		return broken("reading the web archive", err)
	}
	var pages []webPage
	failed := webParts(message.Header.Get("Content-Type"), message.Body, 1, b, &pages)
	for _, p := range pages {
		if err := p.appendTo(into, len(pages) > 1); err != nil {
			return err
		}
	}
	if failed == nil && len(pages) == 0 {
		return fmt.Errorf("the web archive holds no page: %w", ErrBroken)
	}
	return failed
}

// webPage is an HTML part.
type webPage struct {
	name, contentType string
	body              []byte
}

func webParts(contentType string, in io.Reader, depth int, b *budget, pages *[]webPage) error {
	if err := b.nest(depth * 20); err != nil { // a part in a part is never needed more than twice
		return err
	}
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return fmt.Errorf("the web archive says %q of its content: %w", contentType, ErrBroken)
	}
	parts := multipart.NewReader(in, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken("reading the web archive", err)
		}
		if err := b.member(); err != nil {
			return err
		}
		if err := webPart(part, depth, b, pages); err != nil {
			return err
		}
	}
}

func webPart(part *multipart.Part, depth int, b *budget, pages *[]webPage) error {
	contentType := part.Header.Get("Content-Type")
	in := decodeTransfer(part.Header.Get("Content-Transfer-Encoding"), part)
	if strings.HasPrefix(strings.ToLower(contentType), "multipart/") {
		return webParts(contentType, in, depth+1, b, pages)
	}
	if !strings.HasPrefix(strings.ToLower(contentType), "text/html") {
		return nil
	}
	content, err := io.ReadAll(in)
	if limit := b.unpack(int64(len(content))); limit != nil {
		return limit
	}
	if !bytes.Contains(bytes.ToLower(content), []byte("<frameset")) {
		*pages = append(*pages, webPage{path.Base(strings.ReplaceAll(part.Header.Get("Content-Location"), `\`, "/")), contentType, content})
	}
	if err != nil {
		return broken("reading the web archive", err)
	}
	return nil
}

func decodeTransfer(encoding string, in io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(in)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, in)
	}
	return in
}

// appendTo puts a page into the tree: sheets as sections, Word's header.htm as a header.
func (p webPage) appendTo(into *html.Node, several bool) error {
	switch {
	case strings.EqualFold(p.name, "header.htm"):
		div := element(atom.Div, "class", "page-header")
		into.AppendChild(div)
		into = div
	case several && strings.HasPrefix(strings.ToLower(p.name), "sheet"):
		section := element(atom.Section, "data-sheet", strings.TrimSuffix(p.name, path.Ext(p.name)))
		into.AppendChild(section)
		into = section
	case several && strings.HasPrefix(strings.ToLower(p.name), "tabstrip"):
		return nil // the tabs below the sheets
	}
	return appendHTML(p.body, p.contentType, into)
}

// appendHTML parses a page and moves what its body holds.
func appendHTML(body []byte, contentType string, into *html.Node) error {
	root, err := html.Parse(strings.NewReader(decodeHTML(body, contentType)))
	if err != nil {
		return broken("reading a web page", err)
	}
	var from *html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			from = n
			break
		}
	}
	for from != nil && from.FirstChild != nil {
		c := from.FirstChild
		from.RemoveChild(c)
		into.AppendChild(c)
	}
	return nil
}

// decodeHTML trusts the bytes where they are UTF-8, then the declaration; GB2312 and GBK are
// read as GB18030, which holds both.
func decodeHTML(body []byte, contentType string) string {
	body = asUTF8(body)
	if utf8.Valid(body) {
		return string(body)
	}
	encoding, name, _ := charset.DetermineEncoding(body, contentType)
	if name == "gbk" || name == "windows-1252" {
		encoding = simplifiedchinese.GB18030
	}
	s, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return string(s)
}
