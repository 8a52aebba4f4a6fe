package dashboards

import "net/http"

// evidence serves the archived document with the places of its figures marked, as something
// that can do nothing: see evidencePolicy. It is a picture for our frame: opened by itself it
// leads to the report's page.
func (s *server) evidence(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("report")
	if r.Header.Get("Sec-Fetch-Dest") == "document" {
		http.Redirect(w, r, address(languageOf(r), place("/reports/", id), "figure", r.URL.Query().Get("figure")), http.StatusSeeOther)
		return
	}
	// Before anything else: an answer of "not modified" replaces the headers that a browser keeps.
	w.Header().Set("Content-Security-Policy", evidencePolicy)
	selected, err := param(r.URL.Query(), "figure", figurePattern)
	if err != nil || !idPattern.MatchString(id) {
		s.fail(w, r, notFound("error.no_report"))
		return
	}
	if s.unchanged(w, r) {
		return
	}
	var figures []FigureRow
	if err := s.Measures.Select(r.Context(), &figures, "report_figures", map[string]any{"report": id}); err != nil {
		s.fail(w, r, err)
		return
	}
	var marks []string
	for _, f := range figures {
		marks = append(marks, figureKey(f.Indicator, f.Applicant))
	}
	body, err := s.Evidence(r.Context(), id, marks, selected)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(body)
}
