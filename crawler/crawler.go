package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/disclosure"
)

// Archive is where captures go and what a crawl knows of the past. Its methods are called
// from several goroutines at once. The crawl writes in an order that leaves no gap wherever
// it is killed: a capture before the walk that counts it, every walk before the crawl.
type Archive interface {
	// Lease makes this process the only one that crawls the site, or asks the machine, until
	// release is called; its error says who does already. The context ends when that can no longer be promised.
	Lease(ctx context.Context, name string) (held context.Context, release func(), err error)
	// OpenCrawl goes on with the unfinished crawl of the site, or begins a new one.
	OpenCrawl(ctx context.Context, siteID string, started time.Time) (disclosure.Crawl, error)
	// Known returns, by address, the last capture with a body of the site's every address, of
	// robots.txt too; Body is not filled.
	Known(ctx context.Context, siteID string) (map[string]disclosure.Capture, error)
	// Missing returns the last captures of the reports that the last crawl of the site was not led
	// to any more and that are to be asked for once, to see what has become of them.
	Missing(ctx context.Context, siteID string, now time.Time) ([]disclosure.Capture, error)
	// Sought returns the reports that were due, that the lists of the site did not name on at least
	// two days, the first one 60 days ago, and that its search has not been asked for lately; and the
	// reports of the same agencies that it shows.
	Sought(ctx context.Context, siteID string, now time.Time) ([]disclosure.Sought, []disclosure.Shown, error)
	// KeepSearch keeps what the site's own search said of a report, the same one of the same crawl
	// twice like once. It may buffer, behind the captures that were kept before.
	KeepSearch(ctx context.Context, s disclosure.Search) error
	// Body returns a body that was kept.
	Body(ctx context.Context, sha256 string) ([]byte, error)
	// Bodies returns those of several that were kept, by their names.
	Bodies(ctx context.Context, sha256 []string) (map[string][]byte, error)
	// Keep keeps a capture, the same one twice like once. It may buffer.
	Keep(ctx context.Context, c disclosure.Capture) error
	// KeepWalk keeps what became of a list, the same one twice like once. It may buffer, behind
	// the captures that were kept before.
	KeepWalk(ctx context.Context, w disclosure.Walk) error
	// Holds returns the hosts that are left alone at a moment, and those that would be were their
	// holds not lifted; KeepHold keeps one at once, the same one twice like once.
	Holds(ctx context.Context, at time.Time) ([]disclosure.Hold, error)
	KeepHold(ctx context.Context, h disclosure.Hold) error
	// CloseCrawl writes what is buffered and then, last of all, that the crawl is finished.
	CloseCrawl(ctx context.Context, c disclosure.Crawl) error
}

// Reader says what pages are; the crawler itself never looks into one. Both methods are
// called from several goroutines at once.
type Reader interface {
	// Page says where a page leads. The capture has its Body.
	Page(c disclosure.Capture) disclosure.Page
	// Challenge names the anti-bot challenge that an answer is, "" where it is none.
	Challenge(c disclosure.Capture) string
}

// Config is what a Crawler works with. Archive and Reader are needed, all else has defaults.
type Config struct {
	Archive Archive
	Reader  Reader
	Contact string // mail or web address that the User-Agent names; needed wherever a site is not on loopback
	Version string // of the program, for the User-Agent
	// Others returns the sites that are crawled by themselves, this one maybe among them: none
	// of their hosts belongs to another. It is called from several goroutines; may be nil.
	Others   func() []disclosure.Site
	Parallel int  // sites that are walked at a time, those that wait for longer than a minute left out; 64
	Requests int  // requests that are under way at a time, of all sites; 32
	AnyHour  bool // full walks go on by day too; else a host that is not on this machine gets a light walk's requests then
	Wait     bool // for a site, or a machine, that another process is at; else that is an error
	// Busy reports whether an error of Archive.Lease says just that; may be nil.
	Busy   func(error) bool
	Limits Limits
	Spool  string // folder for long bodies while they are under way; the system\'s where empty
	// Resolve maps a host name to the address to connect to. What it names is connected to
	// even where it is a loopback address: it is how sample sites are reached by their names.
	Resolve func(host string) (addr string, ok bool)
	Clock   Clock
	Log     *slog.Logger
	Metrics prometheus.Registerer // nil: nothing is registered
	// Progress is told after every address of every site, from several goroutines; it must
	// not block.
	Progress func(Event)
	// Rests is told when the crawl of a site begins and ends to wait for longer than a minute,
	// while others may take its place. It must not block; may be nil.
	Rests func(siteID string, rests bool)
}

// Event is how far the crawl of a site has come.
type Event struct {
	Site    string
	URL     string    // what was dealt with last
	Outcome string    // what became of it
	Pages   int       // addresses dealt with
	Fetched int       // bodies received
	Queue   int       // addresses known and not yet dealt with
	Done    bool      // the crawl of the site is over
	Until   time.Time // the site waits until then: for the night, or for the end of a stop
}

// Crawler crawls sites. It may be used from several goroutines; all its crawls share the
// pace of a host.
type Crawler struct {
	Config
	gates     *gates
	addresses *addresses
	slots     slots
	requests  slots // a site waits for its pace most of the time, so these are fewer than the sites
	machines  machines
	metrics   *metrics
	jitter    func() float64
}

// New checks the configuration and registers the metrics.
func New(c Config) (*Crawler, error) {
	if c.Archive == nil || c.Reader == nil {
		return nil, errors.New("a crawler needs an Archive and a Reader")
	}
	if c.Contact != "" {
		if err := checkContact(c.Contact); err != nil {
			return nil, err
		}
	}
	if c.Clock == nil {
		c.Clock = wallClock{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Parallel <= 0 {
		c.Parallel = 64
	}
	if c.Requests <= 0 {
		c.Requests = 32
	}
	if c.Version == "" {
		c.Version = "dev"
	}
	c.Limits = c.Limits.withDefaults()
	if c.Spool != "" {
		sweepSpool(c.Spool)
	}
	m, err := newMetrics(c.Metrics)
	if err != nil {
		return nil, err
	}
	return &Crawler{Config: c, gates: newGates(c.Clock), addresses: newAddresses(), slots: newSlots(c.Parallel), requests: newSlots(c.Requests), metrics: m, jitter: rand.Float64}, nil
}

// Crawl walks one site: from its home page and its start columns over columns and lists to
// reports and their attachments. It returns the crawl with its counts. The error is the
// Archive's, the context's or one of the site's line; a site that does not answer is no
// error but a result, recorded in captures and walks. After an error the crawl stays
// unfinished, and the next one goes on where it ended. Where Config.Parallel crawls go on
// already, it waits for its turn.
func (c *Crawler) Crawl(ctx context.Context, site disclosure.Site) (disclosure.Crawl, error) {
	if err := c.slots.take(ctx); err != nil {
		return disclosure.Crawl{SiteID: site.ID}, fmt.Errorf("site %s: %w", site.ID, err)
	}
	return c.crawl(ctx, site)
}

// crawl walks a site in a slot that it gives back.
func (c *Crawler) crawl(ctx context.Context, site disclosure.Site) (disclosure.Crawl, error) {
	turn := newTurn(c.slots, func(rests bool) {
		if c.Rests != nil {
			c.Rests(site.ID, rests)
		}
	})
	defer turn.close()
	hosts, err := c.checkSite(&site)
	if err != nil {
		return disclosure.Crawl{SiteID: site.ID}, err
	}
	if home, err := canonical(nil, site.URL); err == nil {
		c.gates.sameMachine(home, hosts)
	}
	ctx, tenure, release, err := c.claim(ctx, site, hosts, turn)
	if err != nil {
		return disclosure.Crawl{SiteID: site.ID}, fmt.Errorf("site %s: %w", site.ID, err)
	}
	defer release()
	crawl, err := c.Archive.OpenCrawl(ctx, site.ID, c.Clock.Now().UTC())
	if err != nil {
		return crawl, fmt.Errorf("site %s: opening the crawl: %w", site.ID, err)
	}
	known, err := c.Archive.Known(ctx, site.ID)
	if err != nil {
		return crawl, fmt.Errorf("site %s: asking the archive for what is known: %w", site.ID, err)
	}
	missing, err := c.Archive.Missing(ctx, site.ID, c.Clock.Now().UTC())
	if err != nil {
		return crawl, fmt.Errorf("site %s: asking the archive for what is missing: %w", site.ID, err)
	}
	var sought []disclosure.Sought
	var shown []disclosure.Shown
	if len(known) > 0 {
		if sought, shown, err = c.Archive.Sought(ctx, site.ID, c.Clock.Now().UTC()); err != nil {
			return crawl, fmt.Errorf("site %s: asking the archive what is to be searched for: %w", site.ID, err)
		}
	}
	if err := c.recall(ctx, known); err != nil {
		return crawl, fmt.Errorf("site %s: %w", site.ID, err)
	}
	v := newVisit(ctx, c, site, hosts, crawl, known)
	v.turn, v.tenure = turn, tenure
	v.domain, v.missing, v.search = c.ownDomain(site), missing, newSearching(sought, shown)
	defer v.close()
	if err := v.run(); err != nil {
		if errors.Is(err, context.Canceled) {
			err = context.Cause(v.ctx) // why, where that is known: a lease that was lost
		}
		return v.crawl, fmt.Errorf("site %s: %w", site.ID, err)
	}
	v.finish()
	if err := c.Archive.CloseCrawl(ctx, v.crawl); err != nil {
		return v.crawl, fmt.Errorf("site %s: closing the crawl: %w", site.ID, err)
	}
	return v.crawl, nil
}
