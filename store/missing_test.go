package store

import (
	"strings"
	"testing"
)

// A report that the last crawl did not see is asked for by the next, not again within 20 days,
// and not for ever.
func TestMissing(t *testing.T) {
	v := &vanishing{T: t, DB: fresh(t)}
	const site = "county"
	missing := func(day, want string) {
		t.Helper()
		v.vanished()
		all, err := v.Missing(t.Context(), site, at(t, day+" 09:00"))
		must(t, err)
		var urls []string
		for _, c := range all {
			urls = append(urls, strings.TrimPrefix(c.URL, "http://county.test"))
		}
		same(t, day, strings.Join(urls, " "), want)
	}
	list := func(pages ...string) []string {
		steps := []string{listA + " walk complete"}
		for _, p := range pages {
			steps = append(steps, p+" "+listA+" 20"+p[1:]+"a")
		}
		return steps
	}
	v.crawl(site, "2021-05-01", list(page19, page20, "/21")...)
	missing("2021-05-02", "")
	v.crawl(site, "2021-05-10", list(page19, "/21")...)
	missing("2021-05-11", page20)
	v.crawl(site, "2021-05-11", append(list(page19, "/21"), page20+" - -")...)
	missing("2021-05-12", "")
	missing("2021-06-01", page20)
	v.crawl(site, "2021-06-01", append(list(page19, "/21"), page20+" - 2020a")...) // it is there after all
	missing("2021-06-02", "")
	v.crawl(site, "2021-06-10", list(page19, "/21")...)
	missing("2021-07-01", page20)
	for _, day := range []string{"2021-07-01", "2021-08-01", "2021-09-01", "2021-10-01", "2021-11-01", "2021-12-01"} {
		v.crawl(site, day, append(list(page19, "/21"), page20+" - -")...)
	}
	missing("2022-01-01", "")
	v.crawl(site, "2022-01-02", list(page19, page20, "/21")...) // named again
	v.crawl(site, "2022-02-02", list(page19, "/21")...)
	missing("2022-02-03", page20)
}
