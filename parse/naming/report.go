// Package naming knows what reports, the columns that list them and the agencies that write them
// are called, in folded text. It refuses to say what a page is: a name is a promise, and the
// other packages look whether it is kept.
package naming

import (
	"unicode/utf8"

	"gongkai/disclosure/pattern"
)

// IsReport reports whether a folded title is that of an annual report on disclosure.
func IsReport(t string) bool {
	return yearInTitle.MatchString(t) && NamesReport(t) && utf8.RuneCountInString(t) < 90
}

// NamesReport reports whether a folded title has the words of a report and none of another
// paper, those in the name of an office aside: 卫生和计划生育局, 文化广电新闻出版局.
func NamesReport(t string) bool {
	return ReportWords.MatchString(t) && (!noReport.MatchString(t) || !noReport.MatchString(officeNames.ReplaceAllString(t, "")))
}

// ReportWords finds the words of a report in a folded text; other papers have them too.
var ReportWords = pattern.MustCompile(`(?:信息公开|政务公开|公开工作|公开).{0,14}(?:年度报告|年报|年度工作报告|工作报告|报告)|(?:年度报告|年报).{0,6}公开`)

var noReport = pattern.MustCompile(`通知|指南|制度|目录|解读|图解|(?:更正|勘误|补正|撤回|延期)的?(?:说明|公告|通告|启事|声明)|召开|培训|函$|函\)$|汇总|会议|办法|方案|规定|评议|考核|整改|通报|工作要点|计划|统计表$|新闻|审查意见|一图|第三方|评估报告|测评|自查|试点|标准化规范化|填报|填写|示例|样例|范本|模板|模版`)

// yearInTitle finds a year as titles print it.
var yearInTitle = pattern.MustCompile(`(?:19|20)\d\d|二[〇○零O0oОo◯][〇○零O0o◯一二三四五六七八九]{2}`)

// officeNames are words of other papers as offices have them in their names.
var officeNames = pattern.MustCompile(`计划生育|计划(?:和|与|统计|发展|经济)*(?:局|委|处|办)|发展计划|新闻出版|新闻(?:办|中心|局|传媒|广电|旅游|体育)|(?:考核|评议|督查考核)(?:局|办|委|中心)|(?:会议|培训)中心`)
