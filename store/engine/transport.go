package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"syscall"
	"time"
)

// Transport sends each request to the engine that runs now, whatever address and
// password it was made for; only the user's name counts (X-ClickHouse-User, basic
// authentication or the address). When no connection comes about because the
// owner has ended, it attaches to the next owner or takes the folder over. A request
// whose connection broke is never sent again: whether it may run twice only the
// caller knows. An error before anything was sent is errors.Is(err,
// syscall.ECONNREFUSED).
func (e *Engine) Transport() http.RoundTripper { return transport{e} }

// transport has no CloseIdleConnections on purpose: several clients share it, and
// one that closes must not cut the others' connections. Engine.Close does.
type transport struct{ engine *Engine }

// renewals bounds how often one request looks for another engine. More than once
// is needed only where owners end one after the other.
const renewals = 3

// errClosed refuses requests after Close. It is a cancellation, which nobody tries again.
var errClosed = fmt.Errorf("the engine was closed: %w", context.Canceled)

// RoundTrip sends one request.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body := newLuggage(r)
	response, err := t.deliver(r, body)
	if err != nil {
		body.drop()
	}
	return response, err
}

func (t transport) deliver(r *http.Request, body *luggage) (*http.Response, error) {
	for tries := 0; ; tries++ {
		if t.engine.life.Err() != nil {
			return nil, errClosed
		}
		now := t.engine.now.Load()
		request, err := now.readdress(r, body)
		if err != nil {
			return nil, err
		}
		response, err := now.web.RoundTrip(request)
		var missed *unreached
		if !errors.As(err, &missed) || now.owner != nil || tries == renewals || !body.whole() {
			return response, err
		}
		if err := t.engine.renew(r.Context(), now); err != nil {
			return nil, err
		}
	}
}

// readdress makes the request one to this engine.
func (t *tenure) readdress(r *http.Request, body *luggage) (*http.Request, error) {
	request := r.Clone(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { body.given.Store(true) }}))
	request.URL.Scheme, request.URL.Host, request.Host = "http", t.card.Address, ""
	user, _, basic := request.BasicAuth()
	switch {
	case request.Header.Get("X-ClickHouse-User") != "":
		request.Header.Set("X-ClickHouse-Key", t.card.Secret)
	case basic:
		request.SetBasicAuth(user, t.card.Secret)
	case request.URL.User != nil:
		request.SetBasicAuth(request.URL.User.Username(), t.card.Secret)
	}
	var err error
	request.Body, err = body.next()
	return request, err
}

// answerPatience is how long a statement may run before its answer begins: a Refresh
// of a whole province is one statement.
const answerPatience = 10 * time.Minute

// transport connects to this engine only: every connection has proved that it is
// the one before anything is sent.
func (c card) transport() *http.Transport {
	return &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			conn, err := c.dial(ctx, patience)
			if err != nil {
				return nil, &unreached{err}
			}
			return conn, nil
		},
		DisableCompression:    true, // the clients have their own
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       time.Minute, // less than the engine's, which would else close one just as it is used
		ResponseHeaderTimeout: answerPatience,
	}
}

// unreached says that no connection to an engine came about: nothing was sent.
type unreached struct{ err error }

// Error says why.
func (u *unreached) Error() string { return "the embedded ClickHouse is not reached: " + u.err.Error() }

// Is makes it a refused connection for those who ask whether a statement may have
// been heard. Nothing else of the cause shows: a timeout in it is not the caller's.
func (u *unreached) Is(target error) bool { return target == syscall.ECONNREFUSED }

// luggage is a request's body over several attempts. net/http closes a body in any
// case; one that was not yet given to a connection has to stay open.
type luggage struct {
	body  io.ReadCloser                 // nil where there is none, or where again makes it
	again func() (io.ReadCloser, error) // the same body anew; nil where there is but one
	given atomic.Bool                   // to a connection, which then closes it
}

func newLuggage(r *http.Request) *luggage {
	l := &luggage{body: r.Body, again: r.GetBody}
	if l.body != nil && l.again != nil {
		l.body.Close()
		l.body = nil
	}
	return l
}

// next is the body for one more attempt.
func (l *luggage) next() (io.ReadCloser, error) {
	switch {
	case l.again != nil:
		return l.again()
	case l.body == nil:
		return nil, nil
	}
	return luggageBody{l}, nil
}

// whole says that another attempt would send all of the body.
func (l *luggage) whole() bool { return l.body == nil || !l.given.Load() }

// drop closes what no connection will close.
func (l *luggage) drop() {
	if l.body != nil && !l.given.Load() {
		l.body.Close()
	}
}

type luggageBody struct{ *luggage }

// Read reads the body.
func (b luggageBody) Read(p []byte) (int, error) { return b.body.Read(p) }

// Close closes it where a connection had it.
func (b luggageBody) Close() error {
	if !b.given.Load() {
		return nil
	}
	return b.body.Close()
}
