package dashboards

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"gongkai/dashboards/login"
)

// newProvider is a provider that says where things are and confirms nobody.
func newProvider(t *testing.T) (*httptest.Server, func(*login.Config)) {
	var provider *httptest.Server
	provider = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/.well-known/openid-configuration" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"issuer": provider.URL, "authorization_endpoint": provider.URL + "/authorize", "token_endpoint": provider.URL + "/token", "jwks_uri": provider.URL + "/keys"})
	}))
	t.Cleanup(provider.Close)
	return provider, func(c *login.Config) {
		c.Provider = &login.Provider{Issuer: provider.URL, ClientID: "gongkai", Secret: "a-secret", Scopes: []string{"openid"}, Allow: []string{"sub:u-17"}, NameClaim: "name"}
	}
}

// TestSignInWithAProvider: the page leads to the provider and back, and says what went wrong in the person's language. What
// the provider has to vouch for is tested where that is decided.
func TestSignInWithAProvider(t *testing.T) {
	provider, with := newProvider(t)
	s := newDesk(t, "https://gongkai.example.org", with)
	host := strings.TrimPrefix(provider.URL, "http://")
	if body := s.get("/sign-in?lang=en&to=" + url.QueryEscape(deskCell)).Body.String(); !strings.Contains(body, "Sign in with an account of "+host) || !strings.Contains(body, `href="/sign-in/provider?lang=en&amp;to=`+url.QueryEscape(deskCell)) || !strings.Contains(body, `type="password"`) || strings.Contains(body, "a-secret") {
		t.Errorf("the page:\n%s", body)
	}
	w := s.get("/sign-in/provider?lang=en&to=" + url.QueryEscape("//evil.example.org"))
	cookies := w.Result().Cookies()
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil || w.Code != http.StatusSeeOther || to.Host != host || to.Query().Get("redirect_uri") != "https://gongkai.example.org/sign-in/return" || len(cookies) != 1 || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("to the provider: %d to %s with %v, %v", w.Code, to, cookies, err)
	}
	back := func(state, cookie string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/sign-in/return?code=x&state="+url.QueryEscape(state), nil)
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w
	}
	// The token endpoint of this one takes no code.
	w = back(to.Query().Get("state"), cookies[0].Name+"="+cookies[0].Value)
	if body := w.Body.String(); w.Code != http.StatusUnauthorized || !strings.Contains(body, host+" did not confirm who you are") || !strings.Contains(body, "Not signed in") || strings.Contains(body, "evil") {
		t.Errorf("what the provider does not confirm: %d\n%s", w.Code, body)
	}
	if w = back("another", cookies[0].Name+"="+cookies[0].Value); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "没有正在进行的登录") {
		t.Errorf("another state: %d", w.Code)
	}
	if w = back(to.Query().Get("state"), ""); w.Code != http.StatusBadRequest {
		t.Errorf("a browser that began nothing: %d", w.Code)
	}
	for range 20 {
		w = back(to.Query().Get("state"), cookies[0].Name+"="+cookies[0].Value)
	}
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("after many tries: %d", w.Code)
	}

	alone := newDesk(t, "https://gongkai.example.org", with, func(c *login.Config) { c.Accounts.File = "" })
	provider.Close()
	if body := alone.get("/sign-in").Body.String(); strings.Contains(body, `type="password"`) || !strings.Contains(body, "用 "+host+" 的账号登录") {
		t.Errorf("the page without accounts of this machine:\n%s", body)
	}
	if w := alone.get("/sign-in/provider"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), host+" 没有应答") {
		t.Errorf("a provider that is away: %d", w.Code)
	}
	if w := alone.get("/"); w.Code != http.StatusOK {
		t.Errorf("reading meanwhile: %d", w.Code)
	}
	none := newDesk(t, "")
	for _, path := range []string{"/sign-in/provider", login.ReturnPath} {
		if w := none.get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s without a provider: %d", path, w.Code)
		}
	}
}
