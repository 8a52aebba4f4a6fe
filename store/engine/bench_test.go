package engine_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func BenchmarkSelectOne(b *testing.B) {
	e := enginetest.Engine(b)
	for _, user := range []string{engine.UserAdmin, engine.UserReader} {
		b.Run(user, func(b *testing.B) {
			conn := enginetest.Open(b, e, user, engine.Database)
			var n uint8
			for b.Loop() {
				if err := conn.QueryRow(b.Context(), "SELECT 1").Scan(&n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkInsert sends batches of figures, as the store does.
func BenchmarkInsert(b *testing.B) {
	for _, rows := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			conn, _ := enginetest.New(b)
			mustExec(b, conn, "CREATE TABLE t (id UInt64, year UInt16, indicator LowCardinality(String), value Nullable(Decimal(20, 6)), raw String) ENGINE = MergeTree ORDER BY id")
			var id atomic.Uint64
			for b.Loop() {
				batch, err := conn.PrepareBatch(b.Context(), "INSERT INTO t")
				if err != nil {
					b.Fatal(err)
				}
				for i := range rows {
					if err := batch.Append(id.Add(1), uint16(2020), fmt.Sprint("indicator_", i%200), nil, "225"); err != nil {
						b.Fatal(err)
					}
				}
				if err := batch.Send(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkSelect reads rows back through clickhouse-go, and a grouping of a
// million rows.
func BenchmarkSelect(b *testing.B) {
	conn, _ := enginetest.New(b)
	mustExec(b, conn, "CREATE TABLE t (id UInt64, indicator LowCardinality(String), value Decimal(20, 6)) ENGINE = MergeTree ORDER BY id")
	mustExec(b, conn, "INSERT INTO t SELECT number, concat('indicator_', toString(number % 200)), number / 7 FROM numbers(1000000)")
	for name, text := range map[string]string{
		"rows":  "SELECT id, indicator, toFloat64(value) FROM t LIMIT 100000",
		"group": "SELECT count(), indicator, toFloat64(sum(value)) FROM t GROUP BY indicator",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				rows, err := conn.Query(b.Context(), text)
				if err != nil {
					b.Fatal(err)
				}
				var id uint64
				var indicator string
				var value float64
				for rows.Next() {
					if err := rows.Scan(&id, &indicator, &value); err != nil {
						b.Fatal(err)
					}
				}
				if err := rows.Err(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStart is what a command pays for an engine of its own.
func BenchmarkStart(b *testing.B) {
	enginetest.Engine(b)
	dir := b.TempDir()
	for b.Loop() {
		e, err := engine.Start(b.Context(), engine.Config{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
