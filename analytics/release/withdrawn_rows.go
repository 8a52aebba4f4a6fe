package release

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Gone are the reports of a release whose contents are withdrawn.
type Gone struct {
	Hidden []string // reports whose figures are hidden: with them goes whatever is a content of a single report
	Texts  []string // reports whose passages were removed
	Bodies []string // SHA-256 of the documents whose figures are hidden
}

func goneOf(documents []WithdrawnDocument) (g Gone) {
	for _, d := range documents {
		if d.Figures == "hide" {
			g.Hidden, g.Bodies = append(g.Hidden, d.Reports...), append(g.Bodies, d.SHA256)
		}
		if d.Texts {
			g.Texts = append(g.Texts, d.Reports...)
		}
	}
	for _, all := range []*[]string{&g.Hidden, &g.Texts, &g.Bodies} {
		slices.Sort(*all)
		*all = slices.Compact(*all)
	}
	return g
}

// withdrawing is what goes of a public table; it matches what pages as of a release hide (dashboards/withdrawn.go). Columns
// name reports; agencyYear stands for the report of a row's agency and year.
type withdrawing struct {
	hidden     []string // a row goes where one of these is a report whose figures are hidden
	bodies     []string // or one of these the SHA-256 of a document whose figures are hidden
	texts      []string // or one of these one whose texts were removed,
	kind       string   // if its kind is this one, where any is named
	emptyTexts []string // columns that are emptied where report_id is one whose texts were removed
	emptyHide  []string // or whose figures are hidden
}

const agencyYear = "agency_id-fiscal_year"

var (
	ofReport = withdrawing{hidden: []string{"report_id"}}
	// Changes of a release name figures of the one before, whose document the release itself need not have.
	ofChanges = withdrawing{hidden: []string{"report_id"}, bodies: []string{"old_sha256", "new_sha256"}}
	ofText    = withdrawing{hidden: []string{"report_id"}, texts: []string{"report_id"}}
	ofTexts   = withdrawing{hidden: []string{"report_id", "other_report_id"}, texts: []string{"report_id", "other_report_id"}}

	// Captures stay, since they are sealed; so do what was due, sums and scores over many reports, and what persons put on record.
	withdrawnTables = map[string]withdrawing{
		"figures": ofReport, "figures_additive": ofReport, "figures_history": ofReport, "cumulative_figures": ofReport, "cumulative_figures_history": ofReport, "series": ofReport, "government_ratios": ofReport,
		"findings": ofReport, "findings_history": ofReport, "checks_across": ofReport, "originality_inputs": ofReport, "reports_history": ofReport, "report_version_pairs": ofReport,
		"rates":        {hidden: []string{agencyYear}},
		"report_texts": ofText, "report_rewordings": ofText, "text_places": ofText, "text_pairs": ofTexts, "text_passages": ofTexts,
		"report_changes": {hidden: []string{"report_id"}, texts: []string{"report_id"}, kind: "sentence"},
		"reports":        {hidden: []string{"report_id"}, emptyTexts: []string{"problems", "improvements", "text_checks"}},
		"agency_years":   {emptyHide: []string{"received", "carried_in", "carried_out", "outcomes", "granted", "partial", "denied", "unable", "not_processed", "other"}},
	}
)

// withdrawable reports whether a file is ever written anew.
func withdrawable(file string) bool {
	return path.Dir(file) == PagesFolder || strings.HasPrefix(file, DataFolder+"/") || file == ChangesFile || file == indexFile
}

// tableOf is the table whose rows a file has; empty where it is none of those that anything is withdrawn from.
func tableOf(file string) (name string, parquet bool) {
	rest, csv := strings.CutPrefix(file, DataFolder+"/csv/")
	if !csv {
		rest, parquet = strings.CutPrefix(file, DataFolder+"/parquet/")
	}
	name, _, _ = strings.Cut(rest, ".")
	name, _, _ = strings.Cut(name, "/")
	if _, is := withdrawnTables[name]; !is || !csv && !parquet {
		return "", false
	}
	return name, parquet
}

// tally counts what was done to a table.
type tally struct{ rows, withdrawn, emptied uint64 }

// verdict says of a row whether it goes, and which of its columns are emptied.
func (w withdrawing) verdict(g Gone, get func(column string) string) (goes bool, empty []string) {
	in := func(columns, reports []string) bool {
		return slices.ContainsFunc(columns, func(c string) bool {
			id := ""
			if c == agencyYear {
				id = get("agency_id") + "-" + get("fiscal_year")
			} else {
				id = get(c)
			}
			_, is := slices.BinarySearch(reports, id)
			return is
		})
	}
	if in(w.hidden, g.Hidden) || in(w.bodies, g.Bodies) || in(w.texts, g.Texts) && (w.kind == "" || get("kind") == w.kind) {
		return true, nil
	}
	report := []string{"report_id"}
	if len(w.emptyTexts) > 0 && in(report, g.Texts) {
		empty = append(empty, w.emptyTexts...)
	}
	if len(w.emptyHide) > 0 && in(report, g.Hidden) {
		empty = append(empty, w.emptyHide...)
	}
	return false, empty
}

// emptyOf is what a column is emptied to: lists and texts that hold one are an empty list, a number is unknown.
func emptyOf(column string) string {
	if slices.Contains(withdrawnTables["reports"].emptyTexts, column) {
		return `"[]"`
	}
	return ""
}

// without copies a CSV table but for what goes. What stays keeps its bytes, quotes and all: an empty text is no unknown.
func (w withdrawing) without(g Gone, from io.Reader, to io.Writer) (n tally, err error) {
	in, out := bufio.NewReaderSize(from, 1<<20), bufio.NewWriterSize(to, 1<<20)
	head, err := rawRecord(in)
	if err != nil {
		return n, fmt.Errorf("it has no header: %w", err)
	}
	_, _ = out.Write(head) // an error of it comes with Flush
	at := map[string]int{}
	for i, f := range rawFields(head) {
		at[plain(f)] = i
	}
	for {
		record, err := rawRecord(in)
		if errors.Is(err, io.EOF) {
			return n, out.Flush()
		}
		if err != nil {
			return n, err
		}
		fields := rawFields(record)
		if len(fields) != len(at) {
			return n, fmt.Errorf("row %d has %d fields, the header %d", n.rows+n.withdrawn+1, len(fields), len(at))
		}
		goes, empty := w.verdict(g, func(column string) string {
			if i, there := at[column]; there {
				return plain(fields[i])
			}
			return ""
		})
		if goes {
			n.withdrawn++
			continue
		}
		n.rows++
		if changed := emptied(record, fields, at, empty); changed != nil {
			n.emptied++
			record = changed
		}
		_, _ = out.Write(record)
	}
}

// emptied is the record with columns emptied; nil where they are so already.
func emptied(record []byte, fields [][]byte, at map[string]int, columns []string) []byte {
	changed := false
	for _, c := range columns {
		if i, there := at[c]; there && string(fields[i]) != emptyOf(c) {
			fields[i], changed = []byte(emptyOf(c)), true
		}
	}
	if !changed {
		return nil
	}
	end := "\n"
	if bytes.HasSuffix(record, []byte("\r\n")) {
		end = "\r\n"
	}
	return append(bytes.Join(fields, []byte(",")), end...)
}

// rawRecord reads a record with its end of line; a line that ends within quotes goes on.
func rawRecord(in *bufio.Reader) (record []byte, err error) {
	for quotes := 0; ; {
		line, err := in.ReadBytes('\n')
		record = append(record, line...)
		quotes += bytes.Count(line, []byte(`"`))
		if errors.Is(err, io.EOF) && len(record) > 0 {
			return record, io.ErrUnexpectedEOF
		}
		if err != nil || quotes%2 == 0 {
			return record, err
		}
	}
}

// rawFields cuts a record, quotes and all.
func rawFields(record []byte) (all [][]byte) {
	record = bytes.TrimSuffix(bytes.TrimSuffix(record, []byte("\n")), []byte("\r"))
	begin, quoted := 0, false
	for i, c := range record {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			all, begin = append(all, record[begin:i:i]), i+1
		}
	}
	return append(all, record[begin:])
}

// plain is what a field says.
func plain(field []byte) string {
	if len(field) < 2 || field[0] != '"' {
		return string(field)
	}
	return strings.ReplaceAll(string(field[1:len(field)-1]), `""`, `"`)
}
