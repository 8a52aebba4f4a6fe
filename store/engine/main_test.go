package engine_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// parentVariable makes the test binary a process that owns (or attaches to) the
// engine of the folder that it names, until its standard input ends.
const parentVariable = "GONGKAI_TEST_ENGINE_DIR"

func TestMain(m *testing.M) {
	if engine.IsChild() {
		engine.RunChild()
	}
	if dir := os.Getenv(parentVariable); dir != "" {
		os.Exit(beParent(dir))
	}
	os.Exit(enginetest.Main(m))
}

func beParent(dir string) int {
	e, err := engine.Start(context.Background(), engine.Config{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("ready", e.Owner(), e.PID(), e.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := e.Close(); err != nil {
		return 1
	}
	return 0
}

// start gives an engine of the test's own.
func start(t testing.TB, config engine.Config) *engine.Engine {
	t.Helper()
	if config.Dir == "" {
		config.Dir = t.TempDir()
	}
	e, err := engine.Start(context.Background(), config)
	if err != nil {
		enginetest.Missing(t, err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// call is one raw HTTP request to an engine, as curl would make it.
type call struct {
	method  string // default POST
	address string // path and query
	body    string
	user    string // default: the program's own; "-" for none
	header  map[string]string
}

type answer struct {
	status int
	header http.Header
	body   string
}

func send(t testing.TB, e *engine.Engine, base string, c call) answer {
	t.Helper()
	if c.method == "" {
		c.method = http.MethodPost
	}
	if c.user == "" {
		c.user = engine.UserAdmin
	}
	request, err := http.NewRequest(c.method, base+c.address, strings.NewReader(c.body))
	if err != nil {
		t.Fatal(err)
	}
	if c.user != "-" {
		request.SetBasicAuth(c.user, e.Secret())
	}
	for name, value := range c.header {
		if name == "Host" {
			request.Host = value
		}
		request.Header.Set(name, value)
	}
	response, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// query runs a statement as the program and gives its output without the last line
// break.
func query(t testing.TB, e *engine.Engine, text string) string {
	t.Helper()
	got := send(t, e, e.URL(), call{address: "/", body: text})
	if got.status != http.StatusOK {
		t.Fatalf("%s: %d %s", text, got.status, got.body)
	}
	return strings.TrimSuffix(got.body, "\n")
}

// tryInsert and tryQuery report what goes wrong, for tests in which things do.
func tryInsert(e *engine.Engine, rows string) error {
	return try(e, "INSERT INTO t FORMAT TSV\n"+rows)
}

func tryQuery(e *engine.Engine, text string) error { return try(e, text) }

func try(e *engine.Engine, body string) error {
	request, err := http.NewRequest(http.MethodPost, e.URL()+"/", strings.NewReader(body))
	if err != nil {
		return err
	}
	request.SetBasicAuth(engine.UserAdmin, e.Secret())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || strings.Contains(string(text), "__exception__")) {
		err = fmt.Errorf("%d %s", response.StatusCode, text)
	}
	return err
}
