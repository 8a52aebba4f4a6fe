package disclosure

// Error localisation in the manner of Fellegi and Holt (1976): before anybody is blamed for sums
// that do not hold, the least set of printed cells is looked for that would have to change for
// every identity of the report to close. One wrong cell of table 3 breaks up to three
// identities; it is one cell all the same.
//
// The search is exact. It takes the identities that can be assessed as linear equations over
// the cells, and needs no bounds on values: that a count is not negative only chooses among
// sets of the least size, so the least number is never too high. Its limits are in
// localise_search.go; beyond them nothing is claimed.

// CellCount says how many printed cells take part in an identity that says something, and the least
// number of them that would have to change for every identity to close. Cells that were read with
// doubt, and blanks, may be anything there: they are never counted as wrong, and where they may
// explain all that does not close, the identities that hang together with it are left out of both
// numbers. Wrong is nil where no identity says anything that can be assessed, and where the search
// ended before it knew.
type CellCount struct {
	Checked int  `json:"checked"`
	Wrong   *int `json:"wrong"`
}

// localise looks at every group of identities that hang together, and lowers the blame of the
// checks where what they show is rather a matter of reading.
func (e *examiner) localise() (CellCount, []Finding) {
	count := CellCount{}
	if !e.broken { // all that a report without a fault costs
		if count.Checked = e.said; count.Checked > 0 {
			count.Wrong = new(int)
		}
		return count, nil
	}
	var findings []Finding
	wrong, known := 0, true
	for _, g := range e.groups() {
		if !g.broken {
			count.Checked += g.checked
			continue
		}
		l := g.locate()
		findings = append(findings, l.finding(e))
		switch {
		case !l.proved:
			known = false
		case !l.reading:
			count.Checked += g.checked
			wrong += len(l.sets[0])
		}
		if l.doubtful() {
			for _, s := range g.sums {
				e.checks[s.at].Certain = false
			}
		}
	}
	if known && count.Checked > 0 {
		count.Wrong = &wrong
	}
	return count, findings
}

// group is a set of identities that share cells, with no cell in another group.
type group struct {
	sums    []weighed
	cells   []cell
	rows    []equation // one for each of sums
	checked int        // cells of those that say something
	broken  bool
}

// cell is a printed cell of a group.
type cell struct {
	figure  *Figure
	value   int64 // a blank that closes its identities is 0
	doubted bool  // read with doubt, or blank
}

// groups divides the identities that can be assessed. Those of whole numbers only: a fraction
// in a count is another fault.
func (e *examiner) groups() []*group {
	of := make([]*group, len(e.figures.all))
	var all []*group
	for _, s := range e.sums {
		if e.checks[s.at].State == CheckNotAssessable || !s.isWhole(e.figures) {
			continue
		}
		g := &group{}
		all = append(all, g)
		for _, i := range s.places(e.figures) {
			if old := of[i]; old != nil && old != g {
				g.sums = append(g.sums, old.sums...)
				old.sums = nil
				for j := range of {
					if of[j] == old {
						of[j] = g
					}
				}
			}
			of[i] = g
		}
		g.sums = append(g.sums, s)
	}
	kept := all[:0]
	for _, g := range all {
		if len(g.sums) > 0 {
			g.fill(e)
			kept = append(kept, g)
		}
	}
	return kept
}

// places are the figures of an identity.
func (s weighed) places(figures figuresByKey) []int {
	all := make([]int, 0, len(s.left)+1)
	for _, t := range s.left {
		if i, ok := figures.at.Find(t.key); ok {
			all = append(all, i)
		}
	}
	if i, ok := figures.at.Find(s.right); ok {
		all = append(all, i)
	}
	return all
}

// largest is the highest count that is reckoned with.
const largest = 1 << 40

func (s weighed) isWhole(figures figuresByKey) bool {
	for _, i := range s.places(figures) {
		if f := &figures.all[i]; f.State.Known() && (*f.Value%millionths != 0 || *f.Value/millionths > largest || *f.Value/millionths < -largest) {
			return false
		}
	}
	return true
}

// fill makes the equations of a group.
func (g *group) fill(e *examiner) {
	at := map[int]int{}
	said := map[int]bool{}
	for _, s := range g.sums {
		row := equation{}
		state := e.checks[s.at].State
		g.broken = g.broken || state == CheckFail
		add := func(k Key, sign int) {
			i, ok := e.figures.at.Find(k)
			if !ok {
				return
			}
			v, known := at[i]
			if !known {
				v = len(g.cells)
				at[i] = v
				g.cells = append(g.cells, cellOf(&e.figures.all[i]))
			}
			if state != CheckVacuous {
				said[i] = true
			}
			row.add(v, sign, g.cells[v].value)
		}
		for _, t := range s.left {
			add(t.key, t.sign)
		}
		add(s.right, -1)
		g.rows = append(g.rows, row)
	}
	g.checked = len(said)
}

func cellOf(f *Figure) cell {
	c := cell{figure: f, doubted: f.Confidence < 1 || !f.State.Known()}
	if f.State.Known() {
		c.value = int64(*f.Value / millionths)
	}
	return c
}
