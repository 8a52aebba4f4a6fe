package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// What tells whether a number is about the whole: of the body, of the year, of the ways of
// publication.

// way is what was published in one way, or in some of them.
type way struct {
	words     string // that name it
	publishes bool   // they speak of disclosure
	value     disclosure.Number
	other     bool               // than those that are figures, in whatever unit
	at        int                // the sentence, by its place
	figure    *disclosure.Figure // as all that was published, nil where another figure was read
}

// inOneWay is the confidence of a number of publications that may be all there were.
const inOneWay = 0.01

// isWay: the rule is for a way of publication, which may be an office's own: 局网站.
func (rule *proseRule) isWay() bool {
	return strings.HasPrefix(rule.indicator, "narrative_published_channel_")
}

// way keeps a number of publications by the way in which they came.
func (r *proseReader) way(rule *proseRule, s *Sentence, m *mention, words string) {
	if !rule.isWay() && !rule.noChannel {
		return
	}
	if rule.noChannel && !channelWords.In(words) && !throughChannel(s.text, m) {
		return
	}
	read := m.value(s.text, "条")
	w := way{words: s.text[:m.at] + words, publishes: !rule.listed && strings.Contains(words, "公开"), value: read.Value, at: s.place()}
	if total, ok := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: "narrative_published_total"}); ok && w.publishes && !rule.noChannel {
		f := r.figure(s, tree.Run{Start: m.at, End: m.to}, tree.Run{Start: m.from, End: m.number}, read, total, 0.9)
		w.figure = &f
	}
	r.ways = append(r.ways, w)
}

// otherWay keeps a number that is no figure but names a way of publication: 政务新媒体发布30条.
// Whatever it counts, 期 or 版, more was published than in one way.
func (r *proseReader) otherWay(s *Sentence, m *mention, label string) {
	if m.part || notOfWays.In(label) {
		return
	}
	words := label + m.tail
	switch m.unit {
	case "期", "版", "块", "幅", "辑", "张", "处":
		if !wayWords.In(words) && !otherMedia.In(words) {
			return
		}
	case "条", "条次", "件", "篇", "则", "份", "次", "场", "个", "部", "":
		if !otherMedia.In(words) && !(wayWords.In(words) && (publishing.In(words) || len(words) <= longestWay && m.unit == "条")) {
			return
		}
	default:
		return
	}
	if read := m.value(s.text, "条"); read.State.Known() && read.Value > 0 {
		r.ways = append(r.ways, way{words: label, value: read.Value, other: true, at: s.place()})
	}
}

// longestWay bounds the bare name of a way: 今日头条20条.
const longestWay = len("在今日头条平台上")

// onlyWay: where a report says how much it published in one way, and of no other and no
// total, that is all it published. A way that is said to be many (网站、微信等渠道) has the
// others in it.
func (r *proseReader) onlyWay() {
	if len(r.said["narrative_published_total"]) > 0 || len(r.ways) == 0 {
		return
	}
	all := r.ways[0]
	for _, w := range r.ways[1:] {
		if manyWays.In(w.words) {
			all = w
			break
		}
	}
	for _, w := range r.ways {
		if w.other && !manyWays.In(all.words) || w.value < r.untold {
			return // more was published, by whomever
		}
		if w.value != all.value && !(manyWays.In(all.words) && w.value <= all.value && covers(all.words, w.words)) {
			return
		}
	}
	if all.figure != nil && containsAny(all.words, "网", "平台", "专栏", "栏目") {
		r.said["narrative_published_total"] = append(r.said["narrative_published_total"], statement{Figure: *all.figure, about: 3})
	}
}

// keepUntold keeps the largest number of publications of the year that is no figure, as one of a part of the body.
func (r *proseReader) keepUntold(s *Sentence, m *mention, head, match string) {
	before := s.text[:m.at+min(len(head), len(m.label))]
	if m.unit != "条" || r.otherYear(s.with(before, match)) || isCumulative(before, match) || notPublished(head) || lastYearWords.In(before) {
		return
	}
	if read := m.value(s.text, "条"); read.State.Known() {
		r.untold = max(r.untold, read.Value)
	}
}

// publishing is what is done on a way of publication.
var publishing = pattern.AnyOf("公开", "发布", "公示", "制作", "编印", "编发", "印发").Plus(otherMedia.All()...)

var (
	// otherMedia are what is done in print, on a wall, on the air or on a telephone.
	otherMedia = pattern.AnyOf("推送", "刊登", "刊发", "刊载", "登载", "张贴", "播放", "播出", "播发")
	// wayWords are ways of publication, those too that no figure is about.
	wayWords = channelWords.Plus("简报", "宣传册", "宣传单", "明白纸", "横幅", "展板", "板报", "墙报", "短信", "LED", "小程序", "抖音", "头条", "快手", "视频号", "广播", "新闻发布会", "宣传资料", "手册", "公示板", "公开板", "揭示板", "公告牌")
	// notOfWays is what a web site or a column counts beside what was published there.
	notOfWays = pattern.AnyOf("申请", "受理", "咨询", "办理", "答复", "回复", "留言", "来信", "访问", "点击", "浏览", "关注", "投诉", "信访", "培训", "会议")
)

// covers: the ways of the first words are named among the second.
func covers(many, one string) bool {
	for _, w := range channelWords.All() {
		if strings.Contains(one, w) && !strings.Contains(many, w) {
			return false
		}
	}
	return true
}

// sumsUp: the words say that the number is all there was.
func sumsUp(head, match string) bool {
	return strings.HasSuffix(head, "共") || containsAny(match, "共", "总", "合计")
}

// withoutTwin leaves out what was done with requests as they came: 收到并办结.
func withoutTwin(words string) string {
	i := strings.Index(words, "并")
	if i < 0 {
		return words
	}
	for _, verb := range [...]string{"办结", "答复", "办理", "回复"} {
		if k := strings.Index(words[i:], verb); k >= 0 && k <= len("并依法按时") {
			return words[:i] + words[i+k+len(verb):]
		}
	}
	return words
}

// wayLeads come before a way: 通过政府网站.
var wayLeads = pattern.AnyOf("通过", "利用", "依托", "登录", "在")

// manyWays ends a list of ways of publication.
var manyWays = pattern.AnyOf("等主动公开", "等公开", "等发布", "等渠道", "等方式", "等形式", "等平台", "等途径", "等载体", "等媒介", "等媒体", "等多种", "等各种", "各种渠道", "多种渠道", "各类渠道", "多渠道", "各种形式", "多种形式", "多种方式", "不同渠道", "各渠道")

var (
	// averages make a number one of many.
	averages = pattern.AnyOf("平均", "人均", "日均", "月均", "每天", "每日", "每周", "每月", "每季", "每个", "每年", "当月", "一个月", "单月", "不少于", "不低于")
	// manyYears are spans of several years.
	manyYears = pattern.AnyOf("近三年", "近两年", "近五年", "近几年", "近年", "三年来", "五年来", "几年来", "五\"期间", "五\"时期", "五期间", "五时期", "至今", "开通后", "建成后", "上线后", "库存", "存量")
	// requestWords are in what speaks of requests.
	requestWords = pattern.AnyOf("申请", "公开")
)

// lastPlaceOf is where the last of the words stands, -1 where there is none.
func lastPlaceOf(text string, words *pattern.Words) int {
	last := -1
	for _, w := range words.All() {
		last = max(last, strings.LastIndex(text, w))
	}
	return last
}

// roughly keeps an inexact number of publications or requests: a smaller exact one is about a
// part of them, whatever its words say.
func (r *proseReader) roughly(s *Sentence, m *mention, label string) {
	exact := *m
	exact.exact = true
	read := exact.value(s.text, "条")
	if !read.State.Known() || exact.isChange() {
		return
	}
	rulesByUnit[m.unit].naming(label, m.tail, func(rule *proseRule, head, match string) bool {
		if certain := r.certainty(rule, s, &exact, head, match); certain > 0 && rule.noChannel || certain == 1 && rule.everyone {
			r.rough[rule.indicator] = max(r.rough[rule.indicator], read.Value)
		}
		return true
	})
}

// dropParts forgets what is less than an inexact number of the same.
func (r *proseReader) dropParts() {
	for indicator, rough := range r.rough {
		r.said[indicator] = slices.DeleteFunc(r.said[indicator], func(f statement) bool { return *f.Value < rough })
	}
}

// shortlyBefore is the text of the line right before a sentence, some sentences long.
func (s *Sentence) shortlyBefore() string { return s.line.Fold.Text[max(0, s.from-300):s.from] }
