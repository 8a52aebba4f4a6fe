package engine_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// TestJavaScriptClient runs testdata/client.mjs, if node and the client of
// package.json are there.
func TestJavaScriptClient(t *testing.T) {
	client, err := filepath.Abs("../../node_modules/@clickhouse/client/dist/index.js")
	if err != nil {
		t.Fatal(err)
	}
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(client)
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("needs node and `npm ci`:", err)
	}
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	out, err := exec.Command(node, "testdata/client.mjs", client, e.URL(), engine.UserAdmin, engine.UserReader, e.Secret(), db).Output() // standard error has the client's own log
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	passed := 0
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "ok ") {
			passed++
		} else {
			t.Error(strings.TrimSpace(line))
		}
	}
	if passed < 38 {
		t.Errorf("%d checks passed, want 38", passed)
	}
}
