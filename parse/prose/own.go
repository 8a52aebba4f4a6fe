package prose

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// wider is a number of more than the report is about, of which a later one is the body's own
// part, or the year's, or that of disclosure: 全系统收到9件,其中区局3件.
type wider struct {
	indicators []string
	line       int
	unit       string
	own        func(*mention) bool
	bodies     bool // more bodies, not more years or matters
	to         int  // where the number ends, in bytes of the line
}

var (
	// ofMore is the body's own number behind one that another body or more bodies have:
	// 全市收到130件,其中我局6件. Of a bureau its kind and its level say the same: 其中市局6件.
	ofMore       = pattern.MustCompile(`[,;(。](?:其中)?[,:]?(?:涉及|涉|属于|属|以|由|与|均与|都与|转|交|转交|交由)?(?:我|本)(?:局|办|委|厅|处|院|镇|乡|街道|单位|中心|机关|部门|级)(?:[^,;。]{0,30}?(?:\d|无关)|(?:均|都)?(?:未|没有|无))`)
	ofMoreBureau = pattern.MustCompile(`^[,;(](?:其中)?[,:]?(?:[省市县区州旗]?(?:局|厅|委)(?:机关|本级)?|[省市县区州旗]本?级|本级|机关)[^,;省市县区州旗局]{0,10}\d`)
	officeOwn    = pattern.MustCompile(`^(?:涉及|涉|属于|属|由)?(?:[我本省市县区州旗]?(?:局|厅|委|办|院|站|中心|镇|乡|街道|单位)(?:机关|本级|本部)?|[省市县区州旗]?本级|[省市县区州旗]级|机关)(?:直接|共|新)*` + ownDeed)
	// namedOwn is an office by its name, which may be the report's: 其中市水利局7件.
	namedOwn   = pattern.MustCompile(`^(?:涉及|涉|属于|属|由)?(\p{Han}{3,}?)(?:机关|本级|本部)?(?:直接|共|新)*` + ownDeed)
	moreBodies = pattern.AnyOf("全市", "全县", "全区", "全省", "全州", "全系统", "系统", "直属单位", "所属单位", "下属单位", "市政府", "县政府", "区政府", "省政府")
	// ofDisclosure are the words of the part of reviews or suits that is about disclosure.
	ofDisclosure = pattern.MustCompile(`^(?:涉及|因|与|属于|有关|关于)?(?:政府)?信息公开(?:的|类|案件|有关|相关|引发|方面|工作|答复)*(?:为|有|共)*$`)
)

// ownDeed is what an office did with its part of a number.
const ownDeed = `(?:收到|受理|接到|承办|办理|(?:主动)?(?:公开|发布))?(?:申请|(?:政府)?信息)?(?:的|为|是|有|共)*$`

// hasOwnBehind: the clause speaks of more bodies, of one above or of another, and the body's own
// number follows. head is what comes before the words that name the number.
func (r *proseReader) hasOwnBehind(s *Sentence, m *mention, head, clause string) bool {
	if r.isAllOf(clause) || !r.goesOn(s, m) && !moreBodies.In(clause) && !hasPartOfBody(clause) && r.ownBody(head) > 0 {
		return false
	}
	rest := s.restOf(m)
	return ofMore.MatchString(rest) || r.isBureau() && ofMoreBureau.MatchString(rest) || r.ownFollows(s, m)
}

// goesOn: an earlier number of the sentence is one of more bodies, and nothing between names the own.
func (r *proseReader) goesOn(s *Sentence, m *mention) bool {
	w := r.wider
	return w != nil && w.line == s.line.Start && w.to > s.from && w.to <= s.from+m.from && w.bodies && !ownWords.In(s.text[w.to-s.from:m.from])
}

// ownWords are what an office calls itself.
var ownWords = pattern.AnyOf("我局", "本局", "我办", "本办", "我委", "本委", "我厅", "本厅", "我镇", "本镇", "我乡", "本乡", "我街道", "本街道", "我单位", "本单位", "本机关", "我中心", "本中心", "机关", "本级")

// ownFollows: the next number that is no change and no share is the body's own.
func (r *proseReader) ownFollows(s *Sentence, m *mention) bool {
	for i := range s.mentions {
		next := &s.mentions[i]
		if next.from < m.to || next.unit == "%" || next.isChange() {
			continue
		}
		return r.isOwnOffice(next)
	}
	for _, next := range mentionsOf(strings.TrimLeft(s.restOf(m)[len(s.text)-m.to:], "。;")) {
		return r.isOwnOffice(&next)
	}
	return false
}

// restOf is the sentence behind a number, and the next one that goes on with a part: 其中我局6件.
func (s *Sentence) restOf(m *mention) string {
	rest := s.line.Fold.Text[s.from+m.to:]
	end := len(s.text) - m.to
	if next := strings.TrimLeft(rest[end:], "。;"); pattern.HasOnePrefix(next, "其中", "我", "本") {
		end = len(rest) - len(next) + sentenceEnd(next)
	}
	return rest[:end]
}

// sentenceEnd is where the sentence ends that a text begins with; what is too long for one is none.
func sentenceEnd(text string) int {
	text = text[:min(len(text), longestSentence+1)]
	end := strings.IndexAny(text, "。;!?〕〔")
	switch {
	case end >= 0:
		return end
	case len(text) > longestSentence:
		return 0
	}
	return len(text)
}

// isAllOf: the report is that of a government, and the clause speaks of all it governs.
func (r *proseReader) isAllOf(clause string) bool {
	if r.scope == disclosure.ScopeOwnOffice {
		return false
	}
	for _, own := range r.own {
		own = strings.TrimSuffix(strings.TrimSuffix(own, "办公室"), "人民政府")
		level, n := utf8.DecodeLastRuneInString(own)
		if strings.ContainsRune("省市县区州旗", level) && strings.Contains(clause, "全"+own[len(own)-n:]) {
			return true
		}
	}
	return false
}

// isBureau: the report is that of one office, not of a government.
func (r *proseReader) isBureau() bool {
	for _, own := range r.own {
		if !endsWithOne(own, "局", "委", "委员会", "厅", "中心", "站", "所", "处", "队", "院") {
			return false
		}
	}
	return len(r.own) > 0
}

// sameLevel: 市局 is of the report of a city's bureau only.
func (r *proseReader) sameLevel(label string) bool {
	i := strings.IndexAny(label, "省市县区州旗")
	if i < 0 {
		return true
	}
	level, _ := utf8.DecodeRuneInString(label[i:])
	for _, own := range r.own {
		if !strings.ContainsRune(own, level) || !strings.ContainsRune("县区旗", level) && strings.ContainsAny(own, "县区旗") {
			return false
		}
	}
	return len(r.own) > 0
}

// isWider: a number is one of more bodies or of more years, and the own part of it follows.
func (r *proseReader) isWider(rule *proseRule, s *Sentence, m *mention, head, match string) bool {
	before := s.text[:m.at+min(len(head), len(m.label))]
	upTo := s.with(before, match)
	clause := upTo[strings.LastIndexByte(before, ',')+1:]
	switch {
	case r.hasOwnBehind(s, m, head, clause):
		r.keepWider(s, m, r.isOwnOffice, rule.indicator)
		r.wider.bodies = true
	case sharedWithYear(s, m, upTo), summedUp.In(upTo) && r.yearsFollow(s, m):
		r.keepWider(s, m, r.isOwnYear, rule.indicator)
	case rule.bare != nil && !strings.Contains(upTo, "公开") && strings.Contains(s.text[m.to:], "信息公开申请") && strings.Contains(s.text[m.to:], "其中"):
		r.keepWider(s, m, asksForInformation, rule.indicator)
	default:
		return false
	}
	return true
}

// yearsFollow: the number is told year by year: 共511条,其中2009年196条,2010年203条.
func (r *proseReader) yearsFollow(s *Sentence, m *mention) bool {
	return r.year != 0 && yearByYear.MatchString(s.text[m.to:])
}

var yearByYear = pattern.MustCompile(`^[,(]其中[,:]?20\d\d年度?[\d,]+(?:条|件|份|项)[,、]20\d\d年度?[\d,]+(?:条|件|份|项)`)

// keepWider remembers that a number is one of more than the report is about.
func (r *proseReader) keepWider(s *Sentence, m *mention, own func(*mention) bool, indicators ...string) {
	if w := r.wider; w != nil && w.line == s.line.Start && w.to > s.from && w.indicators[0] != indicators[0] {
		own = func(*mention) bool { return false } // of which of two numbers a part is cannot be told
	}
	r.wider = &wider{indicators: indicators, line: s.line.Start, unit: m.unit, own: own, to: s.from + m.to}
}

// isOf: what the label says was done is of the same business: 我局公开6条 is no part of requests.
func (w *wider) isOf(label string) bool {
	published := strings.HasPrefix(w.indicators[0], "narrative_published_")
	switch {
	case publishing.In(label), strings.Contains(label, "信息") && !strings.Contains(label, "申请"):
		return published || strings.Contains(label, "信息公开")
	case strings.Contains(label, "申请"):
		return w.indicators[0] == "narrative_requests_received"
	}
	return !published || !containsAny(label, "收到", "受理", "接到")
}

func (r *proseReader) isOwnOffice(m *mention) bool {
	return officeOwn.MatchString(m.label) && r.sameLevel(m.label) || r.isNamed(m.label)
}

// isNamed: the label names the report's own office.
func (r *proseReader) isNamed(label string) bool {
	name := namedOwn.FindStringSubmatch(label)
	return name != nil && slices.ContainsFunc(r.own, func(own string) bool { return strings.HasSuffix(own, name[1]) })
}

func isOfDisclosure(m *mention) bool { return ofDisclosure.MatchString(m.label) }

// asksForInformation: 2件为政府信息公开申请.
func asksForInformation(m *mention) bool {
	return informationRequest.MatchString(m.tail) || ofDisclosure.MatchString(strings.TrimSuffix(m.label, "申请"))
}

var informationRequest = pattern.MustCompile(`^(?:为|是|系|属于)?(?:政府)?(?:信息公开|依申请公开)(?:的)?申请$`)

// isOwnYear: the label is the report's year, or that and what was done in it: 其中当年受理13件.
func (r *proseReader) isOwnYear(m *mention) bool {
	if r.year == 0 || !ownYear.MatchString(m.label) {
		return false
	}
	return !saysYear(m.label) || strings.HasPrefix(m.label, strconv.Itoa(r.year))
}

var ownYear = pattern.MustCompile(`^(?:20\d\d年度?|20\d\d|当年|本年度?|今年|年内)(?:新增|新收|发生|受理|收到|接到|新发布|新公开|新|共|的|为|是|有)*$`)

// ownPart reads the number of the body, or of its year, behind one of more.
func (r *proseReader) ownPart(s *Sentence, m *mention) bool {
	w := r.wider
	if w == nil || w.line != s.line.Start || w.unit != m.unit || !m.exact || m.isChange() || !w.own(m) || !w.isOf(m.label) {
		return false
	}
	for _, key := range w.indicators {
		indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
		if read := m.value(s.text, indicator.Unit); known && read.State.Known() {
			r.say(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
			if key == "narrative_requests_received" {
				r.last = &tally{s.line.Start, s.from + m.to, read.Value, false}
			}
		}
	}
	r.wider = nil
	return true
}

// thisYearsShare: a year's part of a number is told right behind it, so that the number sums up more years:
// 公开信息900条,当年新增90条.
var (
	thisYearsShare = pattern.MustCompile(`^[,(]其中[,:]?(?:20\d\d年度?|当年|本年度?|今年)(?:为|有|是|共)?[\d,]+(?:条|件|份|项|个|篇)|^[,(](?:其中)?[,:]?(?:20\d\d年度?|当年|本年度?|今年)(?:共|新增|新|主动|累计)*(?:公开|新增|发布)(?:了)?(?:政府)?(?:信息)?\d`)
	// yearsShareOfSum is the year's part of a number that says that it is a sum: 累计复议4件,当年1件.
	yearsShareOfSum = pattern.MustCompile(`^[,(](?:其中)?[,:]?(?:20\d\d年度?|当年|本年度?|今年|年内)([^,;。\d]{0,12})\d[\d,]*(?:件|起|宗|例|次|条|份|项|个|篇|人次)`)
	// yearsShareLater stands behind another clause or in the next sentence.
	yearsShareLater = pattern.MustCompile(`^(?:[,(][^,;。]{0,40}?)?[,;。)]+(?:其中)?[,:]?(?:20\d\d年度?|当年|本年度?|今年)(?:共|新增|主动|累计)*(?:公开|新增|发布)(?:了)?(?:政府)?(?:信息)?\d`)
	summedUp        = pattern.AnyOf("累计", "截至", "截止", "以来")
	sumWords        = pattern.AnyOf("累计", "历年")
)

// sharedWithYear: the number sums up more years than the report's, of which a part follows.
func sharedWithYear(s *Sentence, m *mention, before string) bool {
	rest := s.text[m.to:]
	if strings.Contains(rest, "年") {
		share := thisYearsShare.FindString(rest)
		if share != "" && (strings.Contains(share, "其中") || !saysYear(before[strings.LastIndexByte(before, ',')+1:])) {
			return true
		}
		clause := before[strings.LastIndexAny(before, ",;")+1:]
		if sumWords.In(clause) && !saysYear(clause) && !thisYearWords.In(clause) && sharesDeed(clause, rest) {
			return true
		}
	}
	rest = s.line.Fold.Text[s.from+m.to:]
	return summedUp.In(before) && yearsShareLater.MatchString(rest[:min(len(rest), 400)])
}

// sharesDeed: the year's part is one of what the clause sums up: 累计受理31件,当年受理13件, and no 累计办结5件,其中当年受理4件.
func sharesDeed(clause, rest string) bool {
	share := yearsShareOfSum.FindStringSubmatch(rest)
	return share != nil && (!receiving.In(share[1]) || receiving.In(clause))
}

// receiving is what an office does first with a request.
var receiving = pattern.AnyOf("受理", "收到", "接到", "新收")

// toldOfYear: the sentence has said the figure before, so that a sum behind it is one of more years:
// 当年答复13件,累计答复31件.
func (r *proseReader) toldOfYear(indicator string, s *Sentence) bool {
	all := r.said[indicator]
	return len(all) > 0 && all[len(all)-1].at == s.place()
}
