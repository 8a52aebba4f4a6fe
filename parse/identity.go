package parse

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// identify fills in the agency: from the title, else from who published the page, else from
// the signature under the text. Where none of them is certain, a finding says so.
func identify(r *disclosure.Report, in Input, titles []string, box map[string]boxValue, lines []line) {
	for _, t := range titles {
		if name, agency, ok := disclosure.AgencyFromTitle(t, in.Division); name != "" {
			setAgency(r, name, agency, ok)
			return
		}
	}
	for _, name := range []string{box[boxPublisher].value, signedBy(lines)} {
		if name = disclosure.FoldName(name); name == "" {
			continue
		}
		agency, ok := disclosure.ResolveAgency(name, in.Division)
		setAgency(r, name, agency, ok)
		return
	}
	r.Findings = append(r.Findings, newFinding(disclosure.RuleAgencyUnclear, disclosure.BlameParser, disclosure.Key{}, "标题、发布机构和落款都没有写明报告机关"))
}

func setAgency(r *disclosure.Report, printed string, a disclosure.Agency, certain bool) {
	r.AgencyAsPrinted, r.AgencyID, r.AgencyFamily = &printed, &a.ID, &a.Family
	r.Agency, r.DivisionCode = optional(a.Name), optional(a.DivisionCode)
	if !certain {
		r.Findings = append(r.Findings, newFinding(disclosure.RuleAgencyUnclear, disclosure.BlameParser, disclosure.Key{}, fmt.Sprintf("不能确定“%s”是哪一个机关", short(printed))))
	}
}

var agencyName = regexp.MustCompile(`^[\p{Han}]{2,28}(?:局|委员会|委|办公室|管委会|人民政府|街道办事处|办事处|中心|大队|社|会)$`)

// signedBy is the line over the date under the text, where it is the name of an agency.
func signedBy(lines []line) string {
	for i := len(lines) - 1; i > 0 && i >= len(lines)-12; i-- {
		text := strings.Trim(lines[i].fold.Text, "()。 ")
		if signedDate.MatchString(text) || chineseDate.MatchString(text) {
			if name := lines[i-1].fold.Text; agencyName.MatchString(name) {
				return name
			}
		}
	}
	return ""
}

var (
	period   = regexp.MustCompile(`(?:统计期限|统计时限|统计时间|时间期限|数据|期限|时间)[^。\n]{0,16}?(20\d\d)年1月1日[^。\n]{0,8}?(?:(20\d\d)年)?12月31日`)
	bodyYear = regexp.MustCompile(`(20\d\d)年度?(?:政府)?信息公开(?:工作)?年度?报告`)
)

// fiscalYear is the year that the titles say, else the period of the figures, else the year
// in the first lines. The year before the publication is only a guess, and a finding says so.
// A title outranks every other year: texts are copied, and stale years stay inside.
func fiscalYear(r *disclosure.Report, titles []string, lines []line) {
	inPeriod := periodYear(lines)
	for _, t := range titles {
		if year, ok := disclosure.FiscalYearFromTitle(t); ok {
			r.FiscalYear = &year
			if inPeriod != 0 && inPeriod != year {
				r.Findings = append(r.Findings, newFinding(disclosure.RuleYearUnclear, disclosure.BlameUnclear, disclosure.Key{}, fmt.Sprintf("标题为%d年，正文统计期限为%d年，以标题为准", year, inPeriod)))
			}
			return
		}
	}
	if inPeriod == 0 {
		inPeriod = firstYear(lines, bodyYear)
	}
	if inPeriod != 0 {
		r.FiscalYear = &inPeriod
		return
	}
	message := "标题和统计期限都没有写明年度"
	if r.PublishedOn != nil {
		year := r.PublishedOn.Year() - 1
		r.FiscalYear = &year
		message = fmt.Sprintf("%s，按发布日期推定为%d年度", message, year)
	}
	r.Findings = append(r.Findings, newFinding(disclosure.RuleYearUnclear, disclosure.BlameParser, disclosure.Key{}, message))
}

// periodYear is the year of 统计期限 where both its ends lie in one year, 0 otherwise.
func periodYear(lines []line) int {
	for _, l := range lines {
		if m := period.FindStringSubmatch(l.fold.Text); m != nil && (m[2] == "" || m[2] == m[1]) {
			year, _ := strconv.Atoi(m[1])
			return year
		}
	}
	return 0
}

func firstYear(lines []line, re *regexp.Regexp) int {
	for _, l := range lines[:min(len(lines), 20)] {
		if m := re.FindStringSubmatch(l.fold.Text); m != nil {
			year, _ := strconv.Atoi(m[1])
			return year
		}
	}
	return 0
}
