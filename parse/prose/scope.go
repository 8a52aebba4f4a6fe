package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// bodies are the parts of a government that an aggregate report counts.
const bodies = `(?:(?:各|所属|下属|直属|相关|政府|县|区|市)(?:有关|相关|县直|区直|市直|县级|区级|政府)*(?:部门|单位)|各?(?:乡镇|镇街|乡镇街道|街道)|各(?:镇|乡|县|市|区))`

// A sentence of the preamble that names whose figures were put together, and one that says
// that there are no others than the office's own. Laws and notices by which the report was
// made (《》, 要求, 通知) name bodies as well and count for nothing.
var (
	aggregate = pattern.MustCompile(`(?:综合|汇总|汇集|汇编|结合|根据|依据|包括|包含|涵盖|涉及|含)了?[^。,《》]{0,40}?` + bodies + `[^。,《》]{0,40}?(?:编制|汇总|数据|年度报告|报告|情况|而成|形成|人民政府$|部门$|街道$|乡镇$)|(?:全县|全市|全区|全省)各级[^。]{0,20}(?:汇总|数据|统计)|汇总了?[^。,]{0,20}(?:部门|乡镇|街道|单位)`)
	ownOffice = pattern.MustCompile(`(?:仅|只)(?:包括|包含|统计|反映|涉及|限于|为)?[^。,]{0,12}?(?:本机关|本级|政府办公室|本办|自身)|不(?:含|包括|包含)[^。,]{0,16}?(?:部门|乡镇|街道|单位)|(?:统计范围|数据范围|统计口径|数据口径|口径)[^。,]{0,6}?(?:为|是|限于)[^。,]{0,10}?(?:本级|本机关|办公室)|(?:县|区|市)?(?:人民)?政府(?:本级|办公室)(?:自身|本身)?的?(?:政府信息公开)?(?:数据|情况)`)
)

// Words of sentences on the report or its figures, and of those on whose they are.
var (
	ofReport  = pattern.AnyOf("本报告", "本年度报告", "报告数据", "所列数据", "数据统计", "统计范围", "统计口径")
	bodyWords = pattern.AnyOf("部门", "单位", "乡镇", "街道", "本级", "本机关", "办公室", "本办", "各级", "各县", "各镇", "镇街")
)

// Scope says whose figures the report counts, by its preamble. An office other than a
// government reports on itself.
func Scope(r *disclosure.Report, lines []tree.Line) disclosure.Scope {
	if r.AgencyFamily == nil || strings.HasPrefix(*r.AgencyID, "unresolved-") {
		return preambleScope(lines, disclosure.ScopeUnknown)
	}
	switch *r.AgencyFamily {
	case disclosure.FamilyGovOffice, disclosure.FamilyZoneAdmin:
		return preambleScope(lines, disclosure.ScopeUnknown)
	}
	return disclosure.ScopeOwnOffice
}

// preambleScope reads the text before the first heading; behind it only sentences count that
// speak of the report or of its figures.
func preambleScope(lines []tree.Line, standard disclosure.Scope) disclosure.Scope {
	read, preamble := 0, true
	for _, l := range lines {
		text := l.Fold.Text
		if preamble {
			n := utf8.RuneCountInString(text)
			read += n
			preamble = read <= 1500 && (read <= 40 || n >= 60 || !sectionHeading.MatchString(text))
		}
		if !preamble && !ofReport.In(text) {
			continue
		}
		for _, part := range tree.Sentences(text) {
			sentence := text[part.From:part.To]
			if !preamble && !ofReport.In(sentence) {
				continue
			}
			if said := scopeSaid(sentence); said != disclosure.ScopeUnknown {
				return said
			}
		}
	}
	return standard
}

// scopeSaid is the scope that a sentence states.
func scopeSaid(text string) disclosure.Scope {
	if !bodyWords.In(text) {
		return disclosure.ScopeUnknown
	}
	switch {
	case ownOffice.MatchString(text):
		return disclosure.ScopeOwnOffice
	case aggregate.MatchString(text) && !containsAny(text, "要求各", "通知"):
		return disclosure.ScopeAggregate
	}
	return disclosure.ScopeUnknown
}
