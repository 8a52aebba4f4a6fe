package parse_test

import "gongkai/disclosure"

// The forms as they are printed, written down from the national notices for the tests: the
// parser's own catalogue is not asked.
type madeRow struct{ indicator, label, group string }

type madeBlock struct {
	title   string
	headers []string
	rows    []madeProactive
}

type madeProactive struct {
	label      string
	indicators []string
}

var (
	reviewKinds   = []string{"reconsideration_", "litigation_direct_", "litigation_after_review_"}
	reviewResults = []string{"upheld", "corrected", "other", "pending", "total"}
	reviewLabels  = []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	columnLabels  = []string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}
)

// The rows of 三、本年度办理结果 that both forms share.
var commonOutcomes = []madeRow{
	{"outcome_granted", "（一）予以公开", ""},
	{"outcome_partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ""},
	{"outcome_denied_state_secret", "1.属于国家秘密", "（三）不予公开"},
	{"outcome_denied_law_forbidden", "2.其他法律行政法规禁止公开", "（三）不予公开"},
	{"outcome_denied_safety_stability", "3.危及“三安全一稳定”", "（三）不予公开"},
	{"outcome_denied_third_party", "4.保护第三方合法权益", "（三）不予公开"},
	{"outcome_denied_internal_affairs", "5.属于三类内部事务信息", "（三）不予公开"},
	{"outcome_denied_process_info", "6.属于四类过程性信息", "（三）不予公开"},
	{"outcome_denied_enforcement_file", "7.属于行政执法案卷", "（三）不予公开"},
	{"outcome_denied_admin_query", "8.属于行政查询事项", "（三）不予公开"},
	{"outcome_unable_not_held", "1.本机关不掌握相关政府信息", "（四）无法提供"},
	{"outcome_unable_need_creation", "2.没有现成信息需要另行制作", "（四）无法提供"},
	{"outcome_unable_unclear", "3.补正后申请内容仍不明确", "（四）无法提供"},
	{"outcome_not_processed_petition", "1.信访举报投诉类申请", "（五）不予处理"},
	{"outcome_not_processed_repeat", "2.重复申请", "（五）不予处理"},
	{"outcome_not_processed_publication", "3.要求提供公开出版物", "（五）不予处理"},
	{"outcome_not_processed_excessive", "4.无正当理由大量反复申请", "（五）不予处理"},
	{"outcome_not_processed_reconfirm", "5.要求行政机关确认或重新出具已获取信息", "（五）不予处理"},
}

var otherOutcomes = []madeRow{
	{"outcome_other_no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "（六）其他处理"},
	{"outcome_other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "（六）其他处理"},
	{"outcome_other_misc", "3.其他", "（六）其他处理"},
}

// outcomeRows returns the rows that add up to （七）总计.
func (tr *trueReport) outcomeRows() []madeRow {
	rows := append([]madeRow{}, commonOutcomes...)
	if tr.form == disclosure.Form2019 || tr.single {
		return append(rows, madeRow{"outcome_other", "（六）其他处理", ""})
	}
	return append(rows, otherOutcomes...)
}

// proactive returns the blocks of table 2.
func (tr *trueReport) proactive() []madeBlock {
	if tr.form == disclosure.Form2021 {
		return []madeBlock{
			{"第二十条第（一）项", []string{"本年制发件数", "本年废止件数", "现行有效件数"}, []madeProactive{
				{"规章", under("proactive_rules_", "made", "repealed", "in_force")},
				{"行政规范性文件", under("proactive_normative_documents_", "made", "repealed", "in_force")}}},
			{"第二十条第（五）项", []string{"本年处理决定数量"}, []madeProactive{{"行政许可", under("proactive_licence_", "decisions")}}},
			{"第二十条第（六）项", []string{"本年处理决定数量"}, []madeProactive{
				{"行政处罚", under("proactive_penalty_", "decisions")}, {"行政强制", under("proactive_coercion_", "decisions")}}},
			{"第二十条第（八）项", []string{"本年收费金额（单位：万元）"}, []madeProactive{{"行政事业性收费", under("proactive_fees_", "amount")}}},
		}
	}
	items := []string{"上一年项目数量", "本年增/减", "处理决定数量"}
	block := func(title string, labels, prefixes []string) madeBlock {
		b := madeBlock{title, items, nil}
		for i := range labels {
			b.rows = append(b.rows, madeProactive{labels[i], under("proactive_"+prefixes[i], "items_previous_year", "items_change", "decisions")})
		}
		return b
	}
	return []madeBlock{
		{"第二十条第（一）项", []string{"本年新制作数量", "本年新公开数量", "对外公开总数量"}, []madeProactive{
			{"规章", under("proactive_rules_", "made", "new_published", "total_published")},
			{"规范性文件", under("proactive_normative_documents_", "made", "new_published", "total_published")}}},
		block("第二十条第（五）项", []string{"行政许可", "其他对外管理服务事项"}, []string{"licence_", "service_"}),
		block("第二十条第（六）项", []string{"行政处罚", "行政强制"}, []string{"penalty_", "coercion_"}),
		{"第二十条第（八）项", items[:2], []madeProactive{{"行政事业性收费", under("proactive_fees_", "items_previous_year", "items_change")}}},
		{"第二十条第（九）项", []string{"采购项目数量", "采购总金额"}, []madeProactive{{"政府集中采购", under("proactive_procurement_", "projects", "amount")}}},
	}
}

func under(prefix string, names ...string) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = prefix + n
	}
	return all
}
