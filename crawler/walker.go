package crawler

import (
	"net/http"
	"strings"

	"github.com/gocolly/colly/v2"

	"gongkai/disclosure"
)

// walker is one worker's colly collector. Colly makes the request, calls back with what came
// of it and carries the job along; what it does badly never reaches the data:
//
//   - The body is captured in our RoundTrip, and colly gets an empty one: so nothing is cut
//     at its 10 MiB, and its guess at the charset (fixCharset) rewrites nothing.
//   - It is told to ignore robots.txt because the visit obeys it: with colly's own the file
//     is fetched past our pace, a refusal leaves no record and a server error allows all.
//   - Revisits are allowed because the visit knows what this crawl has seen; colly's memory
//     would take a failed address for one that was had.
//   - Waiting for a turn happens inside RoundTrip, so its timeout of 10 seconds is off.
//   - NewCollector would let COLLY_… variables of the environment win over all of this; Init
//     does not read them.
type walker struct {
	v *visit
	c *colly.Collector
}

func newWalker(v *visit) *walker {
	c := &colly.Collector{}
	c.Init()
	c.IgnoreRobotsTxt = true
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true // every answer is a capture
	c.MaxBodySize = 0
	c.UserAgent = v.c.userAgent()
	c.DisableCookies() // the visit has its own jar: it follows the redirects
	c.SetRequestTimeout(0)
	c.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	c.WithTransport(v)
	c.OnResponse(func(r *colly.Response) { v.settle(r.Ctx.GetAny("job").(*job)) })
	c.OnError(func(r *colly.Response, _ error) { v.settle(r.Ctx.GetAny("job").(*job)) })
	return &walker{v, c}
}

// deal brings a job to its end: from the archive where this crawl had it before it was
// killed, from what a redirect led to, or else from the network.
func (w *walker) deal(j *job) {
	v := w.v
	j.capture = v.newCapture(j)
	if v.resume(j) || v.alias(j, j.url) {
		v.settle(j)
		return
	}
	ctx := colly.NewContext()
	ctx.Put("job", j)
	w.c.Context = withJob(v.ctx, j) // this collector has one request at a time
	header := http.Header{}
	if j.parent != "" {
		header.Set("Referer", refererOf(j))
	}
	var err error
	if j.method == http.MethodPost {
		header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
		if j.json {
			header.Set("Content-Type", "application/json; charset=UTF-8")
		}
		err = w.c.Request(j.method, j.url.String(), strings.NewReader(j.form), ctx, header)
	} else {
		err = w.c.Request(j.method, j.url.String(), nil, ctx, header)
	}
	if !j.settled && v.ctx.Err() == nil { // colly would not even send it
		j.capture.Outcome, j.capture.Error, j.capture.Failure = disclosure.FetchError, "the address cannot be asked for", disclosure.FailureAddress
		if err != nil {
			j.capture.Error += ": " + err.Error()
		}
		v.settle(j)
	}
}

// refererOf is the page that leads to an address: for further pages that of the list, whose script
// asks for them. Some servers answer nobody else.
func refererOf(j *job) string {
	from := j.parent
	if j.paging && j.list != nil {
		from = j.list.walk.URL
	}
	from, _, _ = strings.Cut(from, "#")
	return from
}
