package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"gongkai/disclosure"
)

// insertBodies writes bodies as ClickHouse's RowBinary, straight from where they are: the
// driver would copy each four times before the first byte is sent.
func (db *DB) insertBodies(ctx context.Context, bodies []disclosure.Capture) error {
	if len(bodies) == 0 {
		return nil
	}
	err := db.again(ctx, func() error { return db.streamBodies(ctx, bodies) })
	if err != nil {
		return fmt.Errorf("writing %d bodies: %w", len(bodies), db.explain(err))
	}
	db.metrics.wrote("bodies", len(bodies))
	for _, c := range bodies {
		db.metrics.bytes.Add(float64(c.Bytes))
	}
	return nil
}

func (db *DB) streamBodies(ctx context.Context, bodies []disclosure.Capture) error {
	rows, length := bodyRows(bodies)
	return db.post(ctx, "INSERT INTO bodies (sha256, bytes, body) FORMAT RowBinary", nil, rows, length)
}

// post sends the rows of an insert as they come. length is their number of bytes, so that rows which
// were cut short are no rows; where it is not known, -1, their end is marked.
func (db *DB) post(ctx context.Context, query string, settings map[string]string, rows io.Reader, length int64) error {
	values := url.Values{"query": {query}, "database": {db.config.Database}}
	for name, value := range db.clusterWrites(query) {
		values.Set(name, fmt.Sprint(value))
	}
	for name, value := range settings {
		values.Set(name, value)
	}
	target := *db.target
	target.Path, target.RawQuery = "/", values.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), rows)
	if err != nil {
		return fmt.Errorf("writing to ClickHouse: %w", err)
	}
	request.ContentLength = length
	request.Header.Set("X-ClickHouse-User", db.config.User)
	if db.config.Password != "" {
		request.Header.Set("X-ClickHouse-Key", db.config.Password)
	}
	response, err := db.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	message, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if response.StatusCode != http.StatusOK || response.Header.Get("X-ClickHouse-Exception-Code") != "" {
		return refusal(string(message), response.Status)
	}
	if _, broken := cutException(message, response.Header.Get("X-ClickHouse-Exception-Tag")); broken != nil {
		return broken
	}
	return err
}

// bodyRows is a row a body: its name, its length, its bytes; texts go with their lengths.
func bodyRows(bodies []disclosure.Capture) (rows io.Reader, length int64) {
	readers := make([]io.Reader, 0, 2*len(bodies))
	for _, c := range bodies {
		head := binary.AppendUvarint(nil, uint64(len(c.SHA256)))
		head = append(head, c.SHA256...)
		head = binary.LittleEndian.AppendUint64(head, uint64(sizeOf(c)))
		head = binary.AppendUvarint(head, uint64(sizeOf(c)))
		body := io.Reader(bytes.NewReader(c.Body))
		if c.File != nil {
			body = io.NewSectionReader(c.File, 0, c.Bytes)
		}
		readers = append(readers, bytes.NewReader(head), body)
		length += int64(len(head)) + sizeOf(c)
	}
	return io.MultiReader(readers...), length
}

// sizeOf is how long the body is that a capture brings along.
func sizeOf(c disclosure.Capture) int64 {
	if c.File != nil {
		return c.Bytes
	}
	return int64(len(c.Body))
}
