package profile

// Version is the version of the method: raised whenever the same captures may give other
// scores. A run of another version measures its peers anew.
const Version = 1

// The thresholds. All of them are choices [D]; what a real collection shows may change them.
const (
	halfLife          = 30   // days of lateness after which timeliness is ½: 1 day .977, 7 days .851, 90 days .125
	problemsAtLeast   = 60   // characters of the section on problems, below which it says nothing
	leastPeers        = 10   // agencies in a peer group; with fewer a wider one is taken, or none
	window            = 3    // fiscal years of a peer group, and of the decisions of legal soundness
	newReconsidering  = 2024 // first fiscal year under the reconsideration law in force from 2024-01-01
	familyDiscoveries = 0.05 // rate of false discoveries at which a page may speak of a conspicuous rate
)

// dimension is one of the seven, with the weight that a reader may start from and the difference
// between values below which two agencies count as alike when they are banded.
type dimension struct {
	Name   string
	Weight float64 // offered, never applied: a total is the reader's, with the coverage beside it
	Margin float64
}

// Dimensions are in the order of the profile.
var Dimensions = []dimension{
	{"timeliness", 0.25, 0.05},   // a day or two make no difference
	{"completeness", 0.25, 0.05}, // a sentence that may have been missed makes none, a section does
	{"consistency", 0.25, 0.005}, // half a cell of a hundred
	{"handling", 0, 0},           // context: no merit without the mix of cases
	{"legal", 0.25, 0.05},
	{"proactive", 0, 0},   // context: more penalties is not more transparency
	{"originality", 0, 0}, // until calibrated on pairs that people judged
}

// marginOf is the margin of a measure; shares that are no dimension are not banded.
func marginOf(measure string) float64 {
	for _, d := range Dimensions {
		if d.Name == measure {
			return d.Margin
		}
	}
	return 0
}
