package export

import (
	"bytes"
	_ "embed"
	"fmt"
	"text/template"
)

//go:embed README.md.tmpl
var readmeText string

var readmeTemplate = template.Must(template.New("README").Parse(readmeText))

// readme is what a person reads first.
func (p *pack) readme() ([]byte, error) {
	type row struct {
		Name, About  string
		Rows         uint64
		CSV, Parquet bool
		Parts        int
	}
	var rows []row
	for _, c := range p.copies {
		rows = append(rows, row{c.Name, c.About, c.rows, c.csv != nil, len(c.parquet) > 0, len(c.parquet)})
	}
	var b bytes.Buffer
	err := readmeTemplate.Execute(&b, map[string]any{
		"State": p.state, "Newest": p.newest("2006-01-02"), "Version": p.version(), "Tables": rows, "Rights": rights, "Program": p.options.Program,
		"Sites": len(p.sources), "Parsers": p.parsers(), "Method": number(p.state.Method, "no scores were computed"),
	})
	if err != nil {
		return nil, fmt.Errorf("writing the README: %w", err)
	}
	return b.Bytes(), nil
}

// parsers names the versions of the parser that read the reports.
func (p *pack) parsers() string {
	oldest, newest := number(p.state.OldestParser, "none"), number(p.state.NewestParser, "none")
	if oldest == newest {
		return newest
	}
	return oldest + " to " + newest
}

func number(n *uint32, otherwise string) string {
	if n == nil {
		return otherwise
	}
	return fmt.Sprint(*n)
}
