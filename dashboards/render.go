package dashboards

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/dashboards/bilingual"
)

//go:embed templates/*.html
var templateFiles embed.FS

// frame is what the layout shows around a page.
type frame struct {
	page
	Lang    tongue
	Title   string
	Lead    string
	Crumbs  []crumb
	County  string
	Year    uint16
	Other   string // the same address in the other language
	Path    string
	Query   string
	Version VersionRow
	Program string
	Terms   []term // words of the page that are explained there
	Still   bool   // it may run no script
	AsOf    *asOfNote
	Body    any
}

// loadViews parses every page with the layout and the parts, once a language and once in a program. The files are
// embedded and held by a test: a mistake in them is a mistake in the program.
var loadViews = sync.OnceValue(func() map[tongue]map[string]*template.Template {
	assets := loadAssets()
	views := map[tongue]map[string]*template.Template{}
	for _, l := range tongues {
		views[l] = map[string]*template.Template{}
	}
	var wait sync.WaitGroup
	for _, l := range tongues {
		wait.Go(func() { parseViews(views[l], l, assets) })
	}
	wait.Wait()
	return views
})

func parseViews(views map[string]*template.Template, l tongue, assets map[string]asset) {
	base := template.Must(template.New("layout.html").Funcs(functions(l, assets)).Funcs(figureFunctions(l)).Funcs(auditFunctions(l)).ParseFS(templateFiles, "templates/layout.html", "templates/parts*.html"))
	files, _ := templateFiles.ReadDir("templates")
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".html")
		if name == "layout" || strings.HasPrefix(name, "parts") {
			continue
		}
		view := template.Must(template.Must(base.Clone()).ParseFS(templateFiles, path.Join("templates", f.Name())))
		// What is escaped how is worked out as a template is first used, of whatever data: not while somebody waits for a page.
		var wrong *template.Error
		if errors.As(view.ExecuteTemplate(io.Discard, "layout.html", nil), &wrong) {
			panic(wrong)
		}
		views[name] = view
	}
}

// page answers with a page: the data's version first, so that a browser that has it is told so
// without a further question.
func (s *server) page(h handler) http.Handler {
	return s.keeping(func(w http.ResponseWriter, r *http.Request) {
		l := languageOf(r)
		p, err := h(r.Context(), r, l)
		if err == nil {
			path := r.URL.Path
			if p.view == "overview" { // of a county or a region too
				path = "/"
			}
			p, err = s.orEmpty(r.Context(), l, path, p)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.render(w, r, l, http.StatusOK, p)
	})
}

// render makes the whole page before a byte of it is sent, so that an error is still a status.
func (s *server) render(w http.ResponseWriter, r *http.Request, l tongue, status int, p page) {
	f := frame{page: p, Lang: l, Title: capital(p.title), Lead: capital(p.lead), Crumbs: p.crumbs, County: p.county, Year: p.year, Other: otherAddress(r, l), Path: r.URL.Path, Query: searched(r), Program: s.Version, Terms: l.termsOf(p.view), Body: p.body, Still: p.still}
	switch {
	case p.shows != nil:
		f.Version = *p.shows
	case status == http.StatusOK:
		f.Version, _ = s.currentVersion(r.Context()) // the footer does without it where it can't be had
	}
	if status == http.StatusOK {
		f.AsOf = s.noteOf(r)
	}
	var b bytes.Buffer
	if err := s.views[l][p.view].ExecuteTemplate(&b, "layout.html", f); err != nil {
		s.Log.ErrorContext(r.Context(), "a template failed", "view", p.view, "error", err)
		w.Header().Del("ETag")
		http.Error(w, l.say("error.failed"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", l.tag())
	w.WriteHeader(status)
	_, _ = w.Write(inLanguage(l, b.Bytes()))
}

// inLanguage is a page of a language with the words of the other one marked, as far as the templates could not know them.
func inLanguage(l tongue, page []byte) []byte {
	if l == english {
		return bilingual.Page(page)
	}
	return page
}

// capital begins a sentence with a capital letter, whatever word the data put first.
func capital(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// searched is what the header's field looked for; on other pages q= is something else.
func searched(r *http.Request) string {
	if r.URL.Path != "/search" && r.URL.Path != "/agencies" {
		return ""
	}
	return r.URL.Query().Get("q")
}

// otherAddress is the same address in the other language.
func otherAddress(r *http.Request, l tongue) string {
	u := url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath}
	q := r.URL.Query()
	q.Del("lang")
	if l == chinese {
		q.Set("lang", string(english))
	}
	u.RawQuery = q.Encode()
	return u.String()
}
