package similar

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

const (
	// groupsAtOnce bounds the texts of a slice: what statements about pairs hold at once.
	groupsAtOnce = 40_000
	// candidatesAtOnce is the same where each text stands there once for each of its bands.
	candidatesAtOnce = 10_000
	// mostRuns is in how many runs rows may lie, as of score_parts.
	mostRuns = 32

	yearsBack = 3 // a report is compared with those of its agency of so many years before
	// A pair rests on how many others each of the two can be compared with, and that on the years before it.
	restsOn = 2 * yearsBack
)

// group is the texts of a province and year: what is written whole, or stands.
type group struct {
	Province    string `ch:"province"` // empty where the place is not known
	Year        uint16 `ch:"year"`
	Texts       uint64 `ch:"texts"`
	Written     uint64 `ch:"written"` // of them, those that somebody could read
	Hash        uint64 `ch:"hash"`    // of the texts
	Sample      string `ch:"sample"`  // of the year: see drawBaselines
	Fingerprint uint64 `ch:"fingerprint"`
	MadeIn      uint64 `ch:"made_in"` // the run under whose number its rows stand
}

// place names a group.
type place struct {
	province string
	year     uint16
}

func (g group) place() place { return place{g.Province, g.Year} }

// groups are all groups of a run, in the order of their places, and those of the run before.
type groups struct {
	now    []*group
	at     map[place]*group
	before map[place]*group
}

// look finds the groups that there are now.
func (r *runner) look(ctx context.Context) (groups, error) {
	all := groups{at: map[place]*group{}, before: map[place]*group{}}
	var now, before []group
	if err := r.rows(ctx, &now, "groups", nil); err != nil {
		return all, err
	}
	const query = "SELECT province, fiscal_year AS year, texts, toUInt64(0) AS written, hash, sample, fingerprint, made_in FROM text_groups WHERE run_id = {before:UInt64} AND run_id != 0"
	if err := r.Select(ctx, &before, query, map[string]any{"before": r.Before}); err != nil {
		return all, fmt.Errorf("comparing texts, looking for those of the run before: %w", err)
	}
	for i := range now {
		all.now, all.at[now[i].place()] = append(all.now, &now[i]), &now[i]
	}
	for i := range before {
		all.before[before[i].place()] = &before[i]
	}
	return all, nil
}

// isNew: a text of it is another one than in the run before.
func (all groups) isNew(g *group) bool {
	b := all.before[g.place()]
	return b == nil || b.Hash != g.Hash || b.Texts != g.Texts
}

// news are the groups of which a text is another one.
func (all groups) news() (some []*group) {
	for _, g := range all.now {
		if all.isNew(g) {
			some = append(some, g)
		}
	}
	return some
}

// years lists the years that there are, and for each the digest that its baseline has; empty where its
// texts are others than in the run before.
func (all groups) years() (years []uint16, digests map[uint16]string) {
	digests = map[uint16]string{}
	old, now := map[uint16]bool{}, map[uint16]bool{}
	for _, g := range all.now {
		if !slices.Contains(years, g.Year) {
			years = append(years, g.Year)
		}
		now[g.Year] = now[g.Year] || all.isNew(g)
	}
	for _, b := range all.before {
		digests[b.Year] = b.Sample
		old[b.Year] = old[b.Year] || all.at[b.place()] == nil
	}
	for _, y := range years {
		if now[y] || old[y] {
			digests[y] = ""
		}
	}
	slices.Sort(years)
	return years, digests
}

// texts counts those that somebody could read.
func (all groups) texts() (n uint64) {
	for _, g := range all.now {
		n += g.Written
	}
	return n
}

// textsOf counts the texts of a year.
func (all groups) textsOf(year uint16) (n uint64) {
	for _, g := range all.now {
		if g.Year == year {
			n += g.Texts
		}
	}
	return n
}

// written are the groups that a run writes.
func (all groups) written(run uint64) (some []*group) {
	for _, g := range all.now {
		if g.MadeIn == run {
			some = append(some, g)
		}
	}
	return some
}

// ErrOvertaken says that other runs have ended meanwhile and may have dropped rows that this one
// rests on: it has to begin again.
var ErrOvertaken = errors.New("other score runs have ended meanwhile: score again")

// plan says which groups the run writes: those that rest on something that is another than in the run
// before, and those whose rows lie in a run that few lie in any more, where there are many such runs.
func (r *runner) plan(ctx context.Context, all groups) error {
	shares := map[uint64]int{}
	for _, b := range all.before {
		shares[b.MadeIn]++
	}
	rows := make([][]any, len(all.now))
	for i, g := range all.now {
		g.Fingerprint, g.MadeIn = all.fingerprint(g), r.Run
		if b := all.before[g.place()]; b != nil && b.Fingerprint == g.Fingerprint && (len(shares) <= mostRuns || 4*shares[b.MadeIn] >= len(all.before)) {
			g.MadeIn = b.MadeIn
		}
		rows[i] = []any{r.Run, g.Province, g.Year, g.Texts, g.Hash, g.Sample, g.Fingerprint, g.MadeIn}
	}
	if err := r.Insert(ctx, "text_groups (run_id, province, fiscal_year, texts, hash, sample, fingerprint, made_in)", rows); err != nil {
		return fmt.Errorf("comparing texts: %w", err)
	}
	if len(all.before) == 0 {
		return nil
	}
	// Who drops a run drops its groups first, and then no rows that are named by any others.
	var left []struct {
		Groups uint64 `ch:"groups"`
	}
	if err := r.Select(ctx, &left, "SELECT count() AS groups FROM text_groups WHERE run_id = {before:UInt64}", map[string]any{"before": r.Before}); err != nil {
		return fmt.Errorf("comparing texts, looking for the run before: %w", err)
	}
	if left[0].Groups == 0 {
		return ErrOvertaken
	}
	return nil
}

// fingerprint names all that the rows of a group follow from.
func (all groups) fingerprint(g *group) uint64 {
	sum := sha256.New()
	fmt.Fprintln(sum, Version())
	for back := range uint16(restsOn + 1) {
		if e := all.at[place{g.Province, g.Year - back}]; e != nil {
			fmt.Fprintln(sum, back, e.Texts, e.Hash)
		}
	}
	return binary.LittleEndian.Uint64(sum.Sum(nil))
}

// slice is some years of a province.
type slice struct {
	groups []*group
}

func (s slice) years() []uint16 {
	years := make([]uint16, len(s.groups))
	for i, g := range s.groups {
		years[i] = g.Year
	}
	return years
}

func (s slice) params() map[string]any {
	return map[string]any{"province": s.groups[0].Province, "years": s.years()}
}

// cut cuts groups into slices of so many texts at most, or of a single group. No slice is of two provinces.
func cut(all []*group, texts uint64) (cuts []slice) {
	slices.SortFunc(all, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.Province, b.Province), cmp.Compare(a.Year, b.Year))
	})
	var n uint64
	for _, g := range all {
		last := len(cuts) - 1
		if last < 0 || cuts[last].groups[0].Province != g.Province || n+g.Texts > texts {
			cuts, n = append(cuts, slice{}), 0
			last++
		}
		cuts[last].groups = append(cuts[last].groups, g)
		n += g.Texts
	}
	return cuts
}
