package dashboards

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

const (
	olderMost     = 5 * time.Minute  // since an older answer was the newest
	olderAge      = 30 * time.Minute // since it was made, whatever the version of the data says
	moment        = 250 * time.Millisecond
	renewPatience = time.Minute
)

// origin is the state of the data that an answer was made of.
type origin struct {
	rest, mark, takenDown string // VersionRow's
	needs                 need
}

// newest reports whether an answer is what would be made now.
func (p keptPage) newest(v VersionRow, at time.Time) bool {
	age := at.Sub(p.at)
	resting := p.origin.rest != "" && p.origin.rest == v.rest()
	switch {
	case age > memoAge: // as answers of the database
		return false
	case p.origin.mark == v.Mark && (resting || v.Settled == ""):
		return true
	case p.origin.needs == needFetches:
		return resting && age < memoFetched
	case p.origin.needs == needSites:
		return false
	}
	return resting
}

// older reports whether an answer may stand for the newest for a moment, and for how long it has not been that. It
// may where it is whole: a question that was asked after it was made has found the data to be the same still. It may
// not where a document was taken down since: it might show it.
func (s *server) older(p keptPage, v VersionRow, at time.Time) (age time.Duration, ok bool) {
	until := s.version.until(p.origin.rest)
	if p.origin.rest == "" || p.origin.takenDown != v.TakenDown || p.origin.needs >= needSites || p.origin.rest != v.rest() && until.Before(p.at) {
		return 0, false
	}
	if p.origin.needs == needFetches {
		until = p.at
	}
	age = max(0, at.Sub(until))
	return age, age <= olderMost
}

// keeping answers with what is kept of an address where that is the newest, and else has it made. Where others are
// being answered too, a reader gets the answer of some minutes ago rather than a slow one or none: it is whole,
// names its own version of the data in its ETag and on the page, and the newest one is made behind it.
// Who reloads a page, or is alone, gets the newest.
func (s *server) keeping(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			handle(w, r) // what somebody sends is nobody else's
			return
		}
		v, err := s.currentVersion(r.Context())
		if alwaysFresh[r.URL.Path] {
			w.Header().Set("Cache-Control", "no-cache")
		}
		if err != nil || v.Mark == "" || alwaysFresh[r.URL.Path] {
			handle(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		if s.tagsOf(v, r).known(w, r) {
			return
		}
		key := string(languageOf(r)) + " " + r.Host + " " + r.URL.RequestURI()
		had, ok := s.kept.get(key, olderAge)
		if ok && had.newest(v, time.Now()) {
			s.metrics.answers.WithLabelValues("kept").Inc()
			had.send(w, r)
			return
		}
		if age, may := s.older(had, v, time.Now()); ok && may && !insists(r) {
			s.sendNewestOr(w, r, had, age, renewal{key, w.Header().Clone(), r, handle})
			return
		}
		s.metrics.answers.WithLabelValues("made").Inc()
		s.making.Add(1)
		defer s.making.Add(-1)
		made := s.make(r.Context(), renewal{key, w.Header(), r, handle})
		if r.Context().Err() == nil {
			made.send(w, r)
		}
	}
}

// insists reports whether a reader wants nothing but the newest, as browsers say where a page is loaded again.
func insists(r *http.Request) bool {
	asks := r.Header.Get("Cache-Control") + r.Header.Get("Pragma")
	return strings.Contains(asks, "no-cache") || strings.Contains(asks, "no-store") || strings.Contains(asks, "max-age=0")
}

// sendNewestOr has an answer made anew and sends it, or the older one where there is no room for that, where it
// takes more than a moment while others wait as well, or where it fails.
func (s *server) sendNewestOr(w http.ResponseWriter, r *http.Request, had keptPage, age time.Duration, n renewal) {
	send := func() {
		s.metrics.answers.WithLabelValues("older").Inc()
		w.Header().Set("Age", strconv.Itoa(int(age.Seconds())))
		had.send(w, r)
	}
	if others := int(s.making.Load()); others >= s.atOnce || others > 0 && s.memo.crowded() {
		s.later(n)
		send()
		return
	}
	done := s.renewals.asking.DoChan(n.key, func() (any, error) {
		s.making.Add(1)
		defer s.making.Add(-1)
		return s.renew(n), nil
	})
	tick := time.NewTicker(moment)
	defer tick.Stop()
	for {
		select {
		case got := <-done:
			if made := got.Val.(keptPage); made.status < http.StatusInternalServerError {
				s.metrics.answers.WithLabelValues("made").Inc()
				made.send(w, r)
				return
			}
			send()
			return
		case <-tick.C:
			if s.making.Load() > 1 {
				send()
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// make has a handler write its answer, and keeps that where it is one.
func (s *server) make(ctx context.Context, n renewal) keptPage {
	v, err := s.currentVersion(ctx)
	ctx, memory := afresh(ctx)
	answer := written{header: n.header.Clone(), status: http.StatusOK}
	n.handle(&answer, n.r.WithContext(ctx))
	p := keptPage{key: n.key, status: answer.status, header: answer.header, body: answer.body.Bytes()}
	if ctx.Err() != nil { // what is written then is nothing
		p.status = http.StatusServiceUnavailable
	}
	if p.status != http.StatusOK || err != nil {
		return p
	}
	p.origin = origin{v.rest(), v.Mark, v.TakenDown, memory.needs}
	tags := s.tagsOf(v, n.r)
	p.header.Set("ETag", tags.written)
	if tags.rest != "" && memory.needs == needNothing {
		p.header.Set("ETag", tags.rest)
	}
	p.body, p.packed = pack(p.body)
	if memory.needs != needNow {
		s.kept.put(p)
	}
	return p
}

// renew makes an answer for nobody: it goes on where the reader has gone, and a panic ends nothing.
func (s *server) renew(n renewal) (made keptPage) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(n.r.Context()), renewPatience)
	defer cancel()
	outcome := "failed"
	defer func() {
		if broken := recover(); broken != nil {
			s.Log.ErrorContext(ctx, "making an answer anew failed", "path", n.r.URL.Path, "panic", fmt.Sprint(broken), "stack", string(debug.Stack()))
			made = keptPage{status: http.StatusInternalServerError}
		}
		if made.status < http.StatusInternalServerError {
			outcome = "made"
		}
		s.metrics.renewals.WithLabelValues(outcome).Inc()
	}()
	return s.make(ctx, n)
}

// written is an answer that a handler writes, whole.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header         { return w.header }
func (w *written) WriteHeader(status int)      { w.status = status }
func (w *written) Write(p []byte) (int, error) { return w.body.Write(p) }

// packLeast is what packing is worth, as gzhttp has it.
const packLeast = 1024

// pack makes an answer a tenth as long, as most readers take it.
func pack(body []byte) ([]byte, bool) {
	if len(body) < packLeast {
		return body, false
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body) // a buffer takes everything
	_ = z.Close()
	return b.Bytes(), true
}

func unpack(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = b.ReadFrom(z)
	return b.Bytes(), err
}

// takesGzip reports whether a reader takes packed answers.
func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";")
		if strings.EqualFold(name, "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(quality, "q="), 64)
			return quality == "" || err == nil && q > 0
		}
	}
	return false
}

// send answers with it, or with 304 where the reader has it.
func (p keptPage) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, values := range p.header {
		h[name] = slices.Clone(values)
	}
	if tag := h.Get("ETag"); tag != "" && (etags{written: tag}).known(w, r) {
		return
	}
	body := p.body
	if p.packed && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
	} else if p.packed {
		var err error
		if body, err = unpack(body); err != nil { // we packed it
			panic(err)
		}
	}
	w.WriteHeader(p.status)
	_, _ = w.Write(body)
}
