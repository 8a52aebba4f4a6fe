package dashboards

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	memoAge  = 5 * time.Minute // how long an answer is used again, should the version not say that it is old
	memoRows = 20_000          // rows that are kept, around 10 MB
	memoMost = 2_000           // rows of an answer that is kept
	memoLive = 5 * time.Second // how long what a crawl changes is used again, while nothing new was written
	memoTurn = 4               // questions that the database answers at once, for each processor; the others wait in turn
)

// neverKept is what says what version the data has.
var neverKept = map[string]bool{"data_version": true}

// live are measures that change while a crawl runs. They are kept for moments, and only while no
// row was written anywhere, so that many who look at the state of the sites ask once.
var live = map[string]bool{"sites": true, "walks": true, "schedule": true, "report_captures": true, "holds": true}

// memo remembers what was measured for as long as the data is the same, so that the figures of
// one report, or one page in two languages, are asked of the database once. It keeps nothing
// where the version of the data is not known, and no errors. Rows are shared between the
// answers: a handler may change a row of its slice, never what a row points to.
type memo struct {
	Measures
	version func(context.Context) (VersionRow, error)

	turns  chan struct{} // nil: there is no limit
	asking singleflight.Group

	mu      sync.Mutex
	settled string
	since   time.Time
	rows    int
	known   map[string]reflect.Value // slices of rows by what was asked
	lively  map[string]lively        // of the measures that are live
}

// lively is an answer that is kept for moments.
type lively struct {
	mark string
	at   time.Time
	rows reflect.Value
}

// newMemo remembers what is asked through it, and lets so many questions through at once.
func newMemo(m Measures, version func(context.Context) (VersionRow, error)) *memo {
	return &memo{Measures: m, version: version, turns: make(chan struct{}, memoTurn*runtime.GOMAXPROCS(0))}
}

func (m *memo) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	target := reflect.ValueOf(dst)
	if neverKept[measure] || target.Kind() != reflect.Pointer || target.Elem().Kind() != reflect.Slice {
		return m.Measures.Select(ctx, dst, measure, params)
	}
	question := fmt.Sprintf("%s %T %#v", measure, dst, params) // fmt sorts the keys of maps
	rows, err := once(ctx, question, func() (reflect.Value, error) { return m.answer(ctx, target.Elem().Type(), question, measure, params) })
	if err != nil {
		return err
	}
	target.Elem().Set(reflect.AppendSlice(target.Elem(), rows))
	return nil
}

// answer recalls an answer to a question, or asks the database.
func (m *memo) answer(ctx context.Context, rows reflect.Type, question, measure string, params map[string]any) (reflect.Value, error) {
	// The version is older than the answer or as old: an answer is never kept for a later one.
	v, err := m.version(ctx)
	if err != nil || v.Settled == "" {
		return m.ask(ctx, rows, measure, params)
	}
	if live[measure] {
		return m.livelyAnswer(ctx, v.Mark, rows, question, measure, params)
	}
	if known, ok := m.recall(v.Settled, question); ok {
		return known, nil
	}
	fresh, err := m.together(ctx, rows, v.Settled, question, measure, params)
	if err == nil {
		m.keep(v.Settled, question, fresh)
	}
	return fresh, err
}

// together asks once where several ask the same of the same state at once. Whoever asked first may go
// away, which ends the question: then one of the others asks.
func (m *memo) together(ctx context.Context, rows reflect.Type, state, question, measure string, params map[string]any) (reflect.Value, error) {
	for {
		answer := m.asking.DoChan(state+" "+question, func() (answered any, err error) {
			answered = reflect.Value{}
			defer func() { // there it would end the program
				if fault := recover(); fault != nil {
					err = fmt.Errorf("panic: %v", fault)
				}
			}()
			return m.ask(ctx, rows, measure, params)
		})
		select {
		case got := <-answer:
			gone := errors.Is(got.Err, context.Canceled) || errors.Is(got.Err, context.DeadlineExceeded)
			if gone && ctx.Err() == nil {
				continue
			}
			return got.Val.(reflect.Value), got.Err
		case <-ctx.Done():
			return reflect.Value{}, context.Cause(ctx)
		}
	}
}

func (m *memo) livelyAnswer(ctx context.Context, mark string, rows reflect.Type, question, measure string, params map[string]any) (reflect.Value, error) {
	at := time.Now()
	m.mu.Lock()
	known, ok := m.lively[question]
	m.mu.Unlock()
	if ok && mark != "" && known.mark == mark && at.Sub(known.at) < memoLive {
		return known.rows, nil
	}
	fresh, err := m.ask(ctx, rows, measure, params)
	if err != nil || fresh.Len() > memoMost {
		return fresh, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lively == nil || len(m.lively) > memoMost {
		m.lively = map[string]lively{}
	}
	m.lively[question] = lively{mark, at, fresh}
	return fresh, nil
}

// ask asks the database, in turn: many questions at once take longer than one after the other.
func (m *memo) ask(ctx context.Context, rows reflect.Type, measure string, params map[string]any) (reflect.Value, error) {
	if m.turns != nil {
		select {
		case m.turns <- struct{}{}:
			defer func() { <-m.turns }()
		case <-ctx.Done():
			return reflect.Value{}, context.Cause(ctx)
		}
	}
	fresh := reflect.New(rows)
	if err := m.Measures.Select(ctx, fresh.Interface(), measure, params); err != nil {
		return reflect.Value{}, err
	}
	return fresh.Elem(), nil
}

func (m *memo) recall(settled, asked string) (reflect.Value, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.settled != settled || time.Since(m.since) > memoAge {
		return reflect.Value{}, false
	}
	rows, ok := m.known[asked]
	return rows, ok
}

// keep begins anew where the data is another one, and where the memory is full.
func (m *memo) keep(settled, asked string, rows reflect.Value) {
	weight := rows.Len() + 1
	if weight > memoMost {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.settled != settled || time.Since(m.since) > memoAge || m.rows+weight > memoRows {
		m.settled, m.since, m.rows, m.known = settled, time.Now(), 0, map[string]reflect.Value{}
	}
	if _, ok := m.known[asked]; !ok {
		m.rows += weight
	}
	m.known[asked] = rows
}
