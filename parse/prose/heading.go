package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// titleWords are the titles of chapters as the forms and the guides to them have them. Lists
// are numbered as well: where a number alone does not tell a heading, only these count.
const titleWords = `(?:总体(?:工作)?情况|概述|概况|(?:工作)?基本情况|总体情况概述|` +
	`(?:政府信息)?主动公开(?:政府信息)?(?:的)?(?:基本|工作|总体)?情况|(?:政府信息)?依申请公开(?:政府信息)?(?:的)?(?:办理|工作|处理|基本)*情况|(?:收到和)?处理(?:政府)?信息公开申请(?:的)?情况|` +
	`(?:因)?(?:政府)?(?:信息公开)?(?:工作)?[^,。:;]{0,14}(?:复议|诉讼|申诉)(?:[^,。:;]{0,8})情况|` +
	`(?:政府信息公开)?(?:工作)?(?:存在的|存在)?(?:主要)?(?:问题|不足之处|不足|困难)(?:(?:与|和|、|及|以及)(?:不足|原因|困难))?(?:(?:与|和|、|及|以及)?(?:下一步)?(?:工作)?(?:改进|整改|解决|打算|计划|措施)(?:的)?(?:情况|措施|方向|意见|思路|打算|办法)?)?|` +
	`(?:改进|整改)(?:措施|情况|意见|打算|方向)|下一步(?:工作)?(?:的)?(?:打算|计划|安排|措施|思路|重点)|` +
	`(?:政府信息公开)?(?:的)?收费(?:及|和|、)?减免(?:收费)?(?:的)?情况|(?:其他|其它)?需要(?:报告|说明)的(?:其他|其它)?事项(?:与附表|及附表)?|主要做法)`

var (
	// sectionHeading is a line that its number makes a heading.
	sectionHeading = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}[、.]|第[一二三四五六七八九十](?:部分|章)[、:]?)(\S{2,})`)
	// digitHeading is a heading numbered with a digit, which lists are as well: only the titles
	// of the form count.
	digitHeading = pattern.MustCompile(`^[1-9][、.](?:总体情况|概述|概况|基本情况|(?:政府信息)?主动公开[^,。]{0,8}情况|收到和处理[^,。]{0,12}情况|[^,。]{0,16}(?:复议|诉讼)情况|[^,。]{0,12}问题[^,。]{0,8}改进[^,。]{0,4}|其他需要报告的事项)$`)
	// looseHeading is a title with a number that says little, or with none, alone in its line.
	looseHeading = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}[,:]?|第[一二三四五六七八九十](?:部分|章|条|节)[、:,.]?|\([一二三四五六七八九十1-9]\)、?|[1-9ⅠⅡⅢⅣⅤⅥ][、.,:)]?|[①-⑨]|[【\["])?(?:` + titleWords + `)[】\]"]?[:。]?$`)
	// drawnHeading is a heading that the text follows without a mark.
	drawnHeading = pattern.MustCompile(`^(?:[一二三四五六七八九]、|第[一二三四五六七八九]部分[、:]?)` + titleWords)
	// innerHeading is a numbered title of the form where nothing but the number parts it from
	// the text before.
	innerHeading = pattern.MustCompile(`[一二三四五六七八九]、` + titleWords)
)

// leastHeadings is how many headings a text has that parts its chapters by their numbers.
const leastHeadings = 3

// headingsIn finds the headings of a text, an empty one for other lines. Titles without a
// telling number count only where the numbers part nothing: else they are those of parts.
func headingsIn(lines []tree.Line) []string {
	headings, found := make([]string, len(lines)), 0
	for i, l := range lines {
		if h, ok := headingOf(l.Fold.Text); ok {
			headings[i] = h
			found++
		}
	}
	if found >= leastHeadings {
		return headings
	}
	loose, more := make([]string, len(lines)), 0
	for i, l := range lines {
		if text := l.Fold.Text; len(text) < 120 && looseHeading.MatchString(text) {
			loose[i] = strings.TrimRight(text, "。:")
			more++
		}
	}
	if more < leastHeadings || more <= found {
		return headings
	}
	return loose
}

// headingOf returns the heading that a line is or starts with.
func headingOf(text string) (string, bool) {
	if !mayBeHeading(text) {
		return "", false
	}
	m := sectionHeading.FindStringSubmatchIndex(text)
	if m == nil && !digitHeading.MatchString(text) {
		return "", false
	}
	from := 0
	if m != nil {
		from = m[2]
	}
	heading := text
	if end := strings.IndexAny(text[from:], "。:"); end > 0 {
		heading = text[:from+end]
	}
	fits := utf8.RuneCountInString(heading) <= 40 && !strings.ContainsAny(heading, ";!?")
	if drawn := drawnHeading.FindString(text); drawn != "" && (!fits || beginsText(heading[len(drawn):])) {
		return drawn, true // the text follows in the same line
	}
	return heading, fits
}

// beginsText: words that a text begins with and a title does not go on with.
func beginsText(rest string) bool {
	return pattern.HasOnePrefix(rest, "20", "无", "暂无", "我", "本", "一是", "根据", "按照", "全年", "未")
}

// mayBeHeading: the first character can be that of a heading's number.
func mayBeHeading(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r >= '1' && r <= '9' || strings.ContainsRune("一二三四五六七八九十第", r)
}

// longLine is how long a line is, in bytes, that may hold chapters.
const longLine = 600

// SplitMerged parts lines into which the headings of chapters were drawn: a text that lost
// its structure is one line.
func SplitMerged(lines []tree.Line) []tree.Line {
	var all []tree.Line
	copied := 0 // lines that are in all
	for i, l := range lines {
		if len(l.Fold.Text) < longLine || !strings.Contains(l.Fold.Text, "二、") {
			continue
		}
		cuts := chapters(l.Fold.Text)
		if len(cuts) < 2*2 {
			continue
		}
		all = append(all, lines[copied:i]...)
		from := 0
		for _, to := range append(cuts, len(l.Fold.Text)) {
			if to > from {
				all = append(all, partOf(l, from, to))
			}
			from = to
		}
		copied = i + 1
	}
	if copied == 0 {
		return lines
	}
	return append(all, lines[copied:]...)
}

// chapters is where the headings of the text's chapters begin and end: those in the order of
// their numbers that begin anew last, since a list of contents stands before them.
func chapters(text string) []int {
	var cuts []int
	next := 1
	for _, m := range innerHeading.FindAllStringIndex(text, mostMarks) {
		r, _ := utf8.DecodeRuneInString(text[m[0]:])
		n, _ := disclosure.ParseChineseNumeral(string(r))
		if before, _ := utf8.DecodeLastRuneInString(text[:m[0]]); strings.ContainsRune("十第(", before) {
			continue
		}
		if n == 1 && len(cuts) > 0 {
			cuts, next = nil, 1
		}
		if n < next {
			continue
		}
		cuts, next = append(cuts, m[0], m[1]), n+1
	}
	return cuts
}

// partOf is a stretch of a line as a line of its own, in bytes of its folded text.
func partOf(l tree.Line, from, to int) tree.Line {
	first := utf8.RuneCountInString(l.Fold.Text[:from])
	n := utf8.RuneCountInString(l.Fold.Text[from:to])
	part := tree.Line{Start: l.Start + l.Fold.At(first), Fold: disclosure.Folded{Text: l.Fold.Text[from:to]}}
	if l.Fold.Origin != nil {
		part.Fold.Origin = shifted(l.Fold.Origin[first : first+n])
	}
	return part
}

// shifted makes places count from the first.
func shifted(origin []int) []int {
	moved := make([]int, len(origin))
	for i, o := range origin {
		moved[i] = o - origin[0]
	}
	return moved
}

// lineNumber is what a line may be numbered with.
const lineNumber = `(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十\d]{1,2}\)、?|\d{1,2}[.、])?`

// longestInner bounds the title of a part of a section, in bytes.
const longestInner = 60

// innerTitle is the title of a part of a section that a numbered line begins with: (三)监督保障.
func innerTitle(line string) string {
	if !strings.HasPrefix(line, "(") && !mayBeHeading(line) {
		return ""
	}
	end := strings.IndexAny(line, "。:,;")
	if end < 0 {
		end = len(line)
	}
	if end > longestInner || !listNumber.MatchString(line) {
		return ""
	}
	return line[:end]
}

// titled: the title right over a sentence, or in its beginning, matches.
func (s *Sentence) titled(titles *pattern.Regexp) bool {
	if i := strings.IndexByte(s.text, ':'); i > 0 && i <= longestInner && titles.MatchString(s.text[:i]) {
		return true
	}
	if s.title != "" {
		return titles.MatchString(s.title)
	}
	return titles.MatchString(s.heading)
}
