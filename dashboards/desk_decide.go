package dashboards

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gongkai/dashboards/login"
	"gongkai/disclosure"
)

const (
	mostReason   = 2000 // characters
	mostEvidence = 500
	decidingMost = 20 * time.Second // how long a decision may take to be kept
)

// field reads a field of a form: one line or more, without what no person types.
func field(form url.Values, name string) string {
	text := strings.ReplaceAll(strings.ToValidUTF8(form.Get(name), "�"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}

// decide takes the form of a doubt. What was written is shown again wherever it was not kept.
func (s *server) decide(r *http.Request, l tongue, who login.Person) (string, int, page, error) {
	d, f, err := doubtAt(r)
	if err != nil {
		return "", 0, page{}, err
	}
	b := s.doubtBody(r, l, who, d, f)
	b.Form = decisionForm{As: r.PostForm.Get("as"), Value: field(r.PostForm, "value"), Reason: field(r.PostForm, "reason"), Evidence: field(r.PostForm, "evidence"), Seen: r.PostForm.Get("seen"), Print: r.PostForm.Get("print")}
	// Whoever decided a thing goes on to its end, also where the browser that sent it has gone.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), decidingMost)
	defer cancel()
	s.Desk.one.Lock() // of two who decide one doubt at once the second one sees the first
	defer s.Desk.one.Unlock()
	if err := s.lookUp(ctx, l, &b); err != nil {
		return s.notKept(ctx, l, b, err)
	}
	status := http.StatusUnprocessableEntity
	said, wrong := b.decision()
	if wrong != "" {
		b.Error = l.say(wrong)
	} else if b.Error = b.moved(l); b.Error != "" {
		status = http.StatusConflict
		b.Form.Seen, b.Form.Print = b.seen(), b.print()
	}
	if b.Error != "" {
		return "", status, l.doubtView(b), nil
	}
	next, ok := s.after(ctx, b.Doubt, f)
	if err := s.Desk.Decide(ctx, said); err != nil {
		return s.notKept(ctx, l, b, err)
	}
	s.Log.InfoContext(ctx, "a doubt was decided", "reviewer", who.Name, "id", who.ID, "report", said.ReportID, "kind", said.Kind, "figure", said.Figure, "as", said.Verdict)
	s.version.forget()
	if ok {
		return l.doubtPlace(next, f, "recorded", 1) + "#decide", 0, page{}, nil
	}
	return address(l, "/review", "county", f.County, "kind", f.Kind, "recorded", 1), 0, page{}, nil
}

// decision is what the form says, or the message that says what is wrong with it.
func (b doubtBody) decision() (d Decision, wrong string) {
	d = Decision{ReportID: b.Doubt.ReportID, Kind: b.Doubt.Kind, Figure: b.Doubt.Key(), Verdict: b.Form.As, By: b.Who.Name, Reason: b.Form.Reason, Evidence: b.Form.Evidence}
	if !slices.Contains([]string{disclosure.ReviewRight, disclosure.ReviewWrong}, d.Verdict) {
		return d, "desk.no_verdict"
	}
	if d.Reason == "" {
		return d, "desk.no_reason"
	}
	if utf8.RuneCountInString(d.Reason) > mostReason || utf8.RuneCountInString(d.Evidence) > mostEvidence || strings.Contains(d.Evidence, "\n") {
		return d, "desk.too_long"
	}
	if b.Form.Value == "" {
		return d, ""
	}
	n, err := disclosure.ParseNumber(strings.ReplaceAll(b.Form.Value, ",", ""))
	if err != nil || d.Figure == "" {
		return d, "desk.no_number"
	}
	if same := (Decimal{&n}).String() == b.Figure.Value.String(); d.Verdict == disclosure.ReviewRight && !same || d.Verdict == disclosure.ReviewWrong && same {
		return d, "desk.contrary"
	}
	d.ShouldBe = &n
	return d, ""
}

// moved says what happened between the page that the person saw and this moment: it is printed otherwise, or somebody
// else decided. It is empty where nothing did.
func (b doubtBody) moved(l tongue) string {
	switch {
	case b.Form.Print != b.print():
		return l.say("desk.reprinted")
	case b.Form.Seen == b.seen():
		return ""
	case len(b.Earlier) > 0:
		return l.say("desk.meanwhile", b.Earlier[0].DecidedBy, l.when(b.Earlier[0].DecidedAt))
	}
	return l.say("desk.reprinted")
}

// notKept gives a decision back that could not be kept, or of which that is not known.
func (s *server) notKept(ctx context.Context, l tongue, b doubtBody, err error) (string, int, page, error) {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		b.Error = l.say("desk.refused", refusal.Text)
		return "", http.StatusUnprocessableEntity, l.doubtView(b), nil
	}
	f := s.classify(ctx, err)
	if f.status < http.StatusInternalServerError {
		return "", 0, page{}, f // there is no such doubt
	}
	s.Log.ErrorContext(ctx, "a decision was not kept", "report", b.Doubt.ReportID, "kind", b.Doubt.Kind, "error", err)
	b.Error = l.say("desk.not_kept")
	return "", http.StatusServiceUnavailable, l.doubtView(b), nil
}

// forget has the version of the data asked for anew: whoever wrote a row knows that it is another one.
func (c *versionCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = time.Time{}
}
