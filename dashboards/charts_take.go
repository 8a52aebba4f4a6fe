package dashboards

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"path"
	"strings"

	"gongkai/dashboards/chart"
)

// embedPolicy lets anybody frame a chart, which can do nothing there but show itself.
const embedPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"

// filePolicy is that of a drawing by itself.
const filePolicy = "default-src 'none'; frame-ancestors 'none'"

// chartFile answers with a drawing or with its table.
func (s *server) chartFile(w http.ResponseWriter, r *http.Request) {
	kind := path.Ext(r.PathValue("file"))
	d, ok := findDrawing(strings.TrimSuffix(r.PathValue("file"), kind))
	if !ok || kind != ".svg" && kind != ".csv" {
		s.fail(w, r, notFound("error.no_page"))
		return
	}
	s.takeChart(w, r, d, filePolicy, func(w http.ResponseWriter, _ *http.Request, l tongue, _ chartQuestion, c chart.Chart) error {
		name := `filename="gongkai-` + d.name + kind + `"`
		if kind == ".csv" {
			w.Header().Set("Content-Type", "text/csv; charset=utf-8; header=present")
			w.Header().Set("Content-Disposition", "attachment; "+name)
			_, err := w.Write(chartCSV(c))
			return err
		}
		w.Header().Set("Content-Type", "image/svg+xml; charset=utf-8")
		w.Header().Set("Content-Disposition", "inline; "+name)
		c.Language = l.tag()
		if c.Plot == nil { // a drawing that says so is better than none
			c.Title, c.Plot = c.Sentence, chart.Bars{}
		}
		_, err := w.Write([]byte(c.SVG(chart.Look{Width: chart.Wide, File: true})))
		return err
	})
}

// embed answers with a chart alone, for a frame on somebody's page.
func (s *server) embed(w http.ResponseWriter, r *http.Request) {
	d, ok := findDrawing(r.PathValue("name"))
	if !ok {
		s.fail(w, r, notFound("error.no_page"))
		return
	}
	s.takeChart(w, r, d, embedPolicy, func(w http.ResponseWriter, r *http.Request, l tongue, q chartQuestion, c chart.Chart) error {
		v, err := s.chartView(r.Context(), r, l, d, q, c)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := s.views[l]["embed"].ExecuteTemplate(&b, "embed", v); err != nil {
			return err
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, err = w.Write(inLanguage(l, b.Bytes()))
		return err
	})
}

// takeChart draws what an address asks and gives it to answer.
func (s *server) takeChart(w http.ResponseWriter, r *http.Request, d drawing, policy string, answer func(http.ResponseWriter, *http.Request, tongue, chartQuestion, chart.Chart) error) {
	l := languageOf(r)
	q, err := askChart(r, d)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Security-Policy", policy) // of "not modified" too, whose headers a browser keeps
	s.keeping(func(w http.ResponseWriter, r *http.Request) {
		c, err := d.draw(r.Context(), s, l, q)
		if err == nil {
			c, err = s.chartOrEmpty(r.Context(), l, c)
		}
		if err == nil {
			err = answer(w, r, l, q, c)
		}
		if err != nil {
			w.Header().Set("Content-Security-Policy", pagePolicy)
			s.fail(w, r, err)
		}
	})(w, r)
}

// chartCSV is the table of a chart, after lines that say what it is and where it is from.
func chartCSV(c chart.Chart) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	for _, line := range []string{c.Title, c.Subtitle, c.Sentence, c.Source} {
		b.WriteString("# " + strings.Join(strings.Fields(line), " ") + "\r\n")
	}
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	_ = w.Write(c.Table.Columns)
	for _, row := range c.Table.Rows {
		var cells []string
		for _, cell := range row.Cells {
			if cell == "—" {
				cell = "" // not known
			}
			cells = append(cells, harmless(machine(cell)))
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}
