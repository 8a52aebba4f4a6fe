// Package number reads what a cell or a sentence prints as one number: digits in any width,
// Chinese numerals, signs and units, and the marks and words that stand for no number. It
// refuses to correct anything: what does not read as one number in one way is unreadable, and
// a blank is not zero.
package number

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/confidence"
)

// Reading is what a cell prints, understood. Value counts where State is number or zero.
type Reading struct {
	State      disclosure.State
	Value      disclosure.Number // in the unit that was asked for
	Confidence float64           // from 0 to 1, see package confidence
}

// Unreadable is the reading of a print that is no number, or more than one.
var Unreadable = Reading{State: disclosure.StateUnreadable}

// Prints of one number, folded and without white space. The groups of Plain are sign, whole
// part, fraction and unit, each but the second may be empty.
var (
	Plain      = pattern.MustCompile(`^(?:[¥￥]|人民币|共计?)?([+-]|增加?|减少?|新增|上升|下降|↑|↓)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([\p{Han}]{0,4})[*※]?$`)
	wordNumber = pattern.MustCompile(`^([〇零○◯一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]{1,12})([\p{Han}]{0,2})$`)
)

// NotApplicable are the words that say that there is nothing to count. 0 is not among them.
var NotApplicable = map[string]bool{"无": true, "不适用": true, "不涉及": true, "暂无": true, "没有": true, "N/A": true, "n/a": true, "NA": true, "无此项": true, "无数据": true,
	"未涉及": true, "暂无数据": true, "无此类": true, "无此情况": true, "无该项": true, "未开展": true, "无此项目": true, "无相关数据": true, "不存在": true, "(无)": true, "无此业务": true}

// Unchanged are the words for a change of nothing.
var Unchanged = map[string]bool{"0/0": true, "持平": true, "不变": true, "无变化": true, "无增减": true, "没有变化": true, "±0": true, "+0/-0": true, "增0减0": true, "0增0减": true, "增0/减0": true}

// Read reads the print of a cell. unit is the catalogue's; headUnit is the unit that the
// column's head prints, "" where it prints none. Nothing is corrected: what does not read
// as one number in one way is unreadable.
func Read(print, unit, headUnit string) Reading {
	if n, ok := Small(print); ok && headUnit == "" {
		return Of(disclosure.Int(n))
	}
	s := strings.TrimSpace(disclosure.FoldText(print))
	compact := strings.Map(dropBlank, s)
	switch {
	case compact == "":
		return Reading{State: disclosure.StateBlank, Confidence: 1}
	case strings.Trim(compact, "-_") == "":
		return Reading{State: disclosure.StateDash, Confidence: 1}
	case strings.Trim(compact, `/\`) == "":
		return Reading{State: disclosure.StateSlash, Confidence: 1}
	case NotApplicable[strings.Trim(compact, "。")]:
		return Reading{State: disclosure.StateTextNA, Confidence: 1}
	case signed(unit) && Unchanged[compact]:
		return Of(0)
	case spacedDigits(s), utf8.RuneCountInString(compact) > Longest:
		return Unreadable
	}
	if m := Plain.FindStringSubmatch(compact); m != nil {
		return FromParts(m[1], m[2]+m[3], m[4], unit, headUnit)
	}
	if m := wordNumber.FindStringSubmatch(compact); m != nil {
		if n, ok := disclosure.ParseChineseNumeral(m[1]); ok {
			return FromParts("", disclosure.Int(int64(n)).String(), m[2], unit, headUnit)
		}
	}
	return readNoted(compact, unit, headUnit)
}

// noted is a number with words in brackets behind it, or a full stop.
var noted = pattern.MustCompile(`^([^()]*\d[^()]{0,4}?)(?:\((\p{Han}[^()]*)\)|[。、;])$`)

// readNoted reads a number with its unit in brackets, 12(件), with a remark, 12(含网上3件), a change
// in brackets, (-7), or as the end of a sentence.
func readNoted(compact, unit, headUnit string) Reading {
	if signed(unit) && strings.HasPrefix(compact, "(") && strings.HasSuffix(compact, ")") && strings.ContainsAny(compact, "+-") {
		return Read(compact[1:len(compact)-1], unit, headUnit)
	}
	m := noted.FindStringSubmatch(compact)
	if m == nil {
		return Unreadable
	}
	if _, ok := conversion(m[2], unit); ok {
		return Read(m[1]+m[2], unit, headUnit)
	}
	if IsUnitOf(m[2]) { // of something else
		return Unreadable
	}
	r := Read(m[1], unit, headUnit)
	r.Confidence = min(r.Confidence, confidence.Near)
	return r
}

// Longest is the longest print that can be a number, in code points.
const Longest = 40

// IsPrinted reports whether a text is a number with at most a unit and a sign beside it.
func IsPrinted(text string) bool {
	if len(text) > 4*Longest {
		return false
	}
	if IsDigits(text) {
		return true
	}
	digits := strings.ContainsAny(text, "0123456789") || strings.ContainsAny(text, "０１２３４５６７８９")
	return digits && Plain.MatchString(strings.Map(dropBlank, disclosure.FoldText(text)))
}

// IsDigits reports whether a print is a few digits and nothing else, see Small.
func IsDigits(s string) bool {
	_, ok := Small(s)
	return ok
}

// Small reads what nine cells of ten print: a few digits and nothing else.
func Small(print string) (n int64, ok bool) {
	for _, c := range []byte(print) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, print != "" && len(print) <= 9
}

// spacedDigits: two numbers, or one number in two parts? Nobody can tell. A line break
// between two digits counts as a gap as well.
var gapInNumber = pattern.MustCompile(`[\d.,][ \n\t]+[\d.,]`)

func spacedDigits(s string) bool { return gapInNumber.MatchString(s) }

// Of is the reading of a number that is certain.
func Of(n disclosure.Number) Reading {
	if n == 0 {
		return Reading{State: disclosure.StateZero, Confidence: 1}
	}
	return Reading{State: disclosure.StateNumber, Value: n, Confidence: 1}
}

// FromParts applies sign and unit. 增 and 减 are signs only where changes are counted, a
// count has no fraction and is never below zero, and money is converted to the catalogue's unit.
func FromParts(sign, digits, printedUnit, unit, headUnit string) Reading {
	words := sign != "" && sign != "+" && sign != "-"
	if words && !signed(unit) {
		return Unreadable
	}
	n, err := disclosure.ParseNumber(strings.ReplaceAll(digits, ",", ""))
	if err != nil {
		return Unreadable
	}
	if sign == "-" || sign == "↓" || sign == "下降" || strings.HasPrefix(sign, "减") {
		n = -n
	}
	if printedUnit == "" {
		printedUnit = headUnit
	}
	exponent, ok := conversion(printedUnit, unit)
	if !ok {
		return Unreadable
	}
	if n, err = n.Scale(exponent); err != nil {
		return Unreadable
	}
	if !IsMoney(unit) && (n%disclosure.Int(1) != 0 || n < 0 && !signed(unit)) { // —12: a dash, no sign
		return Unreadable
	}
	r := Of(n)
	if !IsMoney(unit) && exponent > 0 && n != 0 { // 1.2万条 may be rounded
		r.Confidence = 0.9
	}
	return r
}

func signed(unit string) bool { return strings.Contains(unit, "signed") }

// IsMoney reports whether a unit of the catalogue is one of money.
func IsMoney(unit string) bool { return strings.HasSuffix(unit, "元") }

// moneyExponents are the powers of ten of the units of money in 元.
var moneyExponents = map[string]int{"元": 0, "圆": 0, "元整": 0, "元人民币": 0, "万元": 4, "万": 4, "万元整": 4, "亿元": 8, "亿": 8, "千元": 3, "百万元": 6, "余万": -1}

// countUnits are what counts are printed with; which word is used is the writer's choice.
var countUnits = map[string]int{"件": 0, "项": 0, "条": 0, "个": 0, "份": 0, "次": 0, "宗": 0, "起": 0, "人": 0, "人次": 0, "篇": 0, "场": 0, "期": 0, "名": 0, "例": 0, "部": 0, "件次": 0, "条次": 0, "场次": 0, "期次": 0, "批": 0, "处": 0, "家": 0,
	"万": 4, "亿": 8, "万件": 4, "万条": 4, "万次": 4, "万人次": 4, "万项": 4, "万个": 4, "亿条": 8, "亿次": 8, "亿人次": 8}

// conversion is the power of ten from a printed unit to the catalogue's.
func conversion(printed, unit string) (int, bool) {
	if printed == "" {
		return 0, true
	}
	if !IsMoney(unit) {
		e, ok := countUnits[printed]
		return e, ok
	}
	from, ok := moneyExponents[printed]
	return from - moneyExponents[unit], ok && from >= 0
}

// IsUnitOf reports whether a word is a unit that counts or sums are printed with, or none.
func IsUnitOf(word string) bool {
	_, count := countUnits[word]
	_, money := moneyExponents[word]
	return word == "" || count || money
}

// IsDigit reports whether a character is one of 0 to 9.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' }

func dropBlank(r rune) rune {
	if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
		return -1
	}
	return r
}
