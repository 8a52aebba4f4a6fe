package dashboards

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// What was taken down after a release was made is withdrawn from its files; beside the manifest lie signed records of it
// (doc/proof.md). Pages give the checksums that the files have since.

// ReleasedWithdrawal is a record of what was withdrawn from the files of a release.
type ReleasedWithdrawal struct {
	Number      uint64             `json:"number"`
	WithdrawnAt string             `json:"withdrawn_at"`
	Documents   []ReleasedDocument `json:"documents"` // all that were taken down until then
	Files       []RewrittenFile    `json:"files"`

	Path string `json:"path"` // of the record among the files of the release; its signature ends in .sig
}

// ReleasedDocument is a document that was taken down.
type ReleasedDocument struct {
	SHA256  string   `json:"sha256"`
	Reports []string `json:"reports"`
	TakenAt string   `json:"taken_at"`
	TakenBy string   `json:"taken_by"`
	Reason  string   `json:"reason"`
	Texts   bool     `json:"texts"`
	Figures string   `json:"figures"`
}

// Day is when it was decided.
func (d ReleasedDocument) Day() string { return d.TakenAt[:min(len(d.TakenAt), len(time.DateOnly))] }

// Scope is what went: hide, figures and what was found in them, or texts alone.
func (d ReleasedDocument) Scope() string {
	if d.Figures == "hide" {
		return "figures"
	}
	return "texts"
}

// RewrittenFile is a file that was written anew.
type RewrittenFile struct {
	Path      string `json:"path"`
	OldSHA256 string `json:"old_sha256"`
	OldBytes  int64  `json:"old_bytes"`
	SHA256    string `json:"sha256"`
	Bytes     int64  `json:"bytes"`
	Rows      uint64 `json:"rows"`
	Withdrawn uint64 `json:"withdrawn"`
	Emptied   uint64 `json:"emptied"`
}

// mostRecord bounds a record that is read.
const mostRecord = 64 << 20

func withdrawalPath(n int) string { return fmt.Sprintf("withdrawals/%06d.json", n) }

// withdrawals are the records of a release that is kept here, the oldest first; none where it is not.
func (s *server) withdrawals(name string) (all []ReleasedWithdrawal, err error) {
	for s.ReleaseFile != nil {
		path := withdrawalPath(len(all) + 1)
		file, err := s.ReleaseFile(name, path)
		if errors.Is(err, ErrNotFound) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(io.LimitReader(file, mostRecord))
		_ = file.Close() // it was only read from
		w := ReleasedWithdrawal{}
		if err == nil {
			err = json.Unmarshal(text, &w)
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s of release %s: %w", path, name, err)
		}
		w.Path = path
		all = append(all, w)
	}
	return all, nil
}

// settled reports whether the files of a release are those that so many records say: a further record comes before the files that it
// names take their places, and the list of checksums behind them.
func (s *server) settled(name string, records int) bool {
	if next, err := s.ReleaseFile(name, withdrawalPath(records+1)); err == nil {
		_ = next.Close() // it was only looked for
		return false
	}
	if records == 0 {
		return true
	}
	list, err := s.ReleaseFile(name, "SHA256SUMS")
	if err != nil {
		return false
	}
	defer list.Close()
	text, err := io.ReadAll(io.LimitReader(list, mostRecord))
	return err == nil && strings.Contains(string(text), "  "+withdrawalPath(records)+"\n")
}

// withdrawnFrom puts the checksums that files have now in the place of those that were released.
func (m *ReleaseManifest) withdrawnFrom(all []ReleasedWithdrawal) {
	at := map[string]int{}
	for i, f := range m.Files {
		at[f.Path] = i
	}
	m.Files = append([]ReleasedFile{}, m.Files...)
	for _, w := range all {
		for _, f := range w.Files {
			i, there := at[f.Path]
			if !there {
				continue
			}
			was := m.Files[i]
			if was.Released == "" {
				was.Released = was.SHA256
			}
			was.Bytes, was.SHA256, was.Withdrawn = f.Bytes, f.SHA256, was.Withdrawn+f.Withdrawn+f.Emptied
			m.Files[i] = was
		}
	}
	m.Withdrawals = all
}

// ofWithdrawal reports whether a path is that of a record, or of its signature.
func ofWithdrawal(all []ReleasedWithdrawal, path string) bool {
	for _, w := range all {
		if strings.TrimSuffix(path, ".sig") == w.Path {
			return true
		}
	}
	return false
}
