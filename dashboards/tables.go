package dashboards

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// SizeRow is how many rows a public table has.
type SizeRow struct {
	Table string `ch:"table" json:"table"`
	Rows  uint64 `ch:"rows" json:"rows"`
}

// tableAtOnce is how many whole tables are copied at a time.
const tableAtOnce = 2

// withheld are public tables that are not given as a whole: bodies are the agencies' pages, for
// which `gongkai warc` has the form.
var withheld = map[string]bool{"bodies": true}

// tableFile answers with a whole public table, as it is copied. What breaks off is cut.
func (s *server) tableFile(w http.ResponseWriter, r *http.Request) {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	kind := map[string]string{"csv": "text/csv; charset=utf-8; header=present", "parquet": "application/vnd.apache.parquet"}[format]
	if s.Table == nil || kind == "" || !tablePattern.MatchString(name) || withheld[name] {
		s.fail(w, r, notFound("error.no_page"))
		return
	}
	select {
	case s.copies <- struct{}{}:
		defer func() { <-s.copies }()
	default:
		s.fail(w, r, fault{http.StatusServiceUnavailable, "error.busy", nil})
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="gongkai-%s.%s"`, name, format))
	w.Header().Set("Cache-Control", "no-cache")
	out := &patient{ResponseWriter: w}
	err := s.copyTable(r.Context(), name, format, out)
	var wrong *QueryError
	switch {
	case err == nil:
	case out.begun:
		s.Log.Error("a download breaks off", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	default:
		w.Header().Del("Content-Disposition")
		if errors.As(err, &wrong) {
			err = badRequest("error.query", wrong.Text)
		}
		s.fail(w, r, err)
	}
}

func (s *server) copyTable(ctx context.Context, name, format string, w io.Writer) error {
	if format != "csv" {
		return s.Table(ctx, name, format, w)
	}
	from, to := io.Pipe()
	defer from.Close() // ends the copying where nobody reads on
	go func() { to.CloseWithError(s.Table(ctx, name, format, to)) }()
	return harmlessCSV(w, from)
}

// harmlessCSV copies a table; text that a spreadsheet would take for a formula becomes none.
func harmlessCSV(w io.Writer, r io.Reader) error {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	first, err := in.Read()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for line := first; err != io.EOF; line, err = in.Read() {
		if err != nil {
			return err
		}
		for i := range line {
			line[i] = harmless(line[i])
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// patient gives whoever goes on reading more time.
type patient struct {
	http.ResponseWriter
	begun bool
}

func (p *patient) Write(b []byte) (int, error) {
	p.begun = true
	_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(WritePatience))
	return p.ResponseWriter.Write(b)
}
