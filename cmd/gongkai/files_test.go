package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gongkai/disclosure"
	"gongkai/store"
)

// archive makes files below a new folder; a name that ends with a slash is an empty folder.
func archive(t *testing.T, files map[string]string) string {
	t.Helper()
	top := t.TempDir()
	for name, content := range files {
		path := filepath.Join(top, filepath.FromSlash(name))
		folder := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			folder = path
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if folder == path {
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return top
}

func addresses(l *listing) []string {
	var all []string
	for _, d := range l.documents {
		all = append(all, d.address)
	}
	slices.Sort(all)
	return all
}

// TestAddresses: an address says where in its archive a document lies, and not where the
// archive lies or from where it was named.
func TestAddresses(t *testing.T) {
	top := archive(t, map[string]string{
		"reports/2020/报告 1.html": "a", "reports/2021/报告 1.html": "b", "reports/100%.TXT": "c", "reports/a#b?.pdf": "d",
		"reports/\xb1\xa8.doc": "e", "reports/style.css": "f", "reports/.hidden.html": "g", "reports/.git/x.html": "h", "other/x.bin": "i",
	})
	reports := []string{
		"file:reports/%B1%A8.doc", "file:reports/100%25.TXT", "file:reports/2020/%E6%8A%A5%E5%91%8A%201.html",
		"file:reports/2021/%E6%8A%A5%E5%91%8A%201.html", "file:reports/a%23b%3F.pdf",
	}
	for _, c := range []struct {
		name, from string
		roots      []string
		want       []string
	}{
		{"from above", top, []string{"reports"}, reports},
		{"with a slash", top, []string{"./reports/"}, reports},
		{"from inside", filepath.Join(top, "reports"), []string{"."}, reports},
		{"from beside", filepath.Join(top, "other"), []string{"../reports"}, reports},
		{"whole path", "/", []string{filepath.Join(top, "reports")}, reports},
		{"named twice", top, []string{"reports", "reports/../reports"}, reports},
		{"another folder of it", top, []string{"reports/2020"}, []string{"file:2020/%E6%8A%A5%E5%91%8A%201.html"}},
		{"a file is as in its folder", top, []string{"reports/100%.TXT"}, []string{"file:reports/100%25.TXT"}},
		{"a file from inside", filepath.Join(top, "reports"), []string{"100%.TXT"}, []string{"file:reports/100%25.TXT"}},
		{"a file of any kind", top, []string{"other/x.bin"}, []string{"file:other/x.bin"}},
		{"same name, two folders", top, []string{"reports/2020/报告 1.html", "reports/2021/报告 1.html"},
			[]string{"file:2020/%E6%8A%A5%E5%91%8A%201.html", "file:2021/%E6%8A%A5%E5%91%8A%201.html"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(c.from)
			l, err := listDocuments(c.roots)
			if err != nil || len(l.refused) > 0 {
				t.Fatal(err, l.refused)
			}
			if got := addresses(l); !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
	l, err := listDocuments([]string{filepath.Join(top, "reports")})
	if err != nil || l.passed != 1 {
		t.Errorf("%d passed over, want the style sheet; %v", l.passed, err)
	}
}

// TestLinks: a link to a file is that file; a link to a folder may lead anywhere and is named.
func TestLinks(t *testing.T) {
	top := archive(t, map[string]string{"reports/a.html": "a", "elsewhere/b.html": "b"})
	link := func(to, name string) {
		if err := os.Symlink(to, filepath.Join(top, name)); err != nil {
			t.Fatal(err)
		}
	}
	link("../elsewhere/b.html", "reports/b.html")
	link("..", "reports/up")
	link("nowhere", "reports/broken.html")
	link("reports", "named")
	if err := syscall.Mkfifo(filepath.Join(top, "reports", "pipe.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := listDocuments([]string{filepath.Join(top, "named")})
	if err != nil {
		t.Fatal(err)
	}
	if got := addresses(l); !slices.Equal(got, []string{"file:named/a.html", "file:named/b.html"}) {
		t.Errorf("documents %q", got)
	}
	said := ""
	for _, err := range l.refused {
		said += err.Error() + "\n"
	}
	for _, w := range []string{"up is a link to a folder", "broken.html: no such file", "pipe.html is no regular file"} {
		if !strings.Contains(said, w) {
			t.Errorf("does not say %q: %s", w, said)
		}
	}
	if len(l.refused) != 3 {
		t.Errorf("refused: %s", said)
	}
}

// TestRefusedPaths: each path that gives nothing is said to, once.
func TestRefusedPaths(t *testing.T) {
	top := archive(t, map[string]string{"empty/": "", "styles/a.css": "x", "locked/a.html": "x"})
	locked := filepath.Join(top, "locked")
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(locked, 0o700) })
	for path, want := range map[string]string{
		"none": "no such file", "empty": "holds no document", "styles": "holds no document",
		"locked": "permission denied", "/": "whole machine",
	} {
		if path == "locked" && os.Geteuid() == 0 {
			continue // nothing is locked for root
		}
		if path != "/" {
			path = filepath.Join(top, path)
		}
		l, err := listDocuments([]string{path})
		if err != nil || len(l.documents) > 0 || len(l.refused) != 1 {
			t.Errorf("%s: %v %v %v", path, l.documents, l.refused, err)
			continue
		}
		if said := l.refused[0].Error(); !strings.Contains(said, path) || !strings.Contains(said, want) {
			t.Errorf("%s: %q does not say %q", path, said, want)
		}
	}
}

// TestOneAddressTwoDocuments: two folders of one name must not make versions of each other.
func TestOneAddressTwoDocuments(t *testing.T) {
	top := archive(t, map[string]string{"a/reports/x.html": "one", "b/reports/x.html": "two", "c/reports/x.html": "one"})
	in := func(folder string) string { return filepath.Join(top, folder, "reports") }
	_, err := listDocuments([]string{in("a"), in("b")})
	if usage := (usageError{}); !errors.As(err, &usage) || !strings.Contains(err.Error(), "file:reports/x.html") || !strings.Contains(err.Error(), in("b")) {
		t.Errorf("error %v", err)
	}
	if l, err := listDocuments([]string{in("a"), in("c")}); err != nil || len(l.documents) != 2 {
		t.Errorf("the same content: %v", err)
	}
	data := filepath.Join(top, "data")
	_, errText, status := gongkai(t, "ingest", "--data", data, in("a"), in("b"))
	if status != exitUsage || strings.Count(errText, "\n") != 1 {
		t.Errorf("status %d: %s", status, errText)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Error("something was stored")
	}
}

// TestListFromDisk: what a file's links lead to is not known, and a list is one all the same.
func TestListFromDisk(t *testing.T) {
	page := "<html><head><title>政府信息公开年报</title></head><body><ul>"
	for year := 2019; year < 2026; year++ {
		page += fmt.Sprintf(`<li><a href="./%d01/t%d0120_%d.html">晴岚县林业局%d年政府信息公开工作年度报告</a><span>%d-01-20</span></li>`, year+1, year+1, year, year, year+1)
	}
	page += "</ul></body></html>"
	r := read(t.Context(), newFlight(), store.Document{Capture: disclosure.Capture{URL: "file:reports/list.html", Role: disclosure.RoleFile, Outcome: disclosure.FetchOK, Body: []byte(page)}})
	if r.Report.Outcome != disclosure.OutcomeNotAReport {
		t.Errorf("outcome %s %v", r.Report.Outcome, r.Report.Attachments)
	}
}
