package demo

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// entry is a line of a list: a report, or something that does not belong there.
type entry struct {
	path, title, date string
	cut               int // characters that the list shows, 0 for all
}

// column is a list of reports.
type column struct {
	name    string
	entries []entry
}

// newColumn puts the newest first, as every list does.
func newColumn(name string, entries []entry) *column {
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(b.date, a.date) })
	return &column{name, entries}
}

// entriesOf lists the reports of the agencies that keep says.
func entriesOf(reports []*report, keep func(*report) bool) []entry {
	var all []entry
	for _, r := range reports {
		if keep(r) {
			all = append(all, entry{path: r.path, title: r.listTitle, date: r.published.String()})
		}
	}
	return all
}

// pages is how many pages of that size the column has, at least one.
func (c *column) pages(size int) int { return max(1, (len(c.entries)+size-1)/size) }

// page returns the entries of a page, counted from 0; empty beyond the last.
func (c *column) page(n, size int) []entry {
	from := min(max(n, 0)*size, len(c.entries))
	return c.entries[from:min(from+size, len(c.entries))]
}

// links writes entries as links; base is cut off so that they are relative to it.
func links(entries []entry, base, dateBefore, dateAfter string) []link {
	var all []link
	for _, e := range entries {
		url := e.path
		if rest, ok := strings.CutPrefix(url, base); ok && base != "" {
			url = "./" + rest
		}
		text := e.title
		if e.cut > 0 && utf8.RuneCountInString(text) > e.cut {
			text = string([]rune(text)[:e.cut]) + "..."
		}
		all = append(all, link{URL: url, Text: text, Full: e.title, Date: dateBefore + e.date + dateAfter})
	}
	return all
}

// listTime is when a list last changed: with its newest entry, and for all lists of a site
// that changed, with the phase.
func (h *host) listTime() time.Time {
	if h.phase >= 2 && h.county.id == ChangingSite && h.department == nil {
		return changedAt.AddDate(0, 0, 21*(h.phase-2))
	}
	return h.newest
}
