package prose

import (
	"strings"

	"gongkai/disclosure/pattern"
)

// Answers to requests whose number is told before what they were, or by what they are of.

var (
	// amongAnswered begins a list of answers by what was answered: 已答复的申请中,公开11件; 全部答复,其中公开5件.
	amongAnswered = pattern.MustCompile(`(?:^|[,;:])(?:在?\d+件)?(?:已经?)?(?:答复|办结)的(?:公开)?申请中,?(?:其中)?[,:]?$|(?:^|,)(?:均已|全部|均)(?:按时|按期|依法|已)*(?:答复|办结),其中[,:]?$|^(?:答复|办理)(?:情况|结果):$`)
	// rightBehind is between the number of requests or answers and the first kind.
	rightBehind = pattern.MustCompile(`^(?::|[,;。(]其中[:,]?)$`)
	// otherAnswers are what else a request may be answered.
	otherAnswers = pattern.AnyOf("不予公开", "不公开", "部分公开", "不存在", "不属于本", "不属本", "非本", "补正")
	// answeredBefore and answeredBehind are the words around the number of what was answered, of which the kinds follow:
	// 已办结的22件中, 在3件已经答复的申请中.
	answeredBefore = pattern.MustCompile(`(?:^|,)在?已经?(?:答复|办结)的$`)
	answeredBehind = pattern.MustCompile(`^(?:公开)?(?:申请)?中[:,]`)
	clauseOpens    = pattern.MustCompile(`(?:^|,)在?$`)
	answeredTail   = pattern.MustCompile(`^已经?(?:答复|办结)的(?:公开)?申请中[:,]`)
)

// grantedAlone reads 公开 with a number, in a list of answers, as what was given: 答复数38件:公开19件;不予公开2件.
func (r *proseReader) grantedAlone(s *Sentence, m *mention, label string) bool {
	if label != "公开" || m.tail != "" && !strings.HasPrefix(m.tail, "、") || r.last == nil || r.last.line != s.line.Start || r.last.to > s.from+m.at || otherAsking.In(s.text) {
		return false
	}
	read := m.value(s.text, "件")
	if !read.State.Known() || read.Value > r.last.value {
		return false
	}
	rest := s.line.Fold.Text[s.from+m.to:]
	rest = rest[:min(len(rest), longestSentence)]
	if i := strings.Index(rest, "。"); i >= 0 {
		rest = rest[:i]
	}
	between := s.line.Fold.Text[r.last.to : s.from+m.at]
	switch others := otherAnswers.In(rest); {
	case rightBehind.MatchString(between):
		if read.Value != r.last.value && !others {
			return false
		}
	case !others || !amongAnswered.MatchString(s.text[:m.at]) || documentKinds.In(between):
		return false
	}
	return r.sayNumber(s, m, "narrative_answer_granted")
}

// ofRequests: what is told right before a number, or its chapter, is requests and no other business.
func (r *proseReader) ofRequests(s *Sentence, m *mention) bool {
	if otherAsking.In(s.text) {
		return false
	}
	if r.last != nil && r.last.line == s.line.Start && r.last.to <= s.from+m.from {
		between := s.line.Fold.Text[r.last.to : s.from+m.from]
		return !otherAsking.In(between) && !remedyWords.In(between)
	}
	before := s.shortlyBefore()
	return containsAny(s.heading+s.before, requestTitles...) && !otherAsking.In(before) && !remedyWords.In(before)
}

// answeredOf reads the number of what was answered where the kinds of answers follow it.
func (r *proseReader) answeredOf(s *Sentence, m *mention) bool {
	rest := s.text[m.to:]
	switch before := s.text[:m.from]; {
	case answeredBefore.MatchString(before) && answeredBehind.MatchString(rest):
	case answeredTail.MatchString(rest) && clauseOpens.MatchString(before):
	default:
		return false
	}
	if !r.ofRequests(s, m) || !r.sayNumber(s, m, "narrative_answer_total") {
		return false
	}
	r.last = &tally{s.line.Start, s.from + m.to, m.value(s.text, "件").Value, true}
	return true
}
