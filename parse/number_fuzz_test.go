package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// FuzzNumber reads any print: a value only in a state that carries one, the same value from
// what the value prints, and no digit that the cell does not show.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"12", "１，２３４", "十二件", "1.5万元", "-3", "减少2", "持平", "/", "——", "无", "8 1", "约81", "12*", "", "0.30", "壹佰", "1\n2", "￥12.00", "1,23", "0012", "9999999999999999999", "十十", "百", "１.２万", "3%", "1e5", "+0"} {
		f.Add(s, uint8(0), "")
	}
	f.Add("12", uint8(2), "元")
	f.Add("1.25", uint8(1), "亿元")
	units := []string{"件", "万元", "元", "件 signed", "万元 signed"}
	f.Fuzz(func(t *testing.T, print string, u uint8, head string) {
		unit := units[int(u)%len(units)]
		r := readCell(print, unit, head)
		known := r.state == disclosure.StateNumber || r.state == disclosure.StateZero
		if (r.state == disclosure.StateNumber) != (r.value != 0) || known != (r.confidence > 0 && r.state.Known()) {
			t.Fatalf("%q is %+v", print, r)
		}
		if !known {
			return
		}
		if again := readCell(r.value.String(), unit, ""); again.value != r.value || again.state != r.state {
			t.Errorf("%q is %s, which reads as %+v", print, r.value, again)
		}
		if !shows(disclosure.FoldText(print), r.value) && (head == "" || head == unit) {
			t.Errorf("%q is %s", print, r.value)
		}
	})
}

// shows: a print of nothing but digits has those of the value, and one without a numeral has
// none but zero.
func shows(print string, value disclosure.Number) bool {
	switch {
	case value == 0:
		return true
	case !strings.ContainsAny(print, "0123456789〇零○◯一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"):
		return false
	case strings.Trim(print, "0123456789,. +-") != "":
		return true
	}
	return digitsOf(value.String()) == strings.TrimLeft(fractionless(digitsOf(print), print), "0")
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// fractionless drops the zeros that end a fraction.
func fractionless(digits, print string) string {
	if _, fraction, ok := strings.Cut(print, "."); ok {
		n := len(digitsOf(fraction))
		return digits[:len(digits)-n] + strings.TrimRight(digits[len(digits)-n:], "0")
	}
	return digits
}

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
