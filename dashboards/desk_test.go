package dashboards

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/dashboards/login"
	"gongkai/disclosure"
)

const (
	deskName      = "市公开办"
	deskPassword  = "correct horse battery"
	otherPassword = "another horse battery"
	deskHash      = "$2a$04$wMBQMbEazWRG6tvzKGEAA.4TglomiErWzx.sDLZX/4h3odg0VgRLu"
	otherHash     = "$2a$04$zEKeNjYgmvDZ56/oDUuaE.EY31KsuBc3sdjpkUfzMsJQj0ew3XpLm"
	deskCell      = "/review/990101-civil-2024/cell?figure=requests_new.total"
)

// deskService is a service at whose desk somebody may sign in.
type deskService struct {
	*service
	accounts login.Accounts
	reviews  []ReviewRow // what was decided before, the newest first
	doubts   []DoubtRow
	names    []UnresolvedRow
	said     []Decision
	answers  []NameAnswer
	refuses  error // of what is decided
}

// account writes the one there is, by a hash that is quickly compared.
func (s *deskService) account(hash string) {
	s.Helper()
	if err := os.WriteFile(s.accounts.File, fmt.Appendf(nil, "%s:%s\n", deskName, hash), 0o600); err != nil {
		s.Fatal(err)
	}
}

func newDesk(t *testing.T, public string, changes ...func(*login.Config)) *deskService {
	t.Helper()
	s := &deskService{accounts: login.Accounts{File: filepath.Join(t.TempDir(), "reviewers")}}
	s.doubts = []DoubtRow{
		{Kind: "scan", ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: hostile, County: "990101", FiscalYear: 2024, Printed: hostile, State: "image_only", Weight: 5},
		{Kind: "cell", ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: hostile, County: "990101", FiscalYear: 2024, Indicator: "requests_new", Applicant: "total", Printed: "12", State: "number", Value: number(12), Confidence: 0.8, Proposal: number(13), Findings: 1, Weight: 4},
		{Kind: "cell", ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: hostile, County: "990101", FiscalYear: 2024, Indicator: "reconsideration_total", Printed: hostile, State: "unreadable", Confidence: 0.5, Weight: 1},
	}
	s.names = []UnresolvedRow{{AgencyID: "unresolved-财富大厦", Printed: hostile, SiteID: "qinglan", DivisionCode: "990101", DivisionName: "晴岚县", Reports: 3, FirstYear: 2020, LastYear: 2022, ReportID: "990101-civil-2024", Total: 1}}
	s.service = newServiceWith(t, func(c *Config) {
		gate := login.Config{Accounts: s.accounts}
		if public != "" {
			gate.Public, _ = url.Parse(public)
		}
		for _, change := range changes {
			change(&gate)
		}
		c.Desk = &Desk{Gate: login.New(gate),
			Decide: func(_ context.Context, d Decision) error {
				if s.refuses == nil {
					s.said = append(s.said, d)
				}
				return s.refuses
			},
			Answer: func(_ context.Context, a NameAnswer) error {
				if s.refuses == nil {
					s.answers = append(s.answers, a)
				}
				return s.refuses
			}}
	})
	s.account(deskHash)
	rows := s.measures.rows
	rows["reviews"] = func(map[string]any) any { return s.reviews }
	rows["unresolved"] = func(map[string]any) any { return s.names }
	rows["review"] = func(p map[string]any) any {
		return slices.DeleteFunc(slices.Clone(s.doubts), func(d DoubtRow) bool { return p["kind"] != "" && p["kind"] != d.Kind })
	}
	return s
}

// send posts a form as our own page does.
func (s *deskService) post(address, cookie string, fields url.Values, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func credentials(password string) url.Values {
	return url.Values{"name": {deskName}, "password": {password}, "to": {deskCell}}
}

// in signs in and returns the header of the cookie.
func (s *deskService) in() string {
	s.Helper()
	w := s.post("/sign-in", "", credentials(deskPassword))
	cookies := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || len(cookies) != 1 {
		s.Fatalf("signing in: %d, %v", w.Code, cookies)
	}
	return cookies[0].Name + "=" + cookies[0].Value
}

// hiddenIn are the fields of the form that a person does not see.
func hiddenIn(body string) url.Values {
	all := url.Values{}
	for _, name := range []string{"seen", "print"} {
		_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		all.Set(name, value)
	}
	return all
}

// Without a desk none of its addresses is there.
func TestWithoutADeskNobodySignsIn(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"/sign-in", "/sign-out", "/review", "/review/name?name=x", deskCell} {
		if w := s.get(path); w.Code != http.StatusNotFound || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("GET %s: %d", path, w.Code)
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s: %d, Allow %q", path, w.Code, w.Header().Get("Allow"))
		}
	}
}

// Whoever signs in gets a cookie that no script and no other site can use, and goes on where he wanted to.
func TestSignIn(t *testing.T) {
	for public, name := range map[string]string{"": "gongkai-session", "https://gongkai.example.org": "__Host-gongkai-session"} {
		s := newDesk(t, public)
		w := s.get(deskCell + "&lang=en")
		if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/sign-in?lang=en&to=%2Freview%2F990101-civil-2024%2Fcell") {
			t.Errorf("without a session: %d, %s", w.Code, to)
		}
		w = s.post("/sign-in", "", credentials(deskPassword))
		c := w.Result().Cookies()[0]
		if c.Name != name || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != (public != "") || c.MaxAge != 12*60*60 || len(c.Value) < 26 {
			t.Errorf("the cookie: %v", w.Header()["Set-Cookie"])
		}
		if w.Header().Get("Location") != deskCell || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("then: %v", w.Header())
		}
		again := s.post("/sign-in", c.Name+"="+c.Value, credentials(deskPassword)).Result().Cookies()[0]
		if again.Value == c.Value || s.get("/review", "Cookie", c.Name+"="+c.Value).Code == http.StatusOK {
			t.Error("the session of before goes on")
		}
		w = s.post("/sign-out", again.Name+"="+again.Value, nil)
		if gone := w.Result().Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 || s.get("/review", "Cookie", again.Name+"="+again.Value).Code == http.StatusOK {
			t.Errorf("signed out: %v", gone)
		}
	}
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	s := newDesk(t, "")
	for _, to := range []string{"//evil.test/review", "https://evil.test/review", "/\\evil.test", "javascript:alert(1)", "/reviewers", "/data", "/review/../data", "\r\n/review", ""} {
		f := credentials(deskPassword)
		f.Set("to", to)
		if got := s.post("/sign-in?lang=en", "", f).Header().Get("Location"); !strings.HasPrefix(got, "/review?") && !strings.HasPrefix(got, "/review/") || strings.Contains(got, "evil") {
			t.Errorf("to %q leads to %q", to, got)
		}
	}
}

// A wrong password, a name that is not there and an account that was taken away look alike; after some tries there are none.
func TestSignInRefused(t *testing.T) {
	s := newDesk(t, "")
	wrong := credentials("incorrect horse battery")
	w := s.post("/sign-in", "", wrong)
	if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "账号名或密码有误") || strings.Contains(w.Body.String(), "incorrect horse") || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("a wrong password: %d", w.Code)
	}
	none := credentials(deskPassword)
	none.Set("name", hostile)
	if w = s.post("/sign-in", "", none); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "账号名或密码有误") || strings.Contains(w.Body.String(), "<script>alert") {
		t.Errorf("a name that is not there: %d", w.Code)
	}
	cookie := s.in()
	s.account(otherHash)
	if s.get("/review", "Cookie", cookie).Code != http.StatusSeeOther {
		t.Error("a session goes on after the password was changed")
	}
	var last *httptest.ResponseRecorder
	for range 7 {
		last = s.post("/sign-in", "", wrong)
	}
	if last.Code != http.StatusTooManyRequests || last.Header().Get("Retry-After") == "" {
		t.Errorf("after many tries: %d", last.Code)
	}
	if w = s.post("/sign-in", "", credentials(otherPassword)); w.Code != http.StatusTooManyRequests {
		t.Errorf("after many tries the right password: %d", w.Code)
	}
	if err := os.WriteFile(s.accounts.File, []byte("no hash\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w = s.post("/sign-in", "", credentials(deskPassword), "X-Forwarded-For", "192.0.2.1"); w.Code == http.StatusSeeOther {
		t.Error("a broken file of accounts lets somebody in")
	}
}

// What another site's page makes the browser send is refused, whatever cookies come with it.
func TestForeignFormsAreRefused(t *testing.T) {
	s := newDesk(t, "https://gongkai.example.org")
	cookie := s.in()
	f := hiddenIn(s.get(deskCell, "Cookie", cookie).Body.String())
	f.Set("as", "right")
	f.Set("reason", "x")
	for _, path := range []string{"/sign-in", "/sign-out", deskCell, "/review/name?name=财富大厦&division=990101"} {
		for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "", "Origin", "https://evil.test"}, {"Sec-Fetch-Site", "", "Origin", "null"}} {
			if w := s.post(path, cookie, f, headers...); w.Code != http.StatusForbidden || w.Header().Get("Set-Cookie") != "" {
				t.Errorf("%s with %v: %d", path, headers, w.Code)
			}
		}
	}
	if len(s.said)+len(s.answers) > 0 || s.get("/review", "Cookie", cookie).Code != http.StatusOK {
		t.Error("a foreign form did something")
	}
	if w := s.post(deskCell, cookie, f, "Sec-Fetch-Site", "", "Origin", "https://gongkai.example.org"); w.Code != http.StatusSeeOther || len(s.said) != 1 {
		t.Errorf("our own form behind a proxy: %d", w.Code)
	}
}

// What is for one person is kept by nobody, and changes nothing that readers see.
func TestSignedInPagesAreNotKept(t *testing.T) {
	s := newDesk(t, "")
	cookie := s.in()
	for _, path := range []string{"/review", "/review?kind=cell&lang=en", deskCell, "/review/990101-civil-2024/scan", "/review/name?name=财富大厦&division=990101"} {
		for range 2 {
			w := s.get(path, "Cookie", cookie)
			if w.Code != http.StatusOK || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Vary") != "Cookie" || w.Header().Get("Content-Security-Policy") != pagePolicy {
				t.Errorf("%s: %d %v", path, w.Code, w.Header())
			}
			if !strings.Contains(w.Body.String(), deskName) || strings.Contains(w.Body.String(), "<script>alert") {
				t.Errorf("%s does not say who is signed in, or runs what it shows", path)
			}
		}
		if w := s.get(path); w.Code != http.StatusSeeOther || strings.Contains(w.Body.String(), deskName) {
			t.Errorf("%s without a session: %d", path, w.Code)
		}
	}
	plain := newService(t)
	plain.measures.rows = s.measures.rows
	for _, path := range []string{"/", "/reports/990101-civil-2024", "/reports/990101-civil-2024/figures/requests_new.total", "/undecided", "/data", "/api/v1/reviews"} {
		seen, signed, without := s.get(path), s.get(path, "Cookie", cookie), plain.get(path)
		if seen.Code != http.StatusOK || seen.Body.String() != signed.Body.String() || seen.Header().Get("ETag") != signed.Header().Get("ETag") || signed.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s is another one for who is signed in", path)
		}
		if without.Body.String() != seen.Body.String() {
			t.Errorf("%s is another one where there is a desk", path)
		}
	}
}

// A decision is handed on as it was typed, and the next doubt of the queue follows.
func TestDecide(t *testing.T) {
	s := newDesk(t, "")
	cookie := s.in()
	page := s.get(deskCell+"&kind=cell&lang=en", "Cookie", cookie).Body.String()
	for _, want := range []string{`sandbox title="The archived page, with the cell marked" src="/reports/990101-civil-2024/evidence?figure=requests_new.total&amp;lang=en#gongkai-aim"`, "<b class=\"num\">13</b>", "with this number the sums hold", `<input type="radio" name="as" value="right" required>`,
		`href="/review/990101-civil-2024/cell?figure=reconsideration_total&amp;kind=cell&amp;lang=en"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the doubt has no %s", want)
		}
	}
	f := hiddenIn(page)
	for _, c := range []struct {
		as, value, reason, evidence, says string
	}{
		{"", "", "x", "", "Say whether it was read rightly"},
		{"maybe", "", "x", "", "Say whether it was read rightly"},
		{"right", "", " \r\n ", "", "Give a reason"},
		{"wrong", "十三", "x", "", "has to be a number"},
		{"right", "13", "x", "", "contradicts the choice"},
		{"wrong", "12", "x", "", "contradicts the choice"},
		{"right", "", strings.Repeat("字", 2001), "", "2,000 characters"},
		{"right", "", "x", strings.Repeat("字", 501), "2,000 characters"},
	} {
		f.Set("as", c.as)
		f.Set("value", c.value)
		f.Set("reason", c.reason)
		f.Set("evidence", c.evidence)
		w := s.post(deskCell+"&lang=en", cookie, f)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.says) || !strings.Contains(w.Body.String(), ">"+strings.TrimSpace(c.reason)+"</textarea>") {
			t.Errorf("%.60v: %d", c, w.Code)
		}
	}
	f.Set("as", "wrong")
	f.Set("value", "1,013")
	f.Set("reason", " 印的是\r\n1013\x00 ")
	f.Set("evidence", " https://qinglan.demo.test/1 ")
	w := s.post(deskCell+"&kind=cell&lang=en", cookie, f)
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/review/990101-civil-2024/cell?figure=reconsideration_total&kind=cell&lang=en&recorded=1#decide" {
		t.Fatalf("then: %d %s", w.Code, to)
	}
	want := disclosure.Int(1013)
	if len(s.said) != 1 || s.said[0].ShouldBe.String() != want.String() {
		t.Fatalf("decided: %+v", s.said)
	}
	s.said[0].ShouldBe = nil
	if s.said[0] != (Decision{ReportID: "990101-civil-2024", Kind: "cell", Figure: "requests_new.total", Verdict: "wrong", By: deskName, Reason: "印的是\n1013", Evidence: "https://qinglan.demo.test/1"}) {
		t.Errorf("decided: %+v", s.said[0])
	}
	if body := s.get(w.Header().Get("Location"), "Cookie", cookie).Body.String(); !strings.Contains(body, `<p class="recorded" role="status">`) {
		t.Error("the next page does not say that the decision was recorded")
	}
	scan := "/review/990101-civil-2024/scan?kind=scan"
	f = hiddenIn(s.get(scan, "Cookie", cookie).Body.String())
	f.Set("as", "right")
	f.Set("reason", "确为扫描件")
	if w = s.post(scan, cookie, f); w.Header().Get("Location") != "/review?kind=scan&recorded=1" || len(s.said) != 2 || s.said[1].Figure != "" || s.said[1].Kind != "scan" {
		t.Errorf("the last of a queue: %s, %+v", w.Header().Get("Location"), s.said)
	}
	for _, path := range []string{"/review/990101-civil-2024/cell", "/review/990101-civil-2024/scan?figure=requests_new.total", "/review/990101-civil-2024/cell?figure=none_such", "/review/990101-civil-2024/other", "/review/no-such-2024/scan"} {
		if w := s.post(path, cookie, f); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, w.Code)
		}
	}
}

// Of two who look at one doubt the second one is shown what the first decided, and asked again; so is who looked at another print.
func TestTwoDecideOneDoubt(t *testing.T) {
	s := newDesk(t, "")
	cookie := s.in()
	f := hiddenIn(s.get(deskCell, "Cookie", cookie).Body.String())
	f.Set("as", "right")
	f.Set("reason", "我看是 12")
	s.reviews = []ReviewRow{{ReportID: "990101-civil-2024", Kind: "cell", Indicator: "requests_new", Applicant: "total", Printed: "12", PrintState: "number", Value: number(12), Verdict: "wrong", ShouldBe: number(18), DecidedAt: seen.Add(time.Millisecond), DecidedBy: "县公开办", Reason: "印的是 18", Stands: 1, Total: 1}}
	w := s.post(deskCell, cookie, f)
	body := w.Body.String()
	if w.Code != http.StatusConflict || len(s.said) != 0 {
		t.Fatalf("the second decision: %d, %+v", w.Code, s.said)
	}
	for _, want := range []string{"“县公开办”在", "印的是 18", "复核者读作 18", ">我看是 12</textarea>", `value="right" required checked`, "再作决定"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	again := hiddenIn(body)
	again.Set("as", "right")
	again.Set("reason", "我看是 12")
	if w = s.post(deskCell, cookie, again); w.Code != http.StatusSeeOther || len(s.said) != 1 {
		t.Errorf("decided again, knowing of it: %d", w.Code)
	}
	again.Set("print", "0123456789ab")
	if w = s.post(deskCell, cookie, again); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "所印内容或读取结果有变") || len(s.said) != 1 {
		t.Errorf("another print: %d", w.Code)
	}
}

// What was typed is there again where the database is away, where it refuses, and where the session has ended.
func TestNothingTypedIsLost(t *testing.T) {
	s := newDesk(t, "")
	cookie := s.in()
	f := hiddenIn(s.get(deskCell, "Cookie", cookie).Body.String())
	typed := "很长的理由" + hostile
	f.Set("as", "wrong")
	f.Set("value", "13")
	f.Set("reason", typed)
	f.Set("evidence", "文号 1")
	away := errors.New("connection refused")
	check := func(when string, w *httptest.ResponseRecorder, status int, wants ...string) {
		t.Helper()
		for _, want := range append(wants, "很长的理由&lt;script&gt;") {
			if w.Code != status || !strings.Contains(w.Body.String(), want) || w.Header().Get("Refresh") != "" {
				t.Errorf("%s: %d without %s", when, w.Code, want)
			}
		}
	}
	form := []string{`value="wrong" checked`, `value="13"`, `value="文号 1"`, `value="` + f.Get("seen") + `"`, `value="` + f.Get("print") + `"`}
	s.refuses = away
	check("the decision fails", s.post(deskCell, cookie, f), http.StatusServiceUnavailable, append(form, "数据库此刻没有应答")...)
	s.refuses = nil
	s.measures.err = away
	check("everything fails", s.post(deskCell, cookie, f), http.StatusServiceUnavailable, append(form, "数据库此刻没有应答", `src="/reports/990101-civil-2024/evidence`)...)
	s.measures.err = nil
	check("signed out", s.post(deskCell, "gongkai-session=none", f), http.StatusUnauthorized, "登录已过期", `name="to" value="/review/990101-civil-2024/cell?figure=requests_new.total"`)
	if len(s.said) > 0 {
		t.Errorf("something was decided: %+v", s.said)
	}
	if w := s.post(deskCell, cookie, f); w.Code != http.StatusSeeOther || len(s.said) != 1 {
		t.Errorf("sent again: %d", w.Code)
	}
	f.Set("reason", strings.Repeat("x", 70_000))
	if w := s.post(deskCell, cookie, f); w.Code != http.StatusBadRequest {
		t.Errorf("a form without an end: %d", w.Code)
	}
}

// A name is answered with an agency or with none.
func TestAnswerName(t *testing.T) {
	s := newDesk(t, "")
	cookie := s.in()
	address := "/review/name?name=" + url.QueryEscape("财富大厦") + "&division=990101&kind=name"
	if body := s.get("/review?kind=name", "Cookie", cookie).Body.String(); !strings.Contains(body, "3 份报告") {
		t.Error("the queue does not have the name")
	}
	body := s.get(address, "Cookie", cookie).Body.String()
	for _, want := range []string{`<datalist id="agencies"><option value="990101-civil">`, `src="/reports/990101-civil-2024/evidence"`, "2020–2022"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the name has no %s", want)
		}
	}
	for _, f := range []url.Values{{"as": {"agency"}, "reason": {"x"}}, {"as": {"agency"}, "agency": {"a"}}, {"reason": {"x"}}, {"as": {"none"}, "reason": {strings.Repeat("x", 2001)}}} {
		if w := s.post(address, cookie, f); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.40v: %d", f, w.Code)
		}
	}
	good := url.Values{"as": {"agency"}, "agency": {"990101-civil"}, "family": {"civil"}, "reason": {"电话核实"}, "evidence": {"记录 3"}}
	s.refuses = &Refusal{"何某 answered it"}
	if w := s.post(address, cookie, good); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "何某 answered it") || !strings.Contains(w.Body.String(), ">电话核实</textarea>") {
		t.Errorf("refused: %d", w.Code)
	}
	s.refuses = errors.New("away")
	if w := s.post(address, cookie, good); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `value="990101-civil" autocomplete`) {
		t.Errorf("away: %d", w.Code)
	}
	s.refuses = nil
	if w := s.post(address, cookie, good); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/review?kind=name&recorded=1" {
		t.Errorf("answered: %d, %s", w.Code, w.Header().Get("Location"))
	}
	if len(s.answers) != 1 || s.answers[0] != (NameAnswer{Name: "财富大厦", Division: "990101", Agency: "990101-civil", Family: "civil", By: deskName, Source: "电话核实 记录 3"}) {
		t.Errorf("answered: %+v", s.answers)
	}
	s.names = nil
	s.measures.rows["data_version"] = always([]VersionRow{{"00fe", 1, 1, &seen, "0a", "0b", "03", 7}})
	if w := s.get(address, "Cookie", cookie); w.Code != http.StatusNotFound {
		t.Errorf("a name that nobody waits for: %d", w.Code)
	}
	if w := s.post(address, cookie, good); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), ">电话核实</textarea>") {
		t.Errorf("answered meanwhile: %d", w.Code)
	}
}
