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
	onlyRequest = pattern.MustCompile(`^(?:\d{4}年度?|全年|本年度?|年内|今年|当年|期间|报告期内|[我本全][县区市州旗镇乡局委办院厅]|[我本全](?:街道|单位|机关|部门|中心|系统)|共|总共|累计|,)*(?:未|没有|暂未)?(?:收到|受理|接到|新收|接收)(?:到|过|的|了)*(?:各类|书面|有效|群众|公民|社会公众|公众|法人|其他组织|和|或|及|、|任何|的|提出|网上|网络)*(?:\d+(?:件|条|份|宗))?(?:书面|有效|的)*申请(?:书|件|事项)?(?:数量|总数|数|量)?(?:共计|共有|共|为|是|有|:|,)*$|^(?:零申请(?:、零\p{Han}{2,4})*|(?:无|没有)人(?:提出|提交)?申请)$`)
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

// answersTitle is a title of answers to requests: 申请答复:同意公开6件.
var answersTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\))?(?:公开)?申请(?:的)?(?:答复|办理|处理)(?:情况|结果)?:`)

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
	for i := len(r.ways) - 1; i >= 0 && r.ways[i].at == s.place(); i-- { // the sentence's own stand last
		sum, n = sum+r.ways[i].value, n+1
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
