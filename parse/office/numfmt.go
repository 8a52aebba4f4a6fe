package office

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// numberFormat is a compiled number format of a workbook: ISO/IEC 29500 18.8.31.
type numberFormat struct{ sections []section }

// section is one of up to four parts of a format: for positive, negative, zero, text.
type section struct {
	tokens   []token
	date     bool
	digits   bool // has a place for digits
	general  bool
	exponent bool
	fraction bool
	group    bool // thousands are parted
	percent  int
	scale    int  // trailing commas: each divides by 1000
	chinese  byte // DBNum1, DBNum2, 0
	when     condition
}

// condition chooses a section: [>=10000].
type condition struct {
	operator string
	value    float64
}

// token is a piece of a section: kind says what it is, text how it is written.
type token struct {
	kind tokenKind
	text string
}

type tokenKind byte

const (
	literal tokenKind = iota
	digit             // 0 # ?
	point
	exponentSign // E+ E-
	slash
	datePart    // yyyy m dd h ss
	elapsedPart // [h] [mm] [s]
	dayHalf     // AM/PM 上午/下午
	generalPart
	textPart // @
)

// compileFormat never fails: what is not understood is shown as a plain number would be.
func compileFormat(code string) *numberFormat {
	f := &numberFormat{}
	for _, part := range splitSections(code) {
		if s := compileSection(part); !s.text() { // a number in a cell of the format Text is shown as it is
			f.sections = append(f.sections, s)
		}
	}
	return f
}

// text tells the section for text.
func (s *section) text() bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return t.kind == textPart })
}

func splitSections(code string) []string {
	var all []string
	from, quoted, bracket := 0, false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case c == ';' && !bracket:
			all = append(all, code[from:i])
			from = i + 1
		}
	}
	return append(all, code[min(from, len(code)):])
}

// format shows a number; chronology is the workbook's: dates count from 1904 on old Macs.
func (f *numberFormat) format(v float64, from1904 bool) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	s, negative := f.choose(v)
	if s == nil || len(f.sections) == 1 && len(s.tokens) == 0 {
		return general(v)
	}
	switch {
	case s.date:
		return s.formatDate(v, from1904)
	case s.fraction:
		return general(v)
	case s.exponent:
		return s.formatExponent(v)
	}
	shown := s.formatNumber(math.Abs(v))
	if negative && strings.ContainsAny(shown, "123456789一二三四五六七八九壹贰叁肆伍陆柒捌玖") {
		return "-" + shown
	}
	return shown
}

// choose picks the section for a number, and tells whether the minus sign is still to be
// written: a section of its own for negative numbers writes it itself.
func (f *numberFormat) choose(v float64) (s *section, negative bool) {
	all := f.sections
	if len(all) == 0 {
		return nil, false
	}
	if all[0].when.operator != "" || len(all) > 1 && all[1].when.operator != "" {
		for i := range all {
			if all[i].when.holds(v, i, all) {
				return &all[i], v < 0
			}
		}
		return nil, false
	}
	n := len(all)
	switch {
	case v < 0 && n > 1:
		return &all[1], false
	case v == 0 && n > 2:
		return &all[2], false
	}
	return &all[0], v < 0
}

// holds tests a condition. A section without one is for all that is left.
func (c condition) holds(v float64, i int, all []section) bool {
	switch c.operator {
	case ">":
		return v > c.value
	case "<":
		return v < c.value
	case ">=":
		return v >= c.value
	case "<=":
		return v <= c.value
	case "=":
		return v == c.value
	case "<>":
		return v != c.value
	}
	return i == len(all)-1 || i == 2 || i == 1 && v < 0
}

// exact is a number as Excel calculates with it: 15 significant digits.
func exact(v float64) decimal.Decimal {
	d, err := decimal.NewFromString(strconv.FormatFloat(v, 'e', 14, 64))
	if err != nil {
		return decimal.NewFromFloat(v)
	}
	return d
}

// general shows a number without a format: all its digits, at most 15.
func general(v float64) string {
	if a := math.Abs(v); a != 0 && (a >= 1e15 || a < 1e-9) {
		return strconv.FormatFloat(v, 'G', 15, 64)
	}
	return exact(v).String()
}

func (s *section) formatNumber(v float64) string {
	if math.Abs(v) > 1e30 {
		return general(v)
	}
	d := exact(v).Shift(int32(2*s.percent - 3*s.scale))
	whole, fraction := s.places()
	text := d.StringFixed(int32(len(fraction)))
	left, right, _ := strings.Cut(text, ".")
	if left == "0" && len(whole) > 0 {
		left = ""
	}
	return s.fill(d, s.spread(left, whole), trimOptional(right, fraction))
}

// places returns the digit places before and after the point, as their signs.
func (s *section) places() (whole, fraction string) {
	after := false
	for _, t := range s.tokens {
		switch {
		case t.kind == point:
			after = true
		case t.kind == digit && after:
			fraction += t.text
		case t.kind == digit:
			whole += t.text
		}
	}
	return whole, fraction
}

// spread gives each place before the point its digits; the first takes all that are over.
func (s *section) spread(digits, places string) []string {
	out := make([]string, len(places))
	at := len(digits)
	for i := len(places) - 1; i >= 0; i-- {
		place := len(places) - 1 - i
		switch {
		case i == 0 && at > 0:
			out[i] = s.grouped(digits[:at], place)
			at = 0
		case at > 0:
			at--
			out[i] = s.grouped(digits[at:at+1], place)
		case places[i] == '0':
			out[i] = s.grouped("0", place)
		case places[i] == '?':
			out[i] = " "
		}
	}
	return out
}

// grouped puts commas into digits whose last stands place places before the point.
func (s *section) grouped(digits string, place int) string {
	if !s.group {
		return digits
	}
	var b strings.Builder
	for i, d := range digits {
		b.WriteRune(d)
		if behind := place + len(digits) - 1 - i; behind > 0 && behind%3 == 0 {
			b.WriteByte(',')
		}
	}
	return b.String()
}

// trimOptional drops zeros in places that are # from the end.
func trimOptional(digits, places string) string {
	n := min(len(digits), len(places))
	for n > 0 && digits[n-1] == '0' && places[n-1] != '0' {
		n--
	}
	return digits[:n]
}

// fill writes the section with its digits.
func (s *section) fill(d decimal.Decimal, whole []string, fraction string) string {
	var b strings.Builder
	at, written, after := 0, 0, false
	for _, t := range s.tokens {
		switch t.kind {
		case literal:
			b.WriteString(t.text)
		case generalPart:
			f, _ := d.Float64()
			b.WriteString(s.inChinese(general(f), true))
		case point:
			after = true
			if fraction != "" || s.pointAlways() {
				b.WriteByte('.')
			}
		case digit:
			if !after {
				b.WriteString(s.inChinese(whole[at], false))
				at++
			} else if written < len(fraction) {
				b.WriteString(s.inChinese(fraction[written:written+1], false))
				written++
			}
		}
	}
	return b.String()
}

func (s *section) pointAlways() bool {
	_, fraction := s.places()
	return fraction == ""
}

// inChinese writes digits as DBNum1 and DBNum2 ask.
func (s *section) inChinese(number string, whole bool) string {
	if s.chinese == 0 {
		return number
	}
	n, err := strconv.Atoi(number)
	if whole && err == nil && n >= 0 && n <= 99_999 {
		number = counting(n, "〇")
		if n >= 10 && n < 20 && s.chinese == '1' {
			number = "一" + number
		}
	} else {
		number = chineseDigits.Replace(number)
	}
	if s.chinese == '2' {
		return legal.Replace(strings.ReplaceAll(number, "〇", "零"))
	}
	return number
}

var chineseDigits = strings.NewReplacer("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")

func (s *section) formatExponent(v float64) string {
	_, fraction := s.places()
	decimals := 0
	for i, t := range s.tokens {
		if t.kind == exponentSign {
			for _, after := range s.tokens[i:] {
				if after.kind == digit {
					decimals++
				}
			}
		}
	}
	text := strconv.FormatFloat(v, 'E', max(len(fraction)-decimals, 0), 64)
	return text
}

// runeAt returns the rune at i and its length.
func runeAt(s string, i int) (rune, int) { return utf8.DecodeRuneInString(s[i:]) }
