package release

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure/parcel"
)

// made makes a release of some reports in a folder below dir; figures are "report indicator value".
func made(t *testing.T, dir, name, previous string, number uint64, reports, figures []string) Manifest {
	t.Helper()
	key, private, err := ed25519.GenerateKey(nil)
	must(t, err)
	o := Options{Name: name, Number: number, Now: time.Now, Previous: previous, Key: key, Sign: func(text []byte) []byte { return ed25519.Sign(private, text) },
		Seals: func(context.Context, string) (Seal, error) {
			return Seal{Seal: 1, SealedAt: "2021-01-01T00:00:00.000000Z"}, nil
		},
		Package: func(_ context.Context, data string) error {
			rows := map[string][]string{"reports": {"report_id,sha256,parser_version"}, "figures": {strings.Join(figureColumns, ",")},
				"scores": {"agency_id,fiscal_year,dimension,which,value,low,high,band,reason,method_version"}}
			rows["reports"] = append(rows["reports"], reports...)
			for _, f := range figures {
				w := strings.Fields(f)
				rows["figures"] = append(rows["figures"], fmt.Sprintf(`"%s",%s,"",a,2020,2021,own_office,%s,件,number,"%s",1,{}`, w[0], w[1], w[2], w[2]))
			}
			for table, lines := range rows {
				_, err := parcel.Put(data, "csv/"+table+".csv", []byte(strings.Join(lines, "\r\n")+"\r\n"), 0o644)
				must(t, err)
			}
			_, err := parcel.Put(data, "datapackage.json", fmt.Appendf(nil, `{"data_state":{"digest":"00"},"resources":[{"name":"figures","rows":%d}]}`, len(figures)), 0o644)
			return err
		}}
	m, err := Write(t.Context(), filepath.Join(dir, name), o)
	must(t, err)
	return m
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestChangesHaveTheirCauses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made(t, dir, "1", "", 1, []string{"both,s1,1", "gone,s1,1", "new-bytes,s1,1", "newer-parser,s1,1", "same,s1,1", "unclear,s1,1"},
		[]string{"both x 1", "gone x 1", "new-bytes a 1", "new-bytes x 1", "newer-parser x 1", "same x 1", "unclear x 1"})
	m := made(t, dir, "2", filepath.Join(dir, "1"), 2, []string{"both,s2,2", "new-bytes,s2,1", "newer-parser,s1,2", "same,s1,2", "unclear,s1,1", "zz,s3,2"},
		[]string{"both x 2", "new-bytes x 2", "newer-parser x 2", "same x 1", "unclear x 2", "zz x 5"})
	var got []string
	for _, c := range m.Changes.Causes {
		got = append(got, fmt.Sprint(c.Cause, c.Count))
	}
	want := []string{"new_report{1 0 0}", "report_withdrawn{0 0 1}", "agency{0 1 1}", "reading{0 1 0}", "agency_or_reading{0 1 0}", "unclear{0 1 0}"}
	if !slices.Equal(got, want) || m.Changes.Figures != (Count{1, 4, 2}) || m.Changes.Reports != (Count{1, 2, 1}) {
		t.Errorf("%v\nwant %v; figures %v, reports %v", got, want, m.Changes.Figures, m.Changes.Reports)
	}
	if _, err := os.Stat(filepath.Join(dir, "2")); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := Write(t.Context(), filepath.Join(dir, "2"), Options{Name: "2"}); !errors.Is(err, ErrThere) {
		t.Errorf("over a release: %v", err)
	}
}

// TestLookup finds each report among many, and none that is not there.
func TestLookup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var reports, figures []string
	for r := range 60 {
		reports = append(reports, fmt.Sprintf("r%03d,s,1", r))
		for f := range 40 + r%7 {
			figures = append(figures, fmt.Sprintf("r%03d i%02d %d", r, f, r))
		}
	}
	made(t, dir, "1", "", 1, reports, figures)
	index, err := os.ReadFile(filepath.Join(dir, "1", filepath.FromSlash(indexFile)))
	must(t, err)
	if n := strings.Count(string(index), "\n"); n < 4 || n > 10 {
		t.Errorf("the index has %d lines", n)
	}
	table, err := os.ReadFile(filepath.Join(dir, "1", DataFolder, "csv", "figures.csv"))
	must(t, err)
	for _, line := range strings.Fields(string(index))[1:] {
		report, at, _ := strings.Cut(line, ",")
		offset, err := strconv.Atoi(at)
		if begins := fmt.Sprintf("\n%q,i00,", report); err != nil || !strings.HasPrefix(string(table[offset-1:]), begins) {
			t.Errorf("the index says %s, where the table has %.40q, %v", line, table[offset-1:], err)
		}
	}
	for r := range 60 {
		found, err := Lookup(filepath.Join(dir, "1"), fmt.Sprintf("r%03d", r))
		must(t, err)
		if len(found) != 40+r%7 || *found[0].Value != fmt.Sprint(r) || found[39].Indicator != "i39" {
			t.Fatalf("report %d: %d figures", r, len(found))
		}
	}
	for _, none := range []string{"a", "r0305", "z", ""} {
		if found, err := Lookup(filepath.Join(dir, "1"), none); err != nil || len(found) > 0 {
			t.Errorf("%q: %d figures, %v", none, len(found), err)
		}
	}
	if _, err := Lookup(dir, "r001"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is no release: %v", err)
	}
}
