package similar

import (
	"context"
	"embed"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

//go:embed *.sql
var files embed.FS

// Method is the version of the normal form, the measure and the baseline: texts are compared
// again when it changes.
const Method = 1

// DB runs SQL on the database that holds the reports.
type DB interface {
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	Exec(ctx context.Context, query string, params map[string]any) error
	// Insert writes rows; target is a table with its columns. The same rows twice must be as good as once.
	Insert(ctx context.Context, target string, rows [][]any) error
}

// runner is one run. What it writes of texts and pairs is named by what it follows from, so that
// the same rows twice are as good as once.
type runner struct {
	DB
	run uint64
	all bool // compute again what is known
}

// Run compares the texts of all current reports under the number of a score run. Only counties and
// years whose texts have changed are read; what two texts have in common is computed once, and
// kept; all computes everything again. Readers see the run before until this one is whole. The same
// texts give the same rows.
func Run(ctx context.Context, db DB, run uint64, all bool) error {
	r := &runner{db, run, all}
	if err := r.exec(ctx, "inventory", map[string]any{"method": uint32(Method)}); err != nil {
		return err
	}
	if err := r.readUnits(ctx); err != nil {
		return err
	}
	if err := r.comparePairs(ctx); err != nil {
		return err
	}
	years, digests, err := r.drawBaselines(ctx)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		file   string
		params map[string]any
	}{
		{"done", nil},
		{"subjects", map[string]any{"years": years, "digests": digests}},
		{"pairs", nil},
		{"inputs", map[string]any{"least": uint32(LeastCharacters), "own": uint32(LeastOwn), "reports": uint32(LeastReports)}},
		{"places", nil},
		{"finish", nil},
	} {
		if err := r.exec(ctx, step.file, step.params); err != nil {
			return err
		}
	}
	return r.sweep(ctx)
}

// sweep removes what follows from texts that no run has any more, once it is the larger part of a
// table. What a run that is going on needs is in its inventory.
func (r *runner) sweep(ctx context.Context) error {
	for _, t := range []struct{ table, stale string }{
		{"text_states", "unit_digest NOT IN (SELECT unit_digest FROM text_inventory)"},
		{"text_unit_templates", "unit_digest NOT IN (SELECT unit_digest FROM text_inventory)"},
		{"text_done", "unit_digest NOT IN (SELECT unit_digest FROM text_inventory)"},
		{"text_comparisons", "key_a NOT IN (SELECT text_key FROM text_states) OR key_b NOT IN (SELECT text_key FROM text_states)"},
	} {
		var rows []struct {
			Stale uint64 `ch:"stale"`
			All   uint64 `ch:"rows"`
		}
		if err := r.Select(ctx, &rows, "SELECT countIf("+t.stale+") AS stale, count() AS rows FROM "+t.table, nil); err != nil {
			return fmt.Errorf("comparing texts, looking for what is stale: %w", err)
		}
		if 2*rows[0].Stale <= rows[0].All {
			continue
		}
		if err := r.Exec(ctx, "DELETE FROM "+t.table+" WHERE "+t.stale, nil); err != nil {
			return fmt.Errorf("comparing texts, removing what is stale: %w", err)
		}
	}
	return nil
}

// query is the text of a file and its parameters, the run's number among them.
func (r *runner) query(file string, params map[string]any) (string, map[string]any, error) {
	text, err := files.ReadFile(file + ".sql")
	all := map[string]any{"run": r.run, "all": r.all}
	for name, value := range params {
		all[name] = value
	}
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

// Tables lists the tables whose rows belong to a run, by partitions of its number.
func Tables() []string {
	return slices.Clone([]string{"text_inventory", "text_subjects", "text_pairs_history", "originality_inputs_history"})
}
