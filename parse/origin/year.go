package origin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// The ways in which reports print a year, and the whole of it as the period of their figures.
// Text loses characters on its way (自20201月1日, 2018年11日至2018年1231日): 年 and 月 may be missing.
const (
	yearPart  = `(20\d\d|二[〇○零Oo0][〇○零Oo0一二][〇○零Oo0一二三四五六七八九])`
	firstDay  = `(?:年?0?1月0?1日?|年0?1?1日|年一月一日|[-./]0?1[-./]0?1|年1月)`
	lastDay   = `(?:年?12月3[01]日?|年?1231日|年十二月三十一日|[-./]12[-./]31|年?12月|年底)`
	periodGap = `[^。;\n]{0,10}?`
)

var (
	periodWhole = pattern.MustCompile(yearPart + firstDay + periodGap + `(?:` + yearPart + `)?` + lastDay)
	periodWords = pattern.MustCompile(`期限|时限|统计|数据|时间|起止|截[至止]`)
	periodEnd   = pattern.MustCompile(`(?:核定时间点?|统计时间点?|数据截[止至]|统计截[止至]|时点|截[止至]时间)[^。;\n]{0,8}?` + yearPart + lastDay)
	headingYear = pattern.MustCompile(yearPart + `年?度?(?:[^。,;\n《〈]{0,30}?)?(?:政府|政务)?信息公开[^。,;\n]{0,12}?(?:年度报告|年报|报告|情况)|` + yearPart + `年?度?政务公开(?:工作)?年度报告`)
	spokenYear  = pattern.MustCompile(`(20\d\d)年`)
	yearInURL   = pattern.MustCompile(`[?&]fbtime=(20\d\d)(?:&|$)`)
)

func readYear(printed string) int {
	if n, err := strconv.Atoi(printed); err == nil {
		return n
	}
	n, _ := disclosure.ParseChineseNumeral(strings.NewReplacer("O", "〇", "o", "〇", "0", "〇").Replace(printed))
	return n
}

// FiscalYear is the year that the titles say: a title outranks every other year, because
// texts are copied and stale years stay inside; a finding tells of the difference. There are
// two exceptions, both with a finding. Where the titles differ, the one that the period of
// the figures confirms counts. And a report cannot be older than its year: where every date
// of publication lies before the end of the year in the title, that is the year of
// publication, and the report is about the year before, if its text says so.
//
// Without a year in a title it is the period of the figures, then the sentence that presents
// the report, then the one below the title of its form, then the year that the text speaks of
// most; at last the year before the date. Of these, a year that was not over on any date of
// publication is misprinted or misread.
func FiscalYear(r *disclosure.Report, v *Page, titles []string, lines []tree.Line) {
	inTitles := titleYears(titles)
	period := PeriodYear(lines)
	if len(inTitles) == 0 {
		yearWithoutTitle(r, v, period, lines)
		return
	}
	if period != 0 && period != inTitles[0] && statesPeriod(lines, inTitles[0]) { // two reports stand on the page
		period = inTitles[0]
	}
	year, doubt := agreedYear(inTitles, period)
	switch told := toldYear(period, year, lines); {
	case told == year-1 && publishedBefore(r, year):
		doubt = fmt.Sprintf("标题写%d年，但发布日期在%d年结束之前，正文为%d年，按%d年度认定", year, year, told, told)
		year = told
	case doubt == "" && period != 0 && period != year:
		doubt = fmt.Sprintf("标题为%d年，正文统计期限为%d年，以标题为准", year, period)
	}
	r.FiscalYear = &year
	if doubt != "" {
		yearDoubt(r, disclosure.BlameUnclear, doubt)
	}
}

// agreedYear is the first year that the titles say, or the one that the period confirms where
// they differ; doubt says so then.
func agreedYear(inTitles []int, period int) (year int, doubt string) {
	year = inTitles[0]
	for _, other := range inTitles[1:] {
		if other == year {
			continue
		}
		doubt = fmt.Sprintf("各处标题的年度不一致：%d年、%d年", year, other)
		if other == period {
			year = other
		}
		return year, fmt.Sprintf("%s，以%d年为准", doubt, year)
	}
	return year, ""
}

// yearWithoutTitle finds the year where no title prints one. What is not the period itself or
// the report's own sentence is less certain, and a finding says so.
func yearWithoutTitle(r *disclosure.Report, v *Page, period int, lines []tree.Line) {
	const none = "标题和统计期限都没有写明年度"
	if period == 0 {
		period = possible(r, sentenceYear(lines))
	}
	if period == 0 {
		period = possible(r, yearBelow(lines))
	}
	if period == 0 {
		if m := yearInURL.FindStringSubmatch(v.Address); m != nil {
			period = readYear(m[1])
		}
	}
	if period != 0 {
		r.FiscalYear = &period
		return
	}
	message := none
	year := possible(r, commonYear(lines))
	if year == 0 {
		year = possible(r, startYear(lines))
	}
	if year != 0 {
		r.FiscalYear = &year
		message = fmt.Sprintf("%s，按正文叙述认定为%d年度", none, year)
	} else if r.PublishedOn != nil {
		year := r.PublishedOn.Year() - 1
		r.FiscalYear = &year
		message = fmt.Sprintf("%s，按发布日期推定为%d年度", none, year)
	} else if r.IssuedOn != nil {
		year := r.IssuedOn.Year() - 1
		r.FiscalYear = &year
		message = fmt.Sprintf("%s，按成文日期推定为%d年度", none, year)
	}
	yearDoubt(r, disclosure.BlameParser, message)
}

func yearDoubt(r *disclosure.Report, blame disclosure.Blame, message string) {
	r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleYearUnclear, blame, disclosure.Key{}, message))
}

// titleYears are the years that the titles say, those that name an agency first: a bare
// 2024年政府信息公开年报 may be the name of a column.
func titleYears(titles []string) []int {
	var named, bare []int
	for _, t := range titles {
		t = FullTitle(disclosure.FoldName(t))
		year, ok := disclosure.FiscalYearFromTitle(t)
		if !ok {
			continue
		}
		if len(named) > 0 && named[0] == year {
			continue
		}
		if name := disclosure.NameInTitle(t); name != "" {
			named = append(named, year)
		} else {
			bare = append(bare, year)
		}
	}
	return append(named, bare...)
}

// toldYear is the year that the text itself is about, below lines that only print the title's:
// its period, or where it names none the year that it presents or speaks of most, or the only
// one with which its lines start.
func toldYear(period, title int, lines []tree.Line) int {
	if period != 0 {
		return period
	}
	text := slices.DeleteFunc(slices.Clone(lines), func(l tree.Line) bool {
		return strings.Contains(l.Fold.Text, strconv.Itoa(title)) && (naming.IsReport(disclosure.FoldName(l.Fold.Text)) || isDateLine(l.Fold.Text))
	})
	for _, told := range [...]func([]tree.Line) int{sentenceYear, commonYear, startYear} {
		if year := told(text); year != 0 {
			return year
		}
	}
	return 0
}

// isDateLine reports whether a line is a date and no more.
func isDateLine(text string) bool {
	return day.Plain.MatchString(text) || day.Chinese.MatchString(text)
}

// startYear is the only year with which lines of the text start, 0 where there are several:
// 2016年,主动公开政府信息12条.
func startYear(lines []tree.Line) int {
	found := 0
	for _, l := range lines {
		m := startingYear.FindStringSubmatch(l.Fold.Text)
		switch {
		case m == nil:
		case found != 0 && found != readYear(m[1]):
			return 0
		default:
			found = readYear(m[1])
		}
	}
	return found
}

var startingYear = pattern.MustCompile(`^(20\d\d)年度?(?:[^\d度]|$)`)

// publishedBefore reports whether all dates that speak of publication lie before the December
// of a year. Without any such date it is not known, and false.
func publishedBefore(r *disclosure.Report, year int) bool {
	known := false
	december, _ := disclosure.NewDate(year, 12, 1)
	for _, c := range r.DateCandidates {
		if !c.Date.Before(december) {
			return false
		}
		known = true
	}
	return known
}

// possible is the year, or 0 where the report was published before its December.
func possible(r *disclosure.Report, year int) int {
	if publishedBefore(r, year) {
		return 0
	}
	return year
}

// PeriodYear is the year of 统计期限 where both its ends lie in one year, 0 otherwise. A whole
// year in the first lines is the period even where the words for it are missing.
func PeriodYear(lines []tree.Line) int {
	for i, l := range lines {
		text := l.Fold.Text
		for _, m := range periodWhole.FindAllStringSubmatchIndex(text, 3) {
			first := readYear(text[m[2]:m[3]])
			if m[4] >= 0 && readYear(text[m[4]:m[5]]) != first {
				continue
			}
			if i < 15 || periodWords.MatchString(text[max(0, m[0]-60):m[0]]) {
				return first
			}
		}
		if m := periodEnd.FindStringSubmatch(text); m != nil && i < 15 {
			return readYear(m[1])
		}
	}
	return 0
}

// statesPeriod reports whether a line says that its figures are those of a year, whatever
// other lines say.
func statesPeriod(lines []tree.Line, year int) bool {
	printed := strconv.Itoa(year)
	for _, l := range lines {
		if strings.Contains(l.Fold.Text, printed) && periodWords.MatchString(l.Fold.Text) && PeriodYear([]tree.Line{l}) == year {
			return true
		}
	}
	return false
}

// sentenceYear is the year of the sentence that presents the report. What follows 关于 or 印发
// is about another paper.
func sentenceYear(lines []tree.Line) int {
	first := lines[:min(len(lines), 20)]
	for i, l := range first {
		text := l.Fold.Text
		if year := presentedYear(text); year != 0 {
			return year
		}
		if i+1 < len(first) && utf8.RuneCountInString(text) < LongestTitle && !strings.ContainsAny(text, ",。;:") {
			if year := presentedYear(text + first[i+1].Fold.Text); year != 0 && presentedYear(first[i+1].Fold.Text) == 0 {
				return year // a heading that is wrapped inside 年度报告
			}
		}
	}
	return 0
}

func presentedYear(text string) int {
	for _, m := range headingYear.FindAllStringSubmatchIndex(text, 6) {
		before := text[max(0, m[0]-36):m[0]]
		if aboutPaper.MatchString(before) && !strings.Contains(before, "公布") && !strings.Contains(before, "现将") {
			continue
		}
		at := 2
		if m[2] < 0 {
			at = 4
		}
		return readYear(text[m[at]:m[at+1]])
	}
	return 0
}

var aboutPaper = pattern.MustCompile(`(?:关于|印发|下发|转发|《)[^》。,]{0,12}$`)

// commonYear is the year that the text speaks of most, where it does so at least twice as
// often as of any other; 0 where none stands out.
func commonYear(lines []tree.Line) int {
	count := map[int]int{}
	for _, l := range lines {
		for _, m := range spokenYear.FindAllStringSubmatch(l.Fold.Text, -1) {
			count[readYear(m[1])]++
		}
	}
	best, second := 0, 0
	for year, n := range count {
		switch {
		case n > count[best] || n == count[best] && year > best:
			best, second = year, count[best]
		case n > second:
			second = n
		}
	}
	if count[best] < 2 || count[best] < 2*second {
		return 0
	}
	return best
}
