package demo

import "gongkai/disclosure"

// findings works out which identities the report breaks, from its figures alone and
// without the program's own checks: the two must agree.
func (r *report) findings(before *report) []TruthFinding {
	switch r.fault {
	case FaultNarrative:
		return []TruthFinding{{Rule: disclosure.RuleFormDue}}
	case FaultOldForm, FaultCumulative:
		return r.oldFormFindings()
	case FaultAttachmentScan:
		return []TruthFinding{{Rule: disclosure.RuleAttachment}}
	}
	var all []TruthFinding
	equal := func(rule string, k disclosure.Key, expected disclosure.Number) {
		if actual := r.counts[k]; actual != expected {
			all = append(all, TruthFinding{rule, k, &expected, &actual})
		}
	}
	rows := outcomeRows(r.form, r.fault == FaultSingleOther)
	for _, c := range disclosure.Applicants {
		n := func(indicator string) disclosure.Number { return r.counts[key(indicator, c)] }
		equal(disclosure.RuleRequestsFlow, key("outcome_total", c), n("requests_new")+n("requests_carried_in")-n("requests_carried_out"))
		var sum disclosure.Number
		for _, o := range rows {
			sum += n(o.indicator)
		}
		equal(disclosure.RuleOutcomeSum, key("outcome_total", c), sum)
	}
	indicators := []string{"requests_new", "requests_carried_in", "outcome_total", "requests_carried_out"}
	for _, o := range rows {
		indicators = append(indicators, o.indicator)
	}
	for _, indicator := range indicators {
		var sum disclosure.Number
		for _, c := range applicants {
			sum += r.counts[key(indicator, c)]
		}
		equal(disclosure.RuleApplicantSum, key(indicator, disclosure.Total), sum)
	}
	rules := []string{disclosure.RuleReviewSum, disclosure.RuleDirectSuitSum, disclosure.RuleReviewedSuitSum}
	for i, stem := range reviewStems {
		var sum disclosure.Number
		for _, part := range reviewParts {
			sum += r.counts[key(stem+part, "")]
		}
		equal(rules[i], key(stem+"_total", ""), sum)
	}
	if before != nil && before.hasTables() {
		for _, c := range disclosure.Applicants {
			equal(disclosure.RuleCarryOver, key("requests_carried_in", c), before.counts[key("requests_carried_out", c)])
		}
	}
	return all
}

// hasTables reports whether the report's page or its attachment prints the tables of its
// form for a program to read.
func (r *report) hasTables() bool {
	return r.fault != FaultNarrative && r.fault != FaultAttachmentScan && !r.hasOldForm()
}
