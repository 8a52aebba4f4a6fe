package prose

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// A sentence may list what was none: 申请受理数、答复数、收费、行政复议、行政诉讼五项指标均为0.

var (
	listedNone = pattern.MustCompile(`([^,。;:]*、[^。;:]*?)(?:等)?(?:[二三四五六七八九十2-9]项?)?(?:指标|数据|数字|工作|情况|事项|数量)*(?:均|都|全部|皆)(?:为)?(?:0|零|无)(?:件|次|条|元|人次)?$`)
	// noneItems are the items of such a list by their words.
	noneItems = []struct {
		indicator string
		words     *pattern.Regexp
	}{
		{"narrative_requests_received", pattern.MustCompile(`^(?:\d{4}年度?|全年|[我本][局办委镇乡]|,)*(?:收到|受理)?(?:政府)?(?:信息公开申请|依申请公开)(?:的)?(?:申请|件)?(?:受理|收到|接收)?(?:数量|件数|数|量)?$`)},
		{"narrative_answer_total", pattern.MustCompile(`^(?:申请)?(?:答复|办结)(?:数量|件数|数|量)?$`)},
		{"narrative_fees_charged", pattern.MustCompile(`^(?:政府信息公开|依申请公开)?收费(?:金额|数|数额|情况)?$`)},
		{"narrative_fees_waived", pattern.MustCompile(`^(?:收费)?减免(?:金额|数|数额|收费|情况)?$`)},
		{"narrative_reconsideration_total", pattern.MustCompile(`^(?:因政府信息公开)?(?:申请|提起)?(?:的)?(?:行政)?复议(?:案件)?(?:数量|件数|数|量)?$`)},
		{"narrative_litigation_total", pattern.MustCompile(`^(?:提起)?(?:的)?(?:行政)?诉讼(?:案件)?(?:数量|件数|数|量)?$`)},
		{"narrative_appeals_total", pattern.MustCompile(`^(?:行政)?申诉(?:案件)?(?:数量|件数|数|量)?$`)},
		{"narrative_complaints_total", pattern.MustCompile(`^(?:投诉举报|举报投诉|举报|投诉)(?:案件)?(?:数量|件数|数|量)?$`)},
	}
)

// zeroList reads a list of what was none. A list with an item that is none of these says
// nothing of the others that may be told otherwise, but what it names is none all the same.
func (r *proseReader) zeroList(s *Sentence) {
	if !strings.Contains(s.text, "、") || !containsAny(s.text, "均", "都", "全部", "皆") {
		return
	}
	m := listedNone.FindStringSubmatchIndex(s.text)
	if m == nil || lastYearWords.In(s.text) || r.otherYear(s.text) {
		return
	}
	from, list := m[2], s.text[m[2]:m[3]]
	if !requestWords.In(list) && !requestWords.In(s.before) && !strings.Contains(s.heading, "公开") {
		return
	}
	type none struct {
		indicator disclosure.Indicator
		from      int
	}
	var found []none
	for _, item := range strings.Split(list, "、") {
		name := item
		if i := strings.LastIndexByte(name, ','); i >= 0 {
			name = name[i+1:]
		}
		for i := range noneItems {
			indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: noneItems[i].indicator})
			if known && noneItems[i].words.MatchString(name) {
				found = append(found, none{indicator, from})
				break
			}
		}
		from += len(item) + len("、")
	}
	if len(found) < 2 { // 信访、投诉均为0 may be of anything
		return
	}
	for _, n := range found {
		place := tree.Run{Start: n.from, End: m[1]}
		r.say(s, place, place, number.Of(0), n.indicator, 0.9)
	}
}
