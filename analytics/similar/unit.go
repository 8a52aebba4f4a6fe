package similar

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"golang.org/x/sync/errgroup"

	"gongkai/disclosure"
)

// row is a text as texts.sql gives it.
type row struct {
	Unit         string `ch:"unit"`
	UnitDigest   string `ch:"unit_digest"`
	ReportID     string `ch:"report_id"`
	Which        string `ch:"which"`
	AgencyID     string `ch:"agency_id"`
	FiscalYear   uint16 `ch:"fiscal_year"`
	TextID       string `ch:"text_id"`
	AgencyName   string `ch:"agency_name"`
	DivisionCode string `ch:"division_code"`
	DivisionName string `ch:"division_name"`
	Text         string `ch:"text"`
}

// county is a county's year that is to be read.
type county struct {
	Unit  string `ch:"unit"`
	Year  uint16 `ch:"year"`
	Texts uint64 `ch:"texts"`
}

// readUnits brings the texts of every county and year that has changed into their normal form and
// finds its template. While some are written the next are read.
func (r *runner) readUnits(ctx context.Context, news []*group) error {
	reading, ctx := errgroup.WithContext(ctx)
	reading.SetLimit(rangesAtOnce)
	err := r.fetchUnits(ctx, news, func(rows []row) {
		reading.Go(func() error { return r.readRows(ctx, rows) })
	})
	return cmp.Or(reading.Wait(), err)
}

// fetchUnits asks for the texts of counties and years that were never read, some at once.
func (r *runner) fetchUnits(ctx context.Context, news []*group, use func([]row)) error {
	for _, s := range cut(news, groupsAtOnce) {
		var unread []county
		if err := r.rows(ctx, &unread, "unread", s.params()); err != nil {
			return err
		}
		err := ahead(ctx, together(unread), func(ctx context.Context, some []county) (rows []row, err error) {
			units, years := make([]string, len(some)), make([]uint16, len(some))
			for i, c := range some {
				units[i], years[i] = c.Unit, c.Year
			}
			return rows, r.rows(ctx, &rows, "texts", map[string]any{"provinces": []string{s.groups[0].Province}, "years": years, "units": units, "reports": []string{}})
		}, func(_ []county, rows []row) error {
			use(rows)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// together cuts counties into runs of textsAtOnce texts, or of a single one.
func together(all []county) (cuts [][]county) {
	var n uint64
	for _, c := range all {
		if len(cuts) == 0 || n+c.Texts > textsAtOnce {
			cuts, n = append(cuts, nil), 0
		}
		cuts[len(cuts)-1] = append(cuts[len(cuts)-1], c)
		n += c.Texts
	}
	return cuts
}

const (
	stateTarget    = "text_states (report_id, which, unit_digest, text_key, characters, residual_characters, signature, bands, nearest, places)"
	templateTarget = "text_unit_templates (unit, unit_digest, texts, sharers, shingles, sentences)"
)

// readRows takes texts in the order of their units.
func (r *runner) readRows(ctx context.Context, rows []row) error {
	var states, templates [][]any
	var units []*unit
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Unit == rows[0].Unit {
			n++
		}
		u := readUnit(rows[:n])
		states, templates, units = append(states, u.states()...), append(templates, u.templateRow()), append(units, u)
		rows = rows[n:]
	}
	if err := r.compareRead(ctx, units); err != nil {
		return err
	}
	// The template comes last: where there is one, all of its county is known.
	if err := r.Insert(ctx, stateTarget, states); err != nil {
		return fmt.Errorf("comparing texts: %w", err)
	}
	if err := r.Insert(ctx, templateTarget, templates); err != nil {
		return fmt.Errorf("comparing texts: %w", err)
	}
	return nil
}

// unit is the texts of a county and year.
type unit struct {
	rows     []row
	texts    []Text
	current  []int // texts that are current versions: those of which a template is made
	sharers  int
	template *Lookup

	rest       []Set // of each text: what is left of it beside the template
	keys       []string
	signatures []Signature // nil where too little is left to be compared
	closest    []string    // the report of the unit that is nearest
}

func readUnit(rows []row) *unit {
	u := &unit{rows: rows, texts: make([]Text, len(rows))}
	own := namesOf(rows)
	each(len(rows), func(i int) { u.texts[i] = Normalise(rows[i].Text, own) })
	for i, row := range rows {
		if row.Which == "current" {
			u.current = append(u.current, i)
		}
	}
	u.sharers = Sharers(len(u.current))
	u.template = Template(u.currentTexts(), u.sharers).Lookup()
	return u
}

func (u *unit) currentTexts() []Text {
	all := make([]Text, len(u.current))
	for n, i := range u.current {
		all[n] = u.texts[i]
	}
	return all
}

// namesOf are the names of a unit's agencies and of the divisions that they belong to.
func namesOf(rows []row) *Names {
	var agencies, divisions []string
	for _, row := range rows {
		agencies, divisions = append(agencies, row.AgencyName), append(divisions, row.DivisionName)
		for _, d := range disclosure.Ancestors(row.DivisionCode) {
			divisions = append(divisions, d.Name)
		}
	}
	return OwnNames(agencies, divisions)
}

// states are the rows of text_states. A text of which too little is left has no signature.
func (u *unit) states() [][]any {
	rest, characters, signatures := make([]Set, len(u.texts)), make([]int, len(u.texts)), make([]Signature, len(u.texts))
	u.rest, u.signatures, u.keys, u.closest = rest, signatures, make([]string, len(u.texts)), make([]string, len(u.texts))
	found := make([][]map[string]any, len(u.texts))
	each(len(u.texts), func(i int) {
		rest[i], characters[i] = u.texts[i].Residual(u.template)
		if u.texts[i].Characters() >= LeastCharacters && characters[i] >= LeastOwn {
			signatures[i] = MinHash(rest[i])
		}
		found[i] = placeRows(ForeignPlaces(u.rows[i].Text, u.rows[i].DivisionCode))
	})
	rows := make([][]any, len(u.texts))
	for i, row := range u.rows {
		signature := signatures[i]
		if signature == nil {
			signature = Signature{}
		}
		u.keys[i], u.closest[i] = keyOf(row.TextID, u.texts[i], rest[i]), u.nearest(i, signatures)
		rows[i] = []any{row.ReportID, row.Which, row.UnitDigest, u.keys[i], uint32(u.texts[i].Characters()), uint32(characters[i]),
			[]uint32(signature), signature.Keys(), u.closest[i], found[i]}
	}
	return rows
}

// nearest is the current report of the unit, another one, with the largest estimate; empty where
// there is none.
func (u *unit) nearest(i int, signatures []Signature) string {
	most, report := -1.0, ""
	for _, j := range u.current {
		if e, ok := Estimate(signatures[i], signatures[j]); ok && u.rows[j].ReportID != u.rows[i].ReportID && e > most {
			most, report = e, u.rows[j].ReportID
		}
	}
	return report
}

// keyOf names a text and what is left of it: pairs of the same keys are alike in the same way.
func keyOf(textID string, t Text, rest Set) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s\n", Method, textID, string(t.Runes))
	for _, g := range rest {
		_ = binary.Write(h, binary.LittleEndian, g) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func (u *unit) templateRow() []any {
	listed := Sentences(u.currentTexts(), u.sharers)
	sentences := make([]map[string]any, len(listed))
	for n, s := range listed {
		uses := make([]map[string]any, len(s.Uses))
		for k, use := range s.Uses {
			uses[k] = map[string]any{"report_id": u.rows[u.current[use.Text]].ReportID, "offset": uint32(use.Offset), "length": uint32(use.Length)}
		}
		first := s.Uses[0]
		sentences[n] = map[string]any{"text": points(u.rows[u.current[first.Text]].Text, first.Offset, first.Length), "characters": uint32(s.Characters), "uses": uses}
	}
	return []any{u.rows[0].Unit, u.rows[0].UnitDigest, uint32(len(u.current)), uint32(u.sharers), []uint64(u.template.Set), sentences}
}

// points is a stretch of a text, in code points.
func points(text string, offset, length int) string {
	n, from := 0, len(text)
	for i := range text {
		if n == offset {
			from = i
		}
		if n == offset+length {
			return text[from:i]
		}
		n++
	}
	return text[from:]
}
