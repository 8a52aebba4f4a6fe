package disclosure

// location is what was found out about a group of identities that do not all hold.
type location struct {
	*group
	sets    [][]change // equally small sets, the likely one first; without negative values where there are any such
	counted bool       // there are no more sets of that size than were looked at
	proved  bool       // no smaller set will do
	reading bool       // cells that were read with doubt, or blanks, can explain everything
	fixed   bool       // the values of the sets are determined
	rule    string     // of the likely cause
	said    string     // the cause in words, with what fills it
}

// locate finds the smallest sets. Cells that were read with doubt are free at first: only what
// does not close even then is the print's. Where it does, the least of them is looked for.
func (g *group) locate() *location {
	l := &location{group: g, rule: RuleCellsUnknown}
	if len(g.cells) > mostCells || g.isMostlyBroken() {
		l.explain()
		return l
	}
	printed := system{rows: g.rows}
	start, barred, whole := g.freed()
	if !whole {
		return l
	}
	if start.closes() {
		l.reading = true
		start, barred = printed, g.certain()
	}
	sets, counted := smallest(&start, barred)
	l.counted, l.proved = counted, len(sets) > 0
	l.settle(&printed, sets)
	l.explain()
	return l
}

// freed is the group's system with every doubted cell free, and these.
func (g *group) freed() (system, cellSet, bool) {
	now, next := system{rows: g.rows}, system{}
	var free cellSet
	for v := range g.cells {
		if !g.cells[v].doubted {
			continue
		}
		free.put(v)
		if _, whole := next.free(&now, v); !whole {
			return now, free, false
		} else if len(next.pivots) > len(now.pivots) {
			now, next = next, system{}
		}
	}
	now.pivots = nil
	return now, free, true
}

// certain are the cells that were read without doubt.
func (g *group) certain() cellSet {
	var s cellSet
	for v := range g.cells {
		if !g.cells[v].doubted {
			s.put(v)
		}
	}
	return s
}

// settle gives the cells of each set the values that they would have to take. Those with a
// negative count are left out where others have none.
func (l *location) settle(printed *system, sets [][]int) {
	var kept, negative [][]change
	l.fixed = true
	for _, set := range sets {
		changed, fixed := l.values(printed, set)
		l.fixed = l.fixed && fixed
		below := false
		for _, c := range changed {
			below = below || c.value < 0
		}
		if below {
			negative = append(negative, changed)
			continue
		}
		kept = append(kept, changed)
	}
	if l.sets = kept; len(kept) == 0 {
		l.sets, l.fixed = negative, l.fixed && len(negative) == 0
	}
}

// values are those of a set where it alone makes everything close; otherwise cells that were
// read with doubt have a part in it, and nothing is determined.
func (l *location) values(printed *system, set []int) ([]change, bool) {
	now, next := *printed, system{}
	for _, v := range set {
		if _, whole := next.free(&now, v); !whole {
			break
		}
		now, next = next, system{}
	}
	by, closes := now.changes(), now.closes() && len(now.pivots) == len(set)
	all := make([]change, len(set))
	for i, v := range set {
		all[i] = change{v, l.cells[v].value}
		if closes {
			all[i].value += by[v]
		}
	}
	return all, closes
}

// doubtful reports whether what does not hold is no agency's for certain, whatever its cells
// are: it may be shifted, or read out of place as a whole.
func (l *location) doubtful() bool { return l.rule == RuleShifted || l.isMostlyBroken() }

// leastBroken is how many rows of table 3 have to be broken for it to be taken as out of place.
const leastBroken = 5

// isMostlyBroken reports whether more than half of the rows and more than half of the columns of
// table 3 do not add up: tables of agencies have a few wrong cells, tables that were read out
// of place have many.
func (l *group) isMostlyBroken() bool {
	var rows, columns, brokenRows, brokenColumns int
	for i, s := range l.sums {
		said := false
		for v := l.rows[i].first(); v >= 0 && !said; v = l.rows[i].after(v) {
			said = l.cells[v].value != 0
		}
		if !said || s.right.Applicant == NoApplicant {
			continue
		}
		broken := l.rows[i].rest != 0
		if s.rule == RuleApplicantSum {
			rows++
			brokenRows += count(broken)
			continue
		}
		columns++
		brokenColumns += count(broken)
	}
	return 2*brokenRows > rows && 2*brokenColumns > columns && brokenRows >= leastBroken
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// first and after go through the cells of an equation; -1 ends them.
func (q *equation) first() int { return q.after(-1) }

func (q *equation) after(v int) int {
	all := q.cells()
	return all.next(v + 1)
}
