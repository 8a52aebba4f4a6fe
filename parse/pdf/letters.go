package pdf

import "unicode"

// letters counts the characters of a page by what is known of them.
type letters struct {
	all      int
	inner    int // upright, and not in the margins where running heads and page numbers stand
	unmapped int // whose font does not say what they are
	odd      int // unmapped, or such as no Chinese text is printed with
	latin    int
	han      int // and other scripts that no font gives by mistake
}

func countLetters(p *page) letters {
	var n letters
	for _, c := range p.chars {
		if c.r == ' ' {
			continue
		}
		n.all++
		if y := c.box.cy(); !c.away && y > margin*p.height && y < (1-margin)*p.height {
			n.inner++
		}
		switch r := c.r; {
		case r == unicode.ReplacementChar:
			n.unmapped++
			n.odd++
		case r < 0x7F:
			if unicode.IsLetter(r) {
				n.latin++
			}
		case isOdd(r):
			n.odd++
		case unicode.IsLetter(r):
			n.han++
		}
	}
	return n
}

// isOdd tells the accented letters and signs that the codes of a font come out as where it does
// not say which characters they are, and those of private use.
func isOdd(r rune) bool {
	switch r {
	case '§', '°', '±', '²', '³', '·', '×', '÷', '®', '©', '«', '»':
		return false
	}
	return r < 0x300 || r >= 0xE000 && r < 0xF900 || r >= 0xFB00 && r < 0xFB07
}

// illegible tells text that is mostly characters which nobody knows.
func (n letters) illegible() bool {
	return n.odd >= fewCharacters && n.odd > n.han && n.odd > n.latin
}
