package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// Courses on disclosure and who took part. Every office trains somebody for something: a course
// counts where its name says disclosure, or says nothing and what stands around it does.

func (rule *proseRule) isCourse() bool {
	return strings.HasPrefix(rule.indicator, "narrative_training_")
}

const (
	courses     = `(?:场次|次|期|场)`
	courseHeld  = `(?:班|会|活动|讲座|信息员|联络员|工作人员|人员|干部)*`
	whoTookPart = `(?:共|共计|累计|有|为|达|参训|受训|培训|参加|接受培训|工作人员|人员|人数|信息员|联络员|干部|职工|民警|:)*`
)

var (
	// courseTitle is that of a chapter, or of a part of one, in which nothing but courses on disclosure is told.
	courseTitle = pattern.MustCompile(`^` + lineNumber + `(?:监督保障|(?:会议|宣传|教育|学习|业务|工作|组织|队伍)*(?:和|及|、|与)?培训|(?:组织|工作|机构|队伍|人员|制度)*保障)(?:情况|工作|措施|机制|建设|方面)*$`)
	// plainCourse is a course that needs no word on its subject: alone in a line of a list, or below a title of
	// nothing else: 会议培训:召开会议3次,办培训班1期.
	plainCourse = pattern.MustCompile(`^(?:(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)?(?:(?:会议(?:和|及|、)?|教育|业务)?培训(?:情况)?:(?:召开(?:专题)?会议\d+次,)?)?(?:举?办)?培训(?:班|会)?(?:共|办了)?)$`)
	// unnamedCourse is one whose words say nothing of its subject, held by the body itself.
	unnamedCourse = pattern.MustCompile(`^` + timeAndBody + `(?:[镇乡局县市区校院](?:里|内)|自己|自行|自|先后|分别|还|也|共|组织|举办|开展|召开|举行|开办|办|了|各类|业务|专题|专项|集中|全员|工作|知识)*培训` + courseHeld + sums)
	// workWords are of sentences on how the work of disclosure is led and checked.
	workWords = pattern.AnyOf("考核", "通报", "约谈", "领导小组", "督查", "评估", "测评", "专职", "兼职", "信息员", "联络员", "责任追究")
)

// aboutCourse: a number of courses or of their persons is about disclosure. What was published, told in
// another clause, says nothing of a course.
func (r *proseReader) aboutCourse(n *named) bool {
	s := n.s
	switch {
	case n.rule.about.In(n.words + n.m.tail), tellsOfWork(s.text, n.rule.about), tellsOfWork(s.before, n.rule.about), tellsOfWork(s.context, n.rule.about):
		return true
	case otherCourses.In(s.heading), otherCourses.In(s.title):
		return false
	case strings.Contains(s.heading, "培训"), s.titled(courseTitle):
		return !otherAsking.In(s.text) && !otherCourses.In(s.text)
	case plainCourse.MatchString(s.text[:n.m.from]):
		return n.rule.indicator == "narrative_training_courses" && !otherAsking.In(s.text)
	}
	return unnamedCourse.MatchString(n.clause+n.match) && !otherCourses.In(s.shortlyBefore()+s.text) && (r.staffed == s.line || workWords.In(s.before) && tellsOfWork(s.shortlyBefore(), n.rule.about))
}

// tellsOfWork: a clause of the text speaks of disclosure, and not of what was published.
func tellsOfWork(text string, about *pattern.Words) bool {
	if !about.In(text) {
		return false
	}
	return about.In(publications.ReplaceAllString(text, ""))
}

// publications are clauses that count what was published.
var publications = pattern.MustCompile(`[^,。;]*(?:(?:主动公开|发布|公布|公开(?:了|各类|各项|政府|政务)*信息)[^,。;]{0,24}?|公开(?:了|共)*)\d+(?:余|多)?(?:条|件|份|篇|则|项|个)[^,。;]*`)

// trained reads the persons that a course had which the words right before tell: 举办培训2次,96人次参加.
func (r *proseReader) trained(s *Sentence, m *mention) bool {
	if m.unit != "人次" && m.unit != "人" && m.unit != "名" || !(m.tail == "" || pattern.HasOnePrefix(m.tail, "参加", "参训", "受训", "接受培训")) || ofOtherCourse(s, m) {
		return false
	}
	all := r.said["narrative_training_courses"]
	if len(all) == 0 {
		return false
	}
	if last := &all[len(all)-1]; last.at != s.place() || last.end > m.from || !behindCourses.MatchString(s.text[last.end:m.from]) {
		return false
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_training_persons"})
	read := m.value(s.text, indicator.Unit)
	if !known || !read.State.Known() {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}

// behindCourses is what stands between the number of courses and that of their persons.
var behindCourses = pattern.MustCompile(`^` + courses + `(?:[^,、\d]{0,12}培训(?:班|会)?)?[、,]?` + whoTookPart + `(?:\d{1,4}个(?:[^,、\d]{1,8}?)的?` + whoTookPart + `)?$`)

// neutralCourse is what a course is called whose subject the words around it name.
var (
	courseOf      = pattern.MustCompile(`(?:举办|组织|开展|召开|开办|承办)(?:了|过)?([^,\d]*?)培训`)
	neutralCourse = pattern.MustCompile(`^(?:全[县市区镇乡局系统院]*|[我本](?:局|办|委|镇|乡|街道|中心|县|市|区|单位|机关|部门)|各类|各种|各|有关|相关|专题|专项|集中|社区|镇村|村居|科室|股室|业务|工作|知识|贯彻|落实|宣传|新|修订|政策|法规|条例|理论|学习|人员|干部|职工|信息|信息员|联络员|管理员?|专职|兼职|专兼职|单位|部门|乡镇|街道|系统|网站|参加|进行|多次|共|的|了|及|和|、|"|《[^》]*》|次|场|期|开展|组织)*$`)
)

// otherCourse: the clause of a course, or of its persons, names another subject than disclosure, of
// which the sentence does not speak before or speaks no longer (另外). context is what a semicolon parts from it.
func otherCourse(clause, before, context string) bool {
	if containsAny(clause, "公开", "政务") {
		return false
	}
	held := strings.TrimRight(before, ",")
	if before == "" {
		held = strings.TrimRight(context, ";")
	}
	if held = held[strings.LastIndexAny(held, ",;。")+1:]; unnamedPersons.MatchString(clause) && strings.Contains(held, "培训") {
		if containsAny(held, "公开", "政务") {
			return false
		}
		clause = held + "," + clause
	}
	if otherCourses.In(clause) {
		return true
	}
	if tellsOfWork(before, openly) && !containsAny(before, "另外", "此外", "还") {
		return false
	}
	all := courseOf.FindAllStringSubmatch(clause, -1)
	return len(all) > 0 && !neutralCourse.MatchString(all[0][1])
}

var (
	openly = pattern.AnyOf("公开")
	// unnamedPersons are those of a course that the clause before has named.
	unnamedPersons = pattern.MustCompile(`^` + whoTookPart + `$`)
)

// planned are words of courses that are still to be held.
var planned = pattern.AnyOf("明年", "来年", "下一年", "拟举办", "拟组织", "拟开展", "拟培训", "计划举办", "计划组织", "计划开展", "计划培训", "将举办", "将组织", "将开展", "应举办")

// heldByOther: the last clause that tells who held a course names another office: 县政府办组织培训1次,参训150人次.
func (r *proseReader) heldByOther(before string) bool {
	by := heldBy.FindStringSubmatch(before)
	return by != nil && r.ownBody(by[1]) == 0
}

var heldBy = pattern.MustCompile(`^(?:.*[,;])?([^,;]*?)(?:举办|组织|开展|召开|开办|承办)[^,;]*培训[^,;]*,[^,;]*$`)

// ofOtherCourse: the words between the number before and this one name a course of another
// subject than disclosure, be it in a sentence that speaks of both: 政务公开培训2期,农技培训120人次.
func ofOtherCourse(s *Sentence, m *mention) bool {
	head := s.text[min(s.numberBefore(m), m.from):m.from]
	own, last := head+m.tail, behindLast(head)
	return otherCourses.In(own) && !containsAny(own, "公开", "政务") || otherCourses.In(last) && !containsAny(last, "公开", "政务")
}

// behindLast is what stands behind the last mark between clauses.
func behindLast(text string) string {
	if i := strings.LastIndexAny(text, ",;、"); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return text[i+size:]
	}
	return text
}

// otherCourses are subjects of courses, and those who hold or take them, that have nothing to do with disclosure.
var otherCourses = pattern.AnyOf("农技", "农民", "食品", "药品", "餐饮", "网格", "驾驶", "特种", "法治", "法制", "农业技术", "农村实用", "农户", "农机", "农药", "农牧民", "种植", "养殖", "技能", "技术", "就业", "创业", "职业", "岗位", "消防", "防火", "安全生产", "安全培训", "安全知识", "驾驶", "电商",
	"党员", "党务", "党建", "入党", "廉政", "团干", "教师", "师资", "医疗", "医护", "护理", "急救", "救护", "健康知识", "义诊", "普法", "执法", "禁毒", "防灾", "防汛", "护林", "应急", "扶贫", "会计", "民兵", "税收", "招商", "疫情", "防疫", "信访",
	"妇女", "残疾人", "公益", "文化馆", "图书馆", "文化站", "农技站", "厨师", "家政", "劳动", "心理", "舞蹈", "书法", "科普", "企业家")
