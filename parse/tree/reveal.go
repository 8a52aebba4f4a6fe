package tree

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/lean"
	"gongkai/parse/naming"
)

// Some pages carry their text in a script: as a string with \" or \u003c in it, as the record
// that a script will show (gkmlpt), as a template, in a hidden field. A reader of the page
// sees it, so it is put into the tree, in an element of its own at the end of the body: there it moves
// nothing, and the places of all that the page itself prints stay true.

// shortHidden is the length in bytes below which a string is only the report of a page that
// shows less.
const shortHidden = 600

// reveal adds the text of a report that a script of the page holds. Pages that show their text
// as it is stay as they are. What was added is returned, nil where nothing was.
func reveal(root *html.Node) *html.Node {
	best := hidden{}
	Walk(root, func(n *html.Node) bool {
		source := held(n)
		if len(source) < lean.LeastHidden {
			return true
		}
		if h := hiddenIn(n, source); h.weight > best.weight {
			best = h
		}
		return true
	})
	if best.weight == 0 || showsReport(root, best.text) {
		return nil
	}
	return insert(root, best)
}

// hidden is a text that a script holds, with what stands beside it in its record.
type hidden struct {
	text   string
	weight int // bytes, 0 where there is none
	facts  []string
}

// held is what an element may hold without showing it.
func held(n *html.Node) string {
	switch n.DataAtom {
	case atom.Script, atom.Textarea, atom.Noscript:
		if n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
			return n.FirstChild.Data
		}
	case atom.Input:
		if strings.EqualFold(Attr(n, "type"), "hidden") {
			return Attr(n, "value")
		}
	}
	return ""
}

func hiddenIn(n *html.Node, source string) hidden {
	if n.DataAtom != atom.Script || strings.Contains(Attr(n, "type"), "html") || strings.Contains(Attr(n, "type"), "template") {
		if text := markup(source); isHiddenReport(text) {
			return hidden{text: text, weight: len(text)}
		}
		return hidden{}
	}
	best := longestReport(source, 0)
	if best == "" {
		return hidden{}
	}
	return hidden{best, len(best), recordFacts(source)}
}

// longestReport finds the longest string of a script that holds a report. Strings may hold
// records with strings of their own.
func longestReport(source string, depth int) string {
	best := ""
	eachString(source, func(raw string) {
		if len(raw) < lean.LeastHidden || len(raw) <= len(best) {
			return
		}
		text := unescapeScript(raw)
		if first := strings.TrimLeft(text, " \n\r\t"); depth < 3 && first != "" && (first[0] == '{' || first[0] == '[') {
			if inner := longestReport(text, depth+1); len(inner) > len(best) {
				best = inner
			}
			return
		}
		if text = markup(text); len(text) > len(best) && isHiddenReport(text) {
			best = text
		}
	})
	return best
}

// eachString visits the string literals of a script, as written between their quotes. A quote
// in a comment or in a regular expression can lead astray: a string ends with its line at
// the latest unless it is a template.
func eachString(source string, visit func(raw string)) {
	for i := 0; i < len(source); i++ {
		quote := source[i]
		if quote != '"' && quote != '\'' && quote != '`' {
			continue
		}
		end := i + 1
		for end < len(source) && source[end] != quote && (quote == '`' || source[end] != '\n' || source[end-1] == '\\') {
			if source[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(source))
		if end < len(source) && source[end] == quote {
			visit(source[i+1 : end])
		}
		i = end
	}
}

// unescapeScript reads the escapes of a string of JavaScript or JSON.
func unescapeScript(raw string) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		switch raw[i] {
		case 'n', 'r', 't', 'b', 'f', 'v', '\n', '\r':
			b.WriteByte(' ')
		case 'u', 'x':
			digits := map[byte]int{'u': 4, 'x': 2}[raw[i]]
			if i+1+digits <= len(raw) {
				if code, err := strconv.ParseUint(raw[i+1:i+1+digits], 16, 32); err == nil {
					b.WriteRune(rune(code))
					i += digits
					continue
				}
			}
			b.WriteByte(raw[i])
		default:
			b.WriteByte(raw[i])
		}
	}
	return b.String()
}

// markup undoes what was done to markup so that it could stand in a script or a field.
func markup(text string) string {
	if strings.Contains(text, "%3C") && !strings.Contains(text, "<") {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	if !strings.Contains(text, "</") && strings.Contains(text, "&lt;/") {
		text = html.UnescapeString(text)
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return text
}

// reportSigns are words of which any report has some.
var reportSigns = []string{"总体情况", "概述", "主动公开", "依申请公开", "行政复议", "信息公开申请", "存在的", "年度报告", "统计期限"}

func signsIn(text string) int {
	n := 0
	for _, sign := range reportSigns {
		if strings.Contains(text, sign) {
			n++
		}
	}
	return n
}

func isHiddenReport(text string) bool {
	return (strings.Contains(text, "</p") || strings.Contains(text, "</td") || strings.Contains(text, "</div") || strings.Contains(text, "<br")) && (signsIn(text) >= 4 || len(text) < shortHidden && signsIn(text) == 3 && strings.Contains(text, "年度报告"))
}

// showsReport reports whether the page prints a text of its own that is a report.
func showsReport(root *html.Node, hidden string) bool {
	shown := TextOf(root)
	if len(hidden) < shortHidden {
		return utf8.RuneCountInString(shown) > utf8.RuneCountInString(hidden)/2
	}
	return signsIn(shown) >= 4 && utf8.RuneCountInString(shown) > utf8.RuneCountInString(hidden)/8
}

// recordFields are the fields of a record beside its text, with the labels under which the
// page's script prints them.
var recordFields = []struct{ label, keys string }{
	{"索引号", "identifier|indexNumber|index_number|indexCode"},
	{"发布机构", "publisher|publishOrg|deptName"},
	{"文号", "document_number|documentNumber|fileNumber"},
	{"发布日期", "display_publish_time|first_publish_time|publishTime|publish_time|publishDate|pubDate|date_published"},
}

var (
	recordTitle  = pattern.MustCompile(`"(?:title|articleTitle|docTitle|name)"\s*:\s*"((?:[^"\\]|\\.){4,300})"`)
	recordValues = func() []*pattern.Regexp {
		var all []*pattern.Regexp
		for _, f := range recordFields {
			all = append(all, pattern.MustCompile(`"(?:`+f.keys+`)"\s*:\s*(?:"((?:[^"\\]|\\.){1,200})"|(\d{10,13}))`))
		}
		return all
	}()
)

// recordFacts are the title and the box of a record: of gkmlpt the one behind DETAIL.
func recordFacts(source string) []string {
	if i := strings.Index(source, "DETAIL"); i >= 0 {
		source = source[i:]
	}
	title := ""
	for _, m := range recordTitle.FindAllStringSubmatch(source, 20) {
		if name := unescapeScript(m[1]); title == "" && (naming.IsReport(disclosure.FoldName(name)) || naming.ReportWords.MatchString(disclosure.FoldName(name))) {
			title = name
		}
	}
	facts := []string{title}
	for i, re := range recordValues {
		if m := re.FindStringSubmatch(source); m != nil {
			value := unescapeScript(m[1])
			if m[2] != "" {
				value = dayOf(m[2])
			}
			facts = append(facts, recordFields[i].label+"："+value)
		}
	}
	return facts
}

// dayOf reads seconds or milliseconds since 1970 as a day in China.
func dayOf(digits string) string {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return ""
	}
	if len(digits) > 10 {
		n /= 1000
	}
	return disclosure.DateOf(time.Unix(n, 0)).String()
}

// insert puts the text at the end of the body.
func insert(root *html.Node, h hidden) *html.Node {
	body := root
	if found := Find(root, bodyTag); found.Length() > 0 {
		body = found.Nodes[0]
	}
	source, _ := lean.Source(h.text)
	parts, err := html.ParseFragment(strings.NewReader(source), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return nil
	}
	block := element(atom.Div, "")
	for i, fact := range h.facts {
		if fact != "" {
			block.AppendChild(element([]atom.Atom{atom.H1, atom.P}[min(i, 1)], fact))
		}
	}
	text := element(atom.Div, "")
	text.Attr = []html.Attribute{{Key: "class", Val: "article-content"}}
	for _, part := range parts {
		text.AppendChild(part)
	}
	block.AppendChild(text)
	body.AppendChild(block)
	return block
}

func element(name atom.Atom, text string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name.String(), DataAtom: name}
	if text != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	}
	return n
}
