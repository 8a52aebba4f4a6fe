package office

import (
	"fmt"
	"slices"
	"sort"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// word reads a Word document of 97–2003 ([MS-DOC]): the text lies in pieces in the stream
// WordDocument, what is said about it in the stream 0Table or 1Table.
type word struct {
	b                 *budget
	main, table, data view
	pieces            []piece
	changes           []view // property changes that pieces refer to
	paragraphs, runs  fcRanges
	styles            []wordStyle
	lists             []*instance
	fonts             []string
	pictures          int
}

// piece is a stretch of the text that lies together in the stream.
type piece struct {
	from, to int  // in characters of the text (CP)
	at       int  // in bytes of the stream (FC)
	width    int  // bytes a character: 1 for Windows-1252, 2 for UTF-16
	change   view // properties laid over those of the text
}

// fcRange says what properties the bytes [from, to) of the stream have.
type fcRange struct {
	from, to   int
	style      int
	properties view
}

type fcRanges []fcRange

// at finds the range that a byte is in; ok is false where nothing is said.
func (all fcRanges) at(fc int) (r fcRange, ok bool) {
	i := sort.Search(len(all), func(i int) bool { return all[i].to > fc })
	if i == len(all) || all[i].from > fc {
		return fcRange{}, false
	}
	return all[i], true
}

// The offsets of the file information block that are used.
const (
	fibMagic, fibVersion, fibFlags = 0x00, 0x02, 0x0A
	fibPairs                       = 0x9A // pairs of offset and length in the table stream
	flagFastSaved                  = 0x0004
	flagEncrypted                  = 0x0100
	flagTable1                     = 0x0200
)

// Numbers of the pairs.
const (
	pairStyles, pairHeaders, pairRuns, pairParagraphs, pairFonts = 1, 11, 12, 13, 15
	pairPieces, pairBoxes, pairLists, pairInstances              = 33, 56, 73, 74
)

// pair returns what a pair of the file information block points to.
func (w *word) pair(n int) view {
	at := fibPairs + 8*n
	if n >= w.main.u16(0x98) {
		return nil
	}
	return w.table.part(w.main.u32(at), w.main.u32(at+4))
}

func readDOC(body []byte, into *html.Node, b *budget) error {
	f, err := openCompound(body, b)
	if err != nil {
		return err
	}
	w := &word{b: b}
	if w.main, err = f.stream("WordDocument"); err != nil && len(w.main) < fibPairs {
		return err
	}
	flags := w.main.u16(fibFlags)
	switch {
	case w.main.u16(fibMagic) != 0xA5EC || w.main.u16(fibVersion) < 0xC1:
		return fmt.Errorf("reading a document of Word 95 or earlier: %w", ErrUnsupported)
	case flags&flagEncrypted != 0:
		return fmt.Errorf("reading a Word document: %w", ErrEncrypted)
	}
	name := "0Table"
	if flags&flagTable1 != 0 {
		name = "1Table"
	}
	if w.table, err = f.stream(name); err != nil {
		return err
	}
	if f.has("Data") {
		w.data, err = f.stream("Data")
	}
	if err := both(err, w.readAll(into)); err != nil {
		return err
	}
	if flags&flagFastSaved != 0 {
		return fmt.Errorf("reading a Word document: %w", ErrFastSaved)
	}
	return nil
}

// readAll reads the definitions, then the texts of the document in their order.
func (w *word) readAll(into *html.Node) error {
	if err := w.readPieces(); err != nil {
		return err
	}
	var err error
	if w.paragraphs, err = w.readRanges(pairParagraphs, w.paragraphPage); err != nil {
		return err
	}
	if w.runs, err = w.readRanges(pairRuns, w.runPage); err != nil {
		return err
	}
	w.readFonts()
	w.readLists()
	w.readStyles()
	return w.readStories(into)
}

// readStories reads the text, then what stands apart from it, which lies behind it.
func (w *word) readStories(into *html.Node) error {
	var counts [8]int // text, footnotes, headers, macros, comments, endnotes, text boxes, those of headers
	for i := range counts {
		counts[i] = w.main.u32(0x4C + 4*i)
	}
	at := counts[0]
	if err := w.story(0, at, into); err != nil {
		return err
	}
	for i, n := range counts[1:] {
		from := at
		at += n
		var err error
		switch i + 1 {
		case 1, 5:
			err = w.storyIn("notes", from, at, into)
		case 2:
			err = w.headers(from, at, into)
		case 6:
			err = w.parts(pairBoxes, 22, from, at, func(_, from, to int) error { return w.storyIn("text-box", from, to, into) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *word) storyIn(class string, from, to int, into *html.Node) error {
	div := element(atom.Div, "class", class)
	err := w.story(from, to, div)
	if div.FirstChild != nil {
		into.AppendChild(div)
	}
	return err
}

// headers reads headers and footers: six of separators, then six a section.
func (w *word) headers(from, to int, into *html.Node) error {
	return w.parts(pairHeaders, 0, from, to, func(i, from, to int) error {
		if i < 6 {
			return nil
		}
		class := "page-header"
		if slices.Contains([]int{2, 3, 5}, i%6) {
			class = "page-footer"
		}
		return w.storyIn(class, from, to, into)
	})
}

// parts visits the texts that a list of character positions cuts [from, to) into.
func (w *word) parts(pair, size, from, to int, visit func(i, from, to int) error) error {
	list := w.pair(pair)
	n := (len(list) - 4) / (4 + size)
	for i := 0; i < n; i++ {
		begin, end := from+list.u32(4*i), min(from+list.u32(4*i+4), to)
		if begin >= end {
			continue
		}
		if err := visit(i, begin, end); err != nil {
			return err
		}
		if err := w.b.run(); err != nil {
			return err
		}
	}
	return nil
}

// readPieces reads the piece table (CLX): property changes, then the pieces.
func (w *word) readPieces() error {
	clx := w.pair(pairPieces)
	at := 0
	for clx.byte(at) == 1 && at < len(clx) {
		n := clx.u16(at + 1)
		w.changes = append(w.changes, clx.part(at+3, n))
		at += 3 + n
	}
	if clx.byte(at) != 2 {
		return fmt.Errorf("the document has no piece table: %w", ErrBroken)
	}
	list := clx.part(at+5, clx.u32(at+1))
	n := (len(list) - 4) / 12
	for i := range n {
		if err := w.b.run(); err != nil {
			return err
		}
		p := piece{from: list.u32(4 * i), to: list.u32(4*i + 4), width: 2}
		d := list.from(4*(n+1) + 8*i)
		p.at = d.u32(2) & 0x3FFFFFFF
		if d.u32(2)&0x40000000 != 0 {
			p.at, p.width = p.at/2, 1
		}
		if change := d.u16(6); change&1 != 0 && change>>1 < len(w.changes) {
			p.change = w.changes[change>>1]
		}
		if p.to <= p.from || len(w.pieces) > 0 && p.from < w.pieces[len(w.pieces)-1].to {
			continue
		}
		p.to = min(p.to, p.from+max(len(w.main)-p.at, 0)/p.width)
		w.pieces = append(w.pieces, p)
	}
	return nil
}

// pageSize is that of the pages of formatted disk pages (FKP) that hold properties.
const pageSize = 512

// readRanges reads the properties of paragraphs or runs, page by page.
func (w *word) readRanges(pair int, entry func(page view, i, n int) fcRange) (fcRanges, error) {
	list := w.pair(pair)
	n := (len(list) - 4) / 8
	var all fcRanges
	for i := range max(n, 0) {
		number := list.u32(4*(n+1)+4*i) & 0x3FFFFF
		page := w.main.part(number*pageSize, pageSize)
		if len(page) < pageSize {
			continue
		}
		count := page.byte(pageSize - 1)
		for k := range count {
			if err := w.b.run(); err != nil {
				return nil, err
			}
			r := entry(page, k, count)
			r.from, r.to = page.u32(4*k), page.u32(4*k+4)
			if r.to > r.from {
				all = append(all, r)
			}
		}
	}
	sort.SliceStable(all, func(i, k int) bool { return all[i].from < all[k].from })
	return all, nil
}

// paragraphPage reads entry i of n: style and property changes of a paragraph.
func (w *word) paragraphPage(page view, i, n int) fcRange {
	at := 2 * page.byte(4*(n+1)+13*i)
	if at == 0 {
		return fcRange{}
	}
	size := 2*page.byte(at) - 1
	at++
	if size < 0 {
		size = 2 * page.byte(at)
		at++
	}
	return fcRange{style: page.u16(at), properties: page.part(at+2, size-2)}
}

func (w *word) runPage(page view, i, n int) fcRange {
	at := 2 * page.byte(4*(n+1)+i)
	if at == 0 {
		return fcRange{}
	}
	return fcRange{properties: page.part(at+1, page.byte(at))}
}
