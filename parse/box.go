package parse

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// The facts that the box over a text can print.
const (
	boxIndex     = "index"
	boxPublisher = "publisher"
	boxDocument  = "document"
	boxIssued    = "issued"
	boxPublished = "published"
	boxTitle     = "title"
	boxSource    = "source"
	boxAny       = "" // a label that only ends the value before it
)

// boxLabels are the labels of metadata boxes, without the spaces that sites put inside.
var boxLabels = map[string]string{
	"索引号": boxIndex, "信息索引号": boxIndex, "索引码": boxIndex, "索取号": boxIndex, "信息索取号": boxIndex,
	"发布机构": boxPublisher, "发文机关": boxPublisher, "发布机关": boxPublisher, "公开机构": boxPublisher, "发文单位": boxPublisher, "发布单位": boxPublisher,
	"公开责任部门": boxPublisher, "制发机关": boxPublisher, "公开主体": boxPublisher, "公开单位": boxPublisher, "发文机构": boxPublisher, "责任部门": boxPublisher, "所属机构": boxPublisher,
	"文号": boxDocument, "发文字号": boxDocument, "发文号": boxDocument, "文件编号": boxDocument, "公文文号": boxDocument,
	"成文日期": boxIssued, "生成日期": boxIssued, "发文日期": boxIssued, "印发日期": boxIssued, "成文时间": boxIssued, "生成时间": boxIssued, "制发日期": boxIssued, "信息生成日期": boxIssued, "发文时间": boxIssued,
	"发布日期": boxPublished, "公开日期": boxPublished, "发布时间": boxPublished, "公开时间": boxPublished, "信息发布日期": boxPublished, "发表时间": boxPublished, "时间": boxPublished, "日期": boxPublished,
	"名称": boxTitle, "标题": boxTitle, "信息名称": boxTitle, "公文名称": boxTitle, "文件名称": boxTitle,
	"来源": boxSource, "信息来源": boxSource, "文章来源": boxSource,
	"分类": boxAny, "主题分类": boxAny, "组配分类": boxAny, "信息分类": boxAny, "公开方式": boxAny, "公开范围": boxAny, "公开形式": boxAny, "有效性": boxAny, "时效": boxAny, "是否有效": boxAny,
	"浏览次数": boxAny, "浏览量": boxAny, "点击数": boxAny, "点击量": boxAny, "阅读次数": boxAny, "访问量": boxAny, "点击次数": boxAny, "阅读量": boxAny, "字号": boxAny, "字体": boxAny, "字体大小": boxAny, "体裁分类": boxAny, "服务对象": boxAny, "公开类别": boxAny,
	"关键词": boxAny, "主题词": boxAny, "内容概述": boxAny, "概述": boxAny, "作者": boxAny, "责任编辑": boxAny, "编辑": boxAny, "审核": boxAny, "栏目": boxAny, "打印": boxAny, "分享": boxAny, "分享到": boxAny, "废止日期": boxAny, "生效日期": boxAny, "实施日期": boxAny,
	"信息类别": boxAny, "公开属性": boxAny, "文件状态": boxAny, "原文链接": boxAny, "公开时限": boxAny, "更新时间": boxAny, "体裁": boxAny, "主题": boxAny, "有效期": boxAny, "信息状态": boxAny,
}

// bareLabels may stand before their value without a colon.
var bareLabels = regexp.MustCompile(`^(?:信息索引号|索引号|发布机构|发文机关|发布机关|发文字号|文号|成文日期|生成日期|发文日期|发布日期|公开日期|发布时间|公开机构|公开时间)`)

var labelled = func() *regexp.Regexp {
	var all []string
	for label := range boxLabels {
		all = append(all, label)
	}
	sort.Slice(all, func(i, j int) bool { return len(all[i]) > len(all[j]) || len(all[i]) == len(all[j]) && all[i] < all[j] })
	return regexp.MustCompile(`[\[【]?(` + strings.Join(all, "|") + `)[\]】]?:`)
}()

// boxValue is a fact as the box prints it.
type boxValue struct {
	value string // folded
	raw   string // label and value, as printed
}

// readBox collects what boxes, bylines and heads of text files say, the first of each kind.
// It looks at short lines only, and not far into the text: prose is no box.
func readBox(f *flow, lines []line, textStart int) map[string]boxValue {
	box := map[string]boxValue{}
	inText := 0
	for i, l := range lines {
		if l.start >= textStart {
			if inText++; inText > 12 {
				break
			}
		}
		if utf8.RuneCountInString(l.fold.Text) > 160 {
			continue
		}
		readBoxLine(f, lines, i, box)
	}
	return box
}

func readBoxLine(f *flow, lines []line, i int, box map[string]boxValue) {
	l, text := lines[i], lines[i].fold.Text
	keep := func(kind, value string, from, to int) {
		value = strings.Trim(value, " :;|,[]【】")
		if _, ok := box[kind]; kind != boxAny && value != "" && !ok {
			box[kind] = boxValue{value, f.raw(l.span(from, to))}
		}
	}
	marks := labelled.FindAllStringSubmatchIndex(text, -1)
	for k, m := range marks {
		if k == 0 && m[0] > 0 && utf8.RuneCountInString(text[:m[0]]) > 80 {
			return
		}
		end := len(text)
		if k+1 < len(marks) {
			end = marks[k+1][0]
		}
		kind := boxLabels[text[m[2]:m[3]]]
		if m[1] == len(text) {
			if v, ok := nextValue(lines, i); ok {
				keep(kind, v, m[0], end)
			}
			continue
		}
		keep(kind, text[m[1]:end], m[0], end)
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

// nextValue is the next line or cell, unless it is a label itself: the value is then empty.
func nextValue(lines []line, i int) (string, bool) {
	if i+1 >= len(lines) {
		return "", false
	}
	next := lines[i+1].fold.Text
	_, isLabel := boxLabels[strings.Trim(next, ":[]【】 ")]
	if m := labelled.FindStringIndex(next); isLabel || m != nil && m[0] == 0 || bareLabels.MatchString(next) || utf8.RuneCountInString(next) > 80 {
		return "", false
	}
	return next, true
}

// optional returns nil for an empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// cleanNumber is an index or document number as the contract wants it.
func cleanNumber(s string) *string {
	s = strings.ReplaceAll(s, " ", "")
	if strings.Trim(s, "-/无") == "" {
		return nil
	}
	return &s
}

// box facts that come from <meta>, by the names of 政府网站发展指引 and of the families.
var metaFacts = []struct{ name, kind string }{{"indexcode", boxIndex}, {"publisher", boxPublisher}}

func addMeta(d *document, box map[string]boxValue) {
	for _, m := range metaFacts {
		if _, ok := box[m.kind]; ok {
			continue
		}
		if c := d.meta(m.name); c != "" {
			box[m.kind] = boxValue{disclosure.FoldText(c), c}
		}
	}
}
