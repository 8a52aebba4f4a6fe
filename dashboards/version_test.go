package dashboards

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// slowVersion answers with the number of the question, after a second.
type slowVersion struct{ asked int }

func (v *slowVersion) Select(_ context.Context, dst any, _ string, _ map[string]any) error {
	v.asked++
	mark := strconv.Itoa(v.asked)
	time.Sleep(time.Second) // of the test's own clock
	*dst.(*[]VersionRow) = []VersionRow{{Mark: mark}}
	return nil
}

// One question at a time is asked, and nobody waits for it where a version of just now is known.
func TestVersionIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &slowVersion{}
		s := &server{Config: Config{Measures: source}}
		for _, step := range []struct {
			name  string
			after time.Duration // since the step before was answered
			mark  string
			waits time.Duration
			asked int
		}{
			{"the first one waits", 0, "1", time.Second, 1},
			{"known", 500 * time.Millisecond, "1", 0, 1},
			{"a little old, asked behind the back", time.Second, "1", 0, 2},
			{"while that is asked", 500 * time.Millisecond, "1", 0, 2},
			{"the answer is there", 500*time.Millisecond + 1, "2", 0, 2},
			{"nobody came for a while", time.Hour, "3", time.Second, 3},
		} {
			time.Sleep(step.after)
			synctest.Wait()
			begun := time.Now()
			got, err := s.currentVersion(t.Context())
			waited := time.Since(begun)
			synctest.Wait() // a question that was just begun
			if err != nil || got.Mark != step.mark || waited != step.waits || source.asked != step.asked {
				t.Errorf("%s: version %s after %s, %d questions, %v; want %s after %s, %d questions", step.name, got.Mark, waited, source.asked, err, step.mark, step.waits, step.asked)
			}
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		time.Sleep(time.Hour)
		if _, err := s.currentVersion(gone); err != context.Canceled {
			t.Errorf("a viewer that has gone: %v", err)
		}
		time.Sleep(1500 * time.Millisecond) // the question goes on without them
		if got, err := s.currentVersion(t.Context()); err != nil || got.Mark != "4" {
			t.Errorf("after a viewer that has gone: %s, %v", got.Mark, err)
		}
	})
}
