package engine_test

import (
	"fmt"
	"testing"

	"gongkai/store/engine/enginetest"
)

func TestFirst(t *testing.T) {
	conn, name := enginetest.New(t)
	ctx := t.Context()
	if err := conn.Exec(ctx, "CREATE TABLE t (a UInt32, s LowCardinality(String), d Date) ENGINE = MergeTree ORDER BY a"); err != nil {
		t.Fatal(err)
	}
	b, err := conn.PrepareBatch(ctx, "INSERT INTO t")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100000 {
		if err := b.Append(uint32(i), fmt.Sprint("x", i%7), "2024-01-02"); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Send(); err != nil {
		t.Fatal(err)
	}
	var n uint64
	if err := conn.QueryRow(ctx, "SELECT count() FROM t WHERE s = {s:String}", map[string]any{}).Scan(&n); err == nil {
		t.Error("no error")
	} else {
		t.Log(err)
	}
	if err := conn.QueryRow(ctx, "SELECT count() FROM "+name+".t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	t.Log(n, enginetest.Engine(t).Confinement(), enginetest.Engine(t).PID())
}
