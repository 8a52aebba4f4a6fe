package demo

import (
	"strings"

	"gongkai/disclosure"
)

// TruthFigure is one figure as the page prints it.
type TruthFigure struct {
	State disclosure.State
	Value *disclosure.Number // in the catalogue's unit; nil unless State.Known
	Raw   string             // what is printed, without the white space around it; empty for a statement of zero in prose
	Prose bool               // said in a sentence, not in a table
}

// habits are how an agency writes its numbers; it keeps them over the years.
type habits struct {
	separators bool // 1,204
	fullWidth  bool // １２
	signs      int  // of changes: 0 "+3", 1 "3", 2 "增3"
	amount     int  // of procurement: 0 "251000元", 1 "25.1万元", 2 "251000", 3 "251,000.00元"
	noRules    string
}

func habitsOf(a *agency) habits {
	d := roll("habits", a.id)
	return habits{
		separators: d.chance(60), fullWidth: d.chance(12), signs: d.n(3), amount: d.n(4),
		noRules: pick(d, []string{"0", "0", "0", "0", "/", "-", "无", "—"}),
	}
}

// remarked is the cell beside whose number FaultChanged prints a remark: whether the number counts
// what the remark says is not certain, so that a person has to look.
var remarked = key("requests_new", disclosure.NaturalPerson)

// printed turns numbers into what the page shows, by the agency's habits.
func printed(c counts, a *agency, fault Fault) map[disclosure.Key]TruthFigure {
	h := habitsOf(a)
	figures := make(map[disclosure.Key]TruthFigure, len(c))
	for k, n := range c {
		figures[k] = h.print(k, n)
		if fault == FaultBlank && n == 0 && k.Applicant != disclosure.NoApplicant && k.Applicant != disclosure.Total {
			figures[k] = TruthFigure{State: disclosure.StateBlank}
		}
		if fault == FaultChanged && k == remarked {
			noted := figures[k]
			noted.Raw += "（含网上申请）"
			figures[k] = noted
		}
	}
	return figures
}

func (h habits) print(k disclosure.Key, n disclosure.Number) TruthFigure {
	raw := n.String()
	switch {
	case strings.HasPrefix(k.Indicator, "proactive_rules_") && h.noRules != "0":
		return TruthFigure{State: notApplicable(h.noRules), Raw: h.noRules}
	case strings.HasSuffix(k.Indicator, "_items_change"):
		raw = h.printChange(n)
	case k.Indicator == "proactive_procurement_amount":
		raw = h.printAmount(n)
	case h.separators:
		raw = thousands(raw)
	}
	if h.fullWidth && strings.Trim(raw, "0123456789") == "" {
		raw = fullWidth.Replace(raw)
	}
	state := disclosure.StateNumber
	if n == 0 {
		state = disclosure.StateZero
	}
	return TruthFigure{State: state, Value: &n, Raw: raw}
}

func notApplicable(print string) disclosure.State {
	switch print {
	case "/":
		return disclosure.StateSlash
	case "无":
		return disclosure.StateTextNA
	}
	return disclosure.StateDash
}

func (h habits) printChange(n disclosure.Number) string {
	switch {
	case n == 0:
		return "0"
	case h.signs == 2 && n > 0:
		return "增" + n.String()
	case h.signs == 2:
		return "减" + (-n).String()
	case h.signs == 0 && n > 0:
		return "+" + n.String()
	}
	return n.String()
}

// printAmount writes an amount of yuan; 万元 in the cell stays exact because amounts are
// whole hundreds or the habit falls back to yuan.
func (h habits) printAmount(n disclosure.Number) string {
	switch tenThousands, err := n.Scale(-4); {
	case h.amount == 1 && err == nil:
		return tenThousands.String() + "万元"
	case h.amount == 2:
		return n.String()
	case h.amount == 3:
		return thousands(cents(n)) + "元"
	}
	return n.String() + "元"
}

// cents writes two decimals.
func cents(n disclosure.Number) string {
	whole, fraction, _ := strings.Cut(n.String(), ".")
	return whole + "." + (fraction + "00")[:2]
}

// thousands puts a comma between groups of three digits of the whole part.
func thousands(s string) string {
	whole, fraction, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		return whole + "." + fraction
	}
	return whole
}

var fullWidth = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
