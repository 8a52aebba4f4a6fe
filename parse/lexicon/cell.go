package lexicon

import (
	"strings"

	"gongkai/disclosure"
)

// mostLabel bounds the labels in which outer labels are looked for, in bytes.
const mostLabel = 200

// OfCell is the label of a cell as the tables of the forms compare it. A cell may print the
// label of its group too, （三）不予公开-1.属于国家秘密 or 法人或其他组织（商业企业）: where what is left
// without it is a label of that table, that is the label.
func OfCell(text string) string {
	if len(text) > mostLabel {
		return disclosure.Label(text)
	}
	return cells.Of(text, labelOfCell)
}

var cells Memo[string]

func labelOfCell(text string) string {
	label := disclosure.Label(text)
	if l := Tables(); label != "" {
		if l.outer[label] { // the rest may stand in brackets
			if rest := inBrackets(text); rest != "" && l.inner(label, rest) {
				return rest
			}
			return label
		}
		if l.All[label] {
			return label
		}
		if rest := strings.TrimLeft(label, "123456789"); len(label)-len(rest) == 1 && l.RequestRows.Exact[rest] != nil { // 2重复申请
			return rest
		}
		for _, outer := range l.outers {
			rest, ok := strings.CutPrefix(label, outer)
			if !ok || rest == "" {
				continue
			}
			if rest = disclosure.Label(strings.TrimLeft(rest, "-/")); l.inner(outer, rest) {
				return rest
			}
		}
	}
	return label
}

// inner reports whether a label stands under an outer one.
func (l *TableLabels) inner(outer, label string) bool {
	switch {
	case outer == "法人或其他组织":
		return l.Applicants.Exact[label] != nil && !IsTotal(label)
	case outer == "行政诉讼":
		return l.ReviewGroups.Exact[label] != nil
	case outer == "本年度办理结果":
		return l.RequestRows.Exact[label] != nil || l.RequestGroups.Exact[label] != nil
	}
	for _, e := range l.RequestRows.Exact[label] {
		if e.Group == outer {
			return true
		}
	}
	return false
}

// inBrackets is the label in the bracket at the end of a text, "" where there is none.
func inBrackets(text string) string {
	s := strings.TrimSpace(disclosure.FoldName(text))
	if !strings.HasSuffix(s, ")") {
		return ""
	}
	if open := strings.IndexByte(s, '('); open > 0 {
		return disclosure.Label(s[open+1 : len(s)-1])
	}
	return ""
}

// IsTotal tells the labels of sums.
func IsTotal(label string) bool { return label == "总计" || label == "合计" }

// IsOther tells the labels of what is left.
func IsOther(label string) bool { return label == "其他" || label == "其它" }
