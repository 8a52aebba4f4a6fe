package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gongkai/disclosure"
)

// outcomeError hands an outcome without an answer through colly; the capture says it all.
type outcomeError struct {
	outcome string
	failure disclosure.Failure
	why     string
}

func (e *outcomeError) Error() string { return e.outcome + ": " + e.why }

// RoundTrip makes the capture of the job in the request's context. It follows redirects
// itself, since each hop needs its host, its robots.txt and its pace looked at. Colly gets
// status and headers, and a body that is always empty.
func (v *visit) RoundTrip(req *http.Request) (*http.Response, error) {
	j := jobOf(req.Context())
	resp, err := v.follow(req, j)
	if err != nil {
		return nil, err
	}
	header := resp.Header.Clone()
	header.Del("Location") // http.Client must not follow what was not followed here
	return &http.Response{
		Status: resp.Status, StatusCode: resp.StatusCode, Proto: resp.Proto, ProtoMajor: resp.ProtoMajor, ProtoMinor: resp.ProtoMinor,
		Header: header, Body: http.NoBody, Request: req, Uncompressed: true, // nothing is left to unpack
	}, nil
}

// follow asks and follows redirects within the site until there is an answer.
func (v *visit) follow(req *http.Request, j *job) (*http.Response, error) {
	u := j.url
	for hop := 0; ; hop++ {
		if err := v.mayAsk(req.Context(), j, u); err != nil {
			return nil, v.without(j, u, err)
		}
		conditional := v.condition(req, j, u)
		v.cookies(req, u)
		resp, err := v.ask(req)
		if err != nil {
			return nil, v.without(j, u, err)
		}
		v.jar.SetCookies(u, resp.Cookies())
		v.failing(hostPort(u), serverFailure(resp), fmt.Sprintf("%d answers of status 500 and more in a row", v.c.Limits.GiveUpAfter))
		next, err := v.redirect(resp, j, u, hop)
		if err != nil {
			v.answered(j, u, resp, false)
			j.capture.Outcome, j.capture.Error, j.capture.Failure = disclosure.FetchError, err.Error(), disclosure.FailureRedirect
			return resp, nil
		}
		if next == nil {
			v.answered(j, u, resp, conditional)
			return resp, nil
		}
		if j.role != disclosure.RoleRobots && v.alias(j, next) {
			j.capture.Status = resp.StatusCode // of the redirect: that is what was answered
			return resp, nil
		}
		req, u = redirected(req, resp.StatusCode, next), next
	}
}

// mayAsk holds back what must not be sent: to a host that is shut, or against robots.txt.
func (v *visit) mayAsk(ctx context.Context, j *job, u *url.URL) error {
	if err := v.letBe(u); err != nil {
		return err
	}
	if err := v.spent(); err != nil {
		return err
	}
	if err := v.holdOn(ctx, u); err != nil {
		return err
	}
	if j.role == disclosure.RoleRobots {
		return nil
	}
	if err := v.obey(ctx, u); err != nil {
		return err
	}
	return v.letBe(u) // its robots.txt may have been a challenge page
}

// letBe holds back what must not be sent to a host that this crawl has given up, or that is
// left alone since an earlier one.
func (v *visit) letBe(u *url.URL) error {
	if s := v.isShut(hostPort(u)); s != nil {
		return s
	}
	return v.c.gates.of(u).heldAt(u, v.c.Clock.Now(), v.c.Limits.MaxRetryAfter)
}

// serverFailure is the class of an answer that says that the server itself is unwell.
func serverFailure(resp *http.Response) disclosure.Failure {
	if resp.StatusCode < 500 {
		return ""
	}
	return statusFailure(resp.StatusCode, resp.Header)
}

// condition asks only for what has changed, where an earlier body came with a validator. On
// a redirect the validator belongs to the last hop alone.
func (v *visit) condition(req *http.Request, j *job, u *url.URL) bool {
	req.Header.Del("If-None-Match")
	req.Header.Del("If-Modified-Since")
	k, ok := v.known[j.key()]
	if !ok || j.role == disclosure.RoleRobots || k.SHA256 == "" || (k.Outcome != "" && !hasBody(k)) || (k.FinalURL != "" && k.FinalURL != u.String()) {
		return false
	}
	etag, modified := headerOf(k.Header, "etag"), headerOf(k.Header, "last-modified")
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		req.Header.Set("If-Modified-Since", modified)
	}
	return etag != "" || modified != ""
}

func (v *visit) cookies(req *http.Request, u *url.URL) {
	req.Header.Del("Cookie")
	for _, c := range v.jar.Cookies(u) {
		req.AddCookie(c)
	}
}

// redirect returns where an answer sends us, nil where it is the answer itself.
func (v *visit) redirect(resp *http.Response, j *job, u *url.URL, hop int) (*url.URL, error) {
	location := resp.Header.Get("Location")
	if resp.StatusCode < 301 || resp.StatusCode > 308 || resp.StatusCode == http.StatusNotModified || location == "" {
		if resp.StatusCode >= 300 && resp.StatusCode < 400 && resp.StatusCode != http.StatusNotModified {
			return nil, fmt.Errorf("a redirect (%d) that names no address", resp.StatusCode)
		}
		return nil, nil
	}
	next, err := canonical(u, location)
	if err != nil {
		return nil, fmt.Errorf("a redirect to nowhere: %w", err)
	}
	most := v.c.Limits.Redirects
	if j.role == disclosure.RoleRobots {
		most = min(most, robotsRedirects)
	}
	switch {
	case j.role == disclosure.RoleRobots && v.mayAskRulesOf(next):
	case !v.belongs(next):
		v.stray(next)
		return nil, fmt.Errorf("a redirect to %s, which is not a host of the site: add it to hosts if it belongs to it", next.Host)
	}
	if hop >= most {
		return nil, fmt.Errorf("more than %d redirects, the last one to %s", most, next)
	}
	return next, nil
}

// redirected is the request for the next hop; a form is only sent on where the status says so.
func redirected(req *http.Request, status int, next *url.URL) *http.Request {
	out := req.Clone(req.Context())
	out.URL, out.Host = next, ""
	if status != http.StatusTemporaryRedirect && status != http.StatusPermanentRedirect {
		out.Method, out.Body, out.GetBody, out.ContentLength = http.MethodGet, nil, nil, 0
		out.Header.Del("Content-Type")
	}
	return out
}

// answered fills the capture from an answer that was read to its end.
func (v *visit) answered(j *job, u *url.URL, resp *http.Response, conditional bool) {
	c := &j.capture
	c.FinalURL, c.Status, c.FetchedAt = u.String(), resp.StatusCode, v.c.Clock.Now().UTC()
	c.ContentType, c.Header = resp.Header.Get("Content-Type"), evidence(resp.Header)
	c.Failure = statusFailure(resp.StatusCode, resp.Header)
	r, whole := resp.Body.(*received)
	if whole && r.flaw != "" && c.Failure == "" {
		c.Failure, c.Error = disclosure.FailureTLS, r.flaw
	}
	switch {
	case resp.StatusCode == http.StatusNotModified && conditional:
		v.unchanged(c, v.known[j.key()])
		return
	case resp.StatusCode < 300:
		c.Outcome = disclosure.FetchOK
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		c.Outcome, c.Error = disclosure.FetchNotFound, resp.Status
	default:
		c.Outcome, c.Error = disclosure.FetchError, resp.Status
	}
	if whole {
		c.Body, c.File, c.Bytes, c.SHA256 = r.raw, r.file, r.size, r.sum
	}
}

// unchanged fills the capture from the body that was had before. What a 304 leaves out of
// the headers still holds, the validators above all.
func (v *visit) unchanged(c *disclosure.Capture, before disclosure.Capture) {
	c.Outcome, c.SHA256, c.Bytes = disclosure.FetchNotModified, before.SHA256, before.Bytes
	if c.ContentType == "" {
		c.ContentType = before.ContentType
	}
	for k, value := range before.Header {
		if k = strings.ToLower(k); c.Header[k] == "" {
			c.Header[k] = value
		}
	}
}

// without fills the capture where no answer came or nothing was sent. A crawl that is being
// ended has learned nothing about the address, and the capture stays empty.
func (v *visit) without(j *job, u *url.URL, err error) error {
	if local := (*spoolError)(nil); errors.As(err, &local) {
		v.fail(fmt.Errorf("fetching %s: %w", u, local)) // nothing is learned of the site where our own disk is full
		return err
	}
	if v.ctx.Err() != nil {
		return err
	}
	c := &j.capture
	c.FinalURL, c.FetchedAt, c.Failure = u.String(), v.c.Clock.Now().UTC(), failureOf(err)
	var (
		held  *outcomeError
		hold  *heldError
		stop  *stopError
		large *tooLargeError
	)
	switch {
	case errors.As(err, &held):
		c.Outcome, c.Error = held.outcome, held.why
	case errors.As(err, &hold):
		c.Outcome, c.Error = hold.Outcome, hold.Error()
		v.shutHost(hostPort(u), hold.Outcome, hold.Failure, hold.Error())
	case errors.As(err, &stop):
		c.Outcome, c.Error, c.Status = disclosure.FetchError, stop.Error(), stop.status
		v.shutHost(hostPort(u), disclosure.FetchUnreachable, c.Failure, stop.Error())
	case errors.As(err, &large):
		c.Outcome, c.Error = disclosure.FetchTooLarge, large.Error()
	default:
		c.Outcome, c.Error = disclosure.FetchUnreachable, err.Error()
		v.failing(hostPort(u), c.Failure, fmt.Sprintf("%d failures in a row, the last one: %v", v.c.Limits.GiveUpAfter, err))
	}
	return &outcomeError{c.Outcome, c.Failure, c.Error}
}

// evidenceHeaders are the response headers that are kept: what the page claims of itself,
// and what tells a challenge page.
var evidenceHeaders = []string{
	"Content-Type", "Content-Encoding", "Content-Disposition", "Content-Language", "Date", "Etag", "Last-Modified",
	"Location", "Retry-After", "Server", "Set-Cookie", "Via", "X-Powered-By", "X-Cache",
}

func evidence(h http.Header) map[string]string {
	kept := map[string]string{}
	for _, name := range evidenceHeaders {
		if values := h[name]; len(values) > 0 {
			if name == "Set-Cookie" {
				values = cookieNames(values)
			}
			kept[strings.ToLower(name)] = strings.ToValidUTF8(strings.Join(values, ", "), "\uFFFD")
		}
	}
	return kept
}

// cookieNames leaves a cookie's name, which may tell who stands before a page. Its value is the
// key to a session, and captures are public.
func cookieNames(values []string) []string {
	names := make([]string, 0, len(values))
	for _, value := range values {
		name, _, _ := strings.Cut(value, "=")
		names = append(names, strings.TrimSpace(name))
	}
	return names
}

func headerOf(h map[string]string, name string) string {
	for k, value := range h {
		if strings.EqualFold(k, name) {
			return value
		}
	}
	return ""
}
