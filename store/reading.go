package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/disclosure"
)

// Reading is what a parser made of a captured document. Capture is the document's, its body
// is not needed. Agency and Due may be left zero: Write then finds them from the report and
// the division, as the registers have them.
type Reading struct {
	Capture  disclosure.Capture
	Division disclosure.Division
	Report   disclosure.Report
	Agency   disclosure.Agency
	Due      disclosure.Due

	digest string // of all of it, see complete
	packed packed // its figures
}

// ReportID names the report of an agency for a fiscal year: "361022-ecology-2020".
func ReportID(agencyID string, fiscalYear int) string {
	return agencyID + "-" + strconv.Itoa(fiscalYear)
}

// reportID is empty for what is no report, and where the agency has no name or the year is not
// known: such a document is listed in documents and waits for review.
func (r *Reading) reportID() string {
	if !r.Report.Outcome.IsReport() || r.Agency.ID == "" || r.Report.FiscalYear == nil {
		return ""
	}
	return ReportID(r.Agency.ID, *r.Report.FiscalYear)
}

// complete finds the agency and the deadline where the caller did not, as the registers have them.
func (r *Reading) complete(all registers) {
	if r.Report.SHA256 == "" {
		r.Report.SHA256 = r.Capture.SHA256
	}
	if r.Agency.ID == "" && r.Report.AgencyID != nil {
		r.Agency = all.means(agencyOf(&r.Report, r.Division), r.Division)
	}
	if r.Due.Basis == "" && r.Agency.ID != "" && r.Report.FiscalYear != nil {
		r.Due = all.deadline(r.Agency, *r.Report.FiscalYear)
	}
	if !r.packed.done {
		r.packed = pack(&r.Report)
	}
	r.digest = r.everything()
}

// Prepare does what of Write needs no database, so that whoever reads on several processors may do it there. The
// figures are written as they will be stored and taken out of the report, where many readings that wait would hold
// them in a hundred thousand pieces.
func (r *Reading) Prepare() {
	if r.Report.SHA256 == "" {
		r.Report.SHA256 = r.Capture.SHA256
	}
	r.packed = pack(&r.Report)
	r.Report.Figures = nil
}

// Figures is how many figures were read, also after Prepare.
func (r *Reading) Figures() int {
	if r.packed.done {
		return r.packed.all
	}
	return len(r.Report.Figures)
}

// agencyOf asks for the agency again, to know its level and its parent. Where the answer is
// not the one that the report carries, only what the report says is taken.
func agencyOf(report *disclosure.Report, site disclosure.Division) disclosure.Agency {
	for _, name := range []*string{report.AgencyAsPrinted, report.Agency} {
		if name == nil {
			continue
		}
		if a, _ := disclosure.ResolveAgency(*name, site); a.ID == *report.AgencyID {
			return a
		}
	}
	return disclosure.Agency{ID: *report.AgencyID, Name: some(report.Agency), DivisionCode: some(report.DivisionCode), Family: some(report.AgencyFamily)}
}

// contentHash names what makes a version of a report: its figures as printed, and its text
// as far as it was read. Where something stands, and how sure the reading is, are no part of
// it, nor is anything around the report: a counter of visits makes no version. A date that the
// document itself prints is part of it, one that a list or an address shows is not: another
// list may show another.
func contentHash(p *disclosure.Report) string {
	content := struct {
		Title, Agency          *string
		Year                   *int
		Form                   *disclosure.Form
		Outcome                disclosure.Outcome
		Sections               []passage
		Problems, Improvements []string
		Topics                 []disclosure.Topic
		Measures               []disclosure.Measure
		Attachments            []string
		Contact                *disclosure.Contact
		Printed                []string
		Figures                []printedFigure
	}{p.Title, p.AgencyAsPrinted, p.FiscalYear, p.Form, p.Outcome, passages(p.Sections), p.Problems, p.Improvements, p.Topics, p.Measures, p.Attachments, p.Contact, printedDates(p.DateCandidates), nil}
	text := asJSON(content)
	if len(p.Figures) == 0 {
		return shortHash(text)
	}
	figures := lineRoom.Get().(*[]byte)
	defer lineRoom.Put(figures)
	*figures = appendFigures((*figures)[:0], p.Figures)
	return shortHash(bytes.TrimSuffix(text, []byte("null}")), *figures, []byte{'}'})
}

// lineRoom are buffers for what is hashed of figures.
var lineRoom = sync.Pool{New: func() any { return new([]byte) }}

// printedFigure is what a figure prints, in one of two ways to write it.
type printedFigure struct {
	Indicator, Applicant, State, Raw string
	Cumulative                       string `json:",omitempty"`
}

func printedOf(f *disclosure.Figure) printedFigure {
	printed := printedFigure{f.Indicator, string(f.Applicant), string(f.State), withoutSpace(f.Raw), ""}
	if c := f.Cumulative; c != nil {
		printed.Cumulative = string(c.State) + " " + withoutSpace(c.Raw)
	}
	return printed
}

// appendFigures writes the JSON of what figures print, as encoding/json does but in a tenth of its time.
func appendFigures(text []byte, figures []disclosure.Figure) []byte {
	text = append(slices.Grow(text, 100*len(figures)), '[')
	for i := range figures {
		if i > 0 {
			text = append(text, ',')
		}
		f := &figures[i]
		raw := withoutSpace(f.Raw)
		if f.Cumulative != nil || !plainJSON(f.Indicator, string(f.Applicant), string(f.State), raw) { // few
			text = append(text, asJSON(printedOf(f))...)
			continue
		}
		text = append(append(text, `{"Indicator":"`...), f.Indicator...)
		text = append(append(text, `","Applicant":"`...), f.Applicant...)
		text = append(append(text, `","State":"`...), f.State...)
		text = append(append(append(text, `","Raw":"`...), raw...), `"}`...)
	}
	return append(text, ']')
}

// withoutSpace leaves out all white space.
func withoutSpace(s string) string {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= utf8.RuneSelf {
			return strings.Join(strings.Fields(s), "")
		}
	}
	return s
}

// passage is what a section says. Where its text is not known its length stands for it.
type passage struct {
	Kind, Heading, Text string
	Characters          int
}

func passages(sections []disclosure.Section) []passage {
	all := make([]passage, 0, len(sections))
	for _, s := range sections {
		p := passage{Kind: s.Kind, Heading: s.Heading, Text: s.Text}
		if s.Text == "" {
			p.Characters = s.Characters
		}
		all = append(all, p)
	}
	return all
}

// printedDates are the days that the document itself prints, sorted, each once.
func printedDates(claims []disclosure.DateCandidate) []string {
	var all []string
	for _, c := range claims {
		switch c.Kind {
		case "box", "meta", "text", "issued":
			all = append(all, c.Kind+" "+c.Date.String())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// everything hashes all that was read: a reading that says what the one before said is not
// written again.
func (r *Reading) everything() string {
	report := r.Report
	report.Source = ""   // where the caller found the document says nothing about it
	report.Figures = nil // hashed below: as JSON they would cost half of what all of Write does
	all := sha256.New()
	all.Write(asJSON(struct {
		URL, Site, Role string
		Passages        []passage // their texts are not in the report's JSON
		Report          disclosure.Report
		Agency          disclosure.Agency
		Due             disclosure.Due
	}{r.Capture.URL, r.Capture.SiteID, string(r.Capture.Role), passages(report.Sections), report, r.Agency, r.Due}))
	lines := lineRoom.Get().(*[]byte)
	defer lineRoom.Put(lines)
	*lines = append((*lines)[:0], r.packed.lines...)
	all.Write(*lines)
	all.Write(r.packed.places.sum[:])
	return hex.EncodeToString(all.Sum(nil)[:16])
}

// shortHash is of texts one after the other.
func shortHash(texts ...[]byte) string {
	all := sha256.New()
	for _, text := range texts {
		all.Write(text)
	}
	return hex.EncodeToString(all.Sum(nil)[:16])
}

// asJSON is the JSON of v. Only types of ours come here, and all of them have one.
func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("store: %T has no JSON: %v", v, err))
	}
	return text
}

// plainJSON reports whether JSON has texts as they are.
func plainJSON(texts ...string) bool {
	for _, s := range texts {
		for i := range len(s) {
			if !plainByte[s[i]] {
				return false
			}
		}
	}
	return true
}

// plainByte are the bytes that JSON has as they are.
var plainByte = func() (plain [256]bool) {
	for b := ' '; b <= '~'; b++ {
		plain[b] = !strings.ContainsRune(`"\<>&`, b)
	}
	return plain
}()
