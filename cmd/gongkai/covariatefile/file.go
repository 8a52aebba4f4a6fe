package covariatefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

// Options say what a file does not say of itself.
type Options struct {
	Charset string            // "", "utf-8" or "gb18030"
	Code    string            // name of the column of codes; empty: one of codeNames
	Year    string            // name of the column of years, or the year of all lines; empty: one of yearNames, or none
	Place   string            // name of the column of names; empty: one of placeNames, or none
	Units   map[string]string // by the name of the column; else it stands in brackets behind the name
	Leave   []string          // columns that are left out
}

// most bounds a file in bytes: all divisions over fifty years with a hundred columns have less.
const most = 256 << 20

// Names by which columns are known, in lower case.
var (
	codeNames  = []string{"division_code", "code", "adcode", "区划代码", "行政区划代码", "地区代码", "代码"}
	yearNames  = []string{"year", "fiscal_year", "年份", "年度", "年"}
	placeNames = []string{"name", "division_name", "名称", "区划名称", "行政区划", "地区", "地区名称", "县区", "县", "区县"}
)

// Read reads a file; name stands for it in errors. What comes back has codes as the file has them, and is not resolved.
func Read(r io.Reader, name string, o Options) (disclosure.Covariate, error) {
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return disclosure.Covariate{}, fmt.Errorf("%s: %w", name, err)
	}
	if len(body) > most {
		return disclosure.Covariate{}, fmt.Errorf("%s: the file has more than %d MB: take only the columns that are wanted", name, most>>20)
	}
	sum := sha256.Sum256(body)
	text, err := decode(body, o.Charset)
	if err != nil {
		return disclosure.Covariate{}, fmt.Errorf("%s: %w", name, err)
	}
	t := table{file: name, options: o, read: csv.NewReader(bytes.NewReader(text)), seen: map[string]int{}}
	t.read.FieldsPerRecord = -1 // we say it in our words
	if err := t.head(); err != nil {
		return disclosure.Covariate{}, err
	}
	if err := t.body(); err != nil {
		return disclosure.Covariate{}, err
	}
	t.got.SHA256 = hex.EncodeToString(sum[:])
	return t.got, nil
}

// Marks at the beginning of a file.
var (
	markUTF8    = []byte("\xef\xbb\xbf")
	markGB18030 = []byte("\x84\x31\x95\x33")
)

// decode makes UTF-8 of a file. Which characters it has is never guessed from them.
func decode(body []byte, charset string) ([]byte, error) {
	if rest, ok := bytes.CutPrefix(body, markUTF8); ok && charset != "gb18030" {
		body, charset = rest, "utf-8"
	}
	if rest, ok := bytes.CutPrefix(body, markGB18030); ok && charset != "utf-8" {
		body, charset = rest, "gb18030"
	}
	if charset == "gb18030" {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body)
		if err != nil {
			return nil, err
		}
		if at := bytes.IndexRune(text, utf8.RuneError); at >= 0 {
			return nil, fmt.Errorf("line %d is not GB18030: say --charset utf-8, or save the file again", 1+bytes.Count(text[:at], []byte("\n")))
		}
		return text, nil
	}
	for line, rest := 1, body; len(rest) > 0; line++ {
		var part []byte
		part, rest, _ = bytes.Cut(rest, []byte("\n"))
		if !utf8.Valid(part) || bytes.IndexByte(part, 0) >= 0 {
			return nil, fmt.Errorf("line %d is not UTF-8: if the file is in GBK or GB18030, as Excel writes it, say --charset gb18030; else save it as “CSV UTF-8”", line)
		}
	}
	return body, nil
}

// table is a file while it is read.
type table struct {
	file    string
	options Options
	read    *csv.Reader
	names   []string // of the columns, as the file has them
	code    int      // columns; -1: there is none
	year    int
	place   int
	fixed   int // year of all lines
	values  []valueColumn
	seen    map[string]int // lines, by code and year
	got     disclosure.Covariate
	errs    []error
	more    int // errors beyond mostErrors
}

// valueColumn is a column of numbers.
type valueColumn struct {
	at    int // in the file
	index int // in what is returned
}

const mostErrors = 30

// bad notes what is wrong in a field of the line that was read last.
func (t *table) bad(column int, format string, args ...any) {
	if len(t.errs) == mostErrors {
		t.more++
		return
	}
	line, _ := t.read.FieldPos(column)
	t.errs = append(t.errs, fmt.Errorf("%s:%d: column %d (%s): %s", t.file, line, column+1, t.names[column], fmt.Sprintf(format, args...)))
}

// wrong is everything that was noted.
func (t *table) wrong() error {
	if t.more > 0 {
		t.errs = append(t.errs, fmt.Errorf("%s: %d more errors", t.file, t.more))
	}
	return errors.Join(t.errs...)
}

// line reads the next line that is not empty, cut to its cells; io.EOF after the last.
func (t *table) line() ([]string, error) {
	for {
		fields, err := t.read.Read()
		var wrong *csv.ParseError
		switch {
		case errors.As(err, &wrong):
			return nil, fmt.Errorf("%s:%d: character %d: %w: a cell with commas or quotes stands in quotes, and quotes in it are doubled", t.file, wrong.Line, wrong.Column, wrong.Err)
		case err != nil:
			return nil, err
		}
		empty := true
		for i, f := range fields {
			fields[i] = strings.TrimSpace(f) // of every kind, that without a break included
			empty = empty && fields[i] == ""
		}
		if !empty {
			return fields, nil
		}
	}
}
