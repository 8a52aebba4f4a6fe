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

// One mistake each: the line, what is wrong, and what to write instead. What is allowed and probably not
// meant is a warning, with its line too.
func TestSitesOneByOne(t *testing.T) {
	entry := func(key, value string) string {
		fields := []string{"id: a", "name: 黎川县人民政府", `division_code: "361022"`, `url: "http://www.a.gov.cn/"`}
		for i, f := range fields {
			if strings.HasPrefix(f, key+":") {
				fields[i], key = key+": "+value, ""
			}
		}
		if key != "" {
			fields = append(fields, key+": "+value)
		}
		return "sites:\n  - " + strings.Join(fields, "\n    ") + "\n"
	}
	for text, want := range map[string]string{
		"sites:\n\t- id: a\n":                                         "error s.yaml:2: found character that cannot start any token: this is no YAML: indent with spaces",
		"sites:\n  - a\n":                                             "error s.yaml:2: a site must be made of lines key: value",
		"hello\n":                                                     "error s.yaml:1: the file must be made of lines key: value",
		"sites: []\n":                                                 "warning s.yaml:1: sites: the list is empty",
		entry("id", "a"):                                              "",
		entry("id", "黎川"):                                             `error s.yaml:2: id: "黎川" does not do: use a to z`,
		entry("name", "[a]"):                                          "error s.yaml:3: name: must be a text",
		entry("name", `"a\u0000b"`):                                   "error s.yaml:3: name: holds a control character",
		entry("name", "乙县人民政府"):                                       "warning s.yaml:3: name: 361022 is the code of 黎川县",
		entry("division_code", `"361099"`):                            "warning s.yaml:4: division_code: 361099 is in no table",
		entry("url", `["http://www.a.gov.cn/"]`):                      "error s.yaml:5: url: must be an address such as",
		entry("url", "www.a.gov.cn"):                                  `error s.yaml:5: url: "www.a.gov.cn" is no http or https address`,
		entry("url", `"http://u:p@www.a.gov.cn/"`):                    "error s.yaml:5: url: has a name or password",
		entry("url", `"http://www.a.gov.cn:99999/"`):                  "error s.yaml:5: url: \"www.a.gov.cn:99999\" has no port from 1 to 65535",
		entry("url", `"http://10.0.0.1/"`):                            "error s.yaml:2: allow_private: 10.0.0.1 is a private address",
		entry("url", `"http://localhost./"`):                          "error s.yaml:2: allow_private: a site on a loopback address",
		entry("url", `"http://2130706433/"`):                          `error s.yaml:5: url: "2130706433" is no host`,
		entry("url", `"http://黎川.政务/"`):                               "",
		entry("start", `["/x"]`):                                      `error s.yaml:6: start: line 6: "/x" is no http`,
		entry("hosts", "[null]"):                                      "error s.yaml:6: hosts: line 6: must be a text",
		entry("hosts", `["*.a.gov.cn"]`):                              `error s.yaml:6: hosts: line 6: "*.a.gov.cn" is no host: write a name`,
		entry("hosts", `["b.gov.cn:70000"]`):                          `error s.yaml:6: hosts: line 6: "b.gov.cn:70000" is no host`,
		entry("division_code", `"350427"`):                            "warning s.yaml:4: division_code: 350427 was the code of 沙县, which is 沙县区 now: write 350405",
		entry("hosts", `["10.1.2.3:8080"]`):                           "warning s.yaml:6: hosts: 10.1.2.3 is a private address",
		entry("pace", "24h"):                                          `error s.yaml:6: pace: "24h" is no time between`,
		entry("connections", "4"):                                     "error s.yaml:6: connections: more than 1 is only for sites",
		entry("schedule", `"0 0 30 2 *"`):                             `error s.yaml:6: schedule: "0 0 30 2 *" does not do: it names a day that never comes`,
		entry("schedule", `"*/5 23 * * *"`):                           `warning s.yaml:6: schedule: "*/5 23 * * *" comes again after 5m0s`,
		entry("schedule", `"0 12 * * *"`):                             `warning s.yaml:6: schedule: "0 12 * * *" begins by day`,
		entry("schedule", `"0 22 * * *"`):                             "",
		entry("allow_private", "yes"):                                 `error s.yaml:6: allow_private: "yes" is neither`,
		entry("budget", "{megabytes: 99999999}"):                      "error s.yaml:6: budget: pages and megabytes are numbers",
		entry("colour", "red"):                                        `error s.yaml:6: unknown key "colour"`,
		"\ufeff" + strings.ReplaceAll(entry("id", "a"), "\n", "\r\n"): "",
	} {
		_, warnings, err := CheckSites(strings.NewReader(text), "s.yaml")
		var got []string
		if err != nil {
			got = append(got, "error "+err.Error())
		}
		for _, w := range warnings {
			got = append(got, "warning "+w)
		}
		if all := strings.Join(got, "\n"); want == "" && all != "" || !strings.HasPrefix(all, want) || strings.Contains(all, "\n") {
			t.Errorf("%q: %q, want %q", text, all, want)
		}
	}
}

// The list to begin with passes its own check, names each place as GB/T 2260 does, and says that
// nobody verified it.
func TestStarterSites(t *testing.T) {
	sites, warnings, err := CheckSites(strings.NewReader(StarterSites), "starter.yaml")
	if err != nil || len(sites) < 15 || len(warnings) > 0 {
		t.Fatalf("%d sites: %v %v", len(sites), err, warnings)
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
		"http://A.test./": "http://a.test/", "http://黎川.政务:8080/x": "http://xn--5rto95l.xn--zfr164b:8080/x", "http://[::1]:81/": "http://[::1]:81/",
	} {
		if u, err := canonical(base, in); err != nil || u.String() != want {
			t.Errorf("%q: %v (%v), want %q", in, u, err, want)
		}
	}
	for _, in := range []string{"javascript:void(0)", "mailto:a@b", "ftp://a/", "http://", "http://a b/", "http://[::1", "http://./", "http://a.test:0/", "http://a.test:65536/"} {
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
