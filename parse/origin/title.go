package origin

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// FullTitle completes a title that a list cut off, for telling agency and year from it: of
// 某局2022年政府信息公开工作年... the rest is known. What follows on the report (及2023年工作计划)
// is left out. Other titles stay as they are.
func FullTitle(title string) string {
	title = planBehind.ReplaceAllString(title, "$1")
	if m := cutShort.FindStringSubmatch(title); m != nil {
		return m[1] + "工作年度报告"
	}
	return title
}

var cutShort = pattern.MustCompile(`^(.{4,60}?(?:信息公开|政务公开))(?:工作)?(?:年?度?报?)(?:\.{2,6}|…{1,3}|。{2,3})$`)

var planBehind = pattern.MustCompile(`(报告|年报|总结|情况)[及和暨与](?:20\d\d年?度?)?(?:工作)?(?:计划|打算|安排|思路|要点)$`)

// once returns a title that is printed twice in a row as it was meant.
func once(title string) string {
	runes := []rune(title)
	for gap := range 2 { // with or without a space between
		half := (len(runes) - gap) / 2
		if half >= 8 && 2*half+gap == len(runes) && string(runes[:half]) == string(runes[half+gap:]) {
			return string(runes[:half])
		}
	}
	return title
}

// BodyTitle finds the title in the first lines of the text itself, where it may be parted
// over two or three lines, the agency on a line of its own among them.
func BodyTitle(lines []tree.Line) string {
	first := lines[:min(len(lines), LinesAbove)]
	for parts := 1; parts <= 3; parts++ {
		for i := range first[:max(len(first)-parts+1, 0)] {
			if isOfAnother(lines, i) || i > 0 && isBroken(first[i-1].Fold.Text, first[i].Fold.Text) {
				continue
			}
			if title := JoinTitle(first[i : i+parts]); title != "" {
				return WithAgency(first[:i], title)
			}
		}
	}
	for _, l := range first[:min(len(first), 4)] {
		m := leadingTitle.FindStringSubmatch(l.Fold.Text)
		if m != nil && utf8.RuneCountInString(l.Fold.Text) > LongestTitle && !presenting.MatchString(m[1]) && naming.IsTitle(m[1], true) {
			return m[1]
		}
	}
	return ""
}

// LongestTitle is the length of the longest title in the text, in code points.
const LongestTitle = 70

// leadingTitle is a title that the text goes on behind without a new line; presenting are the
// words by which a sentence only speaks of the report.
var (
	leadingTitle = pattern.MustCompile(`^([^,。:;、]{8,50}?(?:年度报告|年报|工作报告)),?(?:根据|按照|依据|本|一、|为|20\d\d年)`)
	presenting   = pattern.MustCompile(`公布|发布|编制|根据|按照|现将|通知|要求|^(?:现|特|为|向)`)
)

// WithAgency puts the line before a title that names no agency before it, where that line is
// the name of one.
func WithAgency(before []tree.Line, title string) string {
	if name := disclosure.NameInTitle(title); name != "" || len(before) == 0 {
		return title
	}
	if name := before[len(before)-1].Fold.Text; naming.Agency.MatchString(name) || PlaceName.MatchString(name) || institution.MatchString(name) {
		return name + title
	}
	return title
}

// isBroken reports whether a line begins inside a word that the line before it begins.
func isBroken(before, line string) bool {
	for _, word := range [...]string{"政府信息公开", "政务公开", "人民政府", "年度报告"} {
		for cut := len("政"); cut < len(word); cut += len("政") {
			if strings.HasPrefix(line, word[cut:]) && strings.HasSuffix(before, word[:cut]) {
				return true
			}
		}
	}
	return false
}

// PlaceName matches a folded line that is the name of a place and nothing else.
var PlaceName = pattern.MustCompile(`^[\p{Han}]{2,20}[省市县区旗州盟]$`)

// institution matches a folded line that is the name of a school or a hospital and nothing else.
var institution = pattern.MustCompile(`^\p{Han}{3,26}(?:医院|卫生院|学校|中学|小学|学院|大学|幼儿园)$`)

// JoinTitle is the title that lines in a row make, "" where they make none.
func JoinTitle(parts []tree.Line) string {
	joined := ""
	if !slices.ContainsFunc(parts, func(l tree.Line) bool { return strings.Contains(l.Fold.Text, "报") }) {
		return ""
	}
	for _, l := range parts {
		if notTitle.MatchString(l.Fold.Text) || strings.ContainsAny(l.Fold.Text, ",;…") || len(parts) > 1 && (strings.ContainsAny(l.Fold.Text, ":。>|/") || isLabel(l.Fold.Text)) {
			return ""
		}
		joined += l.Fold.Text
	}
	name := disclosure.FoldName(joined)
	if utf8.RuneCountInString(joined) > LongestTitle || !TitleEnd.MatchString(name) || !naming.IsReport(name) {
		return ""
	}
	return joined
}

// notTitle begins a list of what goes with a letter, or leads to the next page.
var notTitle = pattern.MustCompile(`^附件?:? ?(?:1|一)[.、]|^[上下]一?[篇条]`)

// TitleEnd matches a folded title that ends as those of reports do.
var TitleEnd = pattern.MustCompile(`(?:报告|年报)(?:\([^)]*\))?$`)

// PickTitle chooses the title of the report, folded as the contract wants it: the first that
// reads like a report's, else the first at all. The link's words stand last: lists cut them.
func PickTitle(candidates []string) (title string, isReport bool) {
	for _, c := range candidates {
		if naming.IsReport(disclosure.FoldName(c)) {
			return printed(c), true
		}
	}
	for _, c := range candidates {
		if name := disclosure.FoldName(c); naming.IsReport(FullTitle(name)) {
			return printed(c), true
		}
	}
	for _, c := range candidates {
		if name := disclosure.FoldName(c); naming.NamesReport(name) {
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
	return once(hanGap.ReplaceAllString(hanGap.ReplaceAllString(inOneLine(disclosure.FoldText(s)), "$1$2"), "$1$2"))
}

var hanGap = pattern.MustCompile(`([\p{Han}\d、,:;。()》《"]) ([\p{Han}、,:;。()》《"]|\d{4}年)`)

// LinesAbove is how many lines right above the text can hold its title, a box below it.
const LinesAbove = 14

func inOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
