package similar

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

const (
	// textsAtOnce bounds the texts that are in memory while pairs are compared.
	textsAtOnce = 2_000
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
	template *Lookup
}

// comparePairs compares what is worth it of a slice and was never compared.
func (r *runner) comparePairs(ctx context.Context, n uint32, s slice) error {
	var pairs []candidate
	if err := r.rows(ctx, &pairs, "missing", map[string]any{"slice": n}); err != nil {
		return err
	}
	where := sought{provinces: []string{s.groups[0].Province}}
	years := s.years()
	for year := slices.Min(years) - yearsBack; year <= slices.Max(years); year++ {
		where.years = append(where.years, year)
	}
	return ahead(ctx, chunks(pairs), func(ctx context.Context, c chunk) (raw, error) {
		some := where
		some.reports = c.reports
		return r.fetch(ctx, some)
	}, func(c chunk, texts raw) error {
		return r.compare(ctx, c.pairs, texts.prepare())
	})
}

// chunk is pairs with their reports.
type chunk struct {
	pairs   []candidate
	reports []string
}

// chunks cuts pairs into runs that have textsAtOnce texts.
func chunks(pairs []candidate) (all []chunk) {
	for len(pairs) > 0 {
		seen, n := map[string]bool{}, 0
		for n < len(pairs) && len(seen) < textsAtOnce {
			seen[pairs[n].ReportA], seen[pairs[n].ReportB] = true, true
			n++
		}
		all = append(all, chunk{pairs[:n], slices.Sorted(maps.Keys(seen))})
		pairs = pairs[n:]
	}
	return all
}

const comparisonTarget = "text_comparisons (report_a, which_a, report_b, which_b, key_a, key_b, jaccard, passages, run_id)"

func (r *runner) compare(ctx context.Context, pairs []candidate, texts map[textName]*prepared) error {
	rows := make([][]any, len(pairs))
	each(len(pairs), func(i int) {
		p := pairs[i]
		if a, b := texts[p.a()], texts[p.b()]; a != nil && b != nil {
			if row := p.row(a, b); row != nil {
				rows[i] = append(row, r.Run)
			}
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

// sought says which reports are to be read, and in which provinces and years they lie.
type sought struct {
	provinces []string
	years     []uint16
	reports   []string
}

// raw is texts as they are printed, with the names and templates of their counties.
type raw struct {
	names     map[string]*Names
	templates map[string]*Lookup
	rows      []row
}

// fetch reads reports.
func (r *runner) fetch(ctx context.Context, s sought) (raw, error) {
	var units []struct {
		Unit      string   `ch:"unit"`
		Agencies  []string `ch:"agencies"`
		Names     []string `ch:"names"`
		Divisions []string `ch:"divisions"`
		Shingles  []uint64 `ch:"shingles"`
	}
	params := map[string]any{"provinces": s.provinces, "years": s.years, "reports": s.reports}
	if err := r.rows(ctx, &units, "units", params); err != nil {
		return raw{}, err
	}
	found := raw{names: map[string]*Names{}, templates: map[string]*Lookup{}}
	var named []string
	for _, u := range units {
		var all []row
		for i := range u.Agencies {
			all = append(all, row{AgencyName: u.Agencies[i], DivisionName: u.Names[i], DivisionCode: u.Divisions[i]})
		}
		named = append(named, u.Unit)
		found.names[u.Unit], found.templates[u.Unit] = namesOf(all), Set(u.Shingles).Lookup()
	}
	return found, r.rows(ctx, &found.rows, "texts", with(params, "units", named))
}

// prepare brings texts into the form in which they were read with their county.
func (t raw) prepare() map[textName]*prepared {
	all := make([]*prepared, len(t.rows))
	each(len(all), func(i int) {
		row := t.rows[i]
		p := &prepared{printed: row.Text, text: Normalise(row.Text, t.names[row.Unit]), template: t.templates[row.Unit]}
		p.rest, _ = p.text.Residual(p.template)
		all[i] = p
	})
	texts := map[textName]*prepared{}
	for i, row := range t.rows {
		texts[textName{row.ReportID, row.Which}] = all[i]
	}
	return texts
}
