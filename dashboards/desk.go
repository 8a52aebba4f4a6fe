package dashboards

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"gongkai/dashboards/login"
	"gongkai/disclosure"
)

// Desk is where persons who are signed in decide what the machine doubts.
type Desk struct {
	Gate *login.Gate // knows who is signed in
	// Decide keeps a decision on a cell or a document; what follows from it may come later. Before, whoever
	// calls has seen that the report prints what the person looked at.
	Decide func(ctx context.Context, d Decision) error
	// Answer keeps which agency a name means; a *Refusal says what is wrong with the answer.
	Answer func(ctx context.Context, a NameAnswer) error

	one sync.Mutex // looks at what was decided before, and decides
}

// Decision is what a person says of a doubt.
type Decision struct {
	ReportID, Kind string // disclosure.ReviewCell and so on
	Figure         string // key of the figure whose cell it is
	Verdict        string // disclosure.ReviewRight or ReviewWrong
	ShouldBe       *disclosure.Number
	By             string
	Reason         string
	Evidence       string
}

// NameAnswer is what a person says of a name that means no agency for certain.
type NameAnswer struct {
	Name, Division string
	Agency         string // a name or an agency_id; empty: the name is no agency that reports
	Family         string // kind of the agency, where its name does not tell it
	By, Source     string
}

// Refusal is for whoever decided: what is wrong with it.
type Refusal struct{ Text string }

// Error is the text.
func (r *Refusal) Error() string { return r.Text }

// deskRoutes are the addresses of those who are signed in; without a desk there are none.
func (s *server) deskRoutes() []route {
	if s.Desk == nil {
		return nil
	}
	all := []route{
		{"/sign-in", http.HandlerFunc(s.signInPage)},
		{"/review", s.signedIn(s.queuePage)},
		{"/review/name", s.signedIn(s.namePage)},
		{"/review/{report}/{kind}", s.signedIn(s.doubtPage)},
	}
	if s.Desk.Gate.Provider != nil {
		all = append(all, route{providerPath, http.HandlerFunc(s.toProvider)}, route{login.ReturnPath, http.HandlerFunc(s.fromProvider)})
	}
	return all
}

// deskPosts are those that answer POST.
func (s *server) deskPosts() []route {
	if s.Desk == nil {
		return nil
	}
	return []route{
		{"/sign-in", http.HandlerFunc(s.signIn)},
		{"/sign-out", http.HandlerFunc(s.signOut)},
		{"/review/name", s.deciding(s.answerName)},
		{"/review/{report}/{kind}", s.deciding(s.decide)},
	}
}

// methodsOf are what an address answers, where that is more than GET and HEAD.
func (s *server) methodsOf(path string) string {
	switch {
	case s.Desk == nil:
	case path == "/sign-out":
		return http.MethodPost
	case path == "/sign-in", strings.HasPrefix(path, "/review/"):
		return "GET, HEAD, POST"
	}
	return posted[path]
}

// reviewed is a page as somebody who is signed in sees it.
type reviewed func(r *http.Request, l tongue, who login.Person) (status int, p page, err error)

// ours are the headers of all that is for one person: nobody keeps it, and a browser says to ourselves
// where a form was sent from (see draftReferrer).
func ours(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Vary", "Cookie")
	w.Header().Set("Referrer-Policy", draftReferrer)
}

// signedIn answers who is signed in, and lets others sign in first. Nothing of it goes through what is kept of pages.
func (s *server) signedIn(show reviewed) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ours(w)
		who, ok := s.Desk.Gate.Person(r)
		l := languageOf(r)
		if !ok {
			http.Redirect(w, r, address(l, "/sign-in", "to", r.URL.RequestURI()), http.StatusSeeOther)
			return
		}
		status, p, err := show(r, l, who)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.render(w, r, l, status, p)
	})
}

// decided is what comes of a form: an address to go on at, or a page that says what is wrong.
type decided func(r *http.Request, l tongue, who login.Person) (next string, status int, p page, err error)

const mostForm = 64 << 10 // bytes

// deciding takes a form of somebody who is signed in. What another site's page makes a browser send is refused; of
// whoever is not signed in any more the words are given back.
func (s *server) deciding(take decided) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ours(w)
		l := languageOf(r)
		if s.Desk.foreign(r) {
			s.fail(w, r, fault{http.StatusForbidden, "desk.foreign", nil})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		if err := r.ParseForm(); err != nil {
			s.fail(w, r, badRequest("desk.form"))
			return
		}
		who, ok := s.Desk.Gate.Person(r)
		if !ok {
			b := signBody{To: r.URL.RequestURI(), Error: l.say("desk.ended"), Words: strings.TrimSpace(r.PostForm.Get("reason"))}
			s.render(w, r, l, http.StatusUnauthorized, s.signView(l, b))
			return
		}
		next, status, p, err := take(r, l, who)
		switch {
		case err != nil:
			s.fail(w, r, err)
		case next != "":
			http.Redirect(w, r, next, http.StatusSeeOther)
		default:
			s.render(w, r, l, status, p)
		}
	})
}

// foreign reports whether another site's page made the browser send it.
func (d *Desk) foreign(r *http.Request) bool {
	guard := http.NewCrossOriginProtection()
	if public := d.Gate.Public; public != nil { // a proxy may call us by another name
		_ = guard.AddTrustedOrigin(public.Scheme + "://" + public.Host) // fails for what is no origin
	}
	return guard.Check(r) != nil
}
