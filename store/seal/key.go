package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Key signs. Whoever has it can seal in its name, so its file is for its owner alone.
type Key struct{ private ed25519.PrivateKey }

// LoadKey reads a key from a file (PKCS #8 in PEM), and makes one where there is none; made tells
// which. A file that others may read is refused.
func LoadKey(path string) (key Key, made bool, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = makeKey(path)
		return key, err == nil, err
	}
	if err != nil {
		return key, false, fmt.Errorf("reading the key of the seals: %w", err)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		return key, false, fmt.Errorf("the key of the seals, %s, may be read by others than its owner: chmod 600 it", path)
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "PRIVATE KEY" {
		return key, false, fmt.Errorf("%s holds no private key in PEM (PKCS #8): name the file that gongkai seal made", path)
	}
	any, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := any.(ed25519.PrivateKey)
	if err != nil || !ok {
		return key, false, fmt.Errorf("%s holds no Ed25519 key: name the file that gongkai seal made", path)
	}
	return Key{private}, false, nil
}

// makeKey never overwrites: of two that begin together one has the key of the other.
func makeKey(path string) (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return Key{}, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Key{}, fmt.Errorf("making the folder for the key of the seals: %w", err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return Key{}, fmt.Errorf("making the key of the seals: %w", err)
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return Key{}, fmt.Errorf("writing the key of the seals: %w", err)
	}
	if err := os.Link(temporary.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return Key{}, fmt.Errorf("writing the key of the seals: %w", err)
	} else if err != nil {
		key, _, err := LoadKey(path)
		return key, err
	}
	return Key{private}, nil
}

// Public is the key that everybody may have.
func (k Key) Public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// Sign signs a text.
func (k Key) Sign(text []byte) []byte { return ed25519.Sign(k.private, text) }

// PublicPEM is a public key as openssl reads it.
func PublicPEM(key ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// ReadPublic reads the public keys of a file, one or more.
func ReadPublic(path string) (keys []ed25519.PublicKey, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the public key: %w", err)
	}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		any, err := x509.ParsePKIXPublicKey(block.Bytes)
		key, ok := any.(ed25519.PublicKey)
		if err != nil || !ok {
			return nil, fmt.Errorf("%s holds a key that is no public one of Ed25519: gongkai seal --public-key prints one", path)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%s holds no public key in PEM: gongkai seal --public-key prints one", path)
	}
	return keys, nil
}

// Fingerprint is a short name of a public key: the SHA-256 of its 32 bytes, hexadecimal.
func Fingerprint(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:])
}
