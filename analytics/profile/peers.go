package profile

import (
	"fmt"
	"strings"

	"gongkai/analytics/stats"
)

// candidates are the peers of a cell, the narrow ones first: those of its form, level, family and
// scope; then all families of the kind at the level; then those of all levels. Governments,
// departments and townships are never mixed, nor are scopes and forms.
func (c cell) candidates() [3]cell {
	kind := "*" + kindOf(c.Family)
	return [3]cell{c, {c.Form, c.Level, kind, c.Scope, c.Year}, {c.Form, "*", kind, c.Scope, c.Year}}
}

// group is the name of the group of this cell and the years before it.
func (c cell) group(years int) string {
	span := fmt.Sprint(c.Year)
	if years > 1 {
		span = fmt.Sprintf("%d-%d", c.Year-years+1, c.Year)
	}
	return strings.Join([]string{c.Form, c.Level, c.Family, c.Scope, span}, "|")
}

func kindOf(family string) string {
	switch family {
	case "gov_office":
		return "governments"
	case "township", "subdistrict":
		return "townships"
	}
	return "departments"
}

// yearsOf is how many fiscal years the peers of a measure are taken from. The decisions of legal
// soundness are those of three years already.
func yearsOf(measure string) int {
	if measure == "legal" {
		return 1
	}
	return window
}

// group is what a peer group says.
type group struct {
	Name                  string
	Agencies, AgencyYears int64 // agencies: of the fullest year, so at least as many are in it
	X, N                  int64
	Funnel                stats.Funnel
	Prior                 stats.Prior
	posterior             stats.Posterior // of measures that are shrunk
	Bands                 stats.Bands
}

// register sorts the facts of one measure by the groups that they may belong to.
type register struct {
	measure string
	facts   []fact
	at      map[cell][]int // a year of a group → its facts
	groups  map[cell]*group
}

func newRegister(measure string, facts []fact) *register {
	r := &register{measure, facts, map[cell][]int{}, map[cell]*group{}}
	for i, f := range facts {
		if f.Reports == 0 || f.trials(measure) == 0 {
			continue
		}
		for _, c := range f.candidates() {
			r.at[c] = append(r.at[c], i)
		}
	}
	return r
}

// of is the narrowest group of the cell with peers enough; nil where there is none.
func (r *register) of(c cell) *group {
	for _, candidate := range c.candidates() {
		if g := r.group(candidate); g.Agencies >= leastPeers {
			return g
		}
	}
	return nil
}

func (r *register) group(c cell) *group {
	if g, ok := r.groups[c]; ok {
		return g
	}
	years := yearsOf(r.measure)
	g := &group{Name: c.group(years)}
	r.groups[c] = g
	var facts []fact
	for year := c.Year - years + 1; year <= c.Year; year++ {
		var agencies int64
		for _, i := range r.at[cell{c.Form, c.Level, c.Family, c.Scope, year}] {
			facts = append(facts, r.facts[i])
			agencies += r.facts[i].Reports
		}
		g.AgencyYears += agencies
		g.Agencies = max(g.Agencies, agencies)
	}
	if g.Agencies >= leastPeers {
		g.measure(r.measure, facts)
	}
	return g
}

func (g *group) measure(measure string, facts []fact) {
	if isShare(measure) {
		units := make([]stats.Unit, len(facts))
		for i, f := range facts {
			units[i] = stats.Unit{X: f.A, N: f.B, Count: f.Reports}
			g.X, g.N = g.X+f.Reports*f.A, g.N+f.Reports*f.B
		}
		g.Funnel, g.Prior = stats.NewFunnel(units), stats.Moments(units)
		if isShrunk(measure) {
			g.posterior = stats.NewPosterior(units)
		}
	}
	var peers []stats.Peer
	for _, f := range facts {
		if v := g.valueOf(measure, f); v != nil {
			peers = append(peers, stats.Peer{Value: *v, Count: f.Reports})
		}
	}
	g.Bands = stats.NewBands(peers, marginOf(measure))
}

// valueOf is the value of a fact alone, where the measure is a dimension.
func (g *group) valueOf(measure string, f fact) *float64 {
	switch measure {
	case "timeliness":
		return timeliness(f.A, f.B).Value
	case "completeness":
		return completeness(f.A, f.B, f.C).Value
	case "consistency", "legal":
		return rounded(1 - g.posterior.Mean(f.A, f.B))
	}
	return nil
}
