package crawler

import (
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"gongkai/disclosure"
)

var (
	// cacheTime is a moment that a script adds so that no cache answers: seconds or milliseconds.
	cacheTime    = regexp.MustCompile(`^1[0-9]{9}([0-9]{3})?$`)
	servletID    = regexp.MustCompile(`(?i);jsessionid=[^/?#]*`)
	allDigits    = regexp.MustCompile(`^[0-9]+$`) // some programs take it for an IPv4 address
	loosePercent = regexp.MustCompile(`%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)`)
)

// canonical returns the one form that an address has in a crawl: scheme and host in lower
// case, no default port, no fragment, no dot segments, no ;jsessionid. Two links that
// differ only in these are one address.
func canonical(base *url.URL, raw string) (*url.URL, error) {
	u, err := url.Parse(loosePercent.ReplaceAllString(strings.TrimSpace(raw), "%25$1"))
	if err != nil {
		return nil, fmt.Errorf("reading the address: %w", err)
	}
	if base != nil {
		u = base.ResolveReference(u)
	} else {
		u = u.ResolveReference(&url.URL{RawQuery: u.RawQuery, ForceQuery: u.ForceQuery, Path: u.Path, RawPath: u.RawPath})
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q is no http or https address", raw)
	}
	if u.Host, err = plainHost(u); err != nil {
		return nil, err
	}
	if u.Port() == defaultPort(u.Scheme) || strings.HasSuffix(u.Host, ":") {
		u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, ":"+u.Port()), ":")
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	path := normalPath(servletID.ReplaceAllString(u.EscapedPath(), ""))
	if path == "" {
		path = "/"
	}
	if u.Path, err = url.PathUnescape(path); err != nil {
		return nil, fmt.Errorf("reading the path of %q: %w", raw, err)
	}
	u.RawPath, u.RawQuery = path, normalPath(withoutSession(u.RawQuery))
	return u, nil
}

// plainHost is the host as it is asked for: in lower case, a Chinese name as DNS has it, without
// the dot that ends a full name.
func plainHost(u *url.URL) (string, error) {
	name, port := strings.ToLower(u.Hostname()), u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
		return "", fmt.Errorf("%q has no port from 1 to 65535", u.Host)
	}
	plain := strings.TrimSuffix(name, ".")
	if strings.ContainsFunc(plain, func(r rune) bool { return r >= utf8.RuneSelf }) {
		ascii, err := idna.Lookup.ToASCII(plain)
		if err != nil {
			return "", fmt.Errorf("reading the host %q: %w", u.Host, err)
		}
		plain = ascii
	}
	if plain == name {
		return strings.ToLower(u.Host), nil
	}
	if plain == "" {
		return "", fmt.Errorf("%q is no host", u.Host)
	}
	if port != "" {
		plain += ":" + port
	}
	return plain, nil
}

// withoutSession leaves out of a query what names a visit and not a page: without that, every
// page of such a site has new addresses for all the others, and a walk never ends. Only names
// that can mean nothing else go, since sid and id may well be the page's own.
func withoutSession(query string) string {
	if query == "" {
		return ""
	}
	kept := []string{}
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		switch name = strings.ToLower(name); {
		case name == "phpsessid", name == "jsessionid", name == "asp.net_sessionid", name == "cftoken", strings.HasPrefix(name, "aspsessionid"):
		case (name == "_" || name == "_t" || name == "timestamp") && cacheTime.MatchString(value):
		default:
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// hostPort names a host wherever pace, robots.txt and shards are meant: always with its port.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// hostSet is the hosts that belong to a site. A name without a port stands for both default
// ports, and with or without "www." it is the same name: sites redirect between these freely.
type hostSet map[string]bool

func siteHosts(site disclosure.Site) (hostSet, error) {
	set := hostSet{}
	for _, raw := range append([]string{site.URL}, site.Start...) {
		u, err := canonical(nil, raw)
		if err != nil {
			return nil, fmt.Errorf("site %s: %w", site.ID, err)
		}
		set.add(u.Hostname(), u.Port())
	}
	for _, h := range site.Hosts {
		name, port, err := splitHost(h)
		if err != nil {
			return nil, fmt.Errorf("site %s: %w", site.ID, err)
		}
		set.add(name, port)
	}
	return set, nil
}

func (s hostSet) add(name, port string) {
	name = strings.TrimPrefix(strings.ToLower(name), "www.")
	if port != "" {
		s[net.JoinHostPort(name, port)] = true
		return
	}
	s[net.JoinHostPort(name, "80")], s[net.JoinHostPort(name, "443")] = true, true
}

// names lists the hosts with their ports, sorted.
func (s hostSet) names() []string { return slices.Sorted(maps.Keys(s)) }

func (s hostSet) has(u *url.URL) bool {
	return s[strings.TrimPrefix(hostPort(u), "www.")]
}

// splitHost reads "name", "name:port", "[v6]:port" or a bare address.
func splitHost(h string) (name, port string, err error) {
	u, err := url.Parse("http://" + h)
	if err == nil && u.Path == "" && u.RawQuery == "" && u.User == nil {
		u.Host, err = plainHost(u)
	}
	if err != nil || u.Hostname() == "" || u.Path != "" || u.RawQuery != "" || u.User != nil || strings.ContainsAny(h, " /*") || allDigits.MatchString(u.Hostname()) {
		return "", "", fmt.Errorf("%q is no host: write a name such as www.example.gov.cn, with :port where it is not the default", h)
	}
	return u.Hostname(), u.Port(), nil
}

// IsLoopback reports whether a host is this machine by its name or address.
func IsLoopback(name string) bool {
	if name == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(name)
	return err == nil && a.Unmap().IsLoopback()
}
