package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// A snapshot is all tables at one moment, in a database of its own beside the one that goes on
// being written. Its tables share the files of the others, so it takes no room and no time; they
// are plain MergeTree, so no merge changes their rows.
//
// ClickHouse can't take several tables at once. What makes the snapshot one moment is the order:
// the row that says "done" is always written last, so it is taken first, and what it speaks of
// was there before. Rows behind it that belong to nothing yet are what a killed write leaves, too.

// Column is a column as it is stored.
type Column struct {
	Name string `json:"name" ch:"name"`
	Type string `json:"type" ch:"type"` // ClickHouse's own
}

// Table is a table of a snapshot, and how to tell that a copy of it is whole.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
	Rows    uint64   `json:"rows"`
	Sum     string   `json:"sum"` // of a hash of each row, decimal; the order of rows does not matter
}

// Snapshot is what a backup copies. Drop it when it is done.
type Snapshot struct {
	Tables []Table
	Bytes  uint64 // of all rows, before they are compressed; 0 where ClickHouse does not say

	db      *DB
	name    string // of its database
	comment string // of its database: whose it is
	leased  bool
	release func()
}

// takenFirst and takenLast put in order what a snapshot takes; the other tables stand between.
var (
	takenFirst = []string{"releases_history", "seals_history", "score_runs", "profile_runs", "text_runs", "report_states", "readings", "reading_figures", "reading_cumulative", "reading_findings"}
	takenLast  = []string{"crawls_history", "walks_history", "captures_history", "bodies"}
)

// snapshotTries bounds how often a snapshot begins anew because runs of scores ended meanwhile.
const snapshotTries = 5

// Snapshot takes one.
func (db *DB) Snapshot(ctx context.Context) (*Snapshot, error) {
	if err := db.Flush(ctx); err != nil {
		return nil, err
	}
	for range snapshotTries {
		s, err := db.takeSnapshot(ctx)
		if err == nil || !errors.Is(err, errUnsettled) {
			return s, err
		}
	}
	return nil, errors.New("the tables are rewritten faster than they can be kept: try again when nothing is scored")
}

// errUnsettled says that what was taken does not fit together.
var errUnsettled = errors.New("unsettled")

func (db *DB) takeSnapshot(ctx context.Context) (*Snapshot, error) {
	s := db.snapshot()
	if err := s.lease(ctx); err != nil {
		return nil, err
	}
	if err := s.create(ctx); err != nil {
		s.release()
		return nil, err
	}
	if err := s.take(ctx); err != nil {
		return nil, errors.Join(err, s.Drop(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (s *Snapshot) take(ctx context.Context) error {
	all, err := s.db.stored(ctx)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b storedTable) int { return turn(a.Name) - turn(b.Name) })
	for _, t := range all {
		if t.Rows > 0 {
			if err := s.clone(ctx, t); err != nil {
				return fmt.Errorf("keeping table %s: %w", t.Name, s.db.explain(err))
			}
		}
	}
	if err := s.settled(ctx, all); err != nil {
		return err
	}
	for _, t := range all {
		kept, err := s.sum(ctx, t)
		if err != nil {
			return fmt.Errorf("summing up table %s: %w", t.Name, err)
		}
		s.Tables = append(s.Tables, kept)
	}
	s.Bytes = s.size(ctx)
	return nil
}

func turn(table string) int {
	if i := slices.Index(takenFirst, table); i >= 0 {
		return i - len(takenFirst)
	}
	return slices.Index(takenLast, table) + 1
}

// snapshotLease is among the leases of sites. Of a process that was killed nobody can tell from another
// machine, nor after it was started again, or from another container: its lease ends by itself.
const snapshotLease = "a snapshot"

// lease makes this process the only one that takes a snapshot.
func (s *Snapshot) lease(ctx context.Context) error {
	_, release, err := s.db.Lease(ctx, snapshotLease)
	var taken *HeldError
	var refused *clickhouse.Exception
	switch {
	case errors.As(err, &taken):
		return fmt.Errorf("another backup of database %q is being made by %s since %s: wait for its end; of one that was killed the place is free in %s",
			s.db.config.Database, taken.Process, taken.Since.UTC().Format(time.RFC3339), max(leaseLife-taken.Heard, 0).Round(time.Second))
	case errors.As(err, &refused) && (refused.Code == codeAccessDenied || refused.Code == codeUnknownTable): // a schema without leases
		s.release = func() {}
		return nil
	case err != nil:
		return err
	}
	s.leased, s.release = true, sync.OnceFunc(release)
	return nil
}

// leasedWord stands behind the process in the comment of the database of a snapshot for which there is a lease,
// and before a word of this snapshot alone.
const leasedWord = " leased"

// create makes the database. One that a killed process left behind is dropped first.
func (s *Snapshot) create(ctx context.Context) error {
	self := s.db.leases.self
	s.comment = fmt.Sprintf("%s %d %d", self.machine, self.number, self.started)
	if s.leased {
		s.comment += leasedWord + " " + rand.Text()
	}
	create := fmt.Sprintf("CREATE DATABASE %s COMMENT '%s'", quoteName(s.name), s.comment)
	for range 2 {
		err := s.db.Exec(ctx, create, nil)
		var refused *clickhouse.Exception
		if err == nil {
			return nil
		}
		if errors.As(err, &refused) && refused.Code == codeAccessDenied {
			return fmt.Errorf("user %q may not make a database: a snapshot of the tables needs one, %s; grant CREATE DATABASE, CREATE TABLE, DROP and SELECT on it", s.db.config.User, s.name)
		}
		if !errors.As(err, &refused) || refused.Code != codeDatabaseExists {
			return fmt.Errorf("making the database of the snapshot: %w", err)
		}
		if err := s.evict(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("another backup of database %q has just begun", s.db.config.Database)
}

// evict drops the snapshot of a process that has died, or whose lease has ended.
func (s *Snapshot) evict(ctx context.Context) error {
	owner, leased, there, err := s.owner(ctx)
	if err != nil || !there { // it has ended meanwhile
		return err
	}
	if !(leased && s.leased) && !owner.dead(s.db.leases.self.machine) {
		return fmt.Errorf("another backup of database %q is being made by process %d; where that is certainly none of this machine, drop database %s", s.db.config.Database, owner.number, s.name)
	}
	return s.drop(ctx)
}

// whose is the comment of the snapshot that there is; empty: there is none.
func (s *Snapshot) whose(ctx context.Context) (string, error) {
	var rows []struct {
		Comment string `ch:"comment"`
	}
	if err := s.db.Select(ctx, &rows, "SELECT comment FROM system.databases WHERE name = {name:String}", map[string]any{"name": s.name}); err != nil {
		return "", fmt.Errorf("looking for whose snapshot there is: %w", err)
	}
	if len(rows) == 0 {
		return "", nil
	}
	return cmp.Or(rows[0].Comment, "nobody's"), nil
}

// Ours is an error where the tables are no longer those that were taken: a process that is not heard of
// for a minute loses its lease, and the next one makes a snapshot of its own.
func (s *Snapshot) Ours(ctx context.Context) error {
	is, err := s.whose(ctx)
	if err == nil && is != s.comment {
		err = errors.New("another backup has begun, since this one was not heard of for a minute: make it again")
	}
	return err
}

// owner is the process that takes the snapshot which there is, and whether there was a lease for it.
func (s *Snapshot) owner(ctx context.Context) (owner process, leased, there bool, err error) {
	is, err := s.whose(ctx)
	if err != nil || is == "" {
		return owner, false, false, err
	}
	said, _, leased := strings.Cut(is, leasedWord)
	if _, err := fmt.Sscanf(said, "%s %d %d", &owner.machine, &owner.number, &owner.started); err != nil {
		owner = process{} // of which nobody knows whether it lives
	}
	return owner, leased, true, nil
}

// LeftSnapshot names the database that a killed backup left behind, which keeps the room of what was
// merged or dropped since; empty where there is none. The next backup drops it.
func (db *DB) LeftSnapshot(ctx context.Context) (string, error) {
	s := db.snapshot()
	owner, leased, there, err := s.owner(ctx)
	if err != nil || !there {
		return "", err
	}
	if owner.dead(db.leases.self.machine) {
		return s.name, nil
	}
	if !leased {
		return "", nil
	}
	holds, err := db.claimsOf(ctx, []string{snapshotLease})
	if err != nil || len(holds[0]) > 0 {
		return "", err
	}
	return s.name, nil
}

func (db *DB) snapshot() *Snapshot { return &Snapshot{db: db, name: db.config.Database + "_snapshot"} }

func (s *Snapshot) clone(ctx context.Context, t storedTable) error {
	to := quoteName(s.name) + "." + quoteName(t.Name)
	from := quoteName(s.db.config.Database) + "." + quoteName(t.Name)
	if err := s.db.repeatable(ctx, "CREATE TABLE IF NOT EXISTS "+to+" AS "+from+t.plain()); err != nil {
		return err
	}
	return s.db.Exec(ctx, "ALTER TABLE "+to+" ATTACH PARTITION ALL FROM "+from, nil)
}

// settled sees whether a run of scores ended while its tables were taken, which drops those of the
// one before, and whether a table that was empty has got rows.
func (s *Snapshot) settled(ctx context.Context, all []storedTable) error {
	now, err := s.db.stored(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		i := slices.IndexFunc(now, func(n storedTable) bool { return n.Name == t.Name })
		if i < 0 || t.Rows == 0 && now[i].Rows > 0 {
			return errUnsettled
		}
		if t.Rows == 0 || !strings.HasSuffix(t.Name, "_runs") {
			continue
		}
		var newer []struct {
			Yes bool `ch:"yes"`
		}
		query := fmt.Sprintf("SELECT max(run_id) > (SELECT max(run_id) FROM %s.%s) AS yes FROM %s", quoteName(s.name), quoteName(t.Name), quoteName(t.Name))
		if err := s.db.Select(ctx, &newer, query, nil); err != nil {
			return fmt.Errorf("looking for new runs of scores: %w", err)
		}
		if newer[0].Yes {
			return errUnsettled
		}
	}
	return nil
}

// sum counts a table and sums it up.
func (s *Snapshot) sum(ctx context.Context, t storedTable) (Table, error) {
	kept := Table{Name: t.Name, Columns: t.Columns, Sum: "0"}
	if t.Rows == 0 {
		return kept, nil
	}
	var err error
	kept.Rows, kept.Sum, err = s.db.sumOf(ctx, quoteName(s.name)+"."+quoteName(t.Name), t.Columns)
	return kept, err
}

// size is how much there is to copy, for those who watch: who may not ask is not told.
func (s *Snapshot) size(ctx context.Context) uint64 {
	var rows []struct {
		Bytes uint64 `ch:"bytes"`
	}
	err := s.db.Select(ctx, &rows, "SELECT sum(data_uncompressed_bytes) AS bytes FROM system.parts WHERE active AND database = {name:String}", map[string]any{"name": s.name})
	if err != nil || len(rows) == 0 {
		return 0
	}
	return rows[0].Bytes
}

// Copy writes the rows of a table in ClickHouse's Native format, block by block.
func (s *Snapshot) Copy(ctx context.Context, t Table, w io.Writer) error {
	if t.Rows == 0 {
		return nil
	}
	query := "SELECT " + names(t.Columns) + " FROM " + quoteName(s.name) + "." + quoteName(t.Name)
	return s.db.Copy(ctx, query, "Native", map[string]string{"max_threads": "1"}, w)
}

// Drop gives back the files that only the snapshot holds by now, and lets others take one.
func (s *Snapshot) Drop(ctx context.Context) error {
	defer s.release()
	if is, err := s.whose(ctx); err != nil || is != s.comment { // it is gone, or another's
		return err
	}
	return s.drop(ctx)
}

func (s *Snapshot) drop(ctx context.Context) error {
	if err := s.db.repeatable(ctx, "DROP DATABASE IF EXISTS "+quoteName(s.name)+" SYNC"); err != nil {
		return fmt.Errorf("dropping the snapshot: %w", err)
	}
	return nil
}
