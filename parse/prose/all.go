package prose

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// tally is a number of requests, or of answers, that a sentence has told and that the words
// behind it may speak of as a whole: 收到申请5件,均已答复.
type tally struct {
	line   int // where its line begins
	to     int // where the number ends, in bytes of the line
	value  disclosure.Number
	answer bool
}

const (
	allOfThem = `^(?:对)?(?:以上|上述|所有|这些)?(?:政府信息公开|信息公开|依申请公开|公开)?(?:申请)?(?:事项|件)?,?(?:我局|本局|我办|我委|我镇|我乡|我街道)?(?:已)?(?:均|都|全部)(?:已|均|在|于|按时|按期|依法|依规|及时|如期|按规定|按要求|依照规定|法定|规定|条例|法律|\d{1,2}个工作日|的|时限|期限|时间|之|内)*(?:予以|作出|进行|给予|作了)?(?:了)?(?:书面)?`
	answered  = `(?:答复|回复|办结|办理完毕|办理答复)`
)

var (
	allAnswered = pattern.MustCompile(allOfThem + answered + `(?:完毕|办结|了)?(?:了)?(?:申请人)?(?:,其中)?$`)
	allGranted  = pattern.MustCompile(allOfThem + `(?:同意|准予|予以)?公开(?:并(?:已|按时|及时)*` + answered + `(?:完毕)?)?$`)
	// notDone and notAll are words beside which the whole may be less than all.
	notDone = pattern.AnyOf("结转", "转入", "延期", "正在", "尚")
	notAll  = notDone.Plus("撤回", "撤销申请", "补正", "除", "未", "其余", "不予", "部分", "信访", "投诉", "建议", "提案")
)

// plainAnswer is a clause of nothing but answers to requests: 全年答复申请12件.
var plainAnswer = pattern.MustCompile(`^(?:\d{4}年度?|全年|本年度?|年内|今年|当年|[我本全](?:[县区市州旗镇乡局委办院厅]|街道|单位|机关|部门)|共|总共|已|,)*答复(?:了)?(?:各类|书面|有效)?申请(?:书|件|事项)?` + sums)

// isPlainAnswer: the words name answers and nothing around them another business.
func (s *Sentence) isPlainAnswer(words string) bool {
	return plainAnswer.MatchString(words) && !otherAsking.In(s.text) && !otherAsking.In(s.before) && (s.heading == "" || plainHeading.In(s.heading))
}

// counted remembers the number that a sentence tells of all requests or answers.
func (r *proseReader) counted(rule *proseRule, s *Sentence, m *mention, value disclosure.Number) {
	answer := rule.indicator == "narrative_answer_total"
	if rule.indicator == "narrative_published_total" {
		r.published = &tally{s.line.Start, s.from + m.to, value, false}
	}
	if answer || rule.indicator == "narrative_requests_received" {
		r.last = &tally{s.line.Start, s.from + m.to, value, answer}
	}
}

// allOf reads the clauses of a sentence that tell what became of all requests told before.
func (r *proseReader) allOf(s *Sentence) {
	r.allOnSite(s)
	if r.last == nil || r.last.line != s.line.Start || !containsAny(s.text, "均", "都", "全部") {
		return
	}
	for from := 0; from < len(s.text); {
		to := len(s.text)
		if i := strings.IndexByte(s.text[from:], ','); i >= 0 {
			to = from + i
		}
		clause := r.withoutNumber(s, from, to)
		granted := allGranted.MatchString(clause)
		if (granted || allAnswered.MatchString(clause)) && r.speaksOfAll(s, from, to) {
			r.sayAll(s, tree.Run{Start: from, End: to}, granted)
		}
		if way := allOneWay.FindStringSubmatch(clause); way != nil && !r.last.answer && from == r.last.to-s.from+1 {
			r.sayWay(s, tree.Run{Start: from, End: to}, oneWays[way[1]])
		}
		from = to + 1
	}
}

// allOneWay says how all requests came, right behind their number: 5件,均为网络申请.
var allOneWay = pattern.MustCompile(`^(?:均|都|全部)(?:为|是|系|通过)?(网络|网上|在线|当面|现场|信函|邮寄|传真|电子邮件)(?:方式|渠道|形式|途径)?(?:提交|提出|递交)?(?:的)?(?:公开)?(?:申请)?$`)

var oneWays = map[string]string{"网络": "online", "网上": "online", "在线": "online", "当面": "in_person", "现场": "in_person", "信函": "letter", "邮寄": "letter", "传真": "fax", "电子邮件": "email"}

func (r *proseReader) sayWay(s *Sentence, clause tree.Run, way string) {
	if indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_requests_channel_" + way}); known {
		read := number.Reading{Value: r.last.value, State: number.Of(r.last.value).State, Confidence: 0.9}
		r.say(s, clause, clause, read, indicator, 0.9)
	}
}

// withoutNumber is a clause without the number of all that it may begin with: 5件申请均已答复.
func (r *proseReader) withoutNumber(s *Sentence, from, to int) string {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from != from || m.to > to {
			continue
		}
		if read := m.value(s.text, "件"); read.State.Known() && read.Value == r.last.value {
			return s.text[m.to:to]
		}
	}
	return s.text[from:to]
}

// toldIn: the sentence, or what a semicolon parts from it, has told a number of requests.
func (r *proseReader) toldIn(s *Sentence) bool {
	return r.last != nil && r.last.line == s.line.Start && r.last.to >= s.from-len(s.context)
}

// toldInLine: a sentence of the line has told a number of requests.
func (r *proseReader) toldInLine(s *Sentence) bool {
	return r.last != nil && r.last.line == s.line.Start && r.last.to <= s.from
}

// speaksOfAll: nothing between the number and the clause is a number of something else, or of
// some of them only: parts must come to the whole.
func (r *proseReader) speaksOfAll(s *Sentence, from, to int) bool {
	between := s.line.Fold.Text[min(r.last.to, s.from+from) : s.from+from]
	if r.last.to > s.from+to || len(between) > 300 || strings.Count(between, "。") > 2 || notAll.In(between+s.text[from:to]) || notDone.In(s.text) {
		return false
	}
	parts := disclosure.Int(0)
	for _, part := range tree.Sentences(between) {
		for _, m := range mentionsOf(between[part.From:part.To]) {
			if m.isChange() || m.unit == "%" || strings.HasPrefix(m.label, "不含") || strings.HasPrefix(m.label, "不包括") || lastYearWords.In(m.label) {
				continue
			}
			read := m.value(between[part.From:part.To], "件")
			if !read.State.Known() {
				return false
			}
			parts += read.Value
		}
	}
	return parts == 0 || parts == r.last.value
}

// sayAll keeps what a clause says of all: that they were answered, or what they asked for given.
func (r *proseReader) sayAll(s *Sentence, clause tree.Run, granted bool) {
	read := number.Reading{Value: r.last.value, State: number.Of(r.last.value).State, Confidence: 0.9}
	for _, key := range [...]string{"narrative_answer_total", "narrative_answer_granted"} {
		indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
		if !known || key == "narrative_answer_granted" && !granted || key == "narrative_answer_total" && r.last.answer {
			continue
		}
		r.whole = append(r.whole, r.figure(s, clause, clause, read, indicator, 0.9))
	}
}

// settleWhole takes what was told of all requests where no number says otherwise: requests
// that were carried over are answered too, or are not yet.
func (r *proseReader) settleWhole() {
	for _, f := range r.whole {
		if len(r.said[f.Indicator]) > 0 || r.some("narrative_requests_carried_in") || r.some("narrative_requests_carried_out") {
			continue
		}
		if f.Indicator == "narrative_answer_granted" && (r.some("narrative_answer_partial") || r.some("narrative_answer_denied_all") || r.some("narrative_answer_denied_not_exist")) {
			continue
		}
		if f.Indicator == "narrative_answer_total" && r.differs("narrative_requests_received", *f.Value) {
			continue
		}
		r.said[f.Indicator] = append(r.said[f.Indicator], statement{Figure: f})
	}
}

// differs: a sentence tells another number.
func (r *proseReader) differs(indicator string, value disclosure.Number) bool {
	for _, f := range r.said[indicator] {
		if *f.Value != value {
			return true
		}
	}
	return false
}

// some: a sentence says that there were any.
func (r *proseReader) some(indicator string) bool {
	for _, f := range r.said[indicator] {
		if *f.Value != 0 {
			return true
		}
	}
	return false
}

// allPublished is a clause that tells where all that was published stands: on a web site only.
var allPublished = pattern.MustCompile(`^(?:均|都|全部)(?:已)?(?:通过|在|于)[^,、和及]{0,16}(?:网站|门户网|政府网|信息公开网|政务网)(?:上|平台|专栏)*(?:进行|予以|作了)?(?:了)?(?:公布|公开|发布)(?:了)?$`)

// allOnSite reads the clause right behind the number of all that was published.
func (r *proseReader) allOnSite(s *Sentence) {
	p := r.published
	if p == nil || p.line != s.line.Start || p.to < s.from || p.to >= s.from+len(s.text) || s.text[p.to-s.from] != ',' {
		return
	}
	from := p.to - s.from + 1
	to := len(s.text)
	if i := strings.IndexByte(s.text[from:], ','); i >= 0 {
		to = from + i
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_published_channel_website"})
	if !known || !allPublished.MatchString(s.text[from:to]) {
		return
	}
	read := number.Reading{Value: p.value, State: number.Of(p.value).State, Confidence: 0.9}
	r.say(s, tree.Run{Start: from, End: to}, tree.Run{Start: from, End: to}, read, indicator, 0.9)
}

// Count is the number of figures that the sentences of a text say, of whatever year. A
// rounded number is no figure, nor one that two sentences say differently, but said they are.
func Count(f *tree.Flow, lines []tree.Line) int {
	r := disclosure.Report{Scope: disclosure.ScopeUnknown}
	p := proseOf(f, disclosure.Form2008, &r, sentencesOf(lines, Sections(lines)))
	figures, _ := p.figures()
	return len(p.rough) + len(figures)
}
