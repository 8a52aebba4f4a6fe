package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// TestPackedFigures: what is packed comes out as it was, in the order in which it is stored, each key once.
func TestPackedFigures(t *testing.T) {
	states := []disclosure.State{disclosure.StateNumber, disclosure.StateZero, disclosure.StateBlank, disclosure.StateUnreadable}
	catalogue := disclosure.Catalogue()
	for n := range 500 {
		d := rand.New(rand.NewPCG(3, uint64(n)))
		figures := make([]disclosure.Figure, d.IntN(40))
		for i := range figures {
			f := &figures[i]
			f.Indicator, f.Applicant = catalogue[d.IntN(len(catalogue))].Indicator, disclosure.Applicants[d.IntN(len(disclosure.Applicants))]
			f.Unit, f.State, f.Confidence = []string{"", "件", "万元"}[d.IntN(3)], states[d.IntN(len(states))], d.Float64()
			f.Raw = strings.Repeat("八", []int{0, 1, 42, 43, 6000}[d.IntN(5)])
			if d.IntN(4) > 0 {
				f.Value = pointer(disclosure.Number(d.Int64() - d.Int64()))
			}
			if d.IntN(4) == 0 {
				f.Cumulative = &disclosure.Cumulative{State: disclosure.StateBlank, Raw: f.Raw}
			}
			f.Where = disclosure.Place{Cell: &disclosure.Cell{Row: i, Path: "table>tr td"}}
		}
		r := disclosure.Report{Figures: slices.Clone(figures)}
		p := pack(&r)
		order := sorted(figures)
		if len(p.stored) != len(order) || p.all != len(figures) {
			t.Fatalf("%d of %d are packed, want %d of %d", len(p.stored), p.all, len(order), len(figures))
		}
		sums := 0
		for k, i := range order {
			want := packedFigure{indicator: figures[i].Indicator, applicant: string(figures[i].Applicant), unit: figures[i].Unit, state: string(figures[i].State),
				raw: figures[i].Raw, confidence: figures[i].Confidence}
			if v := figures[i].Value; v != nil {
				want.value, want.valued = *v, true
			}
			got := p.figure(p.stored[k])
			if got != want {
				t.Fatalf("got  %+v\nwant %+v", got, want)
			}
			if shown, kept := got.known(), known(figures[i].Value, figures[i].State); (shown == nil) != (kept == nil) || shown != nil && *shown != *kept {
				t.Fatalf("%+v has the value %v, want %v", got, shown, kept)
			}
			if figures[i].Cumulative != nil {
				if sum := p.cumulative[sums]; sum.Cumulative != figures[i].Cumulative || sum.Indicator != figures[i].Indicator || sum.Unit != figures[i].Unit {
					t.Fatalf("the sum of %+v is %+v", figures[i], sum)
				}
				sums++
			}
		}
		if sums != len(p.cumulative) || len(r.Figures) > 0 && r.Figures[0].Where.Cell == nil {
			t.Fatalf("%d sums, want %d; the report has %v", len(p.cumulative), sums, r.Figures)
		}
	}
}
