package profile

import (
	"context"
	"fmt"
	"strings"
)

// Count says of one dimension how many agency-years have a value, as their reports stand now, and
// why the others have none.
type Count struct {
	Dimension string
	Scored    uint64
	Banded    uint64 // of them, those that can be told from their peers
	Reasons   []Reason
}

// Reason is why agency-years have no value, a word of scores.reason.
type Reason struct {
	Reason string
	Count  uint64
}

// String is one line for a person.
func (c Count) String() string {
	all, why := c.Scored, make([]string, 0, len(c.Reasons))
	for _, r := range c.Reasons {
		all += r.Count
		why = append(why, fmt.Sprintf("%d %s", r.Count, r.Reason))
	}
	line := fmt.Sprintf("%s: %d of %d agency-years have a value", c.Dimension, c.Scored, all)
	if c.Scored > 0 {
		line += fmt.Sprintf(", %d a band", c.Banded)
	}
	if len(why) > 0 {
		line += "; no value: " + strings.Join(why, ", ")
	}
	return line
}

// Counts counts the scores of a run, in the order of the dimensions.
func Counts(ctx context.Context, db DB, run uint64) ([]Count, error) {
	var rows []struct {
		Dimension string `ch:"dimension"`
		Reason    string `ch:"reason"`
		Count     uint64 `ch:"years"`
		Banded    uint64 `ch:"banded"`
	}
	const query = `SELECT toString(dimension) AS dimension, toString(reason) AS reason, count() AS years, countIf(band IS NOT NULL) AS banded
		FROM scores_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current' GROUP BY dimension, reason ORDER BY years DESC, reason`
	if err := db.Select(ctx, &rows, query, map[string]any{"run": run}); err != nil {
		return nil, fmt.Errorf("counting the profiles: %w", err)
	}
	var all []Count
	for _, d := range Dimensions {
		c := Count{Dimension: d.Name}
		for _, r := range rows {
			switch {
			case r.Dimension != d.Name:
			case r.Reason == "":
				c.Scored, c.Banded = r.Count, r.Banded
			default:
				c.Reasons = append(c.Reasons, Reason{r.Reason, r.Count})
			}
		}
		all = append(all, c)
	}
	return all, nil
}
