package disclosure

import "slices"

// YearsIdentity is an identity between the report of a year and that of the year before: the sum
// of its terms, each with its sign, is the last term. In table 3 it holds in every column.
type YearsIdentity struct {
	Rule  string
	Terms []YearsTerm // the last one is of the later report
}

// YearsTerm is an indicator of one of both reports.
type YearsTerm struct {
	Indicator string
	Sign      int  // -1 also of the last one, as in the operands of findings
	Before    bool // of the year before

	Cumulative bool // what the row prints of all years, in place of the year's figure
}

// YearsIdentities are R601 to R603; CumulativeIdentity makes those of R604. The score run holds all pairs of reports against them by SQL
// (a test holds the two lists together); ChecksOfYears weighs one pair.
var YearsIdentities = yearsIdentities()

func yearsIdentities() []YearsIdentity {
	was := func(indicator string) YearsTerm { return YearsTerm{Indicator: indicator, Sign: 1, Before: true} }
	now := func(indicator string, sign int) YearsTerm { return YearsTerm{Indicator: indicator, Sign: sign} }
	all := []YearsIdentity{{RuleCarryOver, []YearsTerm{was("requests_carried_out"), now("requests_carried_in", -1)}}}
	for _, s := range []string{"licence", "service", "penalty", "coercion", "fees"} {
		items := "proactive_" + s + "_items_"
		all = append(all, YearsIdentity{RuleItems, []YearsTerm{was(items + "previous_year"), was(items + "change"), now(items+"previous_year", -1)}})
	}
	for _, s := range []string{"proactive_rules_", "proactive_normative_documents_"} {
		all = append(all,
			YearsIdentity{RuleStock, []YearsTerm{was(s + "total_published"), now(s+"new_published", 1), now(s+"total_published", -1)}},
			YearsIdentity{RuleStock, []YearsTerm{was(s + "in_force"), now(s+"made", 1), now(s+"repealed", -1), now(s+"in_force", -1)}})
	}
	return all
}

// ChecksOfYears returns the identities between two reports in which a figure of one of them takes
// part: before says of which. What stands between the two and forbids to compare them (scope,
// lineage) is not known here.
func ChecksOfYears(earlier, later []Figure, k Key, before bool) []Check {
	was, now := indexOf(earlier), indexOf(later)
	var all []Check
	for _, id := range YearsIdentities {
		if c, ok := id.check(was, now, k, before); ok {
			all = append(all, c)
		}
	}
	if k.Applicant == NoApplicant && !IsStock(k.Indicator) {
		if c, ok := CumulativeIdentity(k.Indicator).check(was, now, k, before); ok {
			all = append(all, c)
		}
	}
	return all
}

// ChecksBetween returns all identities between two reports whose years are known, those of table 3
// for each of its columns; the operands say of which year they are. What stands between the two is not
// known here either.
func ChecksBetween(earlier, later *Report) []Check {
	was, now := indexOf(earlier.Figures), indexOf(later.Figures)
	var all []Check
	identities := slices.Clip(YearsIdentities)
	for i := range later.Figures {
		if f := &later.Figures[i]; f.Cumulative != nil && !IsStock(f.Indicator) {
			identities = append(identities, CumulativeIdentity(f.Indicator))
		}
	}
	for _, id := range identities {
		last := id.Terms[len(id.Terms)-1].Indicator
		for i := range later.Figures {
			if later.Figures[i].Indicator != last {
				continue
			}
			c, ok := id.check(was, now, later.Figures[i].Key(), false)
			if !ok {
				continue
			}
			for i, t := range id.Terms {
				c.Operands[i].FiscalYear = *later.FiscalYear
				if t.Before {
					c.Operands[i].FiscalYear = *earlier.FiscalYear
				}
			}
			all = append(all, c)
		}
	}
	return all
}

// check weighs the identity where the figure is in it and the later report has what it is about.
func (id YearsIdentity) check(was, now figuresByKey, k Key, before bool) (Check, bool) {
	last := id.Terms[len(id.Terms)-1]
	c := Check{Rule: id.Rule, Key: Key{last.Indicator, k.Applicant}, Certain: true}
	_, ok := last.of(now, k.Applicant)
	takesPart, whole, unknown, nothing := false, true, false, true
	for i, t := range id.Terms {
		takesPart = takesPart || t.Indicator == k.Indicator && t.Before == before
		side := now
		if t.Before {
			side = was
		}
		f, there := t.of(side, k.Applicant)
		o := operandOf(f, Key{t.Indicator, k.Applicant}, t.Sign)
		o.Cumulative = t.Cumulative
		c.Operands = append(c.Operands, o)
		whole, unknown = whole && there, unknown || !f.State.Known()
		nothing = nothing && (!f.State.Known() && f.State != StateUnreadable || f.State.Known() && *f.Value == 0)
		c.Certain = c.Certain && f.Confidence == 1
		switch {
		case !f.State.Known():
		case i == len(id.Terms)-1:
			c.Actual = *f.Value
		default:
			c.Expected += Number(t.Sign) * *f.Value
		}
	}
	switch {
	case !whole:
		c.State = CheckNotAssessable
	case nothing:
		c.State = CheckVacuous
	case unknown:
		c.State = CheckNotAssessable
	case id.beganAnew(c.Operands):
		c.State, c.Reason = CheckNotAssessable, ReasonCountedAnew
	case abs(c.Expected-c.Actual) <= id.tolerance(now, k):
		c.State = CheckPass
	default:
		c.State = CheckFail
	}
	return c, ok && takesPart
}

func indexOf(figures []Figure) figuresByKey {
	x := figuresByKey{NewKeyIndex(), figures}
	for i := range figures {
		x.at.Set(figures[i].Key(), i)
	}
	return x
}
