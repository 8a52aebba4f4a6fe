package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestSecretsStaySecret: whatever goes wrong with the password of a ClickHouse, it stands in no line that
// the program writes.
func TestSecretsStaySecret(t *testing.T) {
	const secret = "w0rd-n0body-reads"
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var heard atomic.Bool
	answers := func(status int, code, text string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, password, _ := r.BasicAuth(); password == secret || r.Header.Get("X-ClickHouse-Key") == secret {
				heard.Store(true)
			}
			if code != "" {
				w.Header().Set("X-ClickHouse-Exception-Code", code)
			}
			w.WriteHeader(status)
			fmt.Fprint(w, text)
		}))
		t.Cleanup(server.Close)
		return strings.TrimPrefix(server.URL, "http://")
	}
	refuses := answers(403, "516", "Code: 516. DB::Exception: gongkai: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)")
	breaks := answers(500, "", "<html>a proxy</html>")
	moves := httptest.NewServer(http.RedirectHandler("http://"+refuses+"/", http.StatusFound))
	defer moves.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	with := func(host string) string { return "http://gongkai:" + secret + "@" + host + "/gongkai" }
	cases := map[string]struct{ address, file, environment string }{
		"refused":             {address: with(refuses)},
		"refused, of a file":  {address: "http://gongkai@" + refuses, file: file},
		"in the environment":  {environment: with(refuses)},
		"a broken answer":     {address: with(breaks)},
		"moved":               {address: with(strings.TrimPrefix(moves.URL, "http://"))},
		"nobody there":        {address: with(strings.TrimPrefix(gone.URL, "http://"))},
		"no TLS there":        {address: strings.Replace(with(refuses), "http:", "https:", 1)},
		"another scheme":      {address: strings.Replace(with(refuses), "http:", "tcp:", 1)},
		"no scheme":           {address: "gongkai:" + secret + "@" + refuses},
		"a slash too few":     {address: "http:/gongkai:" + secret + "@" + refuses},
		"a sign in it":        {address: "http://gongkai:" + secret + "/x@" + refuses},
		"no escape":           {address: "http://gongkai:" + secret + "%zz@" + refuses},
		"a space in the host": {address: with("a b")},
		"no port":             {address: with("127.0.0.1:port")},
		"in a query":          {address: "ftp://" + refuses + "/?password=" + secret},
	}
	for name, c := range cases {
		for _, command := range [][]string{{"sql", "SELECT 1"}, {"doctor", "--json"}, {"serve", "--listen", "127.0.0.1:0"}} {
			args := append(command, "--log-level", "debug", "--data", filepath.Join(t.TempDir(), "none"))
			if c.address != "" {
				args = append(args, "--clickhouse", c.address)
			}
			if c.file != "" {
				args = append(args, "--clickhouse-password-file", c.file)
			}
			t.Setenv("GONGKAI_CLICKHOUSE", c.environment)
			if c.environment == "" {
				os.Unsetenv("GONGKAI_CLICKHOUSE") // Setenv has noted what to put back
			}
			out, errs := &lockedBuffer{}, &lockedBuffer{}
			status := run(t.Context(), args, streams{strings.NewReader(""), out, errs})
			if said := out.String() + errs.String(); status == 0 || said == "" || strings.Contains(said, secret) {
				t.Errorf("%s: %s ends with %d and says %s", name, command[0], status, said)
			}
		}
	}
	if !heard.Load() {
		t.Error("nobody was ever sent the password: the test shows nothing")
	}
}

// TestSecretOfTheEngine: the password of the embedded engine is in one file for its owner, and in no
// argument, environment, page, metric or answer.
func TestSecretOfTheEngine(t *testing.T) {
	s := demoSite(t)
	name := filepath.Join(sharedDemo.dir, "engine.json")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var card struct {
		Secret   string
		PID      int
		ChildPID int `json:"child_pid"`
	}
	if err := json.Unmarshal(text, &card); err != nil || len(card.Secret) < 20 || card.ChildPID == 0 {
		t.Fatalf("%v: %d letters of a secret, child %d", err, len(card.Secret), card.ChildPID)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	for _, pid := range []int{card.PID, card.ChildPID} {
		for _, what := range []string{"cmdline", "environ"} {
			text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, what))
			if err == nil && strings.Contains(string(text), card.Secret) {
				t.Errorf("%s of process %d has the secret", what, pid)
			}
		}
	}
	for _, address := range []string{"/metrics", "/status", "/readyz", "/data", "/api/v1/sites", "/sql?q=SELEC",
		"/sql?q=" + url.QueryEscape("SELECT name, value FROM system.settings"), "/api/v1/sql?q=" + url.QueryEscape("SELECT name, create_table_query, engine_full, data_paths, metadata_path FROM system.tables WHERE database = 'gongkai'")} {
		_, _, body := s.get(address)
		if strings.Contains(body, card.Secret) || strings.Contains(body, sharedDemo.dir) {
			t.Errorf("%s tells the secret, or where the data lies", address)
		}
	}
	out, errs, _ := gongkai(t, "doctor", "--json", "--data", sharedDemo.dir, "--log-level", "debug")
	if strings.Contains(out+errs, card.Secret) {
		t.Error("gongkai doctor tells the secret")
	}
}
