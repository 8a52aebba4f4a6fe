package store

import (
	"sync"
	"testing"
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
