package dashboards

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/dashboards/chart"
)

// drawing is a chart that can be taken away: the same function draws it for its page, for its files
// and for the pages of others.
type drawing struct {
	name   string
	params []string // what its addresses may carry
	page   func(l tongue, q chartQuestion, pairs ...any) string
	draw   func(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error)
}

// chartQuestion is what a chart's address asks, validated.
type chartQuestion struct {
	question
	Group    string   // peers, as scores name them
	Agencies []string // that are compared, or codes of counties
	shown    int      // rows of the table that are put in words, the others are counted; 0: all
}

// drawings is every chart.
func drawings() []drawing {
	return slices.Concat(overviewDrawings(), compareDrawings(), agencyDrawings(), covariateDrawings())
}

func findDrawing(name string) (drawing, bool) {
	for _, d := range drawings() {
		if d.name == name {
			return d, true
		}
	}
	return drawing{}, false
}

// askChart reads the parameters of a chart; one that it does not have is refused.
func askChart(r *http.Request, d drawing) (chartQuestion, error) {
	for name := range r.URL.Query() {
		if name != "lang" && !slices.Contains(d.params, name) {
			return chartQuestion{}, badRequest("error.parameter", name)
		}
	}
	return chartQuestionOf(r)
}

func chartQuestionOf(r *http.Request) (chartQuestion, error) {
	q, err := ask(r)
	q.id = ""
	if err != nil {
		return chartQuestion{}, err
	}
	if err := covariateOf(&q, r.URL.Query().Get("of")); err != nil {
		return chartQuestion{}, err
	}
	ids, err := compareIDs(r.URL.Query())
	return chartQuestion{question: q, Group: r.URL.Query().Get("group"), Agencies: ids}, err
}

// pairs are the parameters of a chart's address, as address takes them.
func (d drawing) pairs(q chartQuestion) []any {
	all := map[string]any{"county": q.County, "year": q.Year, "agency": q.Agency, "rate": q.Rate, "level": q.Level, "family": q.Family, "group": q.Group, "agencies": strings.Join(q.Agencies, ",")}
	if q.Dataset != "" {
		all["of"] = covariateColumn{Dataset: q.Dataset, Name: q.Covariate}.Key()
	}
	var pairs []any
	for _, name := range d.params {
		if all[name] != nil {
			pairs = append(pairs, name, all[name])
		}
	}
	return pairs
}

// chartView is a chart as pages show it.
type chartView struct {
	chart.Chart
	Anchor                string
	Wide, Narrow          template.HTML // the drawing for a desk, and for a phone
	SVG, CSV, Page, Embed string        // addresses
	EmbedCode, Cite       string
	Said                  bool        // the sentence stands above the drawing: the page begins with it, or it is the title
	Rows                  []chart.Row // of the table, as far as the page shows it
	More                  int         // those that only the file has
}

const shownRows = 200

// chart draws a chart for a page.
func (s *server) chart(ctx context.Context, r *http.Request, l tongue, name string, q chartQuestion) (*chartView, error) {
	d, _ := findDrawing(name) // names are constants, held by a test
	q.shown = shownRows
	c, err := d.draw(ctx, s, l, q)
	if err != nil {
		return nil, err
	}
	return s.chartView(ctx, r, l, d, q, c)
}

func (s *server) chartView(ctx context.Context, r *http.Request, l tongue, d drawing, q chartQuestion, c chart.Chart) (*chartView, error) {
	v, err := s.currentVersion(ctx)
	if err != nil {
		return nil, err
	}
	pairs := d.pairs(q)
	c.Name, c.Language = d.name, l.tag()
	view := &chartView{Chart: c, Anchor: "chart-" + d.name, SVG: address(l, "/charts/"+d.name+".svg", pairs...), CSV: address(l, "/charts/"+d.name+".csv", pairs...),
		Embed: address(l, "/embed/"+d.name, pairs...), Page: d.page(l, q, pairs...) + "#chart-" + d.name}
	view.Wide = template.HTML(c.SVG(chart.Look{Width: chart.Wide})) //nolint:gosec // chart escapes all that it is given; its tests hold it
	if c.Twice() {
		view.Narrow = template.HTML(c.SVG(chart.Look{Width: chart.Narrow}))
	}
	view.Rows = c.Table.Rows[:min(len(c.Table.Rows), shownRows)]
	view.More = len(c.Table.Rows) - len(view.Rows) + c.Table.Left
	view.EmbedCode = `<iframe src="//` + r.Host + view.Embed + `" title="` + template.HTMLEscapeString(c.Title) + `" width="100%" height="640" loading="lazy"></iframe>`
	view.Cite = l.say("chart.cite", c.Title, v.Digest, "//"+r.Host+view.Page)
	return view, nil
}

// source is the line below a chart: where from, as of when, which versions.
func (s *server) source(ctx context.Context, l tongue) string {
	v, err := s.currentVersion(ctx)
	if err != nil || v.LastCrawl == nil {
		return l.say("chart.source_undated", cmp.Or(v.Digest, "—"), v.ParserVersion, strconv.Itoa(s.Method))
	}
	return l.say("chart.source", l.when(v.LastCrawl), v.Digest, v.ParserVersion, strconv.Itoa(s.Method))
}

// overviewAddress is the page of a place, or of everything.
func overviewAddress(l tongue, q chartQuestion, _ ...any) string {
	if q.County != "" {
		return placeAddress(l, q.County, "year", q.Year, "level", q.Level, "family", q.Family)
	}
	return address(l, "/", "year", q.Year, "level", q.Level, "family", q.Family)
}

// at is the page at a path with all that the chart's address carries.
func at(path string) func(l tongue, q chartQuestion, pairs ...any) string {
	return func(l tongue, _ chartQuestion, pairs ...any) string { return address(l, path, pairs...) }
}

func agencyAddress(l tongue, q chartQuestion, _ ...any) string {
	return address(l, place("/agencies/", q.Agency), "year", q.Year)
}

// whereName is a place as sentences name it.
func (s *server) whereName(ctx context.Context, l tongue, county string) (string, error) {
	_, selected, err := s.places(ctx, l, county)
	if err != nil || selected == nil {
		return l.say("place.everywhere"), err
	}
	return selected.Name, nil
}
