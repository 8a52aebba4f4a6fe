package outcome

import (
	"slices"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/form"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// templateMarks are what stands in a form until somebody fills it in: XX局, （单位名称）, ××年.
var templateMarks = pattern.MustCompile(`[×✕╳xX*＊_]{2}(?:年|省|市|县|区|镇|乡|局|街道|单位|部门|委员会|人民政府|\()|\((?:单位|机关|部门|机构)(?:名称|全称)\)|[某](?:单位|部门)(?:20|[×xX])|(?:单位|机关|部门)名称[+_]|20[×✕╳xX*_]{2}年|\((?:文字描述|文字表述|文字说明|可附|此处|简要|请填)[^)]{0,40}\)|填报说明|填表说明|填写说明`)

// templateTitle matches the titles under which the empty form goes round.
var templateTitle = pattern.MustCompile(`(?:报告|年报)(?:的)?(?:统一)?(?:格式|样式|样表|样本|模板|模版|范本)|(?:模板|模版|范本|样本|样表|样式|参考格式|格式文本)\)?$|填报说明|填写说明`)

// isTemplate reports whether a text is the empty form and no report: with nothing but zeros its
// title says so; without a single number its title says so, the places for names are still marked, or it goes with a notice. A report
// that leaves its cells blank names whose it is. Without a table the marks must stand where the
// text begins, and nothing may be stated.
func (j Judgement) isTemplate() bool {
	if j.counted() > 0 {
		return j.zerosOnly() && templateTitle.MatchString(disclosure.FoldName(j.Title))
	}
	lines := j.Lines
	if len(j.Forms.Kinds) == 0 {
		lines = lines[:min(len(lines), 4)]
	}
	return (j.isTemplateTitle() || hasTemplateMark(lines)) && (len(j.Forms.Kinds) > 0 || j.stated(j.Lines) == 0)
}

func (j Judgement) isTemplateTitle() bool {
	tables := len(j.Forms.Kinds) > 0
	for i, t := range j.Titles {
		name := disclosure.FoldName(t)
		if templateTitle.MatchString(name) || templateMarks.MatchString(name) || tables && i < 3 && otherPaper.MatchString(name) && !naming.IsReport(name) {
			return true
		}
	}
	return false
}

func hasTemplateMark(lines []tree.Line) bool {
	return slices.ContainsFunc(lines, func(l tree.Line) bool { return templateMarks.MatchString(l.Fold.Text) })
}

// zerosOnly reports whether no cell counts anything: a form is handed out with zeros in it.
func (j Judgement) zerosOnly() bool {
	return !slices.ContainsFunc(j.Forms.Claims, func(c form.Claim) bool { return c.Figure.Value != nil && *c.Figure.Value != 0 })
}
