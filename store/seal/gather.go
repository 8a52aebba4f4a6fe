package seal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"gongkai/store"
)

// capturesSQL and walksSQL are what is new, in the order in which it was kept. A row that another one
// has taken the place of is sealed as well, as long as it is there.
const (
	capturesSQL = `SELECT kept_at AS recorded_at, site_id, capture_id, crawl_id, url, final_url, parent_url, list_url, title, list_date, role, family,
	fetched_at, obtained_by, http_status, outcome, failure, error, content_type, header, sha256, bytes
FROM captures_history
WHERE kept_at > %[1]s AND kept_at <= %[2]s AND (site_id, capture_id, kept_at) NOT IN
	(SELECT site_id, name, recorded_at FROM seal_records WHERE kind = 'capture' AND recorded_at > %[1]s AND seal_id IN (SELECT seal_id FROM seals_history FINAL))
ORDER BY recorded_at, site_id, capture_id LIMIT 1 BY recorded_at, site_id, capture_id`

	walksSQL = `SELECT kept_at AS recorded_at, site_id, crawl_id, url, name, state, reason, reason_code, reason_args, family, pages, links, started_at, finished_at
FROM walks_history
WHERE kept_at > %[1]s AND kept_at <= %[2]s AND (site_id, concat(crawl_id, ' ', url), kept_at) NOT IN
	(SELECT site_id, name, recorded_at FROM seal_records WHERE kind = 'walk' AND recorded_at > %[1]s AND seal_id IN (SELECT seal_id FROM seals_history FINAL))
ORDER BY recorded_at, site_id, crawl_id, url LIMIT 1 BY recorded_at, site_id, crawl_id, url`
)

// jsonSettings have ClickHouse write rows as records are read.
var jsonSettings = map[string]string{"output_format_json_quote_64bit_integers": "0", "date_time_output_format": "iso"}

// stream reads the rows of a query one by one.
type stream struct {
	rows    *io.PipeReader
	decoder *json.Decoder
	next    *Record // nil at the end
	read    func(*json.Decoder) (*Record, error)
}

func open(ctx context.Context, db *store.DB, query string, since, until time.Time, read func(*json.Decoder) (*Record, error)) (*stream, error) {
	in, out := io.Pipe()
	go func() {
		out.CloseWithError(db.Copy(ctx, fmt.Sprintf(query, literal(since), literal(until)), "JSONEachRow", jsonSettings, out))
	}()
	s := &stream{rows: in, decoder: json.NewDecoder(in), read: read}
	return s, s.advance()
}

// literal is a moment in SQL.
func literal(at time.Time) string {
	return "toDateTime64('" + at.UTC().Format("2006-01-02 15:04:05.000000") + "', 6, 'UTC')"
}

func (s *stream) advance() error {
	r, err := s.read(s.decoder)
	if errors.Is(err, io.EOF) {
		s.next = nil
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what is to be sealed: %w", err)
	}
	s.next = r
	return r.write()
}

func readCapture(d *json.Decoder) (*Record, error) {
	r := &Record{Capture: &Capture{}}
	return r, d.Decode(r.Capture)
}

func readWalk(d *json.Decoder) (*Record, error) {
	r := &Record{Walk: &Walk{}}
	return r, d.Decode(r.Walk)
}

// each hands over what is new, in the order of the chain.
func each(ctx context.Context, db *store.DB, since, until time.Time, take func(*Record) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	captures, err := open(ctx, db, capturesSQL, since, until, readCapture)
	if err != nil {
		return err
	}
	defer captures.rows.Close()
	walks, err := open(ctx, db, walksSQL, since, until, readWalk)
	if err != nil {
		return err
	}
	defer walks.rows.Close()
	for captures.next != nil || walks.next != nil {
		from := captures
		if captures.next == nil || walks.next != nil && walks.next.order() < captures.next.order() {
			from = walks
		}
		if err := take(from.next); err != nil {
			return err
		}
		if err := from.advance(); err != nil {
			return err
		}
	}
	return nil
}
