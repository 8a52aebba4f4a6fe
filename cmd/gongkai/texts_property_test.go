package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"gongkai/analytics/similar"
	"gongkai/disclosure/full"
)

// textsWorld is a database of which the reports change at random: they come, say something else, go,
// and their agencies get other names.
type textsWorld struct {
	*scored
	*rand.Rand
	run, finished uint64
	madeIn        map[string]uint64   // by division
	touched       map[string]bool     // divisions of which something is new since the last finished run
	reports       map[[3]int]bool     // county, agency, year
	readings      int                 // so far
	passages      []string            // that several may have
	agencyNames   map[[2]int]string   // by county and agency
	said          map[string][]string // the readings of a report, the oldest first
}

// textCounties lie in two provinces.
var textCounties = []string{"361022", "361023", "361024", "511502"}

const textAgencies, textYears = 10, 5

func newTextsWorld(t *testing.T) *textsWorld {
	w := &textsWorld{scored: newScored(t), Rand: dice(t), madeIn: map[string]uint64{}, touched: map[string]bool{}, reports: map[[3]int]bool{}, agencyNames: map[[2]int]string{}, said: map[string][]string{}}
	for range 5 {
		w.passages = append(w.passages, wording{w.Rand}.sentences(6))
	}
	return w
}

// text is a text of a county and year: its template, passages that others have too, and its own.
func (w *textsWorld) text(county, year int) string {
	var b strings.Builder
	if w.IntN(10) < 7 {
		b.WriteString(wording{rand.New(rand.NewPCG(uint64(county), uint64(year)))}.sentences(4))
	}
	for w.IntN(3) == 0 {
		b.WriteString(w.passages[w.IntN(len(w.passages))])
	}
	if w.IntN(12) == 0 {
		b.WriteString("宜宾市卫生健康委员会受理申请。")
	}
	b.WriteString(wording{w.Rand}.sentences(max(0, 2+w.IntN(14)-5*(w.IntN(8)/7))))
	return b.String()
}

// says gives some slots another text; a report that is there for the first time comes so.
func (w *textsWorld) says(slots ...[3]int) {
	w.Helper()
	var readings, states [][]any
	for _, at := range slots {
		code, year := textCounties[at[0]], 2016+at[2]
		agency := fmt.Sprintf("%s-f%d", code, at[1])
		report := fmt.Sprintf("%s-%d", agency, year)
		w.reports[at] = true
		w.readings++
		reading := fmt.Sprintf("%s-v%d", report, w.readings)
		texts := []map[string]any{{"kind": "overview", "heading": "一、总体情况", "text": w.text(at[0], year)}}
		if w.IntN(20) == 0 {
			texts = nil // nobody could read it
		}
		readings = append(readings, []any{reading, reading, report, "http://x.test/" + report, []string{}, texts})
		w.said[report] = append(w.said[report], reading)
		if w.IntN(3) > 0 {
			w.said[report] = w.said[report][len(w.said[report])-1:] // no version of it, but another reading
		}
		states = append(states, w.state(at, false))
	}
	w.ok(w.Insert(w.Context(), "readings (reading_id, content_hash, report_id, url, attachments, texts)", readings))
	w.write(states)
}

func (w *textsWorld) state(at [3]int, gone bool) []any {
	code, year := textCounties[at[0]], 2016+at[2]
	agency := fmt.Sprintf("%s-f%d", code, at[1])
	report := fmt.Sprintf("%s-%d", agency, year)
	w.touched[code] = true
	said := w.said[report]
	var history []map[string]any
	for _, reading := range said {
		history = append(history, map[string]any{"reading_id": reading, "first_seen_at": noon("2024-01-01"), "last_seen_at": noon("2024-01-01")})
	}
	family := fmt.Sprintf("f%d", at[1])
	if at[1] == 0 {
		family = "other"
	}
	name := w.agencyNames[[2]int{at[0], at[1]}]
	w.run++ // generations only grow
	var deleted uint8
	if gone {
		deleted = 1
	}
	return []any{report, said[len(said)-1], w.run, deleted, uint32(len(said)), history, agency, name, code, "县" + code, code, family, uint16(year), "ok"}
}

func (w *textsWorld) write(states [][]any) {
	w.Helper()
	w.ok(w.Insert(w.Context(), "report_states (report_id, reading_id, generation, is_deleted, versions, history, agency_id, agency_name, division_code, division_name, county_code, family, fiscal_year, outcome)", states))
}

// slots are some that there may be, or some that there are.
func (w *textsWorld) slots(n int, there bool) (some [][3]int) {
	if there {
		all := slices.SortedFunc(maps.Keys(w.reports), func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
		w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[:min(n, len(all))]
	}
	seen := map[[3]int]bool{}
	for range n {
		at := [3]int{w.IntN(len(textCounties)), w.IntN(textAgencies), w.IntN(textYears)}
		if !seen[at] {
			seen[at] = true
			some = append(some, at)
		}
	}
	return some
}

// change changes something.
func (w *textsWorld) change() {
	switch n := 1 + w.IntN(4); w.IntN(6) {
	case 0, 1:
		w.says(w.slots(n, false)...)
	case 2, 3:
		w.says(w.slots(n, true)...)
	case 4:
		var states [][]any
		for _, at := range w.slots(n, true) {
			states = append(states, w.state(at, true))
			delete(w.reports, at)
		}
		w.write(states)
	case 5:
		at := w.slots(1, true)[0]
		w.agencyNames[[2]int{at[0], at[1]}] = "县" + wording{w.Rand}.sentences(1)[:12] + "局"
		var states [][]any
		for other := range w.reports {
			if other[0] == at[0] && other[1] == at[1] {
				states = append(states, w.state(other, false))
			}
		}
		w.write(states)
	}
}

var errKilled = errors.New("killed")

// dying ends with a statement.
type dying struct {
	similar.DB
	left atomic.Int64
}

func (d *dying) tick() error {
	if d.left.Add(-1) < 0 {
		return errKilled
	}
	return nil
}

func (d *dying) Select(ctx context.Context, dst any, query string, params map[string]any) error {
	if err := d.tick(); err != nil {
		return err
	}
	return d.DB.Select(ctx, dst, query, params)
}

func (d *dying) Exec(ctx context.Context, query string, params map[string]any) error {
	if err := d.tick(); err != nil {
		return err
	}
	return d.DB.Exec(ctx, query, params)
}

func (d *dying) Insert(ctx context.Context, target string, rows [][]any) error {
	if err := d.tick(); err != nil {
		return err
	}
	return d.DB.Insert(ctx, target, rows)
}

// compare is a run on what the last one left, or of all of it. Some are killed, and come again.
func (w *textsWorld) compare(all bool) {
	w.Helper()
	for {
		w.run++
		var parts, units [][]any
		for _, code := range textCounties {
			if all || w.touched[code] || w.madeIn[code] == 0 {
				w.madeIn[code] = w.run
				units = append(units, []any{w.run, code, uint64(1), uint64(1), uint8(1)})
			}
			parts = append(parts, []any{w.run, code, w.madeIn[code]})
		}
		w.ok(w.Insert(w.Context(), "score_parts (run_id, unit, made_in)", parts))
		w.ok(w.Insert(w.Context(), "score_units (run_id, unit, reports, fingerprint, changed)", units))
		job := similar.Job{Run: w.run, Before: w.finished}
		if len(units) > 0 {
			job.Ranges = []similar.Range{{To: "4"}, {From: "4"}}
		}
		if all {
			job.Before = 0
		}
		var db similar.DB = w.DB
		if w.IntN(4) == 0 {
			d := &dying{DB: db}
			d.left.Store(int64(w.IntN(30)))
			db = d
		}
		err := similar.Run(w.Context(), db, job)
		if err == nil {
			w.finished, w.touched = w.run, map[string]bool{}
			return
		}
		if !errors.Is(err, errKilled) {
			w.Fatal(err)
		}
		for _, row := range units {
			w.touched[row[1].(string)] = true
		}
	}
}

// rows are all that the last run says, and what readers see of it.
func (w *textsWorld) rows() map[string]string {
	w.Helper()
	const current = " WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)) ORDER BY ALL"
	rows := map[string]string{"findings": w.tsv("SELECT * EXCEPT run_id FROM findings_across WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM text_runs)) ORDER BY ALL")}
	for _, table := range similar.Parts() {
		rows[table] = w.tsv("SELECT * EXCEPT run_id FROM " + table + current)
	}
	for _, view := range []string{"text_pairs", "text_passages", "text_templates", "text_places", "originality_inputs"} {
		rows[view] = w.tsv("SELECT * FROM " + view + " ORDER BY ALL")
	}
	return rows
}

// TestTextsAfterAnyChanges: whatever changed, in whatever steps, and wherever runs were killed: what is
// said is what a run from nothing says.
func TestTextsAfterAnyChanges(t *testing.T) {
	w := newTextsWorld(t)
	w.says(w.slots(400, false)...)
	rounds := 1
	if full.Form() {
		rounds = 40
	}
	had := map[string]int{} // rounds that a table had rows in
	for round := range rounds {
		for range 5 {
			for range 1 + w.IntN(3) {
				w.change()
			}
			w.compare(false)
		}
		got := w.rows()
		w.compare(true)
		w.same(fmt.Sprint("all of it again, round ", round), got, w.rows())
		for _, table := range slices.Concat(similar.Tables(), similar.Parts(), similar.DivisionParts(), similar.Scratch(), []string{"text_states", "text_unit_templates", "text_comparisons", "text_baselines", "text_runs", "findings_across"}) {
			w.ok(w.Exec(t.Context(), "TRUNCATE TABLE "+table, nil))
		}
		w.compare(true)
		w.same(fmt.Sprint("from nothing, round ", round), got, w.rows())
		for what, text := range got {
			if text != "" {
				had[what]++
			}
		}
		const alike = "SELECT (count(), sum(cityHash64(run_id, report_id, fiscal_year, other_report_id, other_fiscal_year, relation, kind, jaccard, comparisons, other_comparisons, passages))) FROM "
		const run = "(run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))"
		w.check("those that are alike, each once", "SELECT ("+alike+"text_alike WHERE "+run+") = ("+alike+"text_pairs_history WHERE jaccard >= 0.3 AND which = 'current' AND report_id < other_report_id AND "+run+")", "1\n")
		const state = "SELECT (count(), sum(cityHash64(run_id, province, fiscal_year, unit, unit_digest))) FROM "
		w.check("states of counties and years", "SELECT ("+state+"text_units WHERE "+run+") = ("+state+"(SELECT DISTINCT run_id, province, fiscal_year, unit, unit_digest FROM text_subjects WHERE "+run+"))", "1\n")
		w.check("how many sentences their templates have", "SELECT countIf(sentences > 0) > 0, (SELECT sum(sentences) FROM text_units WHERE "+run+") = (SELECT count() FROM text_templates) FROM text_units", "1\t1\n")
		const copy = "SELECT (count(), sum(cityHash64(report_id, fiscal_year, other_report_id, other_fiscal_year, toString(relation), toString(kind), jaccard, ifNull(baseline_low, -1), ifNull(baseline_high, -1), passages))) FROM "
		w.check("pairs as lists have them", "SELECT ("+copy+"text_copies WHERE run_id = (SELECT max(run_id) FROM text_runs)) = ("+copy+"text_pairs WHERE which = 'current' AND report_id < other_report_id)", "1\n")
		const named = "SELECT (count(), sum(cityHash64(report_id, name, code, toString(severity), offset, length, sentence))) FROM "
		w.check("places as lists have them", "SELECT ("+named+"text_foreign_places WHERE run_id = (SELECT max(run_id) FROM text_runs)) = ("+named+"text_places)", "1\n")
		if round == 0 { // later many texts are gone
			w.check("years with a baseline", "SELECT uniqExact(fiscal_year) > 0, countIf(baseline_high > 0) > 0 FROM originality_inputs WHERE baseline_high IS NOT NULL", "1\t1\n")
		}
		before := w.tsv("SELECT count(), max(made_in) FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)")
		w.compare(false)
		if after := w.tsv("SELECT count(), max(made_in) FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)"); after != before {
			t.Errorf("round %d: written although nothing is new: %s, had %s", round, after, before)
		}
	}
	if rounds == 1 { // it may have none of a kind, as its dice fall
		return
	}
	// Changes take texts away, too: not every round has some of all kinds.
	for what := range w.rows() {
		if had[what]*2 < rounds {
			t.Errorf("%d of %d rounds had %s: what was compared says little", had[what], rounds, what)
		}
	}
}

func (w *textsWorld) same(when string, got, want map[string]string) {
	w.Helper()
	for _, what := range slices.Sorted(maps.Keys(want)) {
		if got[what] == want[what] {
			continue
		}
		lines := strings.Split(want[what], "\n")
		var extra []string
		for _, line := range strings.Split(got[what], "\n") {
			if i := slices.Index(lines, line); i >= 0 {
				lines = slices.Delete(lines, i, i+1)
			} else {
				extra = append(extra, line)
			}
		}
		w.Errorf("%s, %s:\nsaid too much: %.2000s\nsaid too little: %.2000s", when, what, strings.Join(extra, "\n"), strings.Join(lines, "\n"))
	}
}
