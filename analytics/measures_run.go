package analytics

import (
	"context"
	"fmt"
	"maps"
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
}

// ofRun adds the parameters run and part to those of a query that has them.
func (m *Measures) ofRun(ctx context.Context, query string, params map[string]any) (map[string]any, error) {
	asksPart := strings.Contains(query, "{part:UInt64}")
	if !asksPart && !strings.Contains(query, "{run:UInt64}") {
		return params, nil
	}
	run, given := params["run"].(uint64)
	if !given {
		var err error
		if run, err = m.newestRun(ctx); err != nil {
			return nil, err
		}
	}
	added := map[string]any{"run": run}
	if asksPart {
		made, err := m.partsOf(ctx, run)
		if err != nil {
			return nil, err
		}
		added["part"] = made[divisionOf(params)]
	}
	maps.Copy(added, params)
	return added, nil
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
func (m *Measures) partsOf(ctx context.Context, run uint64) (map[string]uint64, error) {
	p := &m.parts
	p.mu.Lock()
	known, made := p.run, p.made
	p.mu.Unlock()
	if made != nil && known == run {
		return made, nil
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
		made := make(map[string]uint64, len(rows))
		for _, r := range rows {
			made[r.Unit] = r.Made
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.made == nil || run >= p.run { // who asks of an older one ends soon
			p.run, p.made = run, made
		}
		return made, nil
	})
	if err != nil {
		return nil, err
	}
	return answer.(map[string]uint64), nil
}
