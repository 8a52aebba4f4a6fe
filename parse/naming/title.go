package naming

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// InTitle finds the title of the text in the title element of its page, where names of site
// and column stand before or behind it, with marks or nothing but spaces between them:
// 晴岚县人民政府 政府信息公开年报 2020年晴岚县财政局…年度报告. Where no part reads like a report's
// title it is the first.
func InTitle(title string) string {
	parts := titleParts.Split(yearsJoined.ReplaceAllString(title, "$1~$2"), -1)
	for _, named := range [...]bool{true, false} {
		for i, part := range parts {
			own := ownPart(part)
			switch {
			case !IsTitle(own, named):
			case !named && i == 1 && Agency.MatchString(disclosure.FoldName(parts[0])): // 晴岚县财政局-2020年…年度报告
				return strings.TrimSpace(parts[0]) + "-" + own
			default:
				return own
			}
		}
	}
	first := FirstOfTitle(title)
	if own := ownPart(first); IsYearly(disclosure.FoldName(own)) {
		return own // 晴岚县人民政府 政府信息公开年报 青石镇2019年度法治建设情况报告
	}
	return first
}

// IsYearly reports whether a folded title is that of a paper of a year, be it on disclosure or
// on another matter.
func IsYearly(t string) bool { return yearlyPaper.MatchString(t) && yearInTitle.MatchString(t) }

var yearlyPaper = pattern.MustCompile(`(?:报告书?|年报|报表|公报)(?:\([^)]*\))?$`)

// ownPart is what a part of a title is without names of columns and sites that only spaces
// set off: the one word that is a report's title with its agency, else the words on its side
// of the name of a column.
func ownPart(part string) string {
	words := strings.Fields(part)
	var side []string
	for _, w := range words {
		switch name := disclosure.FoldName(w); {
		case IsTitle(w, true):
			return w
		case !IsColumn(name) || yearInTitle.MatchString(name):
			side = append(side, w)
		case IsTitle(strings.Join(side, " "), false):
			return strings.Join(side, " ")
		default:
			side = nil
		}
	}
	if len(side) == 0 {
		side = words
	}
	return strings.Join(side, " ")
}

// IsTitle reports whether words are the title of a report; a named one must name its agency.
func IsTitle(words string, named bool) bool {
	if !IsReport(disclosure.FoldName(words)) {
		return false
	}
	name := disclosure.NameInTitle(words)
	return name != "" || !named
}

var yearsJoined = pattern.MustCompile(`(20\d\d年?)[-–—]+(20\d\d)`) // 2019-2020年: no mark between parts

var titleParts = pattern.MustCompile(`[_|•»]+|\s[-–]\s|-->|--|——|-`)

// FirstOfTitle cuts the names of column and site that sites append to a page's title.
func FirstOfTitle(title string) string {
	for _, sep := range []string{"_", "|", " • ", " - ", " – ", "-->", "--", "——", "-"} {
		if before, _, ok := strings.Cut(title, sep); ok && strings.TrimSpace(before) != "" {
			title = before
		}
	}
	return strings.Join(strings.Fields(title), " ")
}

// CutSite removes what makes an agency's name that of its site: 中国·晴岚县, 欢迎访问晴岚县人民政府网.
func CutSite(name string) string {
	name = strings.TrimLeft(strings.TrimPrefix(siteLead.ReplaceAllString(name, ""), "中国·"), "·.")
	for again := true; again; {
		again = false
		for _, ending := range [...]string{"政府信息公开网", "信息公开网", "门户网站", "官方网站", "公众信息网", "政务信息网", "信息网", "政务网", "网站", "网", "门户", "平台", "欢迎您", "首页", "政府信息公开", "信息公开", "政务公开"} {
			if rest, ok := strings.CutSuffix(name, ending); ok && rest != "" {
				name, again = rest, true
			}
		}
	}
	return name
}

var siteLead = pattern.MustCompile(`^(?:欢迎(?:您)?(?:访问|光临|浏览|来到)?|您好,?)`)
