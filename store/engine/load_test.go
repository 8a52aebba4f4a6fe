package engine_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// TestMixedLoad does everything at once that is hard on the seam between Go and
// the engine: inserts, bodies that are cut off, answers that nobody reads to the
// end, errors before and amid the rows. Afterwards the engine is the same process,
// nothing runs any more, and there are exactly the rows that were acknowledged.
func TestMixedLoad(t *testing.T) {
	e := start(t, engine.Config{})
	pid := e.PID()
	query(t, e, "CREATE TABLE t (n UInt32, s String) ENGINE = MergeTree ORDER BY n")
	const workers, rounds, rows = 6, 10, 200
	body := strings.Repeat("1\tx\n", rows)
	var acknowledged atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for range rounds {
				if err := tryInsert(e, body); err != nil {
					t.Error("insert:", err)
				} else {
					acknowledged.Add(rows)
				}
				if err := insertCutOff(e, body); err != nil {
					t.Error("cut off:", err)
				}
				if err := readBit(t.Context(), e, "SELECT number, toString(sipHash64(number)) FROM numbers(100000000)"); err != nil {
					t.Error("abandoned:", err)
				}
				for _, text := range []string{"SELECT nope", "SELECT throwIf(number = 100000) FROM numbers(1000000) SETTINGS max_block_size = 1000"} {
					if err := tryQuery(e, text); err == nil {
						t.Error("no error:", text)
					}
				}
			}
		})
	}
	group.Wait()
	waitFor(t, "all statements to end", func() bool { return query(t, e, "SELECT count() FROM system.processes") == "1" })
	if got := query(t, e, "SELECT count() FROM t"); got != fmt.Sprint(acknowledged.Load()) {
		t.Errorf("%s rows, %d acknowledged", got, acknowledged.Load())
	}
	if e.PID() != pid || e.Restarts() != 0 {
		t.Errorf("the engine died %d times", e.Restarts())
	}
}

// insertCutOff promises more of a body than it sends.
func insertCutOff(e *engine.Engine, body string) error {
	conn, err := net.Dial("tcp", strings.TrimPrefix(e.URL(), "http://"))
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST /?query=INSERT+INTO+t+FORMAT+TSV HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n%s",
		base64.StdEncoding.EncodeToString([]byte(engine.UserAdmin+":"+e.Secret())), len(body)*2, body)
	if err != nil {
		return err
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil // the server may also just hang up
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		return fmt.Errorf("answered %s", response.Status)
	}
	return nil
}

// readBit reads the start of an answer and goes away.
func readBit(ctx context.Context, e *engine.Engine, text string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL()+"/", strings.NewReader(text))
	if err != nil {
		return err
	}
	request.SetBasicAuth(engine.UserAdmin, e.Secret())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.CopyN(io.Discard, response.Body, 100_000)
	return err
}

// TestReadersTakeTurns: more readers than places wait instead of failing.
func TestReadersTakeTurns(t *testing.T) {
	e := start(t, engine.Config{Limits: engine.Limits{Queries: 1}})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			conn := enginetest.Open(t, e, engine.UserReader, engine.Database)
			var n uint64
			if err := conn.QueryRow(t.Context(), "SELECT count() FROM numbers(1000000)").Scan(&n); err != nil || n != 1_000_000 {
				t.Error(n, err)
			}
		})
	}
	group.Wait()
}
