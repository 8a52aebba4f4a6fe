package office

import (
	"strings"
	"unicode/utf16"
)

// wordStyle is what a style says that matters here, with what it takes from those it is
// based on.
type wordStyle struct {
	base, outline, list, listLevel int
	hidden                         bool
	paragraph, run                 view
	resolved                       bool
}

// noStyle is the number of no style.
const noStyle = 0xFFF

// readStyles reads the style sheet; the first nine after the standard are the headings.
func (w *word) readStyles() {
	list := w.pair(pairStyles)
	info := list.part(2, list.u16(0))
	n, fixed := min(info.u16(0), noStyle), info.u16(2)
	at := 2 + list.u16(0)
	for i := range n {
		size := list.u16(at)
		w.styles = append(w.styles, readStyle(list.part(at+2, size), fixed, i))
		at += 2 + size
	}
	for i := range w.styles {
		w.resolveStyle(i, 0)
	}
}

func readStyle(s view, fixed, number int) wordStyle {
	style := wordStyle{base: noStyle, outline: -1}
	if len(s) == 0 {
		return style
	}
	kind, count := s.u16(2)&0xF, s.u16(4)&0xF
	style.base = s.u16(2) >> 4
	if number >= 1 && number <= 9 && kind == 1 {
		style.outline = number - 1
	}
	at := fixed
	at += 2 + 2*s.u16(at) + 2 // name with its length and a zero
	for i := range count {
		size := s.u16(at)
		part := s.part(at+2, size)
		switch {
		case kind == 1 && i == 0:
			style.paragraph = part.from(2) // behind its own number
		case kind == 1 && i == 1, kind == 2 && i == 0:
			style.run = part
		}
		at += 2 + size + size%2
	}
	return style
}

// resolveStyle fills a style from those it is based on, and then from its own changes.
func (w *word) resolveStyle(i, depth int) {
	s := &w.styles[i]
	if s.resolved || depth > 20 {
		return
	}
	s.resolved = true
	if s.base < len(w.styles) {
		w.resolveStyle(s.base, depth+1)
		base := w.styles[s.base]
		if s.outline < 0 {
			s.outline = base.outline
		}
		s.list, s.listLevel, s.hidden = base.list, base.listLevel, base.hidden
	}
	p := wordParagraph{outline: s.outline, list: s.list, listLevel: s.listLevel}
	w.apply(&p, s.paragraph, 1)
	s.outline, s.list, s.listLevel = p.outline, p.list, p.listLevel
	sprms(s.run, func(code int, o view) {
		if code == sprmHidden {
			s.hidden = toggle(o.byte(0), s.hidden)
		}
	})
}

// readLists reads list definitions (LSTF, LVL) and what paragraphs name of them (LFO).
func (w *word) readLists() {
	definitions := w.readDefinitions()
	list := w.pair(pairInstances)
	n := min(list.u32(0), len(list)/16)
	at := 4 + 16*n
	for i := range n {
		head := list.from(4 + 16*i)
		inst := &instance{list: definitions[head.u32(0)], override: map[int]level{}, startAt: map[int]int{}}
		w.lists = append(w.lists, inst)
		at += 4
		for range head.byte(12) {
			start, flags := list.i32(at), list.u32(at+4)
			at += 8
			of := flags & 0xF
			if flags&0x10 != 0 {
				inst.startAt[of] = start
			}
			if flags&0x20 != 0 {
				l, size := readWordLevel(list.from(at))
				inst.override[of] = l
				if flags&0x10 != 0 {
					inst.startAt[of] = l.start
				}
				at += size
			}
		}
	}
}

// readDefinitions reads the lists by their id. Their levels lie behind all of their heads,
// and behind the length that the file information block gives.
func (w *word) readDefinitions() map[int]*list {
	found := map[int]*list{}
	heads := w.pair(pairLists)
	n := min(heads.u16(0), len(heads)/28)
	rest := w.table.from(w.main.u32(fibPairs+8*pairLists) + 2 + 28*n)
	for i := range n {
		head := heads.from(2 + 28*i)
		l := newList()
		found[head.u32(0)] = l
		count := levels
		if head.byte(26)&1 != 0 {
			count = 1
		}
		for k := range count {
			var size int
			l.level[k], size = readWordLevel(rest)
			rest = rest.from(size)
		}
	}
	return found
}

// readWordLevel reads one level and returns its size. Its text holds the number of a level
// (0 to 8) where that level's number goes.
func readWordLevel(b view) (level, int) {
	l := level{start: b.i32(0), format: binaryFormats[b.byte(4)], restart: -1, decimal: b.byte(5)&4 != 0}
	if l.format == "" {
		l.format = "decimal"
	}
	if b.byte(5)&8 != 0 {
		l.restart = b.byte(26)
	}
	at := 28 + b.byte(24) + b.byte(25)
	n := b.u16(at)
	var text strings.Builder
	var units []uint16
	flush := func() {
		text.WriteString(string(utf16.Decode(units)))
		units = units[:0]
	}
	for i := range min(n, len(b)) {
		c := b.u16(at + 2 + 2*i)
		if c < levels {
			flush()
			text.WriteByte('%')
			text.WriteByte(byte('1' + c))
			continue
		}
		units = append(units, uint16(c))
	}
	flush()
	l.text = text.String()
	return l, at + 2 + 2*n
}

// listNumber counts a paragraph and returns its automatic number.
func (w *word) listNumber(p wordParagraph) string {
	if p.list < 1 || p.list > len(w.lists) {
		return ""
	}
	return w.lists[p.list-1].next(p.listLevel)
}
