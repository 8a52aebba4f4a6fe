package demo

import "gongkai/disclosure"

// outcome is a row of 三、本年度办理结果 of table 3.
type outcome struct {
	group     string // （三）不予公开; empty where the row stands for itself
	label     string // as the form prints it
	indicator string
	weight    int // how often it happens in the sample counties, in thousandths
}

// outcomes are the rows that both forms share, in the order of the form.
var outcomes = []outcome{
	{"", "（一）予以公开", "outcome_granted", 440},
	{"", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "outcome_partial", 60},
	{"（三）不予公开", "1.属于国家秘密", "outcome_denied_state_secret", 4},
	{"（三）不予公开", "2.其他法律行政法规禁止公开", "outcome_denied_law_forbidden", 12},
	{"（三）不予公开", "3.危及“三安全一稳定”", "outcome_denied_safety_stability", 4},
	{"（三）不予公开", "4.保护第三方合法权益", "outcome_denied_third_party", 26},
	{"（三）不予公开", "5.属于三类内部事务信息", "outcome_denied_internal_affairs", 18},
	{"（三）不予公开", "6.属于四类过程性信息", "outcome_denied_process_info", 26},
	{"（三）不予公开", "7.属于行政执法案卷", "outcome_denied_enforcement_file", 28},
	{"（三）不予公开", "8.属于行政查询事项", "outcome_denied_admin_query", 30},
	{"（四）无法提供", "1.本机关不掌握相关政府信息", "outcome_unable_not_held", 190},
	{"（四）无法提供", "2.没有现成信息需要另行制作", "outcome_unable_need_creation", 26},
	{"（四）无法提供", "3.补正后申请内容仍不明确", "outcome_unable_unclear", 14},
	{"（五）不予处理", "1.信访举报投诉类申请", "outcome_not_processed_petition", 34},
	{"（五）不予处理", "2.重复申请", "outcome_not_processed_repeat", 24},
	{"（五）不予处理", "3.要求提供公开出版物", "outcome_not_processed_publication", 4},
	{"（五）不予处理", "4.无正当理由大量反复申请", "outcome_not_processed_excessive", 4},
	{"（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", "outcome_not_processed_reconfirm", 6},
}

// otherOutcomes are the three rows of （六）其他处理 in form 2021.
var otherOutcomes = []outcome{
	{"（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "outcome_other_no_correction", 26},
	{"（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "outcome_other_fee_unpaid", 4},
	{"（六）其他处理", "3.其他", "outcome_other_misc", 20},
}

// singleOther is the one row of form 2019.
var singleOther = outcome{"", "（六）其他处理", "outcome_other", 50}

// outcomeRows are the rows that a report prints under 三、本年度办理结果, without the total.
func outcomeRows(form disclosure.Form, single bool) []outcome {
	rows := append([]outcome{}, outcomes...)
	if form == disclosure.Form2019 || single {
		return append(rows, singleOther)
	}
	return append(rows, otherOutcomes...)
}

// reviewStems are the three parts of table 4, reviewParts the results in each.
var (
	reviewStems  = []string{"reconsideration", "litigation_direct", "litigation_after_review"}
	reviewParts  = []string{"_upheld", "_corrected", "_other", "_pending"}
	reviewLabels = []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
)

// applicants are the six kinds of applicants without the total, with their weights.
var (
	applicants       = disclosure.Applicants[:6]
	applicantWeights = []int{78, 11, 1, 2, 5, 3}
	applicantLabels  = []string{"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}
)

func key(indicator string, applicant disclosure.Applicant) disclosure.Key {
	return disclosure.Key{Indicator: indicator, Applicant: applicant}
}
