package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

// titleNames are where pages print the title of a text, as containers are.
var titleNames = []string{"ucaptitle", "h1", ".article-title", ".article_title", ".title", "#title", ".bt", ".tit", ".biaoti", ".info-title", ".con-title", ".xl_title", "h2"}

// textsOf returns the texts of the first few elements that can be a title.
func (d *document) textsOf(elements []*html.Node) []string {
	var titles []string
	for _, n := range elements {
		if t := oneLine(textOf(n)); t != "" && utf8.RuneCountInString(t) < 120 && !d.isAside(n) {
			titles = append(titles, t)
		}
		if len(titles) == 3 {
			break
		}
	}
	return titles
}

// ownTitles lists what the page gives as its title, the most trusted first: the tag of
// 政府网站发展指引, the title elements of the text, the title of the page without the names
// of column and site.
func ownTitles(d *document) []string {
	titles := []string{d.meta("articletitle")}
	found := named(d.body, titleNames)
	for _, name := range titleNames {
		titles = append(titles, d.textsOf(found[name])...)
	}
	return dropEmpty(append(titles, firstOfTitle(d.title())))
}

func dropEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// bodyTitle finds the title in the first lines of the text itself, where it may be parted
// over two or three lines.
func bodyTitle(lines []line) string {
	first := lines[:min(len(lines), 12)]
	for parts := 1; parts <= 3; parts++ {
		for i := range first[:max(len(first)-parts+1, 0)] {
			if title := joinTitle(first[i : i+parts]); title != "" {
				return title
			}
		}
	}
	return ""
}

func joinTitle(parts []line) string {
	joined := ""
	for _, l := range parts {
		if len(parts) > 1 && strings.ContainsAny(l.fold.Text, ":。") {
			return ""
		}
		joined += l.fold.Text
	}
	name := disclosure.FoldName(joined)
	if utf8.RuneCountInString(joined) > 70 || !titleEnd.MatchString(name) || !isReportTitle(name) {
		return ""
	}
	return joined
}

var titleEnd = regexp.MustCompile(`(?:报告|年报)(?:\([^)]*\))?$`)

// pickTitle chooses the title of the report, folded as the contract wants it: the first that
// reads like a report's, else the first at all. The link's words stand last: lists cut them.
func pickTitle(candidates []string) (title string, isReport bool) {
	for _, c := range candidates {
		if isReportTitle(disclosure.FoldName(c)) {
			return printed(c), true
		}
	}
	for _, c := range candidates {
		if name := disclosure.FoldName(c); reportWords.MatchString(name) && !noReport.MatchString(name) {
			return printed(c), true
		}
	}
	for _, c := range candidates {
		return printed(c), false
	}
	return "", false
}

// printed folds a text of the metadata and closes the gaps that the layout left between
// Chinese characters.
func printed(s string) string {
	return hanGap.ReplaceAllString(hanGap.ReplaceAllString(oneLine(disclosure.FoldText(s)), "$1$2"), "$1$2")
}

var hanGap = regexp.MustCompile(`([\p{Han}\d、,:;。()》《"]) ([\p{Han}、,:;。()》《"]|\d{4}年)`)
