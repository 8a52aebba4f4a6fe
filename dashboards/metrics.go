package dashboards

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

type metrics struct {
	requests          *prometheus.HistogramVec
	answers, renewals *prometheus.CounterVec
}

// newMetrics registers the metrics of the service, the Go runtime's and the build's on
// registry. What the rest of the program has registered already stays.
func newMetrics(registry *prometheus.Registry, version string) (metrics, error) {
	m := metrics{requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "gongkai_http_request_duration_seconds",
		Help:    "Time to answer a request, by the pattern of its address, never by the address itself.",
		Buckets: []float64{.002, .005, .01, .025, .05, .1, .2, .5, 1, 2, 5},
	}, []string{"route", "method", "code"}),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongkai_http_answers_total",
			Help: "Pages, charts and answers of the API about one thing that were sent, by how: kept (the newest, made before), made (for who asked), older (of a version of the data of some minutes ago, while others were being answered).",
		}, []string{"how"}),
		renewals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongkai_http_renewals_total",
			Help: "Answers that were made anew behind an older one, by outcome: made, failed, refused (too many wait).",
		}, []string{"outcome"}),
	}
	for _, how := range []string{"kept", "made", "older"} {
		m.answers.WithLabelValues(how)
	}
	for _, outcome := range []string{"made", "failed", "refused"} {
		m.renewals.WithLabelValues(outcome)
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "gongkai_build_info", Help: "1, with the version of the program.",
		ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	for _, c := range []prometheus.Collector{m.requests, m.answers, m.renewals, build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector()} {
		var already prometheus.AlreadyRegisteredError
		if err := registry.Register(c); err != nil && !errors.As(err, &already) {
			return m, err
		}
	}
	return m, nil
}

// observe measures every request. The route is the mux's pattern: labels stay few whatever
// addresses are tried.
func (m metrics) observe(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			_, pattern := mux.Handler(r)
			_, pattern, _ = strings.Cut(pattern, " ")
			m.requests.WithLabelValues(pattern, method(r.Method), strconv.Itoa(rec.status)).Observe(time.Since(started).Seconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

func method(m string) string {
	if m == http.MethodGet || m == http.MethodHead {
		return m
	}
	return "other"
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status  int
	started bool
}

func (r *recorder) WriteHeader(status int) {
	if !r.started {
		r.status, r.started = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer beneath.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
