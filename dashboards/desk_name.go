package dashboards

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/dashboards/login"
)

// nameBody is a name that means no agency for certain, beside a report that bears it.
type nameBody struct {
	deskBody
	Filter   QueueFilter
	Form     nameForm
	Error    string
	Place    string
	Queue    string
	Skip     string
	Known    bool
	Waits    bool // nobody has answered it, or what was answered is not read yet
	Row      UnresolvedRow
	Agencies []AgencyRow // that it may be
	Families []string
	Evidence string
}

// nameForm is what a person has written.
type nameForm struct{ As, Agency, Family, Reason, Evidence string }

// mostName bounds a name in an address, in bytes; mostAgencies how many are offered.
const (
	mostName     = 600
	mostAgencies = 400
)

// nameAt reads which name an address is of.
func nameAt(r *http.Request) (d Doubt, f QueueFilter, err error) {
	q := r.URL.Query()
	if f, err = queueFilter(q); err != nil {
		return d, f, err
	}
	name := q.Get("name")
	division, err := param(q, "division", countyPattern)
	if err != nil || name == "" || len(name) > mostName || !utf8.ValidString(name) {
		return d, f, badRequest("error.parameter", "name")
	}
	d.Kind, d.Printed = DoubtName, name
	d.Named.AgencyID, d.Named.DivisionCode = "unresolved-"+name, division
	return d, f, nil
}

func (s *server) namePage(r *http.Request, l tongue, who login.Person) (int, page, error) {
	d, f, err := nameAt(r)
	if err != nil {
		return 0, page{}, err
	}
	b := nameView(r, l, who, d, f)
	if err := s.lookUpName(r.Context(), l, d, &b); err != nil {
		return 0, page{}, err
	}
	if !b.Waits {
		return 0, page{}, notFound("desk.name_answered", d.Printed)
	}
	return http.StatusOK, l.nameView(b), nil
}

func nameView(r *http.Request, l tongue, who login.Person, d Doubt, f QueueFilter) nameBody {
	return nameBody{deskBody: deskBody{who, r.Method == http.MethodGet && r.URL.Query().Get("recorded") != ""}, Filter: f, Row: d.Named, Families: familyNames(),
		Place: l.doubtPlace(d, f), Queue: address(l, "/review", "county", f.County, "kind", f.Kind)}
}

// lookUpName adds what is known of a name now.
func (s *server) lookUpName(ctx context.Context, l tongue, d Doubt, b *nameBody) error {
	var rows []UnresolvedRow
	if err := s.Measures.Select(ctx, &rows, "unresolved", map[string]any{"county": d.Named.DivisionCode, "limit": uint32(apiMost), "offset": uint32(0)}); err != nil {
		return err
	}
	at := slices.IndexFunc(rows, func(r UnresolvedRow) bool {
		return r.AgencyID == d.Named.AgencyID && r.DivisionCode == d.Named.DivisionCode
	})
	if at >= 0 {
		b.Row, b.Waits = rows[at], true
		b.Evidence = address(l, place("/reports/", b.Row.ReportID)+"/evidence")
	}
	if code := d.Named.DivisionCode; code != "" {
		err := s.Measures.Select(ctx, &b.Agencies, "agencies", among{County: code}.params("q", "", "agency", "", "limit", uint32(mostAgencies), "offset", uint32(0)))
		if err != nil {
			return err
		}
		b.Agencies = slices.DeleteFunc(b.Agencies, func(a AgencyRow) bool { return strings.HasPrefix(a.AgencyID, "unresolved-") })
	}
	if next, ok := s.after(ctx, d, b.Filter); ok {
		b.Skip = l.doubtPlace(next, b.Filter)
	}
	b.Known = true
	return nil
}

// answerName takes the form of a name.
func (s *server) answerName(r *http.Request, l tongue, who login.Person) (string, int, page, error) {
	d, f, err := nameAt(r)
	if err != nil {
		return "", 0, page{}, err
	}
	b := nameView(r, l, who, d, f)
	b.Form = nameForm{As: r.PostForm.Get("as"), Agency: field(r.PostForm, "agency"), Family: r.PostForm.Get("family"), Reason: field(r.PostForm, "reason"), Evidence: field(r.PostForm, "evidence")}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), decidingMost)
	defer cancel()
	s.Desk.one.Lock()
	defer s.Desk.one.Unlock()
	if err := s.lookUpName(ctx, l, d, &b); err != nil {
		return s.nameNotKept(ctx, l, b, err)
	}
	a, wrong := b.answer()
	if wrong != "" {
		b.Error = l.say(wrong)
		return "", http.StatusUnprocessableEntity, l.nameView(b), nil
	}
	if !b.Waits {
		b.Error = l.say("desk.name_answered", d.Printed)
		return "", http.StatusConflict, l.nameView(b), nil
	}
	next, ok := s.after(ctx, d, f)
	if err := s.Desk.Answer(ctx, a); err != nil {
		return s.nameNotKept(ctx, l, b, err)
	}
	s.Log.InfoContext(ctx, "a name was answered", "reviewer", who.Name, "id", who.ID, "name", a.Name, "agency", a.Agency)
	s.version.forget()
	if ok {
		return l.doubtPlace(next, f, "recorded", 1) + "#decide", 0, page{}, nil
	}
	return address(l, "/review", "county", f.County, "kind", f.Kind, "recorded", 1), 0, page{}, nil
}

// answer is what the form says, or the message that says what is wrong with it.
func (b nameBody) answer() (a NameAnswer, wrong string) {
	a = NameAnswer{Name: b.Row.Name(), Division: b.Row.DivisionCode, By: b.Who.Name, Source: b.Form.Reason}
	if b.Form.Evidence != "" {
		a.Source += " " + b.Form.Evidence
	}
	switch {
	case b.Form.As == "agency" && b.Form.Agency == "" || b.Form.As != "agency" && b.Form.As != "none":
		return a, "desk.no_answer"
	case b.Form.Reason == "":
		return a, "desk.no_reason"
	case utf8.RuneCountInString(b.Form.Reason) > mostReason || utf8.RuneCountInString(b.Form.Evidence) > mostEvidence || utf8.RuneCountInString(b.Form.Agency) > mostEvidence:
		return a, "desk.too_long"
	case b.Form.As == "none":
		return a, ""
	}
	a.Agency = b.Form.Agency
	if slices.Contains(b.Families, b.Form.Family) {
		a.Family = b.Form.Family
	}
	return a, ""
}

func (s *server) nameNotKept(ctx context.Context, l tongue, b nameBody, err error) (string, int, page, error) {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		b.Error = l.say("desk.refused", refusal.Text)
		return "", http.StatusUnprocessableEntity, l.nameView(b), nil
	}
	f := s.classify(ctx, err)
	if f.status < http.StatusInternalServerError {
		return "", 0, page{}, f
	}
	s.Log.ErrorContext(ctx, "an answer was not kept", "name", b.Row.Name(), "error", err)
	b.Error = l.say("desk.not_kept")
	return "", http.StatusServiceUnavailable, l.nameView(b), nil
}

func (l tongue) nameView(b nameBody) page {
	p := page{view: "doubt_name", title: l.say("desk.name", b.Row.Name()), lead: l.say("desk.name.lead"), body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("desk.queue"), b.Queue}, {Name: b.Row.Name()}}
	return p
}
