package disclosure

import "net/url"

// Role is what a fetched address was fetched as.
type Role string

// The roles of a page in a walk.
const (
	RoleRobots     Role = "robots"
	RoleHome       Role = "home"       // the site's first page
	RoleColumn     Role = "column"     // a page on the way to annual reports: platform, department, column
	RoleList       Role = "list"       // a page of a list of annual reports
	RoleReport     Role = "report"     // a page that a list of annual reports names
	RoleAttachment Role = "attachment" // a document that a report page offers
	RoleSearch     Role = "search"     // an answer of the site's own search
	RoleFile       Role = "file"       // brought in from disk
)

// IsDocument reports whether a page in this role is to be read as a report.
func (r Role) IsDocument() bool { return r == RoleReport || r == RoleAttachment || r == RoleFile }

// Page is what a walk needs to know of a page: never a figure.
type Page struct {
	Family   string    // CMS family by its fingerprints: trs_wcm, hanweb_jcms, ucap, gkmlpt …, generic
	Role     Role      // what the page turned out to be
	SiteCode string    // of a home page: the ten digits that the site is registered under, the first six a division's
	Column   string    // name of the column, where it is a list
	Links    []Link    // where to go from here, in page order
	Next     []Request // further pages of the same list, by the family's own paging; or guesses at the next one
	Complete bool      // for a list: nothing of it is left out on this page and its Next
	Doubt    string    // why it is not complete, in words
	Reports  int       // for a list: its items whose titles are those of reports
	Pages    int       // for a list: how many pages its pager prints; 0 where it doesn't
	Total    int       // for a list: how many items all its pages have, as it says; 0 where it doesn't

	Search *SearchForm   // the site's own search, where the page offers it
	Found  *SearchAnswer // of an answer of that search: what it says of its results
}

// DoubtGone is the doubt about a page that says that it is not there, with status 200.
const DoubtGone = "the page says that it is not there, with status 200"

// DoubtShell is the doubt about a page that a script would have to fill.
const DoubtShell = "it shows nothing without a script"

// Link is an address worth walking to.
type Link struct {
	URL   string
	Text  string // the whole title: title= where the list cuts it
	Role  Role   // what it is expected to be: column, list, report, attachment
	Date  *Date  // the date that the list prints beside it: a claim
	Frame bool   // loaded by the page itself (iframe, embed)
	Aside bool   // stands in a menu or a side bar: no item of a list
}

// Request is a fetch that a page's own script would make.
type Request struct {
	Method string // GET or POST
	URL    string
	Form   url.Values // body of a POST
	JSON   string     // body of a POST that is no form
	Role   Role
	First  bool // asks for the list's first entries, which the page itself may show already
	Probe  bool // a guess, one of several: a page that isn't there is no lost page

	Template string // of a guess: what it makes of the list's address, such as index_1
}
