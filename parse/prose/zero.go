package prose

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// zeroRule says by which words a sentence states that there was none of a figure.
type zeroRule struct {
	indicator string
	keywords  []string
	words     *pattern.Regexp // from the word of negation on
	narrowed  *pattern.Regexp // words behind them that make it a part
	about     *pattern.Words
	never     *pattern.Words
	everyone  bool
	plain     bool           // with a neutral subject and no other business around it needs no other words
	chapter   *pattern.Words // words of headings under which a clause that names no other business is about it
}

const none = `^(?:未|没有|暂无|无|不存在|不涉及|零)(?:实际|有|曾)?(?:收到|接到|受理|发生|产生|出现|引发|引起|接收到|接收|接受|发现|涉及|存在|被提起|被申请|被|提起)?(?:过|到|任何|一例|一起|一件|1件|1起|1例)*`

var zeroRules = []zeroRule{
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, everyone: true, about: aboutRequests, narrowed: notAnyRequest,
		words: pattern.MustCompile(`^(?:未|没有|暂未|无)(?:收到|接到|受理|发生|接收到|接收|产生|出现|涉及|有)(?:过|到)?[^,]{0,40}?申请|^(?:没有|无|暂无)(?:公民|法人|群众|申请人|任何|单位|个人)[^,]{0,30}?申请|^(?:无|暂无|没有)(?:依)?(?:政府)?(?:信息公开|依申请公开|申请公开|公开)(?:政府信息|信息)?(?:的)?申请|^(?:无|没有|暂无|不存在|不涉及)(?:发生|产生)?依申请公开(?:的)?(?:政府信息|信息)?(?:的)?(?:事项|件|案件|情况|业务)?$|^(?:无|没有)申请公开(?:政府信息|信息)?(?:的)?(?:事项|件|情况)?$|^(?:没有|无)(?:收到|接到|受理|发生)?(?:一|1)(?:件|例|起|条)(?:依申请公开|(?:政府)?信息公开申请|申请公开|公开申请)(?:政府信息|信息)?(?:的)?(?:申请|事项|件|案件|情况)?$|^零申请|^(?:无|没有)人(?:提出|提交)?申请$|^(?:无|没有|暂无)(?:任何)?人(?:向[^,]{0,16})?(?:提出|提交|递交)?(?:申请公开|[^,]{0,12}?公开(?:政府信息|信息)?(?:的)?申请)`),
		never: anyBut(byChannel, "未", "办结", "答复").Plus("涉密")},
	{indicator: "narrative_requests_carried_out", keywords: []string{"结转"}, words: pattern.MustCompile(`^(?:无|没有|不存在)(?:政府信息公开|信息公开)?(?:申请)?(?:结转|需结转)(?:至|到)?(?:下一?年度?|次年)|^(?:无|没有)下一?年度?结转`)},
	{indicator: "narrative_requests_carried_in", keywords: []string{"结转"}, words: pattern.MustCompile(`^(?:无|没有|不存在)(?:上年度?|上一年度?)结转|^(?:无|没有|不存在)结转(?:的)?(?:上年度?|上一年度?|上年度?的)(?:的)?(?:政府信息公开|信息公开|公开)?申请`)},
	{indicator: "narrative_answer_denied_all", keywords: []string{"不予公开"}, words: pattern.MustCompile(`^(?:未出现|没有|无)不予公开`), about: aboutDisclose},
	{indicator: "narrative_reconsideration_total", keywords: []string{"复议"}, words: pattern.MustCompile(none + `[^,]{0,50}?(?:行政)?复议|^零(?:行政)?复议`), narrowed: narrowed, about: aboutReviews, never: pattern.AnyOf("维持", "撤销", "败诉", "审结", "未经")},
	{indicator: "narrative_reconsideration_total", keywords: []string{"复议诉讼", "复议行政诉讼"}, words: pattern.MustCompile(`^(?:未|没有|无)(?:发生|产生|出现|引发|引起)?(?:过|任何)*(?:(?:因)?(?:政府)?信息公开(?:的|类|相关)*)?(?:行政)?复议(?:行政)?诉讼(?:的)?(?:案件|情况|事项)?$|^(?:未|没有)因(?:政府)?信息公开(?:工作|申请|事项)?(?:而)?(?:发生|引发|产生|引起)(?:行政)?复议(?:行政)?诉讼$`), about: aboutReviews},
	{indicator: "narrative_litigation_total", keywords: []string{"诉讼", "被起诉", "被诉"}, words: pattern.MustCompile(none + `[^,]{0,60}?(?:(?:行政)?诉讼|被起诉|被诉)|^零(?:行政)?诉讼`), narrowed: narrowed, about: aboutReviews, never: pattern.AnyOf("维持", "撤销", "败诉", "审结", "未经")},
	{indicator: "narrative_complaints_total", keywords: []string{"投诉", "举报"}, words: pattern.MustCompile(none + `[^,]{0,50}?(?:投诉|举报)|^零(?:投诉|举报)`), narrowed: narrowed, about: pattern.AnyOf("信息公开", "政务公开"), never: pattern.AnyOf("维持", "撤销", "败诉", "审结", "未经", "消费", "12345", "12315", "热线", "信访")},
	{indicator: "narrative_appeals_total", keywords: []string{"申诉"}, words: pattern.MustCompile(none + `[^,]{0,50}?申诉`), narrowed: narrowed, about: pattern.AnyOf("信息公开", "政务公开"), never: pattern.AnyOf("维持", "撤销", "败诉", "审结", "未经")},
	{indicator: "narrative_normative_documents_made", keywords: []string{"规范性文件"}, words: pattern.MustCompile(`^(?:未|没有)(?:制发|制定|制作|出台|印发|新增)(?:过|任何|新的)*(?:行政)?规范性文件`)},
	{indicator: "fees_processing_charged", keywords: []string{"信息处理费"}, words: pattern.MustCompile(`^(?:未|没有|无)(?:实际)?(?:依申请|向[^,]{0,10})?(?:收取|产生|发生|涉及|征收|存在收取)?(?:过|任何|政府信息公开|依申请公开)*信息处理费`)},
	{indicator: "fees_processing_notices", keywords: []string{"收费通知"}, words: pattern.MustCompile(`^(?:未|没有)(?:发出|制发|出具|下达)(?:过|任何)*(?:信息处理费)?收费通知`)},
	{indicator: "narrative_fees_charged", keywords: []string{"费"}, about: aboutFees, chapter: feeChapter, never: pattern.AnyOf("减免", "通知", "处理费"),
		words: pattern.MustCompile(`^(?:未|没有|无)(?:就|因|对|向[^,]{0,24})?[^,]{0,12}?(?:收取|产生|发生)(?:过)?[^,因引]{0,30}?(?:费用|费|收费)(?:的)?(?:情况|现象|行为|事项)?$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"费用"}, plain: true, never: pattern.AnyOf("减免", "通知", "处理费"),
		words: pattern.MustCompile(`^(?:未|没有)(?:向[^,]{0,24})?收取(?:过)?(?:任何|一切|相关|其他)*费用$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"收费", "费用"}, about: aboutFees, chapter: feeChapter, never: pattern.AnyOf("减免", "通知", "处理费"),
		words: pattern.MustCompile(`^(?:未|没有|无)(?:向申请人)?(?:任何|一笔|一项|依申请公开|政府信息公开|信息公开|公开|政府信息|的)*收费(?:的)?(?:情况|现象|行为|事项|项目)?$|^(?:不收费|不收取(?:任何|一切|相关)?费用|免收(?:任何|一切|相关)?费用)$|^零收费(?:的)?(?:情况)?$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"未收取", "没有收取"}, about: pattern.AnyOf("费用:", "收费:"), chapter: feeChapter, words: pattern.MustCompile(`^(?:未|没有)收取$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"免费提供"}, about: aboutFees, chapter: feeChapter, never: pattern.AnyOf("减免", "通知", "处理费"), words: pattern.MustCompile(`^免费(?:向[^,]{0,16})?提供(?:政府)?(?:信息)?$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"收费"}, about: aboutFees, chapter: feeChapter, never: pattern.AnyOf("通知", "处理费"), words: pattern.MustCompile(`^(?:未|没有|无|不存在)(?:发生|产生)?(?:依申请|政府信息公开|信息公开|公开|信息|的)*收费(?:(?:及|和|、|与|或)(?:费用)?减免)(?:费用)?(?:的)?(?:情况|现象|事项)?$`)},
	{indicator: "narrative_fees_waived", keywords: []string{"减免"}, about: aboutFees, chapter: feeChapter, words: pattern.MustCompile(`^(?:未|没有|无|不存在)(?:发生|产生)?(?:依申请|政府信息公开|信息公开|公开|信息|的)*(?:收费(?:及|和|、|与)?)?(?:费用)?减免(?:[^,]{0,4}(?:费用|收费))?(?:的)?(?:情况|现象|事项)?$`)},
	{indicator: "narrative_visitors_on_site", keywords: []string{"咨询"}, words: pattern.MustCompile(`^无人(?:到|来)?(?:现场|当面)咨询$`), about: aboutDisclose},
	{indicator: "narrative_training_courses", keywords: []string{"培训"}, about: aboutDisclose, words: pattern.MustCompile(`^(?:未|没有)(?:举办|组织|开展|召开)(?:过)?(?:任何|专门的?|各类)*(?:政府信息公开|信息公开|政务公开)(?:工作|业务|专题)*培训(?:班|会|活动)?$`)},
	{indicator: "narrative_staff_full_time", keywords: []string{"专职", "全职"}, about: aboutDisclose, chapter: staffChapter, never: pattern.AnyOf("兼职"), words: pattern.MustCompile(`^(?:未|没有|无)(?:配备|设置|设立|设)?[^,]{0,16}?(?:专职|全职)(?:工作)?人员$`)},
}

// longestTitle bounds a title in the line of its text: (三)政府信息公开的收费及减免情况.
const longestTitle = 75

// zeroKeywords are those of each rule.
var zeroKeywords = func() *pattern.Lists {
	var keywords [][]string
	for _, rule := range zeroRules {
		keywords = append(keywords, rule.keywords)
	}
	return pattern.ListsOf(keywords)
}()

// notAnyRequest: the words behind 申请 make it something else than all requests.
var notAnyRequest = pattern.MustCompile(narrowed.String() + `|^公开(?:政府信息|信息)?(?:的)?(?:收费|费用)|^(?:人|结转|需结转|逾期|超期|未|超过|办结|答复|答复率)`)

// endZero is a clause that ends with the statement: 行政复议、行政诉讼均未发生.
var endZero = pattern.MustCompile(`(?:均|都|皆|也|亦)?(?:未发生|没有发生|未产生|未出现|不存在|没有|无|为无|未收到|:无|零发生|零受理)(?:案件|情况)?"?$`)

// zeros reads the statements of a sentence that there was none.
func (r *proseReader) zeros(s *Sentence) {
	for i := 0; i < len(s.text); {
		k := saysNone.Index(s.text[i:])
		if k < 0 {
			return
		}
		at := i + k
		end := len(s.text)
		if j := strings.IndexByte(s.text[at:], ','); j >= 0 {
			end = at + j
		}
		if j := nextNone.FindStringIndex(s.text[at:end]); j != nil { // 未收费、无减免
			end = at + j[0]
		}
		if !conditional(s.text[:at]) {
			r.zeroFrom(s, at, end)
		}
		_, n := utf8.DecodeRuneInString(s.text[at:])
		i = at + n
	}
}

// nextNone parts two statements of none.
var nextNone = pattern.MustCompile(`、(?:未|没有|无|零|暂无)`)

// saysNone are the words of negation.
var saysNone = pattern.AnyOf("未", "没有", "无", "零", "暂无", "不存在", "不涉及", "不收", "免收", "免费")

// conditional: the word of negation is part of another (并未经 no, 尚未 yes) or of a condition.
func conditional(before string) bool {
	if strings.HasSuffix(before, "从") { // 从未
		return false
	}
	r, n := utf8.DecodeLastRuneInString(before)
	return n > 0 && strings.ContainsRune("从有如若凡毫并非一二三四五六七八九十百千〇", r) && r != '并'
}

// zeroFrom reads the clause from a word of negation to its end.
func (r *proseReader) zeroFrom(s *Sentence, at, end int) {
	object := s.text[at:end]
	for _, w := range [...]string{"未经", "无正当", "无法", "无关", "未来", "无锡", "未按", "未能"} {
		if strings.HasPrefix(object, w) {
			return
		}
	}
	if endZero.MatchString(object) && utf8.RuneCountInString(object) <= 7 {
		r.zeroBefore(s, at, end)
	}
	for left := zeroKeywords.In(object); left != 0; left &= left - 1 {
		rule := &zeroRules[bits.TrailingZeros64(left)]
		m := rule.words.FindStringIndex(object)
		if m != nil && rule.everyone {
			m[1] = pastApplicant(object, m[1])
		}
		if m == nil || rule.everyone && ofWhatFollowed(object[:m[1]], object[m[1]:]) || countsAny(object[:m[1]]) || rule.never.In(object[:m[1]]) && !allForms.In(object[:m[1]]) || rule.narrowed != nil && rule.narrowed.MatchString(object[m[1]:]) || rule.everyone && someApplicants(object[:m[1]]) {
			continue
		}
		if pattern.HasOnePrefix(object, "不收", "免收", "免费") && !saysWhatWasDone(s.text, at) {
			continue
		}
		about := rule.about
		titledFee := rule.chapter == feeChapter && feeTitle.MatchString(s.text[:at])
		if rule.plain || rule.chapter != nil && (titledFee || rule.chapter.In(s.heading) || len(s.before) < longestTitle && rule.chapter.In(s.before)) {
			subject := s.text[strings.LastIndexByte(s.text[:at], ',')+1 : at]
			if rule.plain {
				subject = strings.ReplaceAll(noneBefore.ReplaceAllString(s.text[:at], ","), ",", "")
			}
			neutral := neutralSubject.MatchString(unnumbered(subject)) || titledFee
			switch {
			case neutral && !otherBusiness.In(s.text) && !(rule.plain && (otherAsking.In(s.text) || otherAsking.In(s.heading))):
				about = nil
			case rule.plain:
				continue
			}
		}
		r.sayNone(rule.indicator, about, s, tree.Run{Start: at, End: at + m[1]})
	}
}

// feeTitle is a title of nothing but fees, in the line of its text: 费用:未收取.
var feeTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十甲乙丙丁戊己]、|\d[.、]|\([一二三四五六七八九十\d]\))?(?:收费|费用)(?:情况)?[:,](?:全年|本年度)?$`)

// noneBefore is a clause that says of requests, or of what they led to, that there was none.
var noneBefore = pattern.MustCompile(`(?:^|,)(?:全年|本年度?|年内|20\d\d年度?|[我本]局|也|亦)*(?:未|没有|无|零)[^,]{0,30}(?:申请|复议|诉讼|投诉|举报)(?:案件|案|情况|事项|的)*,`)

// pastApplicant moves the end of the words from 申请人 to the request itself: 未收到申请人提出的公开申请.
func pastApplicant(object string, end int) int {
	if i := strings.Index(object[end:], "申请"); strings.HasPrefix(object[end:], "人") && i > 0 {
		return end + i + len("申请")
	}
	return end
}

// ofWhatFollowed: the statement is about what requests led to: 未发生因信息公开申请提起的行政复议.
func ofWhatFollowed(words, rest string) bool {
	if !remedyWords.In(rest) {
		return false
	}
	rest = afterRequest.ReplaceAllString(rest, "")
	return containsAny(words, "因", "由于") || !pattern.HasOnePrefix(rest, "、", "和", "及", "与", "或", "也", "以及", "并")
}

var afterRequest = pattern.MustCompile(`^(?:公开)?(?:政府信息|信息)?(?:的)?(?:申请|事项|情况|件)*`)

// allForms: all ways are named, so the statement is about the whole.
var allForms = pattern.AnyOf("等形式", "等方式", "等渠道", "等途径", "任何形式", "任何方式", "任何渠道", "各种形式", "各种方式", "各种渠道")

// countsAny: a number stands among the words of a statement of none, which ends with it:
// 信息不存在2件、行政复议1件.
func countsAny(words string) bool {
	for _, one := range [...]string{"1件", "1起", "1例"} {
		words = strings.Replace(words, one, "", 1)
	}
	return strings.ContainsAny(words, "0123456789")
}

// zeroBefore reads what a clause that ends with its negation speaks of.
func (r *proseReader) zeroBefore(s *Sentence, at, end int) {
	start := strings.LastIndexByte(s.text[:at], ',') + 1
	subject := strings.TrimRight(s.text[start:at], "均都皆也亦:\"")
	if m := remedyList.FindStringIndex(subject); m != nil {
		for _, k := range remediesIn(subject[m[0]:]) {
			r.sayNone(k, remedyRule(k).about, s, tree.Run{Start: start + m[0], End: end})
		}
		subject = subject[:m[0]]
	}
	subject = strings.TrimRight(subject, "、和及与")
	if start == 0 && s.text[end-len("无"):] == "无" { // a line of a list: 收费:无
		if key := namedAlone[unnumbered(subject)]; key != "" {
			r.sayNone(key, nil, s, tree.Run{Start: start, End: end})
			return
		}
	}
	for _, noun := range [...]string{"一件", "一起", "一例", "情况", "事项", "工作", "件", "数", "信息", "政府", "的"} {
		subject = strings.TrimSuffix(subject, noun)
	}
	if strings.HasSuffix(subject, "收费") {
		r.sayNone("narrative_fees_charged", aboutFees, s, tree.Run{Start: start, End: end})
	}
	if strings.HasSuffix(subject, "信息公开申请") || strings.HasSuffix(subject, "依申请公开") {
		r.sayNone("narrative_requests_received", aboutRequests, s, tree.Run{Start: start, End: end})
	}
}

// namedAlone are figures by what a line of a list calls them.
var namedAlone = map[string]string{
	"受理申请": "narrative_requests_received", "申请受理": "narrative_requests_received", "收到申请": "narrative_requests_received",
	"收费": "narrative_fees_charged", "收费情况": "narrative_fees_charged", "减免": "narrative_fees_waived", "减免情况": "narrative_fees_waived",
	"减免费用": "narrative_fees_waived", "费用减免": "narrative_fees_waived", "减免收费": "narrative_fees_waived", "收费减免": "narrative_fees_waived", "减免金额": "narrative_fees_waived",
}

// besideReviews: complaints are told in one breath with reviews or suits, or under the title of supervision that the form has.
func besideReviews(context, text string, place tree.Run) bool {
	from, to := strings.LastIndexByte(text[:place.Start], ',')+1, len(text)
	if i := strings.IndexByte(text[place.End:], ','); i >= 0 {
		to = place.End + i
	}
	if from == 0 && noneReported.MatchString(text[:to]) && besideContext(context) {
		return true
	}
	return containsAny(text[from:to], "复议", "诉讼") || supervision.MatchString(text) && !otherBusiness.In(text)
}

// noneReported is a clause of nothing but that nobody complained.
var noneReported = pattern.MustCompile(`^(?:全年|本年度?|[我本][县区市镇乡局委办])?(?:未|没有|无)(?:收到|接到|发生)?(?:群众|任何)?(?:投诉举报|举报投诉|投诉|举报)$`)

// supervision is a title of the form, over what its office was told to mend.
var supervision = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]\)|[一二三四五六七八九十]、|\d[.、])?监督保障(?:情况|方面)?[:,]`)

// onRequestTitle is a title of requests in short: (二)依申请方面.
var onRequestTitle = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d[.、])依申请(?:公开)?(?:方面|情况|工作)?$`)

// sayNone keeps a statement of none, where it is about this year and the whole body.
func (r *proseReader) sayNone(key string, about *pattern.Words, s *Sentence, place tree.Run) {
	indicator, ok := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
	near := key == "narrative_complaints_total" || key == "narrative_appeals_total"
	if near && besideReviews(s.context, s.text, place) {
		about, near = nil, false
	}
	switch {
	case key == "narrative_visitors_on_site" && aboutDisclose.In(s.heading),
		key == "narrative_requests_received" && onRequestTitle.MatchString(s.before) && !otherAsking.In(s.text):
		about = nil
	}
	rule := proseRule{about: about, near: near}
	if key == "narrative_requests_received" {
		rule.bare = bareRequest
	}
	words := s.text[place.Start:]
	if i := strings.IndexByte(words[place.End-place.Start:], ','); i >= 0 {
		words = words[:place.End-place.Start+i]
	}
	if !ok || !rule.isAbout(s, words) {
		return
	}
	before := s.text[:place.Start]
	clause := before[strings.LastIndexByte(before, ',')+1:]
	if isRemedy(key) && s.ofOtherCauses(clause+words) {
		return
	}
	if r.otherYear(before) && !strings.HasSuffix(before, "从") || lastYearWords.In(clause) && key != "narrative_requests_carried_in" || hasPartOfBody(clause) {
		return
	}
	if strings.Contains(before, "历年") || ofPartOfYear(clause, r.year) {
		return
	}
	confidence := 1.0
	if r.otherScope(clause) {
		confidence = 0.9
	}
	r.say(s, place, place, number.Of(0), indicator, confidence)
}
