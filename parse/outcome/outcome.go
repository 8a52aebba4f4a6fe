// Package outcome weighs whether a document is a report at all, and whether all of it is there:
// by its titles, its tables, the words of its text and what else the page shows. Pages "not
// found", lists, news, notices and templates are none. It refuses to take a title's word where
// the text is another paper's.
package outcome

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/form"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// Judgement weighs what a document is.
type Judgement struct {
	Page   *origin.Page // with its tree
	Forms  *form.Reader // what its tables claim
	Lines  []tree.Line  // of its text
	Title  string       // folded
	Titled bool         // the title is that of a report
	Titles []string     // all of the page's, the most trusted first
	Listed bool         // the page is mostly a list of links to reports
}

var (
	notFound     = pattern.MustCompile(`页面不存在|网页不存在|(?:^|[^\d-])404(?:\D|$)|找不到|未找到|无法找到|没有找到|已被删除|已删除|不存在或已|信息不存在|内容不存在|文章不存在|资源不存在|栏目不存在|文件不存在|地址不存在|链接(?:已)?失效|页面已(?:失效|过期|下线)|(?i:Not Found|page cannot be found|no longer available)`)
	otherPaper   = pattern.MustCompile(`通知|指南|制度|目录|解读|图解|一图|召开|培训|函$|函\)$|会议|办法|方案|规定|要点|整改|申请表|收费标准|流程图|通报|评估|测评|自查|自评|汇编|汇总|征[求集].{0,60}意见|搜索|检索|清单|条例|答复|填报|填写|示例|样例|` + naming.NotesTitle + `|` + naming.LetterTitle)
	partYear     = pattern.MustCompile(`半年|季度|月报|[0-9一二三四五六七八九十]月份?(?:政府|信息)`)
	otherYearly  = pattern.MustCompile(`决算|预算|绩效|法治政府|法治建设|依法行政|法人年度报告|(?:建议|提案)[^公开]{0,14}办理|网站(?:工作)?年度报[表告]|网站工作年报|行政执法|行政处罚|审计|财政收支|统计公报|政府工作报告|企业年报|社会责任|双随机|环境质量|环境状况|体检报告`)
	carrier      = pattern.MustCompile(`(?:公布|发布|公开|印发|报送|上报).{0,60}(?:年度报告|年报).{0,6}(?:通知|函|公告|报告|通告)$`)
	callsFor     = pattern.MustCompile(`(?:报送|上报).{0,60}通知$`) // asks for reports, whatever it shows as an example
	sheetTitle   = pattern.MustCompile(`(?:统计表|统计报表|数据表|情况表|数据统计)(?:\([^)]*\))?$`)
	attachedOnly = pattern.MustCompile(`附件|全文|下载|点击(?:[^率数量次:\d达超为约近]|$)|查看|见下|图片|扫描`)
	markers      = []string{"主动公开", "依申请公开", "统计期限", "年度报告", "行政复议", "存在的", "改进", "政府信息公开"}
	shortMarkers = []string{"公开信息", "主动公开", "申请", "复议", "诉讼", "收费", "不足", "问题", "改进"}
)

// A text of fewer characters holds no report; one of a page "not found" is shorter than a
// page with anything else on it.
const (
	LeastReport  = 150
	leastText    = 40 // fewer are no text at all
	leastWords   = 25 // below the title of one agency's report
	mostNotFound = 2000
)

// Outcome decides, and says why where the document is no report or only a part of one.
func (j Judgement) Outcome(attached int) (disclosure.Outcome, string) {
	tables := len(j.Forms.Kinds)
	images := j.pictures()
	name := disclosure.FoldName(j.Title)
	if tables > 0 && j.Titled && naming.IsReport(name) && !j.isOther(name, substance{}) && !sheetTitle.MatchString(name) && !j.isTemplate() {
		return j.withTables(images, attached) // nearly every page that is one: nothing has to be weighed
	}
	text := weigh(j.Lines)
	short := sync.OnceValue(func() bool { return j.isShort(text, j.Lines) })
	whole := tree.Characters(j.Page.Doc.Flow.Text)
	switch {
	case whole == 0 && !j.Titled && tree.Has(j.Page.Doc.Root, framesetTags):
		return disclosure.OutcomeNotAReport, "网页由框架组成，本身没有正文"
	case whole == 0 && !j.Titled && images == 0 && attached == 0 && !isShell(j.Page):
		return disclosure.OutcomeBroken, "文件中没有文字"
	case tables == 0 && whole < mostNotFound && text.length < 400 && j.isNotFound():
		return disclosure.OutcomeSoft404, "网页内容为“页面不存在”"
	case tables == 0 && text.kinds < 3 && !short() && strange(j.Page.Doc, text.length) != "":
		return disclosure.OutcomeNotAReport, "是" + strange(j.Page.Doc, text.length)
	case tables == 0 && images == 0 && attached == 0 && !j.Listed && text.isEmpty() && !short() && !(j.Titled && j.announces()) && isShell(j.Page):
		return j.shell()
	case j.isTemplate():
		return disclosure.OutcomeNotAReport, "是空白的报告格式，不是报告"
	case tables == 0 && images == 0 && attached == 0 && j.isGone(text):
		return disclosure.OutcomeSoft404, "网页内容为“页面不存在”"
	case j.isOther(name, text):
		return disclosure.OutcomeNotAReport, "标题不是年度报告：" + disclosure.Short(j.Title)
	case sheetTitle.MatchString(name) && text.kinds < 2 && text.length < 600:
		return disclosure.OutcomeNotAReport, "只有统计表，不是年度报告：" + disclosure.Short(j.Title)
	case tables == 0 && text.kinds < 3 && (j.Listed || naming.IsColumn(name) && (tree.LinkShare(j.Page.Doc, tree.Container(j.Page.Doc)) > 0.5 || text.isEmpty() && namesReports(j.Page))) && !j.isShort(weigh(j.unlinked()), j.unlinked()):
		return disclosure.OutcomeNotAReport, "是报告列表，不是报告"
	case tables == 0 && text.kinds < 3 && (j.isSearch() || j.isSnippets() || text.isEmpty() && !short() && j.isYears()):
		return disclosure.OutcomeNotAReport, "是报告列表，不是报告"
	case tables == 0 && text.letter:
		return disclosure.OutcomeNotAReport, "是来信和答复，不是报告"
	case tables == 0 && text.kinds < 3 && !text.own && newsTitle.MatchString(name), tables == 0 && text.news:
		return disclosure.OutcomeNotAReport, "是关于年度报告的新闻，不是报告"
	case j.otherTitle(text) != "":
		return disclosure.OutcomeNotAReport, "标题不是年度报告：" + disclosure.Short(j.otherTitle(text))
	case tables > 0 && (j.Titled || j.counted() >= leastCounted):
		return j.withTables(images, attached)
	}
	return j.withoutTables(text, short(), images, attached)
}

// withoutTables judges a document without a table of a form: a narrative, a page that only
// leads to its text, or something else.
func (j Judgement) withoutTables(text substance, short bool, images, attached int) (disclosure.Outcome, string) {
	empty := text.isEmpty()
	switch {
	case j.Titled && empty && attached > 0 && j.offersOthers():
		return disclosure.OutcomeNotAReport, "是报告列表，不是报告"
	case j.Titled && empty && attached > 0:
		return disclosure.OutcomePartial, "报告正文为附件，共" + itoa(attached) + "个，未读取"
	case short:
		return j.prose(images, attached)
	case j.isOfferedBelowBox(text):
		return disclosure.OutcomePartial, "报告正文为附件，共" + itoa(attached) + "个，未读取"
	case j.Titled && empty && images > 0:
		return disclosure.OutcomeImageOnly, "报告正文为图片，共" + itoa(images) + "张，未读取" + j.pictureAddresses()
	case j.Titled && empty && j.announces():
		return disclosure.OutcomePartial, "网页只说明报告另有附件，附件地址未找到"
	case empty && isShell(j.Page):
		return j.shell()
	case j.Titled && (text.kinds >= 3 || text.presents || !naming.IsColumn(disclosure.FoldName(j.Title))) && text.isNarrative(j.marks()), text.isReport(), j.isSummary(text):
		return j.prose(images, attached)
	case j.Titled && empty && j.isFramed():
		return disclosure.OutcomePartial, "报告正文在内嵌的网页中，未读取"
	case j.Titled && empty && tree.Has(j.Page.Doc.Root, pluginTags):
		return disclosure.OutcomePartial, "报告正文由浏览器插件显示，未读取"
	case j.Titled && empty && naming.IsColumn(disclosure.FoldName(j.Title)):
		return disclosure.OutcomeNotAReport, "是报告栏目，不是报告"
	case j.Titled && empty && (text.length < leastText || text.spoken == 0):
		if _, dated := disclosure.FiscalYearFromTitle(j.Title); dated && disclosure.NameInTitle(j.Title) != "" {
			return disclosure.OutcomePartial, "网页有报告的标题，但没有正文，正文未找到"
		}
		return disclosure.OutcomeBroken, "标题为年度报告，但没有正文"
	case j.Titled:
		return disclosure.OutcomeNotAReport, "标题是年度报告，正文不是：" + disclosure.Short(j.Title)
	case j.Title != "":
		return disclosure.OutcomeNotAReport, "标题不是年度报告：" + disclosure.Short(j.Title)
	}
	return disclosure.OutcomeNotAReport, "没有年度报告的标题和内容"
}

// shell names what a page loads that has no text of its own.
func (j Judgement) shell() (disclosure.Outcome, string) {
	where := "未写明数据地址"
	if data := scriptedData(j.Page); len(data) > 0 {
		where = "数据地址：" + strings.Join(data, " ")
	}
	if j.Titled && !naming.IsColumn(disclosure.FoldName(j.Title)) {
		return disclosure.OutcomePartial, "报告正文由脚本加载，未读取；" + where
	}
	return disclosure.OutcomeNotAReport, "网页由脚本加载内容，本身没有报告；" + where
}

// leastCounted is the number of figures from which a page with tables of a form is a report
// though its title is not: a notice shows the empty form.
const leastCounted = 20

// counted is the number of cells with a value.
func (j Judgement) counted() int {
	n := 0
	for i := range j.Forms.Claims { // the figures are chosen among them later
		if j.Forms.Claims[i].Figure.Value != nil {
			n++
		}
	}
	return n
}

// isOther reports whether the title is that of another paper. A report that is published as
// the annex of a notice is told by its figures.
func (j Judgement) isOther(name string, text substance) bool {
	if naming.IsOtherMatter(name) || otherYearly.MatchString(name) && !strings.Contains(name, "信息公开") && otherYearly.MatchString(naming.BehindAgency(name)) || partYear.MatchString(name) {
		return true
	}
	if !otherPaper.MatchString(name) || naming.IsReport(name) {
		return false
	}
	return !carrier.MatchString(name) || callsFor.MatchString(name) || j.counted() < leastCounted && !text.isReport()
}

// withTables: a table of the form is there. Where another is missing and there are pictures
// or attachments, it is one of them.
func (j Judgement) withTables(images, attached int) (disclosure.Outcome, string) {
	if j.Forms.Statistics() { // earlier forms have one table only
		return disclosure.OutcomeOK, ""
	}
	if len(j.Forms.Kinds) < 3 && images > 0 {
		return disclosure.OutcomePartial, "缺少的表格可能在图片中，未读取"
	}
	if len(j.Forms.Kinds) < 3 && attached > 0 {
		return disclosure.OutcomePartial, "缺少的表格可能在附件中，未读取"
	}
	if k := j.Forms.Kinds; len(k) < 3 && (k[form.Proactive] || k[form.Requests] || k[form.Reviews]) && j.announcesTables() {
		return disclosure.OutcomePartial, "缺少的表格在附件中，未读取"
	}
	return disclosure.OutcomeOK, ""
}

func (j Judgement) isNotFound() bool {
	if notFound.MatchString(j.Title) {
		return true
	}
	if j.Titled || utf8.RuneCountInString(j.Page.Doc.Flow.Text) >= mostNotFound {
		return false
	}
	shown := j.shownLines()
	if otherPaper.MatchString(disclosure.FoldName(j.Title)) || speaksOfRequests(shown) { // a letter may say 您申请的信息不存在
		return j.saysGone()
	}
	return slices.ContainsFunc(shown, func(l tree.Line) bool { return notFound.MatchString(l.Fold.Text) })
}

func (j Judgement) announces() bool {
	for _, l := range j.Lines {
		if attachedOnly.MatchString(l.Fold.Text) {
			return true
		}
	}
	return false
}

// marks counts the words of the report's own world in the text.
func (j Judgement) marks() int { return wordsIn(j.Lines, markers) }

// wordsIn is how many of the words stand in the lines.
func wordsIn(lines []tree.Line, words []string) int {
	n := 0
	for _, w := range words {
		if slices.ContainsFunc(lines, func(l tree.Line) bool { return strings.Contains(l.Fold.Text, w) }) {
			n++
		}
	}
	return n
}

// pictures counts the pictures in the text that can hold a page of a report; icons cannot.
func (j Judgement) pictures() int {
	return len(j.pictureNodes())
}

// pictureAddresses lists the first of them, as the page names them, behind a colon. Those of a
// file of pages have no address.
func (j Judgement) pictureAddresses() string {
	if j.Page.Doc.Paged {
		return ""
	}
	var all []string
	for _, img := range j.pictureNodes() {
		if u, ok := j.Page.Resolve(tree.Attr(img, "src")); ok {
			all = append(all, strings.TrimPrefix(u.String(), walk.Nowhere))
		}
	}
	return "：" + strings.Join(all[:min(len(all), 40)], " ")
}

func (j Judgement) pictureNodes() []*html.Node {
	var all []*html.Node
	for _, img := range tree.Find(tree.Container(j.Page.Doc), tree.ImageTags).Nodes {
		w, errW := strconv.Atoi(strings.TrimSuffix(tree.Attr(img, "width"), "px"))
		h, errH := strconv.Atoi(strings.TrimSuffix(tree.Attr(img, "height"), "px"))
		small := errW == nil && w < 200 || errH == nil && h < 100
		if src := tree.Attr(img, "src"); src != "" && !small && !iconName.MatchString(src) && !j.Page.Doc.IsAside(img) {
			all = append(all, img)
		}
	}
	return all
}

var iconName = pattern.MustCompile(`(?i)ico|logo|icon|btn|button|arrow|file_?ext|\.gif$|share|print|qrcode|ewm`)

func itoa(n int) string { return strconv.Itoa(n) }
