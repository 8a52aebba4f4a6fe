package profile

import (
	"context"
	"strings"
	"sync"
	"testing"
)

// slicer is a database that keeps what each slice was asked for.
type slicer struct {
	sync.Mutex
	asked map[string]string
}

func (s *slicer) Select(context.Context, any, string, map[string]any) error { return nil }

func (s *slicer) Exec(_ context.Context, query string, params map[string]any) error {
	s.Lock()
	defer s.Unlock()
	slice := params["from"].(string) + "-" + params["to"].(string)
	legal, _ := files.ReadFile("legal.sql")
	if query == string(legal) {
		s.asked[slice] += "legal "
	} else {
		s.asked[slice] += "another "
	}
	return nil
}

func (s *slicer) Insert(context.Context, string, [][]any) error { return nil }

// Every step is asked for in every slice, in the order of the steps: a step may rest on the one before.
func TestStepsBySlice(t *testing.T) {
	db := &slicer{asked: map[string]string{}}
	slices := []Range{{"a", "c"}, {"c", "d"}, {"d", "e"}, {"e", ""}}
	if err := newSteps(t.Context(), db, Job{Run: 1, Ranges: slices}).byRange("rates", "legal"); err != nil {
		t.Fatal(err)
	}
	for _, r := range slices {
		if got := strings.TrimSpace(db.asked[r.From+"-"+r.To]); got != "another legal" {
			t.Errorf("slice %s: %s", r.From, got)
		}
	}
	if err := newSteps(t.Context(), db, Job{}).byRange("rates"); err != nil || len(db.asked) != len(slices) {
		t.Errorf("without reports: %v, %v", db.asked, err)
	}
}
