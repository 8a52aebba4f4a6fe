package prose

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// topicArticles are the items of article 20 of the Regulation, by words for what falls under
// them. The first that fits counts.
var topicArticles = []struct {
	article string
	words   *pattern.Regexp
}{
	{"20(1)", pattern.MustCompile(`规范性文件|政策法规|政策文件|法规|规章|政策解读|解读材料|文件`)},
	{"20(2)", pattern.MustCompile(`机构职能|机构设置|机关职能|概况|领导(?:信息|分工|介绍|简介|成员|班子)|部门介绍|机构概况|主要职能|内设机构|联系方式`)},
	{"20(3)", pattern.MustCompile(`规划|发展计划|计划`)},
	{"20(4)", pattern.MustCompile(`统计`)},
	{"20(6)", pattern.MustCompile(`行政处罚|行政强制|双随机|执法|处罚`)},
	{"20(5)", pattern.MustCompile(`行政许可|许可|审批|办事|服务事项|权力责任清单|权责清单|权力清单|责任清单`)},
	{"20(7)", pattern.MustCompile(`财政|预决算|预算|决算|三公|资金`)},
	{"20(8)", pattern.MustCompile(`收费`)},
	{"20(9)", pattern.MustCompile(`采购|招投标|招标`)},
	{"20(10)", pattern.MustCompile(`重大建设项目|重大项目|建设项目`)},
	{"20(12)", pattern.MustCompile(`应急|突发|预警`)},
	{"20(13)", pattern.MustCompile(`环境保护|环保|生态|公共卫生|安全生产|食品药品|产品质量|监督检查`)},
	{"20(11)", pattern.MustCompile(`扶贫|教育|医疗|社会保障|社保|就业|养老|救助|民生`)},
	{"20(14)", pattern.MustCompile(`公务员|招考|招录|人事`)},
}

var topicLead = pattern.MustCompile(`(?:公开(?:了)?涉及|类别:|(?:公开的?(?:主要)?(?:内容|信息|类别)|内容|类别|信息)(?:主要)?(?:涉及|包括|涵盖|有|为|含)(?:了)?:?)([^。;]{8,400}?)(?:等(?:各项|各类|方面|多个|\d+|[一二三四五六七八九十]+)?(?:个|项|类|大类|方面)?(?:的)?(?:政府)?(?:内容|信息|方面|类别|领域)?)?(?:[。;]|$)`)

// topicVerbs are of topicLead: every line that it matches has one.
var topicVerbs = pattern.AnyOf("涉及", "包括", "涵盖", "主要有", "主要为", "主要含", "内容有", "内容为", "内容含", "类别有", "类别为", "类别含", "信息有", "信息为", "信息含", "类别:")

// topicsOf lists the kinds of information that the report says it publishes.
func topicsOf(lines []tree.Line) []disclosure.Topic {
	topics := []disclosure.Topic{}
	seen := map[string]bool{}
	for _, l := range lines {
		if !strings.Contains(l.Fold.Text, "公开") {
			continue
		}
		if names := countedTopics(l.Fold.Text); len(names) >= leastCountedTopics && len(topics) == 0 {
			for _, name := range names {
				topics = append(topics, disclosure.Topic{Name: name, Article: articleOf(name)})
			}
			break
		}
		if strings.Count(l.Fold.Text, "、") < 2 || !topicVerbs.In(l.Fold.Text) {
			continue
		}
		m := topicLead.FindStringSubmatch(l.Fold.Text)
		if m == nil || strings.Count(m[1], "、") < 2 {
			continue
		}
		for _, item := range splitList(strings.ReplaceAll(m[1], "双随机、一公开", "双随机一公开")) {
			name := topicName(item)
			n := utf8.RuneCountInString(name)
			if n < 2 || n > 16 || seen[name] {
				continue
			}
			seen[name] = true
			topics = append(topics, disclosure.Topic{Name: name, Article: articleOf(item)})
		}
		break
	}
	return topics
}

// countedTopic is a kind of information with its number: 机构职能类5条.
var countedTopic = pattern.MustCompile(`(?:^|[、,;:和])(?:其中)?[,:]?([\p{Han}()、"]{2,14}?)(?:类)?(?:的)?(?:政府)?(?:信息)?(\d+)条`)

// leastCountedTopics: of fewer numbers a sentence says more than kinds.
const leastCountedTopics = 3

// countedTopics lists the kinds of information whose numbers a sentence lists behind 其中.
func countedTopics(text string) []string {
	var names []string
	_, list, ok := strings.Cut(text, "其中")
	if !ok || !strings.Contains(text, "类") && !strings.Contains(list, ":") {
		return nil
	}
	if end := strings.IndexAny(list, "。;"); end >= 0 {
		list = list[:end]
	}
	for _, m := range countedTopic.FindAllStringSubmatch(list, mostMarks) {
		if channelWords.In(m[1]) || containsAny(m[1], "公开", "申请", "发布") {
			return nil
		}
		if name := strings.TrimRight(topicName(m[1]), "类"); utf8.RuneCountInString(name) >= 2 {
			names = append(names, name)
		}
	}
	return names
}

// splitList splits at 、 and , outside brackets.
func splitList(s string) []string {
	var items []string
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '(', '《':
			depth++
		case ')', '》':
			depth--
		case '、', ',':
			if depth <= 0 {
				items, start = append(items, s[start:i]), i+utf8.RuneLen(r)
			}
		}
	}
	return append(items, splitPair(s[start:])...)
}

// splitPair parts the last two of a list where 和 joins two kinds of information, and none of
// them is a part of the other's name.
func splitPair(item string) []string {
	for _, joint := range [...]string{"以及", "和", "及"} {
		if a, b, ok := strings.Cut(item, joint); ok {
			if x, y := articleOf(a), articleOf(b); x != "" && y != "" && x != y {
				return []string{a, b}
			}
		}
	}
	return []string{item}
}

var bracketed = pattern.MustCompile(`\([^)]*\)?`)

// countedItem is what follows a kind of information where its number is printed with it.
var countedItem = pattern.MustCompile(`(?:类|类的|方面)?(?:的)?(?:政府)?(?:信息)?\d+(?:条|件|项|篇|份|个)?$`)

func topicName(item string) string {
	item = countedItem.ReplaceAllString(bracketed.ReplaceAllString(item, ""), "")
	return strings.Trim(item, "以及和等\"() ")
}

func articleOf(item string) string {
	for _, a := range topicArticles {
		if a.words.MatchString(item) {
			return a.article
		}
	}
	return ""
}

// mechanism is told by an object within reach of a verb that says that it is in place, in
// either order, or by a word that says so alone.
type mechanism struct {
	kind    string
	alone   *pattern.Words
	verbs   *pattern.Words
	objects *pattern.Words
	reach   int            // code points between verb and object
	after   *pattern.Words // verbs that may follow their object
}

// measureWords are the mechanisms that a report can claim.
var measureWords = []mechanism{
	{kind: "leadership", alone: pattern.AnyOf("亲自抓", "负总责", "具体抓", "议事日程", "第一责任人"), verbs: pattern.AnyOf("加强", "强化", "健全", "完善", "成立", "明确", "落实", "调整"), objects: pattern.AnyOf("组织领导", "领导小组", "领导机制", "第一责任人", "分管领导", "领导负责"), reach: 20, after: pattern.AnyOf("成立", "健全", "加强")},
	{kind: "rules", verbs: pattern.AnyOf("完善", "健全", "建立", "修订", "制定", "出台", "印发"), objects: pattern.AnyOf("制度", "办法", "规定", "机制", "规范"), reach: 24},
	{kind: "review_before_publication", alone: pattern.AnyOf("先审后发", "先审查后公开", "三审三校", "审核制度", "审查制度", "发布审核", "公开审核", "保密审查", "信息审核", "审核把关", "审核后公开", "审核发布")},
	{kind: "training", verbs: pattern.AnyOf("参加", "参与", "组织", "开展", "举办", "加强", "召开"), objects: pattern.AnyOf("培训"), reach: 24, after: pattern.AnyOf("人次", "次", "期")},
	{kind: "platform", verbs: pattern.AnyOf("优化", "完善", "加强", "改版", "升级", "推进", "规范", "维护"), objects: pattern.AnyOf("平台", "网站", "专栏", "栏目", "新媒体", "公众号"), reach: 20, after: pattern.AnyOf("优化", "升级", "改版", "改造")},
	{kind: "assessment", alone: pattern.AnyOf("考核", "社会评议", "第三方评估", "绩效评价", "测评", "评议")},
	{kind: "accountability", alone: pattern.AnyOf("责任追究", "问责", "追责", "追究责任")},
}

// measuresOf lists the mechanisms that the report claims, each with the first sentence that
// claims it. What stands among problems and plans is no claim.
func measuresOf(f *tree.Flow, sentences []Sentence) []disclosure.Measure {
	claims := make([]*Sentence, len(measureWords))
	left := len(claims)
	for i := 0; i < len(sentences) && left > 0; i++ {
		s := &sentences[i]
		if s.kind == "problems" || len(s.text) <= 24 {
			continue
		}
		own := true // told once it is asked
		for named := mechanismWords.In(s.text); named != 0 && own; named &= named - 1 {
			k := bits.TrailingZeros64(named)
			if claims[k] != nil || !measureWords[k].claimed(s.text) {
				continue
			}
			if own = !IsHeading(*s.line) && !isPlan(s.text); own {
				claims[k] = s
				left--
			}
		}
	}
	measures := []disclosure.Measure{}
	for k, s := range claims {
		if s != nil {
			measures = append(measures, disclosure.Measure{Kind: measureWords[k].kind, Raw: tree.OneLine(f.Raw(s.span(0, len(s.text))))})
		}
	}
	return measures
}

// mechanismWords are words of which every claim of a mechanism has one, of each.
var mechanismWords = func() *pattern.Lists {
	var lists [][]string
	for _, m := range measureWords {
		lists = append(lists, slices.Concat(m.alone.All(), m.objects.All()))
	}
	return pattern.ListsOf(lists)
}()

func (m *mechanism) claimed(text string) bool {
	return m.alone.In(text) || hasWithin(text, m.verbs, m.objects, m.reach) || hasWithin(text, m.objects, m.after, 12)
}

// hasWithin: one of the second words stands behind one of the first, with at most reach code
// points between them.
func hasWithin(text string, first, second *pattern.Words, reach int) bool {
	if !second.In(text) {
		return false
	}
	for end := range first.Ends(text) {
		if second.In(text[end:min(len(text), end+3*reach+6)]) {
			return true
		}
	}
	return false
}

// isPlan: the sentence says what will be done.
func isPlan(text string) bool { return planWords.In(text) }

var planWords = pattern.AnyOf("下一步", "下一年", "今后", "打算", "有待", "还需", "不够", "不健全", "不完善")
