package dashboards

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
)

// evidence serves the archived document with the places of its figures marked, as something
// that can do nothing: see evidencePolicy. It is a picture for our frame: opened by itself it
// leads to the report's page.
func (s *server) evidence(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("report")
	version, err := whole(r.URL.Query(), "version", 1, maxVersions, 0)
	if r.Header.Get("Sec-Fetch-Dest") == "document" {
		http.Redirect(w, r, evidencePlace(languageOf(r), id, r.URL.Query().Get("figure"), version), http.StatusSeeOther)
		return
	}
	// Before anything else: an answer of "not modified" replaces the headers that a browser keeps.
	w.Header().Set("Content-Security-Policy", evidencePolicy)
	selected, wrong := param(r.URL.Query(), "figure", figurePattern)
	if err != nil || wrong != nil || !idPattern.MatchString(id) {
		s.fail(w, r, notFound("error.no_report"))
		return
	}
	if s.unchanged(w, r) {
		return
	}
	body, err := s.marked(r, id, version, selected)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(body)
}

// marked is the archived document with its marks. It stays the same while nothing is read or made current,
// so it is kept however many captures a crawl adds.
func (s *server) marked(r *http.Request, id string, version uint32, selected string) ([]byte, error) {
	key := ""
	if v, err := s.currentVersion(r.Context()); err == nil && v.Settled != "" {
		key = fmt.Sprintf("%s %s %d %s", v.Settled, id, version, selected)
		if kept, ok := s.documents.get(key, memoAge); ok {
			return kept.body, nil
		}
	}
	marks, err := s.marks(r, id, version)
	if err != nil {
		return nil, err
	}
	body, err := s.Evidence(r.Context(), id, version, marks, selected)
	if err != nil {
		return nil, err
	}
	body = aim(body)
	if key != "" {
		s.documents.put(keptPage{key: key, body: body})
	}
	return body, nil
}

// maxVersions bounds the number of a version in an address.
const maxVersions = 100_000

// evidencePlace is the page around an archived page: the report's, of a figure in a certain version the figure's.
func evidencePlace(l tongue, report, figure string, version uint32) string {
	if key, ok := strings.CutSuffix(figure, "."+cumulativeColumn); ok && figurePattern.MatchString(figure) {
		return address(l, place("/reports/", report)+"/figures/"+key, "column", cumulativeColumn)
	}
	if version > 0 && figurePattern.MatchString(figure) {
		return address(l, place("/reports/", report)+"/figures/"+figure, "version", version)
	}
	return address(l, place("/reports/", report), "figure", figure, "version", version)
}

// marks are the figures of the current version; of an earlier one, whose figures are its own, all.
func (s *server) marks(r *http.Request, id string, version uint32) ([]string, error) {
	if version > 0 {
		return nil, nil
	}
	var figures []FigureRow
	if err := s.Measures.Select(r.Context(), &figures, "report_figures", map[string]any{"report": id}); err != nil {
		return nil, err
	}
	var marks []string
	for _, f := range figures {
		marks = append(marks, figureKey(f.Indicator, f.Applicant))
	}
	return marks, nil
}

// aimID is what the frame's address names, for the browser to scroll to.
const aimID = "gongkai-aim"

// aimStyle has browsers that know it scroll to a point above and left of the chosen mark, as soon as the
// page is laid out at the size of its frame. Chromium runs a sandboxed frame in a process of its
// own, may lay it out before it knows that size, and scrolls to a fragment then: the mark came
// out thousands of pixels off. Elsewhere the fragment does it.
const aimStyle = "<style>#" + aimID + "{scroll-margin:30vh 6em}.gongkai-aim{display:none}@supports (scroll-initial-target: nearest) {#" + aimID +
	"{display:none}.gongkai-aim{display:inline-block;width:0;height:0;position:relative;top:-30vh;left:-6em;scroll-initial-target:nearest}td>.gongkai-aim,th>.gongkai-aim{float:left}}</style>"

// aim puts anchors into the chosen mark of an archived page, and the style that goes with them.
func aim(body []byte) []byte {
	chosen := []byte(`gongkai-mark-selected"`)
	at := bytes.Index(body, chosen)
	if at < 0 {
		return body
	}
	inside := bytes.IndexByte(body[at:], '>')
	if inside < 0 {
		return body
	}
	inside += at + 1
	body = bytes.Join([][]byte{body[:inside], []byte(`<span id="` + aimID + `"></span><span class="gongkai-aim"></span>`), body[inside:]}, nil)
	return bytes.Replace(body, []byte("</head>"), []byte(aimStyle+"</head>"), 1)
}
