package crawler

import (
	"net/netip"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"gongkai/crawler/schedule"
	"gongkai/disclosure"
)

// warn says of a whole entry what is allowed and probably not meant.
func (l *siteLoader) warn(n *yaml.Node, s disclosure.Site, values map[string]*yaml.Node) {
	at := func(key string) *yaml.Node {
		if values[key] != nil {
			return values[key]
		}
		return n
	}
	d, known := disclosure.FindDivision(s.DivisionCode)
	next, former := disclosure.Successor(s.DivisionCode)
	switch {
	case former:
		l.doubt(at("division_code"), "division_code: %s was the code of %s, which is %s now: write %s; names of both are taken for its own", s.DivisionCode, d.Name, next.Name, next.Code)
	case !known && !strings.HasPrefix(s.DivisionCode, "99"):
		l.doubt(at("division_code"), "division_code: %s is in no table of GB/T 2260: check it, or names of agencies may not be told", s.DivisionCode)
	case known && !strings.Contains(disclosure.FoldName(s.Name), nameRoot(d.Name)):
		l.doubt(at("name"), "name: %s is the code of %s, and the name is %s: one of the two is another place's", s.DivisionCode, d.Name, s.Name)
	}
	if !s.AllowPrivate {
		for _, h := range s.Hosts {
			if name, _, err := splitHost(h); err == nil && isPrivateName(name) {
				l.doubt(at("hosts"), "hosts: %s is a private address: nothing is sent there without allow_private: true", name)
			}
		}
	}
	if s.Schedule != "" {
		l.warnSchedule(at("schedule"), s.Schedule)
	}
}

// warnSchedule looks at the first times of a schedule.
func (l *siteLoader) warnSchedule(n *yaml.Node, expression string) {
	cron, err := schedule.Parse(expression)
	if err != nil {
		return // the field has told it
	}
	first := cron.Next(time.Date(2024, time.January, 1, 0, 0, 0, 0, disclosure.China))
	if next := cron.Next(first); !next.IsZero() && next.Sub(first) < 12*time.Hour {
		l.doubt(n, "schedule: %q comes again after %s: reports change once a year, and @daily is enough in any season", expression, next.Sub(first))
	}
	if day, _ := nightfall(first); day != "" {
		l.doubt(n, "schedule: %q begins by day: a host gets %d requests then, and the rest of the walk waits for %d o'clock in China", expression, dayRequests, nightBegins)
	}
}

// nameRoot is the name of a division without the word for its kind: 黎川 of 黎川县.
func nameRoot(name string) string {
	for _, kind := range []string{"自治县", "自治旗", "县", "区", "市", "旗", "省"} {
		if root, ok := strings.CutSuffix(name, kind); ok && len([]rune(root)) > 1 {
			return root
		}
	}
	return name
}

// isPrivateName reports whether a host is an address that no public site has.
func isPrivateName(name string) bool {
	a, err := netip.ParseAddr(name)
	return err == nil && isPrivate(a)
}
