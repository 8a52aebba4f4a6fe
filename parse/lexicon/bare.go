package lexicon

import (
	"strings"
	"unicode/utf8"
)

// leastBare is the shortest label that may be known without its words that tell nothing.
const leastBare = 4

// Words of labels that tell no row from another, and words that reports write for each other.
var (
	bareWordings = strings.NewReplacer("其它", "其他", "或者", "或", "以及", "和", "及", "和", "与", "和", "不属于", "不是", "具体行政行为", "行政行为", "做出", "作出", "渠道", "方式",
		"本行政机关", "本部门", "本机关", "本部门", "本单位", "本部门", "政府信息公开行政", "行政", "信息公开行政", "行政", "政府信息公开申请", "申请", "公开政府信息", "公开", "公开信息", "公开", "公开的信息", "公开", "政府信息", "信息", "的", "")
	bareBeginnings = []string{"本年度", "本年", "全年", "收到", "受理", "接收", "共"}
	bareEndings    = []string{"总数", "数量", "总量", "件数", "条数", "篇数", "数"}
)

// Bare is a label without what tells no row from another: 收到的政府信息公开申请总数 and
// 申请数 are one.
func Bare(label string) string {
	s := bareWordings.Replace(label)
	for _, b := range bareBeginnings {
		s = strings.TrimPrefix(s, b)
	}
	for again := true; again; {
		again = false
		for _, e := range bareEndings {
			if rest, ok := strings.CutSuffix(s, e); ok && rest != "" {
				s, again = rest, true
			}
		}
	}
	if utf8.RuneCountInString(s) < leastBare {
		return ""
	}
	return s
}

// AddBare keeps the bare forms of all labels that stand for one thing only.
func (l *Index) AddBare() {
	l.Bare = make(map[string]string, len(l.Labels))
	for _, label := range l.Labels {
		bare := Bare(label)
		known, taken := l.Bare[bare]
		switch {
		case bare == "":
		case !taken:
			l.Bare[bare] = label
		case known != "" && !sameEntries(l.Exact[known], l.Exact[label]):
			l.Bare[bare] = ""
		}
	}
}

func sameEntries(a, b []Entry) bool {
	if len(a) != len(b) {
		return false
	}
	for _, e := range a {
		found := false
		for _, f := range b {
			found = found || e == f
		}
		if !found {
			return false
		}
	}
	return true
}
