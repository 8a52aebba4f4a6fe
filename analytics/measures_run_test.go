package analytics

import "testing"

func TestOfOwnRun(t *testing.T) {
	const parts = "(SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})"
	for query, want := range map[string]string{
		"a WHERE (run_id, unit_hash) IN " + parts + " AND b":                "a WHERE run_id = {run:UInt64} AND b",
		"(y.run_id, y.unit_hash) IN " + parts:                               "y.run_id = {run:UInt64}",
		"part AS " + parts + " WHERE (run_id, unit_hash) IN part AND c":     "part AS " + parts + " WHERE run_id = {run:UInt64} AND c",
		"(run_id, unit_hash) IN partly, (run_id, group_hash) IN " + parts:   "(run_id, unit_hash) IN partly, (run_id, group_hash) IN " + parts,
		"(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM elsewhere)": "(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM elsewhere)",
	} {
		if got := ofOwn(query); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}
