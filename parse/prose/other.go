package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// What makes a number one of another business, or of something else than what was published.

// ofOther: the words of a number's own clause name another business than disclosure, or the
// number is one step before or after publication. head is what the rule's words, match, leave
// of the label, clause the words of the last clause before match.
func (r *proseReader) ofOther(rule *proseRule, s *Sentence, m *mention, head, match, clause string) bool {
	switch {
	case rule.noChannel || rule.isWay():
		return sortsPapers(s, m) || notPublished(head) || ofStock(s.text, m) || amongAnswers(s, m, head, match) || s.kind == "requests" && strings.Contains(match, "信息公开")
	case rule.indicator == "narrative_answer_denied_all":
		return sortsPapers(s, m) || sortsDocuments(s, m, match) || documentKinds.In(head)
	case rule.indicator == "narrative_fees_charged", rule.indicator == "narrative_fees_waived":
		return notAbout.MatchString(s.text[m.to:]) || otherFee(head, match) || addsUp(s.text, m) || needy.In(head+match) && !s.ofFees()
	case rule.indicator == "narrative_answer_total":
		return restOfAnswers.MatchString(clause+match) || asksForOther(s.text[:m.from], clause+match) || atCounter(s.text) || m.part && oneWayIn.In(head) || strings.Contains(s.text, "办件") && !strings.Contains(s.text, "公开")
	case rule.isStaff():
		return r.ofWiderStaff(clause+match) || openPart.MatchString(s.text[m.to:]) || worksElsewhere(m.label, s.text[m.to:]) || counters.In(clause+match) && !strings.Contains(clause+match, "公开")
	case rule.indicator == "narrative_normative_documents_made":
		return r.ofGovernmentAbove(head)
	case rule.isCourse():
		return ofOtherCourse(s, m) || planned.In(s.text[:m.from]) || r.heldByOther(s.text[:m.from]) || otherCourse(clause+match+m.tail, s.text[:m.at+min(len(head), len(m.label))-len(clause)], s.context)
	}
	return false
}

// ofGovernmentAbove: the report of a bureau says what the government did.
func (r *proseReader) ofGovernmentAbove(head string) bool {
	for _, own := range r.own {
		if !endsWithOne(own, "局", "委", "委员会", "中心", "站", "所", "处", "队") {
			return false
		}
	}
	return len(r.own) > 0 && endsWithOne(strings.TrimRight(head, "共新累计"), "县政府", "市政府", "区政府", "省政府", "州政府")
}

// restOfAnswers are those of no kind that was told: 予以公开49件;其他答复16件.
var restOfAnswers = pattern.MustCompile(`^(?:其他|其它|其余)(?:答复|办结|回复)`)

// documentKinds are what is withheld that nobody asked for.
var documentKinds = pattern.AnyOf("处罚", "公文", "文件", "许可", "判决", "决定书")

// counters are where people hand in whatever they ask of a government.
var counters = pattern.AnyOf("大厅", "窗口", "便民", "办事", "服务中心", "代办")

// atCounter: the sentence tells what was done at a counter, and nothing of disclosure.
func atCounter(text string) bool { return counters.In(text) && !strings.Contains(text, "公开") }

// answerKinds are answers to requests that what was published never is.
var answerKinds = pattern.AnyOf("同意公开", "同意部分公开", "部分公开", "信息不存在", "作出更改", "更改补充", "不属于本", "非本", "其他途径")

// amongAnswers: 已主动公开 is an answer in a list of them: 其中:已主动公开1件,同意公开4件.
func amongAnswers(s *Sentence, m *mention, head, match string) bool {
	if strings.Contains(match, "信息") {
		return false
	}
	if s.kind == "requests" || endsWithOne(head, "已", "属于", "属", "系", "为") {
		return answerKinds.In(s.text) || strings.Contains(s.text, "不予公开")
	}
	return (m.part || answeredList.MatchString(s.text[:m.at])) && answerKinds.In(s.text)
}

// answeredList begins a list of answers without 其中: 已答复6件:主动公开3件,同意公开2件.
var answeredList = pattern.MustCompile(`(?:答复|办结)(?:数|总数|了|为|共)?\d+件:[^:;]*$`)

// Documents may be sorted by whether they are published, given on request or to nobody.
var (
	onRequestBefore = pattern.MustCompile(`主动公开` + documents + `[,、;]依申请公开` + documents + `[,、;]$`)
	onRequestBehind = pattern.MustCompile(`^(?:[,、;]主动公开` + documents + `)?[,、;]依申请公开` + documents + `(?:$|[,、;])`)
	documentsMade   = pattern.AnyOf("产生政府信息", "产生信息", "产生公文", "产生文件", "产生各类", "形成政府信息", "形成信息", "形成公文", "形成文件")
)

const documents = `(?:的|类|公文|文件|政府|信息|数量|共|有|为|是|:)*\d[\d,]*(?:条|件|份|项|个|篇)?`

// sortsDocuments: 不予公开 counts documents and no answers: 主动公开108条,依申请公开61条,不予公开77条.
func sortsDocuments(s *Sentence, m *mention, match string) bool {
	before := strings.TrimSuffix(s.text[:m.from], match)
	return onRequestBefore.MatchString(before) || onRequestBehind.MatchString(s.text[m.to:]) || documentsMade.In(before)
}

// papersMade is a number of papers that an office wrote, sorted behind it by who may have them.
var papersMade = pattern.MustCompile(`(?:(?:印发|制发|拟制|拟写|拟发|起草|核发|发布|制作|形成|产生)[^,;:]{0,10}(?:文件|公文|发文)|发文|行文)[^,;:\d]{0,8}[\d,]+(?:份|件|个|篇)(?:[,(:]|$)`)

// byPublicity is nothing but a kind of publicity.
var byPublicity = pattern.MustCompile(`^(?:(?:公开)?属性为|标注(?:为)?|确定为|定为|属于?)?(?:主动公开|依申请公开|不予公开|不公开|免予公开|公开)(?:的|为|有)*$`)

// sortsPapers: the number is one of papers by their kind of publicity (公开属性), whether anybody
// ever published them: 印发文件134份,其中主动公开19份,不予公开115份.
func sortsPapers(s *Sentence, m *mention) bool {
	return strings.HasSuffix(m.label, "标注主动公开") || m.unit != "条" && (m.part || byPublicity.MatchString(m.label)) && papersMade.MatchString(s.text[:m.at])
}

// notPublished: what comes before 公开 says that it was not done, not in time, not by the
// body or not yet, or that it was undone.
func notPublished(head string) bool {
	head = strings.TrimRight(head, "新共累计已的了")
	if notCounted.In(head) {
		return true
	}
	if !strings.Contains(head, "经") && endsWithOne(head, "审查", "审核", "检查", "抽查", "核查") {
		return true
	}
	return endsWithOne(head, "可", "应", "需", "待", "未", "部分", "免予", "免于", "暂不", "暂缓", "不再") || endsWithOne(strings.TrimRight(head, "是为:"), "目标", "任务", "指标", "计划")
}

// ofStock: what follows says that the number is what there is, not what the year brought.
func ofStock(text string, m *mention) bool {
	return pattern.HasOnePrefix(text[m.to:], ",比年初", ",较年初", "(比年初", "(较年初")
}

// notCounted are words before numbers of what was not published or not in time.
var notCounted = pattern.AnyOf("漏报", "漏公开", "未及时", "不及时", "未按时", "延期", "超时", "逾期", "撤下", "下架", "撤销", "删除", "更正", "移送", "移交", "转发上级", "拟")

// otherRequest is a request that the words before it make one for something else than
// information, and otherMatter is what is answered that is no request.
var (
	otherRequest = pattern.MustCompile(`(\p{Han}{2})申请`)
	otherMatter  = pattern.AnyOf("诉求", "事项", "业务", "案件", "信件", "交办", "督办", "工单", "问题")
	plainRequest = pattern.AnyOf("公开", "信息", "上述", "以上", "这些", "所有", "全部", "各类", "有效", "其他", "其余", "公民", "群众", "书面", "网上", "网络", "在线", "当面", "现场", "信函", "邮件", "邮寄", "传真", "新收", "收到", "受理", "提出", "提交", "接到", "年度", "全年", "结转", "完毕", "答复", "办结", "办理", "回复")
)

// oneWayIn are ways in which only some requests come.
var oneWayIn = pattern.AnyOf("网上", "网络", "在线", "当面", "信函", "邮件", "传真")

// asksForOther: what was answered is no request for information, by its own clause or by the words
// before it: 采伐申请办结87件.
func asksForOther(before, clause string) bool {
	if strings.Contains(before, "公开") && (strings.Contains(clause, "公开") || !containsAny(clause, "申请", "办件") && !otherMatter.In(clause)) {
		return false
	}
	if otherMatter.In(clause) && !strings.Contains(clause, "申请") {
		return true
	}
	found := otherRequest.FindAllStringSubmatch(before, -1)
	for _, one := range found {
		r, _ := utf8.DecodeLastRuneInString(one[1])
		if !plainRequest.In(one[1]) && !strings.ContainsRune("的对件条份宗次位人名按依到出起将该已经和与", r) {
			return true
		}
	}
	return false
}

// causes are what reviews, suits and complaints are about that are not about disclosure.
var causes = pattern.AnyOf("登记", "收养", "治安类", "交通类", "纠纷", "处罚", "工伤", "认定", "裁决", "拆迁", "征收", "征地", "林权", "税收", "医疗", "劳动", "采购", "治安", "交通", "确权", "土地", "执法", "安全生产", "法院", "检察", "作为被告", "应诉", "当事人", "仲裁", "强制")

var (
	// allAbout says what all of them were about: 均为交通处罚案件.
	allAbout = pattern.MustCompile(`[,(](?:均|都|全部)(?:为|是|系|因|属于|与|涉及|有关)[^,;。]*`)
	// allWith says what they had to do with: 均与服务质量有关.
	allWith = pattern.MustCompile(`^[,(](?:均|都|全部)(?:与[^,;。]*有关|涉及)`)
)

// notAbout says behind a number, or behind a list of them, that they are not about disclosure:
// 其他行政复议2起、行政诉讼3起不涉及信息公开.
var notAbout = pattern.MustCompile(`^(?:[、和及与]\p{Han}{2,10}\d+(?:件|起|宗|例|次))*[,(]?(?:均|都|全部)?(?:(?:不涉及|未涉及|不属于|不是因|并非因|非因)(?:政府)?信息公开(?:事项|工作|案件|引发|引起|类|申请)?|与(?:政府)?信息公开(?:申请|工作)?无关)(?:$|[,;)])`)

// hasOtherCause: the clause of a number of reviews or suits names another cause than disclosure, or
// the whole of which they are a part does.
func hasOtherCause(s *Sentence, m *mention, words string) bool {
	if rest := s.text[m.to:]; pattern.HasOnePrefix(rest, "(与", "(均与", ",与", ",均与") && strings.Contains(rest, "公开无关") {
		return true
	}
	if notAbout.MatchString(s.text[m.to:]) {
		return true
	}
	if all := allAbout.FindString(s.text[m.to:]); (causes.In(all) || allWith.MatchString(all)) && !strings.Contains(all, "公开") {
		return true
	}
	if strings.Contains(words, "公开") {
		return false
	}
	if m.part && !strings.Contains(s.text[:m.at], "公开") && causes.In(s.text[:m.at]) {
		return true
	}
	if causes.In(words) {
		return true
	}
	before := s.text[:m.at]
	return !strings.Contains(s.text, "公开") && remedyWords.In(before) && containsAny(before, "办理", "代理", "承办", "审理")
}

// ofOtherCauses: the words, or the title of their chapter, name another cause of reviews and suits
// than disclosure, and not disclosure: 未因土地征收发生复议诉讼.
func (s *Sentence) ofOtherCauses(words string) bool {
	if strings.Contains(words, "公开") {
		return false
	}
	return causes.In(words) || causes.In(s.heading) && !strings.Contains(s.heading, "公开")
}

// statement is a figure that a sentence says, with how plainly its words speak of disclosure.
type statement struct {
	disclosure.Figure
	about int
	at    int // the sentence, by its place
	end   int // where its number ends, in bytes of the sentence
}

// plainness is 3 where the clause of a number itself speaks of disclosure, 2 where another of the
// sentence does, 1 where only the heading does.
func (s *Sentence) plainness(at int) int {
	from := strings.LastIndexAny(s.text[:at], ",;") + 1
	to := len(s.text)
	if i := strings.IndexAny(s.text[at:], ",;"); i >= 0 {
		to = at + i
	}
	switch {
	case strings.Contains(s.text[from:to], "公开"):
		return 3
	case strings.Contains(s.text, "公开"):
		return 2
	case strings.Contains(s.heading, "公开"):
		return 1
	}
	return 0
}

// plainest keeps the statements that speak of disclosure most plainly.
func plainest(all []statement) []statement {
	best := 0
	for i := range all {
		best = max(best, all[i].about)
	}
	lesser := func(f statement) bool { return f.about < best }
	if !slices.ContainsFunc(all, lesser) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), lesser)
}
