package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// Section is a chapter of the text: its heading and the lines below it.
type Section struct {
	Kind    string // see sectionKinds
	heading string
	lines   []tree.Line
}

// The kinds of sections by the words of their headings, the narrow ones first: 因政府信息公开
// 申请行政复议的情况 is about reviews, not about requests.
var sectionKinds = []struct {
	kind  string
	words *pattern.Words
}{
	{"review", pattern.AnyOf("复议", "诉讼", "申诉")},
	{"problems", pattern.AnyOf("问题", "不足", "改进", "整改", "下一步", "打算", "努力方向")},
	{"other", pattern.AnyOf("其他需要报告", "其它需要报告", "需要说明", "收费", "统计表", "附表", "附件")},
	{"requests", pattern.AnyOf("申请")},
	{"proactive", pattern.AnyOf("主动公开")},
	{"overview", pattern.AnyOf("总体情况", "总体工作情况", "概述", "基本情况", "概况", "工作情况", "总体要求")},
}

func sectionKind(heading string) string {
	for _, k := range sectionKinds {
		if k.words.In(heading) {
			return k.kind
		}
	}
	return "other"
}

// Sections splits the text at its headings. What stands before the first belongs to none.
func Sections(lines []tree.Line) []Section {
	var all []Section
	headings := headingsIn(lines)
	for i, l := range lines {
		if h := headings[i]; h != "" {
			all = append(all, Section{Kind: sectionKind(h), heading: h, lines: lines[i+1 : i+1]})
			if rest := strings.TrimPrefix(l.Fold.Text, h); strings.Trim(rest, "。:") != "" {
				all[len(all)-1].lines = lines[i : i+1]
			}
			continue
		}
		if n := len(all); n > 0 {
			s := &all[n-1]
			if len(s.lines) == 0 {
				s.lines = lines[i : i+1]
			} else {
				s.lines = s.lines[:len(s.lines)+1]
			}
		}
	}
	return all
}

// Report is the section as the contract wants it.
func (s Section) Report() disclosure.Section {
	c := 0
	for _, l := range s.lines {
		c += tree.Characters(l.Fold.Text)
	}
	if len(s.lines) > 0 && strings.HasPrefix(s.lines[0].Fold.Text, s.heading) {
		c -= tree.Characters(s.heading)
	}
	return disclosure.Section{Kind: s.Kind, Heading: s.heading, Characters: c, Text: s.said()}
}

// furniture are lines that a site puts below a text: counters that differ from visit to visit,
// neighbours in the list. They are no part of what an agency says.
var furniture = pattern.MustCompile(`^[【\[(]?(?:[上下前后]一?[篇条][:：]|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?\s*\d*次?$|(?:扫一扫|分享到?|打印|关闭|返回)(?:本页|窗口|顶部|[】\])|:]|$).{0,24}$|(?:责任编辑|编辑|版权所有|网站标识码)[:：].{0,24}$)`)

// said is the text without the site's own lines.
func (s Section) said() string {
	var kept []string
	for line := range strings.Lines(s.text()) {
		if line = strings.TrimSpace(line); line != "" && !furniture.MatchString(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func (s Section) text() string {
	var b strings.Builder
	for i, l := range s.lines {
		text := l.Fold.Text
		if i == 0 {
			text = strings.TrimLeft(strings.TrimPrefix(text, s.heading), "。:")
		}
		b.WriteString(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// IsHeading reports whether a line is the heading of a chapter or of a part of one.
func IsHeading(l tree.Line) bool {
	_, ok := headingOf(l.Fold.Text)
	return ok && utf8.RuneCountInString(l.Fold.Text) < 40
}
