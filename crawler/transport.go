package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"gongkai/disclosure"
)

// transport is the http.RoundTripper under a walk: one hop, politely. The body that it
// returns was read to its end, decoded and held against the caps, so that a cut or oversized
// answer is an error here and never looks like a page. It follows no redirects and knows no
// robots.txt: the visit above it decides on every hop.
type transport struct {
	base        *http.Transport
	gates       *gates
	addresses   *addresses
	requests    slots
	clock       Clock
	limits      Limits
	agent       string
	pace        time.Duration
	connections int
	jitter      func() float64 // in [0, 1)
	metrics     *siteMetrics
	spool       string       // folder of long bodies while they are under way
	wire        atomic.Int64 // bytes received
	foreign     func(u *url.URL) bool
	day         int                                                                  // requests that a foreign host gets by day
	rest        func(ctx context.Context, until time.Time, sleep func() error) error // has the crawl give way while it sleeps; may be nil
	flawed      bool                                                                 // certificates that do not hold are taken
	stopped     func(u *url.URL, status int, lasts time.Duration, named bool)        // is told of every stop that a host asks for
}

// stopError says that the host asked for a stop that is longer than we wait in one crawl.
type stopError struct {
	status int
	asked  time.Duration // zero where it named no time
	limit  time.Duration
}

func (e *stopError) Error() string {
	if e.asked == 0 {
		return fmt.Sprintf("the host answered %d again and again: given up for this crawl", e.status)
	}
	return fmt.Sprintf("the host answered %d and asked for a stop of %s (the limit is %s): given up for this crawl", e.status, e.asked.Round(time.Second), e.limit)
}

func newBase(d *dialer, connections int, certificate string) *http.Transport {
	return &http.Transport{
		DialContext:           d.DialContext, // and no proxy: behind one the check for private addresses would be void
		DisableCompression:    true,          // ours decodes: the caps must see both sides
		ForceAttemptHTTP2:     true,
		TLSClientConfig:       trust(certificate),
		MaxIdleConnsPerHost:   connections,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   30 * time.Second,
		ResponseHeaderTimeout: time.Minute,

		MaxResponseHeaderBytes: 256 << 10,
	}
}

// RoundTrip sends the request, as often as Limits.Retries allows where it fails in passing:
// a GET after a connection error or a status of 500 and more, any request after 429 or 503
// with a Retry-After, which the whole host then heeds.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	for attempt := 0; ; attempt++ {
		last := attempt >= t.limits.Retries
		resp, told, err := t.once(req, last)
		if told {
			if err != nil {
				return nil, err
			}
			continue
		}
		if last || req.Method != http.MethodGet || !passing(resp, err) || req.Context().Err() != nil {
			return resp, err
		}
		t.metrics.retried()
		if err := t.clock.Sleep(req.Context(), t.backoff(attempt)); err != nil {
			return nil, err
		}
	}
}

// backoff doubles with each attempt; the jitter of up to half keeps sites that failed
// together from coming back together.
func (t *transport) backoff(attempt int) time.Duration {
	d := t.limits.Backoff << attempt
	return d + time.Duration(t.jitter()*float64(d)/2)
}

// once asks once, as soon as it may. told tells that the host asked for silence, which is heeded before anybody
// else gets in; the error is then why it is given up, if it is.
func (t *transport) once(req *http.Request, last bool) (resp *http.Response, told bool, err error) {
	ctx, g := req.Context(), t.gates.of(req.URL)
	pace, connections, day := t.pace, t.connections, 0
	if t.foreign(req.URL) { // whatever led here, and whatever the site's line says
		pace, connections, day = max(pace, leastPace), 1, t.day
	}
	g.shareWith(pace, connections)
	waited, err := g.enter(ctx, t.clock, req.URL, t.limits.MaxRetryAfter, day, t.rest)
	if err != nil {
		return nil, false, err
	}
	defer g.leave()
	s := &seat{all: t.addresses}
	defer s.leave()
	waiting := t.clock.Now()
	if err := s.expect(ctx, req.URL); err != nil {
		return nil, false, err
	}
	if err := t.requests.take(ctx); err != nil {
		return nil, false, err
	}
	defer t.requests.give()
	begun := t.clock.Now()
	t.metrics.begin(waited + begun.Sub(waiting))
	resp, wire, err := t.exchange(ctx, g, s, req)
	t.wire.Add(wire)
	t.metrics.end(wire, t.clock.Now().Sub(begun))
	if err == nil && toldToStop(resp) {
		return nil, true, t.stop(req, resp, last)
	}
	return resp, false, err
}

func (t *transport) exchange(ctx context.Context, g *gate, s *seat, req *http.Request) (*http.Response, int64, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, t.limits.Timeout, &timeoutError{fmt.Sprintf("no whole answer within %s", t.limits.Timeout)})
	defer cancel()
	sent := 0
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotFirstResponseByte: func() { g.arrived(t.clock.Now()) },
		// net/http sends a request again by itself where a kept connection breaks. The host
		// may have seen the first one, so the second keeps the pace as well.
		GotConn: func(got httptrace.GotConnInfo) {
			_ = s.connected(ctx, req.URL, got.Conn.RemoteAddr()) // where ctx has ended, so has the request
			if sent++; sent > 1 {
				t.metrics.retried()
				_ = t.clock.Sleep(ctx, g.gap()) // where ctx has ended, so has the request
				g.arrived(t.clock.Now())
			}
		},
	})
	out := req.Clone(ctx)
	if req.GetBody != nil { // a later attempt needs a body of its own
		body, err := req.GetBody()
		if err != nil {
			return nil, 0, fmt.Errorf("repeating the form: %w", err)
		}
		out.Body = body
	}
	out.Header.Set("User-Agent", t.agent)
	out.Header.Set("Accept-Encoding", "gzip, deflate, br")
	out.Header.Set("Accept-Language", "zh-CN, zh;q=0.9, en;q=0.5")
	resp, err := t.base.RoundTrip(out)
	if err != nil {
		return nil, 0, causeOf(ctx, err)
	}
	defer resp.Body.Close()
	cut := int64(0)
	if j := jobOf(ctx); j != nil && j.role == disclosure.RoleRobots {
		cut = robotsBytes // what stands behind need not be read, however long it is
	}
	got, wire, err := readBody(resp, t.limits, cut, t.spool)
	if err != nil {
		return nil, wire, causeOf(ctx, err)
	}
	if t.flawed {
		got.flaw = flawOf(resp.TLS, req.URL.Hostname(), t.clock.Now())
	}
	resp.Body, resp.Request = got, req
	return resp, wire, nil
}

// causeOf names our own timeout instead of "context deadline exceeded".
func causeOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
