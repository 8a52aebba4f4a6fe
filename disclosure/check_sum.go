package disclosure

// term is an indicator with its sign in an identity.
type term struct {
	key  Key
	sign int
}

// relation is how the sum of an identity's terms stands to its figure.
type relation int

const (
	equals relation = iota
	atMost
	atLeast
)

// identity states that Σ sign·left equals the figure named by right, or that it is at most or
// at least that.
type identity struct {
	rule     string
	left     []term
	right    Key
	relation relation
	loose    bool // forms differ: nobody is to blame
	open     bool // a row that was not understood may be a part of it
	tabled   bool // its figures are also told in sentences: only those of tables count
}

func sum(rule string, total Key, parts []string, c Applicant) identity {
	id := identity{rule: rule, right: total, left: make([]term, 0, len(parts))}
	for _, p := range parts {
		id.left = append(id.left, term{Key{p, c}, 1})
	}
	return id
}

// isPrinted reports whether the report has what the identity is about: table 3, the row of an
// applicant sum, the total of others, every cell of a bound.
func (id *identity) isPrinted(rows map[string]bool, figures figuresByKey) bool {
	switch id.rule {
	case RuleRequestsFlow, RuleOutcomeSum:
		return len(rows) > 0
	case RuleApplicantSum:
		return rows[id.right.Indicator]
	}
	f, ok := figures.find(id.right)
	if !ok || id.tabled && f.Where.Cell == nil && f.Where.Area == nil {
		return false
	}
	if id.relation == equals && !id.tabled {
		return true
	}
	for _, t := range id.left {
		f, ok := figures.find(t.key)
		if !ok || id.tabled && f.Where.Cell == nil && f.Where.Area == nil {
			return false
		}
	}
	return true
}

// check weighs the identity. A blank operand counts as zero only where the identity then
// closes exactly; otherwise nothing can be said (the state is not_assessable, not fail).
func (e *examiner) check(id *identity) Check {
	c := Check{Rule: id.rule, Key: id.subject(), Certain: true}
	unknown, allZero := false, true
	e.touched = e.touched[:0]
	take := func(k Key) (value Number, known bool) {
		i, ok := e.figures.at.Find(k)
		if !ok {
			unknown, allZero = true, false
			return 0, false
		}
		f := &e.figures.all[i]
		e.touched = append(e.touched, i)
		if !f.State.Known() {
			unknown = true
			allZero = allZero && f.State != StateUnreadable
			return 0, false
		}
		c.Certain = c.Certain && f.Confidence == 1
		allZero = allZero && *f.Value == 0
		return *f.Value, true
	}
	for _, t := range id.left {
		value, _ := take(t.key)
		c.Expected += Number(t.sign) * value
	}
	rightKnown := false
	c.Actual, rightKnown = take(id.right)
	switch {
	case allZero:
		c.State = CheckVacuous
	case !unknown && id.holds(c.Expected, c.Actual):
		c.State = CheckPass
	case !unknown:
		c.State, c.Operands = CheckFail, id.operands(e.figures)
	case id.relation == equals && rightKnown && c.Expected == c.Actual && id.onlyBlanks(e.figures):
		c.State, c.Imputed = CheckPass, true
	default:
		c.State = CheckNotAssessable
	}
	return c
}

// subject is the figure that an identity speaks of: its total, or the part that is bounded.
func (id *identity) subject() Key {
	if id.relation == atMost {
		return id.left[0].key
	}
	return id.right
}

func (id *identity) holds(sum, figure Number) bool {
	switch id.relation {
	case atMost:
		return sum <= figure
	case atLeast:
		return sum >= figure
	}
	return sum == figure
}

// operands lists the figures of the identity, the one that it defines last.
func (id *identity) operands(figures figuresByKey) []Operand {
	all := make([]Operand, 0, len(id.left)+1)
	for _, t := range id.left {
		f, _ := figures.find(t.key)
		all = append(all, operandOf(f, t.key, t.sign))
	}
	f, _ := figures.find(id.right)
	return append(all, operandOf(f, id.right, -1))
}

// onlyBlanks reports whether every unknown operand is an empty cell, a dash, a slash or 无 of a row
// that is on the form: the only unknowns that may stand for zero.
func (id *identity) onlyBlanks(figures figuresByKey) bool {
	for _, t := range id.left {
		if f, ok := figures.find(t.key); !ok || f.State == StateUnreadable {
			return false
		}
	}
	return true
}
