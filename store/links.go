package store

import (
	"context"
	"fmt"

	"gongkai/disclosure"
)

// linkRow is a document in doubt. What was read of it or its title may say whose it is, and of which year: then it
// stands in nobody else's way.
type linkRow struct {
	Site    string  `ch:"site_id"`
	URL     string  `ch:"url"`
	ListURL string  `ch:"list_url"`
	Title   string  `ch:"title"`
	Agency  string  `ch:"agency_id"`
	Year    *uint16 `ch:"fiscal_year"`
	Reason  string  `ch:"reason"`
}

// key holds all that a row says.
func (l linkRow) key() string {
	return digest(l.Site, l.URL, l.ListURL, l.Title, l.Agency, fmt.Sprint(some(l.Year)), l.Reason)
}

func (l linkRow) values(generation uint64, hidden bool) []any {
	return []any{l.Site, l.URL, l.ListURL, l.Title, l.Agency, l.Year, l.Reason, generation, flag(hidden)}
}

// links writes which documents of a slice's sites are in doubt, and hides those that no longer are.
func (r *refreshing) links(ctx context.Context, slice uint32, divisions map[string]disclosure.Division, all registers) error {
	query, err := refreshFiles.ReadFile("refresh/unread_links.sql")
	if err != nil {
		return err
	}
	var doubts []linkRow
	if err := r.Select(ctx, &doubts, string(query), r.of(slice)); err != nil {
		return fmt.Errorf("looking for documents in doubt: %w", err)
	}
	var present []linkRow
	const before = `SELECT site_id, url, list_url, title, agency_id, fiscal_year, reason FROM unread_links_history FINAL
		WHERE site_id IN (SELECT site_id FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32})`
	if err := r.Select(ctx, &present, before, r.of(slice)); err != nil {
		return fmt.Errorf("reading the documents in doubt: %w", err)
	}
	known := make(map[[2]string]linkRow, len(present))
	for _, p := range present {
		known[[2]string{p.Site, p.URL}] = p
	}
	var rows [][]any
	for _, row := range doubts {
		row.read(divisions[row.Site], all)
		key := [2]string{row.Site, row.URL}
		if p, ok := known[key]; !ok || p.key() != row.key() {
			rows = append(rows, row.values(r.generation, false))
		}
		delete(known, key)
	}
	for _, gone := range known {
		rows = append(rows, gone.values(r.generation, true))
	}
	return r.insert(ctx, "unread_links_history (site_id, url, list_url, title, agency_id, fiscal_year, reason, generation, is_deleted)", rows)
}

// read takes agency and year from the title, where the document did not tell them and the
// title does for certain.
func (l *linkRow) read(site disclosure.Division, all registers) {
	printed, a, ok := disclosure.AgencyFromTitle(l.Title, site)
	if meant, given := all.of(a, site).Means(a); l.Agency == "" && (ok || given && printed != "") {
		l.Agency = meant.ID
	}
	if year, ok := disclosure.FiscalYearFromTitle(l.Title); ok && l.Year == nil {
		y := uint16(year)
		l.Year = &y
	}
}
