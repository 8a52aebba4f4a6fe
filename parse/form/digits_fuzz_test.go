package form

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// FuzzDigits parts digits that ran together: each way uses all of them in their order, has no
// leading zeros, and every total is the sum of what stands before it.
func FuzzDigits(f *testing.F) {
	f.Add("371502512", "0010010", uint8(3))
	f.Add("0000000", "0000001", uint8(2))
	f.Add("1234", "01", uint8(9))
	f.Add("", "", uint8(0))
	f.Add("111111111111111", "000010000100001", uint8(1))
	f.Fuzz(func(t *testing.T, digits, marks string, limit uint8) {
		totals := make([]bool, min(len(marks), 40))
		for i := range totals {
			totals[i] = marks[i] == '1'
		}
		digits = digitsOf(digits)
		s := &solver{left: mostSolved}
		ways, ok := s.splitDigits(digits, totals, int(limit%8))
		if !ok && ways != nil || len(ways) > int(limit%8) || s.left < -mostPuzzled {
			t.Fatalf("%d ways, %v, %d steps left", len(ways), ok, s.left)
		}
		for _, way := range ways {
			checkWay(t, digits, totals, way)
		}
	})
}

func checkWay(t *testing.T, digits string, totals []bool, way []int) {
	t.Helper()
	if len(way) != len(totals)+1 || way[0] != 0 || way[len(totals)] != len(digits) {
		t.Fatalf("%v parts %q into %d", way, digits, len(totals))
	}
	sum := disclosure.Number(0)
	for i, total := range totals {
		part := digits[way[i]:way[i+1]]
		n, err := disclosure.ParseNumber(part)
		if err != nil || len(part) > 1 && part[0] == '0' {
			t.Fatalf("%v has the part %q of %q", way, part, digits)
		}
		if total && n != sum {
			t.Fatalf("%v of %q: %s is no sum of %s", way, digits, n, sum)
		}
		if sum += n; total {
			sum = 0
		}
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
