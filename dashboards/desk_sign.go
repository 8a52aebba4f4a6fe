package dashboards

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"gongkai/dashboards/login"
)

// signBody is the page on which reviewers sign in.
type signBody struct {
	To    string // where they go on, below /review
	Error string
	Name  string
	Words string // of a decision that came after the session had ended: nothing that was written is lost
	Local bool   // there are accounts of this machine
	Host  string // of the provider, for people; empty where there is none
}

func (s *server) signView(l tongue, b signBody) page {
	b.Local = s.Desk.Gate.Local()
	if p := s.Desk.Gate.Provider; p != nil {
		b.Host = p.Host()
	}
	p := page{view: "sign_in", title: l.say("desk.sign_in"), lead: l.say("desk.sign_in.lead"), body: b, still: true}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p
}

// deskPlace is an address of the desk, or its first page.
func deskPlace(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path != "/review" && !strings.HasPrefix(u.Path, "/review/") || path.Clean(u.Path) != u.Path || strings.ContainsAny(to, "\\\r\n") {
		return "/review"
	}
	return u.RequestURI()
}

// onward is where somebody goes on who is signed in, in the language that was chosen last.
func onward(l tongue, to string) string {
	u, err := url.Parse(deskPlace(to))
	if err != nil {
		return address(l, "/review")
	}
	q := u.Query()
	q.Del("lang")
	if l == english {
		q.Set("lang", string(english))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// signInPage is the form; who is signed in already goes on.
func (s *server) signInPage(w http.ResponseWriter, r *http.Request) {
	ours(w)
	l, to := languageOf(r), r.URL.Query().Get("to")
	if _, ok := s.Desk.Gate.Person(r); ok {
		http.Redirect(w, r, onward(l, to), http.StatusSeeOther)
		return
	}
	s.render(w, r, l, http.StatusOK, s.signView(l, signBody{To: deskPlace(to)}))
}

// signIn takes a name and a password.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	ours(w)
	l := languageOf(r)
	if s.Desk.foreign(r) {
		s.fail(w, r, fault{http.StatusForbidden, "desk.foreign", nil})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil || !s.Desk.Gate.Local() {
		s.fail(w, r, badRequest("desk.form"))
		return
	}
	b := signBody{To: deskPlace(r.PostForm.Get("to")), Name: strings.TrimSpace(r.PostForm.Get("name"))}
	err := s.Desk.Gate.Password(w, r, s.Limits.client(r).String(), b.Name, r.PostForm.Get("password"))
	switch {
	case err == nil:
		http.Redirect(w, r, onward(l, b.To), http.StatusSeeOther)
	case errors.Is(err, login.ErrMany):
		w.Header().Set("Retry-After", strconv.Itoa(int(login.TriesPace.Seconds())))
		b.Error = l.say("desk.many", strconv.Itoa(int(login.TriesPace.Seconds())))
		s.render(w, r, l, http.StatusTooManyRequests, s.signView(l, b))
	case errors.Is(err, login.ErrWrong):
		b.Error = l.say("desk.wrong")
		s.render(w, r, l, http.StatusUnauthorized, s.signView(l, b))
	default:
		s.fail(w, r, err)
	}
}

// providerPath is where somebody goes who signs in with the provider. It is a link: policies of browsers let a form
// lead to no other host.
const providerPath = "/sign-in/provider"

// toProvider sends a person to the provider.
func (s *server) toProvider(w http.ResponseWriter, r *http.Request) {
	ours(w)
	l, to := languageOf(r), deskPlace(r.URL.Query().Get("to"))
	at, err := s.Desk.Gate.Begin(w, r, onward(l, to))
	if err != nil {
		s.unsigned(w, r, l, to, err)
		return
	}
	http.Redirect(w, r, at, http.StatusSeeOther)
}

// fromProvider takes a person back, in the language that the sign-in began with.
func (s *server) fromProvider(w http.ResponseWriter, r *http.Request) {
	ours(w)
	to, err := s.Desk.Gate.Return(w, r, s.Limits.client(r).String())
	to = deskPlace(to)
	l := languageOf(r)
	if u, parsed := url.Parse(to); parsed == nil && u.Query().Get("lang") == string(english) {
		l = english
	}
	if err != nil {
		s.unsigned(w, r, l, to, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// unsigned says why a person of the provider is not signed in, and lets them try again.
func (s *server) unsigned(w http.ResponseWriter, r *http.Request, l tongue, to string, err error) {
	b, status, host := signBody{To: to}, http.StatusUnauthorized, s.Desk.Gate.Provider.Host()
	switch stranger, is := errors.AsType[*login.NotAllowed](err); {
	case is:
		status, b.Error = http.StatusForbidden, l.say("desk.not_allowed", stranger.Person.Name)
	case errors.Is(err, login.ErrMany):
		w.Header().Set("Retry-After", strconv.Itoa(int(login.TriesPace.Seconds())))
		status, b.Error = http.StatusTooManyRequests, l.say("desk.many", strconv.Itoa(int(login.TriesPace.Seconds())))
	case errors.Is(err, login.ErrAway):
		w.Header().Set("Retry-After", retryAfter)
		status, b.Error = http.StatusServiceUnavailable, l.say("desk.away", host)
	case errors.Is(err, login.ErrLost):
		status, b.Error = http.StatusBadRequest, l.say("desk.lost")
	default:
		b.Error = l.say("desk.failed", host)
	}
	s.render(w, r, l, status, s.signView(l, b))
}

// signOut ends the session.
func (s *server) signOut(w http.ResponseWriter, r *http.Request) {
	ours(w)
	if s.Desk.foreign(r) {
		s.fail(w, r, fault{http.StatusForbidden, "desk.foreign", nil})
		return
	}
	s.Desk.Gate.Leave(w, r)
	http.Redirect(w, r, address(languageOf(r), "/sign-in"), http.StatusSeeOther)
}
