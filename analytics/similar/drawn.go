package similar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// drawBaselines makes the baseline of every year whose sample has changed, and says of each group on
// which sample it rests.
func (r *runner) drawBaselines(ctx context.Context, all groups) error {
	years, digests := all.years()
	for _, y := range years {
		if digests[y] != "" {
			continue
		}
		digest, err := r.drawYear(ctx, y)
		if err != nil {
			return err
		}
		digests[y] = digest
	}
	for _, g := range all.now {
		g.Sample = digests[g.Year]
	}
	return nil
}

type sampled struct {
	ReportID string `ch:"report_id"`
	Province string `ch:"province"`
	Unit     string `ch:"unit"`
	Family   string `ch:"family"`
	Key      string `ch:"text_key"`
}

func (r *runner) drawYear(ctx context.Context, year uint16) (digest string, err error) {
	var sample []sampled
	if err := r.rows(ctx, &sample, "samples", map[string]any{"year": year, "reports": uint32(LeastReports), "size": uint32(SampleSize)}); err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, Method)
	from := sought{years: []uint16{year}}
	for _, s := range sample {
		fmt.Fprintln(h, s.ReportID, s.Unit, s.Family, s.Key)
		from.reports = append(from.reports, s.ReportID)
		if !slices.Contains(from.provinces, s.Province) {
			from.provinces = append(from.provinces, s.Province)
		}
	}
	digest = hex.EncodeToString(h.Sum(nil)[:16])
	var known []struct {
		Levels uint64 `ch:"levels"`
	}
	const query = "SELECT count() AS levels FROM text_baselines WHERE fiscal_year = {year:UInt16} AND digest = {digest:String}"
	if err := r.Select(ctx, &known, query, map[string]any{"year": year, "digest": digest}); err != nil {
		return "", fmt.Errorf("comparing texts, looking for baselines: %w", err)
	}
	if known[0].Levels > 0 && r.Before > 0 || len(sample) < leastPool {
		return digest, nil
	}
	found, err := r.fetch(ctx, from)
	if err != nil {
		return "", err
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
		return "", fmt.Errorf("comparing texts: %w", err)
	}
	return digest, nil
}
