package crawler

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"os"
	"strings"
	"syscall"

	"gongkai/disclosure"
)

// failureOf is the class of an error that left an address without an answer.
func failureOf(err error) disclosure.Failure {
	var (
		held     *outcomeError
		hold     *heldError
		stop     *stopError
		large    *tooLargeError
		packed   *encodingError
		private  *privateAddressError
		dns      *net.DNSError
		cut      *cutShortError
		protocol textproto.ProtocolError
	)
	switch {
	case errors.As(err, &held):
		return held.failure
	case errors.As(err, &hold):
		return hold.Failure
	case errors.As(err, &stop):
		return disclosure.FailureThrottled
	case errors.As(err, &large):
		return disclosure.FailureTooLarge
	case errors.As(err, &private):
		return disclosure.FailurePrivate
	case timedOut(err):
		return disclosure.FailureTimeout
	case errors.As(err, &dns):
		return disclosure.FailureDNS
	case errors.As(err, &cut):
		return disclosure.FailureCutShort
	case errors.As(err, &packed):
		return disclosure.FailureEncoding
	case badTLS(err):
		return disclosure.FailureTLS
	case errors.As(err, &protocol) || badHead(err):
		return disclosure.FailureHeader
	}
	return brokenConnection(err)
}

// timedOut reports whether it took too long; a name server that does not answer counts as DNS.
func timedOut(err error) bool {
	var (
		dns  *net.DNSError
		slow *timeoutError
		any  net.Error
	)
	if errors.As(err, &dns) {
		return false
	}
	return errors.As(err, &slow) || errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &any) && any.Timeout()
}

func badTLS(err error) bool {
	var (
		cert      *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		name      x509.HostnameError
	)
	return errors.As(err, &cert) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &authority) ||
		errors.As(err, &invalid) || errors.As(err, &name) || errors.Is(err, http.ErrSchemeMismatch) ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "x509: ") // a handshake's own errors have no type
}

// badHead goes by words: net/http has no type for an answer whose head it cannot read.
func badHead(err error) bool {
	for _, words := range []string{"malformed HTTP", "malformed MIME", "server response headers exceeded", "invalid header", "unsupported transfer encoding", "bad Content-Length", "too many transfer encodings"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

func brokenConnection(err error) disclosure.Failure {
	var op *net.OpError
	switch {
	case errors.As(err, &op) && op.Op == "dial", errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return disclosure.FailureConnect
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE),
		strings.Contains(err.Error(), "stream error"), strings.Contains(err.Error(), "server closed"), strings.Contains(err.Error(), "GOAWAY"):
		return disclosure.FailureReset
	}
	return disclosure.FailureUnknown
}

// statusFailure is the class of an answer that is none of the page.
func statusFailure(status int, header http.Header) disclosure.Failure {
	switch {
	case status < 400:
		return ""
	case status == http.StatusNotFound || status == http.StatusGone:
		return disclosure.FailureNotFound
	case status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable && header.Get("Retry-After") != "":
		return disclosure.FailureThrottled
	}
	return disclosure.FailureStatus
}

// timeoutError says that an attempt took longer than it may.
type timeoutError struct{ why string }

func (e *timeoutError) Error() string { return e.why }

// cutShortError says that a body ended, or its connection broke, before its end.
type cutShortError struct{ err error }

func (e *cutShortError) Error() string { return "the answer is cut short: " + e.err.Error() }
func (e *cutShortError) Unwrap() error { return e.err }

// encodingError says that a body cannot be unpacked.
type encodingError struct{ err error }

func (e *encodingError) Error() string { return e.err.Error() }
func (e *encodingError) Unwrap() error { return e.err }

// bodyError tells a body that is broken inside from one whose connection broke.
func bodyError(err error) error {
	var flated flate.CorruptInputError
	switch {
	case errors.As(err, &flated), errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrHeader),
		errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrDictionary), strings.HasPrefix(err.Error(), "brotli: "):
		return &encodingError{err}
	}
	return &cutShortError{err}
}
