package crawler

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// long is a document that is longer than what is held in memory.
var long = "%PDF-1.4\n" + strings.Repeat("\x00\xff\x01", spoolBytes)

func longWorld(t *testing.T) *world {
	w := newWorld(t)
	w.config.Spool = t.TempDir()
	w.pages("a.test", map[string]string{"/": "role home\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": long})
	return w
}

func TestLongBodiesGoByDisk(t *testing.T) {
	w := longWorld(t)
	left := filepath.Join(w.config.Spool, "body-1") // by a process that was killed
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	got := w.archive.of("http://a.test/r")
	if got.Outcome != disclosure.FetchOK || got.Bytes != int64(len(long)) || string(w.archive.bodies[got.SHA256]) != long {
		t.Errorf("got %+v, %d bytes", got, len(w.archive.bodies[got.SHA256]))
	}
	if w.archive.files != 1 {
		t.Errorf("%d bodies came as files, want the long one alone", w.archive.files)
	}
	if names, err := os.ReadDir(w.config.Spool); err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

// A disk of ours that takes nothing more says nothing of the site: the crawl ends, and the next
// one goes on.
func TestFullDiskIsNoFaultOfTheSite(t *testing.T) {
	w := longWorld(t)
	spool := w.config.Spool
	w.config.Spool = filepath.Join(spool, "absent")
	_, err := w.crawler().Crawl(context.Background(), siteOf("a.test"))
	if err == nil || !strings.Contains(err.Error(), "http://a.test/r") || !strings.Contains(err.Error(), "cannot be put aside") {
		t.Errorf("error %v", err)
	}
	for _, c := range w.archive.captures {
		if c.URL == "http://a.test/r" {
			t.Errorf("got %+v", c)
		}
	}
	if n := w.count("a.test", "GET /r"); n != 1 {
		t.Errorf("asked for %d times", n)
	}
	w.config.Spool = spool
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("the next crawl %+v", crawl)
	}
}
