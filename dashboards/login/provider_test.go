package login

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	clientID     = "gongkai"
	clientSecret = "a-secret-of-this-service"
)

// testProvider is an OpenID Connect provider on loopback: it vouches for one person, with what a test changes.
type testProvider struct {
	*httptest.Server
	key, published *ecdsa.PrivateKey
	claims         map[string]any // beside those of the protocol, or in their place
	further        map[string]any // what it says when it is asked who it is
	refuses        bool           // to say who it is
	challenge      string         // that the sign-in began with
	nonce          string
	answers        int
}

func newProvider(t *testing.T, g *testGate) *testProvider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &testProvider{key: key, published: key, claims: map[string]any{}}
	mux := http.NewServeMux()
	says := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.answers++
		says(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/who",
			"id_token_signing_alg_values_supported": []string{"ES256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		says(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &p.published.PublicKey, KeyID: "one", Algorithm: "ES256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /who", func(w http.ResponseWriter, _ *http.Request) {
		if p.refuses {
			http.Error(w, "no: an-access-token of min@example.org", http.StatusForbidden)
			return
		}
		all := map[string]any{"sub": "u-17"}
		maps.Copy(all, p.further)
		says(w, all)
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		if id != clientID || secret != clientSecret || r.PostFormValue("code") != "the-code" || base64.RawURLEncoding.EncodeToString(sum[:]) != p.challenge ||
			r.PostFormValue("redirect_uri") != "https://gongkai.example.org"+ReturnPath {
			w.WriteHeader(http.StatusBadRequest)
			says(w, map[string]string{"error": "invalid_grant", "error_description": "not for the log"})
			return
		}
		all := map[string]any{"iss": p.URL, "sub": "u-17", "aud": clientID, "nonce": p.nonce, "iat": g.now.Unix(), "exp": g.now.Unix() + 60, "name": "王敏"}
		maps.Copy(all, p.claims)
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.key, KeyID: "one"}}, nil)
		if err != nil {
			t.Error(err)
			return
		}
		token, err := jwt.Signed(signer).Claims(all).Serialize()
		if err != nil {
			t.Error(err)
			return
		}
		says(w, map[string]any{"access_token": "an-access-token", "token_type": "Bearer", "id_token": token})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	g.Provider = &Provider{Issuer: p.URL, ClientID: clientID, Secret: clientSecret, Scopes: []string{"openid", "profile"}, Allow: []string{"sub:u-17"}, GroupClaim: "groups", NameClaim: "name"}
	return p
}

// begin begins a sign-in: what the browser keeps, and what it is sent to the provider with.
func (p *testProvider) begin(t *testing.T, g *testGate) ([]*http.Cookie, url.Values) {
	t.Helper()
	w := httptest.NewRecorder()
	at, err := g.Begin(w, httptest.NewRequest(http.MethodGet, "/sign-in/provider", nil), "/review?kind=cell")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(at)
	if err != nil || !strings.HasPrefix(at, p.URL+"/authorize?") {
		t.Fatalf("sent to %s, %v", at, err)
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("client_id") != clientID || q.Get("scope") != "openid profile" || q.Get("code_challenge_method") != "S256" || q.Get("state") == "" || q.Get("nonce") == "" {
		t.Errorf("sent with %s", u.RawQuery)
	}
	p.challenge, p.nonce = q.Get("code_challenge"), q.Get("nonce")
	return w.Result().Cookies(), url.Values{"state": {q.Get("state")}, "code": {"the-code"}}
}

// back is the browser that comes back from the provider, and who is signed in then.
func (g *testGate) back(cookies []*http.Cookie, q url.Values) (to string, who Person, err error) {
	r := httptest.NewRequest(http.MethodGet, ReturnPath+"?"+q.Encode(), nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	to, err = g.Return(w, r, "client")
	next := httptest.NewRequest(http.MethodGet, "/review", nil)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge >= 0 {
			next.AddCookie(c)
		}
	}
	who, _ = g.Person(next)
	return to, who, err
}

func TestProviderSignsIn(t *testing.T) {
	for name, change := range map[string]func(p *testProvider, g *testGate){
		"by subject": func(*testProvider, *testGate) {},
		"by group": func(p *testProvider, g *testGate) {
			g.Provider.Allow, p.claims["groups"] = []string{"group:reviewers"}, []string{"staff", "reviewers"}
		},
		"by an address that is verified": func(p *testProvider, g *testGate) {
			g.Provider.Allow, p.claims["email"], p.claims["email_verified"] = []string{"Min@example.org"}, "min@example.org", true
		},
		"by what it says when it is asked": func(p *testProvider, g *testGate) {
			g.Provider.Allow, p.further = []string{"group:reviewers"}, map[string]any{"groups": "reviewers"}
		},
		"by an address that it says when it is asked": func(p *testProvider, g *testGate) {
			g.Provider.Allow, p.claims["email"] = []string{"min@example.org"}, "min@example.org"
			p.further = map[string]any{"email": "min@example.org", "email_verified": true}
		},
	} {
		g := newGate(t, "https://gongkai.example.org")
		p := newProvider(t, g)
		change(p, g)
		cookies, q := p.begin(t, g)
		if c := cookies[0]; len(cookies) != 1 || c.Name != "__Host-"+flowCookie || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("%s: %v is kept meanwhile", name, cookies)
		}
		to, who, err := g.back(cookies, q)
		if err != nil || to != "/review?kind=cell" || who.Name != "王敏 ("+g.Provider.Host()+")" || who.ID != p.URL+" sub:u-17" {
			t.Errorf("%s: %+v goes on at %q, %v", name, who, to, err)
		}
		if text := g.log.String(); !strings.Contains(text, "u-17") || strings.Contains(text, clientSecret) || strings.Contains(text, "an-access-token") || strings.Contains(text, "the-code") {
			t.Errorf("%s: the log says %s", name, text)
		}
	}
}

func TestProviderSignsNobodyElseIn(t *testing.T) {
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, "https://gongkai.example.org")
	p := newProvider(t, g)
	good := *g.Provider
	for name, test := range map[string]struct {
		change func(q url.Values)
		want   error // nil: a *NotAllowed
	}{
		"another state":              {func(q url.Values) { q.Set("state", "another") }, ErrLost},
		"no state":                   {func(q url.Values) { q.Del("state") }, ErrLost},
		"no code":                    {func(q url.Values) { q.Del("code") }, ErrFailed},
		"another code":               {func(q url.Values) { q.Set("code", "another") }, ErrFailed},
		"the person refused":         {func(q url.Values) { q.Set("error", "access_denied") }, ErrFailed},
		"another provider's answer":  {func(q url.Values) { q.Set("iss", "https://other.example.org") }, ErrFailed},
		"another verifier":           {func(url.Values) { p.challenge = "another" }, ErrFailed},
		"another nonce":              {func(url.Values) { p.nonce = "another" }, ErrFailed},
		"another audience":           {func(url.Values) { p.claims["aud"] = "another" }, ErrFailed},
		"several audiences":          {func(url.Values) { p.claims["aud"] = []string{clientID, "another"} }, ErrFailed},
		"another party":              {func(url.Values) { p.claims["azp"] = "another" }, ErrFailed},
		"another issuer":             {func(url.Values) { p.claims["iss"] = "https://other.example.org" }, ErrFailed},
		"expired":                    {func(url.Values) { p.claims["exp"] = g.now.Unix() - 1 }, ErrFailed},
		"no subject":                 {func(url.Values) { p.claims["sub"] = "" }, ErrFailed},
		"a key that is not its own":  {func(url.Values) { p.key = other }, ErrFailed},
		"not named":                  {func(url.Values) { g.Provider.Allow = []string{"sub:u-18", "group:reviewers"} }, nil},
		"an address nobody verified": {func(url.Values) { g.Provider.Allow, p.claims["email"] = []string{"min@example.org"}, "min@example.org" }, nil},
		"another address is verified": {func(url.Values) {
			g.Provider.Allow, p.claims["email"] = []string{"min@example.org"}, "min@example.org"
			p.further = map[string]any{"email": "other@example.org", "email_verified": true}
		}, nil},
		"which address is verified is not said": {func(url.Values) {
			g.Provider.Allow, p.claims["email"] = []string{"min@example.org"}, "min@example.org"
			p.further = map[string]any{"email_verified": true}
		}, nil},
		"it does not say who it is": {func(url.Values) { g.Provider.Allow, p.refuses = []string{"group:reviewers"}, true }, ErrFailed},
		"it speaks of somebody else": {func(url.Values) {
			g.Provider.Allow, p.further = []string{"group:reviewers"}, map[string]any{"sub": "u-18", "groups": "reviewers"}
		}, ErrFailed},
		"too late": {func(url.Values) { g.now = g.now.Add(flowLife) }, ErrLost},
	} {
		t.Run(name, func(t *testing.T) {
			*g.Provider, p.claims, p.further, p.key, p.refuses = good, map[string]any{}, nil, p.published, false
			g.tries.forget("return client")
			cookies, q := p.begin(t, g)
			test.change(q)
			_, who, err := g.back(cookies, q)
			if who != (Person{}) {
				t.Errorf("%+v is signed in", who)
			}
			if test.want == nil {
				if stranger, is := errors.AsType[*NotAllowed](err); !is || stranger.Person.ID != p.URL+" sub:u-17" {
					t.Errorf("%v", err)
				}
			} else if !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
	if text := g.log.String(); strings.Contains(text, clientSecret) || strings.Contains(text, "not for the log") || strings.Contains(text, "an-access-token") {
		t.Errorf("the log says %s", text)
	}
	*g.Provider, p.claims, p.key = good, map[string]any{}, p.published
	cookies, q := p.begin(t, g)
	if _, _, err := g.back(nil, q); !errors.Is(err, ErrLost) {
		t.Errorf("a browser that began nothing: %v", err)
	}
	forged := *cookies[0]
	forged.Value = "e30." + strings.Repeat("A", 43)
	if _, _, err := g.back([]*http.Cookie{&forged}, q); !errors.Is(err, ErrLost) {
		t.Errorf("a cookie that is not ours: %v", err)
	}
	for range triesAtOnce {
		_, _, _ = g.back(cookies, url.Values{"state": q["state"]})
	}
	if _, _, err := g.back(cookies, q); !errors.Is(err, ErrMany) {
		t.Errorf("after many tries: %v", err)
	}
}

// A provider that is away keeps nobody from anything else, and is asked again after a while.
func TestProviderIsAway(t *testing.T) {
	g := newGate(t, "https://gongkai.example.org")
	p := newProvider(t, g)
	away := httptest.NewServer(http.NotFoundHandler())
	away.Close()
	issuer := g.Provider.Issuer
	g.Provider.Issuer = away.URL
	begin := func() error {
		_, err := g.Begin(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/sign-in/provider", nil), "/review")
		return err
	}
	if err := begin(); !errors.Is(err, ErrAway) {
		t.Errorf("away: %v", err)
	}
	g.Provider.Issuer = issuer
	if err := begin(); !errors.Is(err, ErrAway) || p.answers != 0 {
		t.Errorf("asked again at once: %v", err)
	}
	if _, err := g.try("client", "王敏", password); err != nil {
		t.Errorf("an account of this machine meanwhile: %v", err)
	}
	g.now = g.now.Add(providerAgain)
	if err := begin(); err != nil || p.answers != 1 {
		t.Errorf("after a while: %v", err)
	}
	cookies, q := p.begin(t, g)
	p.Close()
	if _, who, err := g.back(cookies, q); !errors.Is(err, ErrAway) || who != (Person{}) {
		t.Errorf("away when somebody comes back: %+v, %v", who, err)
	}
}

func TestProviderIsValid(t *testing.T) {
	for name, p := range map[string]Provider{
		"no client":  {Allow: []string{"sub:a"}, Scopes: []string{"openid"}},
		"nobody":     {ClientID: "a", Scopes: []string{"openid"}},
		"a name":     {ClientID: "a", Allow: []string{"min"}, Scopes: []string{"openid"}},
		"a kind":     {ClientID: "a", Allow: []string{"grp:min@example.org"}, Scopes: []string{"openid"}},
		"no subject": {ClientID: "a", Allow: []string{"sub:"}, Scopes: []string{"openid"}},
		"not openid": {ClientID: "a", Allow: []string{"sub:a"}, Scopes: []string{"email"}},
	} {
		if err := p.Valid(); err == nil {
			t.Errorf("%s is allowed", name)
		}
	}
	good := Provider{ClientID: "a", Allow: []string{"sub:a@b", "group:b", "min@example.org"}, Scopes: []string{"openid"}}
	if err := good.Valid(); err != nil {
		t.Error(err)
	}
}
