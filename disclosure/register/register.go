package register

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"gongkai/disclosure"
)

// County is the register of one division: what a person says of its agencies.
type County struct {
	Division disclosure.Division `json:"division"`
	Source   string              `json:"source"` // where the list comes from
	Agencies []Agency            `json:"agencies"`
	// Names says which agency a name means that says it not by itself, or only by its words: the
	// ID that the name leads to (unresolved-经合办, 361022-other-经合办), to the ID of the agency;
	// empty where it is none.
	Names   map[string]string `json:"names"`
	Notices []Notice          `json:"notices"`
	Answers []Answer          `json:"answers,omitempty"` // name by name, since the list or without one
}

// Agency is a body that reports, or did.
type Agency struct {
	disclosure.Agency
	From, To     *disclosure.Date // first and last day; nil: not said
	Predecessors []string         // IDs of the agencies whose functions it took over
}

// Notice is a local notice that sets the last day on which reports on a year are on time.
type Notice struct {
	FiscalYear int
	Deadline   disclosure.Date
	Kinds      []Kind   // of agencies that it covers
	Agencies   []string // IDs of others
	IssuedOn   disclosure.Date
	Source     string
}

// Kind is a kind of agencies that a notice can cover.
type Kind string

// The kinds.
const (
	KindGovernment  Kind = "government"  // the county's government itself
	KindDepartments Kind = "departments" // its departments and all other bodies at its level
	KindTownships   Kind = "townships"   // 乡镇人民政府, 街道办事处
)

func kindOf(a disclosure.Agency) Kind {
	switch {
	case a.Level == disclosure.LevelTownship:
		return KindTownships
	case a.ID == a.DivisionCode+"-"+string(disclosure.FamilyGovOffice):
		return KindGovernment
	}
	return KindDepartments
}

// Covers reports whether the notice sets the day of an agency's report.
func (n Notice) Covers(a disclosure.Agency, fiscalYear int) bool {
	return n.FiscalYear == fiscalYear && (slices.Contains(n.Agencies, a.ID) || slices.Contains(n.Kinds, kindOf(a)))
}

// Find returns the registered agency with an ID.
func (c *County) Find(id string) (Agency, bool) {
	if c == nil {
		return Agency{}, false
	}
	i := slices.IndexFunc(c.Agencies, func(a Agency) bool { return a.ID == id })
	if i < 0 {
		return Agency{}, false
	}
	return c.Agencies[i], true
}

// Means returns the agency that a person says a name means, given what the name alone leads to.
// A name that is no agency, and one of which nothing is said, stays what it was.
func (c *County) Means(named disclosure.Agency) (disclosure.Agency, bool) {
	if c == nil {
		return named, false
	}
	if a, ok := c.Answered(named.ID); ok {
		if a.Agency == nil {
			return named, false
		}
		return *a.Agency, true
	}
	if a, ok := c.Find(c.Names[named.ID]); ok {
		return a.Agency, true
	}
	return named, false
}

// Deadline returns when the agency's report on a fiscal year was due: by the notice that covers
// it, of several by the last one issued, or else by the law.
func (c *County) Deadline(a disclosure.Agency, fiscalYear int) disclosure.Due {
	law := disclosure.Deadline(a, fiscalYear)
	if c == nil {
		return law
	}
	var last *Notice
	for i, n := range c.Notices {
		if n.Covers(a, fiscalYear) && (last == nil || !n.IssuedOn.Before(last.IssuedOn)) {
			last = &c.Notices[i]
		}
	}
	if last == nil {
		return law
	}
	return disclosure.DueOn(last.Deadline, disclosure.BasisLocalNotice)
}

// Lifespan returns in which fiscal years the agency reports: by its register, where that says
// so, or else by what the reforms of all counties tell. A report is due from a body that was
// there at the end of its year and still on the day on which it is due; what else a body
// publishes counts as well, and nothing is missed there.
func (c *County) Lifespan(a disclosure.Agency) disclosure.Lifespan {
	span := disclosure.LifespanOf(a)
	r, ok := c.Find(a.ID)
	if !ok {
		return span
	}
	if r.From != nil {
		span.From = r.From.Year()
		span.SureFrom = span.From
	}
	if r.To == nil {
		return disclosure.Lifespan{From: span.From, SureFrom: span.SureFrom} // it is there today
	}
	span.SureTo, span.To = r.To.Year()-1, r.To.Year()
	if due := c.Deadline(a, span.SureTo); due.Strict != nil && r.To.Before(*due.Strict) {
		span.SureTo--
	}
	return span
}

// JSON is the register as it is kept.
func (c County) JSON() ([]byte, error) { return json.Marshal(c) }

// Parse reads a register as JSON wrote it.
func Parse(text []byte) (*County, error) {
	var c County
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, err
	}
	return &c, nil
}

// String is a line for a person.
func (c County) String() string {
	return cmp.Or(c.Division.Name, c.Division.Code) + ": " + strconv.Itoa(len(c.Agencies)) + " agencies, " +
		strconv.Itoa(len(c.Names)+len(c.Answers)) + " names, " + strconv.Itoa(len(c.Notices)) + " notices"
}
