package number

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
		r := Read(print, unit, head)
		known := r.State == disclosure.StateNumber || r.State == disclosure.StateZero
		if (r.State == disclosure.StateNumber) != (r.Value != 0) || known != (r.Confidence > 0 && r.State.Known()) {
			t.Fatalf("%q is %+v", print, r)
		}
		if !known {
			return
		}
		if again := Read(r.Value.String(), unit, ""); again.Value != r.Value || again.State != r.State {
			t.Errorf("%q is %s, which reads as %+v", print, r.Value, again)
		}
		if !shows(disclosure.FoldText(print), r.Value) && (head == "" || head == unit) {
			t.Errorf("%q is %s", print, r.Value)
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
	return numeralsOf(value.String()) == strings.TrimLeft(fractionless(numeralsOf(print), print), "0")
}

// fractionless drops the zeros that end a fraction.
func fractionless(digits, print string) string {
	if _, fraction, ok := strings.Cut(print, "."); ok {
		n := len(numeralsOf(fraction))
		return digits[:len(digits)-n] + strings.TrimRight(digits[len(digits)-n:], "0")
	}
	return digits
}

func numeralsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
