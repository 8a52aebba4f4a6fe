package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// labelsOf returns the words that name each number of a sentence: its own label, or, where
// one list of names is followed by one list of numbers (行政复议、行政诉讼分别为3件和5件),
// the name in the same place.
func labelsOf(s *Sentence) []string {
	labels := make([]string, len(s.mentions))
	for i := range s.mentions {
		labels[i] = s.mentions[i].label
	}
	for i := range s.mentions {
		if name := nameBeforeChange(s, &s.mentions[i]); name != "" {
			labels[i] = name
			continue
		}
		if pattern.HasOnePrefix(labels[i], "刊登", "登载", "刊发") && gazetteIssues.MatchString(s.text[:s.mentions[i].at]) {
			labels[i] = "政府公报" + labels[i]
			continue
		}
		if way := mediumBefore(s, &s.mentions[i]); way != "" {
			labels[i] = way + labels[i]
			continue
		}
		if name := nameOfYear(s, &s.mentions[i]); name != "" {
			labels[i] = name
			continue
		}
		if name := nameBehindTitle(s, &s.mentions[i]); name != "" {
			labels[i] = name
			continue
		}
		if strings.Contains(labels[i], ")") {
			labels[i] = including.ReplaceAllString(labels[i], "$1")
		}
		if way := wayInTitle(s, &s.mentions[i]); way != "" {
			labels[i] = way + labels[i]
			continue
		}
		if pattern.HasOnePrefix(labels[i], "发布", "公开", "推送") {
			if way := openedWay.FindStringSubmatch(s.text[:s.mentions[i].at]); way != nil {
				labels[i] = way[1] + labels[i]
				continue
			}
		}
		head, _, found := strings.Cut(labels[i], "分别")
		if !found {
			continue
		}
		if rest := strings.TrimLeft(labels[i][len(head)+len("分别"):], "为是有:"); head == "" && rest != "" {
			labels[i] = rest // each number has its name before it: 分别为网络申请1件、信函申请1件
			continue
		}
		names := namesIn(head)
		count := 1
		for i+count < len(s.mentions) && onlyJoin(s.text[s.mentions[i+count-1].to:s.mentions[i+count].from]) {
			count++
		}
		if len(names) != count {
			for k := i; k < i+count; k++ {
				labels[k] = "" // which number is whose cannot be told
			}
			continue
		}
		copy(labels[i:], names)
	}
	return labels
}

// beforeChange is what a number has come to from that of the year before, by how many:
// 公开信息总数比去年的215条增加了38条,达到253条.
var beforeChange = pattern.MustCompile(`(?:^|[,:])([^,:]{2,60}?)(?:比|较)(?:去年|上年|上一年|20\d\d年)度?(?:同期)?的?\d+(?:条|件|份|宗)(?:增加|增长|减少|下降|上升)了?\d+(?:条|件|份|宗)(?:,(?:同比|增长|增幅|下降)[^,]{0,20}%)?,$`)

// nameBeforeChange is the name of such a number, "" where it is none.
func nameBeforeChange(s *Sentence, m *mention) string {
	switch m.label {
	case "达到", "达", "增至", "增加到", "增加至", "减至", "减少到", "降至":
		if name := beforeChange.FindStringSubmatch(s.text[:m.at]); name != nil {
			return name[1]
		}
	}
	return ""
}

// gazetteIssues are those of a gazette, right before what stood in them: 《县政府公报》编印6期,刊登文件47件.
var gazetteIssues = pattern.MustCompile(`(?:公报|政报)》?(?:共)?(?:编印|编发|出版|出刊|刊发|印发)(?:了|共)?\d+期[,、]$|(?:编印|编发|出版|印发)(?:了)?《?[^,》\d]{0,20}公报》?(?:共)?\d+期[,、]$`)

// mediumIssues are those of an account, right before what stood in them: 政务微信"某某发布"推送365期,公开信息1460条.
var mediumIssues = pattern.MustCompile(`(?:^|[,;:、])[^,;:、]{0,14}?(微信公众号|微信|公众号|微博)[^,;:、]{0,20}?(?:推送|编发|发布|编印|更新)(?:了|共)?\d+(?:期|次|篇)[,、]$`)

// mediumBefore is the account by which a number was published, "" where it is none.
func mediumBefore(s *Sentence, m *mention) string {
	if !pattern.HasOnePrefix(m.label, "公开", "发布", "推送", "刊发") {
		return ""
	}
	if way := mediumIssues.FindStringSubmatch(s.text[:m.at]); way != nil {
		return way[1]
	}
	return ""
}

// ofYear leads to the number of the year, before one of all years: 受理申请:本年度1件,历年累计5件.
var ofYear = pattern.MustCompile(`^[—\-●★◆·]*(\p{Han}{2,12}):本年度?$`)

// nameOfYear is the name of such a number, "" where it is none.
func nameOfYear(s *Sentence, m *mention) string {
	if !pattern.HasOnePrefix(s.text[m.to:], ",历年累计", ";历年累计") {
		return ""
	}
	if name := ofYear.FindStringSubmatch(s.text[:m.from]); name != nil {
		return name[1]
	}
	return ""
}

// allYears is the number of all years right behind that of the year in such a line, nil where there is none.
func (r *proseReader) allYears(s *Sentence, year tree.Run, indicator disclosure.Indicator, confidence float64) *disclosure.Cumulative {
	i := slices.IndexFunc(s.mentions, func(m mention) bool { return m.from == year.Start })
	if i < 0 || i+1 == len(s.mentions) || nameOfYear(s, &s.mentions[i]) == "" {
		return nil
	}
	m, sum := &s.mentions[i], &s.mentions[i+1]
	if words := s.text[m.to:sum.from]; !sum.exact || sum.unit != m.unit || !toAllYears.MatchString(words) {
		return nil
	}
	read := sum.value(s.text, indicator.Unit)
	if !read.State.Known() {
		return nil
	}
	return &disclosure.Cumulative{Value: &read.Value, State: read.State, Confidence: min(confidence, read.Confidence),
		Raw: r.flow.Raw(s.span(sum.from, sum.number)), Where: disclosure.Place{Span: s.span(m.to+1, sum.to)}}
}

// toAllYears stands between the two numbers.
var toAllYears = pattern.MustCompile(`^[,;]历年累计(?:数|总数)?(?:为|共|:)?$`)

var (
	// including is what a bracket in the name of a number counts in: 信息量(包括网站、报纸)为.
	including = pattern.MustCompile(`\((?:包括|含)[^)\d]*\)((?:共|为|是|有|:)*)$`)
	// byQuarter leads to the number of the year, behind those of its parts: 信息公开数量:第一季度21条,第二季度34条,全年共55条.
	byQuarter = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]\))?(\p{Han}{2,10}(?:数量|总数)):(?:(?:第?[一二三四]季度|[上下]半年)\d+(?:条|件),){2,4}全年(?:合计|共计|总计|共)?$`)
	// queriesTitle is a title of queries about disclosure, behind which the ways alone are named: 政府信息公开咨询:接待230人次,电话410人次.
	queriesTitle = pattern.MustCompile(`^(?:\([一二三四五六七八九十\d]\)|[一二三四五六七八九十]、)?(?:政府)?信息公开咨询(?:情况)?:`)
	queryNames   = map[string]string{"接待": "现场接待", "现场": "现场咨询", "来访": "来访咨询", "电话": "电话咨询", "来电": "电话咨询", "网上": "网上咨询", "网络": "网络咨询"}
)

// nameBehindTitle is the name of a number by the title in its line, "" where that gives none.
func nameBehindTitle(s *Sentence, m *mention) string {
	if name := queryNames[m.label]; name != "" && queriesTitle.MatchString(s.text) {
		return name
	}
	if before := s.text[:m.from]; strings.Contains(before, ",全年") {
		if name := byQuarter.FindStringSubmatch(before); name != nil {
			return name[1] + "为"
		}
	}
	return ""
}

// titledWay is a way of publication, alone in the words before a colon.
var titledWay = pattern.MustCompile(`(?:^|[,:)、.])((?:通过|在|利用)?[^,:)、.\d]{0,20}(?:网站|公开网|信息网|门户网|政务网|平台|专栏|微博|微信|公众号|公报|公开栏|公告栏|公示栏|宣传栏|电子屏|显示屏)):$`)

// wayInTitle is the way of publication that is the title of what a number counts: 政府网站:公开信息71条.
func wayInTitle(s *Sentence, m *mention) string {
	if !strings.HasSuffix(s.text[:m.at], ":") || !pattern.HasOnePrefix(m.label, "公开", "主动公开", "发布", "推送", "刊登") {
		return ""
	}
	if way := titledWay.FindStringSubmatch(s.text[:m.at]); way != nil {
		return way[1]
	}
	return ""
}

func onlyJoin(s string) bool {
	switch s {
	case "、", ",", "和", "及", "与", ",和", "以及", "、和":
		return true
	}
	return false
}

// namesIn splits a list of names. A noun that only the last one carries belongs to all:
// 当面、网络、信函申请.
func namesIn(list string) []string {
	names := strings.FieldsFunc(strings.NewReplacer("以及", "、", "和", "、", "及", "、", "与", "、").Replace(list), func(r rune) bool { return r == '、' || r == ',' })
	if len(names) == 0 {
		return nil
	}
	for _, noun := range [...]string{"申请", "案件", "公开"} {
		if !strings.HasSuffix(names[len(names)-1], noun) {
			continue
		}
		for i, n := range names {
			if !strings.HasSuffix(n, noun) {
				names[i] = n + noun
			}
		}
	}
	return names
}
