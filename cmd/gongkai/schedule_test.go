package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/disclosure"
)

// TestSitesFileIsTakenOver: a county that is added to the file is known without a restart; a
// file with mistakes, or none, changes nothing and is told.
func TestSitesFileIsTakenOver(t *testing.T) {
	needEngine(t)
	t.Parallel()
	dir := t.TempDir()
	var errs lockedBuffer
	a, err := newApp(&globals{Data: newData(t, dir), LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &lockedBuffer{}, &errs})
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), embedded{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	file := filepath.Join(dir, "sites.yaml")
	step := time.Now().Add(-time.Hour)
	write := func(text string) {
		t.Helper()
		step = step.Add(time.Minute) // a change has a time of its own
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, step, step); err != nil {
			t.Fatal(err)
		}
	}
	const first = "sites:\n  - {id: a, name: 黎川县人民政府, division_code: \"361022\", url: \"http://www.a.gov.cn/\"}\n"
	const second = "  - {id: b, name: 晋安区人民政府, division_code: \"350111\", url: \"http://www.b.gov.cn/\"}\n"
	write(first)
	f := &sitesFile{flag: sitesFlag{file}, app: a, home: h, reader: newPageReader(nil)}
	if _, err := f.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	ids := func() (all string) {
		for _, s := range f.current(t.Context()) {
			all += s.ID
		}
		return all
	}
	for _, c := range []struct{ text, want, told string }{
		{first, "a", ""},
		{first + second, "ab", ""},
		{first + "  - {id: c}\n", "ab", "sites.yaml:3: name: is missing"},
		{second, "ab", "the sites stay as they were"},
		{"sites:\n" + second, "b", ""},
	} {
		before := len(errs.String())
		write(c.text)
		if got := ids(); got != c.want {
			t.Errorf("%q: sites %s, want %s", c.text, got, c.want)
		}
		if told := errs.String()[before:]; !strings.Contains(told, c.told) || c.told == "" && told != "" {
			t.Errorf("%q: told %q, want %q", c.text, told, c.told)
		}
	}
	var rows []struct {
		ID string `ch:"site_id"`
	}
	if err := h.Select(t.Context(), &rows, "SELECT site_id FROM sites ORDER BY site_id", nil); err != nil || len(rows) != 2 {
		t.Errorf("known: %v, %v; want a, which stays evidence, and b", rows, err)
	}
	if d := f.reader.division("b"); d != disclosure.DivisionOfSite(f.sites[0]) || d.Code != "350111" {
		t.Errorf("the reader of pages knows %+v", d)
	}
}

// TestServeAsksNobodyWithoutContact: sites that are not on this machine are shown and not
// crawled where whoever runs them could not reach us; the log says so.
func TestServeAsksNobodyWithoutContact(t *testing.T) {
	needEngine(t)
	t.Parallel()
	dir := t.TempDir()
	data, file := newData(t, dir), filepath.Join(dir, "sites.yaml")
	writeSites(t, file, "  - {id: a, name: 黎川县人民政府, division_code: \"361022\", url: \"http://county.invalid/\"}\n")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, c := range []struct{ flag, told string }{{"--log-format=text", "the sites are shown and not crawled"}, {"--no-crawl", ""}} {
		p := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--sites", file, "--log-level", "warn", c.flag)
		address, err := p.out.await(ctx, "dashboards: ")
		if err != nil {
			t.Fatalf("%v\n%s", err, p.err.String())
		}
		if page := (site{t, strings.TrimSuffix(address, "/")}).page("/status"); !strings.Contains(page, "尚未抓取") {
			t.Error("the status page does not show the site")
		}
		p.Process.Signal(syscall.SIGTERM)
		out, errText, status := p.finish()
		if status != exitDone || !strings.Contains(errText, c.told) || c.told == "" && errText != "" {
			t.Errorf("%s: status %d: %s%s", c.flag, status, out, errText)
		}
	}
	if n, err := query(t, data, "SELECT count() FROM crawls"); err != nil || n != "0" {
		t.Errorf("%s crawls, %v", n, err)
	}
	_, errText, status := gongkai(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--sites", file, "--contact", "nobody")
	if status != exitUsage || !strings.Contains(errText, "mail address") {
		t.Errorf("a contact that is none: status %d: %s", status, errText)
	}
}
