package office

import (
	"errors"
	"fmt"

	"golang.org/x/net/html"
)

// Read makes the tree of one office file, whose kind it finds from the bytes.
//
// A tree may come along with an error: where a limit stops reading (*LimitError), where the
// file is damaged from some place on (ErrBroken), where it was fast-saved (ErrFastSaved). It
// then holds what was read up to there and must not pass for the whole. Without a tree:
// ErrEncrypted, ErrUnsupported, and ErrContainer for an archive of files.
//
// HTML, text and PDF are ErrUnsupported: those who call know better readers.
func Read(body []byte, limits Limits) (*html.Node, error) {
	return readKind(Detect(body), body, newBudget(limits))
}

// readKind reads with what is left of a budget. No panic leaves it: third-party decoders and
// hostile offsets meet here.
func readKind(kind Kind, body []byte, b *budget) (root *html.Node, err error) {
	root, into := page()
	defer func() {
		if p := recover(); p != nil {
			err = broken("reading "+string(kind), fmt.Errorf("%v", p))
		}
		if b.breach != nil {
			err = b.breach
		}
		if err != nil && into.FirstChild == nil {
			root = nil
		}
	}()
	return root, readInto(kind, body, into, b)
}

func readInto(kind Kind, body []byte, into *html.Node, b *budget) error {
	switch kind {
	case DOCX:
		return readDOCX(body, into, b)
	case WordXML:
		return readWordXML(body, into, b)
	case XLSX:
		return readXLSX(body, into, b)
	case SpreadsheetXML:
		return readSpreadsheetXML(body, into, b)
	case DOC:
		return readDOC(body, into, b)
	case XLS:
		return readXLS(body, into, b)
	case RTF:
		return readRTF(body, into, b)
	case ODT, ODS:
		return readOpenDocument(body, into, b)
	case WebArchive:
		return readWebArchive(body, into, b)
	case ZIP:
		return fmt.Errorf("reading a ZIP file: %w", ErrContainer)
	case Encrypted:
		return fmt.Errorf("reading an office file: %w", ErrEncrypted)
	}
	return fmt.Errorf("reading a file of the kind %s: %w", kind, ErrUnsupported)
}

// both returns the first error that is not nil; what comes second was read all the same.
func both(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

// isLimit tells the errors that end all reading from those that end one part's.
func isLimit(err error) bool {
	var limit *LimitError
	return errors.As(err, &limit)
}
