package disclosure

// Form is the official format of a report, found from its content, never from its year.
type Form string

// The four forms and the fiscal years they applied to.
const (
	Form2008 Form = "2008" // FY2008–2013 by law; any report without a national table
	Form2014 Form = "2014" // FY2014–2018, 国办发〔2014〕32号
	Form2019 Form = "2019" // FY2019–2020, 国办公开办函〔2019〕60号
	Form2021 Form = "2021" // FY2021 on, 国办公开办函〔2021〕30号
)

// FormDue returns the form that a report on the fiscal year had to use.
func FormDue(fiscalYear int) Form {
	switch {
	case fiscalYear >= 2021:
		return Form2021
	case fiscalYear >= 2019:
		return Form2019
	case fiscalYear >= 2014:
		return Form2014
	}
	return Form2008
}

// Outcome says what became of reading a document.
type Outcome string

// The outcomes of reading.
const (
	OutcomeOK          Outcome = "ok"           // what it prints was read, a plain narrative too
	OutcomePartial     Outcome = "partial"      // a table or part is there, or announced as an attachment, and could not be read
	OutcomeNotAReport  Outcome = "not_a_report" // a list, news, a notice, a guide
	OutcomeImageOnly   Outcome = "image_only"   // the report is a picture
	OutcomeBlocked     Outcome = "blocked"      // a challenge page
	OutcomeSoft404     Outcome = "soft_404"     // "not found" with status 200
	OutcomeUnsupported Outcome = "unsupported"  // a format that is not read
	OutcomeBroken      Outcome = "broken"       // empty, cut or not decodable
)

// IsReport reports whether the document is a report, wholly read or not.
func (o Outcome) IsReport() bool {
	return o == OutcomeOK || o == OutcomePartial || o == OutcomeImageOnly
}

// Scope says whose figures a report counts. Own-office and aggregate figures are never added up.
type Scope string

// The scopes.
const (
	ScopeOwnOffice Scope = "own_office"
	ScopeAggregate Scope = "government_aggregate"
	ScopeUnknown   Scope = "unknown"
)

// Report is what was read from one document. Its JSON is the public form that
// `gongkai parse --json` prints; pointers are nil, and null, where a fact is not known.
type Report struct {
	Source        string  `json:"source"`
	Outcome       Outcome `json:"outcome"`
	ParserVersion int     `json:"parser_version"`
	ContentType   string  `json:"content_type"`
	Charset       *string `json:"charset"`
	SHA256        string  `json:"sha256"` // of the body after content decoding

	Title           *string `json:"title"`
	Agency          *string `json:"agency"` // normalised name
	AgencyAsPrinted *string `json:"agency_as_printed"`
	AgencyID        *string `json:"agency_id"`
	DivisionCode    *string `json:"division_code"` // GB/T 2260
	AgencyFamily    *Family `json:"agency_family"`
	FiscalYear      *int    `json:"fiscal_year"`
	Form            *Form   `json:"form"`
	Scope           Scope   `json:"scope"`
	IndexNumber     *string `json:"index_number"`
	DocumentNumber  *string `json:"document_number"`
	IssuedOn        *Date   `json:"issued_on"`    // 成文日期: when the text was made
	PublishedOn     *Date   `json:"published_on"` // best single claim of publication

	DateCandidates []DateCandidate `json:"date_candidates"`
	Contact        *Contact        `json:"contact"`
	Sections       []Section       `json:"sections"`
	Problems       []string        `json:"problems"`
	Improvements   []string        `json:"improvements"`
	Topics         []Topic         `json:"topics"`
	Measures       []Measure       `json:"measures"`
	Attachments    []string        `json:"attachments"` // addresses of announced attachments
	Figures        []Figure        `json:"figures"`
	Findings       []Finding       `json:"findings"`
	Checks         CheckCount      `json:"checks"`
	TextChecks     []TextCheck     `json:"text_checks"`
	Cells          CellCount       `json:"cells"`
}

// DateCandidate is a date that the page prints: a claim, not evidence.
type DateCandidate struct {
	Kind string `json:"kind"` // box, meta, list, text, url, issued
	Date Date   `json:"date"`
	Raw  string `json:"raw"`
}

// Contact is the address that the report names for questions.
type Contact struct {
	Address  *string `json:"address"`
	Postcode *string `json:"postcode"`
	Phone    *string `json:"phone"`
	Fax      *string `json:"fax,omitempty"`
	Email    *string `json:"email,omitempty"`
}

// Section is one of the report's chapters.
type Section struct {
	Kind       string `json:"kind"` // overview, proactive, requests, review, problems, other
	Heading    string `json:"heading"`
	Characters int    `json:"characters"` // code points without white space
	Text       string `json:"-"`          // what it says, a line a paragraph, tables and the site's own lines left out
}

// Topic is a kind of information that the report says it publishes; Article is the item of
// article 20 of the Regulation that it falls under, "20(1)", empty where none fits.
type Topic struct {
	Name    string `json:"name"`
	Article string `json:"article"`
}

// Measure is a mechanism that the report claims: leadership, rules,
// review_before_publication, training, platform, assessment, accountability.
type Measure struct {
	Kind string `json:"kind"`
	Raw  string `json:"raw"`
}

// Figure returns the figure named k, and whether the report prints one.
func (r *Report) Figure(k Key) (Figure, bool) {
	for _, f := range r.Figures {
		if f.Key() == k {
			return f, true
		}
	}
	return Figure{}, false
}
