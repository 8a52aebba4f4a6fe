package crawler

import (
	"bufio"
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robotsBytes is how much of a robots.txt is read: RFC 9309 asks for at least 500 KiB.
const robotsBytes = 512 << 10

// product is the token that robots.txt addresses us by.
const product = "gongkai"

// robots is what a host's robots.txt says to us, by RFC 9309: groups of the same name are
// one, the longest match wins, allow wins a tie, and lines that make no sense are passed
// over. (The one library at hand predates the RFC: it lets the first of two equal rules
// win, looks for a pattern anywhere in the path, and gives up the whole file for one odd line.)
type robots struct {
	rules []robotsRule
	delay time.Duration // Crawl-delay, 0 where none

	sitemaps []string // of the whole file, whoever it speaks to
}

type robotsRule struct {
	allow   bool
	pattern string
}

func (r robotsRule) String() string {
	if r.allow {
		return "Allow: " + r.pattern
	}
	return "Disallow: " + r.pattern
}

// parseRobots reads the groups that speak to us: ours, or those for everybody where none
// names us.
func parseRobots(body []byte) robots {
	body = bytes.TrimPrefix(body[:min(len(body), robotsBytes)], []byte("\ufeff"))
	var ours, all robots
	var sitemaps []string
	var named, inOurs, inAll, inAgents bool
	lines := bufio.NewScanner(bytes.NewReader(bytes.ReplaceAll(body, []byte("\r"), []byte("\n"))))
	lines.Buffer(nil, robotsBytes+1)
	for lines.Scan() {
		key, value := robotsLine(lines.Text())
		if key == "user-agent" {
			if !inAgents { // a new group begins
				inOurs, inAll = false, false
			}
			token := agentToken(value)
			inAgents, inOurs, inAll = true, inOurs || token == product, inAll || token == "*"
			named = named || inOurs
			continue
		}
		if key == "sitemap" && value != "" {
			sitemaps = append(sitemaps, value)
		}
		if key != "allow" && key != "disallow" && key != "crawl-delay" {
			continue
		}
		inAgents = false
		if inOurs {
			ours.add(key, value)
		}
		if inAll {
			all.add(key, value)
		}
	}
	if named {
		all = ours
	}
	all.sitemaps = sitemaps
	return all
}

func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// agentToken cuts a version off: "Gongkai/1.0" speaks to gongkai.
func agentToken(v string) string {
	end := strings.IndexFunc(v, func(r rune) bool {
		return r != '_' && r != '-' && r != '*' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end >= 0 {
		v = v[:end]
	}
	return strings.ToLower(v)
}

func (r *robots) add(key, value string) {
	switch {
	case key == "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 && s < 1e6 {
			r.delay = time.Duration(s * float64(time.Second))
		}
	case value != "": // an empty rule forbids and allows nothing
		if value[0] != '/' && value[0] != '*' {
			value = "/" + value
		}
		r.rules = append(r.rules, robotsRule{key == "allow", normalPath(value)})
	}
}

// decide returns the rule that holds for an address; a zero rule where none does.
func (r robots) decide(u *url.URL) (rule robotsRule, allowed bool) {
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normalPath(path)
	allowed = true
	for _, candidate := range r.rules {
		if !candidate.matches(path) {
			continue
		}
		longer := len(candidate.pattern) - len(rule.pattern)
		if longer > 0 || longer == 0 && candidate.allow {
			rule, allowed = candidate, candidate.allow
		}
	}
	return rule, allowed
}

// matches compares from the start of the path; * stands for anything, a $ at the end for
// the end. It takes time linear in the path for each star, whatever the pattern.
func (r robotsRule) matches(path string) bool {
	pattern, anchored := strings.CutSuffix(r.pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if anchored && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !anchored || rest == ""
}

// normalPath brings paths and patterns to one form: what need not be escaped is not, all
// else is %XX in upper case, so that 政 and %e6%94%bf are the same.
func normalPath(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped, i = byte(v), true, i+2
			}
		}
		plain := c > ' ' && c < 0x7f
		if escaped {
			plain = c == '-' || c == '.' || c == '_' || c == '~' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		}
		if plain {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}
