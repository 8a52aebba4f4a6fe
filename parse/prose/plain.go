package prose

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// What a report on disclosure may leave unsaid because all of it is about disclosure.

var (
	// onlyRequest is a clause of nothing but requests, of the body and the year: 全年收到申请3件.
	onlyRequest = pattern.MustCompile(`^(?:\d{4}年度?|全年|本年度?|年内|今年|当年|期间|报告期内|[我本全][县区市州旗镇乡局委办院厅]|[我本全](?:街道|单位|机关|部门|中心|系统)|共|总共|累计|,)*(?:未|没有|暂未)?(?:收到|受理|接到|新收|接收)(?:到|过|的|了)*(?:各类|书面|有效|群众|公民|社会公众|公众|法人|其他组织|和|或|及|、|任何|的|提出|网上|网络)*(?:\d+(?:件|条|份|宗))?(?:书面|有效|的)*申请(?:书|件|事项)?(?:数量|总数|数|量)?(?:共计|共有|共|为|是|有|:|,)*$|^(?:零申请(?:、零\p{Han}{2,4})*|(?:无|没有)人申请)$`)
	// otherAsking is what people apply for beside information.
	otherAsking = otherBusiness.Plus("补助", "奖励", "资助", "贷款", "入学", "户口", "工伤", "社保", "养老", "医保", "资质", "专利", "商标", "法律援助", "公证", "调解", "立项", "项目", "职称", "退税", "减免税", "执行", "检测", "鉴定", "评审", "报名", "窗口", "办件")
)

// isPlainRequest: the words name requests and nothing around them another kind of them.
func (s *Sentence) isPlainRequest(words string) bool {
	return onlyRequest.MatchString(words) && !otherAsking.In(s.text) && !otherAsking.In(bracketed.ReplaceAllString(s.before, "")) && !otherAsking.In(s.heading) && (s.heading == "" || plainHeading.In(s.heading))
}

// plainHeading are words of chapters in which nothing but disclosure is told.
var plainHeading = pattern.AnyOf("公开", "申请", "概述", "概况", "总体", "基本情况", "开展情况", "工作情况")

// underTitle: a number stands right below or behind a title with one of the words.
func (s *Sentence) underTitle(m *mention, words []string) bool {
	if title, ok := strings.CutSuffix(s.text[:m.at], ":"); ok {
		return len(title) < 60 && containsAny(title, words...)
	}
	return len(s.before) < 60 && containsAny(s.before, words...) || s.opens && containsAny(s.heading, words...)
}

// unsaidCause: reviews or suits were counted, and nothing near says that they are about
// disclosure: 新增行政复议案件5件.
func unsaidCause(s *Sentence, m *mention) bool {
	if number := s.text[m.from:m.number]; number == "0" || number == "零" || !containsAny(m.label, "案件", "新增") {
		return false
	}
	if containsAny(s.text, "公开", "申请") || containsAny(s.shortlyBefore(), "公开", "申请") || strings.Contains(s.heading, "公开") {
		return false
	}
	return !remedyWords.In(s.heading)
}

// Staff may be said to be all of one kind behind their number, or to do the work beside
// another: 工作人员3人,均为兼职.
var allOneKind = pattern.MustCompile(`^[,(](?:均|都|全部)(?:为|是|系)?(兼职|专职)`)

func (r *proseReader) staff(s *Sentence, m *mention) bool {
	if m.unit != "人" && m.unit != "名" && m.unit != "位" || !strings.Contains(m.label, "人员") || !aboutDisclose.In(s.text) {
		return false
	}
	kind := allOneKind.FindStringSubmatch(s.text[m.to:])
	if kind == nil {
		return false
	}
	key := "narrative_staff_part_time"
	if kind[1] == "专职" {
		key = "narrative_staff_full_time"
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
	read := m.value(s.text, indicator.Unit)
	if !known || !read.State.Known() {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to + len(kind[0])}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}

func (rule *proseRule) isStaff() bool { return strings.HasPrefix(rule.indicator, "narrative_staff_") }

var (
	// staffTitle is a title of nothing but staff, in the line of its text: 人员配置:兼职3人.
	staffTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\))?(?:公开)?(?:工作)?人员(?:配置|配备|情况)?:[^。;]{0,12}(?:专职|兼职)`)
	// staffHeading is the same of a chapter.
	staffHeading = pattern.MustCompile(`^[一二三四五六七八九十]、(?:经费|机构|队伍)?(?:和|及|、)?人员(?:(?:和|及|、)?经费)?(?:情况|配备)?$`)
	// staffAlone is a sentence of nothing but staff of no other duty: 配备2名专职、6名兼职.
	staffAlone = pattern.MustCompile(`^(?:配备|配有)(?:了)?\d+(?:名|人)专职(?:工作)?(?:人员)?(?:(?:、|,|和)\d+(?:名|人)兼职(?:工作)?(?:人员)?)?$`)
	// answersTitle is one of answers to requests: 申请答复:同意公开6件.
	answersTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\))?(?:公开)?申请(?:的)?(?:答复|办理|处理)(?:情况|结果)?:`)
)

// beganIn is the year in which something began for which there is staff now.
var beganIn = pattern.MustCompile(`自20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来|开始|开展)[^年]*$`)

// staffDuty is what staff is said to do behind its number.
var staffDuty = pattern.MustCompile(`^[^,。;\d]{0,12},?(?:专门|具体|专职|主要)?(?:负责|从事|承担|用于)([^,。;]*)`)

// worksElsewhere: the staff has another duty than disclosure: 2名专职人员负责信访接待.
func worksElsewhere(rest string) bool {
	duty := staffDuty.FindStringSubmatch(rest)
	return duty != nil && !containsAny(duty[1], "公开", "信息", "此项", "该项", "这项", "本项", "日常", "具体工作", "网站")
}

// trained reads the persons that a course had which the words right before tell: 举办培训2次,96人次参加.
func (r *proseReader) trained(s *Sentence, m *mention) bool {
	if m.unit != "人次" && m.unit != "人" && m.unit != "名" || !coursesBefore.MatchString(s.text[:m.from]) || !(m.tail == "" || pattern.HasOnePrefix(m.tail, "参加", "参训", "受训", "接受培训")) {
		return false
	}
	courses := r.said["narrative_training_courses"]
	if len(courses) == 0 || courses[len(courses)-1].at != s.place() || courses[len(courses)-1].end != s.numberBefore(m) || ofOtherCourse(s, m) {
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

// numberBefore is where the number right before another one ends, 0 where there is none.
func (s *Sentence) numberBefore(m *mention) (end int) {
	for i := range s.mentions {
		if s.mentions[i].from >= m.from {
			break
		}
		end = s.mentions[i].number
	}
	return end
}

// coursesBefore is what stands between courses and their persons, and the courses.
var coursesBefore = pattern.MustCompile(`(?:培训(?:班|会|活动|讲座|信息员|人员|干部)*(?:办了|举办了)?(?:共)?(?:\d+|[一二两三四五六七八九十]{1,2})(?:次|期|场次|场)|(?:举办|组织|开展)(?:了)?(?:\d+|[一二两三四五六七八九十]{1,2})(?:次|期|场次|场)[^,、\d]{0,12}培训(?:班|会)?)[、,]?(?:共|共计|累计|有|为|达|参训|受训|培训|参加|接受培训|工作人员|人员|人数|信息员|干部|职工|民警|:)*$`)

// plainCourse is a course that needs no word on its subject: alone in a line of a list, or below a title of
// nothing else: 会议培训:召开会议3次,办培训班1期.
var (
	plainCourse = pattern.MustCompile(`^(?:(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)?(?:(?:会议(?:和|及|、)?|教育|业务)?培训(?:情况)?:(?:召开(?:专题)?会议\d+次,)?)?(?:举?办)?培训(?:班|会)?(?:共|办了)?|.*[,;]?(?:举办|组织|开展)培训)$`)
	ledCourse   = pattern.MustCompile(`(?:举办|组织|开展)培训$`)
)

// tellsCourse: the sentence counts courses plainly. One that was held needs the title of the chapter of the form.
func (s *Sentence) tellsCourse(m *mention) bool {
	text := s.text[:m.from]
	return plainCourse.MatchString(text) && !otherAsking.In(s.text) && (!ledCourse.MatchString(text) || strings.Contains(s.shortlyBefore()+text, "监督保障"))
}

// sumOfWays reads the number that sums up the ways of publication told in the sentence:
// 网站公开135条,微信公开52条,共187条.
func (r *proseReader) sumOfWays(s *Sentence, m *mention, label string) bool {
	if label != "共" && label != "共计" && label != "合计" && label != "总计" {
		return false
	}
	if r.sumOfKinds(s, m) {
		return true
	}
	sum, n := disclosure.Number(0), 0
	for _, w := range r.ways {
		if w.at == s.place() {
			sum, n = sum+w.value, n+1
		}
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_published_total"})
	read := m.value(s.text, "条")
	if !known || n < 2 || !read.State.Known() || read.Value != sum {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}

// kindsBegin leads to a list of what was published, by its kinds: 主动公开信息情况如下:公开机构职能信息6条.
var kindsBegin = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]\))?` + timeAndBody + `[^,;:]{0,24}主动公开(?:政府|政务)?(?:信息)?(?:的)?(?:情况|内容|类别)?(?:如下|包括|为|有)*[:,]`)

// sumOfKinds reads the number that sums up the kinds of a list that begins so, and no others.
func (r *proseReader) sumOfKinds(s *Sentence, m *mention) bool {
	before := s.text[:m.at]
	if m.unit != "条" || !kindsBegin.MatchString(before) || strings.Contains(before, "申请") || channelWords.In(before) || r.otherYear(before) || ofPartOfYear(before, r.year) || isCumulative(before, "") {
		return false
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_published_total"})
	read := m.value(s.text, "条")
	sum, n := disclosure.Number(0), 0
	for i := range s.mentions {
		part := &s.mentions[i]
		if part.from >= m.from {
			break
		}
		value := part.value(s.text, "条")
		if part.unit != m.unit || !value.State.Known() {
			return false
		}
		sum, n = sum+value.Value, n+1
	}
	if !known || n < 2 || !read.State.Known() || read.Value < sum {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}

// listNumber is the number of a line of a list: 三、, (二), 4..
var listNumber = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十\d]{1,2}\)、?|\d{1,2}[.、])`)

// unnumbered is a text without the number of its line.
func unnumbered(text string) string {
	if mayBeHeading(text) || strings.HasPrefix(text, "(") {
		return text[len(listNumber.FindString(text)):]
	}
	return text
}

// negated: 没有接到一起 counts nothing.
var negated = pattern.MustCompile(`(?:未|没有|无)(?:收到|接到|受理|发生|出现|产生|接收到|有|被提起)?(?:过|到)?$`)

func isNegated(s *Sentence, m *mention) bool {
	one := s.text[m.from:m.number]
	return (one == "一" || one == "1") && negated.MatchString(m.label)
}
