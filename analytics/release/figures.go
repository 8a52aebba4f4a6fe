package release

import (
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/parcel"
)

// Figure is a figure as a release has it. Numbers are as its table prints them; nil is an unknown.
type Figure struct {
	ReportID   string  `json:"report_id"`
	Indicator  string  `json:"indicator"`
	Applicant  string  `json:"applicant"`
	AgencyID   string  `json:"agency_id"`
	FiscalYear string  `json:"fiscal_year"`
	Form       string  `json:"form"`
	Scope      string  `json:"scope"`
	Value      *string `json:"value"`
	Unit       string  `json:"unit"`
	State      string  `json:"state"`
	Raw        string  `json:"raw"`
	Confidence string  `json:"confidence"`
	Evidence   string  `json:"evidence"`
}

var figureColumns = []string{"report_id", "indicator", "applicant", "agency_id", "fiscal_year", "form", "scope", "value", "unit", "state", "raw", "confidence", "evidence"}

func (t *table) figure() Figure {
	text := func(column string) string { return strings.Clone(t.get(column)) }
	f := Figure{ReportID: text("report_id"), Indicator: text("indicator"), Applicant: text("applicant"), AgencyID: text("agency_id"), FiscalYear: text("fiscal_year"), Form: text("form"),
		Scope: text("scope"), Unit: text("unit"), State: text("state"), Raw: text("raw"), Confidence: text("confidence"), Evidence: text("evidence")}
	if value := text("value"); value != "" {
		f.Value = &value
	}
	return f
}

// indexEvery is about how many rows of figures lie between two marks of the index.
const indexEvery = 512

// index writes into a folder where in the table of figures of dir reports begin, so that others find one without reading all and
// without thinking of how a table is written.
func index(dir, to string) error {
	t, err := openTable(dir, "figures", figureColumns...)
	if err != nil {
		return err
	}
	defer t.close()
	out, err := parcel.Create(to, indexFile, rights)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	last, marked := "", uint64(0)
	err = errors.Join(w.Write([]string{"report_id", "offset"}))
	for offset := t.reader.InputOffset(); err == nil; offset = t.reader.InputOffset() {
		var more bool
		if more, err = t.next(); err != nil || !more {
			break
		}
		id := t.get("report_id")
		if id != last && (last == "" || t.rows-marked >= indexEvery) {
			err = w.Write([]string{id, strconv.FormatInt(offset, 10)})
			marked = t.rows
		}
		if id != last {
			last = strings.Clone(id)
		}
	}
	w.Flush()
	_, closed := out.Close()
	return errors.Join(err, w.Error(), closed)
}

// Lookup gives the figures of a report in a release, in the order of the table; none where the
// release has no such report. Nothing is checked: Check does that.
func Lookup(dir, reportID string) (found []Figure, err error) {
	t, err := openTable(dir, "figures", figureColumns...)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if err := t.seek(reportID); err != nil {
		return nil, err
	}
	for {
		more, err := t.next()
		if err != nil || !more {
			return found, err
		}
		switch strings.Compare(t.get("report_id"), reportID) {
		case 0:
			found = append(found, t.figure())
		case 1:
			return found, nil
		}
	}
}

// book looks figures up one by one, and a report once.
type book struct {
	dir   string
	known map[string][]Figure
}

// figure is nil where the release has none of the name.
func (b *book) figure(report string, k disclosure.Key) (*Figure, error) {
	found, asked := b.known[report]
	if !asked {
		var err error
		if found, err = Lookup(b.dir, report); err != nil {
			return nil, err
		}
		if b.known == nil {
			b.known = map[string][]Figure{}
		}
		b.known[report] = found
	}
	i := slices.IndexFunc(found, func(f Figure) bool { return f.Indicator == k.Indicator && f.Applicant == string(k.Applicant) })
	if i < 0 {
		return nil, nil
	}
	return &found[i], nil
}
