package profile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"
)

// factRow is a row of facts.sql and known.sql.
type factRow struct {
	Measure string  `ch:"measure"`
	Form    string  `ch:"form"`
	Level   string  `ch:"level"`
	Family  string  `ch:"family"`
	Scope   string  `ch:"scope"`
	Year    uint16  `ch:"fiscal_year"`
	A       int64   `ch:"a"`
	B       int64   `ch:"b"`
	C       int64   `ch:"c"`
	Reports uint64  `ch:"reports"`
	P       float64 `ch:"p"`
	Q       float64 `ch:"q"`
}

func (r factRow) fact() fact {
	return fact{cell{r.Form, r.Level, r.Family, r.Scope, int(r.Year)}, r.A, r.B, r.C, int64(r.Reports)}
}

// key is the fact without what is known of it.
func (f fact) key() fact {
	f.Reports = 0
	return f
}

// weigh takes the facts, one row for all agency-years that share them, and writes what they
// amount to among their peers: of this run, or of the one whose peers are used again.
func (s steps) weigh() error {
	facts, _, err := s.facts("facts")
	if err != nil {
		return err
	}
	peers, again := facts, s.params["prior"] != s.params["run"]
	if again && len(facts) == 0 {
		return nil
	}
	var known []tested
	if again {
		if peers, known, err = s.facts("known"); err != nil {
			return err
		}
	}
	var all []estimate
	for _, measure := range slices.Sorted(maps.Keys(facts)) {
		wanted := facts[measure]
		if again { // what is kept is known
			wanted = newOnes(wanted, peers[measure])
		}
		found, groups := estimates(measure, peers[measure], wanted)
		if again {
			discoverAmong(found, known)
		} else if err := s.keepGroups(measure, groups); err != nil {
			return err
		}
		all = append(all, found...)
	}
	if !again {
		discover(all)
	}
	return s.keepEstimates(all)
}

// facts reads facts by their measure, and how far out the shares were that are known already, all
// measures together.
func (s steps) facts(name string) (map[string][]fact, []tested, error) {
	query, err := files.ReadFile(name + ".sql")
	if err != nil {
		return nil, nil, err
	}
	var rows []factRow
	if err := s.db.Select(s.ctx, &rows, string(query), s.params); err != nil {
		return nil, nil, fmt.Errorf("reading the facts of profiles: %w", err)
	}
	all, known := map[string][]fact{}, []tested(nil)
	for _, r := range rows {
		all[r.Measure] = append(all[r.Measure], r.fact())
		known = append(known, tested{int(r.Year), r.P, r.Q})
	}
	return all, known, nil
}

// newOnes are the facts that are not known yet; they are nobody's peers.
func newOnes(facts, known []fact) []fact {
	had := make(map[fact]bool, len(known))
	for _, f := range known {
		had[f.key()] = true
	}
	var left []fact
	for _, f := range facts {
		if f = f.key(); !had[f] {
			left = append(left, f)
		}
	}
	return left
}

// batch is how many rows go into one insert.
const batch = 20_000

// insert writes a row for each value, batch by batch.
func insert[T any](s steps, target string, all []T, row func(*T) []any) error {
	group, ctx := errgroup.WithContext(s.ctx)
	group.SetLimit(RangesAtOnce)
	for part := range slices.Chunk(all, batch) {
		group.Go(func() error {
			rows := make([][]any, len(part))
			for i := range part {
				rows[i] = row(&part[i])
			}
			return s.db.Insert(ctx, target, rows)
		})
	}
	return group.Wait()
}

func (s steps) keepGroups(measure string, groups []*group) error {
	slices.SortFunc(groups, func(a, b *group) int { return cmp.Compare(a.Name, b.Name) })
	return insert(s, "peer_groups_history (run_id, measure, peer_group, agencies, agency_years, x, n, theta, rho, phi, dispersed, median, margin, cuts, cuts_above)", groups, func(p **group) []any {
		g, cuts, above := *p, []float64{}, []uint8{}
		if marginOf(measure) > 0 {
			for _, c := range g.Bands.Cuts {
				cuts, above = append(cuts, c.Value), append(above, flagOf(c.Above))
			}
		}
		return []any{s.params["prior"], measure, g.Name, uint64(g.Agencies), uint64(g.AgencyYears), g.X, g.N, *rounded(g.Funnel.Theta), *rounded(g.Prior.Rho),
			*rounded(g.Funnel.Phi), flagOf(g.Funnel.Dispersed), g.Bands.Median, g.Bands.Margin, cuts, above}
	})
}

func (s steps) keepEstimates(all []estimate) error {
	prior := s.params["prior"]
	return insert(s, `peer_estimates (run_id, measure, form, level, family, scope, fiscal_year, a, b, c, peer_group, value, low, high, low95, high95, band, reason, detail,
		wilson_low, wilson_high, theta, limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, reports)`, all, func(e *estimate) []any { return e.row(prior) })
}

func (e *estimate) row(prior any) []any {
	var band, theta, low95, high95, low998, high998, phi, p, q any
	name, dispersed := "", uint8(0)
	if e.Band != "" {
		band = e.Band
	}
	if e.group != nil {
		name = e.group.Name
	}
	if e.group != nil && isShare(e.measure) && e.B > 0 {
		f := e.group.Funnel
		theta, phi, dispersed = rounded(f.Theta), rounded(f.Phi), flagOf(f.Dispersed)
		low95, high95, low998, high998 = rounded(e.limits95.Low), rounded(e.limits95.High), rounded(e.limits998.Low), rounded(e.limits998.High)
		p, q = significant(e.p), significant(e.q)
	}
	detail := e.Detail
	if detail == nil {
		detail = []string{}
	}
	return []any{prior, e.measure, e.Form, e.Level, e.Family, e.Scope, uint16(e.Year), e.A, e.fact.B, e.C, name, e.Value, e.Low, e.High, e.Low95, e.High95, band, e.Reason, detail,
		*rounded(e.wilson.Low), *rounded(e.wilson.High), theta, low95, high95, low998, high998, phi, dispersed, e.flag, p, q, uint64(e.Reports)}
}

func flagOf(is bool) uint8 {
	if is {
		return 1
	}
	return 0
}
