package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gongkai/analytics/similar"
	"gongkai/store"
	"gongkai/store/engine"
)

// BenchmarkTexts compares 10,000 reports of about 1,500 characters in the engine: forty counties of
// fifty agencies, five years. In every county ten agencies have the same text but for a few
// sentences, and every agency keeps some of last year's. It prints the seconds of a first run, of one
// after which ten reports have changed, and of one after which nothing has.
func BenchmarkTexts(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		db := benchStore(b)
		ctx := b.Context()
		writeTexts(b, db, 10_000, 0)
		run := uint64(0)
		compare := func(name string) {
			run++
			job := similar.Job{Run: run, Before: run - 1}
			if run < 3 {
				job.Ranges = []similar.Range{{}}
			}
			// The version of a report is the run that it is new to.
			const parts = `INSERT INTO score_parts (run_id, unit, made_in)
				SELECT {run:UInt64}, splitByChar('-', agency_id)[1] AS unit, max(generation) FROM report_states GROUP BY unit`
			if err := db.Exec(ctx, parts, map[string]any{"run": run}); err != nil {
				b.Fatal(err)
			}
			began := time.Now()
			if err := similar.Run(ctx, db, job); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(began).Seconds(), "s-"+name)
		}
		compare("first")
		writeTexts(b, db, 10, 1)
		compare("ten-changed")
		compare("unchanged")
		var rows []struct {
			Compared uint64 `ch:"compared"`
			Alike    uint64 `ch:"alike"`
		}
		if err := db.Select(ctx, &rows, "SELECT (SELECT count() FROM text_comparisons) AS compared, (SELECT count() FROM text_pairs) AS alike", nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(rows[0].Compared), "compared")
		b.ReportMetric(float64(rows[0].Alike), "alike")
	}
}

func benchStore(b *testing.B) *store.DB {
	b.Helper()
	e, err := engine.Start(b.Context(), engine.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { e.Close() })
	db, err := store.Open(b.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	return db
}

// writeTexts writes the first n reports in a version of their texts.
func writeTexts(b *testing.B, db *store.DB, n, version int) {
	b.Helper()
	const agencies, counties = 50, 40
	var readings, states [][]any
	for i := range n {
		agency, county, year := i%agencies, i/agencies%counties, 2019+i/agencies/counties
		code := fmt.Sprintf("%02d01%02d", 36+county/10, 1+county%10)
		id := fmt.Sprintf("%s-f%d", code, agency)
		report, reading := fmt.Sprintf("%s-%d", id, year), fmt.Sprintf("%s-%d-%d", id, year, version)
		text := benchText(county, agency, year, version)
		readings = append(readings, []any{reading, reading, report, "http://x.test/" + report, []string{"overview"}, []map[string]any{{"kind": "overview", "heading": "一、总体情况", "text": text}}})
		states = append(states, []any{report, reading, uint64(version + 1), uint32(1), id, id, code, code, fmt.Sprintf("f%d", agency), uint16(year), "ok"})
	}
	for _, err := range []error{
		db.Insert(context.Background(), "readings (reading_id, content_hash, report_id, url, attachments, texts)", readings),
		db.Insert(context.Background(), "report_states (report_id, reading_id, generation, versions, agency_id, agency_name, division_code, county_code, family, fiscal_year, outcome)", states),
	} {
		if err != nil {
			b.Fatal(err)
		}
	}
}

// benchText is a template of the county, what agencies keep from year to year, and their own.
func benchText(county, agency, year, version int) string {
	part := func(sentences int, seeds ...int) string {
		seed := uint64(0)
		for _, s := range seeds {
			seed = seed*1_000_003 + uint64(s) + 1
		}
		return wording{rand.New(rand.NewPCG(seed, 1))}.sentences(sentences)
	}
	own := part(25, 1, county, agency, year, version)
	if agency < 10 {
		own = part(22, 2, county, agency/2, year) + part(3, 1, county, agency, year, version)
	}
	return part(20, 3, county, year) + part(20, 4, county, agency) + own
}
