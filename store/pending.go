package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"gongkai/disclosure"
)

// Rows are written together: when so many wait, when their bodies grow so large, when the
// first of them has waited so long, and before anything is asked that they may answer.
//
// The age is what a kill costs. Twenty sites at a pace of two seconds bring ten pages a
// second; a second of waiting would lose ten of them at every kill, and twenty kills a
// fifteenth of 3,000 pages. While a batch is sent the next one fills. Only sites of this
// machine, which need no pace, bring more than a few rows in that time: then a batch may wait
// for more, since a statement costs ClickHouse what a hundred rows do. Batches of 16 MB take a third
// less than batches of 8, and leave half as many parts to merge.
const (
	flushCaptures = 400
	flushBytes    = 16 << 20
	flushAge      = 20 * time.Millisecond
	flushFew      = 4 // rows
	flushAgeFast  = 200 * time.Millisecond
)

// batch is what is written together: captures, then the walks that count them and the searches, then the
// crawls that count the walks. Whatever is in an earlier batch is written before it.
type batch struct {
	captures []disclosure.Capture
	walks    []disclosure.Walk
	searches []disclosure.Search
	crawls   []disclosure.Crawl
	bytes    int
	due      bool          // to be sent as soon as nothing else is
	over     chan struct{} // closed when it is written or given back
	err      error         // why it was given back; to be read when over is closed
}

func (b *batch) rows() int { return len(b.captures) + len(b.walks) + len(b.searches) + len(b.crawls) }

func (b *batch) full() bool { return b.rows() >= flushCaptures || b.bytes >= flushBytes }

// pending is what was kept and is not yet written. Several sites are crawled at once into
// one batch; while it is sent the next one fills, and only when that is full as well has a
// site to wait.
type pending struct {
	write func(context.Context, *batch) error
	after func(time.Duration, func()) // time.AfterFunc; tests have no wall clock

	mu      sync.Mutex
	filling *batch // nil where nothing waits
	sending *batch // nil where nothing is sent
	failure error  // what the last sending came to, where nobody has heard of it yet
	closed  bool   // nothing is sent any more unless somebody asks
}

func newPending(write func(context.Context, *batch) error) *pending {
	return &pending{write: write, after: func(d time.Duration, f func()) { time.AfterFunc(d, f) }}
}

// add puts something into the batch that fills. An error is that of an earlier batch, which
// nobody waited for: its rows keep waiting, and so does what was added now.
func (p *pending) add(ctx context.Context, put func(*batch)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.open()
	put(b)
	b.due = b.due || b.full()
	p.start()
	for p.sending != nil && p.filling != nil && p.filling.full() {
		if err := p.wait(ctx, p.sending); err != nil {
			return err
		}
	}
	err := p.failure
	p.failure = nil
	return err
}

// addAndFlush adds and waits until it is written, with everything that was added before.
func (p *pending) addAndFlush(ctx context.Context, put func(*batch)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	put(p.open())
	return p.flush(ctx)
}

// flush waits until everything that was added is written, or gives the error for which it
// was not; it then keeps waiting. The caller holds p.mu.
func (p *pending) flush(ctx context.Context) error {
	b := p.sending
	if p.filling != nil {
		b = p.filling
		b.due = true
		p.start()
	}
	if b == nil {
		return nil
	}
	if err := p.wait(ctx, b); err != nil {
		return err
	}
	if b.err != nil {
		p.failure = nil // the caller hears of it
	}
	return b.err
}

// wait lets go of p.mu until the batch is over.
func (p *pending) wait(ctx context.Context, b *batch) error {
	p.mu.Unlock()
	defer p.mu.Lock()
	select {
	case <-b.over:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// open is the batch that fills. The caller holds p.mu.
func (p *pending) open() *batch {
	if p.filling == nil {
		p.filling = &batch{over: make(chan struct{})}
		p.expire(p.filling, flushAge)
	}
	return p.filling
}

// expire has a batch sent when it has filled for long enough.
func (p *pending) expire(b *batch, age time.Duration) {
	p.after(age, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch {
		case p.filling != b || p.closed:
		case age < flushAgeFast && b.rows() > flushFew:
			p.expire(b, flushAgeFast)
		default:
			b.due = true
			p.start()
		}
	})
}

// start sends the batch that fills, if it is due and no other is being sent. The caller
// holds p.mu.
func (p *pending) start() {
	if p.sending != nil || p.filling == nil || !p.filling.due {
		return
	}
	p.sending, p.filling = p.filling, nil
	go p.send(p.sending)
}

// send writes a batch. It belongs to nobody's request, so nobody's end cuts it short.
func (p *pending) send(b *batch) {
	b.err = p.write(Patiently(context.Background()), b)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sending, p.failure = nil, b.err
	if b.err != nil {
		p.giveBack(b)
	}
	close(b.over)
	p.start()
}

// retryAge is how long a batch waits that could not be written, if nobody asks for it
// sooner. (A connection that breaks has been tried for patience by then.)
const retryAge = time.Second

// giveBack puts what could not be written before everything that came later.
func (p *pending) giveBack(b *batch) {
	if p.filling == nil {
		p.filling = &batch{over: make(chan struct{})}
		p.expire(p.filling, retryAge)
	}
	next := p.filling
	next.captures = slices.Concat(b.captures, next.captures)
	next.walks = slices.Concat(b.walks, next.walks)
	next.searches = slices.Concat(b.searches, next.searches)
	next.crawls = slices.Concat(b.crawls, next.crawls)
	next.bytes += b.bytes
}

// close writes everything and ends what happens by itself.
func (p *pending) close(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	return p.flush(ctx)
}

// Flush writes everything that waits. What could not be written keeps waiting.
func (db *DB) Flush(ctx context.Context) error {
	db.pending.mu.Lock()
	defer db.pending.mu.Unlock()
	return db.pending.flush(ctx)
}

// writeBatch writes bodies before the captures that name them: a capture whose body is
// missing would be a document that can never be read. Walks say what was seen, crawls that
// all of it is there: they come last.
func (db *DB) writeBatch(ctx context.Context, b *batch) error {
	rows, err := db.withoutLaterFiles(ctx, b.captures)
	if err != nil {
		return err
	}
	if err := db.writeBodies(ctx, rows); err != nil {
		return err
	}
	for _, step := range []struct {
		target string
		rows   [][]any
	}{{captureTarget, captureRows(rows)}, {walkTarget, walkRows(b.walks)}, {searchTarget, searchRows(b.searches)}, {crawlTarget, crawlRows(b.crawls)}} {
		if err := db.insert(ctx, step.target, step.rows); err != nil {
			return err
		}
		db.metrics.wrote(tableOf(step.target), len(step.rows))
	}
	return nil
}
