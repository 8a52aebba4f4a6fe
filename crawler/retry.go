package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// firstStop is how long a host that answers 429 without a time is left alone at first.
const firstStop = 30 * time.Second

func toldToStop(resp *http.Response) bool {
	return resp.StatusCode == http.StatusTooManyRequests ||
		resp.StatusCode == http.StatusServiceUnavailable && resp.Header.Get("Retry-After") != ""
}

// stop silences the host for as long as it asked, or gives it up with a *stopError.
func (t *transport) stop(req *http.Request, resp *http.Response, last bool) error {
	now := t.clock.Now()
	asked, ok := retryAfter(resp.Header.Get("Retry-After"), now)
	wait := asked
	switch {
	case !ok && last:
		wait = silentHold
	case !ok:
		wait = firstStop
	}
	// The silence holds even where this crawl gives up: another site may share the host, and
	// the next crawl certainly does. The hold comes first: who waits would wait for the end of a silence that is
	// no hold yet.
	t.stopped(req.URL, resp.StatusCode, wait, ok)
	t.gates.of(req.URL).stop(now, wait)
	if last || wait > t.limits.MaxRetryAfter {
		return &stopError{resp.StatusCode, asked, t.limits.MaxRetryAfter}
	}
	t.metrics.told()
	return nil
}

// retryAfter reads both forms of the header (RFC 9110, section 10.2.3).
func retryAfter(v string, now time.Time) (time.Duration, bool) {
	v = strings.TrimSpace(v)
	if s, err := strconv.Atoi(v); err == nil && s >= 0 {
		return time.Duration(min(s, 1<<31)) * time.Second, true
	}
	if at, err := http.ParseTime(v); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}

// passing reports whether another attempt may help.
func passing(resp *http.Response, err error) bool {
	if err == nil {
		return resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented && resp.StatusCode < 505
	}
	var (
		private *privateAddressError
		large   *tooLargeError
		dns     *net.DNSError
		cert    *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		unknown x509.UnknownAuthorityError
		hold    *heldError
		packed  *encodingError
		disk    *spoolError
		taken   *takenError
	)
	switch {
	case errors.As(err, &taken), errors.As(err, &disk), errors.As(err, &private), errors.As(err, &large), errors.As(err, &cert), errors.As(err, &record), errors.As(err, &unknown), errors.As(err, &hold), errors.As(err, &packed):
		return false
	case errors.As(err, &dns):
		return !dns.IsNotFound
	}
	return !errors.Is(err, context.Canceled)
}
