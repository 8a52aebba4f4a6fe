package naming

import "gongkai/disclosure/pattern"

// IsColumn reports whether a folded name is that of a column of annual reports.
func IsColumn(name string) bool {
	return IsColumnWithoutYear(name) || YearColumn.MatchString(name)
}

// IsColumnWithoutYear leaves out the reports of one agency whose year is in Chinese characters,
// which are letters like all others: 晴岚县二〇一二年政府信息公开年报.
func IsColumnWithoutYear(name string) bool {
	return annualWords.MatchString(name) && !yearInTitle.MatchString(name)
}

var annualWords = pattern.MustCompile(`^(?:[\p{Han}]{0,20}?)(?:政府)?(?:信息|政务)?公开(?:工作)?(?:年报|年度报告)(?:列表|专栏|专题|栏目)?$|^(?:信息)?年报(?:列表|公开)?$|^(?:工作)?年度报告$|^公开年报$|^历年年报$|^(?:各?(?:部门|乡镇|街道|单位|镇)[\p{Han}]{0,8})年报$`)

// YearColumn names the yearly parts of such a column.
var YearColumn = pattern.MustCompile(`^(?:(?:20\d\d|二[〇○零O0][〇○零O0一二][〇○零O0一二三四五六七八九])年?度?)(?:政府)?信息公开(?:工作)?(?:年报|年度报告)(?:专栏|专题|栏目)?$`)
