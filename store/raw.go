package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// RawQuery runs one read-only query and copies ClickHouse's own output to w in the given
// format (TSVWithNames, JSON, Parquet, …; a FORMAT clause in the query goes first). It runs as
// Config.Reader where there is one, and with readonly set in any case. An error that comes
// after the first rows is an error too: what was written to w is then not the whole answer.
// A connection that breaks before is only another try.
func (db *DB) RawQuery(ctx context.Context, query, format string, w io.Writer) error {
	return db.Ask(ctx, query, format, nil, w)
}

// Ask is RawQuery with settings, ClickHouse's own by their names: a reader can make its limits
// smaller. What ClickHouse has against the query is a *Refusal.
func (db *DB) Ask(ctx context.Context, query, format string, settings map[string]string, w io.Writer) error {
	return db.raw(ctx, rawAsk{query: query, format: format, user: cmp.Or(db.config.Reader, db.config.User), settings: settings}, w)
}

// Copy is RawQuery for the program's own copies of whole tables: nothing can be changed by it
// either, but the limits of readers do not hold. Settings are ClickHouse's own, by their names.
func (db *DB) Copy(ctx context.Context, query, format string, settings map[string]string, w io.Writer) error {
	return db.raw(ctx, rawAsk{query: query, format: format, user: db.config.User, settings: settings}, w)
}

// rawAsk is a query whose answer is passed on as it comes.
type rawAsk struct {
	query, format, user string
	settings            map[string]string
}

func (db *DB) raw(ctx context.Context, ask rawAsk, w io.Writer) error {
	out := &output{w: w}
	err := db.persist(ctx, func(err error) bool { return !out.begun && away(ctx, err) }, func() error {
		return db.attended(ctx, func(ctx context.Context) error { return db.rawOnce(ctx, ask, out) })
	})
	if out.begun {
		return err
	}
	return db.explain(err)
}

// output remembers whether anything was written.
type output struct {
	w     io.Writer
	begun bool
}

// Write writes.
func (o *output) Write(p []byte) (int, error) {
	o.begun = o.begun || len(p) > 0
	return o.w.Write(p)
}

func (db *DB) rawOnce(ctx context.Context, ask rawAsk, w io.Writer) error {
	request, err := db.rawRequest(ctx, ask)
	if err != nil {
		return err
	}
	response, err := db.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.Header.Get("X-ClickHouse-Exception-Code") != "" {
		message, _ := io.ReadAll(io.LimitReader(response.Body, 64<<10))
		return refusal(string(message), response.Status)
	}
	return copyAnswer(w, response.Body, response.Header.Get("X-ClickHouse-Exception-Tag"))
}

// rawRequest is a GET: ClickHouse lets nothing be changed by one, whoever asks.
func (db *DB) rawRequest(ctx context.Context, ask rawAsk) (*http.Request, error) {
	values := url.Values{"query": {ask.query}, "database": {db.config.Database}}
	if ask.format != "" {
		values.Set("default_format", ask.format)
	}
	if db.config.Cluster.Shards != "" && ask.user == db.config.User {
		values.Set("distributed_product_mode", "global") // readers have it in their profile
	}
	for name, value := range ask.settings {
		values.Set(name, value)
	}
	target := *db.target
	target.Path, target.RawQuery = "/", values.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("asking ClickHouse: %w", err)
	}
	if !db.distant { // the standard transport asks for gzip by itself
		request.Header.Set("Accept-Encoding", "identity")
	}
	request.Header.Set("X-ClickHouse-User", ask.user)
	if db.config.Password != "" {
		request.Header.Set("X-ClickHouse-Key", db.config.Password)
	}
	return request, nil
}

// Refusal is what ClickHouse says of a query that it does not run, or does not end: one line.
type Refusal struct {
	Message string
	code    int32 // of ClickHouse; 0 where somebody before it answered
	status  int   // of HTTP
}

// Error is the message.
func (r *Refusal) Error() string { return r.Message }

// refusal is ClickHouse's message as one line.
func refusal(message, status string) error {
	line := strings.Join(strings.Fields(message), " ")
	if line == "" {
		line = "ClickHouse answers " + status
	}
	r := &Refusal{Message: line}
	_, _ = fmt.Sscanf(line, "Code: %d.", &r.code) // a proxy's words have none
	_, _ = fmt.Sscanf(status, "%d ", &r.status)
	return r
}

// tail is how much of an answer is held back until it is known that no exception follows.
const tail = 64 << 10

// untagged is how a server without an exception tag ends an answer that it can't finish.
var untagged = regexp.MustCompile(`(?s)Code: \d+\. DB::(?:\w+)?Exception: .*\(version [^\n]*\)\s*$`)

// copyAnswer copies all but the exception with which an answer may break off.
func copyAnswer(w io.Writer, body io.Reader, tag string) error {
	held, chunk := make([]byte, 0, 3*tail), make([]byte, tail)
	for {
		n, err := body.Read(chunk)
		held = append(held, chunk[:n]...)
		if ready := len(held) - tail; ready > 0 {
			if _, err := w.Write(held[:ready]); err != nil {
				return err
			}
			held = append(held[:0], held[ready:]...)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("the answer broke off: %w", err)
		}
	}
	rows, broken := cutException(held, tag)
	if _, err := w.Write(rows); err != nil {
		return err
	}
	return broken
}

// cutException parts the end of an answer from the exception behind it.
func cutException(end []byte, tag string) ([]byte, error) {
	if tag == "" {
		if at := untagged.FindIndex(end); at != nil {
			return end[:at[0]], refusal(string(end[at[0]:]), "an error")
		}
		return end, nil
	}
	mark := []byte("\r\n__exception__\r\n" + tag + "\r\n")
	rows, rest, found := bytes.Cut(end, mark)
	if !found {
		return end, nil
	}
	message, _, _ := bytes.Cut(rest, []byte("\r\n__exception__"))
	if cut := bytes.LastIndexByte(message, '\n'); cut >= 0 { // its last line is the length
		message = message[:cut]
	}
	return rows, refusal(string(message), "an error")
}
