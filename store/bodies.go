package store

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/sync/errgroup"

	"gongkai/disclosure"
)

// ErrNoBody says that a body is not in the archive.
var ErrNoBody = errors.New("no such body in the archive")

// writeBodies writes the bodies that the archive does not have.
func (db *DB) writeBodies(ctx context.Context, rows []disclosure.Capture) error {
	done := map[string]bool{}
	var ask, unsure []string
	for _, c := range rows {
		there, known := db.had.has(c.SiteID, c.SHA256)
		switch {
		case there:
			done[c.SHA256] = true
		case c.Received():
			ask = append(ask, c.SHA256)
			if !known {
				unsure = append(unsure, c.SHA256)
			}
		}
	}
	var there []string
	var taken map[string]disclosure.Takedown
	group, together := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		there, err = db.bodiesThere(together, unsure)
		return err
	})
	group.Go(func() (err error) {
		taken, err = db.takedowns(together, ask)
		return err
	})
	if err := group.Wait(); err != nil {
		return err
	}
	for _, name := range there {
		done[name] = true
	}
	for name := range taken { // a site may still serve it
		done[name] = true
	}
	var bodies []disclosure.Capture
	for _, c := range rows {
		if c.Received() && !done[c.SHA256] {
			done[c.SHA256] = true
			bodies = append(bodies, c)
		}
	}
	if err := db.insertBodies(ctx, bodies); err != nil {
		return err
	}
	db.had.wrote(bodies)
	return nil
}

// bodiesThere returns those of the names that the archive has a body of.
func (db *DB) bodiesThere(ctx context.Context, names []string) (there []string, err error) {
	if len(names) == 0 {
		return nil, nil
	}
	var rows []struct {
		SHA256 string `ch:"sha256"`
	}
	if err := db.Select(ctx, &rows, "SELECT DISTINCT sha256 FROM bodies WHERE sha256 IN {names:Array(String)}", map[string]any{"names": names}); err != nil {
		return nil, fmt.Errorf("looking for bodies in the archive: %w", err)
	}
	for _, r := range rows {
		there = append(there, r.SHA256)
	}
	return there, nil
}

// Body returns a body of the archive; ErrNoBody where it is not there, a *TakenDown where somebody decided so.
func (db *DB) Body(ctx context.Context, sha256 string) ([]byte, error) {
	bodies, err := db.bodiesOf(ctx, []string{sha256})
	if err != nil {
		return nil, fmt.Errorf("reading body %s: %w", sha256, err)
	}
	body, ok := bodies[sha256]
	if ok {
		return body, nil
	}
	taken, err := db.takedowns(ctx, []string{sha256})
	if t, is := taken[sha256]; is {
		err = &TakenDown{t}
	}
	if err == nil {
		err = fmt.Errorf("body %s: %w", sha256, ErrNoBody)
	}
	return nil, err
}

// Bodies returns the bodies of the archive that have one of the names.
func (db *DB) Bodies(ctx context.Context, sha256 []string) (map[string][]byte, error) {
	bodies, err := db.bodiesOf(ctx, sha256)
	if err != nil {
		return nil, fmt.Errorf("reading %d bodies: %w", len(sha256), err)
	}
	return bodies, nil
}

// bodiesOf returns the bodies of the archive that have one of the names. It reads ClickHouse's
// RowBinary straight into them: the driver would hold each three times.
func (db *DB) bodiesOf(ctx context.Context, names []string) (bodies map[string][]byte, err error) {
	err = db.again(ctx, func() error {
		bodies, err = db.fetchBodies(ctx, names)
		return err
	})
	return bodies, db.explain(err)
}

// bodiesAtOnce is how many bytes ClickHouse unpacks before it sends them. By its default of 1 MB, and with several
// threads that put the answer together, it takes 0.24 ms a body of 60 KB, and so 0.13.
const bodiesAtOnce = "4000000"

func (db *DB) fetchBodies(ctx context.Context, names []string) (map[string][]byte, error) {
	quoted := make([]string, 0, len(names))
	for _, name := range names {
		if _, err := hex.DecodeString(name); err == nil { // another one is no name of a body
			quoted = append(quoted, "'"+name+"'")
		}
	}
	if len(quoted) == 0 {
		return nil, nil
	}
	settings := map[string]string{"preferred_block_size_bytes": bodiesAtOnce, "output_format_parallel_formatting": "0"}
	query := "SELECT sha256, body FROM bodies WHERE sha256 IN (" + strings.Join(quoted, ", ") + ") LIMIT 1 BY sha256"
	if len(quoted) == 1 { // as a crawl asks for every page that has not changed; this takes three quarters of the time
		query = "SELECT sha256, body FROM bodies WHERE sha256 = " + quoted[0] + " LIMIT 1"
		settings = nil
	}
	request, err := db.rawRequest(ctx, rawAsk{query: query, format: "RowBinary", user: db.config.User, settings: settings}) // not the readers' one: its answers are bounded
	if err != nil {
		return nil, err
	}
	response, err := db.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.Header.Get("X-ClickHouse-Exception-Code") != "" {
		message, _ := io.ReadAll(io.LimitReader(response.Body, 64<<10))
		return nil, refusal(string(message), response.Status)
	}
	rows, sink := io.Pipe()
	defer rows.Close()
	go func() {
		sink.CloseWithError(copyAnswer(sink, response.Body, response.Header.Get("X-ClickHouse-Exception-Tag")))
	}()
	return readBodies(bufio.NewReader(rows))
}

// readBodies reads rows of a name and a body, each with its length before it.
func readBodies(rows *bufio.Reader) (map[string][]byte, error) {
	bodies := map[string][]byte{}
	for {
		name, err := readText(rows)
		if err == io.EOF {
			return bodies, nil
		}
		if err != nil {
			return nil, err
		}
		body, err := readText(rows)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		bodies[string(name)] = body
	}
}

// readText reads a text; io.EOF means that there is none.
func readText(rows *bufio.Reader) ([]byte, error) {
	n, err := binary.ReadUvarint(rows)
	if err != nil {
		return nil, err
	}
	if n > mostOfBody {
		return nil, fmt.Errorf("a text of %d bytes is in the answer", n)
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(rows, text); err != nil {
		return nil, fmt.Errorf("the answer ends within a body: %w", errors.Join(io.ErrUnexpectedEOF, err))
	}
	return text, nil
}

// mostOfBody is far beyond what a crawl takes: a longer one was read wrongly.
const mostOfBody = 4 << 30
