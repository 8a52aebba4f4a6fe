package parse

import (
	"fmt"

	"gongkai/parse/origin"
	"gongkai/parse/tree"
)

// open opens a document that has text, with all that it shows.
func open(in Input) (*origin.Page, error) {
	s, err := loadWith(in, tree.Whole)
	if s.doc == nil {
		return nil, fmt.Errorf("the document has no text that can be read: %w", err)
	}
	return newView(s.in, s.text, s.doc), nil
}

// Text returns the text of a document as `gongkai parse --text` prints it: the whole page
// without scripts and styles, a line a block, the cells of a row parted by tabs. Nothing is
// folded. The offsets of Span count its code points.
func Text(in Input) (string, error) {
	v, err := open(in)
	if err != nil {
		return "", err
	}
	return v.Doc.Flow.Text, nil
}
