package main

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"gongkai/dashboards/login"
)

// oidcFlags name an OpenID Connect provider, and who of its persons may sign in as reviewers.
type oidcFlags struct {
	OIDCIssuer     string   `name:"oidc-issuer" placeholder:"URL" help:"An OpenID Connect provider whose persons may sign in as reviewers, by its issuer."`
	OIDCClient     string   `name:"oidc-client" placeholder:"ID" help:"The name that the provider knows this service by."`
	OIDCSecretFile string   `name:"oidc-secret-file" placeholder:"FILE" help:"File that holds the secret of this service at the provider; none for a public client."`
	OIDCAllow      []string `name:"oidc-allow" placeholder:"WHO" help:"Who of its persons may sign in: sub:SUBJECT, group:NAME or an address that the provider has verified."`
	OIDCGroups     string   `name:"oidc-groups" placeholder:"CLAIM" default:"groups" help:"The claim that has a person's groups."`
	OIDCName       string   `name:"oidc-name" placeholder:"CLAIM" default:"name" help:"The claim that has what a person is called in public, beside every decision."`
	OIDCScopes     []string `name:"oidc-scopes" placeholder:"SCOPE" default:"openid,profile,email" help:"What the provider is asked for."`
}

// provider is the one that is named; nil where none is.
func (f oidcFlags) provider(public *url.URL) (*login.Provider, error) {
	if f.OIDCIssuer == "" {
		if f.OIDCClient != "" || f.OIDCSecretFile != "" || len(f.OIDCAllow) > 0 {
			return nil, usageError{fmt.Errorf("which provider? --oidc-issuer https://… is missing")}
		}
		return nil, nil
	}
	u, err := url.Parse(f.OIDCIssuer)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && (u.Scheme != "http" || !onLoopback(net.JoinHostPort(u.Hostname(), "80"))) {
		return nil, usageError{fmt.Errorf("--oidc-issuer %q: want the https address that the provider calls itself by", f.OIDCIssuer)}
	}
	if public == nil {
		return nil, usageError{fmt.Errorf("--oidc-issuer needs --public-address: the provider sends people back to it, to %s", login.ReturnPath)}
	}
	p := &login.Provider{Issuer: f.OIDCIssuer, ClientID: f.OIDCClient, Allow: f.OIDCAllow, Scopes: f.OIDCScopes, GroupClaim: cmp.Or(f.OIDCGroups, "groups"), NameClaim: cmp.Or(f.OIDCName, "name")}
	if f.OIDCSecretFile != "" {
		text, err := os.ReadFile(f.OIDCSecretFile)
		if err != nil {
			return nil, fmt.Errorf("reading --oidc-secret-file: %w", err)
		}
		if p.Secret = strings.TrimSpace(string(text)); p.Secret == "" {
			return nil, fmt.Errorf("--oidc-secret-file %s is empty", f.OIDCSecretFile)
		}
	}
	if err := p.Valid(); err != nil {
		return nil, usageError{fmt.Errorf("--oidc-client, --oidc-allow, --oidc-scopes: %w", err)}
	}
	return p, nil
}
