package form

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/timing"
)

// listForm holds the labels of the statistics of one form.
type listForm struct {
	kind   Kind
	rows   lexicon.Index     // indicators, with the group that a label in several groups needs
	groups map[string]bool   // labels that rows stand under
	mains  map[string]string // indicators that others are a part of, 其中, and the group that these are
	quiet  map[string]bool   // labels that do not show by themselves that a table is of this form
}

// find finds the row of a label under a group.
func (f *listForm) find(label, group string) (*lexicon.Entry, float64) {
	entries, confidence := f.rows.Find(label)
	if confidence < 1 && f.groups[label] {
		return nil, 0
	}
	if len(entries) == 1 && !entries[0].Strict {
		return &entries[0], confidence
	}
	for i := range entries {
		if entries[i].Group == group && group != "" {
			return &entries[i], confidence
		}
	}
	return nil, 0
}

// tells reports whether a label shows that a table is of this form.
func (f *listForm) tells(label string) bool { return f.rows.Exact[label] != nil && !f.quiet[label] }

// groupBehind is the group of the rows behind a label that stands in a group itself.
func (f *listForm) groupBehind(label, group string) string {
	if f.groups[label] {
		return label
	}
	if e, _ := f.find(label, group); e != nil && f.mains[e.ID] != "" {
		return f.mains[e.ID]
	}
	return group
}

// lists holds the labels of the statistics of forms 2008 and 2014.
type lists struct {
	national, local listForm
	telling         map[string]votes // labels of heads that tell the one from the other
}

var listWords = sync.OnceValue(func() *lists {
	w := &lists{
		national: listForm{kind: nationalTable, rows: lexicon.Index{Lost: true}, groups: map[string]bool{}, mains: map[string]string{}, quiet: map[string]bool{}},
		local:    listForm{kind: localTable, rows: lexicon.Index{Lost: true}, groups: map[string]bool{}, mains: map[string]string{}, quiet: map[string]bool{}},
		telling: map[string]votes{"统计指标": {national: 3}, "统计数": {national: 1}, "回应解读情况": {national: 1}, "机构建设和保障经费情况": {national: 1},
			"历年累计": {local: 3}, "指标名称": {local: 1}, "计量单位": {local: 1}},
	}
	for _, i := range disclosure.Catalogue() {
		switch {
		case i.Table == "stat_2014":
			w.national.add(i)
		case i.Table == "local_table":
			w.local.add(i)
		}
	}
	w.national.addNational()
	w.local.addLocal()
	w.national.addShort()
	w.local.addShort()
	w.national.addNearNational()
	w.local.addNearLocal()
	w.national.rows.AddBare()
	w.local.rows.AddBare()
	return w
})

func (f *listForm) add(i disclosure.Indicator) {
	group := ""
	for part := range strings.SplitSeq(i.Section, "/") {
		group = disclosure.Label(part)
		f.groups[group] = true
	}
	label := disclosure.Label(i.RowLabel)
	if group != "行政复议数量" && group != "行政诉讼数量" || label == group {
		group = "" // its label is its own
	}
	f.rows.Add(label, lexicon.Entry{ID: i.Indicator, Group: group})
}

func (f *listForm) variants(group string, labels map[string]string) {
	for label, id := range labels {
		f.rows.Add(label, lexicon.Entry{ID: id, Group: group})
	}
}

// addNational adds what tells the rows of reviews and suits apart, and labels that reports
// print in place of the official ones.
func (f *listForm) addNational() {
	for group, stem := range map[string]string{"行政复议数量": "reconsideration", "行政诉讼数量": "litigation"} {
		f.variants(group, map[string]string{"维持具体行政行为数": stem + "_upheld", "维持数": stem + "_upheld", "维持具体行政行为": stem + "_upheld", "被依法纠错数": stem + "_corrected", "被依法纠错": stem + "_corrected",
			"依法纠错数": stem + "_corrected", "其他情形数": stem + "_other", "其他情形": stem + "_other"})
		f.mains[stem+"_decided"] = group // 行政复议数 and the like
	}
	for group, id := range map[string]string{"参加或举办新闻发布会总次数": "response_press_conferences_leader", "政府网站在线访谈次数": "response_interview_leader"} {
		f.mains[strings.TrimSuffix(id, "_leader")] = group
		f.variants(group, map[string]string{"主要负责同志参加": id, "主要负责同志参加次数": id, "主要负责同志参加总次数": id, "主要负责人参加": id})
	}
	f.groups["行政复议"], f.groups["行政诉讼"], f.groups["举报投诉"] = true, true, true
	f.variants("", map[string]string{
		"主动公开信息数": "published_total", "主动公开政府信息总数": "published_total", "制发规范性文件数": "proactive_normative_documents_made", "规范性文件制发总数": "proactive_normative_documents_made",
		"政府公报公开数": "published_channel_gazette", "政府网站公开数": "published_channel_website", "政务微博公开数": "published_channel_weibo", "政务微信公开数": "published_channel_wechat", "其他方式公开数": "published_channel_other",
		"主要负责同志参加新闻发布会总次数": "response_press_conferences_leader", "主要负责同志参加政府网站在线访谈总次数": "response_interview_leader", "政府网站在线访谈总次数": "response_interview",
		"参加或举办新闻发布会次数": "response_press_conferences", "收到申请总数": "requests_received", "申请办结总数": "requests_closed", "申请答复总数": "answer_total",
		"涉及国家秘密数": "answer_denied_state_secret", "涉及商业秘密数": "answer_denied_trade_secret", "涉及个人隐私数": "answer_denied_privacy", "不是条例所指政府信息数": "answer_denied_not_gov_info", "不是政府信息公开条例所指政府信息": "answer_denied_not_gov_info", "不是中华人民共和国政府信息公开条例所指政府信息": "answer_denied_not_gov_info", "法律法规规定的其他情形数": "answer_denied_other_law",
		"危及国家安全公共安全经济安全和社会稳定数": "answer_denied_safety_stability", "危及国家安全公共安全经济安全及社会稳定": "answer_denied_safety_stability", "不属于本行政机关公开": "answer_not_own_agency", "申请信息不存在": "answer_not_exist",
		"维持具体行政行为或驳回原告诉讼请求数": "litigation_upheld", "维持具体行政行为或者驳回原告诉讼请求": "litigation_upheld",
		"行政复议数": "reconsideration_decided", "行政诉讼数": "litigation_decided", "举报投诉数": "complaints_total", "依申请公开信息收取费用": "fees_charged", "依申请公开信息收费": "fees_charged",
		"从事政府信息公开工作人员总数": "staffing_total", "专职人员": "staffing_full_time", "兼职人员": "staffing_part_time", "设置政府信息公开查阅点": "staffing_reading_points",
		"举办各类培训班次数": "training_courses", "接受培训人次": "training_persons", "接受培训人次数": "training_persons", "接受培训人员": "training_persons",
	})
}

// addLocal adds the labels of provincial and municipal tables.
func (f *listForm) addLocal() {
	f.variants("", map[string]string{
		"主动公开文件数": "narrative_published_total", "主动公开信息总数": "narrative_published_total", "主动公开政府信息数": "narrative_published_total", "主动公开政府信息总数": "narrative_published_total", "主动公开文件总数": "narrative_published_total",
		"网站公开": "narrative_published_channel_website", "网站公开数": "narrative_published_channel_website", "政府网站公开": "narrative_published_channel_website", "政府网站公开数": "narrative_published_channel_website", "政府网站公开信息数": "narrative_published_channel_website",
		"政府公报公开": "narrative_published_channel_gazette", "政府公报公开数": "narrative_published_channel_gazette", "政府公报公开信息数": "narrative_published_channel_gazette", "公报公开": "narrative_published_channel_gazette",
		"政务微博公开数": "narrative_published_channel_weibo", "政务微信公开数": "narrative_published_channel_wechat", "微博公开数": "narrative_published_channel_weibo", "微信公开数": "narrative_published_channel_wechat",
		"新增行政规范性文件数": "narrative_normative_documents_made", "全文电子化的主动公开信息数": "narrative_published_fulltext", "全文电子化主动公开信息数": "narrative_published_fulltext",
		"受理依申请公开信息总数": "narrative_requests_received", "受理申请总数": "narrative_requests_received", "收到申请总数": "narrative_requests_received", "依申请公开信息总数": "narrative_requests_received", "受理依申请公开信息数": "narrative_requests_received",
		"依申请公开申请总数": "narrative_requests_received", "受理依申请公开总数": "narrative_requests_received", "收到申请数": "narrative_requests_received", "受理申请数": "narrative_requests_received",
		"网络申请数": "narrative_requests_channel_online", "电子邮件申请": "narrative_requests_channel_email", "当面申请": "narrative_requests_channel_in_person", "传真申请": "narrative_requests_channel_fax", "网上申请": "narrative_requests_channel_online", "信函申请": "narrative_requests_channel_letter",
		"其它形式申请数": "narrative_requests_channel_other", "其它申请数": "narrative_requests_channel_other", "其他申请数": "narrative_requests_channel_other", "其他形式申请": "narrative_requests_channel_other", "其它形式申请": "narrative_requests_channel_other", "其他方式申请数": "narrative_requests_channel_other",
		"对申请的答复数": "narrative_answer_total", "答复总数": "narrative_answer_total", "对申请答复总数": "narrative_answer_total", "申请答复总数": "narrative_answer_total", "依申请公开答复总数": "narrative_answer_total", "申请答复数": "narrative_answer_total",
		"同意公开数": "narrative_answer_granted", "同意公开答复": "narrative_answer_granted", "部分公开答复数": "narrative_answer_partial", "同意部分公开数": "narrative_answer_partial", "同意部分公开答复": "narrative_answer_partial",
		"否决公开答复数": "narrative_answer_denied_all", "不予公开答复数": "narrative_answer_denied_all", "不予公开答复总数": "narrative_answer_denied_all", "不同意公开答复数": "narrative_answer_denied_all", "不同意公开答复总数": "narrative_answer_denied_all", "否决公开数": "narrative_answer_denied_all",
		"信息不存在": "narrative_answer_denied_not_exist", "非本部门掌握": "narrative_answer_denied_not_held", "非本机关掌握数": "narrative_answer_denied_not_held", "申请内容不明确": "narrative_answer_denied_unclear", "非规定所指政府信息": "narrative_answer_denied_not_gov_info",
		"非政府信息数": "narrative_answer_denied_not_gov_info", "其它原因数": "narrative_answer_denied_other", "其他原因": "narrative_answer_denied_other", "其他原因数": "narrative_answer_denied_other",
		"行政复议数量": "narrative_reconsideration_total", "行政复议案件数": "narrative_reconsideration_total", "行政诉讼数量": "narrative_litigation_total", "行政诉讼案件数": "narrative_litigation_total", "行政申诉数量": "narrative_appeals_total",
		"举报投诉数": "narrative_complaints_total", "举报投诉数量": "narrative_complaints_total", "收费金额": "narrative_fees_charged", "政府信息公开收费金额": "narrative_fees_charged", "政府信息公开收费": "narrative_fees_charged", "收取费用": "narrative_fees_charged", "收费总额": "narrative_fees_charged",
		"政府信息公开收费减免金额": "narrative_fees_waived", "减免收费金额": "narrative_fees_waived", "减免金额": "narrative_fees_waived", "收费减免金额": "narrative_fees_waived", "减免费用": "narrative_fees_waived",
		"网站专栏访问量": "narrative_site_visits", "专栏页面访问量": "narrative_site_visits", "政府信息公开专栏访问量": "narrative_site_visits", "咨询电话接听": "narrative_consult_phone", "现场接待人次": "narrative_visitors_on_site", "网上咨询": "narrative_consult_online",
		"专职工作人员数": "narrative_staff_full_time", "专职人员数": "narrative_staff_full_time", "全职人员数": "narrative_staff_full_time", "兼职工作人员数": "narrative_staff_part_time", "兼职人员数": "narrative_staff_part_time",
	})
}

// addShort adds the labels without the 数 at their end, where that is no other label.
func (f *listForm) addShort() {
	for _, label := range slices.Clone(f.rows.Labels) {
		for _, ending := range []string{"答复数", "数量", "总数", "数"} {
			short, ok := strings.CutSuffix(label, ending)
			if _, taken := f.rows.Exact[short]; !ok || taken || f.groups[short] || lexicon.Tables().All[short] || utf8.RuneCountInString(short) < 4 {
				continue
			}
			for _, e := range f.rows.Exact[label] {
				f.rows.Add(short, e)
			}
		}
	}
}

// columnRole reads the label of a column of a table of statistics.
func columnRole(label string) (role, whose) {
	if r, ok := columnRoles[label]; ok {
		return r, whoseUnsaid
	}
	switch {
	case totalColumns[label]:
		return roleValue, whoseTotal
	case ownColumns[label]:
		return roleValue, whoseOwn
	case strings.HasSuffix(label, "统计数") || strings.HasSuffix(label, "数量") || strings.HasSuffix(label, "数") || strings.HasSuffix(label, "单位") || strings.HasSuffix(label, "部门"):
		for _, word := range []string{"直属", "部门", "乡镇", "街道", "下级", "所属", "县直", "区直", "市直", "事业单位"} {
			if strings.Contains(label, word) && len(label) <= 3*timing.Longest {
				return roleValue, whosePart
			}
		}
	case partColumns[label]:
		return roleValue, whosePart
	}
	return roleNone, whoseUnsaid
}

var columnRoles = map[string]role{
	"统计指标": roleLabel, "指标名称": roleLabel, "指标": roleLabel, "项目": roleLabel, "统计项目": roleLabel, "项目名称": roleLabel, "统计内容": roleLabel, "内容": roleLabel, "名称": roleLabel, "指标项目": roleLabel, "统计指标名称": roleLabel,
	"主要指标": roleLabel, "指标内容": roleLabel, "类别": roleLabel, "事项": roleLabel, "统计类别": roleLabel, "公开内容": roleLabel, "指标项": roleLabel, "统计事项": roleLabel,
	"单位": roleUnit, "计量单位": roleUnit, "数量单位": roleUnit, "统计单位": roleUnit,
	"序号": roleCode, "代码": roleCode, "编号": roleCode, "行次": roleCode, "指标代码": roleCode, "代号": roleCode, "栏次": roleCode,
	"备注": roleRemark, "说明": roleRemark, "指标解释": roleRemark, "指标说明": roleRemark, "填报说明": roleRemark,
	"统计数": roleValue, "统计数量": roleValue, "数量": roleValue, "数值": roleValue, "数据": roleValue, "统计数据": roleValue, "统计结果": roleValue, "数": roleValue, "实际": roleValue, "填报数": roleValue, "统计值": roleValue, "实际数": roleValue, "统计情况": roleValue, "总数量": roleValue, "总量": roleValue,
}

var totalColumns = map[string]bool{"合计": true, "总计": true, "总数": true, "合计数": true, "总计数": true, "全县合计": true, "全市合计": true, "全区合计": true, "汇总数": true, "汇总": true, "总统计数": true, "统计总数": true, "全县": true, "全市": true, "全区": true}
var ownColumns = map[string]bool{"政府统计数": true, "县政府统计数": true, "区政府统计数": true, "市政府统计数": true, "本级": true, "县本级": true, "区本级": true, "市本级": true, "政府本级": true, "本级统计数": true, "本机关": true, "本单位": true, "本机关统计数": true, "县政府": true, "区政府": true, "市政府": true, "政府机关": true, "政府办统计数": true}
var partColumns = map[string]bool{"乡镇街道": true, "直属单位": true, "部门": true, "乡镇": true, "街道": true, "各部门": true, "各乡镇": true, "县直": true, "区直": true, "市直": true, "县直单位": true, "所属单位": true, "乡镇和街道": true}
