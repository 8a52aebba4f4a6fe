package prose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// Sentence is a sentence with what stands around it.
type Sentence struct {
	text     string // folded
	heading  string // of its section
	kind     string // of its section
	before   string // the sentence before it in the same line
	opens    bool   // its section
	context  string // what a semicolon parts from it
	line     tree.Line
	from     int // in bytes of the line's folded text
	mentions []mention
}

// Sentences splits the lines into sentences, once for all who read them. Numbers without a
// word, of which tables that are text are full, are none.
func Sentences(lines []tree.Line, sections []Section) []Sentence {
	var all []Sentence
	var owner *Section
	next := 0
	for _, l := range lines {
		for next < len(sections) && (len(sections[next].lines) == 0 || sections[next].lines[0].Start <= l.Start) {
			if len(sections[next].lines) > 0 {
				owner = &sections[next]
			}
			next++
		}
		before, full := "", 0
		for _, part := range tree.Sentences(l.Fold.Text) {
			if !strings.HasSuffix(l.Fold.Text[:part.From], ";") {
				full = part.From
			}
			s := Sentence{text: l.Fold.Text[part.From:part.To], before: before, context: l.Fold.Text[max(full, part.From-longestSentence):part.From], line: l, from: part.From}
			if before = s.text; isASCII(s.text) {
				continue
			}
			if owner != nil && l.Start <= owner.lines[len(owner.lines)-1].Start {
				s.heading, s.kind = owner.heading, owner.Kind
				s.opens = l.Start == owner.lines[0].Start && (s.before == "" || s.before == s.heading)
			}
			s.mentions = mentionsOf(s.text)
			all = append(all, s)
		}
	}
	return all
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// speaksOf: the sentence, the one before it or the heading over it has one of the words.
func (s *Sentence) speaksOf(words *pattern.Words) bool {
	return words.In(s.text) || words.In(s.before) || words.In(s.heading)
}

// proseReader reads the figures that a text says in sentences. It takes only what can be
// read in one way: exact numbers and statements that there was none, about this year and the
// whole body.
type proseReader struct {
	flow      *tree.Flow
	form      disclosure.Form
	year      int // 0 where the fiscal year is not known
	scope     disclosure.Scope
	own       []string                     // the agency's names
	said      map[string][]statement       // all certain statements, by indicator
	ways      []way                        // what was published in one way, or in some
	rough     map[string]disclosure.Number // the largest inexact statement, by indicator
	published *tally                       // the last number of all that was published
	wider     *wider                       // the last number of more than the report is about
	last      *tally                       // the last number of all requests or answers
	whole     []disclosure.Figure          // what was told of all of them without a number
}

// Figures reads the figures of the sentences. Where statements of one figure contradict
// each other, none is believed and a finding says so.
func Figures(f *tree.Flow, form disclosure.Form, r *disclosure.Report, sentences []Sentence) ([]disclosure.Figure, []disclosure.Finding) {
	return proseOf(f, form, r, sentences).figures()
}

// proseOf reads all statements of the sentences.
func proseOf(f *tree.Flow, form disclosure.Form, r *disclosure.Report, sentences []Sentence) *proseReader {
	p := &proseReader{flow: f, form: form, scope: r.Scope, said: map[string][]statement{}, rough: map[string]disclosure.Number{}}
	if r.FiscalYear != nil {
		p.year = *r.FiscalYear
	}
	for _, name := range []*string{r.Agency, r.AgencyAsPrinted} {
		if name != nil {
			p.own = append(p.own, *name)
		}
	}
	for i := range sentences {
		s := &sentences[i]
		if s.heading == s.text && !tellsNumber(s) || len(s.text) > longestSentence {
			continue
		}
		p.numbers(s)
		p.allOf(s)
		p.zeros(s)
		p.zeroChapter(s)
		p.zeroList(s)
	}
	return p
}

// tellsNumber: a heading is a sentence of its own: 一、2020年主动公开政府信息128条.
func tellsNumber(s *Sentence) bool {
	for i := range s.mentions {
		if s.mentions[i].unit != "" {
			return true
		}
	}
	return false
}

// numbers reads the numbers of a sentence, each as the figure that its own words name.
func (r *proseReader) numbers(s *Sentence) {
	labels := labelsOf(s)
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.exact {
			r.roughly(s, m, labels[i])
		}
		if m.isChange() || !m.exact || m.unit == "%" || isNegated(s, m) {
			continue
		}
		if r.ownPart(s, m) || r.challenged(s, m, labels[i]) || r.staff(s, m) || r.sumOfWays(s, m, labels[i]) {
			continue
		}
		if labels[i] == "" && m.tail == "" {
			continue
		}
		if !r.anyNumber(s, m, labels[i]) {
			r.otherWay(s, m, labels[i])
		}
	}
}

func (r *proseReader) anyNumber(s *Sentence, m *mention, label string) bool {
	return rulesByUnit[m.unit].naming(label, m.tail, func(rule *proseRule, head, match string) bool {
		return r.number(rule, s, m, label, head, match)
	})
}

// number reads a mention as the figure of a rule whose words name it.
func (r *proseReader) number(rule *proseRule, s *Sentence, m *mention, label, head, match string) bool {
	if rule.listed && !m.part && label == m.label && !isListed(s, m) {
		return false
	}
	if before := s.text[:m.at+min(len(head), len(m.label))]; (rule.whole || rule.noChannel) && r.isWider(rule, s, m, before, match) {
		return true
	}
	confidence := r.certainty(rule, s, m, head, match)
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: rule.indicator})
	if confidence == 0 || !known {
		return confidence > 0
	}
	read := m.value(s.text, indicator.Unit)
	if !read.State.Known() || rule.zero && read.Value != 0 {
		return false
	}
	place := tree.Run{Start: m.at + len(head), End: m.to}
	switch {
	case !strings.HasSuffix(label, match): // named from behind
		place = tree.Run{Start: m.from, End: m.to + len(m.tail)}
	case label != m.label: // named by a list
		place = tree.Run{Start: m.from, End: m.to}
	}
	if !m.part {
		r.way(rule, s, m, head+match)
	}
	if confidence == inOneWay {
		f := r.figure(s, place, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
		r.ways[len(r.ways)-1].figure = &f
		return true
	}
	r.counted(rule, s, m, read.Value)
	r.say(s, place, tree.Run{Start: m.from, End: m.number}, read, indicator, confidence)
	return true
}

// mostStatements bounds how many statements of one figure are kept.
const mostStatements = 12

// say keeps a statement with its place and what is printed of it, both in bytes of the sentence.
func (r *proseReader) say(s *Sentence, place, raw tree.Run, read number.Reading, indicator disclosure.Indicator, confidence float64) {
	if len(r.said[indicator.Indicator]) == mostStatements {
		return
	}
	r.said[indicator.Indicator] = append(r.said[indicator.Indicator], statement{r.figure(s, place, raw, read, indicator, confidence), s.plainness(raw.Start)})
}

func (r *proseReader) figure(s *Sentence, place, raw tree.Run, read number.Reading, indicator disclosure.Indicator, confidence float64) disclosure.Figure {
	return disclosure.Figure{
		Indicator: indicator.Indicator, Value: &read.Value, Unit: indicator.Unit, State: read.State, Confidence: min(confidence, read.Confidence),
		Raw:   r.flow.Raw(s.line.Span(s.from+raw.Start, s.from+raw.End)),
		Where: disclosure.Place{Span: s.line.Span(s.from+place.Start, s.from+place.End)},
	}
}

// figures takes of each figure the first of its most certain statements.
func (r *proseReader) figures() (figures []disclosure.Figure, findings []disclosure.Finding) {
	r.onlyWay()
	r.dropParts()
	r.settleWhole()
	for _, indicator := range proseOrder {
		all := r.said[indicator]
		if len(all) == 0 {
			continue
		}
		all = plainest(all)
		best := all[0].Figure
		for _, f := range all[1:] {
			if f.Confidence > best.Confidence {
				best = f.Figure
			}
		}
		for _, f := range all {
			if f.Confidence == best.Confidence && *f.Value != *best.Value {
				findings = append(findings, contradiction(best, f.Figure))
				best.State, best.Value, best.Confidence = disclosure.StateUnreadable, nil, 0
				break
			}
		}
		figures = append(figures, best)
	}
	return figures, findings
}

func contradiction(a, b disclosure.Figure) disclosure.Finding {
	f := disclosure.NewFinding(disclosure.RuleStatements, disclosure.BlameUnclear, a.Key(), "正文两处分别写为 "+a.Value.String()+" 和 "+b.Value.String()+"，均不采信")
	f.Expected, f.Actual = a.Value, b.Value
	return f
}

// certainty weighs what stands around a number: 0 for figures of another year, of several
// years or of a part of the body. head is what the rule's words, match, leave of the label.
func (r *proseReader) certainty(rule *proseRule, s *Sentence, m *mention, head, match string) float64 {
	before := s.text[:m.at+min(len(head), len(m.label))]
	clause := before[strings.LastIndexByte(before, ',')+1:]
	words := withoutTwin(unnumbered(head) + match)
	switch {
	case !rule.carries && r.otherYear(before+match), rule.carries && r.otherYear(clause), rule.never.In(words), rule.foreign.In(s.text):
		return 0
	case !rule.lastYear && lastYearWords.In(clause+match), isCumulative(before, match):
		return 0
	case !rule.isAbout(s, words) && !(rule.asks && r.toldIn(s)) && !(rule.answers && (r.toldIn(s) || r.toldInLine(s))), rule.titled != nil && !s.underTitle(m, rule.titled), rule.beside != nil && !(rule.beside.In(s.text) && r.toldIn(s)):
		return 0
	case rule.everyone && someApplicants(match), rule.whole && (hasPart(head) || m.part && !rule.isWay() && namesOffice(head) || hasPartOfBody(clause)), ofPartOfYear(before+match, r.year):
		return 0
	case rule.asks && !strings.Contains(s.text, "申请") && containsAny(s.text, "主动公开", "公开信息", "公开政府信息", "发布"), rule.carries && lastPlaceOf(before, remedyWords) > lastPlaceOf(before, aboutRequests):
		return 0
	case r.ofOther(rule, s, m, head, match, clause):
		return 0
	case averages.In(clause + match), manyYears.In(before+match) && !saysYear(clause+match) && !thisYearWords.In(clause+match), rule.named && !requestWords.In(s.text) && !requestWords.In(s.shortlyBefore()) && !(strings.Contains(s.heading, "申请") && neutralSubject.MatchString(head)):
		return 0
	case unclearSum(before+match) && sinceWords.In(s.before):
		return 0
	case onTime(words) && (m.part || containsAny(s.text, "延期", "逾期", "超期")):
		return 0
	}
	confidence := 1.0
	if rule.noChannel && (channelWords.In(words) || throughChannel(s.text, m)) {
		switch {
		case m.part:
			return 0
		case !sumsUp(head, match):
			return min(inOneWay, r.ownBody(head))
		}
		confidence = 0.9
	}
	if rule.zero || rule.titled != nil || rule.bare != nil && !strings.Contains(words, "公开") && !s.speaksOf(rule.about) {
		confidence = 0.9
	}
	if r.otherScope(clause) || onTime(words) || ofWholeSite(rule, words) || unclearSum(before+match) {
		confidence = 0.9
	}
	return min(confidence, r.ownBody(head))
}

// onTime: 按期办结 says how, and most often of all.
func onTime(words string) bool { return containsAny(words, "按时", "按期") }

// ofWholeSite: visits to a whole site are less than those of its column on disclosure what is asked for.
func ofWholeSite(rule *proseRule, words string) bool {
	return rule.indicator == "narrative_site_visits" && !containsAny(words, "专栏", "栏目", "信息公开")
}

// ownBody weighs the body that the words before a figure name: 0 for another than the
// report's own, less than 1 for one that may be.
func (r *proseReader) ownBody(head string) float64 {
	name := strings.TrimRight(head, "新共累计已")
	for _, verb := range [...]string{"受理", "收到", "接到", "承办", "代理"} {
		name = strings.TrimRight(strings.TrimSuffix(name, verb), "新共累计已")
	}
	if wholeBody(name) || !endsWithOne(name, "办", "办公室", "局", "委", "委员会", "政府", "镇", "乡", "街道", "中心", "业站", "工作站", "管理站", "监测站", "服务站", "管理所", "派出所", "工商所", "司法所", "财政所", "林场", "农场", "分局", "大队", "支队") || endsWithOne(name, "我局", "本局", "我办", "本办", "我委", "本委", "我镇", "本镇", "我乡", "本乡", "我中心", "本中心", "我街道", "本街道", "县政府", "区政府", "市政府", "镇政府", "乡政府", "区管委") {
		return 1
	}
	name = name[strings.LastIndexAny(name, ",、:(")+1:]
	if wayLeads.In(name) {
		return 1 // a way, no body
	}
	for _, cut := range [...]string{"年度", "年", "全年", "的", "由", "间"} {
		if i := strings.LastIndex(name, cut); i >= 0 {
			name = name[i+len(cut):]
		}
	}
	if len(r.own) == 0 {
		return 0.9
	}
	runes := []rune(name)
	tail := string(runes[max(0, len(runes)-3):])
	best := 0.0
	for _, own := range r.own {
		switch {
		case strings.Contains(own, name), strings.Contains(name, own):
			return 1
		case isShortOf(name, own):
			best = 0.9
		case strings.HasSuffix(own, tail), strings.HasSuffix(own, "人民政府") && endsWithOne(name, "县政府办公室", "区政府办公室", "市政府办公室", "县政府办", "区政府办", "市政府办", "我办", "本办"):
			best = 0.9
		}
	}
	return best
}

// isAbout: the words of a figure, or else those around them, speak of the rule's business.
func (rule *proseRule) isAbout(s *Sentence, words string) bool {
	switch {
	case rule.about == nil || rule.about.In(words), rule.plain != nil && rule.plain.MatchString(words):
		return true
	case rule.bare != nil && strings.Contains(words, "公开"):
		return true
	case rule.bare != nil && !rule.bare.MatchString(words):
		return false
	case rule.near:
		return rule.about.In(s.text) || rule.about.In(s.before) || rule.about.In(s.context) || containsAny(s.heading, "复议", "诉讼", "投诉", "举报", "申诉") || consultHeading.MatchString(s.heading) || containsAny(s.heading, rule.keywords...)
	case otherBusiness.In(s.text):
		return false
	}
	return s.speaksOf(rule.about) || rule.bare != nil && s.isPlainRequest(words)
}

// consultHeading is the chapter on who asked about disclosure, as the reports before 2014 have it.
var consultHeading = pattern.MustCompile(`^[一二三四五六七八九]、(?:政府信息公开|信息公开|公众)?咨询(?:处理|接待)?(?:的)?情况$`)

// throughChannel: the clause before that of the label names the way of publication only:
// 通过政府网站,公开信息88条.
func throughChannel(text string, m *mention) bool {
	before := strings.TrimSuffix(text[:m.at], ",")
	clause := before[strings.LastIndexAny(before, clauseMarks)+1:]
	return len(before) < m.at && containsAny(clause, "通过", "利用", "依托", "编印", "编发", "编辑", "出版") && channelWords.In(clause) && !strings.Contains(clause, "发布")
}

// isListed: a number of a list that an earlier number of the sentence sums up.
func isListed(s *Sentence, m *mention) bool {
	return s.mentions[0].from < m.from || strings.HasSuffix(s.text[:m.at], ":") || strings.Contains(s.context, "其中")
}

// otherYear: the last year said before a number is not the report's. A year that figures are
// only compared with (比2019年) does not count.
func (r *proseReader) otherYear(before string) bool {
	if r.year == 0 {
		return false
	}
	for end := len(before); ; {
		i := strings.LastIndex(before[:end], "年")
		if i < 4 {
			return false
		}
		year, err := strconv.Atoi(before[i-4 : i])
		if err == nil && year >= 1990 && year < 2100 && !endsWithOne(before[:i-4], "比", "较", "与", "同", "于", "和", "〔", "(") && !carriedIn(before[i:]) {
			return year != r.year
		}
		end = i
	}
}

// carriedIn: a year is that from which requests were left: 2019年结转.
func carriedIn(after string) bool {
	after = strings.TrimPrefix(strings.TrimPrefix(after, "年"), "度")
	for _, w := range carryWords {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// isCumulative: the number sums up several years. A clause of its own that names one year
// sums up no others: 累计公开900条,其中2020年新增90条.
func isCumulative(before, words string) bool {
	c := before + words
	if clause := c[strings.LastIndexByte(before, ',')+1:]; len(clause) < len(c) && (saysYear(clause) || thisYearWords.In(clause)) && !sinceWords.In(clause) {
		return false
	}
	if strings.Contains(c, "历年") || strings.Contains(c, "总访问量") {
		return true
	}
	if !sinceWords.In(c) && !strings.Contains(c, "累计") {
		return false
	}
	if thisYearWords.In(before) || containsAny(words, "今年以来", "年初以来") {
		return false
	}
	if strings.Contains(before, "截至") || strings.Contains(before, "截止") {
		return strings.Contains(c, "累计")
	}
	return !saysYear(before) && sinceWords.In(c)
}

// unclearSum: 累计 without a word of the time that is summed up. In a yearly report it is the
// year, unless the sentence before says otherwise.
func unclearSum(words string) bool {
	return strings.Contains(words, "累计") && !saysYear(words) && !thisYearWords.In(words)
}

// thisYearWords are of the year that a report is about.
var thisYearWords = pattern.AnyOf("今年以来", "年初以来", "一年来", "全年", "本年", "年内", "年度", "今年", "当年")

// sinceWords begin or end the time that a number sums up.
var sinceWords = pattern.AnyOf("以来", "截至", "截止", "历年")

func saysYear(s string) bool {
	for i := strings.Index(s, "20"); i >= 0; {
		if digitsEnd(s, i) == i+4 && strings.HasPrefix(s[i+4:], "年") {
			return true
		}
		next := strings.Index(s[i+2:], "20")
		if next < 0 {
			return false
		}
		i += 2 + next
	}
	return false
}

var (
	lastYearWords = pattern.AnyOf("去年", "上年", "上一年", "前年", "往年")
	channelWords  = pattern.AnyOf("网", "平台", "微信", "微博", "公众号", "公报", "专栏", "媒体", "客户端", "APP", "报纸", "电视", "公开栏", "公告栏", "公示栏", "宣传栏", "电子屏", "显示屏", "大厅")
	partBodies    = pattern.AnyOf("县直", "区直", "市直", "省直", "乡镇", "下属", "所属", "直属", "镇属", "个社区", "个村", "个林场", "科室", "股室", "、街道", "和街道", "及街道")
	partKinds     = pattern.AnyOf("领域", "方面", "栏目", "类信息")
	eachWords     = pattern.AnyOf("各乡", "各镇", "各街道", "各村", "各社区", "各部门", "各单位", "各科室", "各股室", "各站所")
)

// hasPart: the words before a figure's name speak of a part of the body or of the information.
func hasPart(head string) bool {
	return partKinds.In(head) || strings.HasSuffix(head, "类") && !endsWithOne(head, "各类", "信息公开类", "政务公开类") || hasPartOfBody(head)
}

func hasPartOfBody(head string) bool {
	if partBodies.In(head) || eachWords.In(head) || endsWithEach(head) {
		return true
	}
	i := strings.Index(head, "部门")
	return i >= 0 && !endsWithOne(head[:i], "我", "本", "在", "通过")
}

// otherScope: the clause speaks of more or of less than the report as a whole counts.
func (r *proseReader) otherScope(clause string) bool {
	switch r.scope {
	case disclosure.ScopeOwnOffice:
		return containsAny(clause, "全县", "全市", "全区", "全省", "各级", "各部门")
	case disclosure.ScopeAggregate:
		return containsAny(clause, "本级", "办公室", "政府办")
	}
	return false
}

// someApplicants: 公民、法人和其他组织 are all there can be, 自然人 or 企业 alone are not.
func someApplicants(words string) bool {
	persons := containsAny(words, "自然人", "公民", "个人")
	bodies := containsAny(words, "法人", "企业", "组织")
	return bodies && !persons || strings.Contains(words, "自然人") && !bodies
}
