package statement

import (
	"encoding/binary"
	"io"
	"strings"
)

// header says what a format writes in front of its rows.
type header struct {
	lines  int  // lines of text
	csv    bool // with names that may hold a line break in double quotes
	binary int  // or: a count of columns and as many strings, so many times
}

// streamable are the formats whose rows stand for themselves: no prologue, no
// epilogue and nothing between rows, apart from the header. The raw formats
// with names are not among them: a name that holds a line break leaves the
// header's end unknown.
var streamable = func() map[string]header {
	m := map[string]header{
		"rowbinarywithnames":         {binary: 1},
		"rowbinarywithnamesandtypes": {binary: 2},
	}
	for _, f := range []string{
		"Native", "RowBinary", "MsgPack", "BSONEachRow", "Null", "RawBLOB", "LineAsString", "TSKV",
		"TSVRaw", "TabSeparatedRaw", "Raw",
		"JSONEachRow", "JSONLines", "JSONL", "NDJSON", "JSONStringsEachRow",
		"PrettyJSONEachRow", "PrettyJSONLines", "PrettyNDJSON",
	} {
		m[strings.ToLower(f)] = header{}
	}
	for _, f := range []string{
		"CSV", "TSV", "TabSeparated", "JSONCompactEachRow", "JSONCompactStringsEachRow",
	} {
		f = strings.ToLower(f)
		m[f] = header{}
		m[f+"withnames"] = header{lines: 1, csv: f == "csv"}
		m[f+"withnamesandtypes"] = header{lines: 2, csv: f == "csv"}
	}
	return m
}()

// Streamable tells whether results in the format may be streamed part by
// part. The engine finishes the format in each part, which breaks any other
// (JSON, Parquet, Arrow, …): these must be made as a whole. Formats with
// names need a HeaderFilter. A setting can take the property away:
// output_format_json_array_of_rows=1 puts brackets around the rows.
func Streamable(format string) bool {
	_, ok := streamable[strings.ToLower(format)]
	return ok
}

// HeaderFilter drops the header that the engine repeats in each part of a
// streamed result; the first part keeps it. Each Write must be one part.
type HeaderFilter struct {
	w      io.Writer
	kind   header
	header []byte // the first part's
	first  bool
}

// NewHeaderFilter returns a filter for results in the format; for formats
// without a header it passes everything on.
func NewHeaderFilter(w io.Writer, format string) *HeaderFilter {
	return &HeaderFilter{w: w, kind: streamable[strings.ToLower(format)], first: true}
}

// Write takes one part of the result.
func (f *HeaderFilter) Write(part []byte) (int, error) {
	if f.first && len(part) > 0 {
		f.first = false
		f.header = append(f.header, part[:headerLen(part, f.kind)]...)
		return f.w.Write(part)
	}
	// A part without the header is passed on whole.
	body := part[commonHeader(part, f.header):]
	if len(body) == 0 {
		return len(part), nil
	}
	n, err := f.w.Write(body)
	return len(part) - len(body) + n, err
}

func commonHeader(part, head []byte) int {
	if len(part) >= len(head) && string(part[:len(head)]) == string(head) {
		return len(head)
	}
	return 0
}

func headerLen(part []byte, h header) int {
	if h.binary > 0 {
		return binaryHeader(part, uint64(h.binary))
	}
	at, quoted := 0, false
	for lines := 0; at < len(part) && lines < h.lines; at++ {
		switch {
		case part[at] == '"' && h.csv:
			quoted = !quoted
		case part[at] == '\n' && !quoted:
			lines++
		}
	}
	return at
}

// binaryHeader is the length of a column count and that many strings, sets
// times over; 0 if the part is too short to hold them.
func binaryHeader(p []byte, sets uint64) int {
	cols, at := binary.Uvarint(p)
	if at <= 0 || cols > uint64(len(p)) {
		return 0
	}
	for range cols * sets {
		n, used := binary.Uvarint(p[at:])
		if used <= 0 || n > uint64(len(p)-at-used) {
			return 0
		}
		at += used + int(n)
	}
	return at
}
