package disclosure

import "time"

// Hold is a time in which a host is not asked for anything, in any crawl: it showed a
// challenge page, asked for a stop, or its robots.txt failed. What would have been asked is
// recorded with the outcome, so that the reports behind it are unknown and not missing.
type Hold struct {
	Host    string // name of the machine: without www., with a port on loopback and where only its robots.txt failed
	SiteID  string // whose crawl met it
	Since   time.Time
	Until   time.Time
	Outcome string // of what is not asked: blocked, refused, unreachable
	Failure Failure
	Why     string
	Reason  Reason    // Why as a code
	Lifted  time.Time // when somebody lifted it; zero: nobody did
}

// Lift is somebody's word that a host need not be left alone any more. It ends the holds that
// began before it; they stay as they are, as evidence.
type Lift struct {
	Host   string
	At     time.Time
	By     string
	Reason string
}
