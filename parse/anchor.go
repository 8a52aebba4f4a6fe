package parse

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// kind is what a link's words and address promise.
type kind int

const (
	kindOther    kind = iota
	kindReport        // the title of a report, with a year
	kindAnnual        // the column of annual reports
	kindPlatform      // the platform of government information disclosure, or a part of it with departments
	kindAgency        // the name of an agency and nothing else
	kindPaging        // 下一页 and the like
)

// anchor is a link of a page.
type anchor struct {
	node   *html.Node
	url    *url.URL
	text   string // the whole title
	folded string // text for matching
	kind   kind
	aside  bool // in the header, the footer, a menu, a side bar: not an item of a list
	frame  bool
}

// mostLinks bounds what is looked at on one page.
const mostLinks = 20_000

var refreshURL = pattern.MustCompile(`(?i)^\s*\d*\s*[;,]\s*url\s*=\s*["']?([^"']+)`)

// refreshTarget is where a page sends its readers on: many home pages are only that.
func refreshTarget(content string) string {
	if m := refreshURL.FindStringSubmatch(content); m != nil {
		return m[1]
	}
	return ""
}

// collectAnchors lists the links below n in page order, frames among them.
func collectAnchors(v *view, n *html.Node) []anchor {
	return anchorsWhere(v, n, func(ref, words string) bool { return true })
}

// reportAnchors lists the links below n whose words are the title of a report.
func reportAnchors(v *view, n *html.Node) []anchor {
	all := anchorsWhere(v, n, func(ref, words string) bool { return strings.Contains(words, "报") || strings.Contains(words, "報") })
	return slices.DeleteFunc(all, func(a anchor) bool { return a.kind != kindReport })
}

// anchorsWhere lists the links that are wanted by their address, as the page prints it, and by
// their words: to tell what a link is costs more than both.
func anchorsWhere(v *view, n *html.Node, wanted func(ref, words string) bool) []anchor {
	var all []anchor
	walk(n, func(e *html.Node) bool {
		if len(all) == mostLinks {
			return false
		}
		var a anchor
		var ok bool
		switch {
		case e.Type != html.ElementNode:
			return true
		case e.DataAtom == atom.A, e.DataAtom == atom.Area:
			if ref, words := attr(e, "href"), linkText(e); wanted(ref, words) {
				a, ok = v.anchor(e, ref, words)
			}
		case e.DataAtom == atom.Iframe, e.DataAtom == atom.Frame:
			a, ok = v.anchor(e, attr(e, "src"), attr(e, "title"))
			a.frame = true
		case e.DataAtom == atom.Meta && strings.EqualFold(attr(e, "http-equiv"), "refresh"):
			a, ok = v.anchor(e, refreshTarget(attr(e, "content")), "")
			a.frame = true
		}
		if ok {
			all = append(all, a)
		}
		return true
	})
	return all
}

func (v *view) anchor(e *html.Node, ref, text string) (anchor, bool) {
	u, ok := v.resolve(ref)
	if !ok {
		return anchor{}, false
	}
	a := anchor{node: e, url: u, text: text, folded: disclosure.FoldName(text), aside: v.doc.isAside(e)}
	a.kind = kindOf(a.folded, u)
	return a, true
}

// linkText is the words of a link: its title attribute where the words are cut or missing.
func linkText(e *html.Node) string {
	text := strings.Join(strings.Fields(textOf(e)), " ")
	title := strings.Join(strings.Fields(attr(e, "title")), " ")
	if title == "" {
		if text == "" {
			return strings.TrimSpace(find(e, imageTags).AttrOr("alt", ""))
		}
		return text
	}
	stem := strings.TrimRight(text, ".…· ")
	cut := text == "" || stem != text && utf8.RuneCountInString(title) >= utf8.RuneCountInString(stem)
	if cut || strings.HasPrefix(title, text) && isReportTitle(disclosure.FoldName(title)) {
		return title
	}
	return text
}

var (
	yearInTitle  = pattern.MustCompile(`(?:19|20)\d\d|二[〇○零O0oОo◯][〇○零O0o◯一二三四五六七八九]{2}`)
	reportWords  = pattern.MustCompile(`(?:信息公开|政务公开|公开工作|公开).{0,14}(?:年度报告|年报|年度工作报告|工作报告|报告)|(?:年度报告|年报).{0,6}公开`)
	noReport     = pattern.MustCompile(`通知|指南|制度|目录|解读|图解|(?:更正|勘误|补正|撤回|延期)的?(?:说明|公告|通告|启事|声明)|召开|培训|函$|函\)$|汇总|会议|办法|方案|规定|评议|考核|整改|通报|工作要点|计划|统计表$|新闻|审查意见|一图|第三方|评估报告|测评|自查|试点|标准化规范化|填报|填写|示例|样例|范本|模板|模版`)
	annualWords  = pattern.MustCompile(`^(?:[\p{Han}]{0,20}?)(?:政府)?(?:信息|政务)?公开(?:工作)?(?:年报|年度报告)(?:列表|专栏|专题|栏目)?$|^(?:信息)?年报(?:列表|公开)?$|^(?:工作)?年度报告$|^公开年报$|^历年年报$|^(?:各?(?:部门|乡镇|街道|单位|镇)[\p{Han}]{0,8})年报$`)
	platformWord = pattern.MustCompile(`^(?:[\p{Han}]{0,12})?(?:政府信息公开|信息公开|政务公开)(?:平台|专栏|专区|网|目录|栏目|内容)?$|公开平台|法定主动公开|^(?:各?(?:县直|区直|市直|县级|政府)?(?:部门|乡镇|乡|镇|街道|单位|办事处)[\p{Han}、]{0,10})(?:公开|平台|目录|专栏|列表|导航)?$|^(?:部门|乡镇|镇街|单位|机构)(?:名称|列表)$`)
	noPlatform   = pattern.MustCompile(`指南|制度|申请|意见|规定|条例|投诉|举报|收费|监督|标准|领导|简介|简报|动态|新闻`)
	agencyWords  = pattern.MustCompile(`^[\p{Han}]{1,22}(?:局|委员会|委|办公室|管委会|人民政府|镇|乡|街道|街道办|办事处|供销社|供销合作社|残联|残疾人联合会|调查队|大队|公积金中心|公积金管理中心|公积金管理部|政务服务中心|分局|政府办|府办)(?:\([\p{Han}]{1,12}\))?$`)
	noAgency     = pattern.MustCompile(`^(?:国务院|中国|全国|中共|县委|市委|省委|区委)|人大|政协|法院|检察院|纪委|委员会委员|简介`)
	pagingWords  = pattern.MustCompile(`^(?:首页|上一?页|下一?页|前一?页|后一?页|尾页|末页|最后一?页|第一页|\d{1,3}|更多|more|>>更多|更多>>|返回.*|\.{3})$`)
	annualSlug   = pattern.MustCompile(`(?i)/(?:[a-z]*zfxxgknb|xxgknb|gknb|s?zfxxgkndbg|ndbgx?|xxgkndbg|gkndbg|nb)(?:/(?:index|list)?(?:\.s?html?)?)?$`)
	columnURL    = pattern.MustCompile(`(?i)/$|/(?:index|list|default)(?:_\d+)?\.\w+$|/col/col\d+/|/column/|/node_\d+|\.jsp$`)
)

// isReportTitle reports whether a folded title is that of an annual report on disclosure.
func isReportTitle(t string) bool {
	return yearInTitle.MatchString(t) && namesReport(t) && utf8.RuneCountInString(t) < 90
}

// namesReport reports whether a folded title has the words of a report and none of another
// paper, those in the name of an office aside: 卫生和计划生育局, 文化广电新闻出版局.
func namesReport(t string) bool {
	return reportWords.MatchString(t) && (!noReport.MatchString(t) || !noReport.MatchString(officeNames.ReplaceAllString(t, "")))
}

// officeNames are words of other papers as offices have them in their names.
var officeNames = pattern.MustCompile(`计划生育|计划(?:和|与|统计|发展|经济)*(?:局|委|处|办)|发展计划|新闻出版|新闻(?:办|中心|局|传媒|广电|旅游|体育)|(?:考核|评议|督查考核)(?:局|办|委|中心)|(?:会议|培训)中心`)

// behindAgency is what a folded title says behind the name of a bureau, which starts it or
// follows the year.
func behindAgency(t string) string { return t[len(agencyHead.FindString(t)):] }

var agencyHead = pattern.MustCompile(`^(?:(?:20\d\d)年?度?)?\p{Han}{2,26}?(?:局|委员会|办公室|中心|大队|支队|厅)`)

// isAnnualColumn reports whether a folded name is that of a column of annual reports.
func isAnnualColumn(name string) bool {
	return isColumnWithoutYear(name) || yearColumn.MatchString(name)
}

// isColumnWithoutYear leaves out the reports of one agency whose year is in Chinese characters,
// which are letters like all others: 晴岚县二〇一二年政府信息公开年报.
func isColumnWithoutYear(name string) bool {
	return annualWords.MatchString(name) && !yearInTitle.MatchString(name)
}

// yearColumn names the yearly parts of such a column.
var yearColumn = pattern.MustCompile(`^(?:(?:20\d\d|二[〇○零O0][〇○零O0一二][〇○零O0一二三四五六七八九])年?度?)(?:政府)?信息公开(?:工作)?(?:年报|年度报告)(?:专栏|专题|栏目)?$`)

func kindOf(text string, u *url.URL) kind {
	column := columnURL.MatchString(u.Path)
	switch {
	case pagingWords.MatchString(strings.Trim(text, "<>»«›‹[]|")):
		return kindPaging
	case isColumnWithoutYear(text), column && yearColumn.MatchString(text):
		return kindAnnual
	case isReportTitle(text) && !isHome(u):
		return kindReport
	case column && annualSlug.MatchString(u.Path) && !noPlatform.MatchString(text):
		return kindAnnual
	case platformWord.MatchString(text) && !noPlatform.MatchString(text):
		return kindPlatform
	case agencyWords.MatchString(text) && !noAgency.MatchString(text):
		return kindAgency
	}
	return kindOther
}

func isHome(u *url.URL) bool { return u.Path == "" || u.Path == "/" }

var asideName = pattern.MustCompile(`(?i)(?:^|[\s_-])(?:nav\w*|header|head|top|topbar|footer|foot|bottom|menu\w*|memu|crumbs?|breadcrumbs?|bread|position|pos|location|loc|dqwz|wz|sidebar|side|aside|copyright|links?|friendlink|search\w*|share|logo|banner)(?:$|[\s_-]|\d)|gl_left|leftnav|left_nav|nav[_-]?left|position|breadcrumb`)

// isAside reports whether an element belongs to what surrounds the content of a page. The
// answer is kept: pages ask for every link.
func (d *document) isAside(n *html.Node) bool {
	if n == nil || n == d.body || n.DataAtom == atom.Html {
		return false
	}
	aside, ok := d.asides[n]
	if !ok {
		aside = surrounds(n) || d.isAside(n.Parent)
		d.asides[n] = aside
	}
	return aside
}

func surrounds(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Header, atom.Footer, atom.Nav, atom.Aside:
		return true
	case atom.A: // a link's own class says how it looks
		return false
	}
	return asideName.MatchString(attr(n, "class")) || asideName.MatchString(attr(n, "id"))
}
