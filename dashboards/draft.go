package dashboards

import (
	"fmt"

	"gongkai/disclosure"
)

// What trying a draft may take.
const (
	DraftBytes    = 20 << 20 // of the draft and of last year's report together
	draftSeconds  = 60       // from the last byte of the upload to the answer
	draftUpload   = 60       // seconds for the upload
	draftsAtOnce  = 4        // uploads that are held in memory
	draftFields   = 8        // parts of a form: it has three
	draftText     = 400      // bytes of a field that is no file
	draftMostHTML = 3 << 20  // of the marked draft: a longer one is not shown
)

// DraftFile is a file as it was uploaded. It is held in memory, and let go with the answer.
type DraftFile struct {
	Name string // as the sender calls it; says the format where the bytes do not
	Type string // media type as sent, may be empty
	Body []byte
}

// Draft is a report that an agency tries before it publishes it.
type Draft struct {
	File   DraftFile
	Before *DraftFile // its own report of the year before; nil where none was uploaded
	// BeforeArchived names that report in the archive: a report's or an agency's ID, or an agency's
	// name. Empty where none was named.
	BeforeArchived string
}

// Opinion is what would be said of a draft.
type Opinion struct {
	Report *disclosure.Report // what was read of it
	Before *disclosure.Report // of the year before; nil where there is none to compare with
	Faults []DraftFault       // most severe first
	Moved  []DraftMovement    // watched counts of both years
	// Page is the draft as harmless UTF-8 HTML, in which the place of each of its figures is marked by
	// an element with the figure's key as its id; those of a fault that is neither a hint nor a doubt
	// stand out. Nil where it can't be shown.
	Page []byte
}

// DraftFault is a finding with what a person needs to mend it.
type DraftFault struct {
	disclosure.Finding
	Cells  []DraftCell
	Causes []disclosure.Finding // which cells would have to change for the sums to hold
}

// DraftCell is a figure that takes part in a finding.
type DraftCell struct {
	disclosure.Operand
	Label  string            // as the form prints it
	Column string            // the applicant, empty outside table 3
	Raw    string            // what is printed
	Where  *disclosure.Place // nil where nothing is printed
	Year   int               // of the report that it stands in; 0 where that is not known
}

// DraftMovement is a count in two years. Unit: of the indicator.
type DraftMovement struct {
	Indicator string
	Applicant disclosure.Applicant
	Label     string
	Before    *disclosure.Number // nil where unknown
	Now       *disclosure.Number
	Jump      bool // rule Q101
}

// DraftRefusal is why a draft is not tried, for whoever sent it: error.draft. and the reason is its
// sentence, Args is what that fills in.
type DraftRefusal struct {
	Reason string
	Args   []string
}

// Error is the sentence.
func (r *DraftRefusal) Error() string { return r.fault(chinese).Error() }

// fault is the refusal as an error of a request; outcomes are put in words of the language.
func (r *DraftRefusal) fault(l tongue) fault {
	var args []any
	for _, a := range r.Args {
		args = append(args, l.word("outcome", a))
	}
	return fault{422, "error.draft." + r.Reason, args}
}

// Broken counts the faults that are no doubts of our own reading and no hints.
func (o *Opinion) Broken() int {
	n := 0
	for _, f := range o.Faults {
		if f.counts() {
			n++
		}
	}
	return n
}

func (f DraftFault) counts() bool {
	return f.Severity != disclosure.SeverityInfo && f.Blame != disclosure.BlameParser
}

// own reports whether a cell stands in the draft, and not in the report of the year before.
func (c DraftCell) own(o *Opinion) bool {
	return o.Before == nil || o.Before.FiscalYear == nil || c.FiscalYear == 0 || c.FiscalYear != *o.Before.FiscalYear
}

// labels is a style that writes the rules of a fault beside the marks of its cells. The keys of
// figures and the codes of rules are our own words: nothing of the draft comes into it.
func (o *Opinion) labels() []byte {
	rules := map[string][]string{}
	var keys []string
	for _, f := range o.Faults {
		for _, c := range f.Cells {
			key := figureKey(c.Indicator, string(c.Applicant))
			if !c.own(o) || !figurePattern.MatchString(key) || !rulePattern.MatchString(f.Rule) {
				continue
			}
			if rules[key] == nil {
				keys = append(keys, key)
			}
			if n := len(rules[key]); n == 0 || rules[key][n-1] != f.Rule {
				rules[key] = append(rules[key], f.Rule)
			}
		}
	}
	style := `<style>.gongkai-mark::after{font:600 10px/1 sans-serif;color:#8c1d18;margin-left:3px;vertical-align:super}`
	for _, key := range keys {
		style += fmt.Sprintf(`[id="%s"]::after{content:"%s"}`, key, joined(rules[key]))
	}
	return []byte(style + `</style></head>`)
}

func joined(rules []string) string {
	const most = 3
	text := ""
	for i, r := range rules {
		if i == most {
			return text + " …"
		}
		if i > 0 {
			text += " "
		}
		text += r
	}
	return text
}
