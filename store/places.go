package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// placeTexts are the JSON of where the figures of a report can be seen, in the four pieces that are stored: what the
// cells of a table share stands once for all of them.
type placeTexts struct {
	runs         []placeRun        // of the figures that are stored, in their order
	cells, rests []byte            // theirs, as ClickHouse has a column of texts
	sum          [sha256.Size]byte // of all of them
}

// placeRun are figures beside each other whose places begin alike: body, then that of the cell, then path, then the rest.
type placeRun struct {
	body  string // {"sha256":"…","table":2,"row":
	path  string // ,"path":"html\u003ebody\u003e…\u003etbody\u003e
	cells int
}

// placeRoom are buffers that were written in.
var placeRoom = sync.Pool{New: func() any { return new(placeWriter) }}

// placesOf writes the places of figures; order are those that are stored, see sorted.
func placesOf(r *disclosure.Report, order []int) placeTexts {
	w := placeRoom.Get().(*placeWriter)
	defer placeRoom.Put(w)
	w.begin(r.SHA256)
	for _, i := range order {
		w.add(r.Figures[i].Where)
	}
	// Some wait for long: no more than it is.
	p := placeTexts{runs: slices.Clone(w.runs), cells: bytes.Clone(w.cells), rests: bytes.Clone(w.rests)}
	if len(order) < len(r.Figures) { // those that are not stored count, too
		for i := range r.Figures {
			w.add(r.Figures[i].Where)
		}
	}
	p.sum = sha256.Sum256(w.brief)
	return p
}

// placeWriter writes one place after the other.
type placeWriter struct {
	runs         []placeRun
	cells, rests []byte // each with its length before it
	brief        []byte // the places in short, to be hashed
	text         []byte // one piece

	sha256, head string // head is how the JSON of a cell begins; empty where the body's name is none that JSON has as it is
	table        int    // of the last body
	body         string // of the last cell; empty where there is none
	stem, path   string // the path of the cell before to its row, and its piece
	row          string // the path of the cell before, to its last angle; empty where there is none
}

// begin begins the places in another body.
func (w *placeWriter) begin(sha256 string) {
	*w = placeWriter{runs: w.runs[:0], cells: w.cells[:0], rests: w.rests[:0], brief: w.brief[:0], text: w.text[:0], sha256: sha256}
	if plainJSON(sha256) {
		w.head = `{"sha256":"` + sha256 + `","table":`
	}
}

// add writes a place.
func (w *placeWriter) add(where disclosure.Place) {
	if where.Cell != nil && w.head != "" && w.cell(where.Cell) {
		return
	}
	whole := asJSON(placed{w.sha256, where})
	w.cells = append(w.cells, 0)
	w.rests = block.AppendText(w.rests, whole)
	w.brief = block.AppendText(append(w.brief, wholePlace), whole)
	w.row = ""
	w.run("", "")
}

// cell writes a cell, unless its path has more to be escaped than its angles.
func (w *placeWriter) cell(c *disclosure.Cell) bool {
	last := strings.LastIndexByte(c.Path, '>') + 1
	stem := c.Path[:strings.LastIndexByte(c.Path[:max(last-1, 0)], '>')+1]
	if known := w.path != "" && stem == w.stem; !known && !plainSelector(stem) || !plainSelector(c.Path[len(stem):]) {
		return false
	} else if !known {
		w.stem, w.path = stem, string(appendSelector([]byte(`,"path":"`), stem))
	}
	if w.body == "" || c.Table != w.table {
		w.table, w.body = c.Table, w.head+strconv.Itoa(c.Table)+`,"row":`
	}
	w.text = append(strconv.AppendInt(w.text[:0], int64(c.Row), 10), `,"column":`...)
	w.text = strconv.AppendInt(w.text, int64(c.Column), 10)
	w.cells = block.AppendText(w.cells, w.text)
	w.text = append(appendSelector(w.text[:0], c.Path[len(stem):]), `"}`...)
	w.rests = block.AppendText(w.rests, w.text)
	if last > 0 && c.Path[:last] == w.row {
		w.brief = appendBrief(w.brief, sameRow, c, c.Path[last:])
	} else {
		w.brief = appendBrief(w.brief, otherRow, c, c.Path)
	}
	w.row = c.Path[:last]
	w.run(w.body, w.path)
	return true
}

func (w *placeWriter) run(body, path string) {
	if last := len(w.runs) - 1; last >= 0 && w.runs[last].body == body && w.runs[last].path == path {
		w.runs[last].cells++
		return
	}
	w.runs = append(w.runs, placeRun{body, path, 1})
}

func appendBrief(brief []byte, kind byte, c *disclosure.Cell, path string) []byte {
	brief = append(brief, kind)
	for _, n := range [...]int{c.Table, c.Row, c.Column} {
		brief = binary.AppendVarint(brief, int64(n))
	}
	return block.AppendText(brief, path)
}

// What a place in short begins with.
const (
	wholePlace = iota
	sameRow
	otherRow
)

// placed is what the JSON of a place holds.
type placed struct {
	SHA256 string `json:"sha256"`
	disclosure.Place
}

// evidence is the JSON of where a figure can be seen: the body and the place in it.
func evidence(sha256 string, where disclosure.Place) string {
	return string(asJSON(placed{sha256, where}))
}

// plainSelector tells whether a selector has nothing that JSON escapes but its angles.
func plainSelector(path string) bool {
	for i := range len(path) {
		if path[i] != '>' && !plainByte[path[i]] {
			return false
		}
	}
	return true
}

// appendSelector writes a selector as JSON has it.
func appendSelector(text []byte, path string) []byte {
	for before, rest, angle := strings.Cut(path, ">"); ; before, rest, angle = strings.Cut(rest, ">") {
		text = append(text, before...)
		if !angle {
			return text
		}
		text = append(text, `\u003e`...)
	}
}
