package login

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"
)

func init() { cost = bcrypt.MinCost }

const password = "correct horse battery"

// testGate is one with an account, a clock that a test moves, and what it logs.
type testGate struct {
	*Gate
	now time.Time
	log bytes.Buffer
}

func newGate(t *testing.T, public string) *testGate {
	t.Helper()
	g := &testGate{now: time.Date(2026, 1, 31, 8, 0, 0, 0, time.UTC)}
	c := Config{Accounts: Accounts{File: filepath.Join(t.TempDir(), "reviewers")}, Log: slog.New(slog.NewTextHandler(&g.log, nil))}
	if public != "" {
		c.Public, _ = url.Parse(public)
	}
	if err := c.Accounts.Put("王敏", password); err != nil {
		t.Fatal(err)
	}
	g.Gate = New(c)
	g.clock = func() time.Time { return g.now }
	return g
}

// try signs in from a client, and returns a request of whoever did.
func (g *testGate) try(client, name, password string, cookies ...*http.Cookie) (*http.Request, error) {
	r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	err := g.Password(w, r, client, name, password)
	next := httptest.NewRequest(http.MethodGet, "/review", nil)
	for _, c := range w.Result().Cookies() {
		next.AddCookie(c)
	}
	return next, err
}

func TestSessionsEnd(t *testing.T) {
	for name, end := range map[string]func(g *testGate, r *http.Request){
		"two hours without use": func(g *testGate, _ *http.Request) { g.now = g.now.Add(sessionIdle) },
		"signed out":            func(g *testGate, r *http.Request) { g.Leave(httptest.NewRecorder(), r) },
		"the account is gone":   func(g *testGate, _ *http.Request) { _ = g.Accounts.Remove("王敏") },
		"another password":      func(g *testGate, _ *http.Request) { _ = g.Accounts.Put("王敏", password+"2") },
		"the token is another": func(_ *testGate, r *http.Request) {
			r.Header.Set("Cookie", sessionCookie+"=AAAAAAAAAAAAAAAAAAAAAAAAAA")
		},
		"twelve hours, with uses": func(g *testGate, r *http.Request) { g.use(r, 13, time.Hour) },
	} {
		g := newGate(t, "")
		r, err := g.try("a", "王敏", password)
		if p, ok := g.Person(r); err != nil || !ok || p != (Person{Name: "王敏", ID: "account 王敏"}) {
			t.Fatalf("signed in: %v, %v, %+v", err, ok, p)
		}
		end(g, r)
		if _, ok := g.Person(r); ok {
			t.Errorf("%s: the session goes on", name)
		}
	}
	g := newGate(t, "")
	r, _ := g.try("a", "王敏", password)
	if g.use(r, 11, time.Hour); g.log.Len() == 0 {
		t.Error("nothing is logged")
	}
	if _, ok := g.Person(r); !ok {
		t.Error("a session that is used ends before its time")
	}
}

// use asks so many times who it is, with a pause before each.
func (g *testGate) use(r *http.Request, times int, pause time.Duration) {
	for range times {
		g.now = g.now.Add(pause)
		g.Person(r)
	}
}

// Cookies of a service that people reach by TLS are those of that host alone, and the other kind is not believed.
func TestCookiesByTLS(t *testing.T) {
	g := newGate(t, "https://gongkai.example.org")
	r, _ := g.try("a", "王敏", password)
	c, err := r.Cookie("__Host-" + sessionCookie)
	if _, ok := g.Person(r); err != nil || !ok {
		t.Fatalf("signed in: %v", err)
	}
	plain := httptest.NewRequest(http.MethodGet, "/review", nil)
	plain.AddCookie(&http.Cookie{Name: sessionCookie, Value: c.Value})
	if _, ok := g.Person(plain); ok {
		t.Error("a cookie that any host of the domain can set signs in")
	}
}

// Nobody guesses: not one account from many clients, and not many accounts from one.
func TestTriesAreBounded(t *testing.T) {
	g := newGate(t, "")
	for i := range triesAtOnce {
		if _, err := g.try("client", fmt.Sprint("account ", i), "wrong"); !errors.Is(err, ErrWrong) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	if _, err := g.try("client", "王敏", password); !errors.Is(err, ErrMany) {
		t.Errorf("one client, many accounts: %v", err)
	}
	if _, err := g.try("another", "王敏", password); err != nil {
		t.Errorf("another client: %v", err)
	}
	for i := range triesAtOnce {
		_, _ = g.try(fmt.Sprint("client ", i), "王敏", "wrong")
	}
	if _, err := g.try("one more", "王敏", password); !errors.Is(err, ErrMany) {
		t.Errorf("one account, many clients: %v", err)
	}
	g.now = g.now.Add(TriesPace)
	if _, err := g.try("one more", "王敏", password); err != nil {
		t.Errorf("after a while: %v", err)
	}
	var all tries
	for i := range 3 * triesMost {
		all.may(g.now, fmt.Sprint(i))
	}
	if n := len(all.now) + len(all.old); n > 2*triesMost {
		t.Errorf("%d clients are remembered", n)
	}
}

// The log says who signed in, and never with what.
func TestLogHasNoSecret(t *testing.T) {
	g := newGate(t, "")
	r, _ := g.try("192.0.2.1", "王敏", password)
	_, _ = g.try("192.0.2.1", password, "typed into the wrong field")
	g.Leave(httptest.NewRecorder(), r)
	said := g.log.String()
	c, _ := r.Cookie(sessionCookie)
	for _, secret := range []string{password, "wrong field", c.Value, "$2a$"} {
		if strings.Contains(said, secret) {
			t.Errorf("the log has %q: %s", secret, said)
		}
	}
	for _, want := range []string{"signed in", "signed out", "a sign-in failed", "192.0.2.1", "王敏"} {
		if !strings.Contains(said, want) {
			t.Errorf("the log has no %q: %s", want, said)
		}
	}
}

func TestAccounts(t *testing.T) {
	a := Accounts{File: filepath.Join(t.TempDir(), "folder", "reviewers")}
	if names, err := a.Names(); err != nil || len(names) > 0 {
		t.Errorf("no file: %v, %v", names, err)
	}
	for _, name := range []string{"王敏", "县 公开办", "a@b.test"} {
		if err := a.Put(name, password); err != nil {
			t.Error(err)
		}
	}
	if names, _ := a.Names(); strings.Join(names, ",") != "王敏,县 公开办,a@b.test" {
		t.Errorf("names: %q", names)
	}
	for _, c := range []struct {
		name, password string
		ok             bool
	}{{"王敏", password, true}, {"王敏", password + "x", false}, {"王敏", "", false}, {"王", password, false}, {"", "", false}, {"王敏", password + strings.Repeat("x", 100), false}} {
		if _, ok, err := a.holds(c.name, c.password); ok != c.ok || err != nil {
			t.Errorf("%q with %.30q: %v, %v", c.name, c.password, ok, err)
		}
	}
	if _, ok, _ := (Accounts{}).holds("", ""); ok {
		t.Error("without a file somebody comes in")
	}
}
