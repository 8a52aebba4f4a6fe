package dashboards

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TextHitRow is a report whose text has the words that were searched for.
type TextHitRow struct {
	ReportID   string `ch:"report_id" json:"report_id"`
	AgencyID   string `ch:"agency_id" json:"agency_id"`
	Name       string `ch:"name" json:"name"`
	County     string `ch:"county" json:"county"`
	FiscalYear uint16 `ch:"fiscal_year" json:"fiscal_year"`
	ReadingID  string `ch:"reading_id" json:"reading_id"`
	Total      uint64 `ch:"total" json:"-"`
	More       bool   `ch:"-" json:"-"` // than Total: there are more, which nobody counted
}

// PassageRow has a passage of a reading for each word.
type PassageRow struct {
	ReadingID string   `ch:"reading_id" json:"reading_id"`
	Passages  []string `ch:"passages" json:"passages"`
}

// textHit is a report with its passages.
type textHit struct {
	TextHitRow
	Passages []string `json:"passages"`
}

const (
	searchNames    = 20  // agencies that the page shows
	searchTexts    = 20  // reports on a page
	searchWords    = 3   // words of a text
	passageBefore  = 30  // characters in front of a word
	passageLength  = 100 // characters of a passage
	searchFarthest = 10_000
)

// searchBody is what was found.
type searchBody struct {
	Query    string
	Places   []PlaceRow // to choose from
	County   string
	Year     uint16
	Found    []placeHit // counties, prefectures and provinces
	Code     string     // whose code was searched for
	Agencies []NameRow
	More     int // agencies that are not shown
	Names    map[string]string
	Words    []string
	Short    bool // no word is long enough for the texts
	Texts    []markedHit
	Part     stretch // of them
}

type placeHit struct{ Name, Href, Code string }

type markedHit struct {
	textHit
	Marked [][]markedPart
}

// markedPart is a part of a passage; Word says that it was searched for.
type markedPart struct {
	Text string
	Word bool
}

func (s *server) searchPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := ask(r)
	if err != nil {
		return page{}, err
	}
	b := searchBody{Query: strings.TrimSpace(q.Search), County: q.County, Year: q.Year}
	if b.Places, _, err = s.places(ctx, l, q.County); err != nil {
		return page{}, err
	}
	p := page{view: "search", title: l.say("search.title"), lead: l.say("search.empty"), county: q.County, year: q.Year}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	if b.Query == "" {
		p.body = b
		return p, nil
	}
	if err := s.findNames(ctx, l, &b); err != nil {
		return page{}, err
	}
	offset := min(q.Offset, searchFarthest)
	hits, err := s.findTexts(ctx, b.Query, q.County, q.Year, searchTexts, offset)
	if err != nil {
		return page{}, err
	}
	b.Words = searchedWords(b.Query)
	b.Short = len(b.Words) == 0
	b.Part = stretch{From: uint64(offset) + 1, To: uint64(offset) + uint64(len(hits))}
	for _, h := range hits {
		b.Part.Total, b.Part.Over = h.Total, h.More
		b.Texts = append(b.Texts, markedHit{h, marks(h.Passages, b.Words)})
	}
	turn := func(to uint32) string {
		return address(l, "/search", "q", b.Query, "county", q.County, "year", q.Year, "offset", to)
	}
	if offset > 0 {
		b.Part.Earlier = turn(offset - min(offset, searchTexts))
	}
	if b.Part.To < b.Part.Total || b.Part.Over && offset < searchFarthest {
		b.Part.Later = turn(offset + searchTexts)
	}
	lead := "search.lead"
	if b.Part.Over {
		lead = "search.lead_over"
	}
	p.lead = l.say(lead, b.Query, len(b.Found), len(b.Agencies)+b.More, b.Part.Total)
	if b.Short {
		p.lead = l.say("search.lead_names", b.Query, len(b.Found), len(b.Agencies)+b.More)
	}
	p.body = b
	return p, nil
}

// findNames looks for places and agencies.
func (s *server) findNames(ctx context.Context, l tongue, b *searchBody) error {
	b.Names = map[string]string{}
	for _, p := range b.Places {
		b.Names[p.County] = p.Name
	}
	for _, p := range l.placesMeant(b.Places, b.Query) {
		b.Found = append(b.Found, placeHit{p.Name, placeAddress(l, p.County), p.County})
	}
	b.Code = l.codeNote(b.Query)
	agencies, total, err := s.agenciesNamed(ctx, b.Query, b.County, searchNames)
	b.Agencies, b.More = agencies, total-len(agencies)
	return err
}

// searchedWords are the words of a search that texts can be asked for: of two characters or more.
func searchedWords(query string) []string {
	var words []string
	for _, w := range strings.Fields(query) {
		if utf8.RuneCountInString(w) >= 2 && len(words) < searchWords {
			words = append(words, w)
		}
	}
	return words
}

// pairsOf are the pairs of neighbouring characters of words, by which the index knows them.
func pairsOf(words []string) []string {
	var pairs []string
	for _, w := range words {
		runes := []rune(w)
		for i := range len(runes) - 1 {
			pairs = append(pairs, string(runes[i:i+2]))
		}
	}
	return pairs
}

// findTexts looks for reports with all the words, and gets the passages of those it returns.
func (s *server) findTexts(ctx context.Context, query, county string, year uint16, limit, offset uint32) ([]textHit, error) {
	hits := []textHit{}
	words := searchedWords(query)
	if len(words) == 0 {
		return hits, nil
	}
	params := map[string]any{"pairs": pairsOf(words), "word": words[0], "second": "", "third": "", "county": county}
	for i, name := range []string{"second", "third"} {
		if len(words) > i+1 {
			params[name] = words[i+1]
		}
	}
	done, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	rows, err := s.textHits(ctx, params, year, limit, offset)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(rows, passagesAtOnce) {
		of, err := s.passages(ctx, some, words)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			hits = append(hits, textHit{r, distinct(of[r.ReadingID])})
		}
	}
	return hits, nil
}

// foundRow is how many reports of a year have the words.
type foundRow struct {
	FiscalYear uint16 `ch:"fiscal_year"`
	Reports    uint64 `ch:"reports"`
}

// countedTexts is Config.CountedTexts where it is not told. So many times as many reports are looked into to count all of them.
const (
	countedTexts = 1000
	lookedInto   = 20
)

// countedRow is how many reports have the words, as far as they are counted, and which they are where all are.
type countedRow struct {
	Reports uint64 `ch:"reports"`
	Hits    string `ch:"hits"`
}

// rows are the hits, the newest year first, within a year in the order of their names.
func (r countedRow) rows() (all []TextHitRow, err error) {
	for line := range strings.Lines(r.Hits) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("a hit of a search has %d fields: %.200q", len(fields), line)
		}
		year, err := strconv.ParseUint(fields[0], 10, 16)
		if err != nil {
			return nil, fmt.Errorf("a hit of a search has no year: %w", err)
		}
		agency := strings.TrimSuffix(fields[1], "-"+fields[0]) // what stands before the year in the name of a report
		all = append(all, TextHitRow{ReportID: fields[1], AgencyID: agency, FiscalYear: uint16(year), ReadingID: fields[2]})
	}
	slices.SortFunc(all, func(a, b TextHitRow) int {
		return cmp.Or(cmp.Compare(b.FiscalYear, a.FiscalYear), cmp.Compare(a.ReportID, b.ReportID))
	})
	return all, nil
}

// textHits are the reports with the words that lie at an offset: counted by year, then looked for in the years that they are of,
// and named.
func (s *server) textHits(ctx context.Context, words map[string]any, year uint16, limit, offset uint32) ([]TextHitRow, error) {
	if words["county"] != "" {
		return s.hitsOfPlace(ctx, words, year, limit, offset)
	}
	params := with(words, "year", year)
	if longer(words) && offset <= searchFarthest {
		most := with(params, "word", "", "second", "", "third", "")
		var candidates []foundRow
		if err := s.Measures.Select(ctx, &candidates, "search_years", most); err != nil {
			return nil, err
		}
		switch reports := reportsOf(candidates); {
		case reports == 0:
			return nil, nil
		case reports > lookedInto*s.CountedTexts:
			return s.mostHits(ctx, params, candidates, limit, offset)
		}
	}
	var found []foundRow
	if err := s.Measures.Select(ctx, &found, "search_years", params); err != nil {
		return nil, err
	}
	var years []uint16
	var before, skipped, reports uint64
	from, end := uint64(offset), uint64(offset)+uint64(limit)
	for _, f := range found {
		switch {
		case before+f.Reports <= from:
			skipped += f.Reports
		case before < end:
			years, reports = append(years, f.FiscalYear), reports+f.Reports
		}
		before += f.Reports
	}
	if len(years) == 0 {
		return nil, nil
	}
	wanted := min(uint64(limit), reports-(from-skipped))
	rows, err := s.firstHits(ctx, with(words, "years", years, "limit", limit, "offset", uint32(from-skipped), "upto", ""), reports, wanted)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Total = before
	}
	return rows, s.nameHits(ctx, rows)
}

// longer reports whether a word has more than two characters, so that its pairs do not say that a text has it.
func longer(words map[string]any) bool {
	for _, name := range []string{"word", "second", "third"} {
		if utf8.RuneCountInString(words[name].(string)) > 2 {
			return true
		}
	}
	return false
}

func reportsOf(found []foundRow) uint64 {
	reports := uint64(0)
	for _, f := range found {
		reports += f.Reports
	}
	return reports
}

// mostHits are the reports with the words that lie at an offset, where too many may have them to be looked into: counted as far as CountedTexts.
func (s *server) mostHits(ctx context.Context, params map[string]any, candidates []foundRow, limit, offset uint32) (rows []TextHitRow, err error) {
	var counted []countedRow
	if err := s.Measures.Select(ctx, &counted, "search_counted", with(params, "most", s.CountedTexts+1)); err != nil {
		return nil, err
	}
	more := counted[0].Reports > s.CountedTexts
	if more {
		rows, err = s.newestHits(ctx, params, candidates, offset+limit)
	} else {
		rows, err = counted[0].rows()
	}
	if err != nil {
		return nil, err
	}
	total := counted[0].Reports
	switch at := int(offset + limit); {
	case more && len(rows) < at:
		total, more = uint64(len(rows)), false // the end was reached
	case more:
		total = max(s.CountedTexts, uint64(at)-1)
	}
	rows = rows[min(int(offset), len(rows)):min(int(offset+limit), len(rows))]
	for i := range rows {
		rows[i].Total, rows[i].More = total, more
	}
	return rows, s.nameHits(ctx, rows)
}

// newestHits looks for the reports with the words year by year, until there are as many as are wanted.
func (s *server) newestHits(ctx context.Context, params map[string]any, candidates []foundRow, wanted uint32) (rows []TextHitRow, err error) {
	words := maps.Clone(params)
	delete(words, "year")
	for _, of := range candidates {
		left := wanted - uint32(len(rows))
		some, err := s.firstHits(ctx, with(words, "years", []uint16{of.FiscalYear}, "limit", left, "offset", uint32(0), "upto", ""), of.Reports, uint64(left))
		if err != nil {
			return nil, err
		}
		if rows = append(rows, some...); len(rows) == int(wanted) {
			break
		}
	}
	return rows, nil
}

// hitsOfPlace are the same of a place. What it has is looked through once: to read its texts costs more than to put its reports in order.
func (s *server) hitsOfPlace(ctx context.Context, words map[string]any, year uint16, limit, offset uint32) (rows []TextHitRow, err error) {
	years := []uint16{}
	if year != 0 {
		years = append(years, year)
	}
	if err := s.Measures.Select(ctx, &rows, "search_texts", with(words, "years", years, "limit", limit, "offset", offset, "upto", "")); err != nil {
		return nil, err
	}
	return rows, s.nameHits(ctx, rows)
}

// nameHits says whose reports are.
func (s *server) nameHits(ctx context.Context, rows []TextHitRow) error {
	bodies, err := bodiesOf(ctx, s.Measures, eachOnce(rows, func(r TextHitRow) string { return r.AgencyID }))
	for i := range rows {
		rows[i].Name, rows[i].County = bodies[rows[i].AgencyID].Name, bodies[rows[i].AgencyID].County
	}
	return err
}

// manyReports have a word that most texts have: of a single year the first are looked for among the divisions that come first.
const manyReports = 2000

// fewPlaces are looked through at least: the first is a province, whose own offices are few.
const fewPlaces = 4

// firstHits asks for the reports of some years that are wanted, of those with the words. Where many may have them it asks for those before a
// division first, of which there should be several times as many as are wanted, then before a later one, and for all at last.
func (s *server) firstHits(ctx context.Context, params map[string]any, reports, wanted uint64) (rows []TextHitRow, err error) {
	if years := params["years"].([]uint16); len(years) == 1 && reports > manyReports {
		places, _, err := s.places(ctx, chinese, "")
		if err != nil {
			return nil, err
		}
		share := float64(uint64(params["offset"].(uint32))+wanted) / float64(reports)
		for at := int(4*share*float64(len(places))) + fewPlaces; at < len(places)/2; at *= 8 {
			rows = nil
			if err := s.Measures.Select(ctx, &rows, "search_texts", with(params, "upto", places[at].County)); err != nil || uint64(len(rows)) == wanted {
				return rows, err
			}
		}
	}
	rows = nil
	err = s.Measures.Select(ctx, &rows, "search_texts", params)
	return rows, err
}

// passagesAtOnce bounds the names in one question.
const passagesAtOnce = 1000

func (s *server) passages(ctx context.Context, of []TextHitRow, words []string) (map[string][]string, error) {
	var reports, readings []string
	for _, r := range of {
		reports, readings = append(reports, r.ReportID), append(readings, r.ReadingID)
	}
	var rows []PassageRow
	err := s.Measures.Select(ctx, &rows, "search_passages", map[string]any{"reports": reports, "readings": readings, "words": words, "before": uint16(passageBefore), "length": uint16(passageLength)})
	all := map[string][]string{}
	for _, p := range rows {
		all[p.ReadingID] = p.Passages
	}
	return all, err
}

// distinct drops passages that say again what one before says, and is [] where there is none.
func distinct(passages []string) []string {
	kept := []string{}
	for _, p := range passages {
		p = strings.Join(strings.Fields(p), " ")
		if !slices.Contains(kept, p) {
			kept = append(kept, p)
		}
	}
	return kept
}

// marks parts passages where the words stand.
func marks(passages, words []string) [][]markedPart {
	var all [][]markedPart
	for _, p := range passages {
		var parts []markedPart
		for p != "" {
			at, long := len(p), 0
			for _, w := range words {
				if i := strings.Index(p, w); i >= 0 && (i < at || i == at && len(w) > long) {
					at, long = i, len(w)
				}
			}
			if at > 0 {
				parts = append(parts, markedPart{p[:at], false})
			}
			if long > 0 {
				parts = append(parts, markedPart{p[at : at+long], true})
			}
			p = p[at+long:]
		}
		all = append(all, parts)
	}
	return all
}

// searchAnswer is a search as JSON.
type searchAnswer struct {
	Places   []PlaceRow `json:"places"`
	Agencies []NameRow  `json:"agencies"`
}

func askSearch(ctx context.Context, s *server, q question) (any, error) {
	if strings.TrimSpace(q.Search) == "" {
		return nil, badRequest("error.parameter", "q")
	}
	a := searchAnswer{Places: []PlaceRow{}, Agencies: []NameRow{}}
	places, _, err := s.places(ctx, chinese, q.County)
	if err != nil {
		return nil, err
	}
	query := strings.TrimSpace(q.Search)
	a.Places = append(a.Places, chinese.placesMeant(places, query)...)
	agencies, _, err := s.agenciesNamed(ctx, query, q.County, apiLimit)
	a.Agencies = append(a.Agencies, agencies...)
	return a, err
}

func askTexts(ctx context.Context, s *server, q question) (any, error) {
	if len(searchedWords(q.Search)) == 0 {
		return nil, badRequest("error.short_word")
	}
	return s.findTexts(ctx, q.Search, q.County, q.Year, q.Limit, q.Offset)
}
