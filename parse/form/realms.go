package form

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/grid"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/timing"
	"gongkai/parse/tree"
)

// Realm is a stretch of a page that a line opens which says whose and of which year all below
// it is: the title of a report, or a mark before something added to the report. It ends where
// the next one begins.
type Realm struct {
	from   int    // in runes of the flow
	body   string // "" where it is not said
	year   int    // 0 where it is not said
	empty  bool   // a form to fill in
	others bool   // the agency's subordinates
	past   bool   // years before, in words
	void   bool   // a text that another has replaced
}

// RealmsOf finds the parts of a page in its lines. Links name reports on other pages.
func RealmsOf(d *tree.Document, lines []tree.Line) []Realm {
	realms := []Realm{{}}
	last, inside, home := 0, 0, 0 // numbers of the headings before the part and in it, the part of the last heading
	for i, l := range lines {
		text := l.Fold.Text
		if len(text) > 3*origin.LongestTitle {
			continue
		}
		if n := chapter(text); n > 0 {
			if inside == 0 && last > 0 && n > last { // what was put in between has ended
				again := realms[home]
				again.from = l.Start
				realms = append(realms, again)
			}
			inside, home = n, len(realms)-1
		}
		if !openerWords.In(text) {
			continue
		}
		if p, ok := realmAt(lines[:i], l); ok && !d.IsLink(l) {
			realms = append(realms, p)
			if inside > 0 {
				last, inside = inside, 0
			}
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
func realmAt(before []tree.Line, l tree.Line) (Realm, bool) {
	p := Realm{from: l.Start}
	if !isCaption(l.Fold.Text) {
		return p, false
	}
	text := unwrapped(disclosure.FoldName(l.Fold.Text))
	if m := unitLine.FindStringSubmatch(text); m != nil {
		p.body = m[1]
		p.year, _ = strconv.Atoi(m[2])
		return p, true
	}
	name, annex := cutAnnex(text)
	if !isCaption(name) {
		return p, false
	}
	switch {
	case voidText.MatchString(name):
		p.void = true
	case nowValid.MatchString(name): // the report's own again
	case emptyForm.MatchString(name) && (annex || utf8.RuneCountInString(name) <= grid.LongestCaption/2):
		p.empty = true
	case yearBefore.MatchString(name), annex && pastYear.MatchString(name) && !bothYears.MatchString(name):
		p.past = true
	case origin.TitleEnd.MatchString(strings.TrimSuffix(name, ":")) && naming.NamesReport(name):
		name = strings.TrimSuffix(name, ":")
		year, dated := disclosure.FiscalYearFromTitle(name)
		p.body, p.year = disclosure.NameInTitle(origin.WithAgency(before, name)), year
		return p, dated || naming.Agency.MatchString(p.body)
	case ofOneYear.MatchString(name):
		p.year, _ = strconv.Atoi(name[:4])
	case annex && subordinate.MatchString(name):
		p.others = true
	case annex, strings.Contains(name, "信息公开") && bodyTable.MatchString(name):
		return p.annexed(name)
	default:
		t, ok := timing.CaptionWord(name)
		p.year = t.Year
		return p, ok
	}
	return p, true
}

// annexed reads the name of an annex: whose table it is and of which year.
func (p Realm) annexed(name string) (Realm, bool) {
	if years := timing.OneYear.FindAllString(name, 2); len(years) == 1 && timing.AnyYear.MatchString(name) {
		p.year, _ = strconv.Atoi(years[0])
	}
	if m := bodyTable.FindStringSubmatch(name); m != nil {
		p.body = m[1]
	}
	return p, p.year != 0 || p.body != ""
}

// unwrapped takes the brackets and the words off that lead to what a line announces: 【样表】,
// 以下为2022年年报:.
func unwrapped(text string) string {
	for _, pair := range [...]string{"()", "【】", "[]", "〔〕"} {
		open, shut := utf8.DecodeRuneInString(pair)
		if inner := strings.TrimSuffix(strings.TrimPrefix(text, string(open)), pair[shut:]); len(inner) == len(text)-len(pair) {
			text = inner
		}
	}
	return announces.ReplaceAllString(text, "")
}

// cutAnnex cuts 附件2: off a line.
func cutAnnex(text string) (name string, annex bool) {
	m := annexMark.FindStringSubmatch(text)
	if m == nil {
		return text, false
	}
	return m[1], true
}

var (
	openerWords = pattern.AnyOf("报告", "年报", "附", "年", "样", "格式", "范", "模", "空", "历史", "作废", "更正", "修改", "修订", "同期", "原")
	announces   = pattern.MustCompile(`^(?:以下|下面|下表|下文|如下)(?:内容|部分|所列|数据|报告)?(?:为|是|系)`)
	// voidText is a report that no longer holds, nowValid one that replaces it.
	voidText    = pattern.MustCompile(`^(?:原|旧|更正前|修改前|修订前|调整前|已?作废|已?废止|已?撤销)的?(?:版本?的?)?(?:\(20\d\d年度?\))?(?:20\d\d年度?)?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|统计表|数据|表格?|文本|公开件)(?:\([^)]*\))?(?:已?(?:作废|废止|撤销))?:?$|^(?:\p{Han}{0,12}(?:报告|年报|表|数据))?\(?(?:已作废|已废止|作废|废止)\)?:?$`)
	nowValid    = pattern.MustCompile(`^(?:更正|修改|修订|调整)后的?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|统计表|数据|表格?|文本|内容)?(?:如下|为)?:?$|^(?:现行|最新|更正)版本?:?$`)
	annexMark   = pattern.MustCompile(`^[(【\[]?附(?:件|录|表|图)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})??[】\])]?[:.、]*(|20\d\d年.*|二[〇○零].*|[^0-9:.、】\])].*)$`)
	emptyForm   = pattern.MustCompile(`(?:报告|年报|统计表|表格|报表)(?:的)?(?:填报|填写|参考)?(?:格式|样式|式样|样表|模板|模版|范本|样例|示例|范例)(?:\([^)]*\))?:?$|^(?:空白|填报|填写|参考)?(?:样表|格式|样式|式样|模板|模版|范本|样例|示例|范例|空表|空白表):?$|^空白(?:统计表|表格|报表|表):?$`)
	subordinate = pattern.MustCompile(`^(?:[^含及和与括]{0,20})(?:下属|所属|直属|下辖|下级|二级|[局委厅]属)(?:事业|预算|各|的)*(?:单位|机构|部门|企业|机关)|^全[省市县区旗州盟镇乡]`)
	unitLine    = pattern.MustCompile(`^(?:填报|报送|编报|编制|统计|制表)(?:单位|机关|部门)(?:名称)?(?:\(盖章\))?:(\p{Han}{2,28}?)(?:\(盖章\))?(?:统计|报告|所属|年度|时间|:)*(20[012]\d)年?度:?$`)
	bodyTable   = pattern.MustCompile(`^(\p{Han}{2,26}?(?:局|中心|站|所|队|办|处|院|馆|公司|镇|乡|街道))(?:20\d\d年度?)?(?:政府信息公开)?(?:工作)?(?:情况)?(?:统计表|汇总表|报表|情况表|汇总)$`)
	yearBefore  = pattern.MustCompile(`^(?:上一?年度?|去年|往年|历年|历史|以前年度|以往年度|往年度)(?:同期)?(?:\(20\d\d年度?\))?的?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|统计表|情况|数据|报表|表格)?(?:\([^)]*\))?:?$`)
	pastYear    = pattern.MustCompile(`上一?年度?|去年|往年|历年|历史|以前年度|以往年度`)
	ofOneYear   = pattern.MustCompile(`^20[012]\d年度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|统计表|数据|报表|表格|公开情况|工作情况)(?:\([^)]*\))?:?$`)
	bothYears   = pattern.MustCompile(`结转|对比|比较|增减|变化|同比|本年|今年`)
)
