package prose

import (
	"strconv"
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
)

// What tells whether a number is that of the report's year, of another one, of several or of a
// part of one.

// otherYear: the last year said before a number is not the report's. A year that figures are
// only compared with (比2019年) does not count.
func (r *proseReader) otherYear(before string) bool {
	if r.year == 0 {
		return false
	}
	for end := len(before); ; {
		i := strings.LastIndex(before[:end], "年")
		if i < 4 {
			return false
		}
		year, err := strconv.Atoi(before[i-4 : i])
		if err == nil && year >= 1990 && year < 2100 && !endsWithOne(before[:i-4], "比", "较", "与", "同", "于", "和", "〔", "(") && !carriedIn(before[i:]) {
			return year != r.year
		}
		end = i
	}
}

// carriedIn: a year is that from which requests were left: 2019年结转.
func carriedIn(after string) bool {
	after = strings.TrimPrefix(strings.TrimPrefix(after, "年"), "度")
	for _, w := range carryWords {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// isCumulative: the number sums up several years. A clause of its own that names one year
// sums up no others: 累计公开900条,其中2020年新增90条.
func isCumulative(before, words string) bool {
	c := before + words
	if clause := c[strings.LastIndexByte(before, ',')+1:]; len(clause) < len(c) && (saysYear(clause) || thisYearWords.In(clause)) && !sinceWords.In(clause) {
		return false
	}
	if strings.Contains(c, "历年") || strings.Contains(c, "总访问量") {
		return true
	}
	if !sinceWords.In(c) && !strings.Contains(c, "累计") {
		return false
	}
	if thisYearWords.In(before) || containsAny(words, "今年以来", "年初以来") {
		return false
	}
	if strings.Contains(before, "截至") || strings.Contains(before, "截止") {
		return strings.Contains(c, "累计")
	}
	return !saysYear(before) && sinceWords.In(c)
}

// unclearSum: 累计 without a word of the time that is summed up. In a yearly report it is the
// year, unless the sentence before says otherwise.
func unclearSum(words string) bool {
	return strings.Contains(words, "累计") && !saysYear(words) && !thisYearWords.In(words)
}

// founded is when the body of a report began to be one.
var founded = pattern.MustCompile(`(20\d\d)年\d{1,2}月(?:\d{1,2}日)?[^,。;\d]{0,16}(?:揭牌|挂牌)`)

// sinceFounded: the time that a number sums up began in the report's year, with the body itself: 揭牌以来.
func (r *proseReader) sinceFounded(before string) bool {
	return r.foundedIn != 0 && r.foundedIn == r.year && containsAny(before, "揭牌以来", "挂牌以来")
}

// regulationBegan is the day on which the Regulation came into force, in 2008: what is told of the time since then is of that year.
var regulationBegan = pattern.MustCompile(`(?:^|[,;])(?:自|从)(?:2008年)?5月1日(?:《[^》]{2,24}》|条例)?(?:正式)?(?:施行|实施)?(?:之日)?(?:起|以来)`)

func (r *proseReader) sinceRegulation(before string) bool {
	return r.year == 2008 && strings.Contains(before, "5月1日") && regulationBegan.MatchString(before)
}

// foundation remembers the year in which a sentence says that the body was founded.
func (r *proseReader) foundation(s *Sentence) {
	if !strings.Contains(s.text, "牌") {
		return
	}
	if m := founded.FindStringSubmatch(s.text); m != nil {
		r.foundedIn, _ = strconv.Atoi(m[1])
	}
}

// thisYearWords are of the year that a report is about.
var thisYearWords = pattern.AnyOf("今年以来", "年初以来", "一年来", "全年", "本年", "年内", "年度", "今年", "当年")

// sinceWords begin or end the time that a number sums up.
var sinceWords = pattern.AnyOf("以来", "截至", "截止", "历年")

func saysYear(s string) bool {
	for i := strings.Index(s, "20"); i >= 0; {
		if digitsEnd(s, i) == i+4 && strings.HasPrefix(s[i+4:], "年") {
			return true
		}
		next := strings.Index(s[i+2:], "20")
		if next < 0 {
			return false
		}
		i += 2 + next
	}
	return false
}

// oneMonth is a clause, or the beginning of one, that names a month before December, or
// December where it is not the end of the year; requests of that month may stand between.
var oneMonth = pattern.MustCompile(`(?:^|[,:])(?:其中)?(?:(?:截至|截止|在)?` + thisYear + `(?:[1-9]|1[01])月(?:份|底|末|[上中下]旬|\d{1,2}日)?(?:止)?|` + thisYear + `12月(?:份|[上中下]旬|[12]?\d日)?)(?:,[^,]*|(?:[^,\d至到底末止-][^,]*)?|[^,\d至到底末止-][^,\d]*申请[^,\d]*\d[^,]*,[^,]*)$`)

const thisYear = `(?:20\d\d年|今年|本年|当年)?`

// ofPartOfYear: the last span of time before a number is no year: 1-10月, 上半年, 2008年至2011年.
// The year in which the Regulation came into force began in May.
func ofPartOfYear(before string, year int) bool {
	if containsAny(before, "年至20", "年-20", "年到20") || containsAny(before[strings.LastIndexByte(before, ',')+1:], "上半年", "下半年", "季度") {
		return true
	}
	before = strings.ReplaceAll(before, "元月", "1月")
	i := strings.LastIndex(before, "月")
	if i < 0 {
		return false
	}
	if oneMonth.MatchString(before) && !thisYearWords.In(before[i:]) {
		return true
	}
	last, at := numberBefore(before, i)
	head, found := cutSpan(before[:at])
	if last == 0 || !found {
		return false
	}
	end := strings.LastIndex(head, "月")
	if end >= 0 && len(head)-end > len("月31日起") {
		return false
	}
	if end < 0 {
		end = len(head)
	}
	first, _ := numberBefore(head, end)
	return first != 0 && (first != 1 || last != 12) && !(year == 2008 && first == 5 && last == 12)
}

// numberBefore is the number whose digits end at a place, and where it begins.
func numberBefore(s string, end int) (n, start int) {
	start = end
	for start > 0 && number.IsDigit(rune(s[start-1])) {
		start--
	}
	n, _ = strconv.Atoi(s[start:end])
	return n, start
}

// cutSpan takes the word off that joins the two ends of a span, and the year of the second.
func cutSpan(s string) (string, bool) {
	if head, ok := strings.CutSuffix(s, "年"); ok {
		_, at := numberBefore(head, len(head))
		s = head[:at]
	}
	for _, w := range [...]string{"至", "-", "~", "到"} {
		if head, ok := strings.CutSuffix(s, w); ok {
			return head, true
		}
	}
	return s, false
}

// lastYearList begins a list of the year before: 上年度相应指标为:主动公开295条,收到申请9件.
var lastYearList = pattern.MustCompile(`^(?:\p{Han}{0,6})?(?:上年度?|上一年度?|去年)(?:同期|相应|对应|有关|主要|各项|的)*(?:指标|数据|数字|情况|统计数|统计)[^,;:。\d]{0,8}:`)

// comparison is a title over what another year had: 与上年度对比; 2010年数据(供对照).
var comparison = pattern.MustCompile(`(?:与|同|和)?(?:上年度?|上一年度?|去年)(?:同期)?(?:相比|对比|比较|对照|数据|情况|指标)|^[^,;。]{0,8}(20\d\d)年度?(?:数据|指标|情况|数字)`)

// notThisYear takes the words off that have those of this year in them.
var notThisYear = strings.NewReplacer("上一年度", "", "上年度", "", "往年度", "")

// ofOtherYears: the sentence goes on with a list of another year, or stands under a title of one, and
// names the report's own nowhere.
func (r *proseReader) ofOtherYears(s *Sentence) bool {
	if len(s.mentions) == 0 || thisYearWords.In(notThisYear.Replace(s.text)) || r.year != 0 && strings.Contains(s.text, strconv.Itoa(r.year)) {
		return false
	}
	if lastYearWords.In(s.context+s.text) && lastYearList.MatchString(s.context+s.text) {
		return true
	}
	of := comparison.FindStringSubmatch(s.heading)
	return of != nil && (of[1] == "" || r.year != 0 && of[1] != strconv.Itoa(r.year))
}
