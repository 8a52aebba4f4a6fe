package demo

import "gongkai/disclosure"

// counts are the figures of one report as numbers, before they are printed.
type counts map[disclosure.Key]disclosure.Number

func (c counts) set(indicator string, n int) {
	c[key(indicator, disclosure.NoApplicant)] = disclosure.Int(int64(n))
}

// ledger carries from year to year what the next report must agree with.
type ledger struct {
	carried   [6]int // requests carried out, by applicant
	normative int    // normative documents in force
	items     [5]int // licence, service, penalty, coercion, fee items at the end of the year
}

// work is how much an agency of a family decides in a year.
type work struct{ licences, penalties, coercions, fees int } // fees in thousand yuan

var works = map[disclosure.Family]work{
	disclosure.FamilyGovOffice: {0, 0, 0, 0}, disclosure.FamilyNDRC: {140, 0, 0, 0},
	disclosure.FamilyEducation: {36, 2, 0, 2140}, disclosure.FamilyPolice: {5200, 2900, 140, 980},
	disclosure.FamilyCivil: {48, 3, 0, 0}, disclosure.FamilyHRSS: {160, 6, 0, 85},
	disclosure.FamilyNaturalResources: {420, 38, 4, 18600}, disclosure.FamilyEcology: {31, 27, 3, 0},
	disclosure.FamilyHousing: {610, 24, 0, 6300}, disclosure.FamilyTransport: {1900, 430, 60, 0},
	disclosure.FamilyWater: {57, 11, 2, 940}, disclosure.FamilyAgriculture: {330, 29, 5, 0},
	disclosure.FamilyCultureTourism: {44, 5, 0, 0}, disclosure.FamilyHealth: {520, 46, 1, 0},
	disclosure.FamilyEmergency: {72, 64, 3, 0}, disclosure.FamilyMarket: {7400, 260, 22, 130},
	disclosure.FamilyForestry: {210, 33, 0, 415}, disclosure.FamilyUrbanMgmt: {96, 870, 41, 720},
	disclosure.FamilyTownship: {0, 0, 0, 0}, disclosure.FamilySubdistrict: {0, 4, 0, 0},
}

// work is what the agency decides in a year. The government of yunting reports for the
// whole county, the others for their own office.
func (a *agency) work() work {
	if !a.reportsForAll() {
		return works[a.family]
	}
	var sum work
	for _, other := range a.county.agencies {
		w := works[other.family]
		sum.licences, sum.penalties, sum.coercions, sum.fees = sum.licences+w.licences, sum.penalties+w.penalties, sum.coercions+w.coercions, sum.fees+w.fees
	}
	return sum
}

// reportsForAll says whose government report is an aggregate of the county's agencies.
func (a *agency) reportsForAll() bool { return a.isGovernment() && a.county.id == "yunting" }

// around varies n by a third; small numbers keep their zeros.
func around(d *dice, n int) int {
	if n < 4 {
		return d.between(0, n*2)
	}
	return d.between(n*2/3, n*4/3)
}

// countYear makes the figures of one agency and year and moves its ledger on.
func countYear(a *agency, year int, l *ledger) counts {
	c := counts{}
	d := roll("counts", a.id, itoa(year))
	countRequests(c, d, a, year, l)
	countReviews(c, d, a)
	if disclosure.FormDue(year) == disclosure.Form2019 {
		countProactive2019(c, d, a, year, l)
	} else {
		countProactive2021(c, d, a, l)
	}
	return c
}

// countRequests fills table 3 so that every identity of the form holds.
func countRequests(c counts, d *dice, a *agency, year int, l *ledger) {
	form := disclosure.FormDue(year)
	rows := outcomeRows(form, faultOf(a, year) == FaultSingleOther)
	weights := make([]int, len(rows))
	for i, r := range rows {
		weights[i] = r.weight
	}
	var fresh [6]int
	for range around(d, a.size) {
		fresh[d.weighted(applicantWeights)]++
	}
	for i, applicant := range applicants {
		add := func(indicator string, n int) {
			c[key(indicator, applicant)] += disclosure.Int(int64(n))
			c[key(indicator, disclosure.Total)] += disclosure.Int(int64(n))
		}
		open := fresh[i] + l.carried[i]
		out := 0
		if open > 0 && d.chance(45) {
			out = d.between(0, (open+5)/6)
		}
		for _, r := range rows {
			add(r.indicator, 0)
		}
		for range open - out {
			add(rows[d.weighted(weights)].indicator, 1)
		}
		add("requests_new", fresh[i])
		add("requests_carried_in", l.carried[i])
		add("outcome_total", open-out)
		add("requests_carried_out", out)
		l.carried[i] = out
	}
}

// countReviews fills table 4; most agencies are never challenged.
func countReviews(c counts, d *dice, a *agency) {
	for i, stem := range reviewStems {
		total := 0
		for _, part := range reviewParts {
			n := 0
			if a.size >= 5 && d.chance(60-15*i) {
				n = d.n(2 + a.size/10)
			}
			c.set(stem+part, n)
			total += n
		}
		c.set(stem+"_total", total)
	}
}

func countProactive2019(c counts, d *dice, a *agency, year int, l *ledger) {
	w := a.work()
	if year == FirstYear {
		l.normative = d.between(0, 4)
		l.items = [5]int{min(w.licences, 6+w.licences/60), d.n(8), min(w.penalties, 20+w.penalties/8), min(w.coercions, 3+w.coercions/9), min(w.fees, 1+w.fees/4000)}
	}
	for _, column := range []string{"made", "new_published", "total_published"} {
		c.set("proactive_rules_"+column, 0)
	}
	made := normativeMade(d, a)
	l.normative += made
	c.set("proactive_normative_documents_made", made)
	c.set("proactive_normative_documents_new_published", made)
	c.set("proactive_normative_documents_total_published", l.normative)
	decisions := []int{w.licences, 2 * w.licences, w.penalties, w.coercions}
	for i, stem := range []string{"licence", "service", "penalty", "coercion", "fees"} {
		change := 0
		if l.items[i] > 0 && d.chance(50) {
			change = max(-l.items[i], d.between(-6, 5))
		}
		c.set("proactive_"+stem+"_items_previous_year", l.items[i])
		c.set("proactive_"+stem+"_items_change", change)
		if i < len(decisions) {
			c.set("proactive_"+stem+"_decisions", around(d, decisions[i]))
		}
		l.items[i] += change
	}
	projects := around(d, 3+a.size)
	c.set("proactive_procurement_projects", projects)
	c[key("proactive_procurement_amount", "")] = disclosure.Int(int64(projects)*int64(d.between(11, 96))*1000) + disclosure.Number(d.n(2)*d.n(100)*10_000)
}

func countProactive2021(c counts, d *dice, a *agency, l *ledger) {
	w := a.work()
	for _, column := range []string{"made", "repealed", "in_force"} {
		c.set("proactive_rules_"+column, 0)
	}
	made, repealed := normativeMade(d, a), 0
	if l.normative > 2 && d.chance(35) {
		repealed = d.between(1, l.normative/2)
	}
	l.normative += made - repealed
	c.set("proactive_normative_documents_made", made)
	c.set("proactive_normative_documents_repealed", repealed)
	c.set("proactive_normative_documents_in_force", l.normative)
	c.set("proactive_licence_decisions", around(d, w.licences))
	c.set("proactive_penalty_decisions", around(d, w.penalties))
	c.set("proactive_coercion_decisions", around(d, w.coercions))
	// 万元, with up to six decimals as real reports print them
	fee := disclosure.Number(around(d, w.fees)) * 100_000
	if fee > 0 {
		fee += disclosure.Number(d.n(10_000) * pick(d, []int{1, 10, 0}))
	}
	c[key("proactive_fees_amount", "")] = fee
}

func normativeMade(d *dice, a *agency) int {
	switch {
	case a.isGovernment():
		return d.between(4, 15)
	case a.isTownship():
		return d.n(2) * d.n(2)
	}
	return d.n(3)
}
