package form

import (
	"math/bits"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// marks are words of the heads and rows of a table, cut short where a narrow cell wraps them,
// and of how many it takes for the table to be printed.
type marks struct {
	kind  Kind
	least int
	words *pattern.Lists // a word each
}

func marksOf(kind Kind, least int, words ...string) marks {
	var lists [][]string
	for _, w := range words {
		lists = append(lists, []string{w})
	}
	return marks{kind, least, pattern.ListsOf(lists)}
}

// in is how many of the words a text has.
func (m *marks) in(text string) int { return bits.OnesCount64(m.words.In(text)) }

// unifiedMarks stand in no sentence.
var unifiedMarks = []marks{
	marksOf(Proactive, 3, "制发件", "废止件", "有效件", "制发本年废", "废止现行有", "制作数量", "对外公开总", "处理决定数量", "收费金额(单位", "采购总金额"),
	marksOf(Requests, 5, "第三方合法权", "三类内部事务", "四类过程性", "行政执法案", "行政查询事", "不掌握相关", "没有现成信", "内容仍不明", "信访举报投", "公开出版物", "大量反复申", "三安全一稳", "属于国家秘", "法律行政法规禁"),
}

// statisticsMarks stand in sentences too, but not so many of them before the end of one.
var statisticsMarks = []marks{
	marksOf(nationalTable, 6, "规范性文件总数", "公报公开政府信息数", "网站公开政府信息数", "微博公开政府信息数", "微信公开政府信息数", "方式公开政府信息数", "重大舆情数", "发布会总次数", "在线访谈次数", "稿件发布数", "回应事件数",
		"收到申请数", "当面申请数", "传真申请数", "网络申请数", "信函申请数", "申请办结数", "按时办结数", "延期办结数", "公开范围数", "同意公开答复数", "部分公开答复数", "行政机关公开数", "信息不存在数", "更改补充数", "其他途径办理数",
		"具体行政行为数", "依法纠错数", "其他情形数", "举报投诉数量", "专门机构数", "查阅点数", "工作人员数", "培训班数", "培训人员数"),
	marksOf(localTable, 6, "公开文件数", "公开信息数", "文件全文电子化", "全文电子化的", "规范性文件数", "服务类信息数", "网站公开数", "公报公开数", "公开信息总数", "页面访问量", "栏访问量", "现场接待人", "网上咨询", "咨询电话接听", "信息目录数",
		"申请总数", "当面申请数", "传真申请数", "电子邮件申请", "网上申请数", "信函申请数", "形式申请数", "答复总数", "申请的答复数", "同意公开答复数", "部分公开答复数", "予公开答复数", "否决公开答复", "类型答复数", "非本部门掌握", "信息不存在数", "内容不明确数", "免予公开范围",
		"行政复议数", "行政诉讼数", "行政申诉数", "减免收费", "减免金额", "收费总额", "专职人员数", "兼职人员数"),
}

// laterMarks are those that only the form of 2021 has.
var laterMarks = pattern.AnyOf("制发件", "废止件", "制发本年废", "逾期不补正", "逾期未按收费")

// Missed lists the tables that the document prints and that gave no figure, and the form that
// they show. Statistics count only where no table at all was read: those of an earlier form
// stand beside the later ones.
func (r *Reader) Missed() ([]Kind, disclosure.Form) {
	if r.Kinds[Proactive] && r.Kinds[Requests] && r.Kinds[Reviews] {
		return nil, ""
	}
	lines := r.unreadText()
	text := disclosure.FoldName(lines)
	if missed := r.missedUnified(lines, text); len(missed) > 0 {
		if laterMarks.In(text) {
			return missed, disclosure.Form2021
		}
		return missed, disclosure.Form2019
	}
	if len(r.Kinds) > 0 {
		return nil, ""
	}
	switch kind := printedStatistics(text); kind {
	case nationalTable:
		return []Kind{kind}, disclosure.Form2014
	case localTable:
		return []Kind{kind}, disclosure.Form2008
	}
	return nil, ""
}

func (r *Reader) missedUnified(lines, text string) []Kind {
	var missed []Kind
	rows := printedRows(lines)
	for i := range unifiedMarks {
		if m := &unifiedMarks[i]; !r.Kinds[m.kind] && (m.in(text) >= m.least || rows[m.kind]) {
			missed = append(missed, m.kind)
		}
	}
	if !r.Kinds[Reviews] && (printsReviews(text) || rows[Reviews]) {
		missed = append(missed, Reviews)
	}
	return missed
}

// printedRows tells table 3 and table 4 by rows of figures below their headings, where nothing
// of their words is left whole.
func printedRows(lines string) map[Kind]bool {
	const fewest, rows = 6, 3 // figures of a row, and rows
	chapter, count, out := noTable, map[Kind]int{}, map[Kind]bool{}
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		n := 0
		for _, w := range words {
			if bareFigure(w) {
				n++
			}
		}
		if n == len(words) && chapter == Requests {
			continue // nothing says what they are
		}
		switch {
		case n >= fewest:
			count[chapter]++
			out[chapter] = out[chapter] || chapter == Requests && count[chapter] >= rows || chapter == Reviews && n >= len(threeResults)
		case n == 0 && len(line) <= longestHeading:
			chapter = chapterOf(disclosure.FoldName(line), chapter)
		}
	}
	return out
}

func bareFigure(word string) bool { return strings.Trim(word, "0123456789") == "" }

// longestHeading bounds a heading with its number, in bytes.
const longestHeading = 120

// chapterOf is the table that stands below a heading; a line that is none leaves it.
func chapterOf(line string, before Kind) Kind {
	switch {
	case strings.HasSuffix(line, "收到和处理政府信息公开申请情况"):
		return Requests
	case strings.HasSuffix(line, "行政复议、行政诉讼情况"):
		return Reviews
	case strings.HasPrefix(line, "五、"):
		return noTable
	}
	return before
}

// unreadText is the text outside of the tables that gave figures, those of other years too, with
// its lines.
func (r *Reader) unreadText() string {
	if len(r.gave) == 0 {
		return r.doc.Flow.Text
	}
	places := slices.Clone(r.gave)
	slices.SortFunc(places, func(a, b tree.Run) int { return a.Start - b.Start })
	var out strings.Builder
	at := 0
	for _, t := range places {
		out.WriteString(string(r.doc.Flow.Runes[at:max(at, t.Start)]))
		at = max(at, t.End)
	}
	out.WriteString(string(r.doc.Flow.Runes[at:]))
	return out.String()
}

// printsReviews tells table 4 by its three halves, however its narrow columns wrap 结果维持,
// 结果纠正 and 尚未审结. A sentence that says as much counts 0件.
func printsReviews(text string) bool {
	if strings.Count(text, "纠") < 3 {
		return false
	}
	for part := range strings.SplitSeq(text, "。") {
		least := min(strings.Count(part, "维"), strings.Count(part, "纠"), strings.Count(part, "尚"), strings.Count(part, "审"))
		if least >= 3 && len(countedCases.FindAllStringIndex(part, least)) < least {
			return true
		}
	}
	return false
}

var countedCases = pattern.MustCompile(`\d件`)

// printedStatistics is the kind of statistics that a text prints, noTable where there are none.
func printedStatistics(text string) Kind {
	kind, most := noTable, 0
	for part := range strings.SplitSeq(text, "。") {
		if len(part) < leastPrinted {
			continue
		}
		for i := range statisticsMarks {
			m := &statisticsMarks[i]
			if n := m.in(part); n >= m.least && n > most {
				kind, most = m.kind, n
			}
		}
	}
	return kind
}

// leastPrinted is how long the labels of statistics are that can be told, in bytes.
const leastPrinted = 6 * len("申请总数")
