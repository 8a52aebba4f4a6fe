package office

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// lastDay is the serial number of 31 December 9999, the last day that Excel shows.
const lastDay = 2958465

// moment turns a serial number into a date and time, to the millisecond. Excel's calendar of
// 1900 has a 29 February, so the days before it lie one day later than they seem.
func moment(serial float64, from1904 bool) (time.Time, bool) {
	if from1904 {
		serial += 1462
	}
	if serial < 0 || serial >= lastDay+1 {
		return time.Time{}, false
	}
	day := math.Floor(serial)
	ms := math.Round((serial - day) * 86_400_000)
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if day < 60 {
		day++
	}
	return first.AddDate(0, 0, int(day)).Add(time.Duration(ms) * time.Millisecond), true
}

func (s *section) formatDate(v float64, from1904 bool) string {
	t, ok := moment(v, from1904)
	if !ok {
		return general(v)
	}
	if !s.milliseconds() {
		t = t.Add(500 * time.Millisecond).Truncate(time.Second)
	}
	half := false
	for _, k := range s.tokens {
		half = half || k.kind == dayHalf
	}
	var b strings.Builder
	for i, k := range s.tokens {
		switch k.kind {
		case datePart:
			b.WriteString(s.inChineseDate(k.text, datePiece(k.text, t, half)))
		case elapsedPart:
			b.WriteString(elapsed(k.text, v))
		case dayHalf:
			b.WriteString(halfOfDay(k.text, t))
		case digit:
			if i > 0 && (s.tokens[i-1].kind == point || s.tokens[i-1].kind == digit) {
				b.WriteString(fractionDigit(s.tokens, i, t))
			}
		case generalPart:
			b.WriteString(general(v))
		case literal, point, slash:
			b.WriteString(k.text)
		}
	}
	return b.String()
}

func (s *section) milliseconds() bool {
	for i, t := range s.tokens {
		if t.kind == digit && i > 0 && s.tokens[i-1].kind == point {
			return true
		}
	}
	return false
}

// fractionDigit is one digit behind the point of seconds.
func fractionDigit(all []token, i int, t time.Time) string {
	n := 0
	for i-1-n >= 0 && all[i-1-n].kind == digit {
		n++
	}
	ms := fmt.Sprintf("%03d", t.Nanosecond()/1_000_000)
	if n >= len(ms) {
		return "0"
	}
	return ms[n : n+1]
}

func datePiece(part string, t time.Time, half bool) string {
	hour := t.Hour()
	if half {
		hour = (hour+11)%12 + 1
	}
	switch part[0] {
	case 'y':
		if len(part) <= 2 {
			return t.Format("06")
		}
		return t.Format("2006")
	case 'e':
		return t.Format("2006")
	case 'b': // Buddhist calendar
		return strconv.Itoa(t.Year() + 543)
	case 'm':
		return month(part, t)
	case 'd':
		return day(part, t)
	case 'a':
		name := string([]rune("日一二三四五六")[t.Weekday()])
		if len(part) >= 4 {
			return "星期" + name
		}
		return name
	case 'h':
		return twoDigits(hour, len(part) > 1)
	case 'M':
		return twoDigits(t.Minute(), len(part) > 1)
	case 's':
		return twoDigits(t.Second(), len(part) > 1)
	}
	return part
}

func month(part string, t time.Time) string {
	switch len(part) {
	case 1, 2:
		return twoDigits(int(t.Month()), len(part) == 2)
	case 3:
		return t.Format("Jan")
	case 5:
		return t.Format("Jan")[:1]
	}
	return t.Format("January")
}

func day(part string, t time.Time) string {
	switch len(part) {
	case 1, 2:
		return twoDigits(t.Day(), len(part) == 2)
	case 3:
		return t.Format("Mon")
	}
	return t.Format("Monday")
}

func twoDigits(n int, zero bool) string {
	if zero {
		return fmt.Sprintf("%02d", n)
	}
	return strconv.Itoa(n)
}

func halfOfDay(text string, t time.Time) string {
	first, second, _ := strings.Cut(text, "/")
	if t.Hour() < 12 {
		return first
	}
	return second
}

func elapsed(part string, v float64) string {
	seconds := int64(math.Round(v * 86400))
	switch part[0] {
	case 'h':
		seconds /= 3600
	case 'm':
		seconds /= 60
	}
	return fmt.Sprintf("%0*d", len(part), seconds)
}

// inChineseDate: 二〇二一年一月二十日.
func (s *section) inChineseDate(part, shown string) string {
	if s.chinese == 0 {
		return shown
	}
	n, err := strconv.Atoi(shown)
	if err != nil {
		return shown
	}
	if part[0] == 'y' || part[0] == 'e' {
		return s.inChinese(shown, false)
	}
	shown = counting(n, "〇")
	if s.chinese == '2' {
		return legal.Replace(strings.ReplaceAll(shown, "〇", "零"))
	}
	return shown
}

// builtinFormats are the formats that files name by number alone, as Excel shows them in
// China: ISO/IEC 29500 18.8.30, with the numbers that depend on the language.
var builtinFormats = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
	22: "yyyy/m/d h:mm", 27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`,
	32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`, 34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
	41: `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`, 55: `上午/下午h"时"mm"分"`,
	56: `上午/下午h"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

// formats shows values by the formats of one workbook, each compiled once.
type formats struct {
	codes    map[int]string
	compiled map[int]*numberFormat
	from1904 bool
}

func newFormats() *formats {
	return &formats{codes: map[int]string{}, compiled: map[int]*numberFormat{}}
}

// longestFormat is far more than Excel takes (255 characters): each number walks its format.
const longestFormat = 2000

// show returns a number as the format with this id shows it, without the room that formats
// leave around it.
func (f *formats) show(id int, v float64) string {
	c := f.compiled[id]
	if c == nil {
		code, ok := f.codes[id]
		if !ok {
			code = first(builtinFormats[id], "General")
		}
		if len(code) > longestFormat {
			code = "General"
		}
		c = compileFormat(code)
		f.compiled[id] = c
	}
	return strings.TrimSpace(c.format(v, f.from1904))
}
