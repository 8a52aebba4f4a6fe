package analytics

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// unfolding says whether ClickHouse can take views for what they are made of.
type unfolding struct {
	mu     sync.Mutex
	asked  bool
	unfold bool
}

// unfolded has ClickHouse put what a view is made of in its place, where it can: what is not asked of the view is then not
// planned either, a fifth of what a question to views costs and more. Older ones do not know the setting. A measure may have
// settings of its own: to look for projections where it names reports costs as much as its rows.
func (m *Measures) unfolded(ctx context.Context, query string) (string, error) {
	v := &m.views
	v.mu.Lock()
	asked, unfold := v.asked, v.unfold
	v.mu.Unlock()
	if !asked {
		var rows []struct {
			Known uint64 `ch:"known"`
		}
		const known = "SELECT count() AS known FROM system.settings WHERE name = 'analyzer_inline_views'"
		if err := m.db.Select(ctx, &rows, known, nil); err != nil {
			return "", fmt.Errorf("asking what ClickHouse can: %w", err)
		}
		unfold = len(rows) == 1 && rows[0].Known == 1
		v.mu.Lock()
		v.asked, v.unfold = true, unfold
		v.mu.Unlock()
	}
	switch {
	case unfold && strings.Contains(query, "\nSETTINGS "): // its last line
		query = strings.TrimRight(query, "\n") + ", analyzer_inline_views = 1"
	case unfold:
		query += "\nSETTINGS analyzer_inline_views = 1"
	}
	return query, nil
}
