package crawler

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongkai/disclosure"
)

// LoadSites reads a sites file; name stands for it in errors. It is strict: unknown keys,
// double ids, bad codes, hosts, addresses, paces and the like are all reported at once, each
// as NAME:LINE: what is wrong and what to write instead.
func LoadSites(r io.Reader, name string) ([]disclosure.Site, error) {
	sites, _, err := CheckSites(r, name)
	return sites, err
}

// CheckSites is LoadSites with what is allowed and probably not meant, each as NAME:LINE too.
func CheckSites(r io.Reader, name string) (sites []disclosure.Site, warnings []string, err error) {
	l := &siteLoader{name: name, ids: map[string]int{}, hosts: map[string]siteLine{}}
	var doc, more yaml.Node
	decoder := yaml.NewDecoder(r)
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil, fmt.Errorf("%s: the file is empty: write the sites as a list under the key sites", name)
	} else if err != nil {
		return nil, nil, syntaxError(name, err)
	}
	if err := decoder.Decode(&more); err == nil {
		l.bad(more.Content[0], "a second document begins here: write all sites into one list")
	} else if !errors.Is(err, io.EOF) {
		return nil, nil, syntaxError(name, err)
	}
	var list *yaml.Node
	for key, value := range l.fields(doc.Content[0], "the file") {
		if key.Value != "sites" {
			l.bad(key, "unknown key %q: the file has only sites:", key.Value)
			continue
		}
		list = value
	}
	switch {
	case list == nil && doc.Content[0].Kind != yaml.MappingNode: // that is told
	case list == nil:
		l.bad(doc.Content[0], "the list under sites: is missing")
	case list.Kind != yaml.SequenceNode:
		l.bad(list, "sites: must be a list, one entry a site")
	case len(list.Content) == 0:
		l.doubt(list, "sites: the list is empty: nothing is crawled")
	default:
		for _, n := range list.Content {
			l.site(n)
		}
	}
	if len(l.errs) > 0 {
		return nil, l.warnings, errors.Join(l.errs...)
	}
	return l.sites, l.warnings, nil
}

// syntaxError is an error of the YAML itself as NAME:LINE, where it says the line.
func syntaxError(name string, err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if line, what, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok && text != line+": "+what {
		return fmt.Errorf("%s:%s: %s: %s", name, line, what, syntaxHint)
	}
	return fmt.Errorf("%s: %s: %s", name, text, syntaxHint)
}

const syntaxHint = "this is no YAML: indent with spaces and never with tabs, close every quote, and put a text with : or # into quotes"

// siteLine is a site and the line of its entry.
type siteLine struct {
	id   string
	line int
}

type siteLoader struct {
	name     string
	ids      map[string]int      // line of the entry
	hosts    map[string]siteLine // whose it is
	sites    []disclosure.Site
	errs     []error
	warnings []string
}

func (l *siteLoader) bad(n *yaml.Node, format string, args ...any) {
	l.errs = append(l.errs, fmt.Errorf("%s:%d: %s", l.name, n.Line, fmt.Sprintf(format, args...)))
}

// doubt is a warning: nothing is refused for it.
func (l *siteLoader) doubt(n *yaml.Node, format string, args ...any) {
	l.warnings = append(l.warnings, fmt.Sprintf("%s:%d: %s", l.name, n.Line, fmt.Sprintf(format, args...)))
}

// fields iterates over a mapping; a key that stands there twice is an error.
func (l *siteLoader) fields(n *yaml.Node, what string) func(func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		if n.Kind != yaml.MappingNode {
			l.bad(n, "%s must be made of lines key: value", what)
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if seen[key.Value] {
				l.bad(key, "%s: stands here twice", key.Value)
				continue
			}
			seen[key.Value] = true
			if !yield(key, n.Content[i+1]) {
				return
			}
		}
	}
}

// site reads one entry.
func (l *siteLoader) site(n *yaml.Node) {
	s := disclosure.Site{Pace: leastPace, Connections: 1}
	errs, present := len(l.errs), map[string]*yaml.Node{}
	for key, value := range l.fields(n, "a site") {
		read, ok := siteFields[key.Value]
		present[key.Value] = value
		if !ok {
			l.bad(key, "unknown key %q: a site has %s", key.Value, strings.Join(siteKeys(), ", "))
			continue
		}
		if err := read(&s, value); err != nil {
			l.bad(value, "%s: %v", key.Value, err)
		}
	}
	if n.Kind == yaml.ScalarNode || n.Kind == yaml.SequenceNode { // it has no keys, and that is told
		return
	}
	for _, key := range []string{"id", "name", "division_code", "url"} {
		if value := present[key]; value == nil || value.Kind == yaml.ScalarNode && value.Value == "" {
			l.bad(n, "%s: is missing", key)
		}
	}
	if line, twice := l.ids[s.ID]; twice && s.ID != "" {
		l.bad(n, "id: %q is the id of line %d already", s.ID, line)
	} else {
		l.ids[s.ID] = n.Line
	}
	if len(l.errs) == errs {
		l.together(n, s, present)
		l.warn(n, s, present)
	}
	l.sites = append(l.sites, s)
}

// together checks what only the whole entry can tell. values has the node of each key.
func (l *siteLoader) together(n *yaml.Node, s disclosure.Site, values map[string]*yaml.Node) {
	hosts, err := siteHosts(s)
	if err != nil {
		l.bad(n, "%v", err)
		return
	}
	for _, h := range hosts.names() {
		if other, taken := l.hosts[h]; taken {
			name := strings.TrimSuffix(strings.TrimSuffix(h, ":443"), ":80")
			l.bad(n, "%s is a host of site %s (line %d) already: a host belongs to one site, or it would be asked twice", name, other.id, other.line)
			break
		}
		l.hosts[h] = siteLine{s.ID, n.Line}
	}
	local := false
	for h := range hosts {
		name, _, _ := splitHost(h)
		local = local || IsLoopback(name)
	}
	if foreign := hosts.foreign(nil); len(foreign) > 0 {
		if s.Pace < leastPace {
			l.bad(values["pace"], "pace: less than %s is only for sites whose every address is loopback, and %s is none: write %s or more", leastPace, foreign[0], leastPace)
		}
		if s.Connections > 1 {
			l.bad(values["connections"], "connections: more than 1 is only for sites whose every address is loopback, and %s is none: write 1", foreign[0])
		}
	}
	if home, err := canonical(nil, s.URL); err == nil && !local && !s.AllowPrivate && isPrivateName(home.Hostname()) {
		l.bad(n, "allow_private: %s is a private address: a site there needs true", home.Hostname())
	}
	if local && !s.AllowPrivate {
		l.bad(n, "allow_private: a site on a loopback address needs true")
	}
}
