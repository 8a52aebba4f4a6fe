package release

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// say ends the line on files.
func (ws *withdrawals) say() string {
	if len(ws.all) == 0 {
		return " says"
	}
	return fmt.Sprintf(" or the last of %d withdrawals says", len(ws.all))
}

// withdrawnFrom says what was withdrawn, and holds the tables against it: nothing may be left of it. That nothing else was taken out
// cannot be shown here; doc/proof.md says who can.
func withdrawnFrom(dir string, _ *Sealed, o *Outcome) error {
	if len(o.withdrawn.all) == 0 {
		return nil
	}
	before := len(o.Wrong)
	g := goneOf(o.withdrawn.documents())
	for _, t := range o.Manifest.Tables {
		if rule, is := withdrawnTables[t.Name]; is {
			if err := left(dir, t.Name, rule, g, o); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	if len(o.Wrong) > before {
		return nil
	}
	for _, d := range o.withdrawn.documents() {
		of := strings.Join(d.Reports, ", ")
		if of == "" {
			of = "the release before"
		}
		o.passed("withdrawn: document %s of %s, %s, on %s by %s: %s", d.SHA256, of, d.what(), day(d.TakenAt), d.TakenBy, d.Reason)
	}
	for _, w := range o.withdrawn.all {
		var rows, emptied uint64
		var names []string
		for _, f := range w.Files {
			if rows, emptied = rows+f.Withdrawn, emptied+f.Emptied; f.Withdrawn+f.Emptied > 0 {
				names = append(names, fmt.Sprintf("%s (%d)", f.Path, f.Withdrawn+f.Emptied))
			}
		}
		o.passed("withdrawal: %d of %s, for %d documents: %d rows taken out and %d emptied, of %s", w.Number, w.WithdrawnAt, len(w.Documents), rows, emptied, strings.Join(names, ", "))
	}
	return nil
}

// left complains of a table in which something is left that was withdrawn.
func left(dir, name string, rule withdrawing, g Gone, o *Outcome) error {
	said := 0
	return each(dir, name, nil, func(t *table) error {
		goes, empty := rule.verdict(g, func(column string) string {
			if _, there := t.at[column]; there {
				return t.get(column)
			}
			return ""
		})
		goes = goes || slices.ContainsFunc(empty, func(c string) bool {
			_, there := t.at[c]
			return there && t.get(c) != plain([]byte(emptyOf(c)))
		})
		if goes {
			if said++; said == 1 {
				o.wrong("withdrawn: %s has rows of reports that were withdrawn", name)
			}
		}
		return nil
	})
}

func (d WithdrawnDocument) what() string {
	switch {
	case d.Figures == "hide" && d.Texts:
		return "its figures and texts"
	case d.Figures == "hide":
		return "its figures"
	}
	return "its texts"
}

// day is that of a moment as records have it.
func day(at string) string { return at[:min(len(at), len("2006-01-02"))] }

// ErrWithdrawn is a figure that the release had, and that was withdrawn from it.
type ErrWithdrawn struct {
	Report, Key string
	Document    WithdrawnDocument
}

// Error says for whose decision, and why.
func (e *ErrWithdrawn) Error() string {
	return fmt.Sprintf("figure %s of report %s is withdrawn from the release since %s, by %s: %s; the SHA-256 of its document is %s", e.Key, e.Report, day(e.Document.TakenAt), e.Document.TakenBy, e.Document.Reason, e.Document.SHA256)
}

// Withdrawn is the error (*ErrWithdrawn) of a figure of a report whose figures were withdrawn; nil where they were not. Only records that
// hold are believed.
func (o *Outcome) Withdrawn(report, key string) error {
	if d, is := o.withdrawn.of(report); is {
		return &ErrWithdrawn{report, key, d}
	}
	return nil
}
