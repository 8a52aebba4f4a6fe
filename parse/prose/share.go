package prose

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/disclosure"
	"gongkai/parse/number"
)

// saidChecks holds the text against itself, its percentages (R505) and its years (R506), and what it
// says of how reviews ended against the tables (R504).
func saidChecks(r *disclosure.Report, sentences []Sentence) []disclosure.Check {
	var checks []disclosure.Check
	for i := range sentences {
		s := &sentences[i]
		if !slices.ContainsFunc(s.mentions, func(m mention) bool { return m.unit == "%" }) {
			continue
		}
		before := sync.OnceValue(func() []mention { return mentionsOf(s.before) })
		for k := range s.mentions {
			if s.mentions[k].unit == "%" {
				if c, ok := share(s, k, before); ok {
					checks = append(checks, c)
				}
			}
		}
	}
	if c, ok := yearCheck(r, sentences); ok {
		checks = append(checks, c)
	}
	return append(checks, upheldChecks(r, sentences)...)
}

// share checks a percentage whose part is the number right before it and whose whole is the
// one number of the same unit before 其中, in the sentence or in the one before, whose numbers
// are the earlier ones.
func share(s *Sentence, k int, earlier func() []mention) (disclosure.Check, bool) {
	m := s.mentions[k]
	if k == 0 || !m.exact || !m.isShare() {
		return disclosure.Check{}, false
	}
	part := s.mentions[k-1]
	if part.unit == "%" || !part.part {
		return disclosure.Check{}, false
	}
	c := disclosure.Check{Rule: disclosure.RuleSaidShare, State: disclosure.CheckNotAssessable, Reason: disclosure.ReasonUnclearWhole}
	if whole, text := s.wholeOf(k, earlier); whole != nil {
		p, w, said := part.value(s.text, "件"), whole.value(text, "件"), number.Read(s.text[m.from:m.number], "%元", "")
		c.Reason = disclosure.ReasonUnknownValue
		if p.State.Known() && w.State.Known() && said.State.Known() {
			_, fraction, _ := strings.Cut(s.text[m.from:m.number], ".")
			c = disclosure.ShareCheck(p.Value, w.Value, said.Value, min(len(fraction), 4))
		}
	}
	c.Where = s.span(part.from, m.to)
	return c, true
}

// wholeOf is the number that the one before a percentage is a part of, with the text in which it stands;
// nil where none or several may be it.
func (s *Sentence) wholeOf(k int, earlier func() []mention) (*mention, string) {
	part, text := s.mentions[k-1], s.text
	before, wholeText := s.mentions[:k-1], text
	cutAt := strings.Index(text, "其中")
	if cutAt == 0 {
		before, wholeText = earlier(), s.before
		cutAt = len(s.before)
	}
	var whole *mention
	for i := range before {
		if w := &before[i]; w.to <= cutAt && w.unit == part.unit && w.unit != "" {
			if whole != nil {
				return nil, ""
			}
			whole = w
		}
	}
	return whole, wholeText
}

// isShare: 占33%, 占比33%, and nothing about another whole.
func (m mention) isShare() bool {
	switch strings.TrimSuffix(m.label, "为") {
	case "占", "占比", "占总数的", "占总量的", "占总数", "占总量", "所占比例", "占全部的":
		return true
	}
	return false
}

// yearCheck is the test for stale years: the period of the figures, the report's name in its
// text, and the years with which sentences begin. Without any of them there is no check.
func yearCheck(r *disclosure.Report, sentences []Sentence) (disclosure.Check, bool) {
	if r.FiscalYear == nil {
		return disclosure.Check{}, false
	}
	fiscal := *r.FiscalYear
	var same, stale, before said
	for i := range sentences {
		s := &sentences[i]
		if s.kind == "problems" || !strings.Contains(s.text, "年") {
			continue
		}
		year, outright := currentYear(s.text)
		switch {
		case year == fiscal:
			same.first(s, year)
		case outright:
			stale.first(s, year)
		case year != 0 && year < fiscal:
			before.first(s, year)
		}
	}
	for _, y := range []said{stale, same, before} {
		if y.in != nil {
			c := disclosure.YearCheck(fiscal, y.year, same.in != nil)
			at := strings.Index(y.in.text, strconv.Itoa(y.year))
			c.Where = y.in.span(at, at+len("2006年"))
			return c, true
		}
	}
	return disclosure.Check{}, false
}

// said is a year with the first sentence that gives it.
type said struct {
	year int
	in   *Sentence
}

func (y *said) first(s *Sentence, year int) {
	if y.in == nil {
		y.year, y.in = year, s
	}
}

// currentYear is the year that a sentence speaks of as its own; outright where it names the
// period or the report, not only begins with it. 0: none, or several.
func currentYear(text string) (year int, outright bool) {
	first, many := 0, false
	for i := 0; i < len(text); i++ {
		if text[i] != '2' || digitsEnd(text, i) != i+4 || i > 0 && number.IsDigit(rune(text[i-1])) || !strings.HasPrefix(text[i+4:], "年") {
			continue
		}
		y, _ := strconv.Atoi(text[i : i+4])
		many = many || first != 0 && y != first
		if first == 0 && (i == 0 || text[:i] == "在") && digitsEnd(text, i+7) == i+7 { // 2008年5月1日 is a date
			year = y
		}
		if first == 0 {
			first = y
		}
		i += 3
	}
	if first == 0 || many {
		return 0, false
	}
	if strings.Contains(text, "1月1日") && strings.Contains(text, "12月31日") {
		return first, true
	}
	return year, false
}
