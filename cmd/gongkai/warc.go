package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// warcRecord is a document out of a WARC file (ISO 28500): what a server answered, or a
// resource that was put there.
type warcRecord struct {
	address     string
	at          time.Time
	status      int // 0 of a resource
	contentType string
	body        []byte // without the codings of the way
}

// errPassed: the record is no document, or none that can hold a report.
var errPassed = errors.New("passed over")

// readWARC hands over the documents of a WARC file, gzipped or not, in their order; of a
// record that can't be read it hands over why. Requests, metadata, answers other than 200,
// pictures, scripts and styles are passed over. A file that is no WARC or is cut off ends it.
func readWARC(file io.Reader, take func(warcRecord, error) error) error {
	in := bufio.NewReaderSize(file, 1<<16)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte("\x1f\x8b")) {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("is no gzip file: %w", err)
		}
		in = bufio.NewReaderSize(unzipped, 1<<16)
	}
	for n := 1; ; n++ {
		header, length, err := warcHeader(in)
		switch {
		case err == io.EOF && n > 1:
			return nil
		case err != nil:
			return fmt.Errorf("is no WARC file, or damaged at record %d: %w", n, err)
		}
		block := &io.LimitedReader{R: in, N: length}
		record, err := warcDocument(header, block)
		if _, cut := io.Copy(io.Discard, block); cut != nil || block.N > 0 {
			return fmt.Errorf("is cut off in record %d", n)
		}
		if err == errPassed {
			continue
		}
		if err := take(record, err); err != nil {
			return err
		}
	}
}

// longestWARCHeader bounds the lines above a record.
const longestWARCHeader = 1 << 20

// warcHeader reads the lines above a record. It returns io.EOF where nothing is left.
func warcHeader(in *bufio.Reader) (textproto.MIMEHeader, int64, error) {
	version, err := "", error(nil)
	for version == "" {
		var line []byte
		if line, err = in.ReadSlice('\n'); err != nil {
			if err == io.EOF && len(bytes.TrimSpace(line)) == 0 {
				return nil, 0, io.EOF
			}
			return nil, 0, errors.New("no line WARC/1.0")
		}
		version = string(bytes.TrimSpace(line))
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, 0, errors.New("no line WARC/1.0")
	}
	header, err := headerLines(in)
	if err != nil {
		return nil, 0, err
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, 0, errors.New("no Content-Length")
	}
	return header, length, nil
}

// headerLines reads lines up to an empty one, and not a byte more.
func headerLines(in *bufio.Reader) (textproto.MIMEHeader, error) {
	var lines bytes.Buffer
	for begun := false; ; {
		line, err := in.ReadSlice('\n')
		lines.Write(line)
		if err != nil && err != bufio.ErrBufferFull || lines.Len() > longestWARCHeader {
			return nil, errors.New("its header has no end")
		}
		if !begun && len(bytes.TrimSpace(line)) == 0 {
			break
		}
		begun = err == bufio.ErrBufferFull
	}
	return textproto.NewReader(bufio.NewReader(&lines)).ReadMIMEHeader()
}

// warcDocument reads the document of a record.
func warcDocument(header textproto.MIMEHeader, block io.Reader) (warcRecord, error) {
	r := warcRecord{address: strings.Trim(header.Get("WARC-Target-URI"), "<>"), contentType: header.Get("Content-Type")}
	kind := strings.ToLower(header.Get("WARC-Type"))
	if kind != "response" && kind != "resource" {
		return r, errPassed
	}
	if u, err := url.Parse(r.address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return r, errPassed // an answer of the name service and the like
	}
	at, err := time.Parse(time.RFC3339, header.Get("WARC-Date"))
	if err != nil {
		return r, fmt.Errorf("WARC-Date %q is no time", header.Get("WARC-Date"))
	}
	r.at = at
	if kind == "response" {
		return r, r.answer(block)
	}
	if !mayBeDocument(r.contentType) {
		return r, errPassed
	}
	r.body, err = readAll("the resource", block)
	return r, err
}

// answer reads an HTTP answer. Some programs undo its chunks and leave the header that tells
// of them: then the bytes are taken as they are.
func (r *warcRecord) answer(block io.Reader) error {
	raw, err := readAll("the answer", block)
	if err != nil {
		return err
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
	if err != nil {
		return fmt.Errorf("is no HTTP answer: %w", err)
	}
	r.status, r.contentType = answer.StatusCode, answer.Header.Get("Content-Type")
	if r.status != http.StatusOK || !mayBeDocument(r.contentType) {
		return errPassed
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		_, body, _ = bytes.Cut(raw, []byte("\r\n\r\n"))
	}
	r.body, err = decoded(body, answer.Header.Get("Content-Encoding"))
	return err
}

// decoded undoes the codings of an answer. One that is named but was undone already is none.
func decoded(body []byte, codings string) ([]byte, error) {
	names := strings.Split(codings, ",")
	for i := len(names) - 1; i >= 0; i-- {
		var reader io.Reader
		var err error
		switch strings.ToLower(strings.TrimSpace(names[i])) {
		case "", "identity":
			continue
		case "gzip", "x-gzip":
			if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
				continue
			}
			reader, err = gzip.NewReader(bytes.NewReader(body))
		case "deflate":
			if reader, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
				reader, err = flate.NewReader(bytes.NewReader(body)), nil
			}
		default:
			return nil, fmt.Errorf("its coding %q is not known", strings.TrimSpace(names[i]))
		}
		if err != nil {
			return nil, err
		}
		if body, err = readAll("the unpacked answer", reader); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// mayBeDocument tells media that can hold a report from what pages load.
func mayBeDocument(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	kind, form, _ := strings.Cut(media, "/")
	switch kind {
	case "image", "audio", "video", "font":
		return false
	}
	return form != "css" && !strings.Contains(form, "javascript") && form != "json"
}
