package dashboards

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// What a query from the web may take.
const (
	ConsoleSeconds = 10
	ConsoleRows    = 10_000
	consoleAtOnce  = 2        // queries at a time
	consoleBytes   = 16 << 20 // of an answer
	consoleShown   = 500      // rows of the page; CSV and JSON have all
	consoleLength  = 6_000    // bytes of a query, which is part of an address
)

// QueryError is what is wrong with a query, in the words of the database. It is for the reader.
type QueryError struct{ Text string }

// Error is the text.
func (e *QueryError) Error() string { return e.Text }

// sqlAnswer is what a query gives; a value that is not known is nil.
type sqlAnswer struct {
	Columns []sqlColumn `json:"columns"`
	Rows    [][]any     `json:"rows"`
}

type sqlColumn struct {
	Name string `json:"name"`
	Type string `json:"type"` // ClickHouse's own
}

// Number reports whether values stand at the right.
func (c sqlColumn) Number() bool {
	t := strings.TrimPrefix(strings.TrimPrefix(c.Type, "LowCardinality("), "Nullable(")
	return strings.HasPrefix(t, "Int") || strings.HasPrefix(t, "UInt") || strings.HasPrefix(t, "Float") || strings.HasPrefix(t, "Decimal")
}

// query runs one query when its turn comes.
func (s *server) query(ctx context.Context, sql string) (sqlAnswer, error) {
	var a sqlAnswer
	if len(sql) > consoleLength {
		return a, &QueryError{fmt.Sprintf("the query has %d bytes; an address can carry %d", len(sql), consoleLength)}
	}
	done, err := s.turn(ctx)
	if err != nil {
		return a, err
	}
	defer done()
	answer := &bounded{most: consoleBytes}
	if err := s.Query(ctx, sql, answer); err != nil {
		if answer.full {
			err = &QueryError{fmt.Sprintf("the answer is larger than %d MB: ask for fewer rows or columns", consoleBytes>>20)}
		}
		return a, err
	}
	return readAnswer(&answer.Buffer)
}

// turn waits until there is room for a costly question, and returns what gives it back.
func (s *server) turn(ctx context.Context) (done func(), err error) {
	return enter(ctx, s.turns)
}

// consolePatience is how long a query waits for its turn.
const consolePatience = 3 * time.Second

// bounded keeps an answer that is not too large.
type bounded struct {
	bytes.Buffer
	most int
	full bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		b.full = true
		return 0, errors.New("the answer is too large")
	}
	return b.Buffer.Write(p)
}

// readAnswer reads ClickHouse's JSONCompact; numbers stay exact.
func readAnswer(r io.Reader) (sqlAnswer, error) {
	var got struct {
		Meta []sqlColumn `json:"meta"`
		Data [][]any     `json:"data"`
	}
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	if err := decoder.Decode(&got); err != nil {
		return sqlAnswer{}, fmt.Errorf("reading the answer of a query: %w", err)
	}
	if got.Data == nil {
		got.Data = [][]any{}
	}
	return sqlAnswer{got.Meta, got.Data}, nil
}

// sqlCell is a value in the page's table.
type sqlCell struct {
	Text   string
	Null   bool
	Number bool
	Href   string // where the value names a thing with a page
}

func (l tongue) sqlCell(c sqlColumn, v any) sqlCell {
	cell := sqlCell{Text: plain(v), Null: v == nil, Number: c.Number()}
	id, text := v.(string)
	if !text || !idPattern.MatchString(id) {
		return cell
	}
	switch c.Name {
	case "report_id":
		cell.Href = address(l, place("/reports/", id))
	case "agency_id":
		cell.Href = address(l, place("/agencies/", id))
	}
	return cell
}

// plain writes a value as text: lists as JSON.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	}
	b, _ := json.Marshal(v) // it came from JSON
	return string(b)
}

// sqlBody is the console.
type sqlBody struct {
	Off      bool
	Query    string
	Error    string
	Busy     bool
	Answered bool
	Columns  []sqlColumn
	Rows     [][]sqlCell
	Total    int
	More     bool
	Address  string       // of the same answer in the API
	Asked    *exampleView // the example that was chosen
	Topics   []exampleTopic
}

// sqlPage shows a query and its answer. A query that fails is shown with what is wrong with it.
func (s *server) sqlPage(w http.ResponseWriter, r *http.Request) {
	l, sql := languageOf(r), strings.TrimSpace(r.URL.Query().Get("q"))
	w.Header().Set("Cache-Control", "no-store")
	b := sqlBody{Off: s.Query == nil, Query: sql}
	b.offer(l, s.Examples)
	status := http.StatusOK
	switch {
	case b.Off:
		status = http.StatusNotFound
	case sql != "":
		answer, err := s.query(r.Context(), sql)
		var wrong *QueryError
		switch {
		case errors.As(err, &wrong):
			status, b.Error = http.StatusBadRequest, wrong.Text
		case err != nil:
			s.fail(w, r, err)
			return
		default:
			b.show(l, answer)
		}
	}
	p := page{view: "sql", title: l.say("sql.title"), lead: l.say("sql.lead", ConsoleSeconds, ConsoleRows, consoleAtOnce), body: b}
	if b.Off {
		p.lead = l.say("sql.off")
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("data.title"), address(l, "/data")}, {Name: p.title}}
	s.render(w, r, l, status, p)
}

func (b *sqlBody) show(l tongue, a sqlAnswer) {
	b.Answered, b.Columns, b.Total = true, a.Columns, len(a.Rows)
	b.Address = "/api/v1/sql?q=" + url.QueryEscape(b.Query)
	b.More = len(a.Rows) > consoleShown
	for _, row := range a.Rows[:min(len(a.Rows), consoleShown)] {
		var cells []sqlCell
		for i, v := range row {
			cells = append(cells, l.sqlCell(a.Columns[i], v))
		}
		b.Rows = append(b.Rows, cells)
	}
}

// sqlAPI answers a query as JSON or CSV.
func (s *server) sqlAPI(w http.ResponseWriter, r *http.Request) {
	open(w)
	w.Header().Set("Cache-Control", "no-store")
	q := r.URL.Query()
	err := onlyThese(q, "q", "format")
	if err == nil {
		err = formatAllowed(q, endpoint{Table: true})
	}
	switch {
	case err != nil:
	case s.Query == nil:
		err = notFound("error.no_sql")
	case strings.TrimSpace(q.Get("q")) == "":
		err = badRequest("error.parameter", "q")
	}
	var a sqlAnswer
	if err == nil {
		a, err = s.query(r.Context(), strings.TrimSpace(q.Get("q")))
	}
	var wrong *QueryError
	if errors.As(err, &wrong) {
		err = badRequest("error.query", wrong.Text)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("X-Total-Count", strconv.Itoa(len(a.Rows)))
	if q.Get("format") == "csv" {
		a.writeCSV(w)
		return
	}
	writeJSON(w, http.StatusOK, a)
}

// writeCSV writes an answer as other tables are written.
func (a sqlAnswer) writeCSV(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
	w.Header().Set("Content-Disposition", `attachment; filename="gongkai-sql.csv"`)
	_, _ = io.WriteString(w, "\ufeff")
	out := csv.NewWriter(w)
	line := make([]string, len(a.Columns))
	for i, c := range a.Columns {
		line[i] = harmless(c.Name)
	}
	_ = out.Write(line)
	for _, row := range a.Rows {
		for i, v := range row {
			line[i] = harmless(plain(v))
		}
		_ = out.Write(line)
	}
	out.Flush()
}
