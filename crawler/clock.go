package crawler

import (
	"context"
	"time"
)

// Clock is the time that a crawl lives in; tests give one that waits for nothing.
type Clock interface {
	Now() time.Time
	// Sleep waits for d and returns nil, or returns the context's error as soon as it ends.
	Sleep(ctx context.Context, d time.Duration) error
}

// Ago is a clock that runs like the one on the wall, but so much behind it: for crawls of samples
// that are to lie months apart. A crawl of a real site that used it would be dated wrongly.
func Ago(d time.Duration) Clock { return agoClock{ago: d} }

type agoClock struct {
	wallClock
	ago time.Duration
}

func (c agoClock) Now() time.Time { return time.Now().Add(-c.ago) }

type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
