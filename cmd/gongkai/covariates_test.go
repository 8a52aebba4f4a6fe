package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A table of a user's own is loaded, listed, replaced and taken away; faults say what to do and change nothing, and what
// is loaded is on the page, in the API, for readers, in a backup, and in no package.
func TestCovariatesOfTheProgram(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := newData(t, dir)
	s := serveFolder(t, data) // one engine for all of it
	file := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	people := file("people.csv", "区划代码,名称,年份,常住人口（万人）\n361022,黎川县,2020,22.5\n410322,孟津县,2019,40\n431121,祁阳县,2019,85\n361023,南丰县,2020,\n")
	wrong := file("wrong.csv", "区划代码,常住人口\n36102,1\n")
	gbk := file("gbk.csv", "\xc7\xf8\xbb\xae\xb4\xfa\xc2\xeb,\xc8\xcb\xbf\xda(\xc8\xcb)\n361022,7\n") // 区划代码,人口(人)
	for _, c := range []struct {
		args string
		want int
		says []string
	}{
		{"covariates", exitDone, []string{"no table is loaded: gongkai covariates load FILE"}},
		{"covariates load " + people, exitUsage, []string{"--source"}},
		{"covariates load " + people + " --source x --name a/b", exitUsage, []string{"--name"}},
		{"covariates load " + people + " --source x --retrieved 2999-01-01", exitUsage, []string{"--retrieved"}},
		{"covariates load " + wrong + " --source x", exitFailed, []string{"wrong.csv:1: column 2 (常住人口): has no unit"}},
		{"covariates load " + gbk + " --source x", exitFailed, []string{"--charset gb18030"}},
		{"covariates load " + filepath.Join(dir, "none.csv") + " --source x", exitFailed, []string{"none.csv: no such file"}},
		{"covariates load " + people + " --source yearbook --retrieved 2026-01-02 --by office", exitDone, []string{"people, version 1: 3 values on 4 lines, 2 with a division", "source: yearbook (retrieved on 2026-01-02)", "常住人口 (万人), 3 numbers, 1 cells empty",
			"1 lines name no division", "line 3  410322  孟津县  2019  merged"}},
		{"covariates load " + gbk + " --source x --charset gb18030 --unit 人口=万人", exitDone, []string{"gbk, version 1: 1 values", "人口 (万人)"}},
		{"covariates list", exitDone, []string{"people  1        3       2        2019–2020  2026-01-02", "office", "yearbook", "gbk     1        1       1        -"}},
		{"covariates load " + people + " --source again", exitDone, []string{"people, version 2", "source: again"}},
		{"covariates show people", exitDone, []string{"people, version 2", "line 3"}},
		{"covariates show none", exitFailed, []string{`there is no table "none": gongkai covariates lists them`}},
		{"covariates remove gbk", exitDone, []string{"gbk is taken away"}},
		{"covariates remove gbk", exitFailed, []string{"there is no table"}},
		{"export --table covariates " + filepath.Join(dir, "package"), exitFailed, []string{"of your own"}},
		{"export --format csv " + filepath.Join(dir, "package"), exitDone, nil},
		{"backup " + filepath.Join(dir, "backup"), exitDone, nil},
	} {
		out, errText, status := gongkai(t, append(strings.Fields(c.args), "--data", data, "--log-level", "error")...)
		if status != c.want {
			t.Fatalf("%s: status %d: %s%s", c.args, status, out, errText)
		}
		for _, says := range c.says {
			if !strings.Contains(out+errText, says) {
				t.Errorf("%s does not say %q: %s%s", c.args, says, out, errText)
			}
		}
	}
	got, err := query(t, data, "SELECT dataset, division_code, value, source FROM covariates ORDER BY line")
	if want := "people\t361022\t22.5\tagain\npeople\t\\N\t40\tagain\npeople\t431181\t85\tagain"; err != nil || got != want {
		t.Errorf("a reader sees %q, want %q, %v", got, want, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "package", "csv", "covariate*")); len(left) > 0 {
		t.Errorf("a package has %v", left)
	}
	if kept, _ := filepath.Glob(filepath.Join(dir, "backup", "*covariate*")); len(kept) == 0 {
		if kept, _ = filepath.Glob(filepath.Join(dir, "backup", "*", "*covariate*")); len(kept) == 0 {
			t.Error("a backup has no covariates")
		}
	}
	for address, says := range map[string]string{"/covariates": "区划合并，范围已变", "/api/v1/covariate-tables": `"source":"again"`, "/api/v1/covariate-codes": `"standing":"merged"`} {
		r, err := http.Get(s.base + address)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.Contains(string(body), says) {
			t.Errorf("%s: %d, without %q", address, r.StatusCode, says)
		}
	}
}
