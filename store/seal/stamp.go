package seal

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"
)

// Service asks one service of RFC 3161 for stamps over HTTP.
type Service struct {
	URL    string
	Client *http.Client // nil: one that waits for half a minute
}

// mostOfStamp is far beyond what a service answers.
const mostOfStamp = 1 << 20

// Stamp has a text stamped and gives the service's answer as it came, once it was looked at: it is of
// this text and its signature holds.
func (s Service) Stamp(ctx context.Context, text []byte) ([]byte, error) {
	question, err := timestamp.CreateRequest(bytes.NewReader(text), &timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true})
	if err != nil {
		return nil, fmt.Errorf("asking for a time stamp: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(question))
	if err != nil {
		return nil, fmt.Errorf("asking for a time stamp: %w", err)
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	client := s.Client
	if client == nil {
		client = &http.Client{Timeout: 30 * time.Second}
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("asking for a time stamp: %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, mostOfStamp))
	if err != nil {
		return nil, fmt.Errorf("the time stamp of %s broke off: %w", s.URL, err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s gives no time stamp: it answers %s", s.URL, response.Status)
	}
	if _, err := readStamp(answer, text, nil); err != nil {
		return nil, fmt.Errorf("%s gives no time stamp that holds: %w", s.URL, err)
	}
	return answer, nil
}

// Stamped is what a stamp says.
type Stamped struct {
	At      time.Time
	By      string // whose certificate signed it
	Rooted  bool   // it leads to one of the given roots
	Against bool   // there were roots to hold it against
}

// readStamp reads an answer and holds it against the text. Without roots its signature is held
// against the certificate that it brings along, which proves no more than that it is whole.
func readStamp(answer, text []byte, roots *x509.CertPool) (Stamped, error) {
	t, err := timestamp.ParseResponse(answer) // holds the signature against the certificates within
	if err != nil {
		return Stamped{}, err
	}
	sum := sha256.Sum256(text)
	if t.HashAlgorithm != crypto.SHA256 || !bytes.Equal(t.HashedMessage, sum[:]) {
		return Stamped{}, errors.New("it is of something else")
	}
	if len(t.Certificates) == 0 {
		return Stamped{}, errors.New("it brings no certificate along")
	}
	signer := t.Certificates[0]
	for _, c := range t.Certificates {
		for _, use := range c.ExtKeyUsage {
			if use == x509.ExtKeyUsageTimeStamping {
				signer = c
			}
		}
	}
	s := Stamped{At: t.Time.UTC(), By: signer.Subject.String(), Against: roots != nil}
	if roots == nil {
		return s, nil
	}
	between := x509.NewCertPool()
	for _, c := range t.Certificates {
		between.AddCert(c)
	}
	_, err = signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: t.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	s.Rooted = err == nil
	if err != nil {
		return s, fmt.Errorf("its certificate (%s) leads to none of the roots: %w", s.By, err)
	}
	return s, nil
}
