package similar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// drawBaselines makes the baseline of every year whose sample has changed. It returns the samples
// that the run rests on, year by year; a year without a baseline is not among them.
func (r *runner) drawBaselines(ctx context.Context) (years []uint16, digests []string, err error) {
	var all []struct {
		Year uint16 `ch:"year"`
	}
	if err := r.Select(ctx, &all, "SELECT DISTINCT fiscal_year AS year FROM text_inventory WHERE run_id = {run:UInt64} ORDER BY year", map[string]any{"run": r.run}); err != nil {
		return nil, nil, fmt.Errorf("comparing texts, looking for years: %w", err)
	}
	for _, y := range all {
		digest, err := r.drawYear(ctx, y.Year)
		if err != nil {
			return nil, nil, err
		}
		years, digests = append(years, y.Year), append(digests, digest)
	}
	return years, digests, nil
}

type sampled struct {
	ReportID string `ch:"report_id"`
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
	var reports []string
	for _, s := range sample {
		fmt.Fprintln(h, s.ReportID, s.Unit, s.Family, s.Key)
		reports = append(reports, s.ReportID)
	}
	digest = hex.EncodeToString(h.Sum(nil)[:16])
	var known []struct {
		Levels uint64 `ch:"levels"`
	}
	const query = "SELECT count() AS levels FROM text_baselines WHERE fiscal_year = {year:UInt16} AND digest = {digest:String}"
	if err := r.Select(ctx, &known, query, map[string]any{"year": year, "digest": digest}); err != nil {
		return "", fmt.Errorf("comparing texts, looking for baselines: %w", err)
	}
	if known[0].Levels > 0 && !r.all || len(sample) < leastPool {
		return digest, nil
	}
	texts, err := r.prepare(ctx, reports)
	if err != nil {
		return "", err
	}
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
