package similar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

// sampledAtOnce bounds the texts among which samples are looked for by one statement.
const sampledAtOnce = 200_000

// drawBaselines makes the baseline of every year whose sample has changed, and says of each group on
// which sample it rests.
func (r *runner) drawBaselines(ctx context.Context, all groups) error {
	years, digests := all.years()
	var some []uint16
	var texts uint64
	for i, y := range years {
		if digests[y] == "" {
			some, texts = append(some, y), texts+all.textsOf(y)
		}
		if len(some) > 0 && (texts >= sampledAtOnce || i == len(years)-1) {
			if err := r.drawYears(ctx, some, digests); err != nil {
				return err
			}
			some, texts = nil, 0
		}
	}
	for _, g := range all.now {
		g.Sample = digests[g.Year]
	}
	return nil
}

type sampled struct {
	Year     uint16 `ch:"year"`
	ReportID string `ch:"report_id"`
	Province string `ch:"province"`
	Unit     string `ch:"unit"`
	Family   string `ch:"family"`
	Key      string `ch:"text_key"`
}

// drawYears makes the baselines of some years, and sets their digests.
func (r *runner) drawYears(ctx context.Context, years []uint16, digests map[uint16]string) error {
	var rows []sampled
	if err := r.rows(ctx, &rows, "samples", map[string]any{"years": years, "reports": uint32(LeastReports), "size": uint32(SampleSize)}); err != nil {
		return err
	}
	samples := map[uint16][]sampled{}
	for _, s := range rows {
		samples[s.Year] = append(samples[s.Year], s)
	}
	for _, y := range years {
		h := sha256.New()
		fmt.Fprintln(h, Method)
		for _, s := range samples[y] {
			fmt.Fprintln(h, s.ReportID, s.Unit, s.Family, s.Key)
		}
		digests[y] = hex.EncodeToString(h.Sum(nil)[:16])
	}
	var known []struct {
		Digest string `ch:"digest"`
	}
	const query = "SELECT DISTINCT digest FROM text_baselines WHERE fiscal_year IN {years:Array(UInt16)} AND digest IN {digests:Array(String)}"
	if err := r.Select(ctx, &known, query, map[string]any{"years": years, "digests": slices.Collect(maps.Values(digests))}); err != nil {
		return fmt.Errorf("comparing texts, looking for baselines: %w", err)
	}
	drawn := map[string]bool{}
	for _, k := range known {
		drawn[k.Digest] = r.Before > 0
	}
	for _, y := range years {
		if len(samples[y]) < leastPool || drawn[digests[y]] {
			continue
		}
		if err := r.drawYear(ctx, y, digests[y], samples[y]); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) drawYear(ctx context.Context, year uint16, digest string, sample []sampled) error {
	from := sought{years: []uint16{year}}
	for _, s := range sample {
		from.reports = append(from.reports, s.ReportID)
		if !slices.Contains(from.provinces, s.Province) {
			from.provinces = append(from.provinces, s.Province)
		}
	}
	found, err := r.fetch(ctx, from)
	if err != nil {
		return err
	}
	texts := found.prepare()
	members := make([]Member, len(sample))
	for i, s := range sample {
		if p := texts[textName{s.ReportID, "current"}]; p != nil {
			members[i] = Member{s.Unit, s.Family, p.rest}
		}
	}
	var rows [][]any
	for _, l := range Baseline(int(year), members) {
		rows = append(rows, []any{year, digest, uint32(l.Comparisons), l.Low, l.High, uint32(len(members)), uint32(draws)})
	}
	if err := r.Insert(ctx, "text_baselines (fiscal_year, digest, comparisons, low, high, texts, draws)", rows); err != nil {
		return fmt.Errorf("comparing texts: %w", err)
	}
	return nil
}
