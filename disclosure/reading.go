package disclosure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestReading is the longest bracket that is looked at as a reading, in code points.
const longestReading = 30

// readingLength returns the length of the bracketed reading at the start of a text, in code
// points and in bytes, with both brackets, or 0 where it is none. A reading is one that carries a tone
// mark (kāi), or a bare syllable of Mandarin as its neutral tone is written (men): (APP),
// (PDF), (kg) and (a) are not.
func readingLength(s string) (points, bytes int) {
	var letters []byte
	toned := false
	for i, r := range s {
		if points++; points > longestReading {
			return 0, 0
		}
		if i == 0 {
			continue
		}
		if r = foldWide(r); r == ')' {
			if len(letters) > 0 && (toned || isSyllable(string(letters))) {
				_, size := utf8.DecodeRuneInString(s[i:])
				return points, i + size
			}
			return 0, 0
		}
		if r == dropped || r == ' ' {
			continue
		}
		base, tone, ok := pinyinLetter(r)
		if !ok {
			return 0, 0
		}
		toned = toned || tone
		if base != 0 {
			letters = append(letters, base)
		}
	}
	return 0, 0
}

// pinyinLetter returns the plain letter of a letter of pinyin (v for ü) and whether it
// carries a tone mark. A combining mark has no letter of its own.
func pinyinLetter(r rune) (base byte, tone, ok bool) {
	switch {
	case r >= 'a' && r <= 'z':
		return byte(r), false, true
	case r >= 0x3400 && r <= 0x9FFF: // most brackets hold words
		return 0, false, false
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
