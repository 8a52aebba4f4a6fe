package walk

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
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

// Anchor is a link of a page.
type Anchor struct {
	node   *html.Node
	URL    *url.URL // absolute
	Text   string   // the whole title
	folded string   // text for matching
	kind   kind
	Aside  bool // in the header, the footer, a menu, a side bar: not an item of a list
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

// Anchors lists the links below n in page order, frames among them.
func Anchors(v *View, n *html.Node) []Anchor {
	return anchorsOf(v, v.Doc.LinksBelow(n), func(e *html.Node) bool { return true })
}

// ReportAnchors lists the links below n whose words are the title of a report.
func ReportAnchors(v *View, n *html.Node) []Anchor {
	all := anchorsOf(v, v.Doc.LinksBelow(n), func(e *html.Node) bool {
		words := linkText(e)
		return strings.Contains(words, "报") || strings.Contains(words, "報")
	})
	return slices.DeleteFunc(all, func(a Anchor) bool { return a.kind != kindReport })
}

// anchorsOf makes links of elements. Of <a>s only those that are wanted: to tell what a link is
// costs more than most questions about it.
func anchorsOf(v *View, elements []*html.Node, wanted func(e *html.Node) bool) []Anchor {
	var all []Anchor
	for _, e := range elements {
		if len(all) == mostLinks {
			break
		}
		var a Anchor
		var ok bool
		switch {
		case e.DataAtom == atom.A, e.DataAtom == atom.Area:
			if wanted(e) {
				a, ok = v.anchor(e, tree.Attr(e, "href"), linkText(e))
			}
		case e.DataAtom == atom.Iframe, e.DataAtom == atom.Frame:
			a, ok = v.anchor(e, tree.Attr(e, "src"), tree.Attr(e, "title"))
			a.frame = true
		case e.DataAtom == atom.Meta && strings.EqualFold(tree.Attr(e, "http-equiv"), "refresh"):
			a, ok = v.anchor(e, refreshTarget(tree.Attr(e, "content")), "")
			a.frame = true
		}
		if ok {
			all = append(all, a)
		}
	}
	return all
}

func (v *View) anchor(e *html.Node, ref, text string) (Anchor, bool) {
	u, ok := v.Resolve(ref)
	if !ok {
		return Anchor{}, false
	}
	a := Anchor{node: e, URL: u, Text: text, folded: disclosure.FoldName(text), Aside: v.Doc.IsAside(e)}
	a.kind = kindOf(a.folded, u)
	return a, true
}

// linkText is the words of a link: its title attribute where the words are cut or missing.
func linkText(e *html.Node) string {
	text := strings.Join(strings.Fields(tree.TextOf(e)), " ")
	title := strings.Join(strings.Fields(tree.Attr(e, "title")), " ")
	if title == "" {
		if text == "" {
			return strings.TrimSpace(tree.Find(e, tree.ImageTags).AttrOr("alt", ""))
		}
		return text
	}
	stem := strings.TrimRight(text, ".…· ")
	cut := text == "" || stem != text && utf8.RuneCountInString(title) >= utf8.RuneCountInString(stem)
	if cut || strings.HasPrefix(title, text) && naming.IsReport(disclosure.FoldName(title)) {
		return title
	}
	return text
}

var (
	platformWord = pattern.MustCompile(`^(?:[\p{Han}]{0,12})?(?:政府信息公开|信息公开|政务公开)(?:平台|专栏|专区|网|目录|栏目|内容)?$|公开平台|法定主动公开|^(?:各?(?:县直|区直|市直|县级|政府)?(?:部门|乡镇|乡|镇|街道|单位|办事处)[\p{Han}、]{0,10})(?:公开|平台|目录|专栏|列表|导航)?$|^(?:部门|乡镇|镇街|单位|机构)(?:名称|列表)$`)
	noPlatform   = pattern.MustCompile(`指南|制度|申请|意见|规定|条例|投诉|举报|收费|监督|标准|领导|简介|简报|动态|新闻`)
	agencyWords  = pattern.MustCompile(`^[\p{Han}]{1,22}(?:局|委员会|委|办公室|管委会|人民政府|镇|乡|街道|街道办|办事处|供销社|供销合作社|残联|残疾人联合会|调查队|大队|公积金中心|公积金管理中心|公积金管理部|政务服务中心|分局|政府办|府办)(?:\([\p{Han}]{1,12}\))?$`)
	noAgency     = pattern.MustCompile(`^(?:国务院|中国|全国|中共|县委|市委|省委|区委)|人大|政协|法院|检察院|纪委|委员会委员|简介`)
	pagingWords  = pattern.MustCompile(`^(?:首页|上一?页|下一?页|前一?页|后一?页|尾页|末页|最后一?页|第一页|\d{1,3}|更多|more|>>更多|更多>>|返回.*|\.{3})$`)
	moreWords    = pattern.MustCompile(`(?i)^[^\p{Han}a-z]*(?:查看)?(?:更多|全部|more)[^\p{Han}a-z]*$`)
	annualSlug   = pattern.MustCompile(`(?i)/(?:[a-z]*zfxxgknb|xxgknb|gknb|s?zfxxgkndbg|ndbgx?|xxgkndbg|gkndbg|nb)(?:/(?:index|list)?(?:\.s?html?)?)?$`)
	columnURL    = pattern.MustCompile(`(?i)/$|/(?:index|list|default)(?:_\d+)?\.\w+$|/col/col\d+/|/column/|/node_\d+|\.jsp$`)
)

func kindOf(text string, u *url.URL) kind {
	column := columnURL.MatchString(u.Path)
	switch {
	case moreWords.MatchString(text) && column && annualSlug.MatchString(u.Path):
		return kindAnnual
	case pagingWords.MatchString(strings.Trim(text, "<>»«›‹[]|")):
		return kindPaging
	case naming.IsColumnWithoutYear(text), column && naming.YearColumn.MatchString(text):
		return kindAnnual
	case naming.IsReport(text) && !isHome(u):
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
