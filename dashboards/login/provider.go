package login

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Provider is an OpenID Connect provider whose persons may sign in: by the authorization code flow with PKCE, state
// and nonce.
type Provider struct {
	Issuer   string
	ClientID string
	Secret   string   // of the client; empty where it has none
	Scopes   []string // that are asked for, openid among them
	// Allow are those who may sign in: sub:SUBJECT, group:NAME, or an address that the provider has verified.
	Allow      []string
	GroupClaim string // that has the groups of a person
	NameClaim  string // what a person is called in public; without it the subject
}

// Valid says what is wrong with it.
func (p Provider) Valid() error {
	if p.ClientID == "" {
		return errors.New("an OpenID Connect provider needs the ID of this client")
	}
	if len(p.Allow) == 0 {
		return errors.New("nobody is allowed: name a subject (sub:…), a group (group:…) or an address")
	}
	for _, who := range p.Allow {
		kind, name, is := strings.Cut(who, ":")
		if who != strings.TrimSpace(who) || is && (name == "" || kind != "sub" && kind != "group") || !is && !strings.Contains(who, "@") {
			return fmt.Errorf("%q: want sub:SUBJECT, group:NAME or an address like name@example.org", who)
		}
	}
	if !slices.Contains(p.Scopes, oidc.ScopeOpenID) {
		return errors.New("the scope openid is missing")
	}
	return nil
}

// Host is the provider's name for people.
func (p Provider) Host() string {
	u, err := url.Parse(p.Issuer)
	if err != nil {
		return p.Issuer
	}
	return u.Host
}

const (
	providerPatience = 10 * time.Second // of one question to the provider
	providerAgain    = 5 * time.Second  // after one that failed
)

// discovery is what a provider says of itself; it is asked for when somebody signs in, so that a provider that is away
// keeps nobody from reading.
type discovery struct {
	mu       sync.Mutex
	provider *oidc.Provider
	err      error
	asked    time.Time
	client   *http.Client
}

func (d *discovery) get(issuer string, at time.Time) (*oidc.Provider, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.provider != nil || d.err != nil && at.Sub(d.asked) < providerAgain {
		return d.provider, d.err
	}
	d.client = &http.Client{Timeout: providerPatience}
	// The provider keeps the context for its keys, which are asked for later: it is nobody's request.
	d.provider, d.err = oidc.NewProvider(oidc.ClientContext(context.Background(), d.client), issuer)
	d.asked = at
	return d.provider, d.err
}

// flow is the provider and how this service speaks to it.
func (g *Gate) flow() (*oidc.Provider, *oauth2.Config, error) {
	known, err := g.discovery.get(g.Provider.Issuer, g.clock())
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	var says struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	_ = known.Claims(&says) // without it the standard's own is meant
	at := known.Endpoint()
	at.AuthStyle = oauth2.AuthStyleInHeader
	if g.Provider.Secret == "" || len(says.Methods) > 0 && !slices.Contains(says.Methods, "client_secret_basic") {
		at.AuthStyle = oauth2.AuthStyleInParams
	}
	return known, &oauth2.Config{ClientID: g.Provider.ClientID, ClientSecret: g.Provider.Secret, Endpoint: at, Scopes: g.Provider.Scopes, RedirectURL: g.Public.JoinPath(ReturnPath).String()}, nil
}

// claims are what a provider says of a person.
type claims map[string]any

func (c claims) text(name string) string {
	s, _ := c[name].(string)
	return s
}

// has reports whether a claim is a text or a list of texts, and one of them.
func (c claims) has(name, value string) bool {
	switch v := c[name].(type) {
	case string:
		return v == value
	case []any:
		return slices.Contains(v, any(value))
	}
	return false
}

// allows reports whether the operator has named the person. An address counts only where the provider has verified it.
func (p Provider) allows(c claims) bool {
	return slices.ContainsFunc(p.Allow, func(who string) bool {
		kind, name, _ := strings.Cut(who, ":")
		switch {
		case kind == "sub":
			return c.text("sub") == name
		case kind == "group":
			return c.has(p.GroupClaim, name)
		}
		verified := c["email_verified"]
		return (verified == true || verified == "true") && strings.EqualFold(c.text("email"), who)
	})
}

// person is who it is, by a name that tells which provider says so: nobody takes the name of an account of this machine.
func (p Provider) person(c claims) Person {
	name := strings.Join(strings.FieldsFunc(cmp.Or(c.text(p.NameClaim), c.text("sub")), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if utf8.RuneCountInString(name) > 60 {
		name = string([]rune(name)[:60])
	}
	return Person{Name: name + " (" + p.Host() + ")", ID: p.Issuer + " sub:" + c.text("sub")}
}
