package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"gongkai/disclosure"
	"gongkai/disclosure/parcel"
)

// The files of a release beside those of its package.
const (
	ManifestFile  = "release.json"
	SignatureFile = "release.json.sig"
	KeyFile       = "key.pem"
	CitationFile  = "CITATION.cff"
	DataFolder    = "data"
	SealsFolder   = "seals"
	PagesFolder   = "pages"
	ChangesFile   = "changes/figures.csv"
	indexFile     = "index/figures.csv"
)

// format names what doc/proof.md describes.
const format = "gongkai-release-1"

// Manifest is what is signed.
type Manifest struct {
	Format     string    `json:"format"`
	Name       string    `json:"name"`
	Number     uint64    `json:"number"`      // from 1
	ReleasedAt string    `json:"released_at"` // UTC, by our clock
	Program    string    `json:"program"`
	Schema     int       `json:"schema"` // of the database: its number of migrations
	Data       Data      `json:"data"`
	Previous   *Previous `json:"previous"` // null for the first
	Seal       Seal      `json:"seal"`
	Tables     []Table   `json:"tables"`
	Changes    *Changes  `json:"changes"`         // since the release before; null for the first
	Audit      *Audit    `json:"audit,omitempty"` // not there where no finished audit speaks for the data
	Citation   Citation  `json:"citation"`
	Key        string    `json:"key"` // the Ed25519 public key, hexadecimal
	Files      []File    `json:"files"`
}

// Data is the state that was released, as the descriptor of the package says it.
type Data struct {
	Digest       string  `json:"digest"`
	Newest       string  `json:"newest_capture,omitempty"`
	Captures     uint64  `json:"captures"`
	Reports      uint64  `json:"reports"`
	OldestParser *uint32 `json:"oldest_parser_version"`
	NewestParser *uint32 `json:"newest_parser_version"`
	Method       *uint32 `json:"method_version"`
	ClickHouse   string  `json:"clickhouse_version"`
}

// Previous is the release before.
type Previous struct {
	Name     string `json:"name"`
	Number   uint64 `json:"number"`
	Manifest string `json:"manifest"` // SHA-256 of its release.json
}

// Seal is the head of the chain of seals: everything that the release rests on is sealed by it or before.
type Seal struct {
	Seal     uint64 `json:"seal"`
	SealedAt string `json:"sealed_at"`
	Manifest string `json:"manifest"` // SHA-256
	Chain    string `json:"chain"`
	Records  uint64 `json:"records"` // in the chain up to it
}

// Table is a public table. Its checksums are those of its files.
type Table struct {
	Name string `json:"name"`
	Rows uint64 `json:"rows"`
}

// File is a file of the release.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Citation is how to cite it.
type Citation struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// stampLayout is how our own moments are written: UTC, to the microsecond.
const stampLayout = "2006-01-02T15:04:05.000000Z"

var namePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// ValidName says what is wrong with a name: it is a folder's, and stands in addresses.
func ValidName(name string) error {
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%q is no name of a release: want letters, digits, dots, hyphens and underscores, at most 64, beginning with a letter or digit, such as 2026.1", name)
	}
	return nil
}

// text is the manifest as bytes.
func (m Manifest) text() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(m)
	return b.Bytes(), err
}

// Parse reads a manifest. What says the same in other bytes is refused.
func Parse(text []byte) (m Manifest, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		return m, fmt.Errorf("%s can't be read: %w", ManifestFile, err)
	}
	if m.Format != format {
		return m, fmt.Errorf("%s has the format %q, this program knows %q", ManifestFile, m.Format, format)
	}
	again, err := m.text()
	if err == nil && !bytes.Equal(again, text) {
		err = fmt.Errorf("%s is not written as a manifest is", ManifestFile)
	}
	if err == nil {
		_, err = time.Parse(stampLayout, m.ReleasedAt)
	}
	return m, err
}

// Open reads the manifest of a release's folder, with its SHA-256. Nothing is checked.
func Open(dir string) (m Manifest, hash string, err error) {
	text, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err != nil {
		return m, "", fmt.Errorf("%s is no release: %w", dir, err)
	}
	m, err = Parse(text)
	return m, hashOf(text), err
}

// Text is the manifest of a release's folder as it was signed.
func Text(dir string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, ManifestFile)) }

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// listed are the files as checksums are listed.
func (m Manifest) listed() (all []parcel.File) {
	for _, f := range m.Files {
		all = append(all, parcel.File{Path: f.Path, Bytes: f.Bytes, Hash: f.SHA256})
	}
	return all
}

// citation is how a release is cited.
func (m Manifest) citation() Citation {
	day := m.day()
	seal := fmt.Sprintf("%d", m.Seal.Seal)
	return Citation{
		ZH: fmt.Sprintf("政府信息公开数据（公开，Gongkai），版本 %s（第 %d 次发布，%s），数据摘要 %s，封存 %s（%.16s）。", m.Name, m.Number, day, m.Data.Digest, seal, m.Seal.Manifest),
		EN: fmt.Sprintf("Gongkai: government information disclosure in China. Release %s (number %d, %s), data digest %s, seal %s (%.16s).", m.Name, m.Number, day, m.Data.Digest, seal, m.Seal.Manifest),
	}
}

// cff is the citation as reference managers read it (Citation File Format 1.2.0).
func (m Manifest) cff() []byte {
	return fmt.Appendf(nil, `cff-version: 1.2.0
message: Please cite this release of the data.
type: dataset
title: "Gongkai: government information disclosure in China"
version: %q
date-released: %s
identifiers:
  - type: other
    value: "sha256:%s"
    description: manifest of the newest seal
authors:
  - name: the publisher of this release
`, m.Name, m.day(), m.Seal.Manifest)
}

// day is that of the release, in China.
func (m Manifest) day() string {
	at, _ := time.Parse(stampLayout, m.ReleasedAt) // as it was just written
	return at.In(disclosure.China).Format(time.DateOnly)
}
