package analytics

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"
)

// parts are the divisions of a score run, or the provinces and years of its comparison of texts, with the runs under whose
// numbers their rows stand: to ask for these in every question costs as much as its answer.
type parts struct {
	asking singleflight.Group

	mu       sync.Mutex
	run      uint64
	composed composition
}

// composition is what a run consists of.
type composition struct {
	made  map[string]uint64 // by division; nobody changes it
	where string            // asks for the rows of the run by numbers alone; empty: its parts have to be asked for
}

// ofParts asks whether a row is a part of the run.
var ofParts = regexp.MustCompile(`\((?:([a-z]+)\.)?run_id, (?:[a-z]+\.)?unit_hash\) IN (?:\(SELECT made_in, unit_hash FROM score_parts WHERE run_id = \{run:UInt64\}\)|part\b)`)

// ofGroups asks whether a row is a part of the comparison of texts of the run.
var ofGroups = regexp.MustCompile(`\(run_id, group_hash\) IN \(SELECT made_in, group_hash FROM text_groups WHERE run_id = \{run:UInt64\}\)`)

// byNumbers asks for the rows of a run by the numbers of its composition.
func byNumbers(query, where string) string {
	return ofParts.ReplaceAllStringFunc(query, func(asked string) string {
		if table := ofParts.FindStringSubmatch(asked)[1]; table != "" {
			return strings.NewReplacer("run_id ", table+".run_id ", "unit_hash ", table+".unit_hash ").Replace(where)
		}
		return where
	})
}

// groupsByNumbers is the same of provinces and years.
func groupsByNumbers(query, where string) string {
	return ofGroups.ReplaceAllLiteralString(query, strings.ReplaceAll(where, "unit_hash", "group_hash"))
}

// part is a division of a run, or a province and year.
type part struct {
	Unit     string `ch:"unit"`
	Hash     uint64 `ch:"hash"`
	Made     uint64 `ch:"made_in"`
	WithGone bool   `ch:"with_gone"`
}

// mostNumbers is how many divisions a question names at most: beyond that to ask for the parts costs less.
const mostNumbers = 256

// compose says how the rows of a run are asked for. Those under its own number are all its own. Of an earlier run a part
// stands still: either these divisions are named, or those that were written since, whichever are fewer.
func compose(run uint64, parts []part) composition {
	c := composition{made: make(map[string]uint64, len(parts))}
	if len(parts) == 0 {
		return c
	}
	byRun := map[uint64][]uint64{run: nil}
	for _, p := range parts {
		c.made[p.Unit] = p.Made
		byRun[p.Made] = append(byRun[p.Made], p.Hash)
	}
	conditions, named, since := []string{"run_id = {run:UInt64}"}, 0, slices.Clone(byRun[run])
	delete(byRun, run)
	for _, made := range slices.Backward(slices.Sorted(maps.Keys(byRun))) {
		divisions, how := byRun[made], "IN"
		if parts[0].WithGone && len(since) < len(divisions) {
			divisions, how = since, "NOT IN"
		}
		condition := fmt.Sprintf("run_id = %d", made)
		if len(divisions) > 0 {
			condition += " AND unit_hash " + how + " (" + joined(divisions) + ")"
		}
		conditions, named, since = append(conditions, condition), named+len(divisions), append(since, byRun[made]...)
	}
	switch {
	case len(conditions) == 1:
		c.where = conditions[0]
	case named <= mostNumbers:
		c.where = "(" + strings.Join(conditions, " OR ") + ")"
	}
	return c
}

func joined(numbers []uint64) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.FormatUint(n, 10))
	}
	return b.String()
}

// ofRun adds the parameters run and part to those of a query that has them, and asks for the parts of the run as plainly as
// can be.
func (m *Measures) ofRun(ctx context.Context, query string, params map[string]any) (string, map[string]any, error) {
	asksPart, asksParts := strings.Contains(query, "{part:UInt64}"), ofParts.MatchString(query)
	if !asksPart && !strings.Contains(query, "{run:UInt64}") {
		return query, params, nil
	}
	run, given := params["run"].(uint64)
	if !given {
		var err error
		if run, err = m.newestRun(ctx); err != nil {
			return "", nil, err
		}
	}
	added := map[string]any{"run": run}
	if ofGroups.MatchString(query) {
		of, err := m.groups.of(ctx, m.db, run, askGroups)
		if err != nil {
			return "", nil, err
		}
		if of.where != "" {
			query = groupsByNumbers(query, of.where)
		}
	}
	if asksPart || asksParts {
		of, err := m.parts.of(ctx, m.db, run, askParts)
		if err != nil {
			return "", nil, err
		}
		if asksPart {
			added["part"] = of.made[divisionOf(params)]
		}
		if of.where != "" {
			query = byNumbers(query, of.where)
		}
	}
	maps.Copy(added, params)
	return query, added, nil
}

// divisionOf is the division of the agency, or of the report, that is asked for: what their names begin with.
func divisionOf(params map[string]any) string {
	for _, name := range []string{"agency", "report"} {
		if id, _ := params[name].(string); id != "" {
			unit, _, _ := strings.Cut(id, "-")
			return unit
		}
	}
	return ""
}

func (m *Measures) newestRun(ctx context.Context) (uint64, error) {
	var rows []struct {
		Run uint64 `ch:"run"`
	}
	if err := m.db.Select(ctx, &rows, "SELECT max(run_id) AS run FROM score_runs", nil); err != nil {
		return 0, fmt.Errorf("looking for the newest score run: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return rows[0].Run, nil
}

// What a run consists of. Who compares texts writes a province and year whole, and none that is gone.
const (
	askParts  = "SELECT unit, unit_hash AS hash, made_in, with_gone FROM score_parts WHERE run_id = {run:UInt64} ORDER BY unit"
	askGroups = "SELECT concat(province, '/', toString(fiscal_year)) AS unit, group_hash AS hash, made_in, 0 AS with_gone FROM text_groups WHERE run_id = {run:UInt64} ORDER BY unit"
)

// of asks once what a run consists of. A run does not change, and its parts stay for minutes after
// another one has taken its place (keepReplaced).
func (p *parts) of(ctx context.Context, db DB, run uint64, question string) (composition, error) {
	p.mu.Lock()
	known, of := p.run, p.composed
	p.mu.Unlock()
	if of.made != nil && known == run {
		return of, nil
	}
	answer, err, _ := p.asking.Do(strconv.FormatUint(run, 10), func() (any, error) {
		var rows []part
		if err := db.Select(context.WithoutCancel(ctx), &rows, question, map[string]any{"run": run}); err != nil {
			return nil, fmt.Errorf("looking for the parts of score run %d: %w", run, err)
		}
		found := compose(run, rows)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.composed.made == nil || run >= p.run { // who asks of an older one ends soon
			p.run, p.composed = run, found
		}
		return found, nil
	})
	if err != nil {
		return composition{}, err
	}
	return answer.(composition), nil
}
