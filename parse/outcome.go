package parse

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// judgement weighs what a document is.
type judgement struct {
	v      *view
	forms  *formReader
	lines  []line
	title  string // folded
	titled bool   // the title is that of a report
	listed bool   // the page is mostly a list of links to reports
}

var (
	notFound     = regexp.MustCompile(`页面不存在|网页不存在|404|找不到|未找到|无法找到|已被删除|已删除|不存在或已|信息不存在|内容不存在|文章不存在|Not Found|not found`)
	otherPaper   = regexp.MustCompile(`通知|指南|制度|目录|解读|图解|召开|培训班|函$|函\)$|会议|办法|方案|规定|要点|整改|申请表|收费标准`)
	attachedOnly = regexp.MustCompile(`附件|全文|下载|点击|查看|见下|图片|扫描`)
	markers      = []string{"主动公开", "依申请公开", "统计期限", "年度报告", "行政复议", "存在的", "改进", "政府信息公开"}
)

// A text of fewer characters holds no report; one of a page "not found" is shorter than a
// page with anything else on it.
const (
	leastReport  = 150
	mostNotFound = 2000
)

// outcome decides, and says why where the document is no report or only a part of one.
func (j judgement) outcome(attached int) (disclosure.Outcome, string) {
	length := 0
	for _, l := range j.lines {
		length += characters(l.fold.Text)
	}
	whole := characters(j.v.doc.flow.text)
	tables := len(j.forms.kinds)
	images := j.pictures()
	switch {
	case whole == 0 && images == 0 && attached == 0:
		return disclosure.OutcomeBroken, "文件中没有文字"
	case tables == 0 && whole < mostNotFound && length < 400 && j.isNotFound():
		return disclosure.OutcomeSoft404, "网页内容为“页面不存在”"
	case otherPaper.MatchString(j.title) && !isReportTitle(disclosure.FoldName(j.title)):
		return disclosure.OutcomeNotAReport, "标题不是年度报告：" + short(j.title)
	case tables == 0 && j.listed:
		return disclosure.OutcomeNotAReport, "是报告列表，不是报告"
	case tables > 0:
		return j.withTables(images, attached)
	case j.titled && length < leastReport && attached > 0:
		return disclosure.OutcomePartial, "报告正文为附件，共" + itoa(attached) + "个，未读取"
	case j.titled && length < leastReport && images > 0:
		return disclosure.OutcomeImageOnly, "报告正文为图片，未读取"
	case j.titled && length < leastReport && j.announces():
		return disclosure.OutcomePartial, "网页只说明报告另有附件，附件地址未找到"
	case j.titled && length >= leastReport && j.marks() >= 2, j.marks() >= 5 && length >= 400 && j.titled:
		return j.prose(images, attached)
	case j.marks() >= 5 && length >= 400 && j.title == "":
		return disclosure.OutcomeOK, ""
	case j.titled:
		return disclosure.OutcomeBroken, "标题为年度报告，但没有正文"
	case j.title != "":
		return disclosure.OutcomeNotAReport, "标题不是年度报告：" + short(j.title)
	}
	return disclosure.OutcomeNotAReport, "没有年度报告的标题和内容"
}

// withTables: a table of the form is there. Where another is missing and there are pictures
// or attachments, it is one of them.
func (j judgement) withTables(images, attached int) (disclosure.Outcome, string) {
	if j.forms.statistics() { // earlier forms have one table only
		return disclosure.OutcomeOK, ""
	}
	if len(j.forms.kinds) < 3 && images > 0 {
		return disclosure.OutcomePartial, "缺少的表格可能在图片中，未读取"
	}
	if len(j.forms.kinds) < 3 && attached > 0 {
		return disclosure.OutcomePartial, "缺少的表格可能在附件中，未读取"
	}
	return disclosure.OutcomeOK, ""
}

// prose: a text without tables of the form. It is whole unless it leads to a section of
// tables that only a picture or an attachment can fill.
func (j judgement) prose(images, attached int) (disclosure.Outcome, string) {
	announced := false
	for _, l := range j.lines {
		announced = announced || strings.Contains(l.fold.Text, "收到和处理政府信息公开申请情况") && isHeadingLine(l)
	}
	switch {
	case announced && images > 0:
		return disclosure.OutcomePartial, "统一格式的表格在图片中，未读取"
	case announced && attached > 0:
		return disclosure.OutcomePartial, "统一格式的表格在附件中，未读取"
	}
	return disclosure.OutcomeOK, ""
}

func (j judgement) isNotFound() bool {
	if notFound.MatchString(j.title) {
		return true
	}
	return !j.titled && notFound.MatchString(j.v.doc.flow.text) && utf8.RuneCountInString(j.v.doc.flow.text) < mostNotFound
}

func (j judgement) announces() bool {
	for _, l := range j.lines {
		if attachedOnly.MatchString(l.fold.Text) {
			return true
		}
	}
	return false
}

// marks counts the words of the report's own world in the text.
func (j judgement) marks() int {
	n := 0
	for _, m := range markers {
		for _, l := range j.lines {
			if strings.Contains(l.fold.Text, m) {
				n++
				break
			}
		}
	}
	return n
}

// pictures counts the pictures in the text that can hold a page of a report; icons cannot.
func (j judgement) pictures() int {
	n := 0
	for _, img := range find(container(j.v.doc), imageTags).Nodes {
		w, errW := strconv.Atoi(strings.TrimSuffix(attr(img, "width"), "px"))
		h, errH := strconv.Atoi(strings.TrimSuffix(attr(img, "height"), "px"))
		small := errW == nil && w < 200 || errH == nil && h < 100
		if src := attr(img, "src"); src != "" && !small && !iconName.MatchString(src) && !j.v.doc.isAside(img) {
			n++
		}
	}
	return n
}

var iconName = regexp.MustCompile(`(?i)ico|logo|icon|btn|button|arrow|file_?ext|\.gif$|share|print|qrcode|ewm`)

func itoa(n int) string { return strconv.Itoa(n) }

// isList reports whether the page's own part holds links to several reports and little else.
func isList(v *view) bool {
	reports := 0
	for _, a := range collectAnchors(v, container(v.doc)) {
		if a.kind == kindReport && !a.aside {
			reports++
		}
	}
	return reports >= 3
}
