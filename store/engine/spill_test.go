package engine_test

import (
	"testing"

	"gongkai/store/engine/enginetest"
)

// What a statement sorts, groups or joins goes to a file beyond the bytes that the settings name, whatever memory there is.
func TestSpill(t *testing.T) {
	e := enginetest.Engine(t)
	for event, test := range map[string]struct{ statement, settings string }{
		"ExternalSortWritePart":        {"SELECT toString(number) FROM numbers(200000) ORDER BY cityHash64(number)", "max_bytes_before_external_sort = 1000000, min_external_sort_block_bytes = 0"},
		"ExternalAggregationWritePart": {"SELECT number, groupArray(toString(number)) FROM numbers(200000) GROUP BY number", "max_bytes_before_external_group_by = 1000000"},
		"ExternalJoinWritePart":        {"SELECT a.number, s FROM numbers(200000) AS a INNER JOIN (SELECT number, toString(number) AS s FROM numbers(200000)) AS b ON a.number = b.number", "max_bytes_before_external_join = 1000000"},
	} {
		seen := "SELECT sum(value) FROM system.events WHERE event = '" + event + "'"
		before := query(t, e, seen)
		query(t, e, test.statement+" SETTINGS "+test.settings+" FORMAT Null")
		if query(t, e, seen) == before {
			t.Errorf("%s: nothing went to a file", event)
		}
	}
}
