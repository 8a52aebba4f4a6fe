package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/release"
	"gongkai/disclosure"
	"gongkai/disclosure/parcel"
	"gongkai/store/seal"
)

// spoilt is a copy of two releases, the second of which somebody lays hands on.
type spoilt struct {
	*testing.T
	dir string // of the second
	key seal.Key
}

func (s spoilt) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s spoilt) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s spoilt) read(name string) []byte {
	s.Helper()
	text, err := os.ReadFile(s.path(name))
	s.ok(err)
	return text
}

func (s spoilt) write(name string, text []byte) {
	s.Helper()
	if err := os.Remove(s.path(name)); !os.IsNotExist(err) { // it is there to be read only
		s.ok(err)
	}
	s.ok(os.WriteFile(s.path(name), text, 0o644))
}

func (s spoilt) remove(name string) { s.ok(os.Remove(s.path(name))) }

// replace puts one text in the place of another, which must be there.
func (s spoilt) replace(name, old, new string) {
	s.Helper()
	text := s.read(name)
	if !bytes.Contains(text, []byte(old)) {
		s.Fatalf("%s has no %q", name, old)
	}
	s.write(name, bytes.Replace(text, []byte(old), []byte(new), 1))
}

// lines lets a function change the lines of a file.
func (s spoilt) lines(name, end string, change func([]string) []string) {
	s.Helper()
	all := strings.Split(strings.TrimSuffix(string(s.read(name)), end), end)
	s.write(name, []byte(strings.Join(change(all), end)+end))
}

// records lets a function change the records of a seal.
func (s spoilt) records(number int, change func([]string) []string) {
	s.Helper()
	name := fmt.Sprintf("seals/%06d.records.gz", number)
	zipped, err := gzip.NewReader(bytes.NewReader(s.read(name)))
	s.ok(err)
	text, err := io.ReadAll(zipped)
	s.ok(err)
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err = io.WriteString(w, strings.Join(change(strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")), "\n")+"\n")
	s.ok(err)
	s.ok(w.Close())
	s.write(name, out.Bytes())
}

// sealAgain has a seal say something else, signed with the key of the house.
func (s spoilt) sealAgain(number int, old, new string) {
	s.Helper()
	name := fmt.Sprintf("seals/%06d", number)
	text := regexp.MustCompile(old).ReplaceAll(s.read(name+".manifest.json"), []byte(new))
	s.write(name+".manifest.json", text)
	s.write(name+".sig", s.key.Sign(text))
}

// signAgain signs the release as it stands now, as only who has the key can.
func (s spoilt) signAgain(change func(*release.Manifest)) {
	s.Helper()
	m, _, err := release.Open(s.dir)
	s.ok(err)
	var sums []string
	for i, f := range m.Files {
		text, err := os.ReadFile(s.path(f.Path))
		if os.IsNotExist(err) {
			m.Files[i].Path = ""
			continue
		}
		s.ok(err)
		sum := sha256.Sum256(text)
		m.Files[i].SHA256, m.Files[i].Bytes = hex.EncodeToString(sum[:]), int64(len(text))
	}
	m.Files = slices.DeleteFunc(m.Files, func(f release.File) bool { return f.Path == "" })
	if change != nil {
		change(&m)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	s.ok(encoder.Encode(m))
	s.write(release.ManifestFile, b.Bytes())
	s.write(release.SignatureFile, s.key.Sign(b.Bytes()))
	for _, f := range m.Files {
		sums = append(sums, f.SHA256+"  "+f.Path)
	}
	for _, name := range []string{release.ManifestFile, release.SignatureFile} {
		sum := sha256.Sum256(s.read(name))
		sums = append(sums, hex.EncodeToString(sum[:])+"  "+name)
	}
	slices.SortFunc(sums, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	s.write(parcel.List, []byte(strings.Join(sums, "\n")+"\n"))
}

// otherSample puts a cell that was not drawn in the place of one that was, as if its hash had come first.
func (s spoilt) otherSample() {
	s.Helper()
	m, _, err := release.Open(s.dir)
	s.ok(err)
	rows, err := csv.NewReader(bytes.NewReader(s.read("data/csv/audit_cells.csv"))).ReadAll()
	s.ok(err)
	at := func(column string) int { return slices.Index(rows[0], column) }
	var of []int // the rows of the audit of the manifest
	drawn := map[string]bool{}
	for i, r := range rows {
		if r[at("audit_id")] == m.Audit.ID {
			of, drawn[r[at("draw")]] = append(of, i), true
		}
	}
	for _, f := range []string{"361022-finance-2020 requests_new total", "361022-health-2020 requests_new total", "361022-audit-2020 requests_new total"} {
		w := strings.Fields(f)
		draw := disclosure.AuditDraw(m.Audit.Seed, w[0], disclosure.Key{Indicator: w[1], Applicant: disclosure.Applicant(w[2])})
		if !drawn[draw] {
			r := rows[of[0]]
			r[at("report_id")], r[at("indicator")], r[at("applicant")], r[at("draw")] = w[0], w[1], w[2], draw
			break
		}
	}
	var out bytes.Buffer
	s.ok(csv.NewWriter(&out).WriteAll(rows))
	s.write("data/csv/audit_cells.csv", out.Bytes())
}

const (
	figuresCSV  = "data/csv/figures.csv"
	capturesCSV = "data/csv/captures.csv"
	walksCSV    = "data/csv/walks.csv"
)

func last(all []string) []string      { return all[:len(all)-1] }
func second(all []string) []string    { return slices.Delete(all, 1, 2) }
func doubled(all []string) []string   { return append(all, all[1]) }
func exchanged(all []string) []string { all[1], all[2] = all[2], all[1]; return all }
func stranger(t *testing.T) seal.Key {
	key, _, err := seal.LoadKey(filepath.Join(t.TempDir(), "k"))
	must(t, err)
	return key
}
func (s *spoilt) become(key seal.Key) { s.key = key }
func replaced(old, new string) func([]string) []string {
	return func(all []string) []string {
		for i := range all {
			all[i] = strings.Replace(all[i], old, new, 1)
		}
		return all
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tampering is what somebody does, and what is said of it.
type tampering struct {
	name, says string
	spoil      func(s *spoilt)
	args       []string
}

// tamperings are what somebody does to a release. Those without the key come first; who has it signs again, and is found by
// what the seals say.
var tamperings = []tampering{
	{name: "a byte of a table", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.replace(figuresCSV, `"number",`, `"numbep",`) }},
	{name: "a figure's value", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.replace(figuresCSV, ",13,", ",31,") }},
	{name: "a row more", says: "rows: figures has 7, 6 were released", spoil: func(s *spoilt) { s.lines(figuresCSV, "\r\n", doubled) }},
	{name: "a row less", says: "rows: figures has 5, 6 were released", spoil: func(s *spoilt) { s.lines(figuresCSV, "\r\n", last) }},
	{name: "two rows exchanged", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.lines(figuresCSV, "\r\n", exchanged) }},
	{name: "a file cut off", says: "data/README.md has changed or was cut off", spoil: func(s *spoilt) {
		text := s.read("data/README.md")
		s.write("data/README.md", text[:len(text)/2])
	}},
	{name: "a file removed", says: "data/csv/rules.csv is missing", spoil: func(s *spoilt) { s.remove("data/csv/rules.csv") }},
	{name: "a file put in", says: "data/csv/more.csv is not one of the release", spoil: func(s *spoilt) { s.write("data/csv/more.csv", nil) }},
	{name: "the index moved", says: "index/figures.csv has changed", spoil: func(s *spoilt) { s.lines("index/figures.csv", "\n", doubled) }},
	{name: "the changes edited", says: "changes/figures.csv has changed", spoil: func(s *spoilt) { s.replace("changes/figures.csv", ",agency,", ",reading,") }},
	{name: "the checksums edited", says: "the list of checksums was changed", spoil: func(s *spoilt) { s.lines(parcel.List, "\n", last) }},
	{name: "the checksums removed", says: "the list of checksums is missing", spoil: func(s *spoilt) { s.remove(parcel.List) }},
	{name: "table and checksums edited together", says: "data/csv/rules.csv has changed", spoil: func(s *spoilt) {
		old := sha256.Sum256(s.read("data/csv/rules.csv"))
		s.lines("data/csv/rules.csv", "\r\n", last)
		new := sha256.Sum256(s.read("data/csv/rules.csv"))
		s.replace(parcel.List, hex.EncodeToString(old[:]), hex.EncodeToString(new[:]))
	}},
	{name: "the manifest edited", says: "signature: it is not of this manifest", spoil: func(s *spoilt) { s.replace(release.ManifestFile, `"reports": 4`, `"reports": 5`) }},
	{name: "the release numbered otherwise", says: "signature: it is not of this manifest", spoil: func(s *spoilt) { s.replace(release.ManifestFile, `"number": 2`, `"number": 3`) }},
	{name: "the release dated back", says: "signature: it is not of this manifest", spoil: func(s *spoilt) { s.replace(release.ManifestFile, `"released_at": "20`, `"released_at": "19`) }},
	{name: "the signature stripped", says: "signature: it is missing", spoil: func(s *spoilt) { s.remove(release.SignatureFile) }},
	{name: "the signature of another release", says: "signature: it is not of this manifest", spoil: func(s *spoilt) {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(s.dir), "2021.1", release.SignatureFile))
		s.ok(err)
		s.write(release.SignatureFile, text)
	}},
	{name: "another name", says: "name: the folder is called 2022.1, and it is the release 2021.2", spoil: func(s *spoilt) {
		to := filepath.Join(filepath.Dir(s.dir), "2022.1")
		s.ok(os.Rename(s.dir, to))
		s.dir = to
	}},
	{name: "signed with another key", says: "signature: it was made with another key", spoil: func(s *spoilt) {
		s.become(stranger(s.T))
		s.lines(figuresCSV, "\r\n", exchanged)
		text, err := seal.PublicPEM(s.key.Public())
		s.ok(err)
		s.write(release.KeyFile, text)
		s.signAgain(func(m *release.Manifest) { m.Key = hex.EncodeToString(s.key.Public()) })
	}},
	{name: "the key exchanged", says: "key.pem is not the key that the manifest was signed with", spoil: func(s *spoilt) {
		text, err := seal.PublicPEM(stranger(s.T).Public())
		s.ok(err)
		s.write(release.KeyFile, text)
	}},
	{name: "the release before changed", says: "release before: 2021.1 is not the one", spoil: func(s *spoilt) { s.replace("../2021.1/"+release.ManifestFile, `"reports": 3`, `"reports": 2`) }},

	{name: "signed again: a report left out", says: "has no report", spoil: func(s *spoilt) { s.lines("data/csv/reports.csv", "\r\n", second); s.signAgain(nil) }},
	{name: "signed again: a report from other bytes", says: "no capture has the bytes of report", spoil: func(s *spoilt) {
		s.replace("data/csv/reports.csv", strings.Repeat("5", 64), strings.Repeat("6", 64))
		s.signAgain(nil)
	}},
	{name: "signed again: a capture swapped", says: "is not what was sealed (record", spoil: func(s *spoilt) {
		s.replace(capturesCSV, strings.Repeat("5", 64), strings.Repeat("6", 64))
		s.signAgain(nil)
	}},
	{name: "signed again: a capture dated back", says: "is not what was sealed (record", spoil: func(s *spoilt) { s.replace(capturesCSV, "2021-05-01T", "2021-01-11T"); s.signAgain(nil) }},
	{name: "signed again: a capture left out", says: "was sealed and is missing", spoil: func(s *spoilt) { s.lines(capturesCSV, "\r\n", last); s.signAgain(nil) }},
	{name: "signed again: a capture made up", says: "captures: county made-up was never sealed", spoil: func(s *spoilt) {
		s.lines(capturesCSV, "\r\n", func(all []string) []string {
			return append(all, regexp.MustCompile(`^"[^"]*"`).ReplaceAllString(all[1], `"made-up"`))
		})
		s.signAgain(nil)
	}},
	{name: "signed again: a walk removed", says: "was sealed and is missing", spoil: func(s *spoilt) { s.lines(walksCSV, "\r\n", second); s.signAgain(nil) }},
	{name: "signed again: a walk called complete", says: "is not what was sealed (record", spoil: func(s *spoilt) { s.replace(walksCSV, `"partial"`, `"complete"`); s.signAgain(nil) }},
	{name: "signed again: the number skipped", says: "number: it is number 3, and the release before is number 1", spoil: func(s *spoilt) { s.signAgain(func(m *release.Manifest) { m.Number = 3 }) }},
	{name: "signed again: dated back", says: "released: it is dated back", spoil: func(s *spoilt) {
		s.signAgain(func(m *release.Manifest) { m.ReleasedAt = "2021-06-03T00:00:00.000000Z" })
	}},
	{name: "signed again: the newest seal left out", says: "seals: the newest one here is not seal 2", spoil: func(s *spoilt) {
		for _, end := range []string{".manifest.json", ".sig", ".records.gz"} {
			s.remove("seals/000002" + end)
		}
		s.signAgain(nil)
	}},

	{name: "signed again: the rate of errors lowered", says: "audit: the manifest does not say what follows from the tables", spoil: func(s *spoilt) {
		s.signAgain(func(m *release.Manifest) { *m.Audit.Rate = 0.01 })
	}},
	{name: "signed again: the audit left out", says: "audit: the manifest does not say what follows from the tables", spoil: func(s *spoilt) { s.signAgain(func(m *release.Manifest) { m.Audit = nil }) }},
	{name: "signed again: an error called right", says: "is called right, and is ", spoil: func(s *spoilt) {
		s.lines("data/csv/audit_cells.csv", "\r\n", func(all []string) []string {
			for i := range all {
				all[i] = regexp.MustCompile(`"(wrong|missed)"`).ReplaceAllString(all[i], `"right"`)
			}
			return all
		})
		s.signAgain(nil)
	}},
	{name: "signed again: a cell drawn by hand", says: "is not drawn by its seed", spoil: func(s *spoilt) {
		s.lines("data/csv/audit_cells.csv", "\r\n", func(all []string) []string {
			all[1] = regexp.MustCompile(`"requests_new"|"granted"`).ReplaceAllString(all[1], `"denied"`)
			return all
		})
		s.signAgain(nil)
	}},
	{name: "signed again: another cell in place of one that was drawn", says: "should have been drawn by the seed of audit", spoil: func(s *spoilt) {
		s.otherSample()
		s.signAgain(nil)
	}},

	{name: "a record changed", says: "seal 1: its records are not those that were sealed", spoil: func(s *spoilt) { s.records(1, replaced(`"state":"partial"`, `"state":"error"`)) }},
	{name: "a record removed", says: "records were sealed,", spoil: func(s *spoilt) { s.records(1, last) }},
	{name: "a walk removed from the chain", says: "records were sealed,", spoil: func(s *spoilt) {
		s.records(1, func(all []string) []string {
			return slices.DeleteFunc(all, func(r string) bool { return strings.Contains(r, `"kind":"walk"`) })
		})
	}},
	{name: "two records exchanged", says: "they stand in another order", spoil: func(s *spoilt) { s.records(1, exchanged) }},
	{name: "records cut off", says: "seal 2: its records can't be read: it was cut off", spoil: func(s *spoilt) {
		text := s.read("seals/000002.records.gz")
		s.write("seals/000002.records.gz", text[:len(text)-20])
	}},
	{name: "records removed", says: "seal 2: its records are missing", spoil: func(s *spoilt) { s.remove("seals/000002.records.gz") }},
	{name: "a seal dated back", says: "seal 2: its signature is not of this manifest", spoil: func(s *spoilt) { s.replace("seals/000002.manifest.json", `"sealed_at": "20`, `"sealed_at": "19`) }},
	{name: "a seal dated back and signed again", says: "seal 2: it is dated back", spoil: func(s *spoilt) {
		s.sealAgain(2, `"sealed_at": "\d+`, `"sealed_at": "2020`)
		s.signAgain(nil)
	}},
	{name: "an earlier seal signed again", says: "seal 2: it follows another seal", spoil: func(s *spoilt) {
		s.sealAgain(1, `"program": "[^"]*"`, `"program": "other"`)
		s.signAgain(nil)
	}},
	{name: "a seal's signature stripped", says: "seal 1: its signature is missing", spoil: func(s *spoilt) { s.remove("seals/000001.sig") }},
	{name: "a seal signed with another key", says: "seal 1: it was signed with another key", spoil: func(s *spoilt) {
		own := s.key
		s.become(stranger(s.T))
		s.sealAgain(1, `"key": "[^"]*"`, `"key": "`+hex.EncodeToString(s.key.Public())+`"`)
		s.become(own)
		s.signAgain(nil)
	}},
	{name: "the first seal removed", says: "seal 2: the one before is missing", spoil: func(s *spoilt) { s.remove("seals/000001.manifest.json") }},
	{name: "a seal with another number", says: "its manifest is that of seal 2: it was given another number", spoil: func(s *spoilt) {
		for _, end := range []string{".manifest.json", ".sig", ".records.gz"} {
			s.ok(os.Rename(s.path("seals/000002"+end), s.path("seals/000003"+end)))
		}
	}},
	{name: "a stamp that is none", says: "seal 2: its time stamp does not hold", spoil: func(s *spoilt) { s.write("seals/000002.tsr", []byte("stamped")); s.signAgain(nil) }},
	{name: "all seals removed", says: "there is no seal", spoil: func(s *spoilt) { s.ok(os.RemoveAll(s.path("seals"))); s.ok(os.Mkdir(s.path("seals"), 0o755)) }},
	{name: "a document that is another", says: "bytes: none of the given files has the SHA-256 5555", args: []string{"--figure", "361022-education-2020/requests_new.total", "--body"},
		spoil: func(s *spoilt) {
			s.ok(os.WriteFile(filepath.Join(filepath.Dir(s.dir), "body"), []byte("changed"), 0o600))
		}},
}

// linked makes a folder with the same files: whoever changes one removes it first.
func linked(t *testing.T, from, to string) {
	t.Helper()
	must(t, filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil || entry.IsDir() {
			return errors.Join(err, os.MkdirAll(filepath.Join(to, name), 0o755))
		}
		return os.Link(path, filepath.Join(to, name))
	}))
}

// tamper sees each of them found and named, and the untouched release pass with the key of the house.
func (s *scored) tamper(releases string) { s.Helper(); s.tamperWith(releases, tamperings, "") }

// tamperWith does so of some; before is the release as it was, where anybody needs it.
func (s *scored) tamperWith(releases string, tamperings []tampering, before string) {
	s.Helper()
	key, _, err := seal.LoadKey(filepath.Join(s.dir, "seal.key"))
	s.ok(err)
	text, err := seal.PublicPEM(key.Public())
	s.ok(err)
	public := filepath.Join(s.dir, "public.pem")
	s.ok(os.WriteFile(public, text, 0o600))
	s.done("verify", filepath.Join(releases, "2021.2"), "--key", public)
	for _, c := range tamperings {
		s.T.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			linked(t, releases, dir)
			if before != "" {
				linked(t, before, filepath.Join(dir, "before"))
			}
			w := &spoilt{t, filepath.Join(dir, "2021.2"), key}
			c.spoil(w)
			args := append([]string{"verify", w.dir}, c.args...)
			if c.args != nil {
				args = append(args, filepath.Join(dir, "body"))
			}
			out, errText, status := inProcess(t, args...)
			if status != exitFailed || !strings.Contains(errText, "it is not what was sealed or released") {
				t.Fatalf("status %d, %s", status, errText)
			}
			found := slices.ContainsFunc(strings.Split(out, "\n"), func(line string) bool { return strings.HasPrefix(line, "WRONG ") && strings.Contains(line, c.says) })
			if !found {
				t.Errorf("nobody says %q:\n%s", c.says, out)
			}
		})
	}
}
