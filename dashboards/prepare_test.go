package dashboards

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// hearing remembers which measures it was asked for.
type hearing struct {
	mu      sync.Mutex
	settled string
	asked   []string
}

func (m *hearing) Select(_ context.Context, dst any, measure string, _ map[string]any) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if measure == "data_version" {
		*dst.(*[]VersionRow) = []VersionRow{{Mark: m.settled, Settled: m.settled}}
		return nil
	}
	m.asked = append(m.asked, measure)
	return nil
}

// since gives what was asked since the last time.
func (m *hearing) since() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	asked := m.asked
	m.asked = nil
	return asked
}

// What nearly every page needs is known before the first one is asked for, and once more when the data is another.
func TestPrepare(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare bool
		want    []string
	}{{"prepared", true, []string{"places", "years"}}, {"not prepared", false, nil}} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				source := &hearing{settled: "one"}
				s := &server{Config: Config{Measures: source, Prepare: test.prepare}}
				s.memo = newMemo(source, s.currentVersion)
				s.Measures = s.memo
				go s.prepare()
				synctest.Wait()
				if got := source.since(); !slices.Equal(got, test.want) {
					t.Errorf("at the start: %v, want %v", got, test.want)
				}
				if _, err := s.knownYears(t.Context(), among{}); err != nil || test.prepare && source.since() != nil {
					t.Errorf("the years were asked once more, %v", err)
				}
				source.settled = "two"
				time.Sleep(time.Hour)
				source.since()
				if _, err := s.currentVersion(t.Context()); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if got := source.since(); !slices.Equal(got, test.want) {
					t.Errorf("when the data is another: %v, want %v", got, test.want)
				}
				time.Sleep(time.Hour)
				if _, err := s.currentVersion(t.Context()); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if got := source.since(); got != nil {
					t.Errorf("while the data is the same: %v", got)
				}
			})
		})
	}
}
