package parse

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// proseReader reads the figures that a text says in sentences. It takes only what can be
// read in one way: exact numbers and statements that there was none, about this year and the
// whole body; the first such statement of each figure.
type proseReader struct {
	flow    *flow
	year    int // 0 where the fiscal year is not known
	figures []disclosure.Figure
	form    disclosure.Form
}

// sentence is a sentence with what stands around it.
type sentence struct {
	text    string // folded
	context string // with the sentence before it and the heading over it: what it leans on
	line    line
	from    int // in bytes of the line's folded text
}

// readProse reads the figures of the lines. sections give the headings that sentences lean on.
func readProse(f *flow, form disclosure.Form, year int, lines []line, sections []section) []disclosure.Figure {
	headings := map[int]string{}
	for _, s := range sections {
		for _, l := range s.lines {
			headings[l.start] = s.heading
		}
	}
	var sentences []sentence
	for _, l := range lines {
		before := headings[l.start]
		for _, s := range sentencesOf(l.fold.Text) {
			text := l.fold.Text[s.from:s.to]
			sentences = append(sentences, sentence{text, headings[l.start] + "\n" + before + "\n" + text, l, s.from})
			before = text
		}
	}
	r := proseReader{flow: f, year: year, form: form}
	for i := range proseRules {
		r.apply(&proseRules[i], sentences)
	}
	return r.figures
}

// apply keeps the first certain statement of a figure.
func (r *proseReader) apply(rule *proseRule, sentences []sentence) {
	indicator, ok := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: rule.indicator})
	if !ok {
		return
	}
	var doubtful *disclosure.Figure
	for _, s := range sentences {
		if !strings.Contains(s.text, rule.keyword) || rule.foreign != nil && rule.foreign.MatchString(s.text) || rule.context != nil && !rule.context.MatchString(s.context) {
			continue
		}
		f := r.statement(rule, s, indicator)
		switch {
		case f == nil:
		case f.Confidence == 1:
			r.figures = append(r.figures, *f)
			return
		case doubtful == nil:
			doubtful = f
		}
	}
	if doubtful != nil {
		r.figures = append(r.figures, *doubtful)
	}
}

// statement reads a rule's figure from one sentence, nil where the sentence does not say it
// with certainty.
func (r *proseReader) statement(rule *proseRule, s sentence, indicator disclosure.Indicator) *disclosure.Figure {
	for _, re := range rule.numbers {
		for _, m := range re.FindAllStringSubmatchIndex(s.text, -1) {
			confidence := r.certainty(rule, s, m[0], s.text[m[0]:m[1]])
			if confidence == 0 {
				continue
			}
			n, a, b := printedNumber(re, s.text, m)
			read := readSaid(n, group(re, s.text, m, "unit"), indicator.Unit)
			if !read.state.Known() {
				continue
			}
			raw := r.flow.raw(s.line.span(s.from+a, s.from+b))
			return r.said(s, m, raw, read, indicator, confidence)
		}
	}
	for _, re := range rule.zeros {
		for _, m := range re.FindAllStringIndex(s.text, -1) {
			if confidence := r.certainty(rule, s, m[0], s.text[m[0]:m[1]]); confidence > 0 && isNone(s.text, m, rule) {
				raw := r.flow.raw(s.line.span(s.from+m[0], s.from+m[1]))
				return r.said(s, m, raw, number(0), indicator, confidence)
			}
		}
	}
	return nil
}

func (r *proseReader) said(s sentence, m []int, raw string, read reading, indicator disclosure.Indicator, confidence float64) *disclosure.Figure {
	span := s.line.span(s.from+m[0], s.from+m[1])
	return &disclosure.Figure{Indicator: indicator.Indicator, Value: &read.value, Unit: indicator.Unit, State: read.state, Raw: raw,
		Confidence: min(confidence, read.confidence), Where: disclosure.Place{Span: span}}
}

func printedNumber(re *regexp.Regexp, text string, m []int) (n string, from, to int) {
	i := 2 * re.SubexpIndex("n")
	return text[m[i]:m[i+1]], m[i], m[i+1]
}

func group(re *regexp.Regexp, text string, m []int, name string) string {
	if i := 2 * re.SubexpIndex(name); i >= 0 && m[i] >= 0 {
		return text[m[i]:m[i+1]]
	}
	return ""
}

// readSaid reads a number of a sentence. 1.2万条 is rounded and no figure.
func readSaid(n, unit, catalogueUnit string) reading {
	if !isMoney(catalogueUnit) {
		if _, ok := countUnits[unit]; !ok || strings.HasPrefix(unit, "万") {
			return unreadable
		}
	}
	if isDigit(rune(n[0])) {
		return readCell(n+unit, catalogueUnit, "")
	}
	v, ok := disclosure.ParseChineseNumeral(n)
	if !ok {
		return unreadable
	}
	return readNumber("", strconv.Itoa(v), unit, catalogueUnit, "")
}

var (
	yearSaid    = regexp.MustCompile(`(20\d\d)年`)
	cumulative  = regexp.MustCompile(`历年|以来|累计|总访问量`)
	thisYear    = regexp.MustCompile(`今年以来|全年|本年度?|年内|20\d\d年度?`)
	lastYear    = regexp.MustCompile(`去年|上年|上一年度?|前年|往年`)
	partOfIt    = regexp.MustCompile(`县直|区直|市直|省直|乡镇|各(?:乡|镇|街道|村|社区|部门|单位|科室|股室|站所)|[、和及]街道|(?:^|[^本我])部门|下属|所属|直属|科室|股室|其中|领域|方面|栏目|类信息|[^各]类$`)
	channelSaid = regexp.MustCompile(`网站|平台|微信|微博|公众号|公报|专栏|新媒体|媒体|客户端|APP|报纸|电视|公开栏|网`)
	rounded     = regexp.MustCompile(`[约近超]|左右|以上|余|多条|多件|突破`)
)

// certainty weighs what stands before and in a match: 0 for figures of another year, of
// several years, of a part of the body, or rounded ones.
func (r *proseReader) certainty(rule *proseRule, s sentence, at int, match string) float64 {
	before := s.text[:at]
	clause := before[strings.LastIndexAny(before, ",:")+1:]
	if years := yearSaid.FindAllStringSubmatch(before, -1); years != nil && r.year != 0 && years[len(years)-1][1] != strconv.Itoa(r.year) {
		return 0
	}
	if rounded.MatchString(match) || rule.never != nil && (rule.never.MatchString(match) || rule.never.MatchString(clause)) {
		return 0
	}
	if rule.notBefore != nil && rule.notBefore.MatchString(clause) {
		return 0
	}
	if c := before + match; cumulative.MatchString(c) && (!thisYear.MatchString(before) || strings.Contains(c, "历年")) {
		return 0
	}
	if !rule.lastYear && lastYear.MatchString(clause+match) {
		return 0
	}
	if rule.everyone && someApplicants(match) {
		return 0
	}
	if rule.whole && partOfIt.MatchString(strings.TrimSuffix(clause, "其中")) {
		return 0
	}
	if rule.noChannel && channelSaid.MatchString(clause) {
		if !strings.HasSuffix(clause, "共") && !strings.HasPrefix(match, "共") {
			return 0
		}
		return 0.9
	}
	return 1
}

// someApplicants: 公民、法人和其他组织 are all there can be, 自然人 or 企业 alone are not.
func someApplicants(match string) bool {
	persons := strings.Contains(match, "自然人") || strings.Contains(match, "公民") || strings.Contains(match, "个人")
	bodies := strings.Contains(match, "法人") || strings.Contains(match, "企业") || strings.Contains(match, "组织")
	return bodies && !persons || strings.Contains(match, "自然人") && !bodies
}

// isNone rules out statements of none that are about something narrower: no review that was
// lost, no request in person.
func isNone(text string, m []int, rule *proseRule) bool {
	match := text[m[0]:m[1]]
	after := text[m[1]:]
	if strings.Contains(match, "未经") || strings.Contains(match, "无正当理由") || strings.Contains(match, "无法") || strings.Contains(match, "无关") {
		return false
	}
	if r, n := utf8.DecodeLastRuneInString(text[:m[0]]); n > 0 && strings.ContainsRune("并从尚有", r) && strings.HasPrefix(match, "未") && r != '并' && r != '尚' {
		return false
	}
	return rule.notAfter == nil || !rule.notAfter.MatchString(after)
}
