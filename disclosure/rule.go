package disclosure

// Rule is an entry of the catalogue of rules: what a finding's code means.
type Rule struct {
	ID       string
	Severity Severity
	TitleZH  string
	TitleEN  string
	Source   string // the article, the form or the section that it rests on
}

// The rules that are checked. R3xx and R4xx are identities within a report, R6xx identities
// between two years, C… completeness, E… doubts about our own reading.
const (
	RuleRequestsFlow    = "R301" // new + carried in = total + carried out, per column
	RuleOutcomeSum      = "R302" // total = sum of the outcomes, per column
	RuleApplicantSum    = "R303" // total column = sum of the six applicants, per row
	RuleReviewSum       = "R401" // 行政复议: total = its four results
	RuleDirectSuitSum   = "R402" // 未经复议直接起诉
	RuleReviewedSuitSum = "R403" // 复议后起诉
	RuleSaidRequests    = "R501" // requests that the text says = new, or new + carried in, of the table
	RuleSaidAnswers     = "R502" // answers that the text says = the table's total
	RuleSaidCarry       = "R503" // carried in and out that the text says = the table's
	RuleSaidReviews     = "R504" // reviews and suits that the text says = the table's totals
	RuleSaidShare       = "R505" // a percentage of the text = its part divided by its whole
	RuleSaidYear        = "R506" // the years of the text = the fiscal year
	RuleCarryOver       = "R601" // carried out of one year = carried into the next, per column

	RuleFormDue       = "C101" // the form due for the year was not used
	RuleTableMissing  = "C102" // a table of the form is not there
	RuleAttachment    = "C103" // the report is announced as an attachment or picture that was not read
	RuleUnknownLabel  = "E101" // a row or column of a known table has a label that is not known
	RuleUnreadable    = "E102" // a cell prints something that could not be read
	RuleAgencyUnclear = "E103" // the agency could not be told with certainty
	RuleYearUnclear   = "E104" // the fiscal year could not be told with certainty
	RuleNotReadable   = "E105" // the document could not be read as a report; the outcome says why
	RuleCutShort      = "E107" // a limit or damage ended the reading before the document did
	RuleDuplicateCell = "E106" // two cells claim the same figure with different prints
	RuleStatements    = "E111" // two sentences say the same figure differently; neither is believed
	RuleSaidTwice     = "E112" // table and text say the same figure differently; the table's is kept
	RuleRecognised    = "E113" // the text of a page was recognised in its picture by a machine
	RuleUnreadText    = "E114" // a sentence says a number about disclosure that no figure holds
	RulePersonal      = "P101" // the document prints personal data, which is kept out of everything public
	RuleInferred      = "E108" // cells that are not parted on the page, read by the sums of the form
	RuleTwoReadings   = "E109" // the grid of a table and its text read differently
)

// Rules is the catalogue, in order of ID.
var Rules = []Rule{
	{RuleFormDue, SeverityWarning, "未使用当年应使用的统一格式", "the form due for the year was not used", "国办公开办函〔2019〕60号、〔2021〕30号"},
	{RuleTableMissing, SeverityWarning, "缺少统一格式规定的表格", "a table of the unified form is missing", "国办公开办函〔2021〕30号"},
	{RuleAttachment, SeverityInfo, "报告正文为附件或图片，尚未读取", "the report is an attachment or a picture that was not read", "—"},
	{RuleUnknownLabel, SeverityInfo, "表格中有未识别的行或列", "a row or column label is not known", "—"},
	{RuleUnreadable, SeverityInfo, "单元格内容无法读取", "a cell could not be read", "—"},
	{RuleAgencyUnclear, SeverityInfo, "不能确定报告机关", "the reporting agency could not be told", "—"},
	{RuleYearUnclear, SeverityInfo, "不能确定报告年度", "the fiscal year could not be told", "—"},
	{RuleNotReadable, SeverityInfo, "不能作为年度报告读取", "could not be read as an annual report", "—"},
	{RuleDuplicateCell, SeverityInfo, "两处单元格对同一指标的记载不同", "two cells print the same figure differently", "—"},
	{RuleCutShort, SeverityInfo, "文件没有全部读取", "the document was not read to its end", "—"},
	{RuleStatements, SeverityInfo, "正文两处对同一指标的记载不同", "two sentences state the same figure differently", "—"},
	{RuleSaidTwice, SeverityWarning, "正文与表格对同一指标的记载不同", "the text and the table state the same figure differently", "—"},
	{RuleRecognised, SeverityInfo, "文字由机器在图片中识别，可能有误", "the text was recognised in a picture by a machine and may be wrong", "—"},
	{RuleUnreadText, SeverityInfo, "正文中与信息公开有关的数字没有计入指标", "a number that the text says about disclosure is in no figure", "—"},
	{RulePersonal, SeverityWarning, "文件中印有疑似个人信息，已隐去", "what looks like personal data is printed in the document; it was blackened", "《政府信息公开条例》第十五条"},
	{RuleInferred, SeverityInfo, "单元格没有分开，按勾稽关系推定", "cells that are not parted were read by the sums of the form", "—"},
	{RuleTwoReadings, SeverityInfo, "按行列读取与按文字读取的结果不同", "a table reads differently cell by cell and as text", "—"},
	{RuleRequestsFlow, SeverityError, "新收加上年结转，应等于办理结果总计加结转下年度", "new + carried in = total + carried out", "统一格式表三（表头所印勾稽关系）"},
	{RuleOutcomeSum, SeverityError, "办理结果各项之和应等于（七）总计", "the outcomes add up to their total", "统一格式表三"},
	{RuleApplicantSum, SeverityError, "各类申请人之和应等于总计列", "the applicants add up to the total column", "统一格式表三"},
	{RuleReviewSum, SeverityError, "行政复议各结果之和应等于总计", "reconsideration results add up to their total", "统一格式表四"},
	{RuleDirectSuitSum, SeverityError, "未经复议直接起诉各结果之和应等于总计", "direct suits add up to their total", "统一格式表四"},
	{RuleReviewedSuitSum, SeverityError, "复议后起诉各结果之和应等于总计", "suits after review add up to their total", "统一格式表四"},
	{RuleSaidRequests, SeverityWarning, "正文所述收到申请数应与表三一致", "requests in the text equal the table's", "统一格式一、三"},
	{RuleSaidAnswers, SeverityWarning, "正文所述答复、办结数应与表三总计一致", "answers in the text equal the table's total", "统一格式一、三"},
	{RuleSaidCarry, SeverityWarning, "正文所述结转数应与表三一致", "requests carried over in the text equal the table's", "统一格式一、三"},
	{RuleSaidReviews, SeverityWarning, "正文所述行政复议、行政诉讼数应与表四一致", "reviews and suits in the text equal the table's", "统一格式一、四"},
	{RuleSaidShare, SeverityWarning, "正文所述百分比应与其分子、分母相符", "a percentage in the text follows from its part and whole", "—"},
	{RuleSaidYear, SeverityWarning, "正文所述年份应为报告年度", "the years of the text are the fiscal year", "《政府信息公开条例》第四十九条"},
	{RuleCarryOver, SeverityError, "上年结转应等于上一年度报告的结转下年度", "carried in equals what the year before carried out", "统一格式表三，相邻两年"},
}

// RuleByID returns the rule, and whether the catalogue has it.
func RuleByID(id string) (Rule, bool) {
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
