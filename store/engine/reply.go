package engine

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// reply writes the answer. Nothing is sent before the first bytes of a result are
// there, so that an error found until then gets its own status; a later one is
// framed into the body in ClickHouse's way.
type reply struct {
	w       http.ResponseWriter
	h       *host
	ask     *ask          // nil while the request isn't understood
	request *http.Request // with ask
	format  string
	summary summary
	started bool
	layers  *layers
}

func (s *summary) add(part summary) {
	s.readRows += part.readRows
	s.readBytes += part.readBytes
	s.resultBytes += part.resultBytes
	s.seconds = max(s.seconds, part.seconds)
}

func (s summary) json() string {
	return fmt.Sprintf(`{"read_rows":"%d","read_bytes":"%d","written_rows":"%d","written_bytes":"%d","total_rows_to_read":"0","result_rows":"%d","result_bytes":"%d","elapsed_ns":"%d"}`,
		s.readRows, s.readBytes, s.writtenRows, s.writtenBytes, s.writtenRows, s.resultBytes, int64(s.seconds*1e9))
}

// sendPatience is how long a client may take nothing of what it is sent, and how
// long a reader may take to send its question.
const sendPatience = time.Minute

// Write sends a piece of the result, headers first.
func (o *reply) Write(p []byte) (int, error) {
	if !o.started {
		o.start()
	}
	_ = http.NewResponseController(o.w).SetWriteDeadline(time.Now().Add(sendPatience))
	return o.layers.Write(p)
}

// release takes the deadlines off the connection, which may bring further requests.
func (o *reply) release() {
	_ = http.NewResponseController(o.w).SetWriteDeadline(time.Time{})
	_ = http.NewResponseController(o.w).SetReadDeadline(time.Time{})
}

func (o *reply) flush() error {
	if !o.started {
		return nil
	}
	return o.layers.flush()
}

func (o *reply) start() {
	o.started = true
	header := o.w.Header()
	o.common(header)
	header.Set("Content-Type", contentType(o.format))
	header.Set("X-ClickHouse-Format", o.format)
	header.Set("X-ClickHouse-Exception-Tag", o.ask.tag)
	o.layers = newLayers(o.w, o.ask, acceptedEncoding(o.ask, o.request))
	if encoding := o.layers.encoding; encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	o.w.WriteHeader(http.StatusOK)
}

func (o *reply) common(header http.Header) {
	header.Set("X-ClickHouse-Server-Display-Name", "gongkai")
	header.Set("X-ClickHouse-Timezone", "UTC")
	header.Set("X-Content-Type-Options", "nosniff")
	if o.ask != nil {
		header.Set("X-ClickHouse-Query-Id", o.ask.id)
		header.Set("X-ClickHouse-Summary", o.summary.json())
	}
}

// finish ends an answer that went well.
func (o *reply) finish() {
	if o.started {
		_ = o.layers.close() // a client that is gone can't be told
		return
	}
	header := o.w.Header()
	o.common(header)
	header.Set("Content-Type", contentType(o.format))
	header.Set("Content-Length", "0")
	o.w.WriteHeader(http.StatusOK)
}

// fail ends an answer with an exception: with its status if that can still be
// sent, else within the body.
func (o *reply) fail(err error) {
	var e *exception
	if !errors.As(err, &e) {
		e = raise(210, "NETWORK_ERROR", err.Error())
	}
	text := o.versioned(e.text)
	if o.started {
		o.layers.exception(o.ask.tag, text)
		return
	}
	header := o.w.Header()
	o.common(header)
	header.Set("Content-Type", "text/plain; charset=UTF-8")
	header.Set("X-ClickHouse-Exception-Code", strconv.Itoa(e.code))
	if e.code == 194 || e.code == 516 {
		header.Set("WWW-Authenticate", `Basic realm="ClickHouse server HTTP API"`)
	}
	o.w.WriteHeader(e.status())
	_, _ = o.w.Write([]byte(text + "\n"))
}

// versioned adds what every ClickHouse message ends with.
func (o *reply) versioned(text string) string {
	if strings.Contains(text, "(version ") {
		return text
	}
	return strings.TrimRight(text, "\n") + " (version " + o.h.version + ")"
}

func contentType(format string) string {
	switch {
	case strings.HasPrefix(format, "TabSeparated"), strings.HasPrefix(format, "TSV"), format == "":
		return "text/tab-separated-values; charset=UTF-8"
	case strings.HasPrefix(format, "CSVWithNames"):
		return "text/csv; charset=UTF-8; header=present"
	case strings.HasPrefix(format, "CSV"):
		return "text/csv; charset=UTF-8; header=absent"
	case strings.HasPrefix(format, "JSON") && strings.HasSuffix(format, "EachRow"), format == "JSONLines", format == "JSONL", format == "NDJSON":
		return "application/x-ndjson; charset=UTF-8"
	case strings.HasPrefix(format, "JSON"):
		return "application/json; charset=UTF-8"
	case format == "XML":
		return "application/xml; charset=UTF-8"
	case strings.HasPrefix(format, "Pretty"), format == "Vertical", format == "Values", format == "SQLInsert", format == "TSKV":
		return "text/plain; charset=UTF-8"
	case format == "Markdown":
		return "text/markdown; charset=UTF-8"
	}
	return "application/octet-stream"
}
