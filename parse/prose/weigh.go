package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure/pattern"
)

// named is a number with the words by which a rule names it.
type named struct {
	rule   *proseRule
	s      *Sentence
	m      *mention
	head   string // what the rule's words leave of the label
	match  string // the rule's words
	before string // the sentence up to them
	clause string // of that, the last clause
	upTo   string // before and match
	near   string // clause and match
	words  string // head and match, without a number of the line and without what was done besides
}

// refusals are what makes a number another one than the rule asks for.
var refusals = []func(*proseReader, *named) bool{
	// of another year, of several or of a part of one
	func(r *proseReader, n *named) bool {
		if n.rule.carries {
			return r.otherYear(n.clause)
		}
		return r.otherYear(n.upTo) && !(n.rule.isStaff() && beganIn.MatchString(n.upTo))
	},
	func(_ *proseReader, n *named) bool { return !n.rule.lastYear && lastYearWords.In(n.near) },
	func(r *proseReader, n *named) bool {
		return isCumulative(n.before, n.match) && !r.sinceFounded(n.before) && !r.sinceRegulation(n.before)
	},
	func(r *proseReader, n *named) bool {
		return sumWords.In(n.near) && r.toldOfYear(n.rule.indicator, n.s)
	},
	func(r *proseReader, n *named) bool { return ofPartOfYear(n.upTo, r.year) },
	func(_ *proseReader, n *named) bool { return averages.In(n.near) },
	func(_ *proseReader, n *named) bool {
		return manyYears.In(n.upTo) && !saysYear(n.near) && !thisYearWords.In(n.near)
	},
	func(_ *proseReader, n *named) bool { return unclearSum(n.upTo) && sinceWords.In(n.s.before) },

	// of another business
	func(_ *proseReader, n *named) bool { return n.rule.never.In(n.words) || n.rule.foreign.In(n.s.text) },
	func(r *proseReader, n *named) bool { return !r.isAbout(n) },
	func(_ *proseReader, n *named) bool {
		return n.rule.titled != nil && (!n.s.underTitle(n.m, n.rule.titled) || n.rule.whole && hasPart(n.before))
	},
	func(r *proseReader, n *named) bool {
		return n.rule.beside != nil && !(n.rule.beside.In(n.s.text) && (r.toldIn(n.s) || r.sorted(n.s)))
	},
	func(_ *proseReader, n *named) bool { return n.rule.asks && n.s.publishes() },
	func(_ *proseReader, n *named) bool {
		return n.rule.carries && lastPlaceOf(n.before, remedyWords) > lastPlaceOf(n.before, aboutRequests)
	},
	func(_ *proseReader, n *named) bool {
		return n.rule.named && (!n.s.asksNear(n.head) || n.rule.titled != nil && otherBusiness.In(n.m.tail))
	},
	func(r *proseReader, n *named) bool { return r.ofOther(n.rule, n.s, n.m, n.head, n.match, n.clause) },

	// of a part of the body, of the applicants or of the answers
	func(r *proseReader, n *named) bool { return n.rule.whole && r.ofPart(n) },
	func(_ *proseReader, n *named) bool {
		return n.rule.isWay() && (joinedWays.MatchString(n.before+n.match) || n.m.part && lastYears.MatchString(n.before))
	},
	func(_ *proseReader, n *named) bool {
		return n.rule.everyone && (someApplicants(n.match) || otherApplicants.MatchString(n.s.text[n.m.to:]))
	},
	func(_ *proseReader, n *named) bool {
		return onTime(n.words) && (n.m.part || containsAny(noneLate.ReplaceAllString(n.s.text, ""), "延期", "逾期", "超期"))
	},
}

// doubts are what makes a number less sure.
var doubts = []func(*proseReader, *named) bool{
	func(_ *proseReader, n *named) bool { return n.rule.zero || n.rule.titled != nil },
	func(_ *proseReader, n *named) bool {
		return n.rule.bare != nil && !strings.Contains(n.words, "公开") && !n.s.speaksOf(n.rule.about)
	},
	func(r *proseReader, n *named) bool {
		return n.rule.answers && n.rule.named && !n.rule.isAbout(n.s, n.words) && !r.toldInLine(n.s) && !r.toldIn(n.s)
	},
	func(r *proseReader, n *named) bool { return r.otherScope(n.clause) },
	func(_ *proseReader, n *named) bool { return onTime(n.words) },
	func(_ *proseReader, n *named) bool { return ofWholeSite(n.rule, n.words) },
	func(_ *proseReader, n *named) bool { return unclearSum(n.upTo) },
}

// certainty weighs what stands around a number: 0 where it is another one than the rule asks
// for. head is what the rule's words, match, leave of the label.
func (r *proseReader) certainty(rule *proseRule, s *Sentence, m *mention, head, match string) float64 {
	n := &named{rule: rule, s: s, m: m, head: head, match: match, before: s.text[:m.at+min(len(head), len(m.label))]}
	n.clause = n.before[strings.LastIndexByte(n.before, ',')+1:]
	n.upTo = s.with(n.before, match)
	n.near = n.upTo[len(n.before)-len(n.clause):]
	n.words = withoutTwin(unnumbered(head) + match)
	if rule.everyone && strings.Contains(n.words, "要求公开") {
		if strings.Contains(s.text[m.to:], "要求公开") {
			return 0 // one of several kinds
		}
		n.words = wanted.ReplaceAllString(n.words, "公开申请")
	}
	for _, refuses := range refusals {
		if refuses(r, n) {
			return 0
		}
	}
	confidence := 1.0
	if rule.noChannel && (channelWords.In(n.words) || throughChannel(s.text, m)) {
		switch {
		case m.part:
			return 0
		case !sumsUp(head, match):
			return min(inOneWay, r.ownBody(head))
		}
		confidence = 0.9
	}
	for _, doubtful := range doubts {
		if confidence == 1 && doubtful(r, n) {
			confidence = 0.9
		}
	}
	return min(confidence, r.ownBody(head))
}

// with is the beginning of a sentence with the words behind it, which mostly follow it there.
func (s *Sentence) with(before, words string) string {
	if strings.HasPrefix(s.text[len(before):], words) {
		return s.text[:len(before)+len(words)]
	}
	return before + words
}

// wanted is what a request asks for, which may be of any business: 要求公开环评审批材料的申请.
var wanted = pattern.MustCompile(`要求公开[^,\d]{2,30}?的?申请`)

// isAbout: the words of a number, those around them, or what the line has told before, speak of
// the rule's business.
func (r *proseReader) isAbout(n *named) bool {
	switch {
	case n.rule.isCourse():
		return r.aboutCourse(n)
	case n.rule.isAbout(n.s, n.words):
		return true
	case n.rule.isWay() && n.rule.about.In(n.before) && !otherBusiness.In(n.before):
		return true // what stands behind a list of ways, as 接待咨询26人次, is not about it
	case n.rule.isWay() && (amongPublished.MatchString(n.before) || nameOfYear(n.s, n.m) != ""):
		return true
	case n.rule.listed && (r.totalTold(n.s, n.m) || titleOfWays.MatchString(n.s.before) && nextWay.MatchString(n.s.text[n.m.to:])):
		return true
	case n.rule.isWay() && !n.rule.listed && !otherBusiness.In(n.s.text) && n.rule.about.In(n.s.shortlyBefore()):
		return true
	case n.rule.answers && n.rule.named && n.s.isPlainAnswer(n.words):
		return true
	case n.rule.answers && nameOfYear(n.s, n.m) != "":
		return true
	case n.rule.isStaff() && staffHeading.MatchString(n.s.heading) && staffAlone.MatchString(n.s.text):
		return true
	case n.rule.isStaff() && (staffTitle.MatchString(n.s.text) || r.staffHere(n)):
		return true
	case n.rule.indicator == "narrative_fees_waived" && n.s.titled(feeTitled):
		return true
	case n.rule.answers && answersTitle.MatchString(n.s.context+n.s.text):
		return true
	case n.rule.answers:
		return r.toldIn(n.s) || r.toldInLine(n.s)
	}
	return n.rule.asks && r.toldIn(n.s) || n.rule.asks && r.sorted(n.s)
}

// sorted: the sentence sorts the requests that the line has told: 按申请方式分:网上8件,信函2件.
func (r *proseReader) sorted(s *Sentence) bool {
	return r.toldInLine(s) && sortedBy.MatchString(s.text)
}

var sortedBy = pattern.MustCompile(`^(?:其中)?[,:]?(?:按照?|从)(?:申请|提交|提出|受理|接收|办理|答复|处理)(?:的)?(?:方式|形式|渠道|途径|结果|情况)(?:来|上|进行)?(?:分|划分|分类|统计|看)?[:,]`)

// publishes: the sentence tells of publications and of no requests.
func (s *Sentence) publishes() bool {
	return !strings.Contains(s.text, "申请") && containsAny(s.text, "主动公开", "公开信息", "公开政府信息", "发布")
}

// asksNear: the sentence, the text shortly before or a heading over a plain clause speaks of requests.
func (s *Sentence) asksNear(head string) bool {
	return requestWords.In(s.text) || requestWords.In(s.shortlyBefore()) || strings.Contains(s.heading, "申请") && neutralSubject.MatchString(unnumbered(head))
}

// ofPart: the number is that of a part of the body or of the information. All offices of a
// government and all below it are its whole.
func (r *proseReader) ofPart(n *named) bool {
	if (allBodies.MatchString(n.head) || countedBodies.MatchString(n.s.text[:n.m.at+min(len(n.head), len(n.m.label))])) && !r.isBureau() {
		return false
	}
	if r.isBureau() && (allOffices.MatchString(n.clause) || governmentDid.MatchString(n.clause) || !r.isSystem() && wholePlace.MatchString(n.clause)) {
		return true
	}
	return hasPart(n.head) || n.m.part && !n.rule.isWay() && namesOffice(n.head) || hasPartOfBody(n.clause)
}

// allBodies are the offices of a government and its counties or towns together.
var allBodies = pattern.MustCompile(`^(?:20\d\d年度?|全年|本年度?|,)*(?:全[省市县区州])?(?:[省市县区州]政府)?各(?:部门|单位|直属?部门)(?:及|和|、|以及)各(?:县|区|市|乡|镇|街道)[^,\d]{0,10}$`)

// countedBodies are they by their numbers: 全县12个乡镇、30个部门.
var countedBodies = pattern.MustCompile(`(?:^|,)全[省市县区州旗](?:共有|共)?[\d一二三四五六七八九十]{1,3}个(?:乡镇|镇街|街镇|镇|乡|街道|苏木镇|苏木乡镇|乡镇街道|乡镇\(街道\))(?:、|和|及|以及)[\d一二三四五六七八九十]{1,3}个(?:\p{Han}直)?(?:部门|单位|部门单位)(?:共|累计|新增)*$`)

// allOffices are those of a government together, of which a bureau is one.
var allOffices = pattern.MustCompile(`(?:全[省市县区州旗]|各级)行政机关|全[省市县区州旗]各级(?:行政机关|政府|部门)`)

// wholePlace: the clause counts for a county or city what a bureau's report has only of itself, if the bureau
// is not at the head of a system of offices in all of it.
var wholePlace = pattern.MustCompile(`全[省市县区州旗](?:共|累计|新)*(?:$|因|发生)`)

// isSystem: the agency has branch offices all over its place, which it counts as its own.
func (r *proseReader) isSystem() bool {
	return slices.ContainsFunc(r.own, func(own string) bool { return systems.In(own) })
}

var systems = pattern.AnyOf("税", "工商", "公安", "市场监督", "技术监督", "国土", "自然资源")

// governmentDid: the clause says what the government above a bureau did.
var governmentDid = pattern.MustCompile(`^(?:20\d\d年度?|全年|本年度?)?\p{Han}{0,3}[省市县区州旗](?:人民)?政府(?:共|新|累计)*$`)

// joinedWays are several ways that have one number together: 通过微信、宣传栏公开120条.
var joinedWays = pattern.MustCompile(wayNames + `[^,、;:()\d]{0,8}(?:、|和|及|以及|与)[^,、;:\d]{0,10}?` + wayNames + `[^,、;:\d]*$`)

const wayNames = `(?:网|平台|微信|微博|公众号|抖音|公报|专栏|媒体|客户端|报纸|日报|电视|广播|公开栏|公告栏|公示栏|宣传栏|微信群|电子屏|显示屏|简报|家长会|村务栏)`

// noneLate says that nothing was late.
var noneLate = pattern.MustCompile(`(?:没有|无|未|未有|未发生)(?:一件)?(?:延期|逾期|超期)`)

// onTime: 按期办结 says how, and most often of all.
func onTime(words string) bool { return containsAny(words, "按时", "按期") }

// ofWholeSite: visits to a whole site are less than those of its column on disclosure what is asked for.
func ofWholeSite(rule *proseRule, words string) bool {
	return rule.indicator == "narrative_site_visits" && !containsAny(words, "专栏", "栏目", "信息公开")
}

// isAbout: the words of a figure, or else those around them, speak of the rule's business.
func (rule *proseRule) isAbout(s *Sentence, words string) bool {
	switch {
	case rule.about == nil || rule.about.In(words), rule.plain != nil && rule.plain.MatchString(words):
		return true
	case rule.bare != nil && strings.Contains(words, "公开"):
		return true
	case rule.bare != nil && !rule.bare.MatchString(words):
		return false
	case rule.near:
		return rule.about.In(s.text) || rule.about.In(s.before) || rule.about.In(s.context) || containsAny(s.heading, "复议", "诉讼", "投诉", "举报", "申诉") || consultHeading.MatchString(s.heading) || rule.asked && consultTitle.MatchString(s.text) || containsAny(s.heading, rule.keywords...) || rule.asked && strings.Contains(s.heading, "公开") && strings.Contains(s.text, "咨询")
	case otherBusiness.In(s.text):
		return false
	}
	return s.speaksOf(rule.about) || rule.bare != nil && s.isPlainRequest(words)
}

// consultHeading is the chapter on who asked about disclosure, as the reports before 2014 have it.
var consultHeading = pattern.MustCompile(`^(?:[一二三四五六七八九]、|\([一二三四五六七八九]\))(?:政府信息公开|信息公开|公众|群众)?(?:咨询|查询)(?:处理|接待)?(?:(?:的)?情况)?$`)

// consultTitle is the same in the line of its text.
var consultTitle = pattern.MustCompile(`^(?:[一二三四五六七八九甲乙丙丁戊]、|\([一二三四五六七八九]\))(?:政府信息公开|信息公开|公众|群众)?(?:咨询|查询)(?:投诉)?(?:情况)?[:,]`)

// throughChannel: the clause before that of the label names the way of publication only:
// 通过政府网站,公开信息88条.
func throughChannel(text string, m *mention) bool {
	before := strings.TrimSuffix(text[:m.at], ",")
	clause := before[strings.LastIndexAny(before, clauseMarks)+1:]
	return len(before) < m.at && containsAny(clause, "通过", "利用", "依托", "编印", "编发", "编辑", "出版") && channelWords.In(clause) && !strings.Contains(clause, "发布")
}

// isListed: a number of a list that an earlier number of the sentence sums up.
func isListed(s *Sentence, m *mention) bool {
	return s.mentions[0].from < m.from || strings.HasSuffix(s.text[:m.at], ":") || strings.Contains(s.context, "其中") ||
		nextWay.MatchString(s.text[m.to:]) || listsWays.In(s.text[:m.from]) || len(s.before) < 60 && listsWays.In(s.before)
}

// listsWays are the words before a list of ways of publication, or in the title over one.
var listsWays = pattern.AnyOf("渠道", "形式", "方式", "途径", "载体")
