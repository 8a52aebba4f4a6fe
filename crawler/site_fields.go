package crawler

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"gongkai/crawler/schedule"
	"gongkai/disclosure"
)

var (
	siteIDForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
	divisionForm = regexp.MustCompile(`^[1-9][0-9]{5}$`)
)

func siteKeys() []string {
	keys := make([]string, 0, len(siteFields))
	for k := range siteFields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// siteFields reads the value of each key of a site.
var siteFields = map[string]func(*disclosure.Site, *yaml.Node) error{
	"id": func(s *disclosure.Site, n *yaml.Node) error {
		err := textField(func(s *disclosure.Site) *string { return &s.ID }, siteIDForm, "use a to z, 0 to 9, _ and -, at most 64 of them")(s, n)
		if err == nil && s.ID == disclosure.SiteFiles {
			return fmt.Errorf("%q is the site of documents that are brought in from disk: choose another", s.ID)
		}
		return err
	},
	"name": textField(func(s *disclosure.Site) *string { return &s.Name }, nil, ""),
	"division_code": func(s *disclosure.Site, n *yaml.Node) error {
		err := textField(func(s *disclosure.Site) *string { return &s.DivisionCode }, divisionForm, "a code of GB/T 2260 has six digits, in quotes")(s, n)
		if err == nil && s.DivisionCode != "" && !disclosure.ValidCode(s.DivisionCode) {
			return fmt.Errorf("%q begins like no province's code of GB/T 2260", s.DivisionCode)
		}
		return err
	},
	"notes": textField(func(s *disclosure.Site) *string { return &s.Notes }, nil, ""),
	"schedule": func(s *disclosure.Site, n *yaml.Node) error {
		if err := textField(func(s *disclosure.Site) *string { return &s.Schedule }, nil, "")(s, n); err != nil || s.Schedule == "" {
			return err
		}
		if _, err := schedule.Parse(s.Schedule); err != nil {
			return fmt.Errorf("%q does not do: %w: write a cron expression of five fields in China time, or leave it empty", s.Schedule, err)
		}
		return nil
	},
	"url": func(s *disclosure.Site, n *yaml.Node) (err error) {
		s.URL, err = addressField(n)
		return err
	},
	"start": func(s *disclosure.Site, n *yaml.Node) (err error) {
		s.Start, err = listField(n, addressField)
		return err
	},
	"hosts": func(s *disclosure.Site, n *yaml.Node) (err error) {
		s.Hosts, err = listField(n, func(n *yaml.Node) (string, error) {
			_, _, err := splitHost(n.Value)
			return n.Value, err
		})
		return err
	},
	"pace": func(s *disclosure.Site, n *yaml.Node) error {
		d, err := time.ParseDuration(n.Value)
		if err != nil || d < 0 || d > time.Hour {
			return fmt.Errorf("%q is no time between 0s and 1h: write for example 2s", n.Value)
		}
		s.Pace = d
		return nil
	},
	"connections": func(s *disclosure.Site, n *yaml.Node) error {
		c, err := strconv.Atoi(n.Value)
		if err != nil || c < 1 || c > 64 {
			return fmt.Errorf("%q is no number from 1 to 64", n.Value)
		}
		s.Connections = c
		return nil
	},
	"certificate": textField(func(s *disclosure.Site) *string { return &s.Certificate }, regexp.MustCompile("^"+certificateBroken+"$"),
		"write broken where it is known not to hold, or leave it out"),
	"budget": budgetField,
	"allow_private": func(s *disclosure.Site, n *yaml.Node) error {
		if n.Tag != "!!bool" || n.Decode(&s.AllowPrivate) != nil {
			return fmt.Errorf("%q is neither true nor false", n.Value)
		}
		return nil
	},
}

// budgetField reads the most that one crawl takes: pages, megabytes, time.
func budgetField(s *disclosure.Site, n *yaml.Node) error {
	if n.Tag == "!!null" {
		return nil
	}
	var b struct {
		Pages     int
		Megabytes int64
		Time      string
	}
	if n.Kind != yaml.MappingNode {
		return errors.New("must be made of pages, megabytes and time, such as {pages: 5000, time: 12h}")
	}
	for i := 0; i < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key != "pages" && key != "megabytes" && key != "time" {
			return fmt.Errorf("unknown key %q: a budget has pages, megabytes and time", key)
		}
	}
	if err := n.Decode(&b); err != nil || b.Pages < 0 || b.Megabytes < 0 || b.Megabytes > 1e6 {
		return errors.New("pages and megabytes are numbers above 0, time is one such as 12h")
	}
	s.Budget = disclosure.Budget{Pages: b.Pages, Bytes: b.Megabytes * 1e6}
	if b.Time == "" {
		return nil
	}
	d, err := time.ParseDuration(b.Time)
	if err != nil || d <= 0 {
		return fmt.Errorf("time: %q is no time: write for example 12h", b.Time)
	}
	s.Budget.Time = d
	return nil
}

// textField reads a text; an empty one passes unless it must be there, which site checks.
func textField(at func(*disclosure.Site) *string, form *regexp.Regexp, want string) func(*disclosure.Site, *yaml.Node) error {
	return func(s *disclosure.Site, n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode {
			return errors.New("must be a text")
		}
		text := strings.TrimSpace(n.Value)
		if n.Tag == "!!null" {
			text = ""
		}
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			return errors.New("holds a control character: leave it out")
		}
		if text != "" && form != nil && !form.MatchString(text) {
			return fmt.Errorf("%q does not do: %s", text, want)
		}
		*at(s) = text
		return nil
	}
}

func addressField(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", errors.New("must be an address such as http://www.example.gov.cn/")
	}
	if u, err := url.Parse(strings.TrimSpace(n.Value)); err == nil && u.User != nil {
		return "", errors.New("has a name or password in it, which is never sent: leave it out")
	}
	u, err := canonical(nil, n.Value)
	if err != nil {
		return "", err
	}
	if _, _, err := splitHost(u.Host); err != nil {
		return "", err
	}
	return u.String(), nil
}

func listField(n *yaml.Node, read func(*yaml.Node) (string, error)) ([]string, error) {
	if n.Tag == "!!null" {
		return nil, nil
	}
	if n.Kind != yaml.SequenceNode {
		return nil, errors.New("must be a list, such as []")
	}
	var all []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
			return nil, fmt.Errorf("line %d: must be a text", item.Line)
		}
		v, err := read(item)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", item.Line, err)
		}
		all = append(all, v)
	}
	return all, nil
}
