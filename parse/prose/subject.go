package prose

import (
	"strings"

	"gongkai/disclosure/pattern"
)

// subject is something that a report tells in numbers and that has figures of its own.
type subject struct {
	figures []string       // what the names of its figures begin with
	words   *pattern.Words // one of which stands in the number's own words
	units   string         // |件|起|
	foreign *pattern.Words // words beside which it is another business
	course  bool           // also where they stand elsewhere in the sentence: a course and its persons
	around  *pattern.Words // of which the sentence, or what is shortly before it, or the heading must speak
}

var (
	requestsUnits = "|件|条|份|宗|起|例|件次|次|"

	// subjects in the order in which a number's words are tried.
	subjects = []subject{
		{figures: []string{"narrative_reconsideration_", "narrative_litigation_", "narrative_complaints_", "narrative_appeals_"}, units: "|件|起|宗|例|次|条|人次|",
			words: pattern.AnyOf("复议", "诉讼", "投诉", "举报", "申诉"), foreign: pattern.AnyOf("12345", "12315", "热线", "信访", "消费", "受理行政", "审理", "仲裁", "纠纷", "环境投诉", "旅游投诉", "维持", "撤销", "终止", "确认违法", "驳回")},
		{figures: []string{"narrative_fees_", "fees_"}, units: "|元|万元|", around: requestWords.Plus("收费", "收取", "费用", "减免"),
			words: pattern.AnyOf("收费", "收取", "费用", "减免", "免收", "检索", "复制", "复印", "邮寄费", "处理费"), foreign: pattern.AnyOf("行政事业性", "资源费", "罚款", "税", "补贴", "保险", "经费")},
		{figures: []string{"narrative_staff_"}, units: "|人|名|位|",
			words: pattern.AnyOf("专职", "兼职", "全职", "兼任"), foreign: pattern.AnyOf("招聘", "招录", "专兼职", "教师", "网格", "消防", "律师", "巡查")},
		{figures: []string{"narrative_training_"}, units: "|次|期|场|场次|人次|人|名|", course: true,
			words: pattern.AnyOf("培训", "参训", "受训"), foreign: pattern.AnyOf("农", "技能", "就业", "创业", "安全", "消防", "职业", "技术", "会议", "专题会")},
		{figures: []string{"narrative_site_visits"}, units: "|次|人次|", around: requestWords,
			words: pattern.AnyOf("访问", "点击", "浏览"), foreign: pattern.AnyOf("微信", "微博", "公众号", "抖音", "视频", "阅读")},
		{figures: []string{"narrative_visitors_", "narrative_consult_"}, units: "|次|人次|件|条|人|", around: requestWords.Plus("查阅", "查询", "咨询"),
			words: pattern.AnyOf("咨询", "查阅", "查询", "来访", "来电", "接待", "电话"), foreign: pattern.AnyOf("12345", "信访", "税", "业务咨询", "法律", "就业", "政策咨询", "便民", "办事")},
		{figures: []string{"narrative_normative_"}, units: "|件|份|个|部|项|条|篇|",
			words: pattern.AnyOf("规范性文件"), foreign: pattern.AnyOf("清理", "废止", "审查", "备案", "失效", "修订", "修改", "有效", "解读", "类信息", "类文件")},
		{figures: []string{"narrative_answer_"}, units: requestsUnits, around: pattern.AnyOf("申请"),
			words: pattern.AnyOf("答复", "办结", "回复", "予以公开", "同意公开", "准予公开", "全部公开", "部分公开", "不予公开", "不公开", "不存在", "不属于本", "非本", "掌握", "不属于政府", "不是本", "不明确", "其他途径", "其它途径", "撤回", "补正", "提供信息"), foreign: otherAsking},
		{figures: []string{"narrative_requests_"}, units: requestsUnits, around: requestWords,
			words: pattern.AnyOf("申请", "结转", "当面", "现场", "网上", "网络", "在线", "信函", "信件", "邮寄", "传真", "邮件", "书面", "口头"), foreign: otherAsking.Plus("发布", "主动公开", "目录", "案件")},
		{figures: []string{"narrative_published_", "published_"}, units: "|条|条次|件|份|篇|宗|则|期|",
			words: pattern.AnyOf("公开", "发布", "公布", "刊登", "登载", "推送", "上传", "全文电子化", "信息").Plus(listedChannels.All()...), foreign: pattern.AnyOf("申请", "制度", "解读", "回应", "目录", "不予", "转载", "相同信息计", "建议", "提案", "12345", "工单", "信访", "资助金")},
	}
	// listedChannels are the ways of publication that have figures of their own.
	listedChannels = pattern.AnyOf("网站", "门户网", "信息网", "政务网", "政府网", "网页", "公报", "微信", "微博", "公众号")
	subjectWords   = func() *pattern.Lists {
		var all [][]string
		for _, s := range subjects {
			all = append(all, s.words.All())
		}
		return pattern.ListsOf(all)
	}()
)

// shortlyBeforeNumber bounds the words before a number that say what it is about where its own do not, in bytes.
const shortlyBeforeNumber = 120

// subjectOf is what a number is about, by its own words or by those shortly before them. nil where
// that is nothing that is counted.
func subjectOf(s *Sentence, m *mention) *subject {
	own := m.label + m.tail
	if m.unit == "" {
		return subjectIn(s, m, own, own)
	}
	before := s.text[max(0, m.at-shortlyBeforeNumber):m.at]
	for _, words := range [...]string{own, before, s.before + s.heading} {
		if subjectWords.In(words) != 0 && len(words) <= longestSentence {
			return subjectIn(s, m, words, own)
		}
	}
	return nil
}

// subjectIn is the first subject of which the words speak and to which the number's unit belongs.
func subjectIn(s *Sentence, m *mention, words, own string) *subject {
	hits := subjectWords.In(words)
	for i := range subjects {
		about := &subjects[i]
		if hits>>i&1 == 0 || m.unit != "" && !strings.Contains(about.units, "|"+m.unit+"|") || about.foreign.In(words) || about.foreign.In(own) || about.course && about.foreign.In(s.text) && !aboutDisclose.In(s.text) {
			continue
		}
		if about.around == nil || about.around.In(s.text) || about.around.In(s.shortlyBefore()) || about.around.In(s.heading) {
			return about
		}
	}
	return nil
}
