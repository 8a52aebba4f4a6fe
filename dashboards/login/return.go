package login

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// ReturnPath is where the provider sends people back to.
const ReturnPath = "/sign-in/return"

// The reasons for which a provider's person is not signed in, beside ErrMany.
var (
	ErrAway   = errors.New("the provider does not answer")
	ErrLost   = errors.New("this browser has begun no sign-in that this is the end of")
	ErrFailed = errors.New("the provider's word does not hold")
)

// NotAllowed is somebody whom the provider knows and the operator has not named.
type NotAllowed struct{ Person Person }

// Error names the person.
func (n *NotAllowed) Error() string { return n.Person.ID + " is not allowed" }

const (
	flowCookie = "gongkai-sign-in"
	flowLife   = 10 * time.Minute
	mostTo     = 1500 // bytes
)

// begun is what a browser keeps while its person is at the provider. Only this process can have written it.
type begun struct {
	State, Nonce, Verifier string
	To                     string // where the person goes on
	Until                  int64
}

// Begin returns the address at the provider where a person signs in.
func (g *Gate) Begin(w http.ResponseWriter, r *http.Request, to string) (address string, err error) {
	_, config, err := g.flow()
	if err != nil {
		g.Log.ErrorContext(r.Context(), "the provider of sign-ins does not answer", "issuer", g.Provider.Issuer, "error", plain(err))
		return "", err
	}
	if len(to) > mostTo {
		to = ""
	}
	b := begun{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: to, Until: g.clock().Add(flowLife).Unix()}
	http.SetCookie(w, g.cookie(flowCookie, g.seal(b), flowLife))
	return config.AuthCodeURL(b.State, oidc.Nonce(b.Nonce), oauth2.S256ChallengeOption(b.Verifier)), nil
}

// Return signs in whom the provider sends back, and says where the person goes on.
func (g *Gate) Return(w http.ResponseWriter, r *http.Request, client string) (to string, err error) {
	cookie, missing := r.Cookie(g.cookieName(flowCookie))
	http.SetCookie(w, g.cookie(flowCookie, "", -time.Second)) // it serves once
	if missing != nil {
		return "", ErrLost
	}
	b, ok := g.unseal(cookie.Value)
	q := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(b.State), []byte(q.Get("state"))) != 1 {
		return "", ErrLost
	}
	if !g.tries.may(g.clock(), "return "+client) {
		return b.To, ErrMany
	}
	c, err := g.vouched(r.Context(), b, q.Get("code"), q.Get("iss"), q.Get("error"))
	if err != nil {
		g.Log.WarnContext(r.Context(), "a sign-in failed", "client", client, "why", plain(err))
		if !errors.Is(err, ErrAway) {
			err = ErrFailed
		}
		return b.To, err
	}
	who := g.Provider.person(c)
	if !g.Provider.allows(c) {
		g.Log.WarnContext(r.Context(), "a sign-in was refused: the person is not named in --oidc-allow", "client", client, "id", who.ID)
		return b.To, &NotAllowed{who}
	}
	g.tries.forget("return " + client)
	g.enter(w, r, session{person: who})
	return b.To, nil
}

// vouched is what the provider says of whoever comes with a code.
func (g *Gate) vouched(ctx context.Context, b begun, code, issuer, refused string) (claims, error) {
	switch {
	case refused != "":
		return nil, errors.New("the provider refused it")
	case code == "":
		return nil, errors.New("there is no code")
	case issuer != "" && issuer != g.Provider.Issuer: // RFC 9207
		return nil, errors.New("another provider sent it")
	}
	known, config, err := g.flow()
	if err != nil {
		return nil, err
	}
	ctx = oidc.ClientContext(ctx, g.discovery.client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(b.Verifier))
	if err != nil {
		return nil, unreached(fmt.Errorf("exchanging the code: %w", err))
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := known.Verifier(&oidc.Config{ClientID: config.ClientID, Now: g.clock}).Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(b.Nonce)) != 1 {
		return nil, errors.New("the token is of another sign-in: its nonce differs")
	}
	c := claims{}
	if err := id.Claims(&c); err != nil {
		return nil, err
	}
	if party := c.text("azp"); id.Subject == "" || party != "" && party != config.ClientID || party == "" && len(id.Audience) > 1 {
		return nil, errors.New("the token is for another party, or for nobody")
	}
	return c, g.more(ctx, known, token, c)
}

// more asks the provider for what the token leaves out, where that decides something: who is allowed, and what the
// person is called.
func (g *Gate) more(ctx context.Context, known *oidc.Provider, token *oauth2.Token, c claims) error {
	if g.Provider.allows(c) && c.text(g.Provider.NameClaim) != "" || known.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := known.UserInfo(ctx, oauth2.StaticTokenSource(token))
	switch {
	case errors.Is(unreached(err), ErrAway):
		return unreached(err)
	case err != nil: // without what it answered: that may be of the person
		return errors.New("the provider did not say who it is when it was asked")
	}
	if info.Subject != c.text("sub") {
		return errors.New("the provider speaks of somebody else")
	}
	further := claims{}
	if err := info.Claims(&further); err != nil {
		return err
	}
	// An address is as verified as the answer says that has it: of two answers one counts, whole.
	_, address := c["email"]
	_, verified := c["email_verified"]
	if _, has := further["email"]; has && !(address && verified) {
		delete(c, "email")
		delete(c, "email_verified")
	} else {
		delete(further, "email_verified")
	}
	for name, value := range further {
		if _, known := c[name]; !known {
			c[name] = value
		}
	}
	return nil
}

// unreached is the error of a provider that did not answer as ErrAway, and any other as it is.
func unreached(err error) error {
	if _, is := errors.AsType[*url.Error](err); is {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	return err
}

// plain is an error without what a provider answered to a code, which may hold what nobody is to read, and of its other
// answers, which are public, no more than a line.
func plain(err error) string {
	if refused, is := errors.AsType[*oauth2.RetrieveError](err); is {
		return fmt.Sprintf("exchanging the code: status %d, %.60q", refused.Response.StatusCode, refused.ErrorCode)
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Sprintf("%.300s", line)
}

// seal makes a text of it that only this process can make.
func (g *Gate) seal(b begun) string {
	text, _ := json.Marshal(b) // texts and a number
	return base64.RawURLEncoding.EncodeToString(text) + "." + base64.RawURLEncoding.EncodeToString(g.sign(text))
}

func (g *Gate) unseal(sealed string) (b begun, ok bool) {
	left, right, _ := strings.Cut(sealed, ".")
	text, err := base64.RawURLEncoding.DecodeString(left)
	sum, wrong := base64.RawURLEncoding.DecodeString(right)
	if err != nil || wrong != nil || !hmac.Equal(sum, g.sign(text)) || json.Unmarshal(text, &b) != nil {
		return begun{}, false
	}
	return b, b.Until > g.clock().Unix()
}

func (g *Gate) sign(text []byte) []byte {
	mac := hmac.New(sha256.New, g.key)
	mac.Write(text)
	return mac.Sum(nil)
}
