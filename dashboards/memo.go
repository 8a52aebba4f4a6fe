package dashboards

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	memoAge     = 5 * time.Minute // how long an answer is used again, should the version not say that it is old
	memoRows    = 200_000         // rows that are kept, around 100 MB
	memoMost    = 10_000          // rows of an answer that is kept: there are three thousand sites in a nation, and a list of scores asks for more rows
	memoLive    = 5 * time.Second // how long what follows the clock is used again, while nothing new was written
	memoNow     = versionPatience // how long at least: what was written is not known to be any sooner
	memoFetched = time.Minute     // of when a report was fetched
	memoTurn    = 4               // questions that the database answers at once, for each processor; the others wait in turn
)

const (
	memoPatience = time.Minute      // of a question that is everybody's
	turnPatience = 10 * time.Second // how long a question waits for its turn: then the page says that there are too many
)

// neverKept is what says what version the data has.
var neverKept = map[string]bool{"data_version": true}

// live are measures that change while a crawl runs, and how long they are kept: only while no row was
// written anywhere, so that many who look at the state of the sites ask once, and for moments alone where
// they follow the clock. When a report was fetched is kept for a moment more, whatever was written: nothing
// follows from it until the report is read.
var live = map[string]struct {
	least, most time.Duration
	needs       need
}{
	"site_states": {memoNow, memoAge, needSites}, "sites": {memoNow, memoAge, needSites}, "walks": {memoNow, memoAge, needSites}, "schedule": {memoNow, memoLive, needNow}, "holds": {memoNow, memoAge, needNow},
	"report_captures": {memoFetched, memoAge, needFetches},
}

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
	rows    int                 // of known
	known   map[string]recalled // by what was asked
	before  map[string]recalled // those that were kept when known was full: who is asked for again stays
	lively  map[string]lively   // of the measures that are live
	living  int                 // rows of lively
}

// recalled is an answer: a slice of rows.
type recalled struct {
	at   time.Time
	rows reflect.Value
}

// lively is an answer that is kept for moments, or for as long as nothing was written.
type lively struct {
	mark string
	at   time.Time
	ends time.Time // when one of its rows says something else, whatever is written; zero: never
	rows reflect.Value
}

// passing is a row that says something else once a moment has passed.
type passing interface {
	passes() (at time.Time, ever bool)
}

// endOf is the first moment at which a row says something else; zero where there is none.
func endOf(rows reflect.Value) (first time.Time) {
	for i := range rows.Len() {
		row, is := rows.Index(i).Interface().(passing)
		if !is {
			break // of one type
		}
		if at, ever := row.passes(); ever && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// holds reports whether it may be given at a moment, with the data in a state.
func (l lively) holds(at time.Time, mark string, least, most time.Duration) bool {
	age := at.Sub(l.at)
	return age < least || mark != "" && l.mark == mark && age < most && (l.ends.IsZero() || at.Before(l.ends))
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
	needs(ctx, live[measure].needs)
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
	params = ofRun(params, v.Run)
	if _, is := live[measure]; is {
		return m.livelyAnswer(ctx, v.Mark, rows, question, measure, params)
	}
	if known, ok := m.recall(v.Settled, question); ok {
		return known, nil
	}
	return m.together(ctx, v.Settled+question, func(ctx context.Context) (reflect.Value, error) {
		if known, ok := m.recall(v.Settled, question); ok { // the one before has just ended
			return known, nil
		}
		fresh, err := m.ask(ctx, rows, measure, params)
		if err == nil {
			m.keep(v.Settled, question, fresh)
		}
		return fresh, err
	})
}

// ofRun asks of a certain score run what is asked of one. Its rows stay for minutes after another one has taken its place,
// so that all of a page is of the same.
func ofRun(params map[string]any, run uint64) map[string]any {
	all := map[string]any{"run": run}
	maps.Copy(all, params)
	return all
}

// together asks the database one question for all who wait for the same.
func (m *memo) together(ctx context.Context, question string, ask func(context.Context) (reflect.Value, error)) (reflect.Value, error) {
	return together(ctx, &m.asking, question, ask)
}

// together asks one question for all who wait for the same. It is nobody's: who goes away leaves it
// to the others, and to who comes next, so that a crowd at a page that nobody has asked for yet, or
// that was impatient, costs one question.
func together[Answer any](ctx context.Context, asking *singleflight.Group, question string, ask func(context.Context) (Answer, error)) (none Answer, err error) {
	answer := asking.DoChan(question, func() (got any, err error) {
		defer func() { // nobody's goroutine: a panic here would end the program
			if broken := recover(); broken != nil {
				got, err = none, fmt.Errorf("panic: %v\n%s", broken, debug.Stack())
			}
		}()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), memoPatience)
		defer cancel()
		return ask(ctx)
	})
	select {
	case got := <-answer:
		return got.Val.(Answer), got.Err
	case <-ctx.Done():
		return none, context.Cause(ctx)
	}
}

func (m *memo) livelyAnswer(ctx context.Context, mark string, rows reflect.Type, question, measure string, params map[string]any) (reflect.Value, error) {
	at := time.Now()
	m.mu.Lock()
	known, ok := m.lively[question]
	m.mu.Unlock()
	if ok && known.holds(at, mark, live[measure].least, live[measure].most) {
		return known.rows, nil
	}
	return m.together(ctx, mark+question, func(ctx context.Context) (reflect.Value, error) {
		fresh, err := m.ask(ctx, rows, measure, params)
		if err != nil || fresh.Len() > memoMost {
			return fresh, err
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.lively == nil || len(m.lively) > memoMost || m.living > memoRows/2 {
			m.lively, m.living = map[string]lively{}, 0
		}
		m.living += fresh.Len()
		if before, ok := m.lively[question]; ok {
			m.living -= before.rows.Len()
		}
		m.lively[question] = lively{mark, at, endOf(fresh), fresh}
		return fresh, nil
	})
}

// ask asks the database, in turn: many questions at once take longer than one after the other.
func (m *memo) ask(ctx context.Context, rows reflect.Type, measure string, params map[string]any) (reflect.Value, error) {
	if m.turns != nil {
		patience := time.NewTimer(turnPatience)
		defer patience.Stop()
		select {
		case m.turns <- struct{}{}:
			defer func() { <-m.turns }()
		case <-patience.C:
			return reflect.Value{}, fault{http.StatusServiceUnavailable, "error.busy", nil}
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

// crowded reports whether the next question would have to wait for its turn.
func (m *memo) crowded() bool { return m.turns != nil && len(m.turns) == cap(m.turns) }

func (m *memo) recall(settled, asked string) (reflect.Value, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.settled != settled {
		return reflect.Value{}, false
	}
	answer, ok := m.known[asked]
	if !ok {
		if answer, ok = m.before[asked]; ok {
			m.put(asked, answer)
		}
	}
	return answer.rows, ok && time.Since(answer.at) < memoAge
}

// keep begins anew where the data is another one.
func (m *memo) keep(settled, asked string, rows reflect.Value) {
	if rows.Len() >= memoMost {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.settled != settled {
		m.settled, m.rows, m.known, m.before = settled, 0, nil, nil
	}
	m.put(asked, recalled{time.Now(), rows})
}

// put forgets who was not asked for since half of the memory was filled. The caller holds m.mu.
func (m *memo) put(asked string, answer recalled) {
	weight := answer.rows.Len() + 1
	if m.known == nil || m.rows+weight > memoRows/2 {
		m.before, m.known, m.rows = m.known, map[string]recalled{}, 0
	}
	if old, ok := m.known[asked]; ok {
		m.rows -= old.rows.Len() + 1
	}
	m.rows += weight
	m.known[asked] = answer
}
