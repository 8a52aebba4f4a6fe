package login

import (
	"cmp"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// Config says who may sign in.
type Config struct {
	Accounts Accounts     // of this machine; without a file there are none
	Provider *Provider    // of persons that this machine has no accounts of; nil: there is none. It takes Public
	Public   *url.URL     // where people reach the service; nil: on this machine, without TLS
	Log      *slog.Logger // of who signed in; nil: nothing is logged
}

// Gate knows who is signed in.
type Gate struct {
	Config
	sessions  sessions
	tries     tries
	hashing   chan struct{} // passwords that are compared at once
	discovery discovery
	key       []byte // of what a browser keeps while its person is at the provider
	clock     func() time.Time
}

// Person is somebody who is signed in.
type Person struct {
	Name string // public: it stands beside every decision
	ID   string // of the account, for the log
}

// The reasons for which nobody is signed in.
var (
	ErrWrong = errors.New("the name or the password is wrong")
	ErrMany  = errors.New("too many tries")
)

// New returns the gate.
func New(c Config) *Gate {
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return &Gate{Config: c, hashing: make(chan struct{}, 1), key: []byte(rand.Text() + rand.Text()), clock: time.Now}
}

// Local reports whether there are accounts of this machine.
func (g *Gate) Local() bool { return g.Accounts.File != "" }

// Password signs a person in with an account of this machine. The error is ErrWrong, ErrMany or that of
// reading the accounts.
func (g *Gate) Password(w http.ResponseWriter, r *http.Request, client, name, password string) error {
	if !g.tries.may(g.clock(), "client "+client, "account "+name) {
		g.Log.WarnContext(r.Context(), "a sign-in was put off: too many tries", "client", client)
		return ErrMany
	}
	select { // a try costs a processor's time: the others wait
	case g.hashing <- struct{}{}:
	case <-r.Context().Done():
		return r.Context().Err()
	}
	hash, ok, err := g.Accounts.holds(name, password)
	<-g.hashing
	switch {
	case err != nil:
		return err
	case !ok: // not the name: people type passwords into the wrong field
		g.Log.WarnContext(r.Context(), "a sign-in failed", "client", client)
		return ErrWrong
	}
	g.tries.forget("client "+client, "account "+name)
	g.enter(w, r, session{person: Person{Name: name, ID: "account " + name}, account: name, hash: hash})
	return nil
}

// enter begins a session; one that the browser had ends, so that nobody goes on with a number that somebody else knows.
func (g *Gate) enter(w http.ResponseWriter, r *http.Request, s session) {
	g.drop(r)
	token := g.sessions.begin(s, g.clock())
	http.SetCookie(w, g.cookie(sessionCookie, token, sessionMost))
	g.Log.InfoContext(r.Context(), "signed in", "reviewer", s.person.Name, "id", s.person.ID)
}

// Person returns who is signed in. A session ends with its account, and with the password that it began with.
func (g *Gate) Person(r *http.Request) (Person, bool) {
	token := g.token(r)
	s, ok := g.sessions.find(token, g.clock())
	if !ok {
		return Person{}, false
	}
	if s.account != "" {
		if hash, err := g.Accounts.hashOf(s.account); err != nil || hash != s.hash {
			g.sessions.end(token)
			return Person{}, false
		}
	}
	return s.person, true
}

// Leave signs out.
func (g *Gate) Leave(w http.ResponseWriter, r *http.Request) {
	if p, ok := g.Person(r); ok {
		g.Log.InfoContext(r.Context(), "signed out", "reviewer", p.Name, "id", p.ID)
	}
	g.drop(r)
	http.SetCookie(w, g.cookie(sessionCookie, "", -time.Second))
}

func (g *Gate) drop(r *http.Request) { g.sessions.end(g.token(r)) }

// secure reports whether people come by TLS.
func (g *Gate) secure() bool { return g.Public != nil && g.Public.Scheme == "https" }

// cookie is one that no script sees, that no other site's form sends along, and that ends with its life. By
// TLS its name says that no other host of the domain can have set it.
func (g *Gate) cookie(name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{Name: g.cookieName(name), Value: value, Path: "/", MaxAge: int(life.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: g.secure()}
	return c
}

func (g *Gate) cookieName(name string) string {
	if g.secure() {
		return "__Host-" + name
	}
	return name
}

func (g *Gate) token(r *http.Request) string {
	c, err := r.Cookie(g.cookieName(sessionCookie))
	if err != nil {
		return ""
	}
	return c.Value
}
