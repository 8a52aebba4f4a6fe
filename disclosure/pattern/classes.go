package pattern

import (
	"maps"
	"regexp/syntax"
	"slices"
)

// classes part the characters below mostChars into those that an expression does not tell from
// each other.
type classes struct {
	n     int                          // how many there are
	page  [mostChars / pageSize]uint16 // of each stretch of characters, in pages
	pages [][pageSize]uint8
}

const (
	mostChars = 1 << 16
	pageSize  = 1 << 6
)

// of is the class of a character below mostChars.
func (c *classes) of(r rune) uint8 { return c.pages[c.page[r/pageSize]][r%pageSize] }

// classesOf finds the classes of a program; false where there are too many.
func classesOf(prog *syntax.Prog) (*classes, bool) {
	sets := setsOf(prog)
	bounds := map[rune][]int{0: nil} // where sets begin or end
	for i, in := range sets {
		for _, r := range boundsOf(in) {
			bounds[r] = append(bounds[r], i)
		}
	}
	places := slices.Sorted(maps.Keys(bounds))
	c := &classes{}
	known, pages := map[string]uint8{}, map[[pageSize]uint8]uint16{}
	in := make([]byte, len(sets)) // 1 for those sets that the character is in
	var class uint8
	for number := range c.page {
		var page [pageSize]uint8
		first := rune(number) * pageSize
		for r := first; r < first+pageSize; r++ {
			if len(places) > 0 && places[0] == r {
				for _, i := range bounds[r] {
					in[i] ^= 1
				}
				places = places[1:]
				var ok bool
				if class, ok = known[string(in)]; !ok {
					if len(known) == 1<<8 {
						return nil, false
					}
					class = uint8(len(known))
					known[string(in)] = class
				}
			}
			if page[r-first] = class; len(places) == 0 || places[0] >= first+pageSize { // all the rest is like it
				for r++; r < first+pageSize; r++ {
					page[r-first] = class
				}
			}
		}
		at, ok := pages[page]
		if !ok {
			at = uint16(len(c.pages))
			pages[page], c.pages = at, append(c.pages, page)
		}
		c.page[number] = at
	}
	c.n = len(known)
	return c, true
}

// setsOf lists the instructions that take characters, of those that take the same ones the first.
func setsOf(prog *syntax.Prog) []*syntax.Inst {
	var sets []*syntax.Inst
	known := map[string]bool{}
	for i := range prog.Inst {
		switch in := &prog.Inst[i]; in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAnyNotNL:
			if key := string(rune(in.Op)) + string(in.Rune); !known[key] {
				known[key] = true
				sets = append(sets, in)
			}
		}
	}
	return sets
}

// boundsOf lists where the characters begin that an instruction takes, and those that it does not.
func boundsOf(in *syntax.Inst) []rune {
	if in.Op == syntax.InstRuneAnyNotNL {
		return []rune{'\n', '\n' + 1}
	}
	if len(in.Rune) == 1 {
		return []rune{in.Rune[0], in.Rune[0] + 1}
	}
	bounds := slices.Clone(in.Rune)
	for i := 1; i < len(bounds); i += 2 {
		bounds[i]++
	}
	return bounds
}

// takes reports whether an instruction takes a character.
func takes(in *syntax.Inst, r rune) bool {
	switch in.Op {
	case syntax.InstRuneAny:
		return true
	case syntax.InstRuneAnyNotNL:
		return r != '\n'
	}
	return in.MatchRune(r)
}
