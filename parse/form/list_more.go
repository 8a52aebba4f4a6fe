package form

import "gongkai/parse/lexicon"

// addNearNational adds labels in place of the official ones of form 2014 that are no near
// ones of these, and short ones that only their group tells.
func (f *listForm) addNearNational() {
	f.several("", map[string][]string{
		"published_total":                    {"主动公开政府信息条数"},
		"published_normative_documents":      {"主动公开规范性文件"},
		"proactive_normative_documents_made": {"制定规范性文件总数", "制发的规范性文件数", "规范性文件制发数"},
		"response_hot_topics":                {"回应公众关注热点和重大舆情次数", "回应公众关注热点或重大舆情次数", "回应热点或重大舆情数"},
		"response_press_conferences":         {"举办新闻发布会总次数", "新闻发布会总次数", "举办新闻发布会次数", "参加或举办新闻发布会数", "参加和举办新闻发布会总次数"},
		"response_interview":                 {"在线访谈次数", "政府网站在线访谈数", "政府网站在线访谈总数"},
		"response_policy_explain":            {"政策解读稿件数", "发布政策解读稿件数", "政策解读稿件发布篇数", "政策解读发布数"},
		"response_social_media":              {"微博微信回应数", "微博微信回应事件次数"},
		"response_other":                     {"其他方式回应数", "其他方式回应事件次数"},
		"requests_channel_online":            {"网上申请数"},
		"requests_closed":                    {"办结申请数", "申请办结件数"},
		"requests_closed_on_time":            {"按期办结数"},
		"answer_total":                       {"答复申请数", "对申请的答复总数"},
		"answer_already_public":              {"已主动公开范围数", "属于主动公开范围数", "已主动公开数"},
		"answer_granted":                     {"同意公开数"},
		"answer_partial":                     {"同意部分公开数", "部分公开答复数"},
		"answer_denied":                      {"不予公开答复数", "不同意公开数"},
		"answer_denied_other_law":            {"法律法规规定其他情形", "法律法规规定的其他情况"},
		"answer_not_own_agency":              {"不属于本机关公开数", "不属于本部门公开数", "非本机关公开数", "不属于本行政机关公开范围数"},
		"answer_not_exist":                   {"信息不存在数", "申请的信息不存在数"},
		"answer_asked_to_amend":              {"告知作出更改或补充数", "告知作出更改和补充数", "告知更改补充数"},
		"answer_other_channel":               {"告知通过其他途径办理", "告知其他途径办理数"},
		"litigation_upheld":                  {"驳回原告诉讼请求数"},
		"complaints_total":                   {"收到举报投诉数量"},
		"fees_charged":                       {"依申请公开政府信息收取的费用", "依申请公开收取的费用", "依申请公开信息收费金额"},
		"staffing_dedicated_units":           {"政府信息公开专门机构数", "政府信息公开工作机构数"},
		"staffing_reading_points":            {"政府信息公开查阅点数", "设置信息公开查阅点数", "设立政府信息公开查阅点数"},
		"staffing_total":                     {"政府信息公开工作人员数", "从事信息公开工作人员数"},
		"staffing_full_time":                 {"专职工作人员数", "专职人员人数"},
		"staffing_part_time":                 {"兼职工作人员数", "兼职人员人数"},
		"staffing_budget":                    {"政府信息公开工作专项经费", "信息公开专项经费"},
		"training_meetings":                  {"召开政府信息公开工作会议数", "召开政府信息公开会议数", "召开工作会议或专题会议数", "召开政府信息公开工作会议或专题会议次数", "召开政府信息公开工作会议和专题会议数"},
		"training_courses":                   {"举办各类培训班次", "举办培训班数", "举办培训班次数", "举办各类培训班期数", "举办各类培训数", "举办各类培训班次数"},
		"training_persons":                   {"接受培训人数", "培训人次", "接受培训的人员数", "参加培训人数", "参加培训人次"},
	})
	f.inGroup("通过不同渠道和方式公开政府信息的情况", map[string]string{"政府公报": "published_channel_gazette", "政府网站": "published_channel_website", "政务微博": "published_channel_weibo", "政务微信": "published_channel_wechat", "其他方式": "published_channel_other"})
	f.inGroup("通过不同渠道和方式回应解读的情况", map[string]string{"其他方式": "response_other", "微博微信": "response_social_media"})
	f.mains["requests_received"] = "收到申请数"
	f.inGroup("收到申请数", map[string]string{"当面": "requests_channel_in_person", "传真": "requests_channel_fax", "网络": "requests_channel_online", "信函": "requests_channel_letter"})
	for group, stem := range map[string]string{"行政复议数量": "reconsideration", "行政诉讼数量": "litigation"} {
		f.variants(group, map[string]string{"维持行政行为数": stem + "_upheld", "纠错数": stem + "_corrected", "被纠错数": stem + "_corrected", "其他数": stem + "_other", "其他情况数": stem + "_other"})
	}
}

// addNearLocal does the same for the tables of provinces and cities.
func (f *listForm) addNearLocal() {
	f.several("", map[string][]string{
		"narrative_published_total":            {"主动公开的政府信息数", "主动公开信息数量", "主动公开信息条数", "公开政府信息总数"},
		"narrative_published_fulltext":         {"全文电子化的主动公开政府信息数", "全文电子化信息数", "全文电子化数", "全文电子化"},
		"narrative_normative_documents_made":   {"新增规范性文件数", "制发规范性文件数", "制定规范性文件数", "出台规范性文件数", "制发规范性文件总数"},
		"narrative_published_service":          {"服务类信息数", "提供服务类信息"},
		"narrative_site_visits":                {"专栏页面点击量", "网站专栏点击量", "信息公开专栏访问量", "政府信息公开网站专栏访问量", "政府信息公开专栏页面访问量", "网站专栏页面点击量", "网站专栏页面访问次数"},
		"narrative_visitors_on_site":           {"现场咨询人数", "现场接待咨询人数", "接待现场咨询人数", "现场接待数", "现场接待人次数"},
		"narrative_consult_online":             {"网上咨询人次", "网络咨询数", "在线咨询数", "网上咨询量", "网上咨询人次数"},
		"narrative_consult_phone":              {"电话咨询数", "咨询电话数", "接听咨询电话数", "电话咨询人次", "咨询电话接听量", "电话接听数", "咨询电话接听次数"},
		"narrative_requests_received":          {"申请数", "收到依申请公开申请数", "收到政府信息公开申请数", "政府信息公开申请总数", "受理依申请公开申请数", "受理政府信息公开申请数", "依申请公开受理数", "收到依申请公开信息申请数", "依申请公开政府信息申请总数", "依申请公开数量总数"},
		"narrative_requests_channel_in_person": {"当面申请件数", "现场申请数"},
		"narrative_requests_channel_online":    {"网站申请数", "网络平台申请数"},
		"narrative_requests_channel_email":     {"电子邮件申请件数", "邮件申请数"},
		"narrative_requests_channel_letter":    {"信函申请件数", "书面信函申请数"},
		"narrative_answer_total":               {"答复申请数", "答复申请总数", "答复数", "依申请公开答复数", "对依申请公开的答复总数", "申请的答复总数", "答复件数"},
		"narrative_answer_granted":             {"予以公开答复数"},
		"narrative_answer_denied_all":          {"不同意公开数", "否决公开答复"},
		"narrative_answer_denied_not_exist":    {"信息不存在答复数", "政府信息不存在数", "申请信息不存在数", "信息不存在件数"},
		"narrative_answer_denied_not_held":     {"非本机关掌握答复数", "非本机关政府信息数", "不属于本机关掌握数", "非本行政机关掌握数", "非本单位掌握数", "不属于本部门掌握数", "非本部门掌握信息数"},
		"narrative_answer_denied_unclear":      {"申请内容不明确答复数", "内容不明确数", "申请不明确数"},
		"narrative_answer_denied_not_gov_info": {"非政府信息答复数", "非条例所指政府信息数", "不属于政府信息数", "非政府信息公开数", "不是规定所指政府信息数"},
		"narrative_reconsideration_total":      {"申请行政复议数", "行政复议申请数", "被申请行政复议数", "行政复议件数", "信息公开行政复议数"},
		"narrative_litigation_total":           {"提起行政诉讼数", "行政诉讼件数", "被提起行政诉讼数", "信息公开行政诉讼数"},
		"narrative_appeals_total":              {"行政申诉件数", "行政申诉案件数"},
		"narrative_complaints_total":           {"投诉举报数"},
		"narrative_fees_charged":               {"收费数额", "收取费用总额", "依申请公开收费", "依申请公开收费金额", "政府信息公开收费情况", "收费情况", "收费总金额", "政府信息公开收费总额", "政府信息公开收费数"},
		"narrative_fees_waived":                {"收费减免", "减免收费", "减免费用金额", "减免总额", "政府信息公开减免收费情况", "减免收费情况", "收费减免情况", "政府信息公开收费减免情况"},
	})
	f.mains["narrative_requests_received"], f.mains["narrative_answer_total"], f.mains["narrative_published_total"] = "申请", "答复", "主动公开"
	f.inGroup("申请", map[string]string{"当面": "narrative_requests_channel_in_person", "传真": "narrative_requests_channel_fax", "网上": "narrative_requests_channel_online", "网络": "narrative_requests_channel_online",
		"信函": "narrative_requests_channel_letter", "电子邮件": "narrative_requests_channel_email", "其他形式": "narrative_requests_channel_other", "其他方式": "narrative_requests_channel_other"})
	f.inGroup("答复", map[string]string{"同意公开": "narrative_answer_granted", "予以公开": "narrative_answer_granted", "予以公开数": "narrative_answer_granted", "部分公开": "narrative_answer_partial", "部分公开数": "narrative_answer_partial",
		"同意部分公开": "narrative_answer_partial", "不予公开": "narrative_answer_denied_all", "不予公开数": "narrative_answer_denied_all", "不予公开总数": "narrative_answer_denied_all", "不同意公开": "narrative_answer_denied_all", "否决公开": "narrative_answer_denied_all"})
	f.inGroup("主动公开", map[string]string{"网站": "narrative_published_channel_website", "政府网站": "narrative_published_channel_website", "政府公报": "narrative_published_channel_gazette", "公报": "narrative_published_channel_gazette",
		"政务微博": "narrative_published_channel_weibo", "政务微信": "narrative_published_channel_wechat"})
}

// several adds several labels for each indicator, where they are no label of another yet.
func (f *listForm) several(group string, labels map[string][]string) {
	for id, all := range labels {
		for _, label := range all {
			if f.rows.Exact[label] == nil {
				f.rows.Add(label, lexicon.Entry{ID: id, Group: group})
				f.quiet[label] = true
			}
		}
	}
}

// inGroup adds labels that are an indicator's only in a group.
func (f *listForm) inGroup(group string, labels map[string]string) {
	for label, id := range labels {
		if f.rows.Exact[label] == nil || f.rows.Exact[label][0].Strict {
			f.rows.Add(label, lexicon.Entry{ID: id, Group: group, Strict: true})
			f.quiet[label] = true
		}
	}
}
