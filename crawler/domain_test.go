package crawler

import (
	"testing"

	"gongkai/disclosure"
)

// An address is the site's that names its host, else the county's below whose name it is; what
// several sites name is nobody's.
func TestDirectory(t *testing.T) {
	d := NewDirectory([]disclosure.Site{
		{ID: "a", URL: "http://www.a.test/", DivisionCode: "361022"},
		{ID: "b", URL: "http://jyj.a.test/", DivisionCode: "361022", Hosts: []string{"shared.test"}},
		{ID: "c", URL: "https://c.test:8443/", DivisionCode: "361000", Hosts: []string{"shared.test"}},
		{ID: "broken", URL: "c.test"},
	})
	for address, want := range map[string]string{
		"http://a.test/x.html": "a", "https://WWW.A.test/": "a", "http://deep.swj.a.test/1": "a", "http://jyj.a.test/": "b", "http://x.jyj.a.test/": "b",
		"https://c.test:8443/x": "c", "https://x.c.test:8443/": "", "http://shared.test/": "", "http://a.test.evil.test/": "", "http://xa.test/": "", "file:a.test": "", "": "",
	} {
		if s, ok := d.Site(address); s.ID != want || ok != (want != "") {
			t.Errorf("%s is of %q, want %q", address, s.ID, want)
		}
	}
}
