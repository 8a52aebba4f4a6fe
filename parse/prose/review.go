package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// remedies are the ways to contest an answer, which sentences list together: 行政复议、行政
// 诉讼均为0件.
type remedyKind struct {
	indicator string
	words     *pattern.Words
}

var remedies = []remedyKind{
	{"narrative_reconsideration_total", pattern.AnyOf("复议")},
	{"narrative_litigation_total", pattern.AnyOf("诉讼", "被诉")},
	{"narrative_complaints_total", pattern.AnyOf("投诉", "举报")},
	{"narrative_appeals_total", pattern.AnyOf("申诉")},
}

func isRemedy(indicator string) bool {
	return slices.ContainsFunc(remedies, func(r remedyKind) bool { return r.indicator == indicator })
}

const remedy = `(?:行政复议|行政诉讼|行政申诉|举报投诉|投诉举报|复议|诉讼|被诉|投诉|举报|申诉)(?:案件|案|申请|事项|请求|的|情况|数量|数|件)*`

var (
	remedyList   = pattern.MustCompile(`(?:` + remedy + `(?:、|和|及|或|以及|与|并)?(?:被|被申请|提起|申请|引起的|引发的|工作|信息公开|政府|的)*)*` + remedy + sums)
	remedyLead   = pattern.MustCompile(`(?:发生|收到|受理|引发|产生|新增|提起|有|共|^)(?:了|的|过|到|因[^,]{0,24}?引[起发]的)*$`)
	remedyBehind = pattern.MustCompile(`^(?:因|由|涉及|有关|关于|的)?[^,]{0,20}?(` + remedy + `)`)
	remedyOther  = pattern.AnyOf("维持", "纠正", "撤销", "未经", "败诉", "审结", "结转", "驳回", "撤回", "胜诉", "终止", "信访", "12345", "热线", "消费", "来信", "复议机关", "办理", "代理", "承办", "审理")
	narrowed     = pattern.MustCompile(`^(?:案件|案|申请|的)*(?:被|中|纠|撤|败|后|决定|维持|均|应诉)|^复议|^诉讼|^行政复议|^行政诉讼`)
	remedyWords  = pattern.AnyOf("复议", "诉", "举报")
	// formComplaints is what the form of 2014 calls them.
	formComplaints = pattern.MustCompile(`^(?:六、)?举报投诉数量(?:为)?$`)
	decidesReviews = pattern.MustCompile(`作为[^,]{0,16}(?:复议机关|复议机构|复议部门)`)
	decides        = pattern.AnyOf("收到", "受理", "办理", "审理", "承办", "代理") // as the body that decides reviews, it may be
	eachOne        = pattern.MustCompile(`(?:均|都|各)[^,]{0,3}$`)
)

// challenged reads a number of reviews, suits, complaints or appeals. A number after a list
// of them belongs to each where it says so (均, 各) or is 0; else it is a sum and no figure.
func (r *proseReader) challenged(s *Sentence, m *mention, label string) bool {
	if !remedyWords.In(label) && !remedyWords.In(m.tail) || !strings.Contains(countless, "|"+m.unit+"|") {
		return false
	}
	for _, year := range [...]string{":全年", ":本年度"} {
		label = strings.TrimSuffix(label, year)
	}
	if at := remedyList.FindStringIndex(label); at != nil {
		kinds := remediesIn(label[at[0]:])
		if len(kinds) > 1 && !eachOne.MatchString(label) && s.text[m.from:m.number] != "0" && s.text[m.from:m.number] != "零" {
			return true
		}
		place := tree.Run{Start: m.at + at[0], End: m.to}
		if label != m.label { // named by a list
			place.Start = m.from
		}
		for _, k := range kinds {
			r.challenge(k, s, m, label[:at[0]], label[at[0]:], place)
		}
		return true
	}
	if endsWithOne(label, "未发生", "没有发生", "未出现", "未收到", "没有", "未产生") {
		return true // 未发生一起
	}
	lead, behind := remedyLead.FindStringIndex(label), remedyBehind.FindStringSubmatchIndex(m.tail)
	if lead == nil || behind == nil || narrowed.MatchString(m.tail[behind[1]:]) {
		return false
	}
	kinds := remediesIn(m.tail)
	if len(kinds) > 1 {
		return true
	}
	for _, k := range kinds {
		r.challenge(k, s, m, label[:lead[0]], m.tail, tree.Run{Start: m.from, End: m.to + behind[1]})
	}
	return true
}

// remediesIn lists the indicators that words name.
func remediesIn(words string) []string {
	var all []string
	for _, k := range remedies {
		if k.words.In(words) {
			all = append(all, k.indicator)
		}
	}
	return all
}

func remedyRule(indicator string) *proseRule {
	rule := &proseRule{indicator: indicator, whole: true, never: remedyOther, about: aboutReviews}
	if indicator == "narrative_complaints_total" || indicator == "narrative_appeals_total" {
		rule.about, rule.near = aboutComplaints, true
	}
	return rule
}

func (r *proseReader) challenge(kind string, s *Sentence, m *mention, head, match string, place tree.Run) {
	indicator, ok := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: kind})
	rule := remedyRule(kind)
	if ok && ofOtherReviews(s.text, m) {
		if kind != "narrative_reconsideration_total" || !decides.In(head+match) {
			r.keepWider(s, m, isOfDisclosure, kind)
		}
		return
	}
	if ok && r.hasOwnBehind(s, m, head, s.text[strings.LastIndexByte(s.text[:m.at+min(len(head), len(m.label))], ',')+1:m.from]) {
		r.keepWider(s, m, r.isOwnOffice, kind)
		r.wider.bodies = true
		return
	}
	if ok && sharedWithYear(s, m, s.text[:m.from]) {
		r.keepWider(s, m, r.isOwnYear, kind)
		return
	}
	if !ok || unsaidCause(s, m) || !strings.Contains(s.text, "公开") && s.ofOtherCauses("") || hasOtherCause(s, m, s.text[strings.LastIndexByte(s.text[:m.from], ',')+1:m.from]+m.tail) {
		return
	}
	if rule.near && !strings.Contains(s.text, "公开") && (hotlines.MatchString(s.text) || ofBusiness(s, m)) {
		return
	}
	if kind == "narrative_complaints_total" && complainers.In(m.label) && !strings.Contains(s.text, "公开") {
		return
	}
	if formComplaints.MatchString(m.label) {
		rule.about = nil // the form's own words
	}
	if zero := m.value(s.text, indicator.Unit); rule.near && zero.State.Known() && (zero.Value == 0 && (containsAny(s.text, "复议", "诉讼") || besideContext(s.context)) || remediesTitle.MatchString(s.before) && plainComplaint.MatchString(m.label) || bareRemedies.MatchString(s.context) && bareComplaint.MatchString(m.label)) {
		rule.about = nil // told in one breath with reviews
	}
	party := r.isParty(s, m, head+match)
	if party {
		rule.never = besidesHandled
	}
	if confidence := r.certainty(rule, s, m, head, match); confidence > 0 {
		if party {
			confidence = min(confidence, 0.9)
		}
		if read := m.value(s.text, indicator.Unit); read.State.Known() {
			r.say(s, place, tree.Run{Start: m.from, End: m.number}, read, indicator, confidence)
		}
	}
}

// remediesTitle is a title of reviews and of complaints: (四)复议、诉讼和投诉.
var remediesTitle = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d[.、])(?:行政)?复议[^,;:\d]{0,20}(?:投诉|举报|申诉)(?:的)?(?:情况)?$`)

// bareRemedies are reviews and suits in parts of their own, by nothing but their names: 行政复议0件;行政诉讼0件;.
var bareRemedies = pattern.MustCompile(`^(?:行政)?复议(?:案件)?\d+件;(?:行政)?诉讼(?:案件)?\d+件;$`)

// Complaints of something else say of what: 价格举报30件.
var (
	bareComplaint  = pattern.MustCompile(`^(?:投诉举报|举报投诉|投诉|举报|(?:行政)?申诉)(?:案件)?$`)
	plainComplaint = pattern.MustCompile(`^(?:受理|收到|接到|发生|政府|信息公开|共|有)*(?:投诉举报|举报投诉|投诉|举报|(?:行政)?申诉)(?:案件)?$`)
)

// besideContext: what the last semicolon parts from a sentence tells of reviews or suits, and of no other cause than disclosure.
func besideContext(context string) bool {
	context = strings.TrimSuffix(context, ";")
	last := context[strings.LastIndexByte(context, ';')+1:]
	return containsAny(last, "复议", "诉讼") && !causes.In(last)
}

// complainers complain of what an office does for them, unless the sentence says otherwise.
var complainers = pattern.AnyOf("患者", "病人", "家长", "学生", "旅客", "乘客", "游客", "用户", "客户", "消费者", "业主", "接待")

var (
	// hotlines take complaints of everything: 12315, 12345.
	hotlines = pattern.MustCompile(`12\d{3}(?:\D|$)`)
	// complaintOf is what a complaint or an appeal is about, or who makes it, in its own words.
	complaintOf = pattern.MustCompile(`(?:^|年度?|接受|受理|收到|接到|处理|发生|共|有关|关于|,|\))(?:的|各类|群众|公民|市民|了)*(\p{Han}*?)(?:的)?(?:举报投诉|投诉举报|举报|投诉|申诉)(?:案件|件|数量|数|共|为|有|的)*$`)
	// plainCause is none, or disclosure.
	plainCause = pattern.MustCompile(`^(?:接受|受理|收到|接到|处理|发生|共|有关|关于|相关|各类|群众|公民|市民|了|及|和|或|与|、|政府|信息|政务|公开|工作|方面|行政|提出|的|因|被|件|各种|网上|书面|来信|来电|当年|本年|全年|年度|[我本](?:局|办|委|镇|乡|街道|单位|机关))*$`)
	// plainTitle is one of complaints of no business.
	plainTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、?|\([一二三四五六七八九十\d]{1,2}\)|\d[.、])?(?:因|政府|信息|政务|公开|工作|依申请|申请|方面|行政|复议|提起|诉讼|申诉|投诉|举报|监督|及|和|或|与|、|的|情况|处理|受理|办理|收费|费用|减免|引起|引发|数量)*$`)
)

// ofBusiness: the words of a number of complaints, or the title of their chapter, say that they are about
// the office's business: 价格举报133件.
func ofBusiness(s *Sentence, m *mention) bool {
	if containsAny(s.heading, "投诉", "举报", "申诉") && !strings.Contains(s.heading, "公开") && !plainTitle.MatchString(s.heading) {
		return true
	}
	of := complaintOf.FindStringSubmatch(m.label)
	return of != nil && !plainCause.MatchString(of[1])
}

// besidesHandled are the words of other numbers where 办理 is none of them.
var (
	besidesHandled = anyBut(remedyOther, "办理")
	suitsBeside    = pattern.MustCompile(`^(?:,[^,;。\d]{0,16})?(?:[,;、和及])(?:办理)?(?:政府信息公开)?行政诉讼(?:案件)?\d`)
)

// isParty: a bureau that handles reviews about its disclosure and suits in one breath is a party to both. An office of
// justice, or a government, may be the one that decides.
func (r *proseReader) isParty(s *Sentence, m *mention, words string) bool {
	if !strings.Contains(words, "办理") || !strings.Contains(words, "信息公开") || !r.isBureau() || !suitsBeside.MatchString(s.line.Fold.Text[s.from+m.to:]) {
		return false
	}
	return !slices.ContainsFunc(r.own, func(own string) bool { return containsAny(own, "司法", "法制") })
}

// ofOtherReviews: the number counts the reviews that the body decided, or all reviews, and those of disclosure are told as a part
// of them: 收到行政复议申请35件,其中涉及政府信息公开3件.
func ofOtherReviews(text string, m *mention) bool {
	if decidesReviews.MatchString(text) || strings.Contains(text, "受理行政") && !containsAny(text, "公开") {
		return true
	}
	_, part, found := strings.Cut(text[m.to:], "其中")
	return found && !strings.Contains(text[:m.from], "公开") && strings.Contains(part, "信息公开")
}
