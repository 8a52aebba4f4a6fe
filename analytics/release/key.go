package release

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
)

// publicPEM is a public key as openssl reads it.
func publicPEM(key ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}
