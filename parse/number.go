package parse

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// reading is what a cell prints, understood.
type reading struct {
	state      disclosure.State
	value      disclosure.Number
	confidence float64
}

var unreadable = reading{state: disclosure.StateUnreadable}

var (
	plainNumber = pattern.MustCompile(`^(?:[¥￥]|人民币|共计?)?([+-]|增加?|减少?|新增|上升|下降|↑|↓)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([\p{Han}]{0,4})[*※]?$`)
	wordNumber  = pattern.MustCompile(`^([〇零○◯一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]{1,12})([\p{Han}]{0,2})$`)
)

// notApplicable are the words that say that there is nothing to count. 0 is not among them.
var notApplicable = map[string]bool{"无": true, "不适用": true, "不涉及": true, "暂无": true, "没有": true, "N/A": true, "n/a": true, "NA": true, "无此项": true, "无数据": true,
	"未涉及": true, "暂无数据": true, "无此类": true, "无此情况": true, "无该项": true, "未开展": true, "无此项目": true, "无相关数据": true, "不存在": true, "(无)": true, "无此业务": true}

// unchanged are the words for a change of nothing.
var unchanged = map[string]bool{"0/0": true, "持平": true, "不变": true, "无变化": true, "无增减": true, "没有变化": true, "±0": true, "+0/-0": true, "增0减0": true, "0增0减": true, "增0/减0": true}

// readCell reads the print of a cell. unit is the catalogue's; headUnit is the unit that the
// column's head prints, "" where it prints none. Nothing is corrected: what does not read
// as one number in one way is unreadable.
func readCell(print, unit, headUnit string) reading {
	if n, ok := smallCount(print); ok && headUnit == "" {
		return number(disclosure.Int(n))
	}
	s := strings.TrimSpace(disclosure.FoldText(print))
	compact := strings.Map(dropSpace, s)
	switch {
	case compact == "":
		return reading{state: disclosure.StateBlank, confidence: 1}
	case strings.Trim(compact, "-_") == "":
		return reading{state: disclosure.StateDash, confidence: 1}
	case strings.Trim(compact, `/\`) == "":
		return reading{state: disclosure.StateSlash, confidence: 1}
	case notApplicable[strings.Trim(compact, "。")]:
		return reading{state: disclosure.StateTextNA, confidence: 1}
	case signed(unit) && unchanged[compact]:
		return number(0)
	case spacedDigits(s), utf8.RuneCountInString(compact) > longestNumber:
		return unreadable
	}
	if m := plainNumber.FindStringSubmatch(compact); m != nil {
		return readNumber(m[1], m[2]+m[3], m[4], unit, headUnit)
	}
	if m := wordNumber.FindStringSubmatch(compact); m != nil {
		if n, ok := disclosure.ParseChineseNumeral(m[1]); ok {
			return readNumber("", disclosure.Int(int64(n)).String(), m[2], unit, headUnit)
		}
	}
	return readNoted(compact, unit, headUnit)
}

// noted is a number with words in brackets behind it, or a full stop.
var noted = pattern.MustCompile(`^([^()]*\d[^()]{0,4}?)(?:\((\p{Han}[^()]*)\)|[。、;])$`)

// readNoted reads a number with its unit in brackets, 12(件), with a remark, 12(含网上3件), a change
// in brackets, (-7), or as the end of a sentence.
func readNoted(compact, unit, headUnit string) reading {
	if signed(unit) && strings.HasPrefix(compact, "(") && strings.HasSuffix(compact, ")") && strings.ContainsAny(compact, "+-") {
		return readCell(compact[1:len(compact)-1], unit, headUnit)
	}
	m := noted.FindStringSubmatch(compact)
	if m == nil {
		return unreadable
	}
	if _, ok := conversion(m[2], unit); ok {
		return readCell(m[1]+m[2], unit, headUnit)
	}
	if isUnitOf(m[2]) { // of something else
		return unreadable
	}
	r := readCell(m[1], unit, headUnit)
	r.confidence = min(r.confidence, confidenceNear)
	return r
}

// longestNumber is the longest print that can be a number, in code points.
const longestNumber = 40

// printsNumber reports whether a text is a number with at most a unit and a sign beside it.
func printsNumber(text string) bool {
	if len(text) > 4*longestNumber {
		return false
	}
	digits := strings.ContainsAny(text, "0123456789") || strings.ContainsAny(text, "０１２３４５６７８９")
	return digits && plainNumber.MatchString(strings.Map(dropSpace, disclosure.FoldText(text)))
}

func isDigits(s string) bool {
	_, ok := smallCount(s)
	return ok
}

// smallCount reads what nine cells of ten print: a few digits and nothing else.
func smallCount(print string) (n int64, ok bool) {
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

func number(n disclosure.Number) reading {
	if n == 0 {
		return reading{state: disclosure.StateZero, confidence: 1}
	}
	return reading{state: disclosure.StateNumber, value: n, confidence: 1}
}

// readNumber applies sign and unit. 增 and 减 are signs only where changes are counted, a
// count has no fraction and is never below zero, and money is converted to the catalogue's unit.
func readNumber(sign, digits, printedUnit, unit, headUnit string) reading {
	words := sign != "" && sign != "+" && sign != "-"
	if words && !signed(unit) {
		return unreadable
	}
	n, err := disclosure.ParseNumber(strings.ReplaceAll(digits, ",", ""))
	if err != nil {
		return unreadable
	}
	if sign == "-" || sign == "↓" || sign == "下降" || strings.HasPrefix(sign, "减") {
		n = -n
	}
	if printedUnit == "" {
		printedUnit = headUnit
	}
	exponent, ok := conversion(printedUnit, unit)
	if !ok {
		return unreadable
	}
	if n, err = n.Scale(exponent); err != nil {
		return unreadable
	}
	if !isMoney(unit) && (n%disclosure.Int(1) != 0 || n < 0 && !signed(unit)) { // —12: a dash, no sign
		return unreadable
	}
	r := number(n)
	if !isMoney(unit) && exponent > 0 && n != 0 { // 1.2万条 may be rounded
		r.confidence = 0.9
	}
	return r
}

func signed(unit string) bool { return strings.Contains(unit, "signed") }

func isMoney(unit string) bool { return strings.HasSuffix(unit, "元") }

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
	if !isMoney(unit) {
		e, ok := countUnits[printed]
		return e, ok
	}
	from, ok := moneyExponents[printed]
	return from - moneyExponents[unit], ok && from >= 0
}
