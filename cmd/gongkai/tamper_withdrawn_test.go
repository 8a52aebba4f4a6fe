package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/analytics/release"
)

const (
	firstWithdrawal  = "withdrawals/000001.json"
	secondWithdrawal = "withdrawals/000002.json"
)

// recordAgain has a record of a withdrawal say something else, signed with the key that is at hand.
func (s spoilt) recordAgain(name string, change func(w *release.Withdrawal)) {
	s.Helper()
	var w release.Withdrawal
	s.ok(json.Unmarshal(s.read(name), &w))
	change(&w)
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	s.ok(encoder.Encode(w))
	s.write(name, b.Bytes())
	s.write(name+".sig", s.key.Sign(b.Bytes()))
}

// putBack gives a file the contents that it was released with.
func (s spoilt) putBack(name string) {
	s.Helper()
	text, err := os.ReadFile(filepath.Join(filepath.Dir(s.dir), "before", filepath.FromSlash(name)))
	s.ok(err)
	s.write(name, text)
}

// withdrawalTamperings are what somebody does to a release from which something was withdrawn, twice.
var withdrawalTamperings = []tampering{
	{name: "the last record removed", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.remove(secondWithdrawal); s.remove(secondWithdrawal + ".sig") }},
	{name: "all records removed", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.ok(os.RemoveAll(s.path(release.WithdrawalsFolder))) }},
	{name: "the first record removed", says: "withdrawal 1: its record is missing", spoil: func(s *spoilt) { s.remove(firstWithdrawal) }},
	{name: "a record's signature stripped", says: "withdrawal 2: its signature is missing", spoil: func(s *spoilt) { s.remove(secondWithdrawal + ".sig") }},
	{name: "another reason", says: "withdrawal 1: its signature is not of this record", spoil: func(s *spoilt) { s.replace(firstWithdrawal, "names of persons", "an error of ours") }},
	{name: "a record written otherwise", says: "withdrawal 2: its record is not written as one is", spoil: func(s *spoilt) { s.replace(secondWithdrawal, "{", "{ ") }},
	{name: "a record signed with another key", says: "withdrawal 2: it was signed with another key", spoil: func(s *spoilt) {
		s.become(stranger(s.T))
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) { w.Key = hex.EncodeToString(s.key.Public()) })
	}},
	{name: "two records exchanged", says: "withdrawal 1: it does not follow the record before", spoil: func(s *spoilt) {
		for _, end := range []string{"", ".sig"} {
			one, two := s.read(firstWithdrawal+end), s.read(secondWithdrawal+end)
			s.write(firstWithdrawal+end, two)
			s.write(secondWithdrawal+end, one)
		}
	}},
	{name: "signed again: the first record changed", says: "withdrawal 2: it does not follow the record before", spoil: func(s *spoilt) {
		s.recordAgain(firstWithdrawal, func(w *release.Withdrawal) { w.Documents[0].Reason = "another" })
	}},
	{name: "signed again: a record of another release", says: "withdrawal 2: it is of another release", spoil: func(s *spoilt) {
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) { w.Release = "2021.1" })
	}},
	{name: "signed again: a record dated back", says: "withdrawal 2: it is dated back", spoil: func(s *spoilt) {
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) { w.WithdrawnAt = "2021-06-03T00:00:00.000000Z" })
	}},
	{name: "signed again: a seal withdrawn", says: "is no file that anything is withdrawn from", spoil: func(s *spoilt) {
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) { w.Files[0].Path = "seals/000001.sig" })
	}},
	{name: "signed again: from a file that was another", says: "was before is not what the release had", spoil: func(s *spoilt) {
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) { w.Files[0].OldSHA256 = strings.Repeat("0", 64) })
	}},
	{name: "a file put back", says: "data/csv/figures.csv is as it was before a withdrawal", spoil: func(s *spoilt) { s.putBack(figuresCSV) }},
	{name: "changes put back", says: "changes/figures.csv is as it was before a withdrawal", spoil: func(s *spoilt) { s.putBack(release.ChangesFile) }},
	{name: "another row taken out", says: "data/csv/figures.csv has changed", spoil: func(s *spoilt) { s.lines(figuresCSV, "\r\n", last) }},
	{name: "a record put in", says: "withdrawals/more.json is not one of the release", spoil: func(s *spoilt) { s.write("withdrawals/more.json", nil) }},
	{name: "signed again: more rows gone than are said", says: "left by the last withdrawal", spoil: func(s *spoilt) {
		s.recordAgain(secondWithdrawal, func(w *release.Withdrawal) {
			i := slices.IndexFunc(w.Files, func(f release.WithdrawnFile) bool { return f.Path == figuresCSV })
			w.Files[i].Rows++
		})
	}},
	{name: "signed again: a figure left in", says: "withdrawn: figures has rows of reports that were withdrawn", spoil: func(s *spoilt) {
		s.recordAgain(firstWithdrawal, func(w *release.Withdrawal) {
			w.Files = slices.DeleteFunc(w.Files, func(f release.WithdrawnFile) bool { return f.Path == figuresCSV })
		})
		s.remove(secondWithdrawal)
		s.remove(secondWithdrawal + ".sig")
		s.putBack(figuresCSV)
	}},
}

// withdrawn takes down two documents of the second release, withdraws them from its files, one after the other, and lays hands on it.
func (s *scored) withdrawn(releases string) {
	s.Helper()
	dir := filepath.Join(releases, "2021.2")
	old, between := filepath.Join(s.TempDir(), "before"), filepath.Join(s.TempDir(), "between")
	linked(s.T, dir, old)
	figure := []string{"verify", "2021.2", "--figure", "361022-education-2020/requests_new.total"}
	s.done(figure...)
	first := tree(s.T, filepath.Join(releases, "2021.1"))
	for i, sum := range []string{strings.Repeat("5", 64), strings.Repeat("0", 63) + "2"} {
		s.done("takedowns", "add", sum, "--reason", "names of persons", "--by", "the office", "--figures", "hide")
		if out := s.done("takedowns", "withdraw", "2021.2"); !strings.Contains(out, "release 2021.2, withdrawal "+string(rune('1'+i))+": documents ") {
			s.Errorf("withdrawing: %s", out)
		}
		if i == 0 {
			linked(s.T, dir, between)
		}
	}
	out := s.done("verify", "2021.2")
	for _, want := range []string{"or the last of 2 withdrawals says", "withdrawn: document 5555", "of 361022-education-2020, its figures, on ", "by the office: names of persons", "withdrawal: 2 of ", "data/csv/figures.csv (1)"} {
		if !strings.Contains(out, want) {
			s.Errorf("verify does not say %q:\n%s", want, out)
		}
	}
	if out := s.refused(figure...); !strings.Contains(out, "GONE   figure requests_new.total of report 361022-education-2020 is withdrawn from the release since ") {
		s.Errorf("a figure that was withdrawn: %s", out)
	}
	s.putBackAndCutOff(dir, old, "data/csv/figures.csv is as it was before a withdrawal (state 0)")
	s.putBackAndCutOff(dir, between, "withdrawal: 2 is not finished")
	s.tamperWith(releases, withdrawalTamperings, old)
	s.done("takedowns", "withdraw")
	if now := tree(s.T, filepath.Join(releases, "2021.1")); len(now) < len(first) {
		s.Error("the first release has fewer files")
	}
	s.releasedAfter(releases)
}

// releasedAfter: the next release is compared with what is left of the one before, and does not say what was taken down.
func (s *scored) releasedAfter(releases string) {
	s.Helper()
	var health []struct {
		SHA256 string `ch:"sha256"`
	}
	s.ok(s.Select(s.Context(), &health, "SELECT sha256 FROM reports WHERE report_id = '361022-health-2020'", nil))
	s.done("takedowns", "add", health[0].SHA256, "--reason", "names of persons", "--by", "the office", "--figures", "hide")
	if out := s.done("release", "2021.3", "--no-parquet"); !strings.Contains(out, "since 2021.2: figures added 3, changed 0, withdrawn 1;") {
		s.Errorf("a release after a withdrawal: %s", out)
	}
	changes := changesOf(s.T, filepath.Join(releases, "2021.3"))
	for _, want := range []string{"361022-education-2020 requests_new.total added withdrawn_before  12", "361022-health-2020 requests_new.total withdrawn report_withdrawn  "} {
		if !slices.Contains(changes, want) {
			s.Errorf("changes since the release that something was withdrawn from: %q have not %q", changes, want)
		}
	}
	if out := s.done("verify", "2021.3"); !strings.Contains(out, "release before: 2021.2, number 2, is the one that it follows") {
		s.Errorf("a release after a withdrawal: %s", out)
	}
	if out := s.done("takedowns", "withdraw", "2021.3"); !strings.Contains(out, "release 2021.3, withdrawal 1: documents ") {
		s.Errorf("withdrawing what has changed: %s", out)
	}
	if left := changesOf(s.T, filepath.Join(releases, "2021.3")); len(left) != len(changes)-1 {
		s.Errorf("what has changed, after a withdrawal: %q", left)
	}
	s.done("verify", "2021.3")
}

// putBackAndCutOff: files that came back, and those that a run did not get to, are what they have to be after the next run, without
// another record.
func (s *scored) putBackAndCutOff(dir, old, says string) {
	s.Helper()
	want := tree(s.T, dir)
	for _, name := range []string{figuresCSV, "data/datapackage.json", "SHA256SUMS", release.ChangesFile} {
		text, err := os.ReadFile(filepath.Join(old, name))
		s.ok(err)
		s.ok(os.Remove(filepath.Join(dir, name)))
		s.ok(os.WriteFile(filepath.Join(dir, name), text, 0o444))
	}
	left := filepath.Join(filepath.Dir(dir), ".2021.2-withdrawing")
	s.ok(os.MkdirAll(left, 0o700))
	s.ok(os.WriteFile(filepath.Join(left, "SHA256SUMS"), nil, 0o600))
	if out := s.refused("verify", "2021.2"); !strings.Contains(out, says) {
		s.Errorf("verify does not say %q: %s", says, out)
	}
	if out := s.done("takedowns", "withdraw", "2021.2"); !strings.Contains(out, "were not as its last withdrawal says, and are now") {
		s.Errorf("after a run that was cut off: %s", out)
	}
	if !slices.Equal(tree(s.T, dir), want) {
		s.Error("a run that was cut off is not finished by the next one")
	}
	if _, err := os.Stat(left); err == nil {
		s.Error("what a run left is there")
	}
}
