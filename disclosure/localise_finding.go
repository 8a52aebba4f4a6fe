package disclosure

import (
	"fmt"
	"slices"
	"strings"
)

// mostNamed is how many cells a message names; the operands have all.
const mostNamed = 8

// finding names the cells. It is a hint of severity info: the broken identities stand beside it
// with their own. Blame is the agency's only where what is wrong was read without doubt, has to
// be wrong whatever the doubted cells are, and is no matter of place.
func (l *location) finding(e *examiner) Finding {
	rule, _ := RuleByID(l.rule)
	f := Finding{Rule: l.rule, Severity: rule.Severity, Blame: BlameUnclear, Message: rule.TitleZH + "：" + l.message()}
	if l.proved && !l.reading && !l.doubtful() && l.isBinding(e) {
		f.Blame = BlameAgency
	}
	k := l.firstBroken()
	f.Indicator, f.Applicant = k.Indicator, k.Applicant
	if !l.proved {
		return f
	}
	f.Operands = l.operands()
	if len(l.sets) == 1 && l.counted {
		first := l.sets[0][0]
		k := l.cells[first.cell].figure.Key()
		f.Indicator, f.Applicant = k.Indicator, k.Applicant
		if len(l.sets[0]) == 1 && l.fixed {
			expected, actual := Int(first.value), Int(l.cells[first.cell].value)
			f.Expected, f.Actual = &expected, &actual
		}
	}
	return f
}

// firstBroken is the total of the first identity that does not hold: what the finding speaks of
// where several sets of cells are as small.
func (l *location) firstBroken() Key {
	for i, s := range l.sums {
		if l.rows[i].rest != 0 {
			return s.right
		}
	}
	return Key{}
}

// isBinding reports whether an identity of the group that is broken binds the agency.
func (l *location) isBinding(e *examiner) bool {
	for i, s := range l.sums {
		if l.rows[i].rest != 0 && (s.loose || s.open && e.hasUnknownRow()) {
			return false
		}
	}
	return true
}

// operands are the cells of all sets, each with the value that it would have to take where every set
// gives it the same one.
func (l *location) operands() []Operand {
	type seen struct {
		value int64
		same  bool
	}
	values := map[int]seen{}
	var order []int
	for _, set := range l.sets {
		for _, c := range set {
			old, ok := values[c.cell]
			if !ok {
				order = append(order, c.cell)
				old = seen{c.value, l.fixed}
			}
			values[c.cell] = seen{old.value, old.same && old.value == c.value}
		}
	}
	all := make([]Operand, 0, len(order))
	for _, v := range order {
		op := operandOf(l.cells[v].figure, l.cells[v].figure.Key(), 0)
		if s := values[v]; s.same {
			n := Int(s.value)
			op.Expected = &n
		}
		all = append(all, op)
	}
	return all
}

// message says how many cells, in how many ways, which and why.
func (l *location) message() string {
	var b strings.Builder
	if !l.proved {
		return l.unproved()
	}
	fmt.Fprintf(&b, "至少须改动%d个单元格", len(l.sets[0]))
	if n := len(l.sets); n > 1 || !l.counted {
		more := ""
		if !l.counted {
			more = "不少于"
		}
		fmt.Fprintf(&b, "，同样少的改法%s%d种", more, n)
	}
	b.WriteString("：" + l.named(l.sets[0]))
	if len(l.sets) > 1 {
		b.WriteString("等")
	}
	if l.said != "" {
		b.WriteString("。可能原因：" + l.said)
	}
	if l.reading {
		b.WriteString("。这些单元格为空白或读取存疑，不能认定印刷有误")
	}
	return b.String()
}

// unproved says why no least number of cells is known.
func (l *location) unproved() string {
	why := "超出搜索限度"
	if l.isMostlyBroken() {
		why = "多数行列不能成立，可能是读取错位"
	}
	if l.said != "" {
		why += "；" + l.said
	}
	return why
}

// named lists the cells of a set with what is printed and what would fit.
func (l *location) named(set []change) string {
	var names []string
	for _, c := range set[:min(len(set), mostNamed)] {
		printed := l.cells[c.cell]
		name := l.name(printed.figure.Key())
		shown := fmt.Sprint(printed.value)
		if !printed.figure.State.Known() {
			shown = "空白"
		}
		if l.fixed {
			name += fmt.Sprintf("（所印%s，应为%d）", shown, c.value)
		} else {
			name += fmt.Sprintf("（所印%s）", shown)
		}
		names = append(names, name)
	}
	return strings.Join(names, "、")
}

// name is how the form calls a cell.
func (l *location) name(k Key) string {
	name := l.label(k.Indicator)
	if k.Applicant != NoApplicant {
		name += "·" + applicantName(k.Applicant)
	}
	return name
}

// label is how the form calls a row, or a column of table 4.
func (l *location) label(indicator string) string {
	lines := LinesOf(indicator)
	if lines == nil {
		return indicator
	}
	for _, form := range lines {
		for _, line := range form {
			switch {
			case line == nil:
			case line.RowLabel == "数量":
				return line.Section[strings.LastIndexByte(line.Section, '/')+1:] + "·" + line.ColumnLabel
			default:
				return Short(line.RowLabel)
			}
		}
	}
	return indicator
}

// applicantNames are the columns of table 3 in their order.
var applicantNames = []string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}

func applicantName(a Applicant) string {
	if i := slices.Index(Applicants, a); i >= 0 {
		return applicantNames[i]
	}
	return ""
}
