package profile

import (
	"context"
	"strings"
	"testing"
)

// slicer is a database that keeps what the steps were asked for.
type slicer struct{ ranges []string }

func (s *slicer) Select(context.Context, any, string, map[string]any) error { return nil }

func (s *slicer) Exec(_ context.Context, _ string, params map[string]any) error {
	s.ranges = append(s.ranges, params["from"].(string)+"-"+params["to"].(string))
	return nil
}

func (s *slicer) Insert(context.Context, string, [][]any) error { return nil }

// Every step is asked for in every slice, one slice after the other: a step may rest on the one before.
func TestStepsBySlice(t *testing.T) {
	db := &slicer{}
	s := newSteps(t.Context(), db, Job{Run: 1, Ranges: []Range{{"a", "c"}, {"c", ""}}})
	if err := s.byRange("rates", "legal"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(db.ranges, " "); got != "a-c a-c c- c-" {
		t.Errorf("slices %s", got)
	}
	if err := newSteps(t.Context(), db, Job{}).byRange("rates"); err != nil || len(db.ranges) != 4 {
		t.Errorf("without reports: %v, %v", db.ranges, err)
	}
}
