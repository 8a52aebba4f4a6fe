package form

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/timing"
)

// flatWord is a stretch of words between two figures that is one label of a form, or text
// that is none.
type flatWord struct {
	label string // as disclosure.Label makes it; "" where the text is no label
	text  string // what stands there, without white space, numbering and brackets
	bound bool   // white space or a numbering stands before it
	full  bool   // the end of a sentence stands before it
}

// flatLexicon holds the labels of all forms, and words that end a table.
type flatLexicon struct {
	known   map[string]bool
	lengths map[rune][]int // by first character, the longest first; in bytes
	seen    lexicon.Memo[[]flatWord]
}

// Headings after which no row of a table before them follows, as disclosure.Label makes them.
var flatHeadings = []string{"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议行政诉讼情况", "因政府信息公开申请被申请行政复议提起行政诉讼情况",
	"政府信息公开行政复议和行政诉讼情况", "存在的主要问题及改进情况", "存在问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "其他需要报告的事项", "政府信息公开情况统计表", "附件下载"}

// Words of heads that say nothing by themselves.
var flatFrames = []string{"第二十条第", "项", "其中", "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和", "类别", "申请人情况", "法人或其他组织"}

// Words of the heads of statistics. Short ones of columnRoles would be found inside others.
var flatListHeads = []string{"统计指标", "指标名称", "统计项目", "项目名称", "统计指标名称", "主要指标", "计量单位", "单位", "数量单位", "统计数", "统计数量", "统计数据", "备注", "序号", "代码", "数量", "数值",
	"合计", "总计", "指标", "项目"}

var flatLabels = sync.OnceValue(func() *flatLexicon {
	x := &flatLexicon{known: map[string]bool{}, lengths: map[rune][]int{}}
	for label := range lexicon.Tables().All {
		x.add(label)
	}
	for _, form := range []*listForm{&listWords().national, &listWords().local} {
		for label := range form.rows.Exact {
			if !form.quiet[label] {
				x.add(label)
			}
		}
		for label := range form.groups {
			x.add(label)
		}
	}
	for _, words := range [][]string{flatHeadings, flatFrames, flatListHeads, {"总计", "合计", "其他", "其它"}} {
		for _, word := range words {
			x.add(word)
		}
	}
	for _, words := range []map[string]bool{totalColumns, ownColumns, partColumns} {
		for word := range words {
			x.add(word)
		}
	}
	for word := range timing.Words {
		if utf8.RuneCountInString(word) > 2 || word == "本年" || word == "累计" || word == "上年" {
			x.add(word)
		}
	}
	return x
})

func (x *flatLexicon) add(label string) {
	if x.known[label] || label == "" {
		return
	}
	x.known[label] = true
	first, _ := utf8.DecodeRuneInString(label)
	if !slices.Contains(x.lengths[first], len(label)) {
		x.lengths[first] = append(x.lengths[first], len(label))
		slices.SortFunc(x.lengths[first], func(a, b int) int { return b - a })
	}
}

// words parts a stretch into labels and other text.
func (x *flatLexicon) words(stretch string) []flatWord {
	return x.seen.Of(stretch, x.part)
}

func (x *flatLexicon) part(stretch string) []flatWord {
	text, marks := bareWords(stretch)
	var words []flatWord
	unknown := -1
	flush := func(end int) {
		if unknown >= 0 {
			words = append(words, flatWord{text: text[unknown:end], bound: marks[unknown] != 0, full: marks[unknown] == fullMark})
			unknown = -1
		}
	}
	for i := 0; i < len(text); {
		if i > 0 && marks[i] == fullMark {
			flush(i)
		}
		n := x.longest(text[i:])
		if n == 0 {
			if unknown < 0 {
				unknown = i
			}
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		flush(i)
		words = append(words, flatWord{label: text[i : i+n], text: text[i : i+n], bound: marks[i] != 0, full: marks[i] == fullMark})
		i += n
	}
	flush(len(text))
	return words
}

// longest is the length of the longest label at the start of a text, 0 where none is.
func (x *flatLexicon) longest(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	if n := yearHead(text); n > 0 {
		return n
	}
	for _, n := range x.lengths[first] {
		if n <= len(text) && x.known[text[:n]] {
			return n
		}
	}
	return 0
}

// yearHead is the length of a year that a column is about: 2011年度.
func yearHead(text string) int {
	if len(text) < 7 || text[0] != '2' || text[1] != '0' || !number.IsDigit(rune(text[2])) || !number.IsDigit(rune(text[3])) || !strings.HasPrefix(text[4:], "年") {
		return 0
	}
	for _, tail := range []string{"年度统计数", "年统计数", "年度数", "年度", "年数", "年"} {
		if strings.HasPrefix(text[4:], tail) {
			return 4 + len(tail)
		}
	}
	return 0
}

// What stands before a character: white space or a numbering, or the end of a sentence.
const (
	boundMark byte = 1
	fullMark  byte = 2
)

// bareWords drops white space, marks, quotation marks, numberings and guidance in brackets,
// and says for every byte of what is left what stood before it.
func bareWords(stretch string) (string, []byte) {
	in := []rune(disclosure.FoldText(stretch))
	var b strings.Builder
	marks := make([]byte, 0, len(stretch))
	mark := boundMark
	for i := 0; i < len(in); {
		r := in[i]
		if n := flatNumbering(in, i); n > 0 {
			i, mark = i+n, max(mark, boundMark)
			continue
		}
		i++
		switch {
		case unicode.IsSpace(r):
			mark = max(mark, boundMark)
		case r == '。' || r == ';' || r == '!' || r == '?':
			mark = fullMark
		case r == '(' || r == '[' || r == '【':
			if end, closed := closing(in, i); closed || isGuidance(string(in[i:])) {
				i = end
			}
			mark = max(mark, boundMark)
		case strings.ContainsRune("、,:·*※\"'《》〈〉()[]】/", r):
			if r == ',' || r == ':' {
				mark = max(mark, boundMark)
			}
		default:
			n, _ := b.WriteRune(r)
			marks = append(marks, mark)
			for range n - 1 {
				marks = append(marks, 0)
			}
			mark = 0
		}
	}
	return b.String(), marks
}

// closing returns the place behind the bracket that was opened before i, the end where it is
// never closed.
func closing(in []rune, i int) (end int, closed bool) {
	for depth := 1; i < len(in); i++ {
		switch in[i] {
		case '(', '[', '【':
			depth++
		case ')', ']', '】':
			if depth--; depth == 0 {
				return i + 1, true
			}
		}
	}
	return i, false
}

// isGuidance tells the beginning of what a form prints in brackets behind a label, with a unit
// behind it: cells are cut at the foot of a page, and a label may be wrapped around its figure.
// Behind another bracket that is not closed the label of another cell may stand, of a table
// beside this one.
func isGuidance(text string) bool {
	text = disclosure.FoldName(text)
	for _, bare := range withoutUnits(text) {
		if slices.ContainsFunc(guidances(), func(g string) bool { return strings.HasPrefix(g, bare) }) {
			return true
		}
	}
	return false
}

// guidances is what the forms print in brackets behind their labels.
var guidances = sync.OnceValue(func() []string {
	all := []string{disclosure.FoldName("本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和")}
	for _, i := range disclosure.Catalogue() {
		_, g, ok := strings.Cut(disclosure.FoldName(strings.TrimLeft(i.RowLabel, "(（")), "(")
		if g = strings.TrimRight(g, ")"); ok && !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	return all
})

// longestNumbering bounds a numbering with the white space in it, in code points.
const longestNumbering = 8

// flatNumbering is the length of a numbering at a place: 三、 3. (三), white space inside.
func flatNumbering(in []rune, i int) int {
	start := i
	open := in[i] == '('
	if open {
		i++
	}
	digits, first := 0, i
	for i < len(in) && digits < 4 && i < first+longestNumbering && (i > first || !unicode.IsSpace(in[i])) && (number.IsDigit(in[i]) || strings.ContainsRune("一二三四五六七八九十", in[i]) || unicode.IsSpace(in[i])) {
		if !unicode.IsSpace(in[i]) {
			digits++
		}
		i++
	}
	if digits == 0 || digits > 3 || i == len(in) {
		return 0
	}
	if open {
		if in[i] != ')' {
			return 0
		}
		return i + 1 - start
	}
	if r := in[i]; r == '、' || (r == '.' || r == ')') && (i+1 == len(in) || !number.IsDigit(in[i+1])) {
		return i + 1 - start
	}
	return 0
}
