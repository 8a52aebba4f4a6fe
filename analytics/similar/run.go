package similar

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

//go:embed *.sql
var files embed.FS

// Method is the version of the normal form, the measure and the baseline: texts are compared
// again when it changes.
const Method = 1

// Version names everything that decides what a run says, beside the data.
var Version = sync.OnceValue(func() string {
	sum := sha256.New()
	fmt.Fprint(sum, Method)
	names, _ := fs.Glob(files, "*.sql") // the pattern is good
	for _, name := range names {
		text, _ := files.ReadFile(name)
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil))
})

// DB runs SQL on the database that holds the reports.
type DB interface {
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	Exec(ctx context.Context, query string, params map[string]any) error
	// Insert writes rows; target is a table with its columns. The same rows twice must be as good as once.
	Insert(ctx context.Context, target string, rows [][]any) error
}

// Range is the reports whose names lie between two names of divisions: with To left out; an empty To is
// no end.
type Range struct{ From, To string }

// Job is what a run is to compare: the divisions that score_parts says it writes, and what follows.
type Job struct {
	Run    uint64
	Before uint64  // the finished run whose rows are kept where nothing changed; 0: none, and nothing that is known is taken for known
	Ranges []Range // the divisions in slices, so that a statement holds no more than one of them
}

// runner is one run. What it writes of texts and pairs is named by what it follows from, so that
// the same rows twice are as good as once.
type runner struct {
	DB
	Job
}

// Run compares the texts of all current reports under the number of a score run. Only counties and
// years whose texts have changed are read, and only provinces and years in which they lie, or that rest
// on these, are written again (look); what two texts have in common is computed once, and kept. The
// same texts give the same rows, whatever was there before. Readers see the run before until this one is
// whole. ErrOvertaken says that it has to begin again.
func Run(ctx context.Context, db DB, job Job) error {
	r := &runner{db, job}
	if err := r.byRange(ctx, "inventory"); err != nil {
		return err
	}
	all, err := r.look(ctx)
	if err != nil {
		return err
	}
	if err := r.readUnits(ctx, all.news()); err != nil {
		return err
	}
	if err := r.drawBaselines(ctx, all); err != nil {
		return err
	}
	if err := r.plan(ctx, all); err != nil {
		return err
	}
	if err := r.writeProvinces(ctx, cut(all.written(r.Run), groupsAtOnce)); err != nil {
		return err
	}
	for _, short := range []string{"alike", "unit_states"} { // of what lists would ask of all texts
		if err := r.exec(ctx, short, nil); err != nil {
			return err
		}
	}
	if err := r.byRange(ctx, "places"); err != nil {
		return err
	}
	if err := r.exec(ctx, "levels", map[string]any{"size": uint32(SampleSize)}); err != nil {
		return err
	}
	for _, last := range []string{"copies", "foreign_places", "finish"} {
		if err := r.exec(ctx, last, nil); err != nil {
			return err
		}
	}
	return r.sweep(ctx, all.texts())
}

// writeProvinces writes slices, those of a province in their order and of some provinces at once.
func (r *runner) writeProvinces(ctx context.Context, all []slice) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(rangesAtOnce)
	for first := 0; first < len(all); {
		last := first + 1
		for last < len(all) && all[last].groups[0].Province == all[first].groups[0].Province {
			last++
		}
		from, some := first, all[first:last]
		group.Go(func() error {
			for n, s := range some {
				if err := r.writeSlice(ctx, uint32(from+n), s); err != nil {
					return err
				}
			}
			return nil
		})
		first = last
	}
	return group.Wait()
}

// writeSlice writes what a run says of some years of a province. Those before them are written already,
// or stand.
func (r *runner) writeSlice(ctx context.Context, n uint32, s slice) error {
	if err := r.exec(ctx, "subjects", s.params()); err != nil {
		return err
	}
	for _, some := range cut(s.groups, candidatesAtOnce) {
		if err := r.exec(ctx, "candidates", with(some.params(), "slice", n)); err != nil {
			return err
		}
	}
	if err := r.comparePairs(ctx, n, s); err != nil {
		return err
	}
	if err := r.exec(ctx, "pairs", with(s.params(), "slice", n)); err != nil {
		return err
	}
	// A partition's name can't be a parameter; these are numbers.
	if err := r.Exec(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION (%d, %d)", Scratch()[0], r.Run, n), nil); err != nil {
		return fmt.Errorf("comparing texts, dropping what was compared: %w", err)
	}
	params := s.params()
	params["least"], params["own"], params["reports"] = uint32(LeastCharacters), uint32(LeastOwn), uint32(LeastReports)
	return r.exec(ctx, "inputs", params)
}

// stillTexts are the digests of all counties' years that a run has that is there, or that is going on.
const stillTexts = `SELECT hex(sipHash128({method:UInt32}, sum(i.text_hash), groupBitXor(i.text_hash)))
	FROM (SELECT run_id, made_in, unit_hash FROM score_parts) AS p
	INNER JOIN (SELECT run_id, unit_hash, unit, text_hash FROM text_inventory WHERE written) AS i ON i.run_id = p.made_in AND i.unit_hash = p.unit_hash
	GROUP BY p.run_id, i.unit`

// sweep removes what follows from texts that no run has any more, once it is the larger part of what is
// known. What a run that is going on needs is in its inventory.
func (r *runner) sweep(ctx context.Context, texts uint64) error {
	var known []struct {
		Rows uint64 `ch:"rows"`
	}
	if err := r.Select(ctx, &known, "SELECT count() AS rows FROM text_states", nil); err != nil {
		return fmt.Errorf("comparing texts, counting them: %w", err)
	}
	if known[0].Rows <= 2*texts {
		return nil
	}
	params := map[string]any{"method": uint32(Method)}
	const stale = "unit_digest NOT IN (" + stillTexts + ")"
	if err := r.Select(ctx, &known, "SELECT countIf("+stale+") AS rows FROM text_states", params); err != nil {
		return fmt.Errorf("comparing texts, looking for what is stale: %w", err)
	}
	if 2*known[1].Rows <= known[0].Rows {
		return nil
	}
	for _, t := range [][2]string{
		{"text_unit_templates", stale}, // first: where there is one, the states are there
		{"text_states", stale},
		{"text_comparisons", "key_a NOT IN (SELECT text_key FROM text_states) OR key_b NOT IN (SELECT text_key FROM text_states)"},
	} {
		if err := r.Exec(ctx, "DELETE FROM "+t[0]+" WHERE "+t[1], params); err != nil {
			return fmt.Errorf("comparing texts, removing what is stale: %w", err)
		}
	}
	return nil
}

// query is the text of a file and its parameters, those of the run among them.
func (r *runner) query(file string, params map[string]any) (string, map[string]any, error) {
	text, err := files.ReadFile(file + ".sql")
	all := map[string]any{"run": r.Run, "all": r.Before == 0, "method": uint32(Method)}
	maps.Copy(all, params)
	return string(text), all, err
}

func (r *runner) exec(ctx context.Context, file string, params map[string]any) error {
	text, all, err := r.query(file, params)
	if err == nil {
		err = r.Exec(ctx, text, all)
	}
	if err != nil {
		return fmt.Errorf("comparing texts, %s: %w", file, err)
	}
	return nil
}

// rangesAtOnce is how many slices of divisions, or provinces, are written at once: one statement alone leaves a
// processor idle where it is put together.
const rangesAtOnce = 2

// byRange runs a file over the divisions that the run writes, in slices.
func (r *runner) byRange(ctx context.Context, file string) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(rangesAtOnce)
	for _, some := range r.Ranges {
		group.Go(func() error { return r.exec(ctx, file, map[string]any{"from": some.From, "to": some.To}) })
	}
	return group.Wait()
}

func (r *runner) rows(ctx context.Context, dst any, file string, params map[string]any) error {
	text, all, err := r.query(file, params)
	if err == nil {
		err = r.Select(ctx, dst, text, all)
	}
	if err != nil {
		return fmt.Errorf("comparing texts, %s: %w", file, err)
	}
	return nil
}

// with adds one parameter.
func with(params map[string]any, name string, value any) map[string]any {
	params[name] = value
	return params
}

// each calls f for every number below n, on all processors. What f does must not depend on the order.
func each(n int, f func(i int)) {
	var wait sync.WaitGroup
	workers := min(n, runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	wait.Wait()
}

// ahead fetches something for each of several tasks and uses it, in their order: the next while one is
// in use, and no more.
func ahead[T, V any](ctx context.Context, tasks []T, fetch func(context.Context, T) (V, error), use func(T, V) error) (err error) {
	type fetched struct {
		value V
		err   error
	}
	ctx, cancel := context.WithCancelCause(ctx)
	results := make(chan fetched)
	go func() {
		defer close(results)
		for _, task := range tasks {
			value, err := fetch(ctx, task)
			results <- fetched{value, err}
			if err != nil {
				return
			}
		}
	}()
	n := 0
	for f := range results { // to its end, so that nothing goes on behind
		if err == nil {
			err = f.err
		}
		if err == nil {
			err = use(tasks[n], f.value)
		}
		if n++; err != nil {
			cancel(err)
		}
	}
	cancel(nil)
	return err
}

// Tables lists the tables whose rows belong to a run, by partitions of its number.
func Tables() []string {
	return []string{"text_groups", "text_levels", "text_copies", "text_foreign_places"}
}

// Parts lists the tables whose rows belong to a province and year, under the run that text_groups names.
func Parts() []string {
	return []string{"text_subjects", "text_units", "text_pairs_history", "text_alike", "originality_inputs_history"}
}

// DivisionParts lists the tables whose rows belong to a division, under the run that score_parts names.
func DivisionParts() []string { return []string{"text_inventory"} }

// Scratch lists the tables that a run needs only while it goes on, by partitions of its number and of a slice.
func Scratch() []string { return []string{"text_candidates"} }
