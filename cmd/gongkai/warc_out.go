package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"gongkai/disclosure"
	"gongkai/store"
)

// warcCommand writes captures as evidence that other programs read.
type warcCommand struct {
	File string   `arg:"" help:"The file to write, for example evidence.warc.gz; - for standard output."`
	Site []string `placeholder:"ID" help:"Only the captures of this site; may be given several times."`
}

// Run writes the file whole or not at all.
func (c *warcCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	if c.File == "-" {
		_, err := h.writeWARC(ctx, a.out, c.Site)
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(c.File), ".warc-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // nothing is left of it once it has its name
	n, err := h.writeWARC(ctx, file, c.Site)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), c.File); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d captures\n", c.File, n)
	return nil
}

// writeWARC writes the captures of some sites, of all where none is named, as a WARC file
// (ISO 28500), each record in a gzip member of its own, and returns how many there were. The same
// captures give the same bytes.
func (h *home) writeWARC(ctx context.Context, out io.Writer, sites []string) (n int, err error) {
	w := warcWriter{out: out}
	if err := w.info(); err != nil {
		return 0, err
	}
	if len(sites) == 0 {
		sites = []string{""}
	}
	for _, site := range sites {
		before := n
		err := h.EachCapture(ctx, site, func(c disclosure.Capture) error {
			if c.SHA256 == "" {
				return nil // nothing came, or nothing that was kept
			}
			if c.Outcome == disclosure.FetchNotModified && c.Status != http.StatusNotModified {
				return nil // the page of another address, which was not asked for again
			}
			body, err := h.Body(ctx, c.SHA256)
			if _, is := errors.AsType[*store.TakenDown](err); is {
				return nil // gongkai takedowns says who removed it and why
			}
			if err != nil {
				return err
			}
			n++
			return w.capture(c, body)
		})
		if err != nil {
			return n, err
		}
		if n == before && site != "" {
			return n, fmt.Errorf("--site %s: there is no capture of such a site", site)
		}
	}
	return n, nil
}

// warcWriter writes records.
type warcWriter struct{ out io.Writer }

// info is the record that says what the file is.
func (w warcWriter) info() error {
	text := "software: gongkai/" + programVersion() + "\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n" +
		"description: Bodies are as they were after their content coding was undone; of the headers those are here that were kept as evidence.\r\n"
	return w.record("warcinfo", time.Unix(0, 0), "info", "application/warc-fields", []byte(text))
}

// capture writes a capture: as the answer of a server, as one that repeats an earlier answer (304), or as a
// document from disk.
func (w warcWriter) capture(c disclosure.Capture, body []byte) error {
	sum := sha256.Sum256(body)
	payload := "WARC-Payload-Digest: sha256:" + hex.EncodeToString(sum[:])
	target := "WARC-Target-URI: " + cmp.Or(c.FinalURL, c.URL)
	switch {
	case c.Status == 0:
		if u, err := url.Parse(c.URL); err != nil || u.Scheme == "" {
			target = "WARC-Target-URI: file:///" + url.PathEscape(c.URL)
		}
		return w.record("resource", c.FetchedAt, c.ID, cmp.Or(oneLine(c.ContentType), "application/octet-stream"), body, target, payload)
	case c.Outcome == disclosure.FetchNotModified:
		return w.record("revisit", c.FetchedAt, c.ID, "application/http; msgtype=response", answerOf(c, nil), target, payload,
			"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified")
	}
	return w.record("response", c.FetchedAt, c.ID, "application/http; msgtype=response", answerOf(c, body), target, payload)
}

// answerOf is an answer as HTTP, without the codings of the way, which were undone.
func answerOf(c disclosure.Capture, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", c.Status, http.StatusText(c.Status))
	names := make([]string, 0, len(c.Header))
	for name := range c.Header {
		switch strings.ToLower(name) {
		case "content-encoding", "transfer-encoding", "content-length", "content-type", "set-cookie":
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%s: %s\r\n", oneLine(name), oneLine(c.Header[name]))
	}
	if c.ContentType != "" {
		fmt.Fprintf(&b, "Content-Type: %s\r\n", oneLine(c.ContentType))
	}
	if body != nil {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}

// oneLine keeps a header in its line.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

// record writes one record, in a gzip member of its own. Its ID follows from what it is of.
func (w warcWriter) record(kind string, at time.Time, of, contentType string, block []byte, more ...string) error {
	id := uuid.NewSHA1(uuid.NameSpaceOID, []byte("gongkai "+kind+" "+of))
	digest := sha256.Sum256(block)
	header := fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\n", kind, id, at.UTC().Format("2006-01-02T15:04:05.000Z"))
	for _, line := range more {
		header += oneLine(line) + "\r\n"
	}
	header += fmt.Sprintf("Content-Type: %s\r\nWARC-Block-Digest: sha256:%x\r\nContent-Length: %d\r\n\r\n", contentType, digest, len(block))
	zipped := gzip.NewWriter(w.out)
	_, err := io.WriteString(zipped, header)
	if err == nil {
		_, err = zipped.Write(append(block, "\r\n\r\n"...))
	}
	return errors.Join(err, zipped.Close())
}
