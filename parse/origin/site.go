package origin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// siteCode is the mark that every government site prints at its foot (政府网站发展指引): ten
// digits, the first six of GB/T 2260.
var siteCode = pattern.MustCompile(`(?:网站标识码|网站标识|标识码)[::]?\s*(?:bm|BM)?(\d{6})\d{4}(?:\D|$)`)

// Located is the division of the site that carries a page: the one that the walk knows, else
// the one that the page itself names by its site code, the name of its site, who runs it.
func Located(v *Page) disclosure.Division {
	d := v.Doc
	if v.Division.Code != "" {
		return v.Division
	}
	codes := []string{d.Meta("siteidcode")}
	foot := footOf(d)
	if strings.Contains(foot, "标识") {
		if m := siteCode.FindStringSubmatch(foot); m != nil {
			codes = append(codes, m[1])
		}
	}
	for _, code := range codes {
		code = strings.TrimLeft(code, "bmBM")
		if len(code) < 6 {
			continue
		}
		if division, ok := currentDivision(code[:6]); ok {
			return division
		}
	}
	for _, name := range append([]string{d.Meta("sitename")}, append(v.besideTitle(), runBy(foot)...)...) {
		if a, ok := disclosure.ResolveAgency(naming.CutSite(disclosure.FoldName(name)), disclosure.Division{}); ok && a.Level != disclosure.LevelTownship {
			division, _ := currentDivision(a.DivisionCode)
			return division
		}
	}
	return v.Division
}

func currentDivision(code string) (disclosure.Division, bool) {
	if next, ok := disclosure.Successor(code); ok {
		return next, true
	}
	return disclosure.FindDivision(code)
}

// footOf is the folded end of a page's text, from the first word that says whose the site is;
// "" where there is none.
func footOf(d *tree.Document) string {
	text := d.Flow.Text[max(len(d.Flow.Text)-footLength, 0):]
	first := footWords.Index(text)
	if first < 0 {
		return ""
	}
	return disclosure.FoldText(text[first:])
}

var footWords = pattern.AnyOf("标识", "標識", "主办", "主辦", "主管", "版权", "版權")

// footLength is how many bytes of a page's end can say whose the site is.
const footLength = 6000

// runBy are the names at the foot of the page: 主办单位：晴岚县人民政府办公室.
func runBy(foot string) []string {
	var names []string
	for _, m := range operator.FindAllStringSubmatch(foot, 4) {
		names = append(names, m[1])
	}
	return names
}

var operator = pattern.MustCompile(`(?:主办单位|主办|版权所有|网站主办|主管单位)\s*[::]\s*([\p{Han}]{4,30}?(?:人民政府办公室|人民政府办公厅|人民政府|政府办公室|局|委员会|管委会))(?:\P{Han}|$)`)

// placesNamed are the counties that the text gives as its own: whose site carries the report,
// in which the address of the agency lies, and whose instructions it followed. They tell which of several places of a name is
// meant; a city's site carries the reports of many counties and tells nothing.
func placesNamed(v *Page, lines []tree.Line) []disclosure.Division {
	var places []disclosure.Division
	add := func(words string) {
		if d, ok := countyAtEnd(words, v.Division); ok {
			places = append(places, d)
		}
	}
	for _, l := range lines[:min(len(lines), 15)] {
		text := l.Fold.Text
		for _, m := range siteMention.FindAllStringSubmatchIndex(text, 3) {
			if name := hanBefore(text[:m[2]], longestPlace); name != "" {
				add(name + text[m[2]:m[3]])
			}
		}
		for _, mention := range [...]*pattern.Regexp{addressMention, orderMention} {
			for _, m := range mention.FindAllStringSubmatch(text, 3) {
				add(m[1])
			}
		}
	}
	return places
}

// longestPlace is how many characters before the word for its kind can be the name of a place.
const longestPlace = 16

// hanBefore is what a text ends with, in Chinese characters; "" where it is less than two.
func hanBefore(text string, most int) string {
	start := len(text)
	for n := 0; n < most; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		start -= size
	}
	if utf8.RuneCountInString(text[start:]) < 2 {
		return ""
	}
	return text[start:]
}

// countyAtEnd finds the county whose name or government ends a stretch of a sentence:
// 本报告可在黎川县人民政府.
func countyAtEnd(words string, site disclosure.Division) (disclosure.Division, bool) {
	for i := range words {
		a, ok := disclosure.ResolveAgency(words[i:], site)
		if ok && a.Family == disclosure.FamilyGovOffice && a.Level == disclosure.LevelCounty {
			return disclosure.FindDivision(a.DivisionCode)
		}
	}
	return disclosure.Division{}, false
}

var (
	siteMention    = pattern.MustCompile(`((?:省|市|县|区|旗|州|盟)(?:人民)?政府)(?:门户|官方|公众|政务)?(?:网站|网|信息网|信息公开|\((?:http|www|网址))`)
	orderMention   = pattern.MustCompile(`(?:根据|按照|依照|依据|遵照)([\p{Han}]{2,16}?(?:县|区|市|旗)(?:人民)?政府)(?:办公室|办)?[^。,;]{0,24}?(?:通知|要求|部署|文件|精神|规定)`)
	addressMention = pattern.MustCompile(`(?:地址|地点)(?:为|是)?:?"?([\p{Han}]{2,18}?(?:县|区|市|旗))`)
)

// besideTitle are the names beside the text's title in the title element: …年度报告_晴岚县人民政府.
func (v *Page) besideTitle() []string {
	if v.beside == nil {
		v.beside = namesBeside(v.Doc.Title(), v.Doc.OwnTitle())
	}
	return v.beside
}

// namesBeside are the names in a page's title beside own, the one of the text.
func namesBeside(title, own string) []string {
	if line := strings.Join(strings.Fields(title), " "); line != title {
		title, own = line, naming.InTitle(line)
	}
	if naming.IsTitle(own, false) || naming.ReportWords.MatchString(disclosure.FoldName(own)) {
		title = strings.Replace(title, own, "_", 1)
	}
	names := []string{}
	for _, part := range siteParts.Split(title, -1) {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, naming.CutSite(disclosure.FoldName(part)))
		}
	}
	return names
}

var siteParts = pattern.MustCompile(`[_|•–—>»-]+|\s+`)
