package profile

import (
	"context"
	"reflect"
	"strings"
	"testing"
)

// slicer is a database that gives the starts of slices and keeps what the steps were asked for.
type slicer struct {
	starts []string
	ranges []string
}

func (s *slicer) Select(_ context.Context, dst any, _ string, _ map[string]any) error {
	rows := reflect.ValueOf(dst).Elem()
	for _, start := range s.starts {
		row := reflect.New(rows.Type().Elem()).Elem()
		row.Field(0).SetString(start)
		rows.Set(reflect.Append(rows, row))
	}
	return nil
}

func (s *slicer) Exec(_ context.Context, _ string, params map[string]any) error {
	s.ranges = append(s.ranges, params["from"].(string)+"-"+params["to"].(string))
	return nil
}

func (s *slicer) Insert(context.Context, string, [][]any) error { return nil }

// Every report is in one slice, also where one starts between two versions of a report.
func TestSlicesHoldEveryReportOnce(t *testing.T) {
	db := &slicer{starts: []string{"a", "c", "c", "f"}}
	s := steps{t.Context(), db, map[string]any{"run": uint64(1)}}
	if err := s.bySlices("rates"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(db.ranges, " "); got != "a-c c-f f-" {
		t.Errorf("slices %s", got)
	}
	db.starts, db.ranges = nil, nil
	if err := s.bySlices("rates"); err != nil || db.ranges != nil {
		t.Errorf("without reports: %v, %v", db.ranges, err)
	}
}
