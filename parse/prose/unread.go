package prose

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// What the text says of disclosure and no figure holds is named, so that a reader knows that
// there is more than was counted, and what was left out on purpose can be disputed.

// mostUnread bounds how many sentences are named.
const mostUnread = 20

// Unread names the numbers of the sentences that are about what a report must tell and that
// no figure holds: they were not understood, or are left out as rounded, as a part, or as
// another body's. What only repeats a figure, a share, a change, and what is another year's
// are not named.
func (t *Told) Unread(r *disclosure.Report, f *tree.Flow, sentences []Sentence) []disclosure.Finding {
	k := t.counted(r)
	var findings []disclosure.Finding
	left := 0
	for i := range sentences {
		s := &sentences[i]
		unread, none := k.unreadOf(s), k.unreadNone(s)
		switch {
		case len(unread)+len(none) == 0:
			continue
		case len(findings) == mostUnread:
			left++
			continue
		}
		message := "正文中的数字没有计入指标："
		for _, m := range unread {
			named, _, _ := strings.Cut(m.tail, "、")
			message += "“" + disclosure.Short(f.Raw(s.span(m.at, m.to+len(named)))) + "”"
		}
		for _, clause := range none {
			message += "“" + disclosure.Short(f.Raw(s.span(clause.Start, clause.End))) + "”"
		}
		finding := disclosure.NewFinding(disclosure.RuleUnreadText, disclosure.BlameParser, disclosure.Key{}, message)
		if len(unread) == 1 && len(none) == 0 && unread[0].read.State.Known() {
			finding.Actual = &unread[0].read.Value
		}
		findings = append(findings, finding)
	}
	if left > 0 {
		findings = append(findings, disclosure.NewFinding(disclosure.RuleUnreadText, disclosure.BlameParser, disclosure.Key{}, fmt.Sprintf("正文另有%d句中的数字没有计入指标", left)))
	}
	return findings
}

// counted is what the figures of a report hold.
type counted struct {
	reader    proseReader // knows the year
	read      map[numberPlace]bool
	values    map[disclosure.Number]bool // in tables
	narrative bool                       // no table of a national form tells what the text leaves out
	figures   []disclosure.Figure        // of the text, or of tables that name theirs as the text does
}

func (t *Told) counted(r *disclosure.Report) *counted {
	k := &counted{read: t.read, values: map[disclosure.Number]bool{}}
	k.narrative = r.Form == nil || *r.Form == disclosure.Form2008
	if r.FiscalYear != nil {
		k.reader.year = *r.FiscalYear
	}
	for _, f := range r.Figures {
		if strings.HasPrefix(f.Indicator, "narrative_") || strings.HasPrefix(f.Indicator, "fees_") {
			k.figures = append(k.figures, f)
		} else if f.State.Known() && *f.Value > disclosure.Int(9) {
			k.values[*f.Value] = true
		}
	}
	return k
}

// unreadMention is a number with what it reads as.
type unreadMention struct {
	*mention
	read number.Reading
}

// noneSaid begins a clause that says that there was none of what may be counted.
var noneSaid = pattern.MustCompile(`^(?:(?:未|没有|暂未|从未|无)(?:收到|接到|受理|发生|产生|出现|引发|引起|收取|接收|接受|有人|人|被|一例|一件|一起|1件|1起)|没有|暂无|无|不存在|不涉及|零)[^,]*?(?:申请|收费|费用|减免|专职|复议|诉讼|起诉|投诉|举报|申诉)`)

// noneOf lists the figures that a statement of none may be about, by its words.
var noneOf = []struct{ word, figure string }{
	{"申请", "narrative_requests_received"}, {"专职", "narrative_staff_full_time"}, {"减免", "narrative_fees_waived"}, {"起诉", "narrative_litigation_total"}, {"收费", "narrative_fees_charged"}, {"费用", "narrative_fees_charged"},
	{"复议", "narrative_reconsideration_total"}, {"诉讼", "narrative_litigation_total"},
	{"投诉", "narrative_complaints_total"}, {"举报", "narrative_complaints_total"}, {"申诉", "narrative_appeals_total"},
}

// tells: some figure is about what the clause says there was none of.
func (k *counted) tells(clause string) bool {
	for _, of := range noneOf {
		if strings.Contains(clause, of.word) && slices.ContainsFunc(k.figures, func(f disclosure.Figure) bool { return f.Indicator == of.figure }) {
			return true
		}
	}
	return false
}

// unreadNone lists the clauses of a sentence that say that there was none of something that no
// figure is about.
func (k *counted) unreadNone(s *Sentence) (clauses []tree.Run) {
	if !k.narrative || s.kind == "problems" || s.tooLong {
		return nil
	}
	for i := 0; i < len(s.text); {
		n := saysNone.Index(s.text[i:])
		if n < 0 {
			break
		}
		at := i + n
		end := len(s.text)
		if j := strings.IndexByte(s.text[at:], ','); j >= 0 {
			end = at + j
		}
		if !noneSaid.MatchString(s.text[at:end]) || conditional(s.text[:at]) {
			_, size := utf8.DecodeRuneInString(s.text[at:])
			i = at + size
			continue
		}
		if !k.tells(s.text[at:end]) && !otherAsking.In(s.text[at:end]) && !k.reader.otherYear(s.text[:at]) && !hasPart(s.text[:at]) {
			clauses = append(clauses, tree.Run{Start: at, End: end})
		}
		i = end
	}
	return clauses
}

// unreadOf lists the numbers of a sentence that are unread.
func (k *counted) unreadOf(s *Sentence) (unread []unreadMention) {
	if s.kind == "problems" || s.tooLong {
		return nil
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.unit == "%" || m.isChange() || isNegated(s, m) {
			continue
		}
		about := subjectOf(s, m)
		if about == nil {
			continue
		}
		unit := "件"
		if strings.HasSuffix(m.unit, "元") {
			unit = "元"
		}
		if read := m.value(s.text, unit); !k.isOther(s, m) && !k.holds(s, m, about, read) {
			unread = append(unread, unreadMention{m, read})
		}
	}
	return unread
}

// isOther: the number is plainly not one of the year.
func (k *counted) isOther(s *Sentence, m *mention) bool {
	before := s.text[:m.from]
	return lastYearWords.In(m.label) || compared.MatchString(before) || averages.In(m.label) || k.reader.otherYear(before) || isCumulative("", m.label) || ofPartOfYear(before, k.reader.year)
}

// compared leads to the number of another year that the one of this year is held against: 比2014年(22件).
var compared = pattern.MustCompile(`(?:比|较)[^,;:]{0,16}$`)

// holds: a figure was read from this place, or it is the same number of the same subject.
func (k *counted) holds(s *Sentence, m *mention, about *subject, read number.Reading) bool {
	if k.read[numberPlace{s.place(), m.number}] || read.State.Known() && k.values[read.Value] {
		return true
	}
	total := false
	for i := range k.figures {
		f := &k.figures[i]
		if !slices.ContainsFunc(about.figures, func(name string) bool { return strings.HasPrefix(f.Indicator, name) }) {
			continue
		}
		if read.State.Known() && read.Value != 0 && f.State.Known() && *f.Value == read.Value && !m.part && !listedChannels.In(m.label+m.tail) {
			return true
		}
		total = total || f.Indicator == "narrative_published_total" && f.State.Known()
	}
	return total && !listedChannels.In(m.label+m.tail) && !strings.Contains(m.label, "全文电子化") // parts of what was published, by their kinds
}
