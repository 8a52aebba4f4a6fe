package store

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

// together runs f several times at once and gives the first failure.
func together(t *testing.T, n int, f func(i int) error) {
	t.Helper()
	var wait sync.WaitGroup
	failures := make(chan error, n)
	for i := range n {
		wait.Go(func() { failures <- f(i) })
	}
	wait.Wait()
	close(failures)
	for err := range failures {
		must(t, err)
	}
}

// Several programs start on one new database at once.
func TestMigratingTogether(t *testing.T) {
	db := empty(t)
	together(t, 4, func(int) error { return db.Migrate(t.Context()) })
	must(t, db.Ready(t.Context()))
	same(t, "catalogue", text(t, db, "SELECT count() - uniqExact(form, indicator, applicant), (SELECT count() - uniqExact(id) FROM rules) FROM indicators"), "0\t0\n")
}

// sleeper is told of every wait, and waits no longer than that takes.
type sleeper func(d time.Duration)

func (s sleeper) Now() time.Time { return time.Now() }

func (s sleeper) Sleep(ctx context.Context, d time.Duration) error {
	if d == leaseBeat {
		<-ctx.Done()
	} else {
		s(d)
	}
	return ctx.Err()
}

// While another program migrates, nothing is changed; once it is done, what it did is not done again.
func TestMigratingWaits(t *testing.T) {
	config, files := configOf(t), files(one, two)
	var other *DB
	var release func()
	waited := 0
	config.Clock = sleeper(func(d time.Duration) {
		waited++
		same(t, "tables meanwhile", text(t, other, "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name IN ('one', 'two')"), "0\n")
		if waited == 3 {
			must(t, other.apply(t.Context(), must2(migrations(files))(t)[0]))
			must(t, other.Exec(t.Context(), "DROP TABLE one SYNC", nil)) // made again, it would be there
			must(t, other.Exec(t.Context(), "CREATE TABLE one (a String, b String) ENGINE = MergeTree ORDER BY a", nil))
			release()
		}
	})
	var dbs [2]*DB
	for i := range dbs {
		db, err := Open(t.Context(), config)
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		dbs[i] = db
	}
	other = dbs[0]
	must(t, other.makeMigrations(t.Context(), "schema_migrations"))
	_, done, err := other.leaseSchema(t.Context())
	must(t, err)
	release = done
	must(t, dbs[1].migrate(t.Context(), files))
	same(t, "waits", fmt.Sprint(waited), "3")
	same(t, "what the other one made", text(t, other, "SELECT count() FROM system.columns WHERE database = currentDatabase() AND table = 'one'"), "2\n")
	same(t, "migrations", text(t, other, "SELECT version FROM schema_migrations ORDER BY version"), "1\n2\n")
}

// Several programs read the same documents at once: the last one's word stands, once.
func TestWritingTogether(t *testing.T) {
	db := fresh(t)
	capture := fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00")
	must(t, db.Keep(t.Context(), capture))
	together(t, 3, func(i int) error {
		r := reading(capture, 2020, figures{newTotal: int64(i), inTotal: int64(i)})
		for range 2 {
			if err := db.Write(t.Context(), []Reading{r}); err != nil {
				return err
			}
			if err := db.Refresh(t.Context()); err != nil {
				return err
			}
		}
		return nil
	})
	must(t, db.Refresh(t.Context()))
	same(t, "figures", text(t, db, "SELECT count(), uniqExact(value), uniqExact(reading_id) FROM figures"), "2\t1\t1\n")
	same(t, "reports", text(t, db, "SELECT count(), any(versions) FROM reports"), "1\t1\n")
	same(t, "the newest", text(t, db, "SELECT (SELECT reading_id FROM reports) = (SELECT reading_id FROM documents)"), "1\n")
}
