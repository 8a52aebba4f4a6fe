package parse

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
)

// pageTitle finds the title of the text in the title element of its page, where names of site
// and column stand before or behind it, with marks or nothing but spaces between them:
// 晴岚县人民政府 政府信息公开年报 2020年晴岚县财政局…年度报告. Where no part reads like a report's
// title it is the first.
func pageTitle(title string) string {
	parts := titleParts.Split(yearsJoined.ReplaceAllString(title, "$1~$2"), -1)
	for _, named := range [...]bool{true, false} {
		for i, part := range parts {
			own := ownPart(part)
			switch {
			case !isTitleOf(own, named):
			case !named && i == 1 && naming.Agency.MatchString(disclosure.FoldName(parts[0])): // 晴岚县财政局-2020年…年度报告
				return strings.TrimSpace(parts[0]) + "-" + own
			default:
				return own
			}
		}
	}
	return firstOfTitle(title)
}

// ownPart is what a part of a title is without names of columns and sites that only spaces
// set off: the one word that is a report's title with its agency, else the words on its side
// of the name of a column.
func ownPart(part string) string {
	words := strings.Fields(part)
	var side []string
	for _, w := range words {
		switch name := disclosure.FoldName(w); {
		case isTitleOf(w, true):
			return w
		case !naming.IsColumn(name) || naming.Year.MatchString(name):
			side = append(side, w)
		case isTitleOf(strings.Join(side, " "), false):
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

// isTitleOf reports whether words are the title of a report; a named one must name its agency.
func isTitleOf(words string, named bool) bool {
	if !naming.IsReport(disclosure.FoldName(words)) {
		return false
	}
	name := disclosure.NameInTitle(words)
	return name != "" || !named
}

// siteNames are the names beside the text's title in the title element: …年度报告_晴岚县人民政府.
func siteNames(d *document) []string {
	title := strings.Join(strings.Fields(d.title()), " ")
	if own := pageTitle(title); isTitleOf(own, false) || naming.ReportWords.MatchString(disclosure.FoldName(own)) {
		title = strings.Replace(title, own, "_", 1)
	}
	var names []string
	for _, part := range siteParts.Split(title, -1) {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, cutSite(disclosure.FoldName(part)))
		}
	}
	return names
}

var (
	yearsJoined = pattern.MustCompile(`(20\d\d年?)[-–—]+(20\d\d)`) // 2019-2020年: no mark between parts
	titleParts  = pattern.MustCompile(`[_|•»]+|\s[-–]\s|-->|--|——|-`)
	siteParts   = pattern.MustCompile(`[_|•–—>»-]+|\s+`)
)
