package disclosure

import "slices"

// State says what a cell or a sentence prints. Only StateNumber and StateZero carry a value.
type State string

// The states of a printed figure.
const (
	StateNumber     State = "number"     // a number other than zero
	StateZero       State = "zero"       // a printed 0, or a statement of zero in prose (未收到、未发生)
	StateBlank      State = "blank"      // an empty cell of a row that is on the form
	StateDash       State = "dash"       // - — ― and the like
	StateSlash      State = "slash"      // /
	StateTextNA     State = "text_na"    // 无, 不适用
	StateUnreadable State = "unreadable" // something is printed and we cannot say what
)

// Known reports whether a figure in this state carries a value.
func (s State) Known() bool { return s == StateNumber || s == StateZero }

// Applicant is a column of table 3 (收到和处理政府信息公开申请情况): who asked.
type Applicant string

// The seven columns of table 3; NoApplicant outside table 3.
const (
	NoApplicant       Applicant = ""
	NaturalPerson     Applicant = "natural_person"     // 自然人
	Business          Applicant = "business"           // 商业企业
	ResearchInstitute Applicant = "research_institute" // 科研机构
	PublicInterest    Applicant = "public_interest"    // 社会公益组织
	LegalService      Applicant = "legal_service"      // 法律服务机构
	OtherOrganisation Applicant = "other_organisation" // 其他
	Total             Applicant = "total"              // 总计
)

// Applicants lists the columns of table 3 in the order of the form, the total last.
var Applicants = []Applicant{NaturalPerson, Business, ResearchInstitute, PublicInterest, LegalService, OtherOrganisation, Total}

// Key names a figure: an indicator of the catalogue and, in table 3, a column.
type Key struct {
	Indicator string
	Applicant Applicant
}

// String writes the key as pages and addresses do: "requests_new.total", "proactive_rules_made".
func (k Key) String() string {
	if k.Applicant == NoApplicant {
		return k.Indicator
	}
	return k.Indicator + "." + string(k.Applicant)
}

// Figure is one figure as it was printed.
type Figure struct {
	Indicator  string    `json:"indicator"`
	Applicant  Applicant `json:"applicant"`
	Value      *Number   `json:"value"` // nil unless State.Known
	Unit       string    `json:"unit"`  // the catalogue's unit, in which Value is
	State      State     `json:"state"`
	Raw        string    `json:"raw"`        // what is printed, untouched
	Confidence float64   `json:"confidence"` // 0–1; 1 only where the reading admits no other
	Where      Place     `json:"where"`

	// What the same row prints of all years together, nil where it prints nothing of them.
	Cumulative *Cumulative `json:"cumulative,omitempty"`
}

// Cumulative is what stands beside a figure in a column of all years (历年累计): what was counted of
// the same thing up to the end of the year, in the figure's unit. It is never the year's figure.
type Cumulative struct {
	Value      *Number `json:"value"` // nil unless State.Known
	State      State   `json:"state"`
	Raw        string  `json:"raw"`        // what is printed, untouched
	Confidence float64 `json:"confidence"` // as a figure's
	Where      Place   `json:"where"`
}

// Doubt makes the figure, and what stands beside it of all years, no surer than it is told.
func (f *Figure) Doubt(most float64) {
	f.Confidence = min(f.Confidence, most)
	if f.Cumulative != nil {
		f.Cumulative.Confidence = min(f.Cumulative.Confidence, most)
	}
}

// Same reports whether two of them print the same; nil is none.
func (c *Cumulative) Same(d *Cumulative) bool {
	if c == nil || d == nil {
		return c == d
	}
	return c.State == d.State && (c.Value == nil && d.Value == nil || c.Value != nil && d.Value != nil && *c.Value == *d.Value)
}

// Key returns the name of the figure.
func (f Figure) Key() Key { return Key{f.Indicator, f.Applicant} }

// KeyIndex finds places in a list by the keys of figures. It asks for an indicator once in a row of
// its applicants, as tables have them.
type KeyIndex struct {
	of   map[string]int // indicators to rows
	rows []keyRow
	last string // asked for
	row  int    // of it, -1 where it has none
}

// keyRow holds a place for each applicant, 1 more than it is; the first for none.
type keyRow [applicantColumns]int

// applicantColumns are those of table 3 and one for figures outside of it.
const applicantColumns = 8

// usualRows is room for the indicators of a report of the unified form.
const usualRows = 64

// NewKeyIndex makes an empty index.
func NewKeyIndex() *KeyIndex {
	return &KeyIndex{of: make(map[string]int, usualRows), rows: make([]keyRow, 0, usualRows), row: -1}
}

// Find returns the place of a key.
func (x *KeyIndex) Find(k Key) (at int, ok bool) {
	if x.row < 0 || x.last != k.Indicator {
		row, known := x.of[k.Indicator]
		if !known {
			row = -1
		}
		x.last, x.row = k.Indicator, row
	}
	if x.row < 0 {
		return 0, false
	}
	at = x.rows[x.row][applicantColumn(k.Applicant)]
	return at - 1, at > 0
}

// Add keeps the place of a key that has none yet, and returns the key's place.
func (x *KeyIndex) Add(k Key, at int) int {
	if known, ok := x.Find(k); ok {
		return known
	}
	x.Set(k, at)
	return at
}

// Set gives a key a place.
func (x *KeyIndex) Set(k Key, at int) {
	if x.Find(k); x.row < 0 {
		x.row = len(x.rows)
		x.of[k.Indicator], x.rows = x.row, append(x.rows, keyRow{})
	}
	x.rows[x.row][applicantColumn(k.Applicant)] = at + 1
}

// applicantColumn is the column of table 3 from 1, 0 outside of it.
func applicantColumn(a Applicant) int { return slices.Index(Applicants, a) + 1 }

// Place is where a person can see the figure: exactly one of its parts is set.
type Place struct {
	*Cell
	*Area
	*Span
}

// Cell is a cell of an HTML table. Table, Row and Column count from 1 on the grid after
// spans are expanded; Path is a CSS selector that picks exactly this cell of the page as an
// HTML5 parser sees it.
type Cell struct {
	Table  int    `json:"table"`
	Row    int    `json:"row"`
	Column int    `json:"column"`
	Path   string `json:"path"`
}

// Area is a box on a page of a PDF: points from the top left corner (left, top, right, bottom).
type Area struct {
	Page int        `json:"page"`
	Box  [4]float64 `json:"box"`
}

// Span is a stretch of prose: code points of the text that `gongkai parse --text` prints.
type Span struct {
	Offset int `json:"offset"`
	Length int `json:"length"`
}
