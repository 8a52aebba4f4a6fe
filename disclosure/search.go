package disclosure

import (
	"net/url"
	"time"
)

// SearchForm is the search of a site as one of its pages offers it.
type SearchForm struct {
	URL     string     // where it is sent, by GET
	Field   string     // that takes the words
	Fixed   url.Values // what is sent beside them
	Charset string     // in which it is sent: utf-8 or gb18030
	Bar     string     // why nobody without scripts can ask it: SearchScript or SearchCaptcha; empty where one can
}

// SearchAnswer is what a page of a search's results says of them; they themselves are its links.
type SearchAnswer struct {
	Empty   bool // says that nothing was found
	Total   int  // how many were found, as it says; 0 where it doesn't
	More    bool // others stand on further pages
	Captcha bool // wants a captcha first
}

// Sought is a report that was due, that the lists of a site did not name, and that the site's own
// search is to be asked for.
type Sought struct {
	AgencyID   string
	Agency     string // its name
	FiscalYear int
}

// Shown is a report that a site shows: a search that works finds it.
type Shown struct {
	Sought
	URL    string
	Newest bool // no report of the agency is newer: an order by date alone would put it first
}

// Search is what a site's own search said of a report that no list named.
type Search struct {
	SiteID  string
	CrawlID string
	Sought
	Outcome    string    // one of those below
	AskedAt    time.Time // when the answer came, or when it was clear that nobody can ask
	Words      string    // asked for
	URL        string    // of the answer; empty where nothing was asked
	CaptureID  string    // of the answer
	Hits       int       // results that the page of the answer shows
	ControlURL string    // the report that the search had to find
	Control    string    // the capture of the control's answer; empty where it was not asked
}

// The outcomes of a search. Only the first two say that the report is not there, and they are said
// only by a search that found a known report of the same agency right before.
const (
	SearchNothing = "nothing" // it says that it found nothing
	SearchOthers  = "others"  // all that it found is something else

	SearchFound     = "found"     // a result has the title of the report: it is fetched
	SearchUnclear   = "unclear"   // a result may be it: it is fetched
	SearchMore      = "more"      // results go on on further pages, in an order that is not known
	SearchSame      = "same"      // it answers the same whatever it is asked
	SearchControl   = "control"   // it did not find a report that is there
	SearchNoControl = "nocontrol" // the site showed no other report of the agency that could prove it
	SearchUnread    = "unread"    // its answer is not understood
	SearchNoForm    = "noform"    // no page offers a search
	SearchScript    = "script"    // only a script can ask it
	SearchCaptcha   = "captcha"   // it wants a captcha
	SearchElsewhere = "elsewhere" // it is on a host that is not the site's
	SearchBlocked   = "blocked"   // a challenge page came
	SearchRefused   = "refused"   // robots.txt forbids it
	SearchFailed    = "failed"    // no answer, or an error
)

// SaysAbsent reports whether an outcome says that the report is not there.
func SaysAbsent(outcome string) bool { return outcome == SearchNothing || outcome == SearchOthers }

// SearchOutcomes are all outcomes, those that say that the report is not there first.
func SearchOutcomes() []string {
	return []string{SearchNothing, SearchOthers, SearchFound, SearchUnclear, SearchMore, SearchSame, SearchControl, SearchNoControl, SearchUnread, SearchNoForm, SearchScript,
		SearchCaptcha, SearchElsewhere, SearchBlocked, SearchRefused, SearchFailed}
}
