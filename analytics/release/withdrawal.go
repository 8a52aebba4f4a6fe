package release

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"gongkai/disclosure/parcel"
)

// What is taken down after a release was made is withdrawn from its files. The manifest stays as it was signed; beside it
// lies a record of every withdrawal, signed and chained, that says which file is another one since, and for whose decision.

// WithdrawalsFolder holds the records of a release, each with its signature.
const WithdrawalsFolder = "withdrawals"

const withdrawalFormat = "gongkai-withdrawal-1"

// Withdrawal is a record: what was withdrawn, and what the files are since.
type Withdrawal struct {
	Format      string              `json:"format"`
	Release     string              `json:"release"`
	Number      uint64              `json:"number"`       // from 1
	WithdrawnAt string              `json:"withdrawn_at"` // UTC, by our clock
	Program     string              `json:"program"`
	Manifest    string              `json:"manifest"`  // SHA-256 of release.json
	Previous    string              `json:"previous"`  // SHA-256 of the record before; of release.json for the first
	Documents   []WithdrawnDocument `json:"documents"` // all that were taken down until then, and of which the release had something
	Files       []WithdrawnFile     `json:"files"`
	Key         string              `json:"key"` // the Ed25519 public key, hexadecimal
}

// WithdrawnDocument is a document that was taken down.
type WithdrawnDocument struct {
	SHA256  string   `json:"sha256"`
	Reports []string `json:"reports"` // of the release, that were read from it
	TakenAt string   `json:"taken_at"`
	TakenBy string   `json:"taken_by"`
	Reason  string   `json:"reason"`
	Texts   bool     `json:"texts"`   // passages were withdrawn
	Figures string   `json:"figures"` // keep, or hide: figures, and what was found in them, were withdrawn
}

// WithdrawnFile is a file that was written anew.
type WithdrawnFile struct {
	Path      string `json:"path"`
	OldSHA256 string `json:"old_sha256"`
	OldBytes  int64  `json:"old_bytes"`
	SHA256    string `json:"sha256"`
	Bytes     int64  `json:"bytes"`
	Rows      uint64 `json:"rows"`      // that are left; 0 where it is no table
	Withdrawn uint64 `json:"withdrawn"` // rows that were taken out
	Emptied   uint64 `json:"emptied"`   // rows that stay, with texts or figures taken out
}

func withdrawalPath(number uint64) string {
	return fmt.Sprintf("%s/%06d.json", WithdrawalsFolder, number)
}

// text is the record as bytes, written as a manifest is.
func (w Withdrawal) text() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(w)
	return b.Bytes(), err
}

// withdrawals are the records of a release, and what is wrong with them. What is behind a wrong one does not count.
type withdrawals struct {
	all   []Withdrawal
	head  string // SHA-256 of the last record that holds; of the manifest where there is none
	files []File // records and signatures
	wrong []string
}

// readWithdrawals reads the records that hold. keys are those that may have signed; the manifest's own may always.
func readWithdrawals(dir string, m Manifest, manifest string, keys []ed25519.PublicKey) (ws withdrawals, err error) {
	ws.head = manifest
	found, err := os.ReadDir(filepath.Join(dir, WithdrawalsFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return ws, nil
	}
	if err != nil {
		return ws, err
	}
	last := uint64(0)
	for _, entry := range found {
		var n uint64
		if _, err := fmt.Sscanf(entry.Name(), "%06d.json", &n); err == nil && entry.Name() == filepath.Base(withdrawalPath(n)) {
			last = max(last, n)
		}
	}
	for n := uint64(1); n <= last; n++ {
		if problem := ws.read(dir, n, m, manifest, keys); problem != "" {
			ws.wrong = append(ws.wrong, fmt.Sprintf("withdrawal %d: %s", n, problem))
			return ws, nil
		}
	}
	return ws, nil
}

// read takes in the record of a number, or says why it does not hold.
func (ws *withdrawals) read(dir string, n uint64, m Manifest, manifest string, keys []ed25519.PublicKey) string {
	full := filepath.Join(dir, filepath.FromSlash(withdrawalPath(n)))
	text, err := os.ReadFile(full)
	if err != nil {
		return "its record is missing"
	}
	signature, err := os.ReadFile(full + ".sig")
	if err != nil {
		return "its signature is missing"
	}
	var w Withdrawal
	if err := json.Unmarshal(text, &w); err != nil || w.Format != withdrawalFormat {
		return "its record can't be read"
	}
	if again, err := w.text(); err != nil || !bytes.Equal(again, text) {
		return "its record is not written as one is"
	}
	key, err := hex.DecodeString(w.Key)
	switch {
	case err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, text, signature):
		return "its signature is not of this record, which was changed after it was signed"
	case w.Key != m.Key && !slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return k.Equal(ed25519.PublicKey(key)) }):
		return "it was signed with another key (" + w.Key + ")"
	case w.Release != m.Name || w.Manifest != manifest:
		return "it is of another release"
	case w.Number != n || w.Previous != ws.head:
		return "it does not follow the record before: one was removed, or they stand in another order"
	case w.WithdrawnAt <= ws.time(m):
		return "it is dated back"
	}
	if problem := ws.follows(m, w); problem != "" {
		return problem
	}
	ws.all, ws.head = append(ws.all, w), hashOf(text)
	ws.files = append(ws.files, File{withdrawalPath(n), int64(len(text)), ws.head}, File{withdrawalPath(n) + ".sig", int64(len(signature)), hashOf(signature)})
	return ""
}

// next is the file of the next record.
func (ws *withdrawals) next() string { return withdrawalPath(uint64(len(ws.all)) + 1) }

// first are the first n of the records.
func (ws *withdrawals) first(n int) withdrawals {
	return withdrawals{all: ws.all[:n], files: ws.files[:2*n]}
}

// time is that of the last record, or of the release.
func (ws *withdrawals) time(m Manifest) string {
	if len(ws.all) == 0 {
		return m.ReleasedAt
	}
	return ws.all[len(ws.all)-1].WithdrawnAt
}

// follows holds what a record says files were before against the records before it. Only what can hold rows, or counts them, is ever
// written anew: seals, key and citation are not.
func (ws *withdrawals) follows(m Manifest, w Withdrawal) string {
	for _, f := range w.Files {
		switch states := ws.states(m, f.Path); {
		case !withdrawable(f.Path):
			return f.Path + " is no file that anything is withdrawn from"
		case !slices.ContainsFunc(states, func(s File) bool { return s.SHA256 == f.OldSHA256 && s.Bytes == f.OldBytes }):
			return "what it says " + f.Path + " was before is not what the release had"
		}
	}
	return ""
}

// states are what a file was, the first as the manifest says; none where the release has no such file.
func (ws *withdrawals) states(m Manifest, path string) (all []File) {
	for _, f := range m.Files {
		if f.Path == path {
			all = append(all, f)
		}
	}
	for _, w := range ws.all {
		for _, f := range w.Files {
			if f.Path == path {
				all = append(all, File{f.Path, f.Bytes, f.SHA256})
			}
		}
	}
	return all
}

// now are the files of a release as they have to be.
func (ws *withdrawals) now(m Manifest) []File {
	at, all := map[string]int{}, slices.Clone(m.Files)
	for i, f := range all {
		at[f.Path] = i
	}
	for _, w := range ws.all {
		for _, f := range w.Files {
			all[at[f.Path]] = File{f.Path, f.Bytes, f.SHA256}
		}
	}
	return all
}

// rows are how many rows a file has to have; false where nothing was withdrawn from it.
func (ws *withdrawals) rows(path string) (rows uint64, is bool) {
	for _, w := range ws.all {
		for _, f := range w.Files {
			if f.Path == path {
				rows, is = f.Rows, true
			}
		}
	}
	return rows, is
}

// documents are all that were withdrawn.
func (ws *withdrawals) documents() []WithdrawnDocument {
	if len(ws.all) == 0 {
		return nil
	}
	return ws.all[len(ws.all)-1].Documents
}

// of is the decision by which a report's figures were withdrawn.
func (ws *withdrawals) of(report string) (d WithdrawnDocument, is bool) {
	for _, d := range ws.documents() {
		if d.Figures == "hide" && slices.Contains(d.Reports, report) {
			return d, true
		}
	}
	return d, false
}

// same reports whether nothing was taken down since the last record.
func (ws *withdrawals) same(documents []WithdrawnDocument) bool {
	return len(documents) == len(ws.documents()) && (len(documents) == 0 || reflect.DeepEqual(documents, ws.documents()))
}

// State names what the files of a release are: another one once a withdrawal is finished. Until then they are some as they were and some
// not: what is made of them has the name of before, and is made anew. Nothing is checked.
func State(dir, manifest string) (string, error) {
	state, _, err := stateOf(dir)
	if err != nil || state == "" {
		return manifest, err
	}
	return manifest + " " + state, nil
}

// stateOf is the checksum of the list of checksums, which a withdrawal writes last; empty where it names none. It reports whether
// the last one is finished.
func stateOf(dir string) (state string, finished bool, err error) {
	found, err := filepath.Glob(filepath.Join(dir, WithdrawalsFolder, "*.json"))
	if err != nil || len(found) == 0 {
		return "", err == nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, parcel.List))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", false, err
	}
	if bytes.Contains(text, []byte("  "+WithdrawalsFolder+"/")) {
		state = hashOf(text)
	}
	return state, bytes.Contains(text, []byte("  "+WithdrawalsFolder+"/"+filepath.Base(slices.Max(found))+"\n")), nil
}
