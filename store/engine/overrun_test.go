package engine_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"gongkai/disclosure/full"
	"gongkai/store/engine"
)

// TestOverrun: a statement that nothing can cut off, a long text looked through for every row of one
// block, ends with the engine, and the engine is back. Making the text can be cut off: the limit leaves a busy machine the
// time for it. It takes seconds of processor: the long form only.
func TestOverrun(t *testing.T) {
	if !full.Form() {
		t.Skip("the long form (GONGKAI_FULL=1) waits for a statement that does not end")
	}
	var log bytes.Buffer // read only after the child that made the parent write has gone
	e := start(t, engine.Config{Limits: engine.Limits{Seconds: 3}, Log: slog.New(slog.NewTextHandler(&log, nil))})
	request, err := http.NewRequest(http.MethodPost, e.URL(), strings.NewReader("SELECT sum(position(repeat(repeat('ab', 1000000), 10), 'x' || toString(number))) FROM numbers(60000)"))
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(engine.UserReader, e.Secret())
	if response, err := http.DefaultClient.Do(request); err == nil {
		said, _ := io.ReadAll(response.Body)
		t.Fatalf("the statement ended by itself: it shows nothing: %s", said)
	}
	if got := query(t, e, "SELECT 1"); got != "1" {
		t.Errorf("the engine answers %q afterwards", got)
	}
	if !strings.Contains(log.String(), "a reader's statement could not be stopped for 9s, so the engine begins anew") {
		t.Errorf("the log says nothing of it: %s", log.String())
	}
}
