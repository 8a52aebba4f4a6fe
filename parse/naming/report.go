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
	return ReportWords.MatchString(t) && (!noReport.MatchString(t) || !noReport.MatchString(officeNames.ReplaceAllString(t, ""))) && !IsOtherMatter(t)
}

// IsOtherMatter reports whether a folded title is that of a report on what is made public of one
// matter, of a court, a school year or a village (某法院司法公开年度报告, 某局重大项目信息公开工作年度报告), and of
// nothing else.
func IsOtherMatter(t string) bool {
	m := otherMatter.FindStringIndex(t)
	return m != nil && !ownMatter.MatchString(t[:m[0]]+"|"+t[m[1]:])
}

var (
	otherMatter = pattern.MustCompile(`(?:司法|审判|检务|狱务|警务|党务|院务|校务|村务|居务|厂务|财务)公开|学年度?(?:学校|教育)?信息公开|(?:公司|集团|厂)(?:(?:19|20)\d\d年?度?)?(?:企业)?环境信息(?:依法)?(?:公开|披露)|(?:行政决策|重大决策|重大事项|项目|重点领域|公共资源(?:配置|交易)?|公益事业|征地|土地征收|预决算|资金|扶贫|双随机|行政许可|行政处罚|行政执法)(?:批准和?实施)?(?:领域)?(?:政府)?(?:信息)?公开`)
	ownMatter   = pattern.MustCompile(`政府信息公开|政务公开`)
)

// IsSummary reports whether a folded title is that of an agency's summary of a year's disclosure,
// which is what some call their report: 青石镇2014年度政府信息公开工作总结.
func IsSummary(t string) bool {
	return summaryWords.MatchString(t) && yearInTitle.MatchString(t) && !noReport.MatchString(officeNames.ReplaceAllString(t, "")) && !IsOtherMatter(t)
}

var summaryWords = pattern.MustCompile(`(?:政府信息|政务|信息)公开(?:工作)?(?:年度)?(?:工作)?总结$`)

// IsAccount reports whether a folded title is that of an agency's account of a year's disclosure,
// which is a report by its contents alone: 青石镇2012年政府信息公开工作情况.
func IsAccount(t string) bool {
	return accountWords.MatchString(t) && yearInTitle.MatchString(t) && !noReport.MatchString(officeNames.ReplaceAllString(t, "")) && !IsOtherMatter(t)
}

var accountWords = pattern.MustCompile(`(?:政府信息|政务|信息)公开(?:工作)?(?:年度)?(?:工作)?情况$`)

// ReportWords finds the words of a report in a folded text; other papers have them too.
var ReportWords = pattern.MustCompile(`(?:信息公开|政务公开|公开工作|公开).{0,14}(?:年度报告|年报|年度工作报告|工作报告|报告)|(?:年度报告|年报).{0,6}公开`)

// NotesTitle matches a folded title of notes on how reports are made.
const NotesTitle = `(?:报告|年报)的?(?:编制|有关|相关|补充)?(?:情况)?的?说明$`

// LetterTitle matches a folded title that asks about a report: 关于某局2022年…年度报告的咨询.
const LetterTitle = `的(?:咨询|建议|意见|提问|疑问|问题|投诉|诉求|来信|留言|求助|反映|申请|回复)$|^(?:网[民友]|市民|群众)?(?:咨询|请问|建议|求助|投诉|反映)|^(?:我想|想|请)(?:咨询|了解|问|求|查|公开)|^[【\[](?:已回复|已答复|已办结|已受理)|信箱|\?$`

var noReport = pattern.MustCompile(`通知|指南|制度|目录|解读|图解|(?:更正|勘误|补正|撤回|延期)的?(?:说明|公告|通告|启事|声明)|` + NotesTitle + `|召开|培训|函$|函\)$|汇总|征[求集].{0,60}意见|会议|办法|方案|规定|评议|考核|整改|通报|工作要点|计划|统计表$|(?:报告|年报)的?(?:公开|发布|公布|编制|报送|上报)情况|新闻|审查意见|一图|第三方|评估报告|测评|自查|自评|汇编|搜索|检索|试点|标准化规范化|填报|填写|示例|样例|范本|模板|模版|` + LetterTitle)

// yearInTitle finds a year as titles print it.
var yearInTitle = pattern.MustCompile(`(?:19|20)\d\d|\b(?:0[89]|[1-3]\d)年|二[〇○零O0oОo◯][〇○零O0o◯一二三四五六七八九]{2}`)

// officeNames are words of other papers as offices have them in their names.
var officeNames = pattern.MustCompile(`计划生育|计划(?:和|与|统计|发展|经济)*(?:局|委|处|办)|发展计划|新闻出版|新闻(?:办|中心|局|传媒|广电|旅游|体育)|(?:考核|评议|督查考核)(?:局|办|委|中心)|(?:会议|培训|咨询|投诉)(?:服务|举报)?中心|(?:提案)?建议(?:提案)?(?:委|办|科)`)
