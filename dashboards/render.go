package dashboards

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"gongkai/disclosure"
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
	Body    any
}

// loadViews parses every page with the layout and the parts, once a language. The files are
// embedded and held by a test: a mistake in them is a mistake in the program.
func loadViews(assets map[string]asset) map[tongue]map[string]*template.Template {
	views := map[tongue]map[string]*template.Template{}
	for _, l := range tongues {
		base := template.Must(template.New("layout.html").Funcs(functions(l, assets)).ParseFS(templateFiles, "templates/layout.html", "templates/parts*.html"))
		views[l] = map[string]*template.Template{}
		files, _ := templateFiles.ReadDir("templates")
		for _, f := range files {
			name := strings.TrimSuffix(f.Name(), ".html")
			if name == "layout" || strings.HasPrefix(name, "parts") {
				continue
			}
			views[l][name] = template.Must(template.Must(base.Clone()).ParseFS(templateFiles, path.Join("templates", f.Name())))
		}
	}
	return views
}

// functions are what templates may call, bound to a language.
func functions(l tongue, assets map[string]asset) template.FuncMap {
	return template.FuncMap{
		"t":         l.say,
		"word":      l.word,
		"count":     l.count,
		"percent":   l.percent,
		"days":      l.days,
		"indicator": l.indicator,
		"when":      l.when,
		"day":       func(d Day) string { return known1(d.String()) },
		"date":      func(d disclosure.Date) string { return d.String() },
		"maybe":     func(s *string) string { return optional(s) },
		"url":       func(p string, pairs ...any) string { return address(l, p, pairs...) },
		"agency":    func(id string, pairs ...any) string { return address(l, place("/agencies/", id), pairs...) },
		"report":    func(id string, pairs ...any) string { return address(l, place("/reports/", id), pairs...) },
		"county":    func(code string, pairs ...any) string { return address(l, place("/counties/", code), pairs...) },
		"asset":     func(name string) string { return "/assets/" + name + "?v=" + assets[name].hash },
		"id":        domID,
		"lang":      l.tag,
		"list":      func(s ...string) []string { return s },
		"pair":      func(a, b any) pair { return pair{a, b} },
		"add":       func(a, b int) int { return a + b },
		"sub":       func(a, b int) int { return a - b },
		"item":      func(f frame, path, key string) item { return navigation(l, f, path, key) },
		"api": func(path string, pairs ...any) string {
			return address(chinese, path, append(pairs, "format", "csv")...)
		},
		"ruletitle": func(r disclosure.Rule) string { return ruleTitle(l, r) },
		"share":     func(v float64) string { return fmt.Sprintf("%.2f%%", v*100) },
		"slot":      func(i, n int) string { return fmt.Sprintf("%.3f%%", 100*float64(i)/float64(max(n, 1))) },
		"height":    barHeight,
		"groups":    groupByReport,
	}
}

// pair hands two things to a part.
type pair struct{ A, B any }

// item is a link of the navigation.
type item struct {
	Href, Name string
	Here       bool
}

// navigation keeps the place and year that the reader has chosen, where the page has them.
func navigation(l tongue, f frame, path, key string) item {
	i := item{Name: l.say(key), Here: f.Path == path, Href: address(l, path)}
	switch path {
	case "/", "/findings":
		i.Href = address(l, path, "county", f.County, "year", f.Year)
	case "/agencies":
		i.Href = address(l, path, "county", f.County)
	}
	return i
}

func ruleTitle(l tongue, r disclosure.Rule) string {
	if l == english {
		return r.TitleEN
	}
	return r.TitleZH
}

// barHeight places a bar of 0 to 100 on a ground of 38 units: its top, or its height. A zero is
// a thin line, so that it is told from a gap.
func barHeight(v float64, top bool) string {
	h := max(1, 36*v/100)
	if top {
		return fmt.Sprintf("%.2f", 38-h)
	}
	return fmt.Sprintf("%.2f", h)
}

// domID makes an HTML id of a figure's key.
func domID(key string) string { return "f-" + strings.ReplaceAll(key, ".", "--") }

func known1(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func optional(s *string) string {
	if s == nil {
		return "—"
	}
	return *s
}

// percent writes a share between 0 and 1 as whole percents.
func (l tongue) percent(share float64) string { return l.say("number.percent", int(share*100+0.5)) }

// when writes a moment in China's time, to the minute: deadlines are days there.
func (l tongue) when(t any) string {
	switch t := t.(type) {
	case *time.Time:
		if t == nil {
			return "—"
		}
		return t.In(disclosure.China).Format("2006-01-02 15:04")
	case time.Time:
		return t.In(disclosure.China).Format("2006-01-02 15:04")
	}
	return "—"
}

// days says how late a report is: an interval of signed days, either end may be unknown.
func (l tongue) days(low, high *int32) string {
	switch {
	case low == nil && high == nil:
		return l.say("days.unknown")
	case low != nil && high != nil && *low == *high:
		return l.oneDay(*low)
	case low == nil:
		return l.say("days.at_most", l.oneDay(*high))
	case high == nil:
		return l.say("days.at_least", l.oneDay(*low))
	}
	return l.say("days.between", l.oneDay(*low), l.oneDay(*high))
}

func (l tongue) oneDay(n int32) string {
	switch {
	case n > 0:
		return l.say("days.late", n)
	case n < 0:
		return l.say("days.early", -n)
	}
	return l.say("days.on_the_day")
}

// page answers with a page: the data's version first, so that a browser that has it is told so
// without a further question.
func (s *server) page(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := languageOf(r)
		if s.unchanged(w, r) {
			return
		}
		p, err := h(r.Context(), r, l)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.render(w, r, l, http.StatusOK, p)
	})
}

// render makes the whole page before a byte of it is sent, so that an error is still a status.
func (s *server) render(w http.ResponseWriter, r *http.Request, l tongue, status int, p page) {
	f := frame{page: p, Lang: l, Title: p.title, Lead: p.lead, Crumbs: p.crumbs, County: p.county, Year: p.year, Other: otherAddress(r, l), Path: r.URL.Path, Query: r.URL.Query().Get("q"), Program: s.Version, Body: p.body}
	if status == http.StatusOK {
		f.Version, _ = s.currentVersion(r.Context()) // the footer does without it where it can't be had
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
	_, _ = w.Write(b.Bytes())
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
