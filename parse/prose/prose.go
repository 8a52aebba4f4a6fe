package prose

import (
	"iter"
	"slices"
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
	title    string // over it within the section: (三)监督保障
	before   string // the sentence before it in the same line
	opens    bool   // its section
	context  string // what a semicolon parts from it
	line     *tree.Line
	from     int // in bytes of the line's folded text
	point    int // the same in code points
	mentions []mention
	tooLong  bool // to be read
	crowded  bool // too long for its many numbers, see crowd
}

// Sentences splits the lines into sentences, once for all who read them. Numbers without a
// word, of which tables that are text are full, are none.
func Sentences(lines []tree.Line, sections []Section) []Sentence {
	return slices.AppendSeq(make([]Sentence, 0, 2*len(lines)), sentencesOf(lines, sections))
}

// sentencesOf yields the sentences of the lines one by one: a text of short lines has a great
// many.
func sentencesOf(lines []tree.Line, sections []Section) iter.Seq[Sentence] {
	return func(yield func(Sentence) bool) {
		var owner *Section
		next, room, title := 0, crowd(mostCrowded), ""
		for i := range lines {
			l := &lines[i]
			for next < len(sections) && (len(sections[next].lines) == 0 || sections[next].lines[0].Start <= l.Start) {
				if len(sections[next].lines) > 0 {
					owner, title = &sections[next], ""
				}
				next++
			}
			if inner := innerTitle(l.Fold.Text); inner != "" {
				title = inner
			}
			before, full := "", 0
			counted, point := 0, 0
			for _, part := range tree.Sentences(l.Fold.Text) {
				if !strings.HasSuffix(l.Fold.Text[:part.From], ";") {
					full = part.From
				}
				counted, point = part.From, point+utf8.RuneCountInString(l.Fold.Text[counted:part.From])
				s := Sentence{text: l.Fold.Text[part.From:part.To], title: title, before: before, context: l.Fold.Text[max(full, part.From-longestSentence):part.From], line: l, from: part.From, point: point}
				if before = s.text; isASCII(s.text) {
					continue
				}
				if owner != nil && l.Start <= owner.lines[len(owner.lines)-1].Start {
					s.heading, s.kind = owner.heading, owner.Kind
					s.opens = l.Start == owner.lines[0].Start && (s.before == "" || s.before == s.heading)
				}
				switch numbers := numbersIn(s.text); {
				case len(s.text) > longestSentence:
					s.tooLong = true
				case room.holds(s.text, numbers):
					s.mentions = described(s.text, numbers)
				default:
					s.tooLong, s.crowded = true, true
				}
				if !yield(s) {
					return
				}
			}
		}
	}
}

// place tells a sentence from all others.
func (s *Sentence) place() int { return s.line.Start + s.from }

// span is the place in the flow of a stretch of a sentence, given in bytes.
func (s *Sentence) span(start, end int) *disclosure.Span {
	return s.line.Points(s.point+utf8.RuneCountInString(s.text[:start]), utf8.RuneCountInString(s.text[start:end]))
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
	staffed   *tree.Line                   // the last line that told of the staff for disclosure
	foundedIn int                          // the year in which the body began, 0 where nothing says so
	untold    disclosure.Number            // the largest number of publications that is no figure
	whole     []disclosure.Figure          // what was told of all of them without a number
	looked    *tree.Line                   // the line that was asked last whether it is the beginning of a report
	excerpt   []string                     // the answer, see there
}

// Told is what the sentences of a report tell.
type Told struct {
	Figures  []disclosure.Figure
	Findings []disclosure.Finding
	read     map[numberPlace]bool // the numbers that were taken, also where another statement is believed
}

// numberPlace tells a number from all others: its sentence, by its place, and where it ends there.
type numberPlace struct{ sentence, end int }

// Figures reads the figures of the sentences. Where statements of one figure contradict
// each other, none is believed and a finding says so.
func Figures(f *tree.Flow, form disclosure.Form, r *disclosure.Report, sentences []Sentence) Told {
	p := proseOf(f, form, r, slices.Values(sentences))
	told := Told{read: map[numberPlace]bool{}}
	told.Figures, told.Findings = p.figures()
	if slices.ContainsFunc(sentences, func(s Sentence) bool { return s.crowded }) {
		told.Findings = append(told.Findings, disclosure.NewFinding(disclosure.RuleCutShort, disclosure.BlameParser, disclosure.Key{}, "正文中有的句子数字过多，未读取"))
	}
	for _, all := range p.said {
		for i := range all {
			told.read[numberPlace{all[i].at, all[i].end}] = true
		}
	}
	return told
}

// proseOf reads all statements of the sentences.
func proseOf(f *tree.Flow, form disclosure.Form, r *disclosure.Report, sentences iter.Seq[Sentence]) *proseReader {
	p := &proseReader{flow: f, form: form, scope: r.Scope, said: map[string][]statement{}, rough: map[string]disclosure.Number{}}
	if r.FiscalYear != nil {
		p.year = *r.FiscalYear
	}
	for _, name := range []*string{r.Agency, r.AgencyAsPrinted} {
		if name != nil {
			p.own = append(p.own, *name)
		}
	}
	for sentence := range sentences {
		s := &sentence
		if s.heading == s.text && !tellsNumber(s) && !tellsNone.MatchString(s.text) || s.tooLong || p.ofOtherReport(s) || p.ofOtherYears(s) {
			continue
		}
		p.foundation(s)
		p.numbers(s)
		p.allOf(s)
		p.zeros(s)
		p.noFees(s)
		p.zeroChapter(s)
		p.zeroList(s)
	}
	return p
}

// excerpt is the beginning of a report behind its title, as lists of reports print it.
var excerpt = pattern.MustCompile(`^(\p{Han}{3,30}?)20\d\d年度?(?:政府)?信息公开(?:工作)?(?:年度报告|年度工作报告|年报).*(?:…|\.\.\.)`)

// ofOtherReport: the line is the beginning of another body's report.
func (r *proseReader) ofOtherReport(s *Sentence) bool {
	if !containsAny(s.text, "…", "...") {
		return false
	}
	if r.looked != s.line {
		r.looked, r.excerpt = s.line, excerpt.FindStringSubmatch(s.line.Fold.Text)
	}
	of := r.excerpt
	return of != nil && !slices.ContainsFunc(r.own, func(own string) bool { return strings.Contains(own, of[1]) })
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

// tellsNone is a heading that is a sentence of its own without a number: 二、2010年,本镇未受理政府信息公开申请.
var tellsNone = pattern.MustCompile(`^[一二三四五六七八九十]{1,2}、(?:20\d\d年度?|全年|本年度?|今年),?[^,;:]{0,16}?(?:未|没有)(?:收到|受理|接到|发生|收取)`)

// numbers reads the numbers of a sentence, each as the figure that its own words name.
func (r *proseReader) numbers(s *Sentence) {
	labels := labelsOf(s)
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.exact {
			r.roughly(s, m, labels[i])
			rounded := *m
			rounded.exact = true
			r.otherWay(s, &rounded, labels[i])
		}
		if m.isChange() || !m.exact || m.unit == "%" || isNegated(s, m) {
			continue
		}
		if r.ownPart(s, m) || r.challenged(s, m, labels[i]) || r.staff(s, m) || r.trained(s, m) || r.sumOfWays(s, m, labels[i]) {
			continue
		}
		if r.grantedAlone(s, m, labels[i]) || r.answeredOf(s, m) || r.carriedOn(s, m, labels[i]) || r.asked(s, m, labels[i]) {
			continue
		}
		if labels[i] == "" && m.tail == "" {
			continue
		}
		labels[i] = r.ownWay(labels[i])
		if !r.anyNumber(s, m, labels[i]) && !r.ownKind(s, m, labels[i]) {
			r.otherWay(s, m, labels[i])
		}
	}
}

// ownKind reads what an office published of its own business, which is all that it has: 主动公开财政信息 by an office of finance.
func (r *proseReader) ownKind(s *Sentence, m *mention, label string) bool {
	kind := publishedKind.FindStringSubmatchIndex(label)
	if kind == nil || m.part || moreKinds.MatchString(s.text[m.to:]) || !slices.ContainsFunc(r.own, func(own string) bool { return strings.Contains(own, label[kind[2]:kind[3]]) }) {
		return false
	}
	return r.anyNumber(s, m, label[:kind[0]]+"主动公开政府信息"+label[kind[1]:])
}

var publishedKind = pattern.MustCompile(`主动公开(?:了|各类)*涉?(\p{Han}{2,4}?)(?:政府|政务)?信息`)

// moreKinds is another kind beside one: 财政信息30条、采购信息20条.
var moreKinds = pattern.MustCompile(`^[、,;和及](?:主动公开|公开)?\p{Han}{2,10}(?:信息|类)(?:为|共)?\d`)

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
	if (rule.whole || rule.noChannel) && r.isWider(rule, s, m, head, match) {
		return true
	}
	confidence := r.certainty(rule, s, m, head, match)
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: rule.indicator})
	if confidence == 0 && rule.noChannel && !m.part {
		r.keepUntold(s, m, head, match)
	}
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
	if strings.HasPrefix(indicator.Indicator, "narrative_staff_") {
		r.staffed = s.line
	}
	f := r.figure(s, place, raw, read, indicator, confidence)
	f.Cumulative = r.allYears(s, raw, indicator, f.Confidence)
	r.said[indicator.Indicator] = append(r.said[indicator.Indicator], statement{f, s.plainness(raw.Start), s.place(), raw.End})
}

func (r *proseReader) figure(s *Sentence, place, raw tree.Run, read number.Reading, indicator disclosure.Indicator, confidence float64) disclosure.Figure {
	return disclosure.Figure{
		Indicator: indicator.Indicator, Value: &read.Value, Unit: indicator.Unit, State: read.State, Confidence: min(confidence, read.Confidence),
		Raw:   r.flow.Raw(s.span(raw.Start, raw.End)),
		Where: disclosure.Place{Span: s.span(place.Start, place.End)},
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
				best.State, best.Value, best.Confidence, best.Cumulative = disclosure.StateUnreadable, nil, 0, nil
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

var (
	lastYearWords = pattern.AnyOf("去年", "上年", "上一年", "前年", "往年")
	channelWords  = pattern.AnyOf("网", "平台", "微信", "微博", "公众号", "公报", "专栏", "媒体", "客户端", "APP", "报纸", "日报", "晚报", "报刊", "报》", "电视", "公开栏", "公告栏", "公示栏", "宣传栏", "电子屏", "显示屏", "大厅")
	partBodies    = pattern.AnyOf("县直", "区直", "市直", "省直", "乡镇", "下属", "所属", "直属", "局属", "委属", "厅属", "事业单位", "镇属", "个社区", "个村", "个林场", "科室", "股室", "、街道", "和街道", "及街道")
	partKinds     = pattern.AnyOf("领域", "方面", "栏目", "类信息")
	eachWords     = pattern.AnyOf("各乡", "各镇", "各街道", "各村", "各社区", "各部门", "各单位", "各科室", "各股室", "各站所")
)
