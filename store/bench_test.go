package store

import (
	"fmt"
	"testing"
	"time"

	"gongkai/disclosure"
)

// province is n captured reports with 200 figures each, of 700 agencies.
func province(b *testing.B, n int) []Reading {
	b.Helper()
	var keys []disclosure.Key
	for _, i := range disclosure.Catalogue() {
		if i.Form == disclosure.Form2021 && len(keys) < 200 {
			keys = append(keys, i.Key())
		}
	}
	all := make([]Reading, 0, n)
	for i := range n {
		agency, year := i%700, 2008+i/700
		capture := fetch(b, fmt.Sprint("c", i%100), fmt.Sprintf("http://county.test/%d", i), fmt.Sprint(i), "2021-02-01 10:00")
		capture.FetchedAt = capture.FetchedAt.Add(time.Duration(i) * time.Second)
		complete(&capture)
		r := Reading{Capture: capture, Agency: education()}
		r.Agency.ID = fmt.Sprint("36", agency, "-education")
		r.Report = disclosure.Report{Outcome: disclosure.OutcomeOK, ParserVersion: 1, SHA256: capture.SHA256, AgencyID: &r.Agency.ID, FiscalYear: &year,
			Form: pointer(disclosure.Form2021), Scope: disclosure.ScopeOwnOffice, Problems: []string{"存在的主要问题"}}
		for j, k := range keys {
			r.Report.Figures = append(r.Report.Figures, disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: "件", State: disclosure.StateNumber,
				Value: pointer(disclosure.Int(int64(i + j))), Raw: fmt.Sprint(i + j), Confidence: 1,
				Where: disclosure.Place{Cell: &disclosure.Cell{Table: 2, Row: j, Column: 4, Path: fmt.Sprintf("html>body>div#zoom>table:nth-of-type(2)>tbody>tr:nth-child(%d)>td:nth-child(4)", j)}}})
		}
		all = append(all, r)
	}
	return all
}

// BenchmarkWrite measures the way of figures into the store, batches of 64 reports as ingest
// makes them.
func BenchmarkWrite(b *testing.B) {
	db := fresh(b)
	all := province(b, 64*20)
	b.ResetTimer()
	figures, round := 0, 0
	for b.Loop() {
		round++
		for at := 0; at < len(all); at += 64 {
			batch := all[at : at+64]
			for i := range batch {
				batch[i].Report.ParserVersion = round
				figures += len(batch[i].Report.Figures)
			}
			must(b, db.Write(b.Context(), batch))
		}
	}
	b.ReportMetric(float64(figures)/b.Elapsed().Seconds(), "figures/s")
}

// BenchmarkReaders measures Refresh and what a page asks, with 10,000 reports.
func BenchmarkReaders(b *testing.B) {
	db := fresh(b)
	all := province(b, 10_000)
	for _, r := range all {
		must(b, db.Keep(b.Context(), r.Capture))
	}
	must(b, db.Flush(b.Context()))
	for at := 0; at < len(all); at += 500 {
		must(b, db.Write(b.Context(), all[at:min(at+500, len(all))]))
	}
	start := time.Now()
	must(b, db.Refresh(b.Context()))
	b.Logf("first Refresh of %d reports: %s", len(all), time.Since(start).Round(time.Millisecond))
	b.Run("refresh", func(b *testing.B) {
		for b.Loop() {
			must(b, db.Refresh(b.Context()))
		}
	})
	for _, q := range []struct{ name, query string }{
		{"report", "SELECT * FROM reports WHERE report_id = '3677-education-2011' FORMAT Null"},
		{"figures of a report", "SELECT * FROM figures WHERE report_id = '3677-education-2011' FORMAT Null"},
		{"findings of a report", "SELECT * FROM findings WHERE report_id = '3677-education-2011' FORMAT Null"},
		{"indicator by year", "SELECT fiscal_year, count(), sum(value) FROM figures WHERE indicator = 'requests_new' AND applicant = 'total' GROUP BY fiscal_year FORMAT Null"},
		{"reports of a year", "SELECT agency_id, url FROM reports WHERE fiscal_year = 2011 FORMAT Null"},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				must(b, db.Exec(b.Context(), q.query, nil))
			}
		})
	}
}
