package seal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// format names the bytes that doc/proof.md describes.
const format = "gongkai-seal-1"

// Manifest is what is signed.
type Manifest struct {
	Format        string `json:"format"`
	Seal          uint64 `json:"seal"`         // its number, from 1
	SealedAt      string `json:"sealed_at"`    // UTC, by our clock
	Previous      string `json:"previous"`     // SHA-256 of the manifest before; zeros for the first
	FirstRecord   uint64 `json:"first_record"` // position of its first record in the chain, from 1
	Records       uint64 `json:"records"`      // how many
	Captures      uint64 `json:"captures"`     // of these
	Walks         uint64 `json:"walks"`        // of these
	CompleteWalks uint64 `json:"complete_walks"`
	Earliest      string `json:"earliest"`     // recorded_at of the oldest record
	Latest        string `json:"latest"`       // and of the newest
	ChainBefore   string `json:"chain_before"` // head of the chain before its first record
	Chain         string `json:"chain"`        // and after its last
	Key           string `json:"key"`          // the Ed25519 public key, hexadecimal
	Program       string `json:"program"`
}

// Seal is a manifest with what shows that it is one.
type Seal struct {
	Manifest
	Text      []byte // the manifest, as it was signed
	Signature []byte // of Text
	Stamp     []byte // an answer of RFC 3161 about Text; empty where no service was named or none answered
}

// stampLayout is how our own moments are written: UTC, to the microsecond.
const stampLayout = "2006-01-02T15:04:05.000000Z"

// text is the manifest as bytes.
func (m Manifest) text() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(m)
	return b.Bytes(), err
}

// hashOf is how the next manifest names one.
func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Hash is the SHA-256 of the manifest, hexadecimal.
func (s Seal) Hash() string { return hashOf(s.Text) }

// Time is when it was sealed, by the clock of who sealed.
func (m Manifest) Time() time.Time {
	at, _ := time.Parse(time.RFC3339Nano, m.SealedAt) // parseManifest has looked at it
	return at
}

// parseManifest refuses whatever says the same in other bytes: what is signed has one form.
func parseManifest(text []byte) (m Manifest, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		return m, fmt.Errorf("its manifest can't be read: %w", err)
	}
	if m.Format != format {
		return m, fmt.Errorf("its manifest has the format %q, this program knows %q", m.Format, format)
	}
	again, err := m.text()
	if err == nil && !bytes.Equal(again, text) {
		err = errors.New("its manifest is not written as a manifest is")
	}
	if err == nil {
		_, err = time.Parse(stampLayout, m.SealedAt)
	}
	return m, err
}

// signedBy reports whether the signature is that of the key that the manifest names.
func (s Seal) signedBy() (ed25519.PublicKey, bool) {
	key, err := hex.DecodeString(s.Key)
	if err != nil || len(key) != ed25519.PublicKeySize || len(s.Signature) != ed25519.SignatureSize {
		return nil, false
	}
	return key, ed25519.Verify(key, s.Text, s.Signature)
}
