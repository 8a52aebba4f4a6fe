package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

var aggregate = regexp.MustCompile(`(?:综合|汇总|汇集|根据|依据|包括|包含|涵盖|涉及)[^。]{0,40}?(?:各(?:有关|相关|县直|区直|市直|县级|区级|政府)*(?:部门|单位|乡镇|镇|街道|县|市|区)|(?:相关|所属|下属|直属)部门|乡镇\S{0,6}(?:数据|报告|情况))[^。]{0,40}?(?:编制|汇总|数据|年度报告|而成|形成)|(?:全县|全市|全区|全省)各级[^。]{0,20}(?:汇总|数据|统计)|汇总了?[^。]{0,20}(?:部门|乡镇|街道|单位)`)
var ownOffice = regexp.MustCompile(`(?:仅|只)(?:包括|包含|统计|反映|涉及|限于)?[^。]{0,12}?(?:本机关|本级|县政府办公室|区政府办公室|市政府办公室|政府办公室|县政府本级|本办|自身)|不(?:含|包括|包含)[^。]{0,16}?(?:部门|乡镇|街道|单位)|(?:县|区|市)?(?:人民)?政府(?:本级|办公室)(?:自身|本身)?的?(?:政府信息公开)?(?:数据|情况)`)

// scopeOf says whose figures the report counts, by its preamble. An office other than a
// government reports on itself.
func scopeOf(r *disclosure.Report, lines []line) disclosure.Scope {
	if r.AgencyFamily == nil || strings.HasPrefix(*r.AgencyID, "unresolved-") {
		return preambleScope(lines, disclosure.ScopeUnknown)
	}
	switch *r.AgencyFamily {
	case disclosure.FamilyGovOffice, disclosure.FamilyZoneAdmin:
		return preambleScope(lines, disclosure.ScopeUnknown)
	}
	return disclosure.ScopeOwnOffice
}

func preambleScope(lines []line, standard disclosure.Scope) disclosure.Scope {
	read := 0
	for _, l := range lines {
		text := l.fold.Text
		if read += utf8.RuneCountInString(text); read > 1500 || sectionHeading.MatchString(text) && read > 40 {
			if utf8.RuneCountInString(text) < 60 {
				break
			}
		}
		switch {
		case ownOffice.MatchString(text):
			return disclosure.ScopeOwnOffice
		case aggregate.MatchString(text):
			return disclosure.ScopeAggregate
		}
	}
	return standard
}
