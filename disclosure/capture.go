package disclosure

import (
	"io"
	"os"
	"time"
)

// Capture is one fetch: what was asked, what came back, and when. Body is exactly what was
// received after content decoding; it is kept once by its SHA256. A large body is in File
// instead, so that it never stands in memory as a whole.
type Capture struct {
	ID          string // stable: of site, address, crawl, role and what was shown
	SiteID      string
	CrawlID     string
	URL         string
	FinalURL    string // after redirects
	ParentURL   string // the page that named it
	ListURL     string // first page of the list that named it: the walk that it belongs to
	Title       string // the link's text
	ListDate    *Date  // the date that the list prints beside the link
	Role        Role
	Family      string // CMS family of the page, where found
	FetchedAt   time.Time
	Status      int               // HTTP status, 0 where none came
	Outcome     string            // a FetchOutcome
	Error       string            // what went wrong, in words
	Failure     Failure           // and as a class; empty where nothing did
	Header      map[string]string // response headers that matter as evidence
	ContentType string
	SHA256      string // empty where there is no body
	Bytes       int64
	Body        []byte
	File        *os.File // the body, of Bytes bytes; who keeps the capture closes it
	ObtainedBy  string   // who brought it, where it came from disk
}

// Received reports whether the capture brings its body along.
func (c Capture) Received() bool { return len(c.Body) > 0 || c.File != nil }

// Head is the first bytes of a body, at most so many.
func (c Capture) Head(most int64) ([]byte, error) {
	if c.File == nil {
		return c.Body[:min(int64(len(c.Body)), most)], nil
	}
	return io.ReadAll(io.NewSectionReader(c.File, 0, min(c.Bytes, most)))
}

// Drop lets go of the body.
func (c *Capture) Drop() {
	if c.File != nil {
		_ = c.File.Close() // it was only read from
	}
	c.Body, c.File = nil, nil
}

// The outcomes of a fetch.
const (
	FetchOK          = "ok"
	FetchNotModified = "not_modified" // the body is the one captured before: 304, or with another status a page that this crawl has by another address
	FetchBlocked     = "blocked"      // a challenge page; Error holds its sign
	FetchRefused     = "refused"      // robots.txt forbids it; nothing was sent
	FetchNotFound    = "not_found"    // 404, 410
	FetchError       = "error"        // another status of 400 or more
	FetchUnreachable = "unreachable"  // no answer
	FetchTooLarge    = "too_large"    // over the cap: nothing is kept, nothing is cut
)

// Walk is what became of walking one list, or of not being able to.
type Walk struct {
	SiteID     string
	CrawlID    string
	URL        string // first page of the list or of the column that leads to it
	Name       string // as the link or the page calls it: names the agency where it is a department's
	State      string // complete, partial, blocked, refused, unreachable, error
	Reason     string // why it is not complete, in English
	Why        Reason // and as a code; empty where it is
	Family     string
	Pages      int
	Links      int // report links that it names
	StartedAt  time.Time
	FinishedAt time.Time
}

// The states of a walk. Only a complete walk may ever say that a report is not there.
const (
	WalkComplete    = "complete"
	WalkPartial     = "partial" // a page of the list could not be had
	WalkBlocked     = "blocked"
	WalkRefused     = "refused"
	WalkUnreachable = "unreachable"
	WalkError       = "error"
)

// SiteFiles is the id under which documents that were brought in from disk are kept; no site has it.
const SiteFiles = "files"

// Site is a county site: a line of sites.yaml.
type Site struct {
	ID           string
	Name         string // 黎川县人民政府
	DivisionCode string // GB/T 2260
	URL          string // home page
	Start        []string
	Pace         time.Duration // shortest time between two requests to one host
	Connections  int
	Hosts        []string
	Schedule     string
	AllowPrivate bool
	Certificate  string // broken: its certificate is known not to hold; empty: it must
	Budget       Budget
	Notes        string
}

// Budget is the most that one crawl of a site takes; a zero field means the usual.
type Budget struct {
	Pages int
	Bytes int64
	Time  time.Duration
}

// Crawl is one visit to a site. FinishedAt is zero while it runs, and stays so when it was
// killed: the next crawl then goes on with the same ID and fetches only what is missing.
type Crawl struct {
	ID         string
	SiteID     string
	StartedAt  time.Time
	FinishedAt time.Time
	Complete   bool // every list was walked to its end
	Pages      int
	Fetched    int
	Note       string   // what an operator should know, in English
	Why        []Reason // and as codes
}
