package crawler

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are labelled by site and by outcome, never by address: their number is bounded by
// the sites file.
type metrics struct {
	captures *prometheus.CounterVec // site, outcome
	requests *prometheus.CounterVec // site
	bytes    *prometheus.CounterVec // site
	retries  *prometheus.CounterVec // site
	stops    *prometheus.CounterVec // site
	waited   *prometheus.CounterVec // site
	seconds  prometheus.Histogram
	inFlight prometheus.Gauge
	crawls   *prometheus.CounterVec // site, result
}

func newMetrics(r prometheus.Registerer) (*metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "gongkai", Subsystem: "crawler", Name: name, Help: help}, labels)
	}
	m := &metrics{
		captures: counter("captures_total", "Addresses dealt with, by what became of them.", "site", "outcome"),
		requests: counter("requests_total", "Requests sent, robots.txt, retries and redirects included.", "site"),
		bytes:    counter("received_bytes_total", "Bytes of bodies received, before decoding.", "site"),
		retries:  counter("retries_total", "Requests sent again after a passing failure.", "site"),
		stops:    counter("stops_total", "Times that a host asked for a stop (429, or 503 with Retry-After).", "site"),
		waited:   counter("wait_seconds_total", "Seconds that requests waited for their turn at a host.", "site"),
		crawls:   counter("crawls_total", "Crawls ended: complete, incomplete, or failed and to be gone on with.", "site", "result"),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "gongkai", Subsystem: "crawler", Name: "request_seconds",
			Help: "Seconds from sending a request to the last byte of its answer.", Buckets: prometheus.ExponentialBuckets(0.005, 2.5, 10)}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "gongkai", Subsystem: "crawler", Name: "requests_in_flight",
			Help: "Requests that wait for their answer now."}),
	}
	if r == nil {
		return m, nil
	}
	err := errors.Join(
		register(r, &m.captures), register(r, &m.requests), register(r, &m.bytes), register(r, &m.retries), register(r, &m.stops),
		register(r, &m.waited), register(r, &m.crawls), register(r, &m.seconds), register(r, &m.inFlight))
	if err != nil {
		return nil, fmt.Errorf("registering the crawler's metrics: %w", err)
	}
	return m, nil
}

// register adds a metric, or takes the one that an earlier crawler of this process added:
// counters go on over all its crawls.
func register[C prometheus.Collector](r prometheus.Registerer, c *C) error {
	err := r.Register(*c)
	var already prometheus.AlreadyRegisteredError
	if !errors.As(err, &already) {
		return err
	}
	same, ok := already.ExistingCollector.(C)
	if !ok {
		return err
	}
	*c = same
	return nil
}

// siteMetrics are the counters of one site, looked up once.
type siteMetrics struct {
	m                                        *metrics
	site                                     string
	requests, bytes, retries, stops, waiting prometheus.Counter
}

func (m *metrics) of(site string) *siteMetrics {
	return &siteMetrics{m, site, m.requests.WithLabelValues(site), m.bytes.WithLabelValues(site),
		m.retries.WithLabelValues(site), m.stops.WithLabelValues(site), m.waited.WithLabelValues(site)}
}

func (s *siteMetrics) begin(waited time.Duration) {
	s.waiting.Add(waited.Seconds())
	s.requests.Inc()
	s.m.inFlight.Inc()
}

func (s *siteMetrics) end(wire int64, took time.Duration) {
	s.m.inFlight.Dec()
	s.bytes.Add(float64(wire))
	s.m.seconds.Observe(took.Seconds())
}

func (s *siteMetrics) retried() { s.retries.Inc() }

func (s *siteMetrics) told() { s.stops.Inc() }

func (s *siteMetrics) captured(outcome string) { s.m.captures.WithLabelValues(s.site, outcome).Inc() }

func (s *siteMetrics) ended(result string) { s.m.crawls.WithLabelValues(s.site, result).Inc() }
