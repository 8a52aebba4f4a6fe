package dashboards

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/mozillazg/go-pinyin"
)

// A name is found by how it sounds: each character by its whole reading or by that's first letter,
// the last one by a beginning of it as well. ql, qinglan, qingl and qlan all mean 晴岚. Where a
// character has several readings, each counts.

// sounds are the readings of characters, without tones, as they are asked for: a search by sound looks up every character of every
// name, so each has its place. Those of no plane but the first are looked up each time; names hardly have any.
type sounds struct {
	known [1 << 16]atomic.Pointer[[]string]
}

var everySound sounds

var readingArgs = pinyin.Args{Style: pinyin.Normal, Heteronym: true, Fallback: func(r rune, _ pinyin.Args) []string {
	return []string{strings.ToLower(string(r))} // a letter or digit sounds as it is written
}}

func (s *sounds) of(r rune) []string {
	if r >= 0 && int(r) < len(s.known) {
		if known := s.known[r].Load(); known != nil {
			return *known
		}
	}
	var readings []string
	for _, reading := range pinyin.SinglePinyin(r, readingArgs) {
		reading = strings.ReplaceAll(reading, "ü", "v")
		if !slices.Contains(readings, reading) {
			readings = append(readings, reading)
		}
	}
	if r >= 0 && int(r) < len(s.known) {
		s.known[r].Store(&readings)
	}
	return readings
}

// latin is a search by sound: letters without spaces and apostrophes; false where it is none.
func latin(query string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.ToLower(query) {
		switch {
		case r == ' ' || r == '\'' || r == '’' || r == '-':
		case r == 'ü':
			b.WriteByte('v')
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		default:
			return "", false
		}
	}
	return b.String(), b.Len() >= 2
}

// soundsAt returns the place in name, in characters, from which it sounds like letters; -1 where it
// never does.
func soundsAt(name []rune, letters string) int {
	for i := range name {
		if soundsLike(name[i:], letters) {
			return i
		}
	}
	return -1
}

func soundsLike(name []rune, letters string) bool {
	if letters == "" {
		return true
	}
	if len(name) == 0 {
		return false
	}
	for _, reading := range everySound.of(name[0]) {
		if reading == "" || reading[0] != letters[0] {
			continue
		}
		if strings.HasPrefix(reading, letters) || soundsLike(name[1:], letters[1:]) {
			return true
		}
		if rest, whole := strings.CutPrefix(letters, reading); whole && soundsLike(name[1:], rest) {
			return true
		}
	}
	return false
}
