package outcome

import (
	"slices"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/prose"
	"gongkai/parse/tree"
)

// annexTable is how annexes of a report with tables are called: what it is about, and that it is
// a table.
const annexTable = `(?:信息公开|政务公开|主动公开|申请|复议|诉讼|年报|年度报告|统计)[^。;,]{0,24}表(?:\([^)]*\))?(?:\.(?:xlsx?|docx?|et|wps|pdf))?`

var (
	// refersToAnnex: 具体数据详见附件。 or 详见附件《…统计表》, or （见附表2） on a line of its own.
	refersToAnnex = pattern.MustCompile(`(?:数据|数字|统计|情况)[^。;,]{0,12}(?:见|参照)(?:本报告)?(?:附件|附表|所附)` +
		`|见(?:附件|附表)[一二三四五六七八九\d]{0,2} ?[:《"]? ?[^。;,]{0,30}?` + annexTable +
		`|^\(?(?:详|请|具体)?见(?:附件|附表)[一二三四五六七八九\d]{0,2}\)?[。;]?$`)
	// listsAnnex: 附件:1.主动公开政府信息情况表.xls
	listsAnnex = pattern.MustCompile(`^附[件表][一二三四五六七八九\d]{0,2} ?[:.、]? ?(?:\d[.、])? ?[^。;,]{0,40}?` + annexTable + `$`)
	// titlesTable: 政府信息公开情况统计表, above what should be it.
	titlesTable = pattern.MustCompile(`^[^。;,:]{0,40}(?:信息公开|政务公开)[^。;,:]{0,16}(?:统计|情况|数据|报)表(?:\([^)]*\))?$`)
)

// announcesTables reports whether the text says that tables of the report stand in an annex, or
// prints the title of one; which the document itself does not hold.
func (j Judgement) announcesTables() bool {
	if j.Forms.Other != "" || !slices.ContainsFunc(j.Lines, func(l tree.Line) bool {
		return refersToAnnex.MatchString(l.Fold.Text) || listsAnnex.MatchString(l.Fold.Text) || titlesTable.MatchString(l.Fold.Text)
	}) {
		return false
	}
	printed, _ := j.Forms.Missed()
	return len(printed) == 0
}

// IsText reports whether the document has a report's text, be it that its tables stand elsewhere.
func (j Judgement) IsText() bool {
	return len(j.Forms.Kinds) > 0 || j.announcesTables() && !weigh(j.Lines).isEmpty()
}

// announcesRequests reports whether the text has the chapter that is a table in the unified form.
func (j Judgement) announcesRequests() bool {
	return slices.ContainsFunc(j.Lines, func(l tree.Line) bool {
		return requestsChapter.MatchString(l.Fold.Text) && prose.IsHeading(l)
	})
}

var requestsChapter = pattern.MustCompile(`收到和处理政府信息公开申请情况`)

// prose: a text without tables of the form. It is whole unless it leads to a section of
// tables that only a picture or an attachment can fill, or says that its tables stand elsewhere.
func (j Judgement) prose(images, attached int) (disclosure.Outcome, string) {
	chapter := j.announcesRequests()
	switch {
	case chapter && images > 0:
		return disclosure.OutcomePartial, "统一格式的表格在图片中，未读取"
	case chapter && attached > 0:
		return disclosure.OutcomePartial, "统一格式的表格在附件中，未读取"
	case len(j.Forms.Claims) > 0, !j.announcesTables():
		return disclosure.OutcomeOK, ""
	case images > 0:
		return disclosure.OutcomePartial, "统计表可能在图片中，未读取"
	}
	return disclosure.OutcomePartial, "统计表在附件中，未读取"
}
