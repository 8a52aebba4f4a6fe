package parse

import (
	"errors"
	"fmt"
)

// Errors of Text and Evidence.
var (
	errNoText  = errors.New("the document has no text that can be read: only HTML and text files have")
	errCharset = errors.New("the charset of the document cannot be told")
)

// open decodes and parses a document that has text.
func open(in Input) (*view, error) {
	media := mediaType(in)
	if media != mediaHTML && media != mediaText && media != mediaXML {
		return nil, fmt.Errorf("reading a document of type %s: %w", media, errNoText)
	}
	d, ok := decode(in.Body, in.ContentType)
	if !ok {
		return nil, errCharset
	}
	if media == mediaText || media == mediaXML {
		return newView(in, d.text, textDocument(d.text)), nil
	}
	doc, err := newDocument(d.text)
	if err != nil {
		return nil, err
	}
	return newView(in, d.text, doc), nil
}

// Text returns the text of a document as `gongkai parse --text` prints it: the whole page
// without scripts and styles, a line a block, the cells of a row parted by tabs. Nothing is
// folded. The offsets of Span count its code points.
func Text(in Input) (string, error) {
	v, err := open(in)
	if err != nil {
		return "", err
	}
	return v.doc.flow.text, nil
}
