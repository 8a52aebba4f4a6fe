package dashboards

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"reflect"
	"strings"

	"gongkai/disclosure"
)

// download is a table that is being answered as CSV.
type download struct {
	w       *csv.Writer
	columns []column
}

// beginCSV begins a table. It starts with a byte order mark: without one Excel reads Chinese as
// the machine's own code page.
func beginCSV(w http.ResponseWriter, r *http.Request, columns []column) download {
	name := strings.Trim(strings.ReplaceAll(strings.TrimPrefix(r.URL.Path, "/api/v1/"), "/", "-"), "-")
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="gongkai-%s.csv"`, asciiName(path.Base(name))))
	_, _ = io.WriteString(w, "\ufeff")
	d := download{csv.NewWriter(w), columns}
	_ = d.w.Write(namesOf(columns))
	return d
}

// write adds rows. (Whoever went away gets nothing more; there is nobody to tell.)
func (d download) write(rows any) {
	v := reflect.ValueOf(rows)
	for i := range v.Len() {
		var line []string
		for _, f := range d.columns {
			line = append(line, cellText(v.Index(i).FieldByIndex(f.index).Interface()))
		}
		_ = d.w.Write(line)
	}
	d.w.Flush()
}

func asciiName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || (r < 128 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')) {
			return r
		}
		return '_'
	}, s)
}

// column is a field of a row as JSON names it.
type column struct {
	name     string
	index    []int
	kind     reflect.Type
	optional bool // left out of JSON where it is empty
}

// columnsOf lists the fields of a row in the order of its JSON; embedded rows are part of it.
func columnsOf(t reflect.Type) []column {
	var all []column
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "-" || name == "" {
			continue
		}
		all = append(all, column{name, f.Index, f.Type, options == "omitempty"})
	}
	return all
}

// cellText writes a value as the text of a cell: unknown is empty, which no known value is but
// empty text.
func cellText(v any) string {
	if s, ok := v.(string); ok {
		return harmless(s)
	}
	b, err := json.Marshal(v)
	if err != nil || string(b) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(b, &text) == nil {
		return harmless(text)
	}
	return string(b) // a number, or a list as JSON
}

// harmless keeps a spreadsheet from taking printed text for a formula.
func harmless(s string) string { return disclosure.SpreadsheetText(s) }
