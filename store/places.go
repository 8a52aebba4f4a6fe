package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"
	"sync"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// placeTexts are the JSON of where the figures of a report can be seen.
type placeTexts struct {
	column []byte            // of the figures that are stored, in their order, as ClickHouse has a column of texts
	sum    [sha256.Size]byte // of all of them
	told   bool
}

// placeRoom are buffers that were written in.
var placeRoom = sync.Pool{New: func() any { return new(placeRooms) }}

type placeRooms struct{ text, brief []byte }

// placesOf writes the places of figures; order are those that are stored, see sorted.
func placesOf(r *disclosure.Report, order []int) placeTexts {
	room := placeRoom.Get().(*placeRooms)
	w := placeWriter{text: room.text[:0], brief: room.brief[:0], head: placeHead(r.SHA256), sha256: r.SHA256}
	for _, i := range order {
		w.add(r.Figures[i].Where)
	}
	p := placeTexts{column: bytes.Clone(w.text), told: true} // some wait for long: no more than it is
	if len(order) < len(r.Figures) {                         // those that are not stored count, too
		for i := range r.Figures {
			w.add(r.Figures[i].Where)
		}
	}
	p.sum = sha256.Sum256(w.brief)
	room.text, room.brief = w.text, w.brief
	placeRoom.Put(room)
	return p
}

// placeWriter writes one place after the other. Figures that are stored beside each other mostly stand in one
// row: its part of the path is then copied from where it was written.
type placeWriter struct {
	text         []byte
	brief        []byte // the same in short, to be hashed
	sha256, head string
	row          string // of the path of the cell before, to its last angle; empty where there is none
	at           [2]int // where row stands in text
}

// placeHead is how the JSON of every cell begins; empty where the name of the body is none that JSON has as it is.
func placeHead(sha256 string) string {
	if !plainJSON(sha256) {
		return ""
	}
	return `{"sha256":"` + sha256 + `","table":`
}

// add writes a place, with its length before it.
func (w *placeWriter) add(where disclosure.Place) {
	const usual = 2 // bytes of a length from 128 to 16,383
	start := len(w.text) + usual
	w.text = append(w.text, 0, 0)
	if where.Cell == nil || w.head == "" || !w.cell(where.Cell) {
		w.text = append(w.text[:start], asJSON(placed{w.sha256, where})...)
		w.brief, w.row = block.AppendText(append(w.brief, wholePlace), w.text[start:]), ""
	}
	if n := len(w.text) - start; n >= 1<<7 && n < 1<<14 {
		binary.PutUvarint(w.text[start-usual:start], uint64(n))
		return
	}
	w.text, w.row = block.AppendText(w.text[:start-usual], bytes.Clone(w.text[start:])), ""
}

// cell writes a cell, unless its path has more to be escaped than its angles.
func (w *placeWriter) cell(c *disclosure.Cell) bool {
	text := append(w.text, w.head...)
	text = append(strconv.AppendInt(text, int64(c.Table), 10), `,"row":`...)
	text = append(strconv.AppendInt(text, int64(c.Row), 10), `,"column":`...)
	text = append(strconv.AppendInt(text, int64(c.Column), 10), `,"path":"`...)
	cut := strings.LastIndexByte(c.Path, '>') + 1
	start, plain := len(text), true
	var brief []byte
	if cut > 0 && c.Path[:cut] == w.row {
		text = append(text, text[w.at[0]:w.at[1]]...)
		brief = appendBrief(w.brief, sameRow, c, c.Path[cut:])
	} else if text, plain = appendSelector(text, c.Path[:cut]); !plain {
		return false
	} else {
		brief = appendBrief(w.brief, otherRow, c, c.Path)
	}
	w.row, w.at = c.Path[:cut], [2]int{start, len(text)}
	if text, plain = appendSelector(text, c.Path[cut:]); !plain {
		return false
	}
	w.text, w.brief = append(text, `"}`...), brief
	return true
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
	w := placeWriter{sha256: sha256, head: placeHead(sha256)}
	w.add(where)
	_, length := binary.Uvarint(w.text)
	return string(w.text[length:])
}

// appendSelector writes a selector as JSON has it, unless it has more to be escaped than its angles.
func appendSelector(text []byte, path string) (more []byte, plain bool) {
	from := 0
	for i := range len(path) {
		if path[i] == '>' {
			text = append(append(text, path[from:i]...), `\u003e`...)
			from = i + 1
		} else if !plainByte[path[i]] {
			return text, false
		}
	}
	return append(text, path[from:]...), true
}
