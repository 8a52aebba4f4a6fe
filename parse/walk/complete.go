package walk

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// Completeness is earned. From a list that is called complete it follows that what it does not
// name was not published: an agency is late by it. So a page is complete only where it lists
// something, where its pager is understood and where nothing on it says that it is no list. A
// shell that a script would fill, a page "not found" that came with status 200, the error text
// of a broken database list nothing.

// complete takes completeness away from a page that has not earned it, and says why.
func (v *View) complete(page *disclosure.Page, anchors int) {
	page.Doubt = v.Doubt
	switch doubt := v.noList(*page); {
	case doubt != "" && doubt != disclosure.DoubtGone && v.loads && page.Complete:
		page.Doubt = "" // the answers that its script would ask for are looked at themselves
	case doubt != "":
		page.Complete, page.Doubt = false, doubt
	case anchors >= mostLinks:
		page.Complete, page.Doubt = false, "it has too many links"
	case page.Complete:
		page.Doubt = ""
	default:
		page.Doubt = cmp.Or(page.Doubt, "its pager is not understood")
		if len(page.Next) == 0 && ReportsIn(page.Links) > 0 {
			page.Next = v.probes()
		}
	}
}

// noList says why a page is no list, "" where it is one: of documents, or of lists below it.
func (v *View) noList(page disclosure.Page) string {
	reports := ReportsIn(page.Links)
	if v.items > 0 && reports > 1 {
		return ""
	}
	switch {
	case v.says(naming.GoneLine), goneTitle.MatchString(v.Doc.Title()):
		return disclosure.DoubtGone
	case v.items > 0:
		return ""
	case v.says(errorLine):
		return "the page shows an error, with status 200"
	case v.leadsDown(page):
		return ""
	case utf8.RuneCountInString(strings.TrimSpace(v.Doc.Flow.Text)) < leastShown && tree.Has(v.Doc.Root, scriptTags):
		return disclosure.DoubtShell
	}
	return "it names no document"
}

// leastShown is how many characters a page shows at least that is no mere shell.
const leastShown = 200

var (
	scriptTags = tree.Tags(atom.Script)
	goneTitle  = pattern.MustCompile(`(?i)(?:^|[^\d])404(?:\D|$)|not found|页面不存在|找不到|出错|错误提示`)
	errorLine  = pattern.MustCompile(`(?i)数据库(?:连接|访问|查询)?(?:失败|错误|异常|出错)|连接(?:失败|超时)|(?:系统|服务器?|程序|运行时?|内部|网站)(?:发生|出现|暂时)?(?:了)?(?:错误|异常|故障|出错|繁忙|维护)|服务不可用|正在维护|server error|service unavailable|bad gateway|exception|sqlstate|ora-\d{4,}`)
)

// says reports whether a short line of the page's text matches.
func (v *View) says(re *pattern.Regexp) bool {
	for line := range strings.Lines(v.Doc.Flow.Text) {
		if text := disclosure.FoldText(strings.TrimSpace(line)); text != "" && utf8.RuneCountInString(text) < 60 && re.MatchString(text) {
			return true
		}
	}
	return false
}

// leadsDown reports whether a page without documents is one of lists: it leads to lists or
// columns below itself, shows one in a frame, or is a column by its own name that leads to
// several. A menu that every page has is no sign.
func (v *View) leadsDown(page disclosure.Page) bool {
	lists := 0
	for _, l := range page.Links {
		if l.Role.IsDocument() || l.Aside {
			continue
		}
		if u, ok := v.Resolve(l.URL); ok && (l.Frame || v.isBeside(u)) {
			return true
		}
		if l.Role == disclosure.RoleList {
			lists++
		}
	}
	name := disclosure.FoldName(page.Column)
	return lists >= severalLists && (naming.IsColumn(name) || platformWord.MatchString(name))
}

// severalLists is more than a page has by chance: an empty list has links to other columns too.
const severalLists = 3

// items counts the documents that a list names.
func items(links []disclosure.Link) int {
	n := 0
	for _, l := range links {
		if l.Role == disclosure.RoleReport && !l.Aside {
			n++
		}
	}
	return n
}

// ReportsIn counts the documents that a list names and that are called reports, cut titles
// among them.
func ReportsIn(links []disclosure.Link) int {
	n := 0
	for _, l := range links {
		if l.Role != disclosure.RoleReport || l.Aside {
			continue
		}
		if name := disclosure.FoldName(l.Text); naming.IsReport(name) || cutTitle.MatchString(name) {
			n++
		}
	}
	return n
}

// cutTitle is a title that a list cut: 晴岚县财政局2022年政府信息公开...
var cutTitle = pattern.MustCompile(`(?:20\d\d|[〇○零O0][〇○零O0一二三四五六七八九])年?.{0,12}公开.{0,10}(?:\.{2,}|…|·{2,})$`)
