package disclosure

import (
	"strings"
	"unicode"
)

// longestReading is the longest bracket that is looked at as a reading, in code points.
const longestReading = 30

// readingLength returns the length of the bracketed reading at the start of in, in code
// points with both brackets, or 0 where it is none. A reading is one that carries a tone
// mark (kāi), or a bare syllable of Mandarin as its neutral tone is written (men): (APP),
// (PDF), (kg) and (a) are not.
func readingLength(in []rune) int {
	var letters []byte
	toned := false
	for i := 1; i < len(in) && i < longestReading; i++ {
		r := foldWide(in[i])
		if r == ')' {
			if len(letters) > 0 && (toned || isSyllable(string(letters))) {
				return i + 1
			}
			return 0
		}
		if r == dropped || r == ' ' {
			continue
		}
		base, tone, ok := pinyinLetter(r)
		if !ok {
			return 0
		}
		toned = toned || tone
		if base != 0 {
			letters = append(letters, base)
		}
	}
	return 0
}

// pinyinLetter returns the plain letter of a letter of pinyin (v for ü) and whether it
// carries a tone mark. A combining mark has no letter of its own.
func pinyinLetter(r rune) (base byte, tone, ok bool) {
	if r >= 'a' && r <= 'z' {
		return byte(r), false, true
	}
	if unicode.Is(unicode.Mn, r) {
		return 0, true, true
	}
	for _, row := range [...]struct {
		base  byte
		runes string
	}{{'a', "āáǎàăɑ"}, {'e', "ēéěèĕê"}, {'i', "īíǐìĭ"}, {'o', "ōóǒòŏ"}, {'u', "ūúǔùŭ"}, {'v', "ǖǘǚǜü"}, {'n', "ńňǹ"}, {'m', "ḿ"}, {'g', "ɡ"}} {
		if strings.ContainsRune(row.runes, r) {
			return row.base, r != 'ü' && r != 'ɑ' && r != 'ɡ', true
		}
	}
	return 0, false, false
}

// isSyllable reports whether s has the shape of a syllable of Mandarin with at least two letters.
func isSyllable(s string) bool {
	if len(s) < 2 || len(s) > 6 {
		return false
	}
	rest := strings.TrimLeft(s, "bpmfdtnlgkhjqxrzcsyw")
	initial := s[:len(s)-len(rest)]
	if len(initial) > 1 && initial != "zh" && initial != "ch" && initial != "sh" {
		return false
	}
	final := strings.TrimLeft(rest, "aeiouv")
	vowels := len(rest) - len(final)
	return vowels >= 1 && vowels <= 3 && (final == "" || final == "n" || final == "ng" || final == "r")
}
