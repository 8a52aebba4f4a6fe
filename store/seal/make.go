package seal

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"gongkai/store"
)

// lateness is how far back rows are looked for that came after newer ones were sealed: from another
// machine, or from one that waited for the database.
const lateness = 48 * time.Hour

// Options say how to seal.
type Options struct {
	Key     Key
	Program string // name and version
	Now     time.Time
	Full    bool // look at all that was ever kept, not at the last two days
	// Stamp has a text stamped; nil where no service is named.
	Stamp func(ctx context.Context, text []byte) ([]byte, error)
}

// Made is what came of sealing.
type Made struct {
	Seal      // the newest one, made now or before; without a number where nothing was ever sealed
	New       bool
	Rekeyed   bool  // by another key than the seal before
	Unstamped error // why the service gave no stamp; nil where it did or none was named
}

// ErrClock says that this machine's clock stands before the newest seal.
var ErrClock = errors.New("the clock stands before the newest seal: put it right; nothing was sealed")

// Make seals what was kept since the last seal. Where nothing is new no seal is made. Only one
// process seals at a time.
func Make(ctx context.Context, db *store.DB, o Options) (made Made, err error) {
	if err := db.Flush(ctx); err != nil {
		return made, err
	}
	err = db.Alone(ctx, "seals", func(ctx context.Context) error {
		made, err = o.make(ctx, db)
		return err
	})
	return made, err
}

func (o Options) make(ctx context.Context, db *store.DB) (made Made, err error) {
	last, err := Last(ctx, db)
	if err != nil {
		return made, err
	}
	made.Seal = last
	next, lines, err := o.gather(ctx, db, last)
	if err != nil {
		return made, err
	}
	if lines > 0 {
		made.Seal, made.New, made.Rekeyed = next, true, last.Manifest.Seal > 0 && last.Key != next.Key
	}
	if o.Stamp == nil || made.Manifest.Seal == 0 || len(made.Stamp) > 0 {
		return made, nil
	}
	stamp, err := o.Stamp(ctx, made.Text)
	if err != nil {
		made.Unstamped = err
		return made, nil
	}
	made.Stamp = stamp
	return made, write(ctx, db, made.Seal, "")
}

// gather writes the records, then the row of the seal.
func (o Options) gather(ctx context.Context, db *store.DB, last Seal) (s Seal, records uint64, err error) {
	since := time.Unix(0, 0)
	m := Manifest{Format: format, Seal: last.Manifest.Seal + 1, SealedAt: o.Now.UTC().Format(stampLayout), Previous: origin, FirstRecord: 1, ChainBefore: origin,
		Key: hex.EncodeToString(o.Key.Public()), Program: o.Program}
	if last.Manifest.Seal > 0 {
		if m.SealedAt <= last.SealedAt {
			return s, 0, ErrClock
		}
		latest, err := time.Parse(time.RFC3339Nano, last.Latest)
		if err != nil {
			return s, 0, fmt.Errorf("the newest seal does not say when its records were kept: %w", err)
		}
		m.Previous, m.FirstRecord, m.ChainBefore = last.Hash(), last.FirstRecord+last.Records, last.Chain
		if !o.Full {
			since = latest.Add(-lateness)
		}
	}
	if err := o.forget(ctx, db, m.Seal); err != nil {
		return s, 0, err
	}
	id := uuid.NewString()
	w := writer{ctx: ctx, db: db, id: id, m: &m}
	m.Chain = m.ChainBefore
	if err := each(ctx, db, since, o.Now, w.take); err != nil {
		return s, 0, err
	}
	if err := w.flush(); err != nil || m.Records == 0 {
		return s, 0, err
	}
	s = Seal{Manifest: m}
	if s.Text, err = m.text(); err != nil {
		return s, 0, err
	}
	s.Signature = o.Key.Sign(s.Text)
	return s, m.Records, write(ctx, db, s, id)
}

// forget removes what an attempt left that was killed.
func (o Options) forget(ctx context.Context, db *store.DB, seal uint64) error {
	var left []struct {
		N uint64 `ch:"n"`
	}
	if err := db.Select(ctx, &left, "SELECT count() AS n FROM seal_records WHERE seal = {seal:UInt64}", map[string]any{"seal": seal}); err != nil {
		return fmt.Errorf("looking for a seal that was not finished: %w", err)
	}
	if left[0].N == 0 {
		return nil
	}
	if err := db.Exec(ctx, "DELETE FROM seal_records WHERE seal = {seal:UInt64}", map[string]any{"seal": seal}); err != nil {
		return fmt.Errorf("removing a seal that was not finished: %w", err)
	}
	return nil
}

// writer writes records and keeps the manifest up with them.
type writer struct {
	ctx  context.Context
	db   *store.DB
	id   string
	m    *Manifest
	rows [][]any
}

// atOnce is how many records one insert takes.
const atOnce = 10_000

func (w *writer) take(r *Record) error {
	recorded, err := r.Recorded()
	if err != nil {
		return err
	}
	m := w.m
	m.Chain = link(m.Chain, r.Line)
	count(m, r)
	w.rows = append(w.rows, []any{m.Seal, w.id, m.FirstRecord + m.Records - 1, r.kind(), r.site(), r.name(), recorded, string(r.Line)})
	if len(w.rows) < atOnce {
		return nil
	}
	return w.flush()
}

func (w *writer) flush() error {
	err := w.db.Insert(w.ctx, "seal_records (seal, seal_id, position, kind, site_id, name, recorded_at, record)", w.rows)
	w.rows = w.rows[:0]
	return err
}

// write keeps a seal; id is that of its records, empty where they are there already.
func write(ctx context.Context, db *store.DB, s Seal, id string) error {
	if id == "" {
		var rows []struct {
			ID string `ch:"seal_id"`
		}
		if err := db.Select(ctx, &rows, "SELECT seal_id FROM seals_history FINAL WHERE seal = {seal:UInt64}", map[string]any{"seal": s.Manifest.Seal}); err != nil || len(rows) != 1 {
			return errors.Join(errors.New("the seal that was stamped is not there any more"), err)
		}
		id = rows[0].ID
	}
	row := []any{s.Manifest.Seal, id, s.Time(), s.FirstRecord, s.Records, s.Captures, s.Walks, s.CompleteWalks, s.Chain, s.Key, s.Hash(), string(s.Text),
		hex.EncodeToString(s.Signature), base64.StdEncoding.EncodeToString(s.Stamp), time.Now().UTC()}
	return db.Insert(ctx, `seals_history (seal, seal_id, sealed_at, first_record, records, captures, walks, complete_walks, chain, key, manifest_sha256, manifest,
		signature, stamp, kept_at)`, [][]any{row})
}

// Last is the newest seal; its number is 0 where there is none.
func Last(ctx context.Context, db *store.DB) (Seal, error) {
	all, err := list(ctx, db, "ORDER BY seal DESC LIMIT 1")
	if err != nil || len(all) == 0 {
		return Seal{}, err
	}
	return all[0], nil
}

// list reads seals and holds each against its own signature: a row that was changed is not built on.
func list(ctx context.Context, db *store.DB, which string) (all []Seal, err error) {
	var rows []struct {
		Manifest  string `ch:"manifest"`
		Signature string `ch:"signature"`
		Stamp     string `ch:"stamp"`
	}
	if err := db.Select(ctx, &rows, "SELECT manifest, signature, stamp FROM seals_history FINAL "+which, nil); err != nil {
		return nil, fmt.Errorf("reading the seals: %w", err)
	}
	for _, r := range rows {
		s := Seal{Text: []byte(r.Manifest)}
		s.Manifest, err = parseManifest(s.Text)
		if err != nil {
			return nil, fmt.Errorf("a seal of the database: %w; restore it from a backup", err)
		}
		signature, err1 := hex.DecodeString(r.Signature)
		stamp, err2 := base64.StdEncoding.DecodeString(r.Stamp)
		s.Signature, s.Stamp = signature, stamp
		if _, ok := s.signedBy(); !ok || err1 != nil || err2 != nil {
			return nil, fmt.Errorf("seal %d of the database is not what was signed: restore it from a backup", s.Manifest.Seal)
		}
		all = append(all, s)
	}
	return all, nil
}
