package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// warc writes a record as crawlers do; more are lines of its header.
func warc(kind, address, block string, more ...string) string {
	header := append([]string{"WARC/1.1", "WARC-Type: " + kind, "WARC-Target-URI: " + address, "WARC-Date: 2021-03-01T09:00:00Z", fmt.Sprintf("Content-Length: %d", len(block))}, more...)
	return strings.Join(header, "\r\n") + "\r\n\r\n" + block + "\r\n\r\n"
}

func zipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func http200(header, body string) string {
	return "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body
}

func chunked(s string) string {
	return fmt.Sprintf("5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", s[:5], len(s)-5, s[5:])
}

const (
	warcReport = "<html><head><title>晴岚县林业局2020年政府信息公开工作年度报告</title></head><body><h1>晴岚县林业局2020年政府信息公开工作年度报告</h1><p>一、概述</p><p>主动公开政府信息66条，收到政府信息公开申请3件。本报告由概述、主动公开、依申请公开、复议诉讼、存在问题和改进措施组成，公开的内容包括机构职能、政策法规、财政预决算。</p></body></html>"
	warcSite   = "http://www.qinglan.test/"
)

// records are of every kind; those that are documents have the addresses a to e.
func records(t *testing.T) []string {
	return []string{
		warc("warcinfo", "", "software: x\r\n"),
		warc("request", warcSite+"a.html", "GET /a.html HTTP/1.1\r\n\r\n"),
		warc("response", "<"+warcSite+"a.html>", http200("Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(zipped(t, warcReport)))),
		warc("response", warcSite+"b.html", http200("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", warcReport)), // undone already
		warc("response", warcSite+"f.html", http200("Content-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 100", warcReport)),        // the length of what was packed
		warc("response", warcSite+"c.pdf", http200("Content-Type: application/pdf\r\nContent-Length: 9", "%PDF-1.7\nand more")),
		warc("resource", warcSite+"d.txt", "晴岚县", "Content-Type: text/plain"),
		warc("response", warcSite+"x.png", http200("Content-Type: image/png", "\x89PNG")),
		warc("response", warcSite+"x.js", http200("Content-Type: application/javascript", "x()")),
		warc("response", warcSite+"gone.html", "HTTP/1.1 404 Not Found\r\n\r\n"),
		warc("revisit", warcSite+"a.html", http200("Content-Type: text/html", "")),
		warc("response", "dns:www.qinglan.test", "20210301 10.0.0.1"),
		warc("response", warcSite+"e.html", "no answer at all"),
		warc("response", warcSite+"cut.html", http200("Content-Type: text/html", warcReport[:200]), "WARC-Truncated: length"),
		warc("response", warcSite+"short.html", http200("Content-Type: text/html\r\nContent-Length: 5000", warcReport[:200])),
		warc("response", warcSite+"chunk.html", http200("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked(warcReport)[:200])),
	}
}

func TestReadWARC(t *testing.T) {
	var members strings.Builder
	for _, r := range records(t) {
		members.WriteString(zipped(t, r))
	}
	whole := strings.Join(records(t), "")
	for name, file := range map[string]string{"plain": whole, "a gzip member each": members.String(), "gzip as a whole": zipped(t, whole)} {
		var got, failed []string
		passed := passedOver{}
		err := readWARC(strings.NewReader(file), passed, func(r warcRecord, err error) error {
			way := strings.TrimPrefix(r.address, warcSite)
			if err != nil {
				failed = append(failed, way)
				return nil
			}
			got = append(got, way)
			if r.at.Format("2006-01-02") != "2021-03-01" || strings.HasSuffix(way, "html") && string(r.body) != warcReport {
				t.Errorf("%s: %s of %s is %.60q", name, way, r.at, r.body)
			}
			return nil
		})
		if err != nil || !slices.Equal(got, []string{"a.html", "b.html", "f.html", "c.pdf", "d.txt"}) || !slices.Equal(failed, []string{"e.html", "cut.html", "short.html", "chunk.html"}) {
			t.Errorf("%s: %q, not read %q, %v", name, got, failed, err)
		}
		if want := "1 answers other than 200, 1 of type request, 1 of type revisit, 1 of type warcinfo, 2 pictures, scripts, styles and other media, 1 without a web address"; passed.String() != want {
			t.Errorf("%s: %s", name, passed)
		}
	}
}

// Each way to be no WARC file ends in one clear error, after what could be read.
func TestDamagedWARC(t *testing.T) {
	good := warc("resource", warcSite+"d.txt", "晴岚县", "Content-Type: text/plain")
	for name, c := range map[string]struct{ file, want string }{
		"empty":         {"", "no WARC"},
		"a page":        {"<html><body>晴岚县</body></html>\n", "no WARC"},
		"cut off":       {good + good[:len(good)-8], "cut off in record 2"},
		"cut in gzip":   {zipped(t, good)[:60], ""},
		"no length":     {"WARC/1.0\r\nWARC-Type: resource\r\n\r\nx", "no Content-Length"},
		"endless lines": {"WARC/1.0\r\nX: " + strings.Repeat("y", 2<<20), "no end"},
		"huge length":   {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9223372036854775807\r\n\r\nx", "cut off in record 1"},
		"junk behind":   {good + "junk\n", "record 2"},
		"no time":       {strings.Replace(good, "2021-03-01T09", "some time", 1), "is no time"},
	} {
		said := ""
		err := readWARC(strings.NewReader(c.file), passedOver{}, func(_ warcRecord, err error) error {
			if err != nil {
				said = err.Error()
			}
			return nil
		})
		if err != nil {
			said += err.Error()
		}
		if said == "" || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q does not say %q", name, said, c.want)
		}
	}
}

// FuzzWARC reads any bytes: it ends, and what it hands over is bounded.
func FuzzWARC(f *testing.F) {
	f.Add([]byte(warc("resource", warcSite, "x")))
	f.Add([]byte(warc("response", warcSite, http200("Transfer-Encoding: chunked", "1\r\nx\r\n0\r\n\r\n"))))
	f.Fuzz(func(t *testing.T, file []byte) {
		_ = readWARC(bytes.NewReader(file), passedOver{}, func(r warcRecord, err error) error {
			if err == nil && len(r.body) > maxDocument {
				t.Errorf("%d bytes", len(r.body))
			}
			return nil
		})
	})
}

// TestIngestWARC brings a WARC file in: its documents keep their addresses and their times.
func TestIngestWARC(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	data, path := newData(t, top), filepath.Join(top, "a.warc.gz")
	var members strings.Builder
	for _, r := range records(t) {
		members.WriteString(zipped(t, r))
	}
	members.WriteString(zipped(t, warc("response", "http://www.elsewhere.test/", http200("Content-Type: text/html", warcReport))))
	if err := os.WriteFile(path, []byte(members.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	sites := filepath.Join(top, "sites.yaml")
	writeSites(t, sites, "  - {id: a, name: 黎川县人民政府, division_code: \"361022\", url: \""+warcSite+"\"}\n")
	out, errText := ingest(t, data, exitFailed, "--by", "晴岚县档案馆", "--site", "a", "--sites", sites, path)
	if !strings.Contains(out, "5 documents brought in") || !strings.Contains(out, "1 of type revisit") || !strings.Contains(out, "1 on hosts that are none of the site's") || !strings.Contains(errText, "e.html: is no HTTP answer") {
		t.Errorf("%s%s", out, errText)
	}
	ingest(t, data, exitUsage, path, "--source-url", warcSite)
	other := filepath.Join(top, "other.warc")
	text := warc("resource", warcSite+"g.html", warcReport, "Content-Type: text/html") + warc("resource", "http://www.elsewhere.test/g.html", warcReport, "Content-Type: text/html")
	if err := os.WriteFile(other, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ingest(t, data, exitDone, "--sites", sites, other)
	rows, errs, status := gongkai(t, "sql", "--data", data, "--format", "TSV", "SELECT url, toDate(fetched_at), content_type FROM captures WHERE site_id = 'a' ORDER BY url") // the one of elsewhere is no site's
	if status != exitDone || !strings.Contains(rows, warcSite+"a.html\t2021-03-01\ttext/html") || strings.Count(rows, "\n") != 6 {
		t.Errorf("%s%s", rows, errs)
	}
}
