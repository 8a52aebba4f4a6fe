package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const reviewerPassword = "correct horse battery"

// account makes an account of a reviewer, with the password on standard input.
func (s *scored) account(name string) { makeReviewer(s.T, s.dir, name, reviewerPassword) }

func makeReviewer(t *testing.T, dir, name, password string) {
	t.Helper()
	var out lockedBuffer
	if status := run(t.Context(), []string{"reviewer", "add", name, "--data", dir}, streams{strings.NewReader(password + "\n"), &out, &out}); status != exitDone || strings.Contains(out.String(), password) {
		t.Fatalf("reviewer add: status %d, %s", status, &out)
	}
}

// hiddenField is what a form sends that nobody types.
var hiddenField = regexp.MustCompile(`<input type="hidden" name="([a-z]+)" value="([^"]*)">`)

// decides signs in, looks at a doubt on its page and decides it; then the queue does not have it any more.
func (s site) decides(report, figure, as, reason string) {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	answer := func(r *http.Response, err error) (path, body string) {
		s.t.Helper()
		if err != nil {
			s.t.Fatal(err)
		}
		defer r.Body.Close()
		text, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			s.t.Fatalf("%s: %d, %v\n%s", r.Request.URL, r.StatusCode, err, text)
		}
		return r.Request.URL.RequestURI(), string(text)
	}
	doubt := "/review/" + report + "/cell?figure=" + figure + "&kind=cell"
	if path, _ := answer(client.Get(s.base + doubt)); !strings.HasPrefix(path, "/sign-in?to=") {
		s.t.Fatalf("without a session the doubt leads to %s", path)
	}
	path, page := answer(client.PostForm(s.base+"/sign-in", url.Values{"name": {"市公开办"}, "password": {reviewerPassword}, "to": {doubt}}))
	if path != doubt {
		s.t.Fatalf("signing in leads to %s", path)
	}
	form := url.Values{"as": {as}, "reason": {reason}}
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], m[2])
	}
	if path, page = answer(client.PostForm(s.base+doubt, form)); !strings.Contains(path, "recorded=1") || !strings.Contains(page, "决定已登记") {
		s.t.Errorf("after the decision: %s", path)
	}
	if _, page = answer(client.Get(s.base + "/review?kind=cell")); strings.Contains(page, "figure="+figure) {
		s.t.Error("what was decided is in the queue")
	}
	if _, page = answer(client.Get(s.base + doubt)); !strings.Contains(page, reason) || !strings.Contains(page, "再作决定") {
		s.t.Error("the page of the doubt does not show what was decided")
	}
}

// Accounts are made, changed and taken away by commands; passwords come from standard input and go nowhere else.
func TestReviewerCommands(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	do := func(status int, input string, args ...string) string {
		t.Helper()
		var out lockedBuffer
		if got := run(t.Context(), append(args, "--data", dir), streams{strings.NewReader(input), &out, &out}); got != status {
			t.Errorf("%s: status %d: %s", args, got, &out)
		}
		return out.String()
	}
	if out := do(exitDone, "", "reviewer"); !strings.Contains(out, "there is no account") {
		t.Errorf("no account: %s", out)
	}
	for input, says := range map[string]string{"": "no password", "\n": "no password", "short\n": "too short", strings.Repeat("长密码", 20): "too long"} {
		if out := do(map[bool]int{true: exitUsage, false: exitFailed}[says == "no password"], input, "reviewer", "add", "市公开办"); !strings.Contains(out, says) {
			t.Errorf("the password %.12q: %s", input, out)
		}
	}
	for _, name := range []string{"a:b", " a", "a\nb", strings.Repeat("长", 41)} {
		if out := do(exitFailed, reviewerPassword, "reviewer", "add", name); !strings.Contains(out, "the name") {
			t.Errorf("the name %q: %s", name, out)
		}
	}
	makeReviewer(t, dir, "市公开办", reviewerPassword)
	makeReviewer(t, dir, "市公开办", reviewerPassword+"2")
	file := filepath.Join(dir, reviewersFile)
	text, err := os.ReadFile(file)
	info, _ := os.Stat(file)
	if err != nil || bytes.Contains(text, []byte("horse")) || bytes.Count(text, []byte("\n")) != 1 || info.Mode().Perm() != 0o600 {
		t.Errorf("the file, %v: %s, %v", info.Mode(), text, err)
	}
	if out := do(exitDone, "", "reviewers", "list"); out != "市公开办\n" {
		t.Errorf("listed: %s", out)
	}
	for says, args := range map[string][]string{
		"listen on loopback": {"--listen", "0.0.0.0:0"},
		"want https":         {"--public-address", "http://gongkai.example.org"},
		"without a path":     {"--public-address", "https://gongkai.example.org/review"},
		"has no account":     {"--reviewers", filepath.Join(dir, "none")},
		"which provider":     {"--oidc-client", "gongkai"},
		"want the https":     {"--oidc-issuer", "http://id.example.org"},
		"--public-address":   {"--oidc-issuer", "https://id.example.org", "--oidc-client", "gongkai", "--oidc-allow", "sub:a"},
		"nobody is allowed":  {"--oidc-issuer", "https://id.example.org", "--oidc-client", "gongkai", "--public-address", "https://gongkai.example.org"},
		"oidc-secret-file":   {"--oidc-issuer", "https://id.example.org", "--oidc-client", "gongkai", "--oidc-allow", "sub:a", "--public-address", "https://gongkai.example.org", "--oidc-secret-file", filepath.Join(dir, "none")},
	} {
		if out := do(map[bool]int{true: exitFailed, false: exitUsage}[says == "has no account" || says == "oidc-secret-file"], "", append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...); !strings.Contains(out, says) || strings.Count(out, "\n") != 1 {
			t.Errorf("serve %s: %s", args, out)
		}
	}
	do(exitDone, "", "reviewer", "remove", "市公开办")
	if out := do(exitFailed, "", "reviewer", "remove", "市公开办"); !strings.Contains(out, "there is no such account") {
		t.Errorf("removed twice: %s", out)
	}
	if err := os.WriteFile(file, []byte("市公开办:hunter2horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := do(exitFailed, "", "reviewer"); !strings.Contains(out, "line 1") || strings.Contains(out, "hunter2") {
		t.Errorf("a password in the file: %s", out)
	}
}
