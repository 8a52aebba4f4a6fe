package disclosure

import (
	"strconv"
	"strings"

	"gongkai/disclosure/pattern"
)

// AgencyFromTitle finds the agency in the title of a report. printed is the agency's part of
// the title in simplified characters and half width (2020年抚州市黎川县生态环境局政府信息公开工作年度报告 gives
// 抚州市黎川县生态环境局), empty where the title names none or is no title of a report. The agency
// is what ResolveAgency makes of it, ok as well.
func AgencyFromTitle(title string, site Division) (printed string, agency Agency, ok bool) {
	if printed = NameInTitle(title); printed == "" {
		return "", unresolved(""), false
	}
	agency, ok = ResolveAgency(printed, site)
	return printed, agency, ok
}

// NameInTitle returns the agency's part of a title, as AgencyFromTitle does, and tells nothing
// of whose name it is.
func NameInTitle(title string) string {
	head, tail, found := cutTitle(titleTag.ReplaceAllString(foldPrinted(title), ""))
	if !found {
		return ""
	}
	if name := ownName(head); name != "" {
		return name
	}
	return ownName(tail) // …年度报告(黎川县教育局)
}

// ownName is what is left of a part of a title without years, the marks around it, the
// number of an attachment and a tag before it; "" where it names nobody in particular.
func ownName(part string) string {
	name := strings.Trim(cutYears(part), titleMarks)
	if strings.Count(name, "(") > strings.Count(name, ")") { // its own bracket went with the marks: 某局(某办)
		name += ")"
	}
	name = strings.Trim(titleTag.ReplaceAllString(name, ""), plainMarks)
	if i := published.FindStringIndex(name); i != nil && i[0] > 0 {
		name = name[:i[0]] // 黎川县财政局公布2021年…
	}
	if nobody.MatchString(name) {
		return ""
	}
	return name
}

var (
	titleTag = pattern.MustCompile(`^(?:附件[0-9一二三四五六七八九十]{0,2}[:.、]*|[【\[][^】\]]{1,8}[】\]])+`)
	nobody   = pattern.MustCompile(`^(?:网站)?首页|正文$|^(?:本?(?:机关|单位|部门)|[我本]?[局县市区镇乡办委旗]|街道|乡镇|镇政府|乡政府|年度|图片版|公开稿|文字版|全文|含附表|附表|定稿|终稿|正式稿|统计表|数据统计表|附件|草稿|上网|网站版|发布稿|最新|公示|数据表|的公告|的通告|公告|word版|pdf版)$|^[0-9A-Za-z._-]+$`)
)

// titleMarks are the marks around the parts of a title.
const (
	plainMarks = "-_|·.,:;、。 "
	titleMarks = plainMarks + "()[]【】〔〕"
)

// The words with which the report's own part of a title starts, and its last word.
var (
	titleStart = pattern.MustCompile(`党务政务公开|党务、?政务公开|党务公开|政府信息和?政务公开|政府信息公开|政府信息主动公开|政府政务公开|政务信息公开|政务公开|信息公开|公开年报|公开工作|政府公开|政府信息工作|政府信息年|(?:工作)?年度报告|年度工作报告|年报`)
	titleEnd   = pattern.MustCompile(`报告|年报|总结|情况|汇报`)
	published  = pattern.MustCompile(`(?:向社会|正式|依法|按时|如期)?(?:公布|发布|公示|编制|晒出)了?$`)
	titleLead  = pattern.MustCompile(`^(?:印发|公布|发布|报送|上报)?`)
)

// cutTitle splits a folded title into what stands before the report's own words and what
// stands behind them; found is false where these words are missing.
func cutTitle(title string) (head, tail string, found bool) {
	start := titleStart.FindStringIndex(title)
	if start == nil {
		return "", "", false
	}
	ends := titleEnd.FindAllStringIndex(title[start[0]:], -1)
	if ends == nil {
		return "", "", false
	}
	head, tail = title[:start[0]], title[start[0]+ends[len(ends)-1][1]:]
	if strings.HasSuffix(head, "人民") && strings.HasPrefix(title[len(head):], "政府") { // 黎川县人民|政府信息公开: the word serves both
		head += "政府"
	}
	return strings.TrimSuffix(cutAbout(head), "的"), tail, true
}

// cutAbout returns the agency that a title is about: of 某办公室关于某县2011年 the county, of
// 某局关于2020年 the bureau.
func cutAbout(head string) string {
	author, about, ok := strings.Cut(head, "关于")
	if !ok {
		return head[len(titleLead.FindString(head)):]
	}
	about = about[len(titleLead.FindString(about)):]
	if strings.Trim(cutYears(about), titleMarks) == "" {
		return author + about
	}
	return about
}

const (
	shortYear   = `\b(0[89]|[1-3][0-9])年度?` // 22年, from the first year of which there are reports
	arabicYear  = `(?:19|20)[0-9]{2}`
	chineseYear = `二[〇○零0OoОоΟο◯][〇○零0OoОоΟο◯一二三四五六七八九]{2}` // the round zero is typed in many ways
)

// roundZeros are the characters typed for 〇 that are no numerals themselves.
var roundZeros = strings.NewReplacer("O", "〇", "o", "〇", "О", "〇", "о", "〇", "Ο", "〇", "ο", "〇", "◯", "〇")

var yearWords = pattern.MustCompile(`(?:` + arabicYear + `|` + chineseYear + `)(?:年度|年|度)?|` + shortYear)

// cutYears removes the years that a name or title prints.
func cutYears(s string) string { return yearWords.ReplaceAllString(s, "") }

var (
	shortInTitle = pattern.MustCompile(shortYear)
	yearInTitle  = pattern.MustCompile(`(` + arabicYear + `|` + chineseYear + `)(年度|年|度)?([0-9一二三四五六七八九十]{1,3}月)?`)
	rangeInTitle = pattern.MustCompile(`(?:` + arabicYear + `|` + chineseYear + `)年?度?(?:[-~、,至到和及]|—)+(?:` + arabicYear + `|` + chineseYear + `)`)
	reportWords  = pattern.MustCompile(`年度报告|年度工作报告|年报|报告`)
)

// FiscalYearFromTitle returns the year that a title says the report is about. Of several years
// it is the last one before 年度报告 or 年报; days (2021年1月20日) do not count. It is not certain,
// and false, where the title prints no year or a range of years. A year without its century (22年)
// counts where there is no other.
func FiscalYearFromTitle(title string) (int, bool) {
	s := FoldName(title)
	if rangeInTitle.MatchString(s) {
		return 0, false
	}
	end := len(s)
	if at := reportWords.FindAllStringIndex(s, -1); at != nil {
		end = at[len(at)-1][0]
	}
	before, after := map[int]bool{}, map[int]bool{}
	last := 0
	for _, m := range yearInTitle.FindAllStringSubmatchIndex(s, -1) {
		year, ok := yearOf(s, m)
		switch {
		case !ok:
		case m[0] <= end:
			last, before[year] = year, true
		default:
			after[year] = true
		}
	}
	if len(before) > 0 {
		return last, true
	}
	for year := range after {
		return year, len(after) == 1
	}
	if m := shortInTitle.FindAllStringSubmatch(s[:end], 2); len(m) == 1 {
		year, err := strconv.Atoi("20" + m[0][1])
		return year, err == nil
	}
	return 0, false
}

// yearOf reads a match of yearInTitle: not a day, not a piece of a longer number, and a year
// in which there can be a report.
func yearOf(s string, m []int) (int, bool) {
	if m[6] >= 0 || m[0] > 0 && isASCIIDigit(s[m[0]-1]) {
		return 0, false
	}
	if m[4] < 0 && m[3] < len(s) && (isASCIIDigit(s[m[3]]) || strings.ContainsRune("-/.", rune(s[m[3]]))) {
		return 0, false
	}
	digits := s[m[2]:m[3]]
	year, err := strconv.Atoi(digits)
	if err != nil {
		year, _ = ParseChineseNumeral(roundZeros.Replace(digits))
	}
	return year, year >= firstFiscalYear && year < 2100
}

func isASCIIDigit(b byte) bool { return b >= '0' && b <= '9' }
