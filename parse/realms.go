package parse

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// realm is a stretch of a page that a line opens which says whose and of which year all below
// it is: the title of a report, or a mark before something added to the report. It ends where
// the next one begins.
type realm struct {
	from   int    // in runes of the flow
	body   string // "" where it is not said
	year   int    // 0 where it is not said
	empty  bool   // a form to fill in
	others bool   // the agency's subordinates
}

// realmsOf finds the parts of a page in its lines. Links name reports on other pages.
func realmsOf(d *document, lines []line) []realm {
	realms := []realm{{}}
	last, inside := 0, 0 // numbers of the headings before the part and in it
	for i, l := range lines {
		text := l.fold.Text
		if len(text) > 3*longestTitle {
			continue
		}
		if n := chapter(text); n > 0 {
			if inside == 0 && last > 0 && n == last+1 { // what was put in between has ended
				again := realms[len(realms)-2]
				again.from = l.start
				realms = append(realms, again)
			}
			inside = n
		}
		if !containsAny(text, "报告", "年报", "附", "年度", "样表", "格式") {
			continue
		}
		if p, ok := realmAt(lines[:i], l); ok && !d.isLink(l) {
			realms = append(realms, p)
			last, inside = inside, 0
		}
	}
	return realms
}

// chapter is the number of a heading of the report's text: 三、 gives 3. 0 means that it is none.
func chapter(text string) int {
	number, _, ok := strings.Cut(text, "、")
	if !ok || len(number) != len("一") {
		return 0
	}
	return strings.Index("零一二三四五六七八九", number) / len("一")
}

// realmAt reads the line that opens a part. before are the lines above it.
func realmAt(before []line, l line) (realm, bool) {
	text := disclosure.FoldName(l.fold.Text)
	name := strings.Trim(annexMark.ReplaceAllString(text, ""), "()")
	annex := name != text
	p := realm{from: l.start}
	year, dated := disclosure.FiscalYearFromTitle(name)
	switch {
	case emptyForm.MatchString(name) && (annex || utf8.RuneCountInString(name) <= longestCaption/2) && isCaption(name):
		p.empty = true
	case titleEnd.MatchString(name) && isCaption(name) && namesReport(name):
		p.body = disclosure.NameInTitle(withAgency(before, name))
		p.year = year
		return p, dated || agencyName.MatchString(p.body)
	case annex && subordinate.MatchString(name) && isCaption(name):
		p.others = true
	case annex && isCaption(name):
		if years := oneYear.FindAllString(name, 2); len(years) == 1 && anyYear.MatchString(name) {
			p.year, _ = strconv.Atoi(years[0])
		}
		return p, p.year != 0
	default:
		m := unitLine.FindStringSubmatch(text)
		if m == nil {
			return p, false
		}
		p.body = m[1]
		p.year, _ = strconv.Atoi(m[2])
	}
	return p, true
}

var (
	annexMark   = regexp.MustCompile(`^[(【\[]?附(?:件|录|表|图)?[0-9一二三四五六七八九十]{0,3}[】\])]?[:.、]*`)
	emptyForm   = regexp.MustCompile(`(?:报告|年报|统计表|表格|报表)(?:的)?(?:格式|样式|式样|样表|模板|模版|范本|参考样式|参考格式)(?:\([^)]*\))?[:]?$|^(?:空白)?(?:样表|格式|样式|式样|模板|模版|范本|空表|空白表)[:]?$|^空白(?:统计表|表格|报表|表)[:]?$`)
	subordinate = regexp.MustCompile(`^(?:[^含及和与括]{0,20})(?:下属|所属|直属|下辖|下级|二级)(?:事业|预算|各|的)*(?:单位|机构|部门|企业|机关)`)
	unitLine    = regexp.MustCompile(`^(?:填报|报送|编报|编制|统计|制表)(?:单位|机关|部门)(?:名称)?(?:\(盖章\))?[:](\p{Han}{2,28}?)(?:\(盖章\))?(?:统计|报告|所属|年度|时间|[:])*(20[012]\d)年?度[:]?$`)
)
