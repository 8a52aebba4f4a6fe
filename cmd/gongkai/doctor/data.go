package doctor

import (
	"fmt"
	"strings"
	"time"

	"gongkai/disclosure"
)

// Schema is what was seen of the tables.
type Schema struct {
	Have, Want int
	Err        error // this program can't use them
}

// Check judges it.
func (s Schema) Check() Check {
	const name = "schema"
	switch {
	case s.Err != nil:
		return fail(name, "see Restore and Upgrade in doc/operations.md", "%v", s.Err)
	case s.Have == 0:
		return ok(name, "no tables yet: the first command that needs them makes them")
	case s.Have < s.Want:
		return warn(name, "gongkai backup DIR first; the next start of gongkai serve, or any command that opens the data, brings it up", "%d of %d: a migration is due", s.Have, s.Want)
	}
	return ok(name, "%d, current", s.Have)
}

// Data is what was seen of what was received, read and scored. Times are nil where there is none.
type Data struct {
	Parser        int
	Unread        uint64 // documents that this version of the parser has not read
	Behind        bool   // reports that pages do not show
	NewestCapture *time.Time
	NewestReading *time.Time
	ScoredAt      *time.Time
	Left          string // the database that a killed backup left; empty: none
}

// Checks judges it.
func (d Data) Checks() []Check {
	var all []Check
	if d.Left != "" {
		all = append(all, warn("backup", "the next gongkai backup drops it", "a backup that was killed left its snapshot (database %s), which keeps room on the disk", d.Left))
	}
	switch {
	case d.NewestCapture == nil:
		all = append(all, ok("reading", "nothing was captured yet"))
	case d.Unread > 0:
		all = append(all, warn("reading", "gongkai ingest reads them", "%d documents were not read by parser %d", d.Unread, d.Parser))
	default:
		all = append(all, ok("reading", "every document was read by parser %d", d.Parser))
	}
	switch {
	case d.NewestReading == nil:
		all = append(all, ok("scores", "nothing was read yet"))
	case d.ScoredAt == nil || d.Behind:
		all = append(all, warn("scores", "gongkai score; gongkai serve does it when it starts", "there are reports that pages do not show yet"))
	case d.ScoredAt.Before(*d.NewestReading):
		all = append(all, warn("scores", "gongkai score", "the newest reading (%s) is newer than the scores (%s)", inChina(*d.NewestReading), inChina(*d.ScoredAt)))
	default:
		all = append(all, ok("scores", "as of %s", inChina(*d.ScoredAt)))
	}
	return all
}

// Clock is what tells whether this machine's clock is right: deadlines are days in China, and a
// report's day is the day on which it was seen.
type Clock struct {
	Now      time.Time
	Built    time.Time  // when the program's source was committed; zero where it is not known
	Captured *time.Time // the newest capture
	Server   *time.Time // ClickHouse's own clock, asked now
}

// Clocks of machines that keep time differ by less; a question takes a moment, too.
const clockSkew = 5 * time.Second

// Check judges it.
func (c Clock) Check() Check {
	const name, do = "clock", "set the clock (timedatectl set-ntp true) before anything is crawled: days of publication and delays would be wrong"
	seen := inChina(c.Now) + " in China"
	switch {
	case c.Captured != nil && c.Now.Before(c.Captured.Add(-clockSkew)):
		return fail(name, do, "%s by this machine, which is before the newest capture (%s): the clock is behind, or was ahead then", seen, inChina(*c.Captured))
	case !c.Built.IsZero() && c.Now.Before(c.Built.Add(-24*time.Hour)):
		return fail(name, do, "%s by this machine, which is before this program was made (%s)", seen, inChina(c.Built))
	case c.Server != nil && c.Now.Sub(*c.Server).Abs() > clockSkew:
		return warn(name, "set both clocks: leases of crawls go by ClickHouse's, days of publication by this machine's", "%s by this machine, %s by ClickHouse", seen, inChina(*c.Server))
	}
	return ok(name, "%s", seen)
}

func inChina(t time.Time) string { return t.In(disclosure.China).Format("2006-01-02 15:04:05") }

// Sites is what was seen of the sites file.
type Sites struct {
	File     string // empty: none was named
	Number   int
	Err      error
	Warnings []string
	Contact  error // nobody could reach who crawls
}

// Checks judges it.
func (s Sites) Checks() []Check {
	if s.File == "" {
		return []Check{ok("sites file", "none is named, nothing is crawled on time")}
	}
	var all []Check
	switch {
	case s.Err != nil:
		return []Check{fail("sites file", "correct it; gongkai sites check FILE says everything that is wrong", "%s", oneLine(s.Err.Error()))}
	case len(s.Warnings) > 0:
		all = append(all, warn("sites file", "gongkai sites check "+s.File+" shows all", "%d sites, %d of its lines are probably not meant so: %s", s.Number, len(s.Warnings), oneLine(s.Warnings[0])))
	default:
		all = append(all, ok("sites file", "%s, %d sites", s.File, s.Number))
	}
	if s.Contact != nil {
		return append(all, fail("contact", "set --contact, or contact in the configuration: until then nothing is crawled", "%s", oneLine(s.Contact.Error())))
	}
	return append(all, ok("contact", "sites can reach who crawls them"))
}

// Crawls is what was seen of the last crawls.
type Crawls struct {
	Sites   int
	Failing []Failing
	Holds   []string // hosts that are left alone, and why
	Died    uint64   // processes that ended within a day while they crawled
}

// Failing is a site whose last crawl that ended walked no list to its end.
type Failing struct {
	Site    string
	Since   time.Time
	Failure string // class
}

// shown bounds what one line names.
const shown = 3

// Checks judges it.
func (c Crawls) Checks() []Check {
	var all []Check
	switch {
	case c.Sites == 0:
		all = append(all, ok("crawls", "no site was crawled yet"))
	case len(c.Failing) > 0:
		var said []string
		for _, f := range c.Failing {
			said = append(said, fmt.Sprintf("%s since %s (%s)", f.Site, inChina(f.Since)[:10], f.Failure))
		}
		all = append(all, warn("crawls", "the status page has the next step for each; reports behind them are unknown, never missing", "%d of %d sites fail: %s", len(c.Failing), c.Sites, some(said)))
	default:
		all = append(all, ok("crawls", "the last crawl of each of %d sites walked a list to its end", c.Sites))
	}
	if c.Died > 0 {
		all = append(all, warn("crawlers", "its log says why, or the kernel's (out of memory); the next crawl goes on where it was", "%d processes died within a day while they crawled", c.Died))
	}
	if len(c.Holds) > 0 {
		return append(all, warn("holds", "gongkai holds lists them; gongkai holds lift HOST --reason WHY where one is wrong", "hosts are left alone and their pages held back: %s", some(c.Holds)))
	}
	return append(all, ok("holds", "no host is left alone"))
}

// some joins the first.
func some(all []string) string {
	if len(all) > shown {
		return strings.Join(all[:shown], ", ") + fmt.Sprintf(" and %d more", len(all)-shown)
	}
	return strings.Join(all, ", ")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
