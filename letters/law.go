package letters

import (
	"fmt"
	"strings"

	"gongkai/disclosure"
)

// The two texts of the Regulation: the revised one is in force since 2019-05-15, so that it governs reports
// on 2019 and later years.
const (
	regulation    = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
	oldRegulation = "《中华人民共和国政府信息公开条例》（国务院令第492号，2019年修订前）"
	firstOfNew    = 2019
)

// contents are the items of article 50(1) that the tables of the unified form belong to.
var contents = map[string]string{"表二": "第（一）项", "表三": "第（二）项", "表四": "第（三）项"}

// articleOf names the article under which a report has to say what the finding is about. (Article 50: what a
// report contains, in the unified form that is published for it; article 32 of the text before.)
func articleOf(year int, kind disclosure.RuleKind, table string) string {
	if year < firstOfNew {
		return oldRegulation + "第三十二条（年度报告应当包括的内容）"
	}
	text := regulation + "第五十条第一款" + contents[table] + "（年度报告应当包括的内容）"
	if kind.OfForm() || kind == disclosure.KindCompleteness || kind == disclosure.KindYears {
		text += "、第二款（年度报告统一格式）"
	}
	return text
}

// dutyOf names what sets the day of publication. Empty: nothing that a letter may rest on.
func dutyOf(basis string) string {
	switch basis {
	case disclosure.BasisArt49Dept:
		return regulation + "第四十九条（县级以上人民政府部门应当在每年1月31日前公布上一年度报告）"
	case disclosure.BasisArt49Gov:
		return regulation + "第四十九条（县级以上地方人民政府的上一年度报告应当在每年3月31日前公布）"
	case disclosure.BasisOldArt31:
		return oldRegulation + "第三十一条（各级行政机关应当在每年3月31日前公布年度报告）"
	case disclosure.BasisLocalNotice:
		return "地方政府关于公布年度报告的通知（已登记）"
	}
	return ""
}

// sourceOf is the source of a rule; whether anybody has looked it up is said in words.
func sourceOf(r disclosure.Rule) string {
	source, unchecked := strings.CutSuffix(strings.TrimSpace(r.Source), "[K]")
	switch {
	case source == "—" || source == "":
		return ""
	case unchecked:
		return strings.TrimSpace(source) + "（此出处尚未与原文核对）"
	}
	return strings.ReplaceAll(source, "[K]", "（此出处尚未与原文核对）")
}

// numeral writes a number up to 99 in Chinese characters, a larger one in digits.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return string(digits[n])
	}
	text := "十"
	if n >= 20 {
		text = string(digits[n/10]) + text
	}
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

// day writes a day as letters do: 2026年1月31日.
func day(d disclosure.Date) string {
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}
