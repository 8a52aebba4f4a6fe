package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The kinds of records.
const (
	KindCapture = "capture"
	KindWalk    = "walk"
)

// Capture is the record of a capture, as captures_history has it. Times are UTC, in ISO 8601; the
// names and their order are part of what is sealed.
type Capture struct {
	Kind        string            `json:"kind"`
	RecordedAt  string            `json:"recorded_at"` // when it was kept: by our clock, before it was sealed
	SiteID      string            `json:"site_id"`
	CaptureID   string            `json:"capture_id"`
	CrawlID     string            `json:"crawl_id"`
	URL         string            `json:"url"`
	FinalURL    string            `json:"final_url"`
	ParentURL   string            `json:"parent_url"`
	ListURL     string            `json:"list_url"`
	Title       string            `json:"title"`
	ListDate    *string           `json:"list_date"`
	Role        string            `json:"role"`
	Family      string            `json:"family"`
	FetchedAt   string            `json:"fetched_at"`
	ObtainedBy  string            `json:"obtained_by"`
	HTTPStatus  uint16            `json:"http_status"`
	Outcome     string            `json:"outcome"`
	Failure     string            `json:"failure"`
	Error       string            `json:"error"`
	ContentType string            `json:"content_type"`
	Header      map[string]string `json:"header"`
	SHA256      string            `json:"sha256"`
	Bytes       uint64            `json:"bytes"`
}

// Walk is the record of a walk, as walks_history has it, whatever became of it. What it listed are
// the captures of its crawl with its address as list_url.
type Walk struct {
	Kind       string   `json:"kind"`
	RecordedAt string   `json:"recorded_at"`
	SiteID     string   `json:"site_id"`
	CrawlID    string   `json:"crawl_id"`
	URL        string   `json:"url"`
	Name       string   `json:"name"`
	State      string   `json:"state"`
	Reason     string   `json:"reason"`
	ReasonCode string   `json:"reason_code"`
	ReasonArgs []string `json:"reason_args"`
	Family     string   `json:"family"`
	Pages      uint64   `json:"pages"`
	Links      uint64   `json:"links"`
	StartedAt  string   `json:"started_at"`
	FinishedAt string   `json:"finished_at"`
}

// Record is one line of the chain.
type Record struct {
	Seal     uint64
	Position uint64 // in the chain, from 1
	SealedAt time.Time
	Capture  *Capture // one of the two
	Walk     *Walk
	Line     []byte // without its end
}

// order puts records in the order in which they were kept; those of one moment by kind and name.
func (r *Record) order() string {
	return r.recordedAt() + " " + r.kind() + " " + r.site() + " " + r.name()
}

func (r *Record) kind() string {
	if r.Capture != nil {
		return KindCapture
	}
	return KindWalk
}

func (r *Record) recordedAt() string {
	if r.Capture != nil {
		return r.Capture.RecordedAt
	}
	return r.Walk.RecordedAt
}

func (r *Record) site() string {
	if r.Capture != nil {
		return r.Capture.SiteID
	}
	return r.Walk.SiteID
}

// name tells records of a kind and a site apart.
func (r *Record) name() string {
	if r.Capture != nil {
		return r.Capture.CaptureID
	}
	return r.Walk.CrawlID + " " + r.Walk.URL
}

// Recorded is when it was kept, as it says itself.
func (r *Record) Recorded() (time.Time, error) {
	return time.Parse(time.RFC3339Nano, r.recordedAt())
}

// write makes the line: JSON on one line, without spaces, names in the order of the fields.
func (r *Record) write() error {
	var what any = r.Walk
	if r.Capture != nil {
		r.Capture.Kind, what = KindCapture, r.Capture
		if r.Capture.Header == nil {
			r.Capture.Header = map[string]string{}
		}
	} else {
		r.Walk.Kind = KindWalk
		if r.Walk.ReasonArgs == nil {
			r.Walk.ReasonArgs = []string{}
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(what)
	r.Line = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	return err
}

// parseRecord reads a line of either kind.
func parseRecord(line []byte) (*Record, error) {
	r := &Record{Line: line}
	var target any
	switch {
	case bytes.HasPrefix(line, []byte(`{"kind":"capture",`)):
		r.Capture = &Capture{}
		target = r.Capture
	case bytes.HasPrefix(line, []byte(`{"kind":"walk",`)):
		r.Walk = &Walk{}
		target = r.Walk
	default:
		return nil, fmt.Errorf("a line that is neither a capture nor a walk: %.40q", line)
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return nil, fmt.Errorf("a record that can't be read: %w", err)
	}
	return r, nil
}

// origin is the head of a chain without records.
var origin = strings.Repeat("0", 2*sha256.Size)

// link is the head of a chain with one more record.
func link(head string, line []byte) string {
	h := sha256.New()
	h.Write([]byte(head))
	h.Write([]byte{'\n'})
	h.Write(line)
	h.Write([]byte{'\n'})
	return hex.EncodeToString(h.Sum(nil))
}
