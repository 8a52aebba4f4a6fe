package letters

import (
	"encoding/csv"
	"io"

	"gongkai/disclosure"
)

// CSV writes the office's table for spreadsheets: in UTF-8 with a byte order mark, without which Excel reads
// Chinese as the machine's own code page.
type CSV struct{ w *csv.Writer }

// NewCSV begins a table with its head.
func NewCSV(w io.Writer) (*CSV, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	t := &CSV{csv.NewWriter(w)}
	t.w.UseCRLF = true
	return t, t.Row(TableHead)
}

// Row adds a row; no text of it is taken for a formula.
func (t *CSV) Row(cells []string) error {
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = disclosure.SpreadsheetText(c)
	}
	return t.w.Write(safe)
}

// Close writes what is left.
func (t *CSV) Close() error {
	t.w.Flush()
	return t.w.Error()
}
