package release

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/disclosure/parcel"
)

// cutting is a release whose documents are taken down; Parquet files and tables of pages are lines of text, as the engine is not there.
type cutting struct {
	testing.TB
	key     ed25519.PrivateKey
	sealed  *Sealed
	reports []string
}

// body is the document of a report.
func body(report string) string { return hashOf([]byte(report)) }

func newCutting(t testing.TB, reports ...string) *cutting {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &cutting{TB: t, key: key, sealed: NewSealed(), reports: reports}
}

func (c *cutting) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// tables are CSV files by their names, with the text of each report in them.
func (c *cutting) tables() map[string][]string {
	rows := map[string][]string{"reports": {"report_id,sha256,parser_version,problems,improvements,text_checks"}, "figures": {strings.Join(figureColumns, ",")}, "report_texts": {"report_id,text"},
		"captures": {strings.Join(CaptureColumns, ",")}, "walks": {strings.Join(WalkColumns, ",")}}
	for i, r := range c.reports {
		rows["reports"] = append(rows["reports"], fmt.Sprintf(`%s,%s,1,"['problem of %[1]s']","[]","[]"`, r, body(r)))
		rows["figures"] = append(rows["figures"], fmt.Sprintf(`%s,x,"",a,2020,2021,own_office,%d,件,number,"print of %[1]s",1,{}`, r, i))
		rows["report_texts"] = append(rows["report_texts"], fmt.Sprintf(`%s,"text of %[1]s"`, r))
		values := make([]string, len(CaptureColumns))
		values[0], values[1], values[18] = "site", r, body(r)
		rows["captures"] = append(rows["captures"], strings.Join(values, ","))
		c.sealed.Capture("2021", 1, uint64(i), "2021", values)
	}
	return rows
}

// release makes it.
func (c *cutting) release(dir string) {
	c.Helper()
	tables := c.tables()
	o := Options{Name: filepath.Base(dir), Number: 1, Now: func() time.Time { return time.Unix(1_700_000_000, 0) }, Key: c.key.Public().(ed25519.PublicKey), Sign: c.sign,
		Seals: func(context.Context, string) (Seal, error) {
			return Seal{Seal: 1, SealedAt: "2021-01-01T00:00:00.000000Z"}, nil
		},
		Package: func(_ context.Context, data string) error {
			resources, list := []string{}, ""
			for name, lines := range tables {
				text := strings.Join(lines, "\r\n") + "\r\n"
				for _, file := range []string{"csv/" + name + ".csv", "parquet/" + name + ".parquet"} {
					if file != "parquet/figures.parquet" && path.Dir(file) == "parquet" {
						continue // one of them is enough
					}
					made, err := parcel.Put(data, file, []byte(text), rights)
					c.must(err)
					list += made.Hash + "  " + file + "\n"
				}
				resources = append(resources, fmt.Sprintf(`{"name":%q,"rows":%d,"schema":{"fields":[{"name":"report_id","clickhouse_type":"String"}],"primaryKey":["report_id"]}}`, name, len(lines)-1))
			}
			slices.Sort(resources)
			for file, text := range map[string]string{"datapackage.json": `{"data_state":{"digest":"00"},"resources":[` + strings.Join(resources, ",") + `]}`, "README.md": "rows\n", parcel.List: list} {
				_, err := parcel.Put(data, file, []byte(text), rights)
				c.must(err)
			}
			return nil
		},
		Pages: func(_ context.Context, create func(table string) (io.WriteCloser, error)) error {
			to, err := create("report_states")
			c.must(err)
			_, err = io.WriteString(to, strings.Join(tables["reports"], "\n")+"\n")
			return errors.Join(err, to.Close())
		}}
	_, err := Write(c.Context(), dir, o)
	c.must(err)
}

func (c *cutting) sign(text []byte) []byte { return ed25519.Sign(c.key, text) }

// withdraw takes the documents of some reports down, and withdraws them; at is the moment of it.
func (c *cutting) withdraw(ctx context.Context, dir string, at int64, effect func(what string), reports ...string) (Withdrawn, error) {
	o := WithdrawOptions{Now: func() time.Time { return time.Unix(1_700_000_000+at, 0) }, Key: c.key.Public().(ed25519.PublicKey), Sign: c.sign, effect: effect}
	for _, r := range reports {
		o.Takedowns = append(o.Takedowns, disclosure.Takedown{SHA256: body(r), At: time.Unix(0, 0), By: "the office", Reason: "names of persons", Texts: true, Hide: true})
	}
	o.Parquet = func(_ context.Context, _ ParquetTable, from io.Reader, to io.Writer) (Rewritten, error) {
		return without(from, to, reports)
	}
	o.Pages = func(_ context.Context, _ Gone, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (map[string]Rewritten, error) {
		from, err := open("report_states")
		if err != nil {
			return nil, err
		}
		defer from.Close()
		to, err := create("report_states")
		if err != nil {
			return nil, err
		}
		n, err := without(from, to, reports)
		return map[string]Rewritten{"report_states": n}, errors.Join(err, to.Close())
	}
	return Withdraw(ctx, dir, o)
}

// without copies the lines that name none of the reports.
func without(from io.Reader, to io.Writer, reports []string) (n Rewritten, err error) {
	gone := map[string]bool{}
	for _, r := range reports {
		gone[r] = true
	}
	text, err := io.ReadAll(from)
	for line := range bytes.Lines(text) {
		if report, _, _ := bytes.Cut(line, []byte(",")); gone[string(report)] {
			n.Withdrawn++
			continue
		}
		_, wrong := to.Write(line)
		n.Rows, err = n.Rows+1, errors.Join(err, wrong)
	}
	n.Rows-- // the header
	return n, err
}

// wrong is what verify says against a release.
func (c *cutting) wrong(dir string) []string {
	c.Helper()
	o, err := Check(c.Context(), dir, nil, c.sealed)
	c.must(err)
	return o.Wrong
}

// contents are all files below a folder, unpacked, by their paths.
func (c *cutting) contents(dir string) map[string]string {
	c.Helper()
	all := map[string]string{}
	c.must(filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if packed, bad := gzip.NewReader(bytes.NewReader(text)); bad == nil {
			text, err = io.ReadAll(packed)
		}
		path, _ = filepath.Rel(dir, path)
		all[path] = string(text)
		return err
	}))
	return all
}

// differs names what is not the same in two folders.
func differs(one, other map[string]string) (names []string) {
	for name, text := range one {
		if is, there := other[name]; !there || is != text {
			names = append(names, name)
		}
	}
	for name := range other {
		if _, there := one[name]; !there {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// cut is what was on the disk when a withdrawal ended after an effect.
type cut struct{ after, dir string }

// cuts withdraws, and keeps what was there after each effect.
func (c *cutting) cuts(dir string, at int64, reports ...string) (all []cut) {
	c.Helper()
	kept := c.TempDir()
	_, err := c.withdraw(c.Context(), filepath.Join(dir, "1"), at, func(what string) {
		to := filepath.Join(kept, fmt.Sprint(len(all)))
		c.must(os.CopyFS(to, os.DirFS(dir)))
		all = append(all, cut{what, to})
	}, reports...)
	c.must(err)
	return all
}

// TestCutOffWithdrawals ends a first and a second withdrawal after each of their effects: verify says how far it is, and the next run
// finishes it, the same bytes as if nothing had been, whether anything more was taken down meanwhile or not.
func TestCutOffWithdrawals(t *testing.T) {
	t.Parallel()
	c, dir := newCutting(t, "kept", "one", "three", "two"), t.TempDir()
	folder := filepath.Join(dir, "1")
	c.release(folder)
	if wrong := c.wrong(folder); len(wrong) > 0 {
		t.Fatalf("the release itself: %q", wrong)
	}
	ends := map[string]int{}
	for round, gone := range [][]string{{"one"}, {"one", "two"}} {
		at, before := 10*int64(round+1), c.contents(folder)
		cuts := c.cuts(dir, at, gone...)
		want := c.contents(dir)
		if wrong := c.wrong(folder); len(wrong) > 0 {
			t.Fatalf("after a whole withdrawal: %q", wrong)
		}
		for i, cut := range cuts {
			name := fmt.Sprintf("round %d, cut off after %s", round+1, cut.after)
			state := c.said(name, cut, round)
			ends[state]++
			if i == len(cuts)-1 && ends["finished"] != round+1 {
				t.Errorf("%s: the last effect does not finish it", name)
			}
			if d := differs(c.contents(filepath.Join(cut.dir, "1")), before); state == "unchanged" {
				if len(d) > 0 {
					t.Errorf("%s: %q are others", name, d)
				}
				if i%8 > 0 {
					continue // the next run is as a first one
				}
			}
			more := filepath.Join(cut.dir, "..", fmt.Sprint("more", i))
			c.must(os.CopyFS(more, os.DirFS(cut.dir)))
			_, err := c.withdraw(t.Context(), filepath.Join(cut.dir, "1"), at, nil, gone...)
			c.must(err)
			if d := differs(c.contents(cut.dir), want); len(d) > 0 {
				t.Errorf("%s: the next run leaves others: %q", name, d)
			}
			_, err = c.withdraw(t.Context(), filepath.Join(more, "1"), at+1, nil, append([]string{"three"}, gone...)...)
			c.must(err)
			c.clean(name+", and more was taken down", more, append([]string{"three"}, gone...))
		}
	}
	if ends["unchanged"] < 20 || ends["signature"] != 2 || ends["unfinished"] < 14 || ends["finished"] != 2 {
		t.Errorf("ends: %v", ends)
	}
}

// TestCutOffTwice: more was taken down after a run that was cut off, and the next one was cut off as well.
func TestCutOffTwice(t *testing.T) {
	t.Parallel()
	c, dir := newCutting(t, "kept", "one", "two"), t.TempDir()
	c.release(filepath.Join(dir, "1"))
	cuts := c.cuts(dir, 1, "one")
	begun := cuts[slices.IndexFunc(cuts, func(at cut) bool { return at.after == "moved "+withdrawalPath(1) })+2]
	said := map[string]bool{}
	for _, at := range c.cuts(begun.dir, 2, "one", "two") {
		wrong := strings.Join(c.wrong(filepath.Join(at.dir, "1")), "\n")
		first, second := strings.Contains(wrong, "withdrawal: 1 is not finished"), strings.Contains(wrong, "withdrawal: 2 is not finished")
		_, recorded := os.Stat(filepath.Join(at.dir, "1", withdrawalPath(2)))
		if want := recorded == nil; at.after != "moved "+parcel.List && (second != want || first == want) || strings.Contains(wrong, "has changed") {
			t.Errorf("after %s, verify says:\n%s", at.after, wrong)
		}
		said[fmt.Sprint(first, second)] = true
		if second {
			_, err := c.withdraw(t.Context(), filepath.Join(at.dir, "1"), 3, nil, "one", "two")
			c.must(err)
			c.clean("after "+at.after, at.dir, []string{"one", "two"})
		}
	}
	if len(said) != 3 {
		t.Errorf("verify has said only %v", said)
	}
}

// said holds what verify says against what a withdrawal that was cut off has left, and names that.
func (c *cutting) said(name string, at cut, before int) string {
	c.Helper()
	folder := filepath.Join(at.dir, "1")
	wrong := strings.Join(c.wrong(folder), "\n")
	_, signed := os.Stat(filepath.Join(folder, withdrawalPath(uint64(before)+1)+".sig"))
	_, recorded := os.Stat(filepath.Join(folder, withdrawalPath(uint64(before)+1)))
	state, want := "unchanged", ""
	switch {
	case recorded == nil && at.after == "moved "+parcel.List:
		state = "finished"
	case recorded == nil:
		state, want = "unfinished", "withdrawal: "+fmt.Sprint(before+1)+" is not finished"
	case signed == nil:
		state, want = "signature", "is the signature of a withdrawal that was cut off before anything was withdrawn"
	}
	if want == "" && wrong != "" || !strings.Contains(wrong, want) || want != "" && !strings.Contains(wrong, "gongkai takedowns withdraw 1 ") || strings.Contains(wrong, "has changed") {
		c.Errorf("%s (%s), verify says:\n%s", name, state, wrong)
	}
	return state
}

// clean holds a release against what was withdrawn from it: nothing of that is left, in it or beside it.
func (c *cutting) clean(name, dir string, gone []string) {
	c.Helper()
	if wrong := c.wrong(filepath.Join(dir, "1")); len(wrong) > 0 {
		c.Errorf("%s: %q", name, wrong)
	}
	c.must(parcel.Check(c.Context(), filepath.Join(dir, "1"), nil))
	for path, text := range c.contents(dir) {
		for _, r := range gone {
			if strings.HasPrefix(path, ".") || strings.Contains(text, "of "+r) {
				c.Errorf("%s: %s is left of %s", name, path, r)
			}
		}
	}
}

// TestFailedWithdrawals: where it can't go on before its record is there, everything is as it was.
func TestFailedWithdrawals(t *testing.T) {
	t.Parallel()
	c, dir := newCutting(t, "kept", "one"), t.TempDir()
	folder := filepath.Join(dir, "1")
	c.release(folder)
	want := c.contents(dir)
	for _, at := range []string{"the folder beside the release", "written data/csv/figures.csv", "begun data/parquet/figures.parquet"} {
		ctx, cancel := context.WithCancelCause(t.Context())
		_, err := c.withdraw(ctx, folder, 1, func(what string) {
			if what == at {
				cancel(errors.New("the end"))
			}
		}, "one")
		if d := differs(c.contents(dir), want); !errors.Is(err, context.Canceled) || len(d) > 0 {
			t.Errorf("ended at %s: %v, left %q", at, err, d)
		}
	}
}

// TestStateOfFiles: what is made of the files of a release has the name of before until all are other ones, else what a reader makes
// in between would be taken for what is left.
func TestStateOfFiles(t *testing.T) {
	t.Parallel()
	c, dir := newCutting(t, "kept", "one"), t.TempDir()
	folder := filepath.Join(dir, "1")
	c.release(folder)
	var states []string
	state := func(string) {
		s, err := State(folder, "m")
		c.must(err)
		if len(states) == 0 || states[len(states)-1] != s {
			states = append(states, s)
		}
	}
	at := int64(0)
	for _, gone := range [][]string{{}, {"one"}, {"one"}, {"kept", "one"}} {
		at++
		_, err := c.withdraw(t.Context(), folder, at, state, gone...)
		c.must(err)
		state("")
	}
	if len(states) != 3 || states[0] != "m" || states[1] == states[2] {
		t.Errorf("states: %q", states)
	}
}

// TestLookupBesideAnotherIndex: while files take their places the index may be that of another table of figures.
func TestLookupBesideAnotherIndex(t *testing.T) {
	t.Parallel()
	var reports []string
	for r := range 1500 {
		reports = append(reports, fmt.Sprintf("r%04d", r))
	}
	c, dir := newCutting(t, reports...), t.TempDir()
	folder := filepath.Join(dir, "1")
	c.release(folder)
	for _, cut := range c.cuts(dir, 1, reports[3], reports[700]) {
		for _, r := range []int{0, 2, 511, 512, 699, 701, 1100, 1499} {
			found, err := Lookup(filepath.Join(cut.dir, "1"), reports[r])
			if err != nil || len(found) != 1 || *found[0].Value != fmt.Sprint(r) {
				t.Errorf("after %s: report %d has %d figures, %v", cut.after, r, len(found), err)
			}
		}
	}
}

// BenchmarkWithdrawMany takes 20,000 of 40,000 reports out of the files of a release, without what the engine writes, and checks it.
func BenchmarkWithdrawMany(b *testing.B) {
	var reports []string
	for r := range 40_000 {
		reports = append(reports, fmt.Sprintf("361022-%05d-2020", r))
	}
	c := newCutting(b, reports...)
	for b.Loop() {
		dir := b.TempDir()
		folder := filepath.Join(dir, "1")
		c.release(folder)
		begun := time.Now()
		_, err := c.withdraw(b.Context(), folder, 1, nil, reports[:20_000]...)
		c.must(err)
		b.ReportMetric(time.Since(begun).Seconds(), "s/withdrawal")
		begun = time.Now()
		if wrong := c.wrong(folder); len(wrong) > 0 {
			b.Fatal(wrong)
		}
		b.ReportMetric(time.Since(begun).Seconds(), "s/verify")
	}
}
