package form

import (
	"strings"

	"gongkai/disclosure"
)

// printedMarks are words of heads and rows that no sentence has, and of how many it takes for a
// table of the unified forms to be printed.
var printedMarks = []struct {
	kind  Kind
	least int
	words []string
}{
	{Proactive, 3, []string{"制发件数", "废止件数", "现行有效件数", "制作数量", "对外公开总数量", "处理决定数量", "收费金额(单位", "采购总金额"}},
	{Requests, 4, []string{"保护第三方合法权益", "三类内部事务信息", "四类过程性信息", "行政执法案卷", "行政查询事项", "不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确", "信访举报投诉类申请"}},
	{Reviews, 5, []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "复议后起诉"}},
}

// Missed lists the tables of the unified forms that the document prints and that gave no figure.
func (r *Reader) Missed() []Kind {
	var missed []Kind
	var outside strings.Builder // of the tables that were read, those of other years too
	at := 0
	for _, t := range r.Places {
		outside.WriteString(string(r.doc.Flow.Runes[at:max(at, t.Start)]))
		at = max(at, t.End)
	}
	outside.WriteString(string(r.doc.Flow.Runes[at:]))
	text := disclosure.FoldName(outside.String())
	for _, t := range printedMarks {
		n := 0
		for _, w := range t.words {
			if strings.Contains(text, w) {
				n++
			}
		}
		if n >= t.least && !r.Kinds[t.kind] {
			missed = append(missed, t.kind)
		}
	}
	return missed
}
