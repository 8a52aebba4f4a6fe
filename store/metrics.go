package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are of what was kept and is written in batches. They are labelled by table, never by
// address or site.
type metrics struct {
	rows     *prometheus.CounterVec // table
	bytes    prometheus.Counter
	seconds  prometheus.Histogram
	failures prometheus.Counter
}

func newMetrics(r prometheus.Registerer, silence func() float64) (*metrics, error) {
	named := func(name, help string) prometheus.Opts {
		return prometheus.Opts{Namespace: "gongkai", Subsystem: "store", Name: name, Help: help}
	}
	m := &metrics{
		rows:     prometheus.NewCounterVec(prometheus.CounterOpts(named("rows_total", "Rows of what was received that ClickHouse has acknowledged, by table.")), []string{"table"}),
		bytes:    prometheus.NewCounter(prometheus.CounterOpts(named("body_bytes_total", "Bytes of bodies that ClickHouse has acknowledged, before packing."))),
		failures: prometheus.NewCounter(prometheus.CounterOpts(named("flush_failures_total", "Batches that could not be written; their rows wait and are tried again."))),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "gongkai", Subsystem: "store", Name: "flush_seconds",
			Help: "Seconds from sending a batch to ClickHouse's acknowledgement, or to the error.", Buckets: prometheus.ExponentialBuckets(0.005, 2.5, 10)}),
	}
	for _, table := range []string{tableOf(captureTarget), tableOf(walkTarget), tableOf(crawlTarget), "bodies"} {
		m.rows.WithLabelValues(table) // an increase is only seen of what was there before
	}
	if r == nil {
		return m, nil
	}
	silent := prometheus.NewGaugeFunc(prometheus.GaugeOpts(named("silent_seconds", "How long ClickHouse has not answered, or has said that it can't; 0 while it does.")), silence)
	if err := errors.Join(r.Register(m.rows), r.Register(m.bytes), r.Register(m.seconds), r.Register(m.failures), r.Register(silent)); err != nil {
		return nil, fmt.Errorf("registering the store's metrics: %w", err)
	}
	return m, nil
}

func (m *metrics) wrote(table string, rows int) { m.rows.WithLabelValues(table).Add(float64(rows)) }

// flushBatch writes a batch and counts it; bodies that are written need no room any more.
func (db *DB) flushBatch(ctx context.Context, b *batch) error {
	begun := time.Now()
	err := db.writeBatch(ctx, b)
	db.metrics.seconds.Observe(time.Since(begun).Seconds())
	if err != nil {
		db.metrics.failures.Inc()
		return err
	}
	for i := range b.captures {
		b.captures[i].Drop()
	}
	return nil
}
