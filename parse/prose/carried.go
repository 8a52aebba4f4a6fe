package prose

import (
	"strconv"

	"gongkai/disclosure/pattern"
)

// Requests that are left to the next year, where it is not the number's own words that say so.

const nextYear = `(?:至|到|入)?(下一?年度?|次年度?|20\d\d年度?)(?:继续)?(?:办理|答复|处理)?(?:$|[,;)])`

var (
	// leftOver is the number's label, and leftOpen what was not done with them, and where they went:
	// 另有1件按规定延期答复,结转至2021年.
	leftOver = pattern.MustCompile(`^(?:另有|尚有|还有|仍有|其余|余下|另)$`)
	leftOpen = pattern.MustCompile(`^(?:申请)?[^,;:\d]{0,24}(?:延期|办理|期限|在办|未办结|未答复|征求)[^,;:\d]{0,12},(?:已|将|依法|需)?(?:结转|转)` + nextYear)
	// carrying is the label where the year stands behind the number: 结转5件至2021年.
	carrying    = pattern.MustCompile(`^(?:另|尚|需|将|已|共)*(?:结转|转结)$`)
	carriedInto = pattern.MustCompile(`^(?:申请)?(?:至|到)` + nextYear)
)

// carriedOn reads such a number.
func (r *proseReader) carriedOn(s *Sentence, m *mention, label string) bool {
	var into []string
	switch rest := s.text[m.to:]; {
	case carrying.MatchString(label):
		into = carriedInto.FindStringSubmatch(rest)
	case leftOver.MatchString(label):
		into = leftOpen.FindStringSubmatch(rest)
	}
	if into == nil || remedyWords.In(into[0]) || !r.ofRequests(s, m) {
		return false
	}
	if year, err := strconv.Atoi(into[1][:4]); err == nil && r.year != 0 && year != r.year+1 {
		return false
	}
	return r.sayNumber(s, m, "narrative_requests_carried_out")
}
