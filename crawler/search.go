package crawler

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

// What no list of a site names may stand elsewhere on it: the site's own search is asked for it,
// last of all. A search is believed only where it finds another report of the same agency first,
// one that is there, asked for in the same words; so each agency costs one question more.

// mostQuestions is how many questions the search of a site is asked in one crawl, those that only
// prove that it works among them.
const mostQuestions = 10

// searching is what one crawl asks the site's own search. Its fields are guarded by visit.mu.
type searching struct {
	sought    []disclosure.Sought
	shown     []disclosure.Shown
	forms     map[string]*offered // by host:port
	questions int
	unasked   []disclosure.Search // what could not be asked for, and why
}

// offered is a form and the page that has it.
type offered struct {
	disclosure.SearchForm
	page *job
}

// inquiry is a question to the search: for a report that is sought, or first for one that is there.
type inquiry struct {
	form    *offered
	sought  disclosure.Sought
	control *control
	waiting []disclosure.Sought // asked for once the control is found; nil where the question is for what is sought
}

// control is a report that the search has to find, and how it did.
type control struct {
	disclosure.Shown
	capture string   // the answer's
	results []string // addresses, in their order
	empty   bool     // the answer also says that nothing was found
	ordered bool     // it stood first of many, though a newer one is there: they come by how well they fit
}

func newSearching(sought []disclosure.Sought, shown []disclosure.Shown) *searching {
	return &searching{sought: sought, shown: shown, forms: map[string]*offered{}}
}

// offers takes up the search that a page offers: the first one of a host that can be asked.
func (v *visit) offers(j *job, form *disclosure.SearchForm) {
	v.mu.Lock()
	defer v.mu.Unlock()
	host := hostPort(baseOf(j))
	if had := v.search.forms[host]; had == nil || had.Bar != "" && form.Bar == "" {
		v.search.forms[host] = &offered{*form, j}
	}
}

// askSearch queues the first question for each agency of which something is sought and, as far
// as titles tell, was not come upon. The caller holds v.mu.
func (v *visit) askSearch() {
	s := v.search
	sought := s.sought
	if s.sought = nil; len(sought) == 0 {
		return
	}
	named := v.namedReports()
	sought = slices.DeleteFunc(slices.Clone(sought), func(r disclosure.Sought) bool { return named[reportOf{r.AgencyID, r.FiscalYear}] })
	var agencies []string
	byAgency := map[string][]disclosure.Sought{}
	for _, r := range sought {
		if byAgency[r.AgencyID] == nil {
			agencies = append(agencies, r.AgencyID)
		}
		byAgency[r.AgencyID] = append(byAgency[r.AgencyID], r)
	}
	for _, agency := range agencies {
		if room := mostQuestions - s.questions - 1; room > 0 {
			its := byAgency[agency]
			v.askFor(its[:min(len(its), room)])
		}
	}
}

// reportOf is a report as its title tells it.
type reportOf struct {
	agency string
	year   int
}

// namedReports are the reports whose titles this crawl came upon.
func (v *visit) namedReports() map[reportOf]bool {
	all := map[reportOf]bool{}
	for _, c := range v.had {
		if !c.Role.IsDocument() {
			continue
		}
		if year, ok := disclosure.FiscalYearFromTitle(c.Title); ok {
			if _, agency, ok := disclosure.AgencyFromTitle(c.Title, v.division); ok {
				all[reportOf{agency.ID, year}] = true
			}
		}
	}
	return all
}

// askFor asks for a report of an agency that is there; what is sought of it waits for the answer.
// The caller holds v.mu.
func (v *visit) askFor(its []disclosure.Sought) {
	shown, ok := v.controlOf(its[0])
	if !ok {
		v.cannotAsk(its, shown, disclosure.SearchNoControl)
		return
	}
	form := v.formFor(shown)
	switch {
	case form == nil:
		v.cannotAsk(its, shown, disclosure.SearchNoForm)
	case form.Bar != "":
		v.cannotAsk(its, shown, form.Bar)
	case !v.inquire(&inquiry{form: form, sought: shown.Sought, control: &control{Shown: shown}, waiting: its}):
		v.cannotAsk(its, shown, disclosure.SearchElsewhere)
	default:
		v.search.questions += 1 + len(its)
	}
}

// controlOf is a report of the agency that this crawl has seen: of the nearest year, and not the
// newest where there is another.
func (v *visit) controlOf(sought disclosure.Sought) (disclosure.Shown, bool) {
	var fit []disclosure.Shown
	for _, s := range v.search.shown {
		if _, seen := v.had[s.URL]; seen && s.AgencyID == sought.AgencyID {
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 {
		return disclosure.Shown{}, false
	}
	distance := func(s disclosure.Shown) int {
		if s.Newest {
			return 1000
		}
		return max(s.FiscalYear-sought.FiscalYear, sought.FiscalYear-s.FiscalYear)
	}
	return slices.MinFunc(fit, func(a, b disclosure.Shown) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(a.FiscalYear, b.FiscalYear))
	}), true
}

// formFor is the search of the host that a report is on, or else of the site's home page.
func (v *visit) formFor(shown disclosure.Shown) *offered {
	for _, address := range []string{shown.URL, v.site.URL} {
		if u, err := canonical(nil, address); err == nil && v.search.forms[hostPort(u)] != nil {
			return v.search.forms[hostPort(u)]
		}
	}
	return nil
}

func (v *visit) cannotAsk(its []disclosure.Sought, shown disclosure.Shown, why string) {
	for _, r := range its {
		v.search.unasked = append(v.search.unasked, disclosure.Search{SiteID: v.site.ID, CrawlID: v.crawl.ID, Sought: r, Outcome: why, AskedAt: v.c.Clock.Now().UTC(), ControlURL: shown.URL})
	}
}

// keepUnasked keeps what could not be asked for, once nothing else is under way.
func (v *visit) keepUnasked() error {
	for _, s := range v.search.unasked {
		if err := v.c.Archive.KeepSearch(v.ctx, s); err != nil {
			return fmt.Errorf("keeping what could not be searched for: %w", err)
		}
	}
	return nil
}

// inquire queues a question, false where it would go to a host that is not the site's. A crawl
// whose budget is used up asks nothing any more. The caller holds v.mu.
func (v *visit) inquire(q *inquiry) bool {
	u, err := canonical(nil, q.form.address(wordsFor(q.sought)))
	if err != nil || !v.belongs(u) {
		return false
	}
	if v.queued < v.budget.Pages && v.transport.wire.Load() < v.budget.Bytes && v.c.Clock.Now().Sub(v.began) < v.budget.Time {
		v.add(&job{method: http.MethodGet, url: u, role: disclosure.RoleSearch, depth: 1, parent: q.form.page.key(), title: wordsFor(q.sought), asks: q})
	}
	return true
}

// wordsFor are the words that a report is asked for by: what it is called, as a rule.
func wordsFor(r disclosure.Sought) string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Agency, r.FiscalYear)
}

// address is where the form leads with some words.
func (f *offered) address(words string) string {
	fields := url.Values{f.Field: {f.encoded(words)}}
	for name, values := range f.Fixed {
		for _, value := range values {
			if name != f.Field {
				fields.Add(f.encoded(name), f.encoded(value))
			}
		}
	}
	return f.URL + "?" + fields.Encode()
}

// encoded is a text in the form's charset.
func (f *offered) encoded(text string) string {
	if f.Charset == "gb18030" {
		if gb, err := simplifiedchinese.GB18030.NewEncoder().String(text); err == nil {
			return gb
		}
	}
	return text
}
