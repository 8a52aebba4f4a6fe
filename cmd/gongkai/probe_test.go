package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"gongkai/demo"
)

// TestSitesProbe: a site that nobody has told of yet is asked a few pages, and the answer names
// its family, its lists, its reports with their agencies and what was left out; nothing is kept.
func TestSitesProbe(t *testing.T) {
	t.Parallel()
	servers, err := demo.New().Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(loopbackCounty(t, servers, "yunting", ""), `url: "`)
	address, _, _ = strings.Cut(address, `"`)
	out, errText, status := gongkai(t, "sites", "probe", address, "--division-code", "990122", "--name", "云汀县人民政府", "--json")
	if status != exitDone {
		t.Fatalf("status %d: %s", status, errText)
	}
	var r probeReport
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Family != "hanweb_jcms" || len(r.Lists) != 2 || !strings.HasSuffix(r.Lists[0].Name, "政府信息公开年报") || r.Lists[0].State != "complete" || r.Lists[0].Reports != 7 || len(r.Unresolved) > 0 {
		t.Errorf("%+v", r)
	}
	if len(r.Reports) < 40 || r.Reports[0].Agency != "云汀县人民政府" || r.Reports[0].Date == nil || !strings.HasPrefix(r.Reports[0].URL, address) {
		t.Errorf("%d reports, first %+v", len(r.Reports), r.Reports[0])
	}
	if r.Asked > 41 || r.Unasked == "" || len(r.Hosts) == 0 {
		t.Errorf("%d asked, left out %q, further hosts %v", r.Asked, r.Unasked, r.Hosts)
	}
	u, _ := url.Parse(address)
	if log := servers.Requests(); len(log) != r.Asked {
		t.Errorf("the site %s saw %d requests, the answer says %d", u.Host, len(log), r.Asked)
	}
	out, errText, status = gongkai(t, "sites", "probe", address, "--addresses", "3")
	if status != exitDone || !strings.Contains(out, "nothing was kept") || !strings.Contains(out, "For the sites file:") || !strings.Contains(out, "allow_private: true") {
		t.Errorf("status %d: %s%s", status, out, errText)
	}
	// A script sees from the status that there is nothing to put into the sites file.
	nothing := httptest.NewServer(http.NotFoundHandler())
	defer nothing.Close()
	out, errText, status = gongkai(t, "sites", "probe", nothing.URL, "--log-level", "error")
	if status != exitFailed || !strings.Contains(out, "not_found") || !strings.Contains(errText, "not one page of it could be had") {
		t.Errorf("a site without pages: status %d: %s%s", status, out, errText)
	}
	for _, args := range [][]string{{"http://"}, {"http://www.example.gov.cn/"}, {address, "--addresses", "0"}, {address, "--division-code", "780000"}} {
		if _, errText, status := gongkai(t, append([]string{"sites", "probe"}, args...)...); status != exitUsage || errText == "" {
			t.Errorf("%v: status %d, %q", args, status, errText)
		}
	}
}
