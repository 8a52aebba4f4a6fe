package disclosure

import "slices"

// ChecksOf returns the checks within a report in which a figure takes part, whatever came of
// them, each with all its operands: the sums and bounds of the form, then what the text says beside
// the tables and what is plausible. That counts are whole (R304) is asked of all figures at once,
// and is named here only where this figure is not.
func ChecksOf(r *Report, k Key) []Check {
	e := newExaminer(r)
	var all []Check
	for _, ids := range e.identities() {
		for i := range ids {
			id := &ids[i]
			if !id.has(k) || !id.isPrinted(e.rows, e.figures) {
				continue
			}
			c := e.weighOne(id)
			c.Operands = id.operands(e.figures)
			all = append(all, c)
		}
	}
	for _, c := range e.checks {
		rule, _ := RuleByID(c.Rule)
		if (!rule.Kind.OfForm() || c.Rule == RuleCounts) && c.has(k) {
			all = append(all, c)
		}
	}
	return all
}

func (id *identity) has(k Key) bool {
	return id.right == k || slices.ContainsFunc(id.left, func(t term) bool { return t.key == k })
}

func (c *Check) has(k Key) bool {
	return c.Key == k || slices.ContainsFunc(c.Operands, func(o Operand) bool { return o.Indicator == k.Indicator && o.Applicant == k.Applicant })
}
