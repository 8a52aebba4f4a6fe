package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// PutRegister keeps what a person says of a county's agencies. Earlier lists of the county stay
// on record; from the next reading and Refresh on this one counts.
func (db *DB) PutRegister(ctx context.Context, c register.County, by string) error {
	text, err := c.JSON()
	if err != nil {
		return fmt.Errorf("the register of %s has no JSON: %w", c.Division.Code, err)
	}
	row := []any{c.Division.Code, time.Now().UTC(), by, c.Source, string(text)}
	return db.insert(ctx, "registers_history (division_code, registered_at, registered_by, source, content)", [][]any{row})
}

// Registers returns what counts today of what people said, by the code of the division.
func (db *DB) Registers(ctx context.Context) (map[string]*register.County, error) {
	all, err := db.registers(ctx)
	return all.current, err
}

// registers are the lists of people, by the code of their division.
type registers struct {
	current map[string]*register.County
	// named has everything that some list ever gave a meaning: IDs that names alone lead to.
	named map[string]bool
}

func (db *DB) registers(ctx context.Context) (registers, error) {
	var rows []struct {
		Division string `ch:"division_code"`
		Content  string `ch:"content"`
	}
	if err := db.Select(ctx, &rows, "SELECT division_code, content FROM registers ORDER BY division_code, registered_at", nil); err != nil {
		return registers{}, fmt.Errorf("reading the registers: %w", err)
	}
	all := registers{current: map[string]*register.County{}, named: map[string]bool{}}
	for _, r := range rows {
		c, err := register.Parse([]byte(r.Content))
		if err != nil {
			return registers{}, fmt.Errorf("reading the register of %s: %w", r.Division, err)
		}
		all.current[r.Division] = c
		for id := range c.Names {
			all.named[id] = true
		}
		for _, a := range c.Answers {
			all.named[a.Named] = true
		}
	}
	return all, nil
}

// of returns the register that speaks of an agency, nil where none does: that of its division,
// or of the division of the site where the name alone does not tell.
func (r registers) of(a disclosure.Agency, site disclosure.Division) *register.County {
	return r.current[registerOf(a, site)]
}

// means returns the agency that a person says a name means.
func (r registers) means(a disclosure.Agency, site disclosure.Division) disclosure.Agency {
	means, _ := r.of(a, site).Means(a)
	return means
}

// deadline returns when an agency's report was due, by law or by a local notice.
func (r registers) deadline(a disclosure.Agency, fiscalYear int) disclosure.Due {
	return r.of(a, disclosure.Division{}).Deadline(a, fiscalYear)
}

// outdated returns the addresses of the documents of which the registers of today say something
// else than those under which they were read: whose report it is, or when that was due.
func (db *DB) outdated(ctx context.Context, divisions map[string]disclosure.Division) ([]string, error) {
	all, err := db.registers(ctx)
	if err != nil || len(all.current) == 0 {
		return nil, err
	}
	codes, sites := slices.Collect(maps.Keys(all.current)), []string{}
	for id, d := range divisions {
		if all.current[d.Code] != nil {
			sites = append(sites, id)
		}
	}
	var rows []struct {
		URL     string  `ch:"url"`
		Site    string  `ch:"site_id"`
		Printed *string `ch:"agency_as_printed"`
		Year    uint16  `ch:"year"`
		agencyFields
		Basis    string     `ch:"deadline_basis"`
		Deadline *time.Time `ch:"deadline"`
	}
	const query = `SELECT url, site_id, agency_as_printed, ifNull(fiscal_year, 0) AS year, agency_id, agency_name AS name, division_code, division_name, county_code, level,
			family, parent_agency_id, vertical, deadline_basis, deadline
		FROM readings WHERE agency_id != '' AND (site_id IN {sites:Array(String)} OR county_code IN {codes:Array(String)} OR division_code IN {codes:Array(String)})
		ORDER BY parser_version DESC, read_at DESC, reading_id DESC LIMIT 1 BY url, sha256`
	if err := db.Select(ctx, &rows, query, map[string]any{"sites": sites, "codes": codes}); err != nil {
		return nil, fmt.Errorf("looking for readings that the registers make old: %w", err)
	}
	var urls []string
	for _, r := range rows {
		was, site := r.agency(), divisions[r.Site]
		named := was
		if !all.named[was.ID] && r.Printed != nil { // a register may have given its meaning
			if a, _ := disclosure.ResolveAgency(*r.Printed, site); all.named[a.ID] {
				named = a
			}
		}
		now := all.means(named, site)
		due := all.deadline(now, int(r.Year))
		if now.ID != was.ID || r.Year != 0 && (due.Basis != r.Basis || !sameDay(due.Strict, r.Deadline)) {
			urls = append(urls, r.URL)
		}
	}
	return urls, nil
}

func sameDay(d *disclosure.Date, t *time.Time) bool {
	if d == nil || t == nil {
		return d == nil && t == nil
	}
	return d.Time().Equal(t.UTC())
}
