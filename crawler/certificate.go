package crawler

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"time"
)

// certificateBroken is what a site's line says of a certificate that is known not to hold. Its
// pages are then taken all the same, from its own hosts only, and each capture says so.
const certificateBroken = "broken"

// trust is the TLS configuration for a site: nil is the usual one, which refuses.
func trust(certificate string) *tls.Config {
	if certificate != certificateBroken {
		return nil
	}
	return &tls.Config{InsecureSkipVerify: true} // flawOf says what would have been refused
}

// flawOf says why the certificate of an answer does not hold, "" where it does.
func flawOf(state *tls.ConnectionState, name string, now time.Time) string {
	if state == nil || len(state.PeerCertificates) == 0 {
		return ""
	}
	between := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{DNSName: name, Intermediates: between, CurrentTime: now})
	if err == nil {
		return ""
	}
	return fmt.Sprintf("the certificate does not hold (%v); taken all the same, as the sites file says", err)
}
