package prose

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// Who asked, or complained, where the words of another number beside it say so.

var (
	// besideQueries leads to the requests in a list with queries: 收到2件咨询、1件申请.
	besideQueries = pattern.MustCompile(`^` + timeAndBody + `(?:收到|受理|接到)\d+(?:件|次|人次)(?:群众|公众)?咨询(?:、|和|及|与|,)$`)
	// queriesOf are the label, and allInOneWay what follows the number, of queries that all came in one way.
	queriesOf   = pattern.MustCompile(`^咨询(?:政府)?信息公开(?:事宜|事项|工作|问题)?(?:的)?$`)
	allInOneWay = pattern.MustCompile(`^[,(](?:均|都|全部)(?:为|是|系)?(现场|当面|电话|网上|网络)(?:咨询)?(?:$|[),;])`)
	queryWays   = map[string]string{
		"现场": "narrative_visitors_on_site", "当面": "narrative_visitors_on_site", "电话": "narrative_consult_phone",
		"网上": "narrative_consult_online", "网络": "narrative_consult_online",
	}
	// letters are what a part of a number of complaints is of.
	letters = pattern.AnyOf("来信来访", "投诉", "举报")
)

// asked reads such a number.
func (r *proseReader) asked(s *Sentence, m *mention, label string) bool {
	switch {
	case label == "" && m.tail == "申请" && besideQueries.MatchString(s.text[:m.from]) && containsAny(s.heading+s.before, requestTitles...):
		return r.sayNumber(s, m, "narrative_requests_received")
	case m.unit == "人次" && queriesOf.MatchString(label):
		way := allInOneWay.FindStringSubmatch(s.text[m.to:])
		return way != nil && r.sayNumber(s, m, queryWays[way[1]])
	case m.part && ofDisclosure.MatchString(strings.TrimSuffix(label, "的")) && containsAny(s.heading, "投诉", "举报") && letters.In(s.text[:m.at]):
		return !remedyWords.In(strings.NewReplacer("投诉", "", "举报", "").Replace(s.text[:m.at])) && r.sayNumber(s, m, "narrative_complaints_total")
	}
	return false
}

// sayNumber keeps a number as a figure of the year, 0.9 sure, where it is one: the words around
// it, not its own, say what it is.
func (r *proseReader) sayNumber(s *Sentence, m *mention, key string) bool {
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
	read := m.value(s.text, indicator.Unit)
	before := s.text[:m.from]
	clause := before[strings.LastIndexByte(before, ',')+1:]
	if !known || !read.State.Known() || !strings.Contains(countless+"人次|", "|"+m.unit+"|") || r.otherYear(before) || lastYearWords.In(clause) || hasPartOfBody(clause) || isCumulative(before, "") || ofPartOfYear(before, r.year) {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}
