package demo

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Servers are the running sites of the sample counties, one listener on loopback for each
// host name.
type Servers struct {
	demo     *Demo
	phase    atomic.Int64
	addr     map[string]string
	servers  []*http.Server
	stop     func() bool
	mu       sync.Mutex
	requests []Request
}

// Request is a line of the log: what a client asked for and what it got.
type Request struct {
	At        time.Time
	Phase     int
	Host      string // the host name asked for, not the listener's address
	Method    string
	Path      string // with the query; the form of a POST follows after a space
	UserAgent string
	Status    int
}

// Start serves the sample counties until ctx ends or Close is called. It starts in phase 1.
func (d *Demo) Start(ctx context.Context) (*Servers, error) {
	s := &Servers{demo: d, addr: map[string]string{}}
	s.phase.Store(1)
	for _, h := range d.world(1).hosts {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(fmt.Errorf("listening for sample site %s: %w", h.name, err), s.Close())
		}
		s.addr[h.name] = listener.Addr().String()
		server := &http.Server{Handler: s.logged(h.name), ReadHeaderTimeout: 10 * time.Second}
		s.servers = append(s.servers, server)
		go func() { _ = server.Serve(listener) }() // ends with Close
	}
	s.stop = context.AfterFunc(ctx, func() { _ = s.Close() })
	return s, nil
}

// Close ends all listeners and connections. Closing twice is no error.
func (s *Servers) Close() error {
	var errs []error
	for _, server := range s.servers {
		errs = append(errs, server.Close())
	}
	if s.stop != nil {
		s.stop()
	}
	return errors.Join(errs...)
}

// Addr returns where a host name listens, with or without its port, and whether it is one
// of the sample counties'.
func (s *Servers) Addr(host string) (string, bool) {
	addr, ok := s.addr[strings.TrimSuffix(strings.ToLower(host), ":80")]
	return addr, ok
}

// Handler serves a host name, as its listener does.
func (s *Servers) Handler(host string) http.Handler { return s.logged(host) }

// SetPhase chooses what is served from now on: 1 the first state, 2 after a report came late and
// another changed, 3 after one was taken down and a column moved.
func (s *Servers) SetPhase(n int) { s.phase.Store(int64(n)) }

// mostRequests bounds the log: a service of the sample counties may go on for months.
const mostRequests = 20_000

// Requests returns the log so far, of many requests the newest, in the order in which they were answered.
func (s *Servers) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// loggedWriter writes the line of the log before the answer goes out, so that a client
// that has its answer also finds its request in the log.
type loggedWriter struct {
	http.ResponseWriter
	log func(status int)
}

func (w loggedWriter) WriteHeader(status int) {
	w.log(status)
	w.ResponseWriter.WriteHeader(status)
}

// logged serves a host and writes the log.
func (s *Servers) logged(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		phase := int(s.phase.Load())
		line := Request{At: time.Now(), Phase: phase, Host: name, Method: r.Method, Path: r.URL.RequestURI(), UserAgent: r.UserAgent()}
		h := s.demo.world(phase).host(name)
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h.serve(loggedWriter{w, func(status int) {
			line.Status = status
			if len(r.PostForm) > 0 {
				line.Path += " " + r.PostForm.Encode()
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			if len(s.requests) == mostRequests {
				s.requests = slices.Delete(s.requests, 0, mostRequests/2)
			}
			s.requests = append(s.requests, line)
		}}, r)
	})
}

func (w *world) host(name string) *host {
	for _, h := range w.hosts {
		if h.name == name {
			return h
		}
	}
	return nil
}

// challenge is what the blocked host answers: the shape of a page that wants a browser.
const challenge = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="q7Vd" content="0"><script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=41823;$_ts.cd="sample";</script><script type="text/javascript" charset="utf-8" src="/Q3kd9sample/main.js" r="m"></script></head><body><noscript>sample</noscript></body></html>
`

const notFound = "<html><head><title>404</title></head><body><h1>404</h1><p>您访问的页面不存在或者已经删除。</p><p><a href=\"/\">返回首页</a></p></body></html>\n"

// serve answers a request to the host.
func (h *host) serve(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case h.name == BlockedHost:
		h.send(w, "text/html", http.StatusPreconditionFailed, []byte(challenge))
	case h.answers[path] != nil:
		h.answers[path](w, r)
	case path == "/module/web/jpage/dataproxy.jsp" && len(h.columns) > 0:
		h.serveRecords(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "405", http.StatusMethodNotAllowed)
	case h.pages[path] == nil && h.pages[path+"/"] != nil:
		http.Redirect(w, r, path+"/", http.StatusMovedPermanently)
	default:
		page := h.pages[path]
		if folder, ok := strings.CutSuffix(path, "index.html"); ok && page == nil {
			page = h.pages[folder]
		}
		if page == nil {
			h.send(w, "text/html", http.StatusNotFound, h.encode(notFound))
			return
		}
		page.serve(w, r)
	}
}

// serveRecords answers dataproxy.jsp to GET and POST; it sends no validators, as scripts
// on such servers do not.
func (h *host) serveRecords(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	q := url.Values{}
	for name := range r.Form {
		q.Set(name, r.Form.Get(name))
	}
	text, ok := h.dataproxy(q)
	if !ok {
		h.send(w, "text/html", http.StatusNotFound, h.encode(notFound))
		return
	}
	h.send(w, "text/html;charset=UTF-8", http.StatusOK, []byte(text))
}

func (h *host) send(w http.ResponseWriter, contentType string, status int, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone
}

// serve sends a fixed page with its validators, compressed where the client takes gzip.
// http.ServeContent answers If-None-Match, If-Modified-Since, HEAD and ranges.
func (p *resource) serve(w http.ResponseWriter, r *http.Request) {
	body, tag := p.body(), p.tag()
	header := w.Header()
	header.Set("Content-Type", p.contentType)
	header.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && strings.HasPrefix(p.contentType, "text/") {
		body, tag = gzipped(body), "W/"+tag // compressed bytes are only equivalent
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("ETag", tag)
	http.ServeContent(w, r, "", p.modified, bytes.NewReader(body))
}

// packers are used again: one takes a hundred times the memory of a page.
var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a valid one
	return z
}}

func gzipped(body []byte) []byte {
	var b bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body) // a buffer does not fail
	_ = z.Close()
	return b.Bytes()
}
