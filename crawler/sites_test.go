package crawler

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

const goodSites = `sites:
  - id: lichuan                      # stable
    name: 黎川县人民政府
    division_code: "361022"
    url: http://www.example.gov.cn
    start: [HTTP://www.example.gov.cn:80/nb/]
    pace: 3s
    connections: 1
    hosts: [jyj.example.gov.cn, "10.1.2.3:8080"]
    schedule: "0 3 * * 1"
    allow_private: false
    notes: a note
  - {id: local, name: 本机, division_code: 990121, url: "http://127.0.0.1:8000/", pace: 0s, allow_private: true}
  - id: least
    name: 最少
    division_code: "110101"
    url: https://least.gov.cn/
    start: []
    hosts:
    schedule: ""
`

func TestLoadSites(t *testing.T) {
	got, err := LoadSites(strings.NewReader(goodSites), "sites.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := []disclosure.Site{
		{ID: "lichuan", Name: "黎川县人民政府", DivisionCode: "361022", URL: "http://www.example.gov.cn/", Start: []string{"http://www.example.gov.cn/nb/"}, Pace: 3 * time.Second,
			Connections: 1, Hosts: []string{"jyj.example.gov.cn", "10.1.2.3:8080"}, Schedule: "0 3 * * 1", Notes: "a note"},
		{ID: "local", Name: "本机", DivisionCode: "990121", URL: "http://127.0.0.1:8000/", Connections: 1, AllowPrivate: true},
		{ID: "least", Name: "最少", DivisionCode: "110101", URL: "https://least.gov.cn/", Pace: 2 * time.Second, Connections: 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v, want\n%+v", got, want)
	}
}

// Everything that is wrong is said at once, each with its line.
func TestLoadSitesSaysEverything(t *testing.T) {
	const bad = `sites:
  - id: Bad Id
    name: x
    division_code: "3610"
    url: ftp://a/
    pace: 2
    colour: red
    hosts: [a/b]
    connections: 0
    allow_private: maybe
    schedule: 99 99 99 99 99
    start: http://a/
  - id: two
    name: x
    division_code: "361022"
    url: http://a.gov.cn/
    pace: 0s
  - id: two
    id: three
    name: x
    url: http://localhost/
  - just text
more: 1
`
	_, err := LoadSites(strings.NewReader(bad), "s.yaml")
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	for _, want := range []string{
		`s.yaml:2: id: "Bad Id" does not do`, `s.yaml:4: division_code: "3610" does not do: a code of GB/T 2260 has six digits`, `s.yaml:5: url: "ftp://a/" is no http`,
		`s.yaml:6: pace: "2" is no time`, `s.yaml:7: unknown key "colour": a site has allow_private, budget, certificate, connections`, `s.yaml:8: hosts: line 8: "a/b" is no host`,
		`s.yaml:9: connections: "0"`, `s.yaml:10: allow_private: "maybe" is neither`, `s.yaml:11: schedule: "99 99 99 99 99" does not do`, `s.yaml:12: start: must be a list`,
		`s.yaml:17: pace: less than 2s is only for`, `s.yaml:19: id: stands here twice`, `s.yaml:18: division_code: is missing`, `s.yaml:18: id: "two" is the id of line 13 already`,
		`s.yaml:22: a site must be made of lines key: value`, `s.yaml:23: unknown key "more"`,
	} {
		found := 0
		for _, line := range lines {
			if strings.HasPrefix(line, want) {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%d lines begin with %q in\n%v", found, want, err)
		}
	}
	for text, want := range map[string]string{
		"": "the file is empty", "sites: {": "s.yaml:1: ", "sites: []\n---\nsites: []": "s.yaml:3: a second document begins here", "other: 1": "the list under sites: is missing", "sites: 3": "must be a list", "- 1": "must be made of lines",
		"sites:\n- {id: a, name: a, division_code: \"361022\", url: http://localhost/}":                                                                                             "s.yaml:2: allow_private: a site on a loopback address needs true",
		"sites:\n- {id: files, name: a, division_code: \"361022\", url: http://a.gov.cn/}":                                                                                          `s.yaml:2: id: "files" is the site of documents`,
		"sites:\n- {id: a, name: a, division_code: \"780000\", url: http://a.gov.cn/}":                                                                                              `s.yaml:2: division_code: "780000" begins like no province's`,
		"sites:\n- {id: a, name: a, division_code: \"361022\", url: http://a.gov.cn/}\n- {id: b, name: a, division_code: \"361023\", url: http://b.gov.cn/, hosts: [www.a.gov.cn]}": "s.yaml:3: a.gov.cn is a host of site a (line 2) already",
	} {
		if _, err := LoadSites(strings.NewReader(text), "s.yaml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// The list to begin with passes its own check, names each place as GB/T 2260 does, and says that
// nobody verified it.
func TestStarterSites(t *testing.T) {
	sites, err := LoadSites(strings.NewReader(StarterSites), "starter.yaml")
	if err != nil || len(sites) < 15 {
		t.Fatalf("%d sites: %v", len(sites), err)
	}
	for _, s := range sites {
		if d, ok := disclosure.FindDivision(s.DivisionCode); !ok || s.Name != d.Name+"人民政府" || s.Notes != "not verified" {
			t.Errorf("%s: %s is %q, notes %q", s.ID, s.DivisionCode, d.Name, s.Notes)
		}
	}
}

func FuzzLoadSites(f *testing.F) {
	f.Add(goodSites)
	f.Fuzz(func(_ *testing.T, text string) { _, _ = LoadSites(strings.NewReader(text), "s.yaml") })
}

func TestCanonical(t *testing.T) {
	base, _ := canonical(nil, "http://a.test/x/y.html")
	for in, want := range map[string]string{
		"HTTP://A.Test:80/#top": "http://a.test/", "https://a.test:443": "https://a.test/", "https://a.test:80/": "https://a.test:80/", "../z": "http://a.test/z", "./a/../b": "http://a.test/x/b",
		"?q=政 1": "http://a.test/x/y.html?q=%E6%94%BF%201", "/%e6%94%bf%7E": "http://a.test/%E6%94%BF~", "/100%": "http://a.test/100%25", "/a;jsessionid=1F?b=1": "http://a.test/a?b=1",
		"/a%2Fb": "http://a.test/a%2Fb", "//b.test/": "http://b.test/", "http://u:p@a.test/": "http://a.test/", " /x ": "http://a.test/x", "http://[::1]:80/": "http://[::1]/", "": "http://a.test/x/y.html",
	} {
		if u, err := canonical(base, in); err != nil || u.String() != want {
			t.Errorf("%q: %v (%v), want %q", in, u, err, want)
		}
	}
	for _, in := range []string{"javascript:void(0)", "mailto:a@b", "ftp://a/", "http://", "http://a b/", "http://[::1"} {
		if u, err := canonical(base, in); err == nil {
			t.Errorf("%q passes as %s", in, u)
		}
	}
	hosts, err := siteHosts(disclosure.Site{URL: "http://www.a.test/", Hosts: []string{"b.test", "c.test:8080"}})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"http://www.a.test/": true, "https://a.test/": true, "http://a.test:81/": false, "http://b.test/": true, "http://c.test/": false, "http://c.test:8080/": true, "http://xa.test/": false, "http://a.test.evil/": false,
	} {
		if u, _ := canonical(nil, address); hosts.has(u) != want {
			t.Errorf("%s belongs to the site: %v, want %v", address, !want, want)
		}
	}
}
