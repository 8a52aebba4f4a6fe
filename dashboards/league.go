package dashboards

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// scored are the dimensions that have values; the others are context, see rates.
var scored = []string{"timeliness", "completeness", "consistency", "legal"}

// levels of agencies, as the filters name them.
var levels = []string{"province", "prefecture", "county", "township"}

var (
	dimensionPattern = regexp.MustCompile(`^(timeliness|completeness|consistency|handling|legal|proactive|originality)$`)
	levelPattern     = regexp.MustCompile(`^(province|prefecture|county|township)$`)
	familyPattern    = regexp.MustCompile(`^[a-z_]{1,40}$`)
	bandPattern      = regexp.MustCompile(`^([A-E]|none)$`)
	whichPattern     = regexp.MustCompile(`^(first|current)$`)
)

// leagueFilter says which agency-years are compared in what.
type leagueFilter struct {
	County, Dimension, Level, Family, Band string
	Year                                   uint16
	Offset                                 uint32
}

// leagueBody is agencies by band in one dimension and year.
type leagueBody struct {
	Filter     leagueFilter
	Dimensions []string
	Levels     []string
	Places     []PlaceRow
	Names      map[string]string // of counties by code
	Years      []uint16
	Bands      []bandCount
	Reasons    []BandRow // why others have no value
	Rows       []scoreView
	stretch
}

// bandCount is a band with the address of its agencies.
type bandCount struct {
	Band     string
	Agencies uint64
	Here     bool
	Address  string
}

// scoreView is a score as pages show it.
type scoreView struct {
	ScoreRow
	Small bool   // it rests on few cases: drawn hollow
	Words string // value and interval
	Peers string // the group in words
	Facts string // the counts that it rests on
}

// leagueQuery reads the filter of an address; without a year it is the newest of those given.
func leagueQuery(r *http.Request, years []uint16) (leagueFilter, error) {
	q := r.URL.Query()
	var f leagueFilter
	var err error
	for _, p := range []struct {
		name    string
		pattern expression
		into    *string
	}{{"county", countyPattern, &f.County}, {"dimension", dimensionPattern, &f.Dimension}, {"level", levelPattern, &f.Level}, {"family", familyPattern, &f.Family}, {"band", bandPattern, &f.Band}} {
		if *p.into, err = param(q, p.name, p.pattern); err != nil {
			return f, err
		}
	}
	if f.Dimension == "" {
		f.Dimension = "consistency"
	}
	if f.Year, err = year(q); err != nil {
		return f, err
	}
	if f.Year == 0 && len(years) > 0 {
		f.Year = slices.Max(years)
	}
	f.Offset, err = whole(q, "offset", 0, 10_000_000, 0)
	return f, err
}

// scoreYears are the years that have a score of a dimension in a county.
func (s *server) scoreYears(ctx context.Context, county string) ([]uint16, error) {
	known, err := s.knownYears(ctx, among{County: county})
	return known.years(), err
}

// leagueChoice reads the filter of an address, with what it may be chosen from.
func (s *server) leagueChoice(ctx context.Context, r *http.Request, l tongue) (f leagueFilter, places []PlaceRow, years []uint16, err error) {
	county, err := param(r.URL.Query(), "county", countyPattern)
	if err != nil {
		return f, nil, nil, err
	}
	if years, err = s.scoreYears(ctx, county); err != nil {
		return f, nil, nil, err
	}
	if f, err = leagueQuery(r, years); err != nil {
		return f, nil, nil, err
	}
	places, _, err = s.places(ctx, l, f.County)
	return f, places, years, err
}

// placeNames are the names of counties by their codes.
func placeNames(places []PlaceRow) map[string]string {
	names := map[string]string{}
	for _, p := range places {
		names[p.County] = p.Name
	}
	return names
}

func (s *server) leaguePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, places, years, err := s.leagueChoice(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := leagueBody{Filter: f, Dimensions: scored, Levels: levels, Places: places, Names: placeNames(places), Years: years}
	asked := map[string]any{"county": f.County, "agency": "", "dimension": f.Dimension, "level": f.Level, "family": f.Family,
		"band": f.Band, "which": "current", "year": f.Year, "limit": uint32(pageSize), "offset": f.Offset}
	bands, err := s.scoreBands(ctx, asked)
	if err != nil {
		return page{}, err
	}
	at := func(band string, offset uint32) string {
		return address(l, "/league", "dimension", f.Dimension, "year", f.Year, "county", f.County, "level", f.Level, "family", f.Family, "band", band, "offset", offset)
	}
	for _, n := range bands {
		if n.Band == "" {
			b.Reasons = append(b.Reasons, n)
			continue
		}
		b.Bands = append(b.Bands, bandCount{n.Band, n.Agencies, f.Band == n.Band, at(n.Band, 0)})
	}
	rows, err := s.scores(ctx, asked)
	if err != nil {
		return page{}, err
	}
	b.Rows = l.scores(rows)
	total := uint64(0)
	if len(rows) > 0 {
		total = rows[0].Total
	}
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string { return at(f.Band, offset) + "#list" })
	p := page{view: "league", title: l.say("league.title"), county: f.County, year: f.Year, body: b, lead: leagueLead(l, f, l.comparedOf(f, b.Names), bands)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// comparedOf says in words whose agencies are compared.
func (l tongue) comparedOf(f leagueFilter, names map[string]string) string {
	where := l.say("place.everywhere")
	if f.County != "" {
		if where = names[f.County]; where == "" {
			where = l.regionName(f.County)
		}
	}
	return l.whose(where, among{f.County, f.Level, f.Family})
}

// leagueLead says what the bands come to.
func leagueLead(l tongue, f leagueFilter, where string, bands []BandRow) string {
	var parts []string
	valued, missing := uint64(0), uint64(0)
	for _, b := range bands {
		switch b.Band {
		case "":
			missing += b.Agencies
			continue
		case "none":
			parts = append(parts, l.say("league.lead_same", b.Agencies))
		default:
			parts = append(parts, l.say("league.lead_band", b.Band, b.Agencies))
		}
		valued += b.Agencies
	}
	if valued == 0 {
		return l.say("league.lead_nothing", strconv.Itoa(int(f.Year)), l.word("dimension", f.Dimension), where)
	}
	return l.say("league.lead", strconv.Itoa(int(f.Year)), l.word("dimension", f.Dimension), valued, strings.Join(parts, l.say("join.list")), missing, where)
}

// scores puts scores in words.
func (l tongue) scores(rows []ScoreRow) []scoreView {
	var views []scoreView
	for _, r := range rows {
		v := scoreView{ScoreRow: r, Peers: l.peers(r.PeerGroup), Facts: l.facts(r.Detail)}
		places := 2
		if r.Dimension == "consistency" { // a cell of some hundreds makes a difference
			places = 3
		}
		write := func(x float64) string { return strconv.FormatFloat(x, 'f', places, 64) }
		if r.Value != nil {
			v.Words = write(*r.Value)
		}
		if r.Low != nil && r.High != nil {
			v.Words += l.say("league.interval", write(*r.Low), write(*r.High))
		}
		if n, ok := countOf(r.Detail, "n="); ok {
			v.Small = n < smallSample
		}
		views = append(views, v)
	}
	return views
}

// peers says who an agency is compared with.
func (l tongue) peers(group string) string {
	parts := strings.Split(group, "|")
	if len(parts) != 5 {
		return l.say("league.no_peers")
	}
	var words []string
	for i, prefix := range []string{"form_name", "level", "family", "scope", ""} {
		switch {
		case parts[i] == "*" || parts[i] == "":
		case strings.HasPrefix(parts[i], "*"): // families together, since there are too few of one
			words = append(words, l.word("peers", parts[i][1:]))
		case prefix == "":
			words = append(words, parts[i])
		default:
			words = append(words, l.word(prefix, parts[i]))
		}
	}
	return strings.Join(words, l.say("join.clause"))
}

// facts puts the counts behind a score in words: what is absent, and what it was counted from.
func (l tongue) facts(detail []string) string {
	var parts []string
	if n, ok := countOf(detail, "n="); ok {
		x, _ := countOf(detail, "x=")
		parts = append(parts, l.say("league.of", x, n))
	}
	if low, high := daysOf(detail, "days_late_low="), daysOf(detail, "days_late_high="); low != nil || high != nil {
		parts = append(parts, l.days(low, high))
	}
	for _, d := range detail {
		for _, kind := range []string{"absent", "unknown"} {
			if item, ok := strings.CutPrefix(d, kind+":"); ok {
				parts = append(parts, l.say("league."+kind, l.word("item", item)))
			}
		}
	}
	return strings.Join(parts, l.say("join.list"))
}

// daysOf finds days of lateness; nil where they are not named.
func daysOf(detail []string, name string) *int32 {
	n, ok := countOf(detail, name)
	if !ok {
		return nil
	}
	d := int32(n)
	return &d
}

func countOf(detail []string, name string) (int64, bool) {
	for _, d := range detail {
		if text, ok := strings.CutPrefix(d, name); ok {
			n, err := strconv.ParseInt(text, 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}
