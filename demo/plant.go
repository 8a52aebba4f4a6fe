package demo

import "gongkai/disclosure"

// plant changes the figures of a report as its fault wants them. The ledger is left alone,
// so that a fault never leaks into the years around it.
func plant(c counts, fault Fault) {
	add := func(indicator string, applicant disclosure.Applicant, n int64) {
		c[key(indicator, applicant)] += disclosure.Int(n)
	}
	both := func(indicator string, n int64) {
		add(indicator, disclosure.NaturalPerson, n)
		add(indicator, disclosure.Total, n)
	}
	switch fault {
	case FaultFlow: // two requests more than were dealt with, in the column and in the total
		both("requests_new", 2)
	case FaultOutcomeSum: // the outcomes say six more than （七）总计
		both("outcome_granted", 4)
		both("outcome_unable_not_held", 2)
	case FaultApplicantSum: // two requests of businesses that the total column forgot: columns add up, rows do not
		add("outcome_granted", disclosure.Business, 1)
		add("outcome_unable_not_held", disclosure.Business, 1)
		add("outcome_total", disclosure.Business, 2)
		add("requests_new", disclosure.Business, 2)
	case FaultCarryOver: // one request that the year before did not carry out
		both("requests_carried_in", 1)
		both("outcome_granted", 1)
		both("outcome_total", 1)
	case FaultReviewSum:
		zeroTotal(c, "reconsideration", 3, 1)
	case FaultDirectSum:
		zeroTotal(c, "litigation_direct", 2, 0)
	case FaultReviewedSum:
		zeroTotal(c, "litigation_after_review", 4, 0)
	case FaultBlank: // so that blanks stand beside figures
		both("requests_new", 2)
		both("outcome_granted", 1)
		both("outcome_unable_not_held", 1)
		both("outcome_total", 2)
	}
}

// zeroTotal gives a part of table 4 results and a total of 0.
func zeroTotal(c counts, stem string, upheld, corrected int) {
	c.set(stem+"_upheld", upheld)
	c.set(stem+"_corrected", corrected)
	c.set(stem+"_other", 0)
	c.set(stem+"_pending", 0)
	c.set(stem+"_total", 0)
}

// change is what phase 2 prints for FaultChanged: three more requests, all answered, and
// one decision more. What was carried over stays, so that the years around still agree.
func change(c counts) {
	for _, applicant := range []disclosure.Applicant{disclosure.NaturalPerson, disclosure.Total} {
		for _, indicator := range []string{"requests_new", "outcome_granted", "outcome_total"} {
			c[key(indicator, applicant)] += disclosure.Int(3)
		}
	}
	c[key("proactive_licence_decisions", disclosure.NoApplicant)] += disclosure.Int(1)
}
