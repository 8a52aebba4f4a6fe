package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// tsa is a time stamp service on loopback, with an authority of its own.
type tsa struct {
	address string
	roots   *x509.CertPool
}

func newTSA(t *testing.T) tsa {
	t.Helper()
	root, rootKey := certificate(t, &x509.Certificate{Subject: pkix.Name{CommonName: "root"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, nil, nil)
	signer, key := certificate(t, &x509.Certificate{Subject: pkix.Name{CommonName: "stamps"}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}, root, rootKey)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		question, err := timestamp.ParseRequest(body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "no question", http.StatusBadRequest)
			return
		}
		stamp := timestamp.Timestamp{HashAlgorithm: question.HashAlgorithm, HashedMessage: question.HashedMessage, Time: time.Now(), Nonce: question.Nonce, Policy: asn1.ObjectIdentifier{1, 2, 3},
			AddTSACertificate: question.Certificates, Certificates: []*x509.Certificate{root}}
		answer, err := stamp.CreateResponseWithOpts(signer, key, crypto.SHA256)
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return tsa{server.URL, pool}
}

// certificate makes one, signed by its parent or by itself.
func certificate(t *testing.T, c, parent *x509.Certificate, parentKey *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	c.SerialNumber, c.NotBefore, c.NotAfter = big.NewInt(time.Now().UnixNano()), time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	if parent == nil {
		parent, parentKey = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), parentKey)
	must(t, err)
	made, err := x509.ParseCertificate(der)
	must(t, err)
	return made, key
}

func TestStamps(t *testing.T) {
	t.Parallel()
	service := newTSA(t)
	answer, err := Service{URL: service.address}.Stamp(t.Context(), []byte("a manifest"))
	must(t, err)
	stamped, err := readStamp(answer, []byte("a manifest"), service.roots)
	if err != nil || !stamped.Rooted || !strings.Contains(stamped.By, "stamps") || time.Since(stamped.At).Abs() > time.Hour {
		t.Errorf("%+v, %v", stamped, err)
	}
	if _, err := readStamp(answer, []byte("another manifest"), nil); err == nil {
		t.Error("a stamp of another text holds")
	}
	for i := range answer { // whatever byte is changed of the signed part or the signature
		spoilt := append([]byte{}, answer...)
		spoilt[i] ^= 1
		if s, err := readStamp(spoilt, []byte("a manifest"), service.roots); err == nil && !s.At.Equal(stamped.At) {
			t.Fatalf("with byte %d changed the stamp is of %s", i, s.At)
		}
	}
	silent := httptest.NewServer(http.NotFoundHandler())
	defer silent.Close()
	if _, err := (Service{URL: silent.URL}).Stamp(t.Context(), []byte("a manifest")); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a service that is none: %v", err)
	}
}
