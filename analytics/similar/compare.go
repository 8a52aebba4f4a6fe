package similar

import (
	"context"
	"fmt"
	"slices"
)

const (
	// textsAtOnce bounds the texts that are in memory while pairs are compared.
	textsAtOnce = 500
	// leastPassages: of pairs that are less alike no passages are kept.
	leastPassages = 0.2
)

// candidate is a pair as candidates.sql gives it, a before b.
type candidate struct {
	ReportA string `ch:"report_a"`
	WhichA  string `ch:"which_a"`
	KeyA    string `ch:"key_a"`
	ReportB string `ch:"report_b"`
	WhichB  string `ch:"which_b"`
	KeyB    string `ch:"key_b"`
}

func (c candidate) a() textName { return textName{c.ReportA, c.WhichA} }
func (c candidate) b() textName { return textName{c.ReportB, c.WhichB} }

type textName struct{ report, which string }

// prepared is a text that can be compared.
type prepared struct {
	printed  string
	text     Text
	rest     Set
	template Set
}

// comparePairs compares what is worth it, province by province and year by year.
func (r *runner) comparePairs(ctx context.Context) error {
	var groups []struct {
		Province string `ch:"province"`
		Year     uint16 `ch:"year"`
	}
	// A report that changed is compared with those of the three years after it, too.
	const query = `SELECT DISTINCT province, toUInt16(i.year) AS year FROM (SELECT toString(province) AS province, toUInt32(fiscal_year) AS year FROM text_inventory WHERE run_id = {run:UInt64}) AS i
		INNER JOIN (SELECT DISTINCT toString(province) AS province, arrayJoin(range(toUInt32(fiscal_year), toUInt32(fiscal_year) + 4)) AS year FROM text_inventory
			WHERE run_id = {run:UInt64} AND written AND ({all:Bool} OR (unit, unit_digest) NOT IN (SELECT unit, unit_digest FROM text_done))) AS changed USING (province, year)
		ORDER BY province, year`
	if err := r.Select(ctx, &groups, query, map[string]any{"run": r.run, "all": r.all}); err != nil {
		return fmt.Errorf("comparing texts, looking for groups: %w", err)
	}
	for _, g := range groups {
		var pairs []candidate
		if err := r.rows(ctx, &pairs, "candidates", map[string]any{"province": g.Province, "year": g.Year}); err != nil {
			return err
		}
		for len(pairs) > 0 {
			n, names := chunk(pairs)
			if err := r.compare(ctx, pairs[:n], names); err != nil {
				return err
			}
			pairs = pairs[n:]
		}
	}
	return nil
}

// chunk takes as many pairs as have textsAtOnce texts, and names their reports.
func chunk(pairs []candidate) (n int, reports []string) {
	seen := map[string]bool{}
	for n < len(pairs) && len(seen) < textsAtOnce {
		seen[pairs[n].ReportA], seen[pairs[n].ReportB] = true, true
		n++
	}
	for report := range seen {
		reports = append(reports, report)
	}
	slices.Sort(reports)
	return n, reports
}

const comparisonTarget = "text_comparisons (report_a, which_a, report_b, which_b, key_a, key_b, jaccard, passages)"

func (r *runner) compare(ctx context.Context, pairs []candidate, reports []string) error {
	texts, err := r.prepare(ctx, reports)
	if err != nil {
		return err
	}
	rows := make([][]any, len(pairs))
	each(len(pairs), func(i int) {
		p := pairs[i]
		if a, b := texts[p.a()], texts[p.b()]; a != nil && b != nil {
			rows[i] = p.row(a, b)
		}
	})
	rows = slices.DeleteFunc(rows, func(row []any) bool { return row == nil })
	if err := r.Insert(ctx, comparisonTarget, rows); err != nil {
		return fmt.Errorf("comparing texts: %w", err)
	}
	return nil
}

// row is nil where there is nothing to compare.
func (c candidate) row(a, b *prepared) []any {
	j, ok := Jaccard(a.rest, b.rest)
	if !ok {
		return nil
	}
	passages := []map[string]any{}
	if j >= leastPassages {
		for _, p := range Passages(a.text, b.text, a.template, b.template) {
			passages = append(passages, map[string]any{"offset_a": uint32(p.FromA), "length_a": uint32(p.LengthA), "offset_b": uint32(p.FromB), "length_b": uint32(p.LengthB),
				"characters": uint32(p.Characters), "text_a": points(a.printed, p.FromA, p.LengthA), "text_b": points(b.printed, p.FromB, p.LengthB)})
		}
	}
	return []any{c.ReportA, c.WhichA, c.ReportB, c.WhichB, c.KeyA, c.KeyB, j, passages}
}

// prepare reads reports and brings them into the form in which they were read with their county.
func (r *runner) prepare(ctx context.Context, reports []string) (map[textName]*prepared, error) {
	var units []struct {
		Unit      string   `ch:"unit"`
		Agencies  []string `ch:"agencies"`
		Names     []string `ch:"names"`
		Divisions []string `ch:"divisions"`
		Shingles  []uint64 `ch:"shingles"`
	}
	if err := r.rows(ctx, &units, "units", map[string]any{"reports": reports}); err != nil {
		return nil, err
	}
	var rows []row
	if err := r.rows(ctx, &rows, "texts", map[string]any{"units": []string{}, "reports": reports}); err != nil {
		return nil, err
	}
	names, templates := map[string]*Names{}, map[string]Set{}
	for _, u := range units {
		var all []row
		for i := range u.Agencies {
			all = append(all, row{AgencyName: u.Agencies[i], DivisionName: u.Names[i], DivisionCode: u.Divisions[i]})
		}
		names[u.Unit], templates[u.Unit] = namesOf(all), Set(u.Shingles)
	}
	all := make([]*prepared, len(rows))
	each(len(rows), func(i int) {
		p := &prepared{printed: rows[i].Text, text: Normalise(rows[i].Text, names[rows[i].Unit]), template: templates[rows[i].Unit]}
		p.rest, _ = p.text.Residual(p.template)
		all[i] = p
	})
	texts := map[textName]*prepared{}
	for i, row := range rows {
		texts[textName{row.ReportID, row.Which}] = all[i]
	}
	return texts, nil
}
