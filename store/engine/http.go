package engine

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"gongkai/store/engine/statement"
)

// Sizes of what is read of a body before it is known what it is.
const (
	headBytes      = 1 << 20   // an INSERT's head must stand within it
	statementBytes = 256 << 20 // any other statement
	readerBytes    = 1 << 20   // a reader's statement
)

// answer is the whole way of one request.
func (h *host) answer(d door, w http.ResponseWriter, r *http.Request) {
	h.handlers.Add(1)
	defer h.handlers.Done()
	out := &reply{w: w, h: h}
	defer out.release()
	if err := h.work(d, out, r); err != nil {
		out.fail(err)
		return
	}
	out.finish()
}

func (h *host) work(d door, out *reply, r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		return raise(48, "NOT_IMPLEMENTED", "method "+r.Method+" is not supported")
	}
	role, refused := d.admit(r)
	if refused != nil {
		return refused
	}
	if role == roleReader {
		// A reader sends a question, not data; one that never ends it must not hold
		// the line.
		r.Body = http.MaxBytesReader(out.w, r.Body, 2*readerBytes)
		_ = http.NewResponseController(out.w).SetReadDeadline(time.Now().Add(sendPatience))
	}
	values, body, refused := readForm(r)
	if refused != nil {
		return refused
	}
	a, refused := h.readAsk(r, role, values)
	if refused != nil {
		return refused
	}
	if body, refused = decodeBody(r, a, body); refused != nil {
		return refused
	}
	out.ask, out.request = a, r
	return h.run(r.Context(), a, out, body)
}

// run opens a connection for the request and decides what kind of statement it
// brought.
func (h *host) run(ctx context.Context, a *ask, out *reply, body io.Reader) error {
	text, rest, err := readStatement(a, body)
	if err != nil {
		return err
	}
	insert, isInsert := statement.SplitInsert(text)
	isInsert = isInsert && !insert.HasSelect && a.role == roleAdmin
	if !isInsert {
		if text, err = readRest(a, text, rest); err != nil {
			return err
		}
	}
	if a.role == roleReader {
		_ = http.NewResponseController(out.w).SetReadDeadline(time.Time{})
		release, refused := h.turn(ctx)
		if refused != nil {
			return refused
		}
		defer release()
	}
	c, err := h.connect(a)
	if err != nil {
		return err
	}
	defer h.done(ctx, c)
	defer h.killWith(ctx, a)()
	if isInsert {
		return h.insert(c, a, out, insert, rest)
	}
	return h.selectOrDo(c, a, out, text)
}

// done closes a connection, or leaves it to the next request. After a kill it may still be on its way, so
// what was killed is closed.
func (h *host) done(ctx context.Context, c *connection) {
	if c.clean && ctx.Err() == nil {
		h.idle.leave(c)
		return
	}
	c.close()
}

// readRest completes a statement that has no data to be streamed.
func readRest(a *ask, text string, rest io.Reader) (string, error) {
	if rest != nil {
		more, err := io.ReadAll(io.LimitReader(rest, statementBytes))
		if err != nil {
			return "", badBody(err)
		}
		text += string(more)
	}
	if a.role == roleReader && len(text) > readerBytes {
		return "", raise(62, "SYNTAX_ERROR", "Max query size exceeded")
	}
	return text, nil
}

// readStatement gives the text of the statement as far as it must be known, and
// the rest of the body: an INSERT's data can be larger than memory.
func readStatement(a *ask, body io.Reader) (text string, rest io.Reader, err error) {
	if a.query != "" {
		if insert, is := statement.SplitInsert(a.query); is && !insert.HasSelect {
			return a.query, body, nil
		}
	}
	limit := headBytes
	head := make([]byte, 0, 4096)
	for len(head) < limit {
		if len(head) == cap(head) {
			head = append(head, 0)[:len(head)]
		}
		n, err := body.Read(head[len(head):min(cap(head), limit)])
		head = head[:len(head)+n]
		if errors.Is(err, io.EOF) {
			return joinQuery(a.query, string(head)), nil, nil
		}
		if err != nil {
			return "", nil, badBody(err)
		}
	}
	return joinQuery(a.query, string(head)), body, nil
}

// joinQuery does as ClickHouse: the body goes on where the address ends.
func joinQuery(query, body string) string {
	if query == "" || body == "" {
		return query + body
	}
	return query + "\n" + body
}

// selectOrDo runs what brings no data of its own.
func (h *host) selectOrDo(c *connection, a *ask, out *reply, text string) error {
	classify := c.classify
	if a.role == roleAdmin {
		classify = func(text string) (class, error) { return h.classes.of(c, text) }
	}
	class, err := classify(text)
	if err != nil {
		return err
	}
	if class.Statements > 1 {
		return raise(62, "SYNTAX_ERROR", "Multi-statements are not allowed")
	}
	if class.Statements == 0 {
		if strings.TrimSpace(text) != "" {
			if _, err := c.canonical(text); err != nil { // the engine says where it stopped understanding
				return err
			}
		}
		return raise(62, "SYNTAX_ERROR", "Empty query")
	}
	format := a.format
	if class.Kind == kindReadOnly {
		name, rest := statement.Format(text)
		if name != "" {
			format, text = name, rest
		}
	}
	if a.role == roleReader {
		if err := mayAnswerIn(format); err != nil {
			return err
		}
		c.overrun = h.watch(text)
		if err := h.inspect(c, a, text); err != nil {
			return err
		}
	}
	if class.Kind == kindReadOnly && !a.whole && a.streams(format, text) {
		err = h.stream(c, a, out, text, format)
	} else {
		err = h.materialise(c, a, out, text, format)
	}
	c.clean = err == nil && class.Kind == kindReadOnly && a.role == roleAdmin
	return err
}

// turn waits until one of the readers' places is free.
func (h *host) turn(ctx context.Context) (release func(), refused *exception) {
	waited := time.NewTimer(time.Duration(h.spec.Limits.Seconds) * time.Second)
	defer waited.Stop()
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
	case <-waited.C:
	}
	return nil, raise(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries of readers; try again")
}
