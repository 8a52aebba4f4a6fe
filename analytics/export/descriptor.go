package export

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The Frictionless specifications that the descriptor follows: Data Package 1, Tabular Data
// Package and Table Schema. What version 2 of them adds and readers of version 1 pass over is
// missingValues of a field. The Chinese of a description, a unit and a source stands in a name of its own, which readers of
// the specifications pass over too.
type (
	dataPackage struct {
		Profile     string         `json:"profile"`
		Name        string         `json:"name"`
		Title       string         `json:"title"`
		Description string         `json:"description"`
		Version     string         `json:"version"`
		Keywords    []string       `json:"keywords"`
		Sources     []source       `json:"sources,omitempty"`
		Rights      string         `json:"rights"`
		Data        dataState      `json:"data_state"`
		Resources   []dataResource `json:"resources"`
	}
	dataState struct {
		Digest       string  `json:"digest"`
		Newest       string  `json:"newest_capture,omitempty"` // UTC; the data is as of then
		Captures     uint64  `json:"captures"`
		Reports      uint64  `json:"reports"`
		OldestParser *uint32 `json:"oldest_parser_version"`
		NewestParser *uint32 `json:"newest_parser_version"`
		Method       *uint32 `json:"method_version"`
		ClickHouse   string  `json:"clickhouse_version"`
	}
	dataResource struct {
		Profile     string       `json:"profile"`
		Name        string       `json:"name"`
		Path        any          `json:"path"` // a path, or several that are parts
		Description string       `json:"description"`
		Chinese     string       `json:"description_zh,omitempty"`
		Format      string       `json:"format"`
		MediaType   string       `json:"mediatype"`
		Encoding    string       `json:"encoding,omitempty"`
		Bytes       int64        `json:"bytes,omitempty"`
		Hash        string       `json:"hash,omitempty"`
		Rows        uint64       `json:"rows"`
		Dialect     *dataDialect `json:"dialect,omitempty"`
		Schema      dataSchema   `json:"schema"`
		Parquet     []dataFile   `json:"parquet,omitempty"`
	}
	dataFile struct {
		Path  string `json:"path"`
		Bytes int64  `json:"bytes"`
		Hash  string `json:"hash"`
	}
	dataDialect struct {
		Delimiter      string `json:"delimiter"`
		LineTerminator string `json:"lineTerminator"`
		QuoteChar      string `json:"quoteChar"`
		DoubleQuote    bool   `json:"doubleQuote"`
		Header         bool   `json:"header"`
	}
	dataSchema struct {
		Fields        []dataField   `json:"fields"`
		MissingValues []string      `json:"missingValues"`
		PrimaryKey    []string      `json:"primaryKey,omitempty"`
		ForeignKeys   []dataForeign `json:"foreignKeys,omitempty"`
	}
	dataField struct {
		Name          string         `json:"name"`
		Type          string         `json:"type"`
		Format        string         `json:"format,omitempty"`
		Description   string         `json:"description"`
		Chinese       string         `json:"description_zh,omitempty"`
		Constraints   map[string]any `json:"constraints,omitempty"`
		MissingValues *[]string      `json:"missingValues,omitempty"`
		Unit          string         `json:"unit,omitempty"`
		UnitZH        string         `json:"unit_zh,omitempty"`
		Source        string         `json:"source,omitempty"`
		SourceZH      string         `json:"source_zh,omitempty"`
		ClickHouse    string         `json:"clickhouse_type,omitempty"`
	}
	dataForeign struct {
		Fields    []string      `json:"fields"`
		Reference dataReference `json:"reference"`
	}
	dataReference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

const (
	title  = "Government information disclosure in China: annual reports, their figures, and how they compare"
	rights = "Figures, dates, names and addresses are facts that public bodies print in reports which the law makes them publish (Regulation on Open Government Information, art. 49 and 50); " +
		"titles, sentences and texts are quoted from these reports and stay their agencies'. No licence is granted or claimed here by the program that wrote this package: whoever publishes it says under which terms."
)

// descriptor is datapackage.json.
func (p *pack) descriptor(dictionary []byte) ([]byte, error) {
	d := dataPackage{
		Profile: "tabular-data-package", Name: "gongkai", Title: title, Version: p.version(),
		Description: "Every public table of a Gongkai database, one resource a table. README.md says how the figures came about, what they can't show, and how to cite them.",
		Keywords:    []string{"政府信息公开", "政府信息公开工作年度报告", "freedom of information", "government transparency", "China"},
		Sources:     p.sources, Rights: rights,
		Data: dataState{p.state.Digest, p.newest(time.RFC3339), p.state.Captures, p.state.Reports, p.state.OldestParser, p.state.NewestParser, p.state.Method, p.state.ClickHouse},
	}
	present := map[string]bool{}
	for _, c := range p.copies {
		present[c.Name] = true
	}
	for _, c := range p.copies {
		if c.csv == nil {
			d.Profile = "data-package" // the tabular profile is of CSV alone
		}
		d.Resources = append(d.Resources, c.resource(present))
	}
	d.Resources = append(d.Resources, p.dictionaryResource(dictionary))
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return nil, fmt.Errorf("writing the descriptor: %w", err)
	}
	return b.Bytes(), nil
}

// version is the day of the newest capture, and which state of the data it is.
func (p *pack) version() string {
	return cmp.Or(p.newest("2006.1.2"), "0") + "+" + p.state.Digest
}

// newest is when the newest page was captured, UTC; empty where none was.
func (p *pack) newest(layout string) string {
	if p.state.NewestCapture == nil {
		return ""
	}
	return p.state.NewestCapture.UTC().Format(layout)
}

func (c copied) resource(present map[string]bool) dataResource {
	r := dataResource{Name: c.Name, Description: c.About, Chinese: c.Table.Chinese, Rows: c.rows, Schema: c.schema(present)}
	var parts []dataFile
	for _, f := range c.parquet {
		parts = append(parts, dataFile{f.Path, f.Bytes, "sha256:" + f.Hash})
	}
	if c.csv != nil {
		r.Profile, r.Path, r.Format, r.MediaType, r.Encoding = "tabular-data-resource", c.csv.Path, CSV, "text/csv", "utf-8"
		r.Bytes, r.Hash, r.Dialect, r.Parquet = c.csv.Bytes, "sha256:"+c.csv.Hash, dialect(), parts
		return r
	}
	r.Profile, r.Format, r.MediaType = "data-resource", Parquet, "application/vnd.apache.parquet"
	if len(parts) == 1 {
		r.Path, r.Bytes, r.Hash = parts[0].Path, parts[0].Bytes, parts[0].Hash
		return r
	}
	var paths []string
	for _, f := range parts {
		paths = append(paths, f.Path)
	}
	r.Path, r.Parquet = paths, parts
	return r
}

func dialect() *dataDialect { return &dataDialect{",", "\r\n", `"`, true, true} }

// schema leaves out references to tables that are not in the package.
func (t Table) schema(present map[string]bool) dataSchema {
	s := dataSchema{MissingValues: []string{""}, PrimaryKey: t.Key}
	for _, c := range t.Columns {
		s.Fields = append(s.Fields, c.field())
	}
	for _, r := range t.References {
		resource := r.Table
		switch {
		case r.Table == t.Name:
			resource = "" // of the table itself
		case !present[r.Table]:
			continue
		}
		s.ForeignKeys = append(s.ForeignKeys, dataForeign{r.Columns, dataReference{resource, r.ToColumn}})
	}
	return s
}

// field says what readers have to know of a column. Where nothing may be unknown an empty cell
// is an empty text.
func (c Column) field() dataField {
	f := dataField{Name: c.Name, Type: c.frictionless(), Description: c.About, Chinese: c.Chinese, Unit: c.Unit, UnitZH: c.UnitZH, Source: c.Source, SourceZH: c.SourceZH, ClickHouse: c.Type}
	if f.Type == "datetime" {
		f.Format = "any" // the default of version 1 has no fractions of a second
	}
	switch {
	case c.Nullable():
	case f.Type == "string":
		f.MissingValues = &[]string{}
	default:
		f.Constraints = map[string]any{"required": true}
	}
	return f
}

// frictionless is the type in Table Schema's words.
func (c Column) frictionless() string {
	t := c.bare()
	switch {
	case strings.HasPrefix(t, "Array("):
		return "array"
	case strings.HasPrefix(t, "Map("), strings.HasPrefix(t, "Tuple("):
		return "object"
	case strings.HasPrefix(t, "UInt"), strings.HasPrefix(t, "Int"):
		return "integer"
	case strings.HasPrefix(t, "Float"), strings.HasPrefix(t, "Decimal"):
		return "number"
	case strings.HasPrefix(t, "DateTime"):
		return "datetime"
	case strings.HasPrefix(t, "Date"):
		return "date"
	case t == "Bool":
		return "boolean"
	}
	return "string"
}

func (p *pack) dictionaryResource(text []byte) dataResource {
	sum := sha256.Sum256(text)
	r := dataResource{Profile: "tabular-data-resource", Name: "dictionary", Path: "dictionary.csv", Description: "the columns of all tables: types, units, sources, descriptions", Chinese: "各表的列：类型、单位、来源、说明",
		Format: CSV, MediaType: "text/csv", Encoding: "utf-8", Bytes: int64(len(text)), Hash: "sha256:" + hex.EncodeToString(sum[:]), Dialect: dialect()}
	for _, c := range dictionaryColumns {
		r.Schema.Fields = append(r.Schema.Fields, dataField{Name: c.name, Type: c.kind, Description: c.about, Chinese: c.chinese})
	}
	for _, c := range p.copies {
		r.Rows += uint64(len(c.Columns))
	}
	r.Schema.MissingValues, r.Schema.PrimaryKey = []string{""}, []string{"table", "column"}
	return r
}
