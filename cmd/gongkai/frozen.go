package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/release"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/store"
)

// freeze writes what pages are made of, and refuses where that is not what the package has.
func (h *home) freeze(ctx context.Context, digest string, create func(table string) (io.WriteCloser, error)) error {
	if err := h.Freeze(ctx, create); err != nil {
		return err
	}
	var now []struct {
		Digest string `ch:"digest"`
		N      uint64 `ch:"reports"`
		Parser int64  `ch:"parser_version"`
	}
	if err := analytics.NewMeasures(h.DB).Select(ctx, &now, "data_digest", nil); err != nil {
		return err
	}
	if len(now) != 1 || now[0].Digest != digest {
		return errors.New("the data changed while it was copied: release again when nothing crawls, reads or scores")
	}
	return nil
}

// thawPatience is how long a reader waits for the tables of a release: they are made ready once, and of a nation that
// takes minutes.
const thawPatience = 20 * time.Second

// thawing gives the pages of releases what they are made of. A release is made ready when it is first asked for: no request
// ends that, but the service's end does.
type thawing struct {
	h      *home
	folder released
	ctx    context.Context
	stop   context.CancelFunc

	mu    sync.Mutex
	known map[string]*thawed // by the state of the files
}

// thawed is a release whose tables are in a database of their own, or will be.
type thawed struct {
	done chan struct{}
	home home
	err  error
}

func newThawing(ctx context.Context, h *home, folder released) *thawing {
	t := &thawing{h: h, folder: folder}
	t.ctx, t.stop = context.WithCancel(context.WithoutCancel(ctx))
	return t
}

// as gives a release as pages ask it.
func (t *thawing) as(ctx context.Context, name string) (dashboards.AsOf, error) {
	if release.ValidName(name) != nil {
		return dashboards.AsOf{}, dashboards.ErrNotFound
	}
	dir := filepath.Join(string(t.folder), name)
	m, hash, err := release.Open(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !m.HasPages() {
		return dashboards.AsOf{}, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	if err == nil {
		hash, err = release.State(dir, hash) // what was withdrawn from the files goes from the tables that were made of them
	}
	if err != nil {
		return dashboards.AsOf{}, err
	}
	r := t.begin(dir, hash, m)
	patience := time.NewTimer(thawPatience)
	defer patience.Stop()
	select {
	case <-r.done:
	case <-patience.C:
		return dashboards.AsOf{}, dashboards.ErrNotYet
	case <-ctx.Done():
		return dashboards.AsOf{}, context.Cause(ctx)
	}
	if r.err != nil {
		return dashboards.AsOf{}, r.err
	}
	return dashboards.AsOf{State: hash, Measures: analytics.NewMeasures(r.home.DB), Evidence: r.home.evidence, TakenDown: func(ctx context.Context) (map[string][]disclosure.Takedown, error) {
		return r.home.DB.ReadFromTaken(ctx, t.h.DB)
	}}, nil
}

// pagesOf is the name of the database of what the pages of a release are made of, and madeFrom says from what it was made.
func pagesOf(m release.Manifest) string { return fmt.Sprintf("release_%d", m.Number) }

func madeFrom(m release.Manifest, state string) string { return "release " + m.Name + " " + state }

// begin begins to make a release ready, unless somebody has. What failed is tried again by who comes next.
func (t *thawing) begin(dir, hash string, m release.Manifest) *thawed {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r := t.known[hash]; r != nil {
		return r
	}
	r := &thawed{done: make(chan struct{}), home: home{bodies: t.h.DB}}
	if t.known == nil {
		t.known = map[string]*thawed{}
	}
	t.known[hash] = r
	go func() {
		defer close(r.done)
		r.home.DB, r.err = t.h.Thaw(t.ctx, pagesOf(m), madeFrom(m, hash),
			func(table string) (io.ReadCloser, error) { return release.OpenFrozen(dir, table) },
			func(ctx context.Context, of *store.DB, tables []string) error {
				return analytics.AddUp(ctx, of, tables...)
			})
		if r.err != nil {
			t.mu.Lock()
			delete(t.known, hash)
			t.mu.Unlock()
		}
	}()
	return r
}

// close closes the databases. One that is being made ready is left as it is: it is made anew when it is asked for again.
func (t *thawing) close() (err error) {
	t.stop()
	t.mu.Lock()
	all := slices.Collect(maps.Values(t.known))
	t.mu.Unlock()
	for _, r := range all {
		if <-r.done; r.home.DB != nil {
			err = errors.Join(err, r.home.DB.Close())
		}
	}
	return err
}
