package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
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

// passedError says that a record is no document, or none that can hold a report; it is the word
// that such records are counted under.
type passedError string

func (e passedError) Error() string { return "passed over: " + string(e) }

// passedOver counts the records of a WARC file that are no documents, by what they are.
type passedOver map[string]int

func (p passedOver) String() string {
	var parts []string
	for _, what := range slices.Sorted(maps.Keys(p)) {
		parts = append(parts, fmt.Sprintf("%d %s", p[what], what))
	}
	return strings.Join(parts, ", ")
}

// readWARC hands over the documents of a WARC file, gzipped or not, in their order; of a
// record that can't be read, or that was cut off when it was made, it hands over why. Requests,
// metadata, repetitions, answers other than 200, pictures, scripts and styles are passed over and
// counted. A file that is no WARC or is cut off ends it.
func readWARC(file io.Reader, passed passedOver, take func(warcRecord, error) error) error {
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
		var over passedError
		if errors.As(err, &over) {
			passed[string(over)]++
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
		return r, passedError("of type " + cmp.Or(kind, "unknown"))
	}
	if u, err := url.Parse(r.address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return r, passedError("without a web address") // an answer of the name service and the like
	}
	if cut := header.Get("WARC-Truncated"); cut != "" {
		return r, fmt.Errorf("is not whole: whoever made the file cut it off (WARC-Truncated: %s)", cut)
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
		return r, passedError(otherMedia)
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
	switch {
	case r.status != http.StatusOK:
		return passedError("answers other than 200")
	case !mayBeDocument(r.contentType):
		return passedError(otherMedia)
	}
	body, err := io.ReadAll(answer.Body)
	_, after, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	coding := answer.Header.Get("Content-Encoding")
	if coding != "" && !bytes.HasPrefix(after, []byte("\x1f\x8b")) && int64(len(after)) > answer.ContentLength && answer.ContentLength > 0 {
		body, err = after, nil // its coding was undone, and the length is that of what was packed
	}
	if err != nil {
		if !slices.Contains(answer.TransferEncoding, "chunked") || chunkHead.Match(after) {
			return fmt.Errorf("is not whole: its body ends after %d bytes", len(body))
		}
		body = after // its chunks were undone
	}
	r.body, err = decoded(body, coding)
	return err
}

const otherMedia = "pictures, scripts, styles and other media"

// chunkHead is how a body in chunks begins.
var chunkHead = regexp.MustCompile(`^[0-9A-Fa-f]+[ \t]*(?:;[^\r\n]*)?\r\n`)

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
		case "br":
			whole, err := readAll("the unpacked answer", brotli.NewReader(bytes.NewReader(body)))
			if err == nil { // it has no mark: one that was undone already is none
				body = whole
			}
			continue
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
