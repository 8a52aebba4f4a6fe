package analytics

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"
)

// parts are the divisions of a score run with the runs under whose numbers their rows stand: to ask for these in every
// question costs as much as its answer.
type parts struct {
	asking singleflight.Group

	mu   sync.Mutex
	run  uint64
	made map[string]uint64 // by division; nobody changes it
	own  bool              // the run has written all of them
}

// ofParts asks whether a row is a part of the run.
var ofParts = regexp.MustCompile(`\((?:([a-z]+)\.)?run_id, (?:[a-z]+\.)?unit_hash\) IN (?:\(SELECT made_in, unit_hash FROM score_parts WHERE run_id = \{run:UInt64\}\)|part\b)`)

// ofOwn asks for the rows of a run that has written all of its divisions itself: then there are no others under its number,
// and to ask for its parts would cost as much as a small answer.
func ofOwn(query string) string {
	return ofParts.ReplaceAllStringFunc(query, func(asked string) string {
		if table := ofParts.FindStringSubmatch(asked)[1]; table != "" {
			return table + ".run_id = {run:UInt64}"
		}
		return "run_id = {run:UInt64}"
	})
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
	if asksPart || asksParts {
		made, own, err := m.partsOf(ctx, run)
		if err != nil {
			return "", nil, err
		}
		if asksPart {
			added["part"] = made[divisionOf(params)]
		}
		if own {
			query = ofOwn(query)
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

// partsOf asks once what a run consists of. A run does not change, and its parts stay for minutes after
// another one has taken its place (keepReplaced).
func (m *Measures) partsOf(ctx context.Context, run uint64) (made map[string]uint64, own bool, err error) {
	p := &m.parts
	p.mu.Lock()
	known, made, own := p.run, p.made, p.own
	p.mu.Unlock()
	if made != nil && known == run {
		return made, own, nil
	}
	answer, err, _ := p.asking.Do(strconv.FormatUint(run, 10), func() (any, error) {
		var rows []struct {
			Unit string `ch:"unit"`
			Made uint64 `ch:"made_in"`
		}
		const query = "SELECT unit, made_in FROM score_parts WHERE run_id = {run:UInt64}"
		if err := m.db.Select(context.WithoutCancel(ctx), &rows, query, map[string]any{"run": run}); err != nil {
			return nil, fmt.Errorf("looking for the parts of score run %d: %w", run, err)
		}
		found := composition{make(map[string]uint64, len(rows)), len(rows) > 0}
		for _, r := range rows {
			found.made[r.Unit] = r.Made
			found.own = found.own && r.Made == run
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.made == nil || run >= p.run { // who asks of an older one ends soon
			p.run, p.made, p.own = run, found.made, found.own
		}
		return found, nil
	})
	if err != nil {
		return nil, false, err
	}
	found := answer.(composition)
	return found.made, found.own, nil
}

// composition is what a run consists of.
type composition struct {
	made map[string]uint64
	own  bool
}
