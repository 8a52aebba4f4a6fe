package origin

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// The facts that the box over a text can print.
const (
	BoxIndex     = "index"
	BoxPublisher = "publisher"
	BoxDocument  = "document"
	BoxIssued    = "issued"
	BoxPublished = "published"
	BoxTitle     = "title"
	boxSource    = "source"
	boxAny       = "" // a label that only ends the value before it
)

// boxLabels are the labels of metadata boxes, without the spaces that sites put inside.
var boxLabels = map[string]string{
	"索引号": BoxIndex, "信息索引号": BoxIndex, "索引码": BoxIndex, "索取号": BoxIndex, "信息索取号": BoxIndex, "索引编号": BoxIndex, "统一索引号": BoxIndex, "公开索引号": BoxIndex,
	"发布机构": BoxPublisher, "发文机关": BoxPublisher, "发布机关": BoxPublisher, "公开机构": BoxPublisher, "发文单位": BoxPublisher, "发布单位": BoxPublisher,
	"公开责任部门": BoxPublisher, "制发机关": BoxPublisher, "公开主体": BoxPublisher, "公开单位": BoxPublisher, "发文机构": BoxPublisher, "责任部门": BoxPublisher, "所属机构": BoxPublisher,
	"制发机构": BoxPublisher, "发布部门": BoxPublisher, "公开部门": BoxPublisher, "信息发布机构": BoxPublisher, "编制机关": BoxPublisher, "编制单位": BoxPublisher, "信息公开机构": BoxPublisher, "公开责任单位": BoxPublisher, "责任单位": BoxPublisher, "供稿单位": BoxPublisher, "信息提供单位": BoxPublisher,
	"文号": BoxDocument, "发文字号": BoxDocument, "发文号": BoxDocument, "文件编号": BoxDocument, "公文文号": BoxDocument,
	"成文日期": BoxIssued, "生成日期": BoxIssued, "发文日期": BoxIssued, "印发日期": BoxIssued, "成文时间": BoxIssued, "生成时间": BoxIssued, "制发日期": BoxIssued, "信息生成日期": BoxIssued, "发文时间": BoxIssued, "印发时间": BoxIssued, "签发日期": BoxIssued, "制作日期": BoxIssued, "产生日期": BoxIssued, "形成日期": BoxIssued,
	"发布日期": BoxPublished, "公开日期": BoxPublished, "发布时间": BoxPublished, "公开时间": BoxPublished, "信息发布日期": BoxPublished, "发表时间": BoxPublished, "发表日期": BoxPublished, "上传时间": BoxPublished, "录入时间": BoxPublished, "信息发布时间": BoxPublished, "网上公开日期": BoxPublished, "上网日期": BoxPublished, "刊登日期": BoxPublished, "发布于": BoxPublished, "发表于": BoxPublished, "时间": BoxPublished, "日期": BoxPublished,
	"名称": BoxTitle, "标题": BoxTitle, "信息名称": BoxTitle, "公文名称": BoxTitle, "文件名称": BoxTitle,
	"来源": boxSource, "信息来源": boxSource, "文章来源": boxSource,
	"分类": boxAny, "主题分类": boxAny, "组配分类": boxAny, "信息分类": boxAny, "公开方式": boxAny, "公开范围": boxAny, "公开形式": boxAny, "有效性": boxAny, "时效": boxAny, "是否有效": boxAny,
	"浏览次数": boxAny, "浏览量": boxAny, "点击数": boxAny, "点击量": boxAny, "阅读次数": boxAny, "访问量": boxAny, "点击次数": boxAny, "阅读量": boxAny, "字号": boxAny, "字体": boxAny, "字体大小": boxAny, "体裁分类": boxAny, "服务对象": boxAny, "公开类别": boxAny,
	"关键词": boxAny, "主题词": boxAny, "内容概述": boxAny, "概述": boxAny, "作者": boxAny, "责任编辑": boxAny, "编辑": boxAny, "审核": boxAny, "栏目": boxAny, "打印": boxAny, "分享": boxAny, "分享到": boxAny, "废止日期": boxAny, "生效日期": boxAny, "实施日期": boxAny,
	"信息类别": boxAny, "公开属性": boxAny, "文件状态": boxAny, "原文链接": boxAny, "公开时限": boxAny, "更新时间": boxAny, "体裁": boxAny, "主题": boxAny, "有效期": boxAny, "信息状态": boxAny, "登记号": boxAny, "统一登记号": boxAny, "文种": boxAny, "公文种类": boxAny, "语种": boxAny, "载体类型": boxAny, "记录形式": boxAny, "文件有效性": boxAny, "点击": boxAny, "浏览": boxAny, "阅读": boxAny, "人气": boxAny, "录入": boxAny, "录入人": boxAny, "发布人": boxAny, "发布者": boxAny, "信息员": boxAny, "保存": boxAny, "关闭": boxAny, "大小": boxAny, "摘要": boxAny, "体例": boxAny, "内容分类": boxAny, "服务对象分类": boxAny, "公开程序": boxAny,
}

// bareLabels may stand before their value without a colon.
var bareLabels = pattern.MustCompile(`^(?:信息索引号|索引号|发布机构|发文机关|发布机关|发文机构|公开机构|发文字号|文号|成文日期|生成日期|发文日期|发布日期|公开日期|发布时间|公开时间|发布于|发表于)`)

// longestLabel is the length of the longest label, in bytes.
var longestLabel = func() int {
	longest := 0
	for label := range boxLabels {
		longest = max(longest, len(label))
	}
	return longest
}()

// boxMark is a label in a line: what it means, where it begins and where its value can begin.
type boxMark struct {
	kind        string
	start, next int
}

// marksIn finds the labels of a line: before a colon, or in brackets.
func marksIn(text string) []boxMark {
	var marks []boxMark
	for i, r := range text {
		if r != ':' && r != ']' && r != '】' {
			continue
		}
		for start := max(0, i-longestLabel); start < i; start++ {
			kind, ok := boxLabels[text[start:i]]
			if !ok {
				continue
			}
			if m, ok := closeMark(text, boxMark{kind, start, i + utf8.RuneLen(r)}, r); ok {
				marks = append(marks, m)
			}
			break
		}
	}
	return marks
}

// closeMark takes the brackets around a label into it. A closing bracket needs an opening one.
func closeMark(text string, m boxMark, end rune) (boxMark, bool) {
	opened := false
	for _, open := range [...]string{"[", "【"} {
		if strings.HasSuffix(text[:m.start], open) {
			m.start, opened = m.start-len(open), true
		}
	}
	if end == ':' {
		for _, closing := range [...]string{"]", "】"} {
			if opened && strings.HasPrefix(text[m.next:], closing) {
				m.next += len(closing)
			}
		}
		return m, true
	}
	if strings.HasPrefix(text[m.next:], ":") {
		m.next++
	}
	return m, opened
}

// Fact is a fact as the box prints it.
type Fact struct {
	Value string // folded
	raw   string // label and value, as printed
}

// ReadBox collects what boxes, bylines and heads of text files say, the first of each kind.
// It looks at short lines only, and not far into the text: prose is no box.
func ReadBox(f *tree.Flow, lines []tree.Line, textStart int) map[string]Fact {
	box := map[string]Fact{}
	inText := 0
	for i, l := range lines {
		if l.Start >= textStart {
			if inText++; inText > 12 {
				break
			}
		}
		if len(l.Fold.Text) > 160 && utf8.RuneCountInString(l.Fold.Text) > 160 {
			continue
		}
		if !readHeadedRow(f, lines, i, box) {
			readBoxLine(f, lines, i, box)
		}
	}
	readBareDate(f, lines, textStart, box)
	return box
}

// readHeadedRow reads a row of labels with the row of their values below it.
func readHeadedRow(f *tree.Flow, lines []tree.Line, i int, box map[string]Fact) bool {
	labels := rowFrom(f, lines, i)
	if len(labels) < 2 || i > 0 && sameRow(f, lines[i]) {
		return false
	}
	values := rowFrom(f, lines, i+len(labels))
	if len(values) != len(labels) {
		return false
	}
	for k, l := range labels {
		_, known := labelKind(l.Fold.Text)
		_, also := labelKind(values[k].Fold.Text)
		if !known || also {
			return false
		}
	}
	for k, l := range labels {
		kind, _ := labelKind(l.Fold.Text)
		if _, ok := box[kind]; kind != boxAny && !ok {
			box[kind] = Fact{values[k].Fold.Text, f.Raw(l.Span(0, len(l.Fold.Text))) + " " + f.Raw(values[k].Span(0, len(values[k].Fold.Text)))}
		}
	}
	return true
}

// rowFrom is the lines from i on that stand in one row of a table.
func rowFrom(f *tree.Flow, lines []tree.Line, i int) []tree.Line {
	if i >= len(lines) {
		return nil
	}
	end := i + 1
	for end < len(lines) && end < i+12 && sameRow(f, lines[end]) {
		end++
	}
	return lines[i:end]
}

// sameRow reports whether a line is a cell behind another.
func sameRow(f *tree.Flow, l tree.Line) bool { return l.Start > 0 && f.Runes[l.Start-1] == '\t' }

func labelKind(text string) (string, bool) {
	kind, ok := boxLabels[strings.Trim(text, ":[]【】 ")]
	return kind, ok
}

// bareDate is a day alone on its line or before the rest of a byline: 2021-01-29 作者：…
var bareDate = pattern.MustCompile(`^(?:\[|【|\()?(20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)(?:\]|】|\))?\s*(?:\d{1,2}:\d\d(?::\d\d(?:\.\d)?)?)?\s*(?:$|作者|来源|浏览|点击|阅读|访问|【|\[|字体|字号|分享|发布|打印|\p{Han}{2,26}(?:局|委员会|办公室|中心|政府|街道|办事处|管委会|镇|乡)$)`)

// readBareDate takes the day of a byline that has no label, where no label says another. It
// looks between the title and the text only.
func readBareDate(f *tree.Flow, lines []tree.Line, textStart int, box map[string]Fact) {
	if _, ok := box[BoxPublished]; ok {
		return
	}
	titled := false
	for i, l := range lines {
		if titled && !isLabelled(lines, i) {
			if m := bareDate.FindStringSubmatchIndex(l.Fold.Text); m != nil {
				box[BoxPublished] = Fact{l.Fold.Text[m[2]:m[3]], f.Raw(l.Span(m[2], m[3]))}
				return
			}
		}
		titled = titled || strings.Contains(l.Fold.Text, "公") && utf8.RuneCountInString(l.Fold.Text) < 80 && naming.ReportWords.MatchString(disclosure.FoldName(l.Fold.Text))
		if l.Start > textStart+400 || titled && strings.Contains(l.Fold.Text, "。") { // the text has begun: a day below is its signature
			return
		}
	}
}

// isLabelled reports whether a line is the value of a label before it.
func isLabelled(lines []tree.Line, i int) bool {
	return i > 0 && isLabel(lines[i-1].Fold.Text)
}

// isOfAnother reports whether a line is the value of a label that is not the title's.
func isOfAnother(lines []tree.Line, i int) bool {
	if i == 0 {
		return false
	}
	kind, ok := labelKind(lines[i-1].Fold.Text)
	return ok && kind != BoxTitle
}

// isLabel reports whether a text is a label and nothing else.
func isLabel(text string) bool {
	_, ok := labelKind(text)
	return ok
}

func readBoxLine(f *tree.Flow, lines []tree.Line, i int, box map[string]Fact) {
	l, text := lines[i], lines[i].Fold.Text
	keep := func(kind, value string, from, to int) {
		if label := bareLabels.FindString(value); label != "" { // 文号:索引号0123/2023-7: the value is missing, the next label has no colon
			kind, value = boxLabels[label], value[len(label):]
		}
		value = strings.Trim(value, " :;|,[]【】")
		if _, ok := box[kind]; kind != boxAny && value != "" && !ok {
			box[kind] = Fact{value, f.Raw(l.Span(from, to))}
		}
	}
	if strings.Count(text, "|") > 1 && readPipes(text, keep) {
		return
	}
	marks := marksIn(text)
	if len(marks) > 0 { // 发布于 2020年2月1日 来源:…
		if label := bareLabels.FindString(text[:marks[0].start]); label != "" {
			keep(boxLabels[label], text[len(label):marks[0].start], 0, marks[0].start)
		}
	}
	for k, m := range marks {
		if k == 0 && m.start > 0 && utf8.RuneCountInString(text[:m.start]) > 80 {
			return
		}
		end := len(text)
		if k+1 < len(marks) {
			end = marks[k+1].start
		}
		if m.next == len(text) {
			if v, ok := nextValue(lines, i); ok {
				keep(m.kind, v, m.start, end)
			}
			continue
		}
		keep(m.kind, text[m.next:end], m.start, end)
	}
	if len(marks) > 0 {
		return
	}
	if kind, ok := boxLabels[strings.Trim(text, "[]【】")]; ok {
		if v, ok := nextValue(lines, i); ok {
			keep(kind, v, 0, len(text))
		}
	} else if label := bareLabels.FindString(text); label != "" && utf8.RuneCountInString(text) < 60 {
		keep(boxLabels[label], text[len(label):], 0, len(text))
	}
}

// readPipes reads a row of cells that a text file parts by bars: 索引号 | 01/2023-7 | 分类 | 其他 |.
// It reports whether the line is one.
func readPipes(text string, keep func(kind, value string, from, to int)) bool {
	for _, m := range marksIn(text) {
		if m.next < len(text) && text[m.next] != '|' {
			return false // 索引号:01/2023-7 | 分类:其他
		}
	}
	label, from, at, found := "", 0, 0, false
	for _, cell := range strings.Split(text, "|") {
		end := at + len(cell)
		kind, isLabel := labelKind(cell)
		switch {
		case isLabel:
			label, from, found = kind, at, true
		case label != boxAny && strings.TrimSpace(cell) != "":
			keep(label, cell, from, end)
			label = boxAny
		}
		at = end + len("|")
	}
	return found
}

// nextValue is the next line or cell, unless it is a label itself: the value is then empty.
func nextValue(lines []tree.Line, i int) (string, bool) {
	if i+1 >= len(lines) {
		return "", false
	}
	next := lines[i+1].Fold.Text
	_, isLabel := boxLabels[strings.Trim(next, ":[]【】 ")]
	if m := marksIn(next); isLabel || len(m) > 0 && m[0].start == 0 || bareLabels.MatchString(next) || utf8.RuneCountInString(next) > 80 {
		return "", false
	}
	return next, true
}

// CleanNumber is an index or document number as the contract wants it. What holds no number is
// the next label behind an empty cell, a title or a
// sentence is the next line.
func CleanNumber(s string) *string {
	s = strings.ReplaceAll(s, " ", "")
	if !strings.ContainsAny(s, "0123456789〇一二三四五六七八九十") || strings.ContainsAny(s, ",。;") || naming.ReportWords.MatchString(disclosure.FoldName(s)) {
		return nil
	}
	return &s
}

// box facts that come from <meta>, by the names of 政府网站发展指引 and of the families.
var metaFacts = []struct{ name, kind string }{{"indexcode", BoxIndex}, {"publisher", BoxPublisher}}

// AddMeta adds the facts of the page's head that the box does not print.
func AddMeta(d *tree.Document, box map[string]Fact) {
	for _, m := range metaFacts {
		if _, ok := box[m.kind]; ok {
			continue
		}
		if c := d.Meta(m.name); c != "" {
			box[m.kind] = Fact{disclosure.FoldText(c), c}
		}
	}
}

// orNil returns nil for an empty string.
func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
