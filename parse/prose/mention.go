package prose

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
)

// mention is a number that a sentence says, with its unit and the words around it. Places
// are in bytes of the sentence.
type mention struct {
	from, number, to int // where the number begins, where it ends, where its unit ends
	unit             string
	exact            bool   // not 约, 余, 左右, a range, or 1.2万
	label            string // the words of its clause before it
	at               int    // where the label begins
	tail             string // the words of its clause behind it
	part             bool   // behind 其中, or behind words for a whole
}

// clauseMarks end a clause.
const clauseMarks = ",:("

// units of counts and money, the longer ones first where one starts another.
var mentionUnits = []string{"人次", "人数", "件次", "件", "条次", "条", "份", "宗", "起", "例", "项", "个", "篇", "场次", "场", "期", "次", "名", "位", "人", "万元", "亿元", "千元", "元", "部", "则", "版", "块", "幅", "辑", "张", "处", "%"}

// unitAt is the unit that a text begins with, "" where there is none.
func unitAt(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	for _, u := range unitsByFirst[first] {
		if strings.HasPrefix(text, u) {
			return u
		}
	}
	return ""
}

var unitsByFirst = func() map[rune][]string {
	index := map[rune][]string{}
	for _, u := range mentionUnits {
		first, _ := utf8.DecodeRuneInString(u)
		index[first] = append(index[first], u)
	}
	return index
}()

// longestSentence bounds what is read as a sentence, in bytes: longer ones are tables whose
// cells run into each other, or no text at all.
const longestSentence = 6000

// mentionsOf lists the numbers of a sentence in order. A number without a unit counts only
// where its clause ends with it: 申请数量为0.
func mentionsOf(text string) []mention { return described(text, numbersIn(text)) }

// numbersIn finds the numbers of a sentence, without the words around them.
func numbersIn(text string) []mention {
	if len(text) > longestSentence {
		return nil
	}
	var all []mention
	for i := 0; i < len(text); {
		next := numberStarts.Index(text[i:])
		if next < 0 {
			break
		}
		i += next
		end := numberEnd(text, i)
		if m, ok := newMention(text, i, end); ok {
			all = append(all, m)
			end = max(end, m.to) // 5千元 has no second number 千
		}
		i = end
	}
	return all
}

// described adds the words around the numbers of a sentence.
func described(text string, all []mention) []mention {
	for i := range all {
		all[i].describe(text, all[:i])
		stop := len(text)
		if i+1 < len(all) {
			stop = all[i+1].from
		}
		if stop < len(text) && text[stop-1] == ':' && strings.HasSuffix(text[:all[i].from], ":") {
			continue // what stands between is the name of the next: 答复数:2不予公开数:1
		}
		all[i].tail = tailOf(text[all[i].to:stop])
	}
	return all
}

// numberStarts are the characters that numbers consist of.
var numberStarts = pattern.AnyOf(strings.Split("0123456789〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟", "")...)

func isNumeral(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两':
		return true
	}
	return isFormalNumeral(r)
}

// isFormalNumeral: a numeral as sums of money are written with, 贰拾壹, which is a character of other words too.
func isFormalNumeral(r rune) bool {
	switch r {
	case '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟':
		return true
	}
	return false
}

// ofOtherWord: the character before a formal numeral makes it a part of another word: 队伍, 登陆, 收拾.
func ofOtherWord(before rune) bool {
	return strings.ContainsRune("队入退落登大着内水收放行", before)
}

// numberEnd is where a number ends: digits with separators and a fraction, or numerals.
func numberEnd(text string, i int) int {
	if r, _ := utf8.DecodeRuneInString(text[i:]); isNumeral(r) {
		for i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !isNumeral(r) {
				break
			}
			i += n
		}
		return i
	}
	end := digitsEnd(text, i)
	for head := end - i; head <= 3 && end < len(text) && text[end] == ',' && digitsEnd(text, end+1) == end+4; {
		end += 4
	}
	if end+1 < len(text) && text[end] == '.' && digitsEnd(text, end+1) > end+1 {
		end = digitsEnd(text, end+1)
	}
	return end
}

func digitsEnd(text string, i int) int {
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return i
}

func newMention(text string, from, end int) (mention, bool) {
	m := mention{from: from, number: end, exact: exactBefore(text[:from])}
	if first, _ := utf8.DecodeRuneInString(text[from:]); first == '十' || first == '百' || first == '千' {
		m.exact = m.exact && !endsWithOne(text[:from], "数", "几", "上", "好") // 数十件
	}
	m.exact = m.exact && !isVague(text[from:end])
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	if first, _ := utf8.DecodeRuneInString(text[from:]); isFormalNumeral(first) && ofOtherWord(before) {
		return m, false
	}
	if before == '第' || before == '.' || before < 128 && (before >= 'A' && before <= 'z') {
		return m, false
	}
	rest := text[end:]
	if word := magnitude(rest); word != "" && !pattern.HasOnePrefix(rest, "万元", "亿元", "千元") {
		m.exact = m.exact && word == " "
		rest = rest[len(word):]
	}
	m.unit = unitAt(rest)
	m.to = len(text) - len(rest) + len(m.unit)
	after := text[m.to:]
	if m.unit == "" {
		if _, m.unit = unitInBracket(text[:from]); m.unit != "" {
			m.to = end
			return m, end == len(text) || startsWithMark(text[end:]) || nextPair.MatchString(text[end:])
		}
		return m, (after == "" || startsWithMark(after) || strings.HasSuffix(text[:from], ":") && nextPair.MatchString(after)) && saysNumber(text[:from], text[from:end])
	}
	if m.unit == "版" && end-from == 4 && text[from] == '2' {
		return m, false // 2013版
	}
	m.exact = m.exact && !pattern.HasOnePrefix(after, "左右", "以上", "以内", "以下", "上下", "多", "余")
	return m, true
}

func startsWithMark(text string) bool { return pattern.HasOnePrefix(text, ",", "、", ";", ")") }

// magnitude is the word behind digits that makes a rounded number of them, or a gap.
func magnitude(rest string) string {
	first, n := utf8.DecodeRuneInString(rest)
	switch first {
	case '余', '多', '几', '亿', '十', ' ':
		return rest[:n]
	case '万', '千', '百':
		if pattern.HasOnePrefix(rest[n:], "余", "多") {
			n += len("余")
		}
		return rest[:n]
	}
	return ""
}

// nextPair is the name of the next number of a form whose lines run into each other, and the number: 行政复议:0行政诉讼:0.
var nextPair = pattern.MustCompile(`^\p{Han}{2,14}(?:\(\p{Han}{1,3}\))?:\d`)

// unitInBracket finds the unit that stands in brackets behind the name of a number, as on a form, and where
// the name ends: 收到申请总数(件):0.
func unitInBracket(before string) (end int, unit string) {
	name, ok := strings.CutSuffix(before, "):")
	if !ok {
		return 0, ""
	}
	i := strings.LastIndexByte(name, '(')
	if i <= 0 || !slices.Contains(mentionUnits, name[i+1:]) {
		return 0, ""
	}
	return i, name[i+1:]
}

// isVague: two digits side by side that are no number written digit by digit: 三五, 十七八.
func isVague(numeral string) bool {
	pair, count, tens := false, 0, false
	last := false
	for _, r := range numeral {
		digit := strings.ContainsRune("一二三四五六七八九两", r)
		pair, last = pair || digit && last, digit
		tens = tens || r == '十' || r == '百' || r == '千'
		count++
	}
	return pair && (count == 2 || tens)
}

// saysNumber: a number without a unit is said, and is no row of cells that run into each
// other behind their label.
func saysNumber(before, number string) bool {
	if number == "0" || number == "零" {
		return endsWithOne(before, "为", "是", ":", "数", "量", "计", "共", "有")
	}
	return len(number) <= 6 && endsWithOne(before, "为", "是", ":")
}

// exactBefore: no word before a number makes it a rounded one, and it is no end of a range
// and no second part of a number that a gap or a unit parts: 2万3千元.
func exactBefore(before string) bool {
	switch last, _ := utf8.DecodeLastRuneInString(before); last {
	case '约', '近', '超', '逾', '过', '破', '足', '到', '少', '-', '~', '至', ' ', '—', '万', '亿', '千':
	default:
		return true
	}
	if endsWithOne(before, "约", "近", "超", "逾", "超过", "突破", "不足", "不到", "至少") {
		return false
	}
	for _, word := range [...]string{"-", "~", "至", "到", " ", "—", "万", "亿", "千"} {
		if head, ok := strings.CutSuffix(before, word); ok && head != "" && number.IsDigit(rune(head[len(head)-1])) {
			return false
		}
	}
	return true
}

func endsWithOne(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// describe finds the label: the words of the clause before the number, brackets right before
// it left out; where these are only 共 or 为, the clause before as well.
func (m *mention) describe(text string, earlier []mention) {
	from := m.from
	if strings.HasSuffix(text[:from], ")") {
		if i := strings.LastIndexByte(text[:from], '('); i > 0 {
			from = i
		}
	}
	if end, unit := unitInBracket(text[:from]); unit != "" {
		from = end
	}
	floor := 0
	for _, e := range earlier {
		if e.to <= from {
			floor = e.to
		}
	}
	start := max(floor, clauseStart(text[:from]))
	if start > floor && onlySums(text[start:from]) && (start < from || text[start-1] != ',') {
		before := strings.LastIndexAny(text[:start-1], clauseMarks) + 1
		switch {
		case before >= floor:
			start = before
		case text[start-1] != ',': // 网站(102条)、微信(75条)
			start = floor
		}
	}
	if i := strings.Index(text[start:from], ")其中"); i > 0 && i <= len("(十二") && text[start] == '(' {
		start += i + 1 // (3)其中网站21条
	}
	label := text[start:from]
	trimmed := strings.TrimLeft(label, "、,和及与以(): ")
	if rest, ok := strings.CutPrefix(trimmed, "其中"); ok {
		trimmed, m.part = strings.TrimLeft(rest, ",:"), true
	}
	m.label, m.at = trimmed, start+len(label)-len(trimmed)
	if endsWithOne(trimmed, "、", "和", "及", "与") { // the words are the number's before it
		m.label, m.at = "", from
	}
	m.part = m.part || strings.Contains(text[:m.at], "其中") || amongPublished.MatchString(text[:m.at])
}

// clauseStart is where the last clause begins. What stands in brackets is part of the clause
// around them: 各乡镇(街道)公开.
func clauseStart(text string) int {
	end := len(text)
	for {
		i := strings.LastIndexAny(text[:end], ",:()")
		if i < 0 || text[i] != ')' {
			return i + 1
		}
		if end = strings.LastIndexByte(text[:i], '('); end < 0 {
			return i + 1
		}
	}
}

// onlySums: nothing but words that lead to a number.
func onlySums(s string) bool {
	for _, w := range [...]string{"共计", "总计", "合计", "累计", "共有", "总数", "数量", "共", "为", "是", "有", "计", "达", "均", "各", "分别", "(", ":", " "} {
		s = strings.ReplaceAll(s, w, "")
	}
	return s == "" || bareYear(s)
}

// bareYear: 2020年, 全年.
func bareYear(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "度"), "年")
	return s == "全" || s == "本" || len(s) == 4 && digitsEnd(s, 0) == 4
}

func tailOf(after string) string {
	if i := strings.IndexAny(after, ",;:()"); i >= 0 {
		after = after[:i]
	}
	return strings.TrimSuffix(after, "、")
}

// isChange: the number says by how much something grew or shrank.
func (m mention) isChange() bool {
	label := strings.TrimSuffix(m.label, "了")
	if strings.HasSuffix(label, "新增") && !containsAny(label, "比", "较") {
		return false
	}
	return endsWithOne(label, "增加", "增长", "减少", "下降", "上升", "提高", "提升", "降低", "增", "减", "多", "少")
}

// value reads the number in the unit of the catalogue, unreadable where it is none there.
func (m mention) value(text, catalogueUnit string) number.Reading {
	n := text[m.from:m.number]
	if number.IsMoney(catalogueUnit) != strings.HasSuffix(m.unit, "元") && m.unit != "" || m.unit == "%" || !m.exact {
		return number.Unreadable
	}
	unit := m.unit
	if !number.IsMoney(catalogueUnit) {
		unit = ""
	}
	if number.IsDigit(rune(n[0])) {
		return number.Read(n+unit, catalogueUnit, "")
	}
	v, ok := disclosure.ParseChineseNumeral(n)
	if !ok {
		return number.Unreadable
	}
	return number.FromParts("", strconv.Itoa(v), unit, catalogueUnit, "")
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
