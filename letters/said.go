package letters

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// about reports whether an objection is to the finding, or to a figure that takes part in it.
func (c caseRow) about(f findingRow) bool {
	if c.Rule != "" {
		return c.ReportID == f.ReportID && c.Rule == f.Rule && c.Indicator == f.Indicator && c.Applicant == f.Applicant
	}
	if c.ReportID == f.ReportID && c.Indicator == f.Indicator && c.Applicant == f.Applicant {
		return true
	}
	operands, _ := f.operands() // what can't be read is told where the finding is
	return slices.ContainsFunc(operands, func(o disclosure.Operand) bool {
		return cmp.Or(o.ReportID, f.ReportID) == c.ReportID && o.Indicator == c.Indicator && string(o.Applicant) == c.Applicant
	})
}

// stateWords are the states of an objection as the ledger has them.
var stateWords = map[disclosure.CaseState]string{disclosure.CaseOpen: "处理中", disclosure.CaseOurs: "本站之误", disclosure.CaseAgencys: "报告所印如此", disclosure.CaseRejected: "异议不成立", disclosure.CaseMended: "已整改"}

// said is what was objected to a finding, replied and decided. Disputed: of one objection nothing is decided yet.
func (k *known) said(f findingRow) (words string, disputed bool) {
	var all []string
	for _, c := range k.cases {
		if !c.about(f) || disclosure.CaseState(c.State) == disclosure.CaseMended {
			continue
		}
		if disclosure.CaseState(c.State) == disclosure.CaseOpen {
			return "", true
		}
		text := fmt.Sprintf("%s对此提出的异议（%s）：%s。", dayOf(&c.OpenedOn), c.CaseID, stateWords[disclosure.CaseState(c.State)])
		if c.Reply != "" {
			text += fmt.Sprintf("%s答复：%s。", dayOf(c.RepliedOn), strings.TrimRight(c.Reply, "。"))
		}
		if c.Reason != "" {
			text += fmt.Sprintf("%s决定，理由：%s。", dayOf(c.DecidedOn), strings.TrimRight(c.Reason, "。"))
		}
		all = append(all, text)
	}
	return strings.Join(all, ""), false
}
