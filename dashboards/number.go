package dashboards

import (
	"html/template"
	"slices"
	"strings"
)

// figureFunctions are what templates call to lead from a number to where it comes from.
func figureFunctions(l tongue) template.FuncMap {
	return template.FuncMap{
		"figure": func(id, key string, pairs ...any) string {
			return address(l, place("/reports/", id)+"/figures/"+key, pairs...)
		},
		"cell":  l.numberCell,
		"cells": l.sumCell,
		"total": func(sum string, year uint16, county string, v Decimal) numberCell {
			return numberCell{v, l.total(sum, year, among{County: county}, v)}
		},
		"sums": func(chosen string) []string { // an indicator is offered where it was led to
			names := []string{"received", "carried_in", "granted", "partial", "denied", "unable", "not_processed", "other", "outcomes", "carried_out"}
			if chosen != "" && !slices.Contains(names, chosen) {
				names = append(names, chosen)
			}
			return names
		},
		"rateof": func(report *string, rate string) string {
			return address(l, place("/reports/", str(report))+"/rates/"+rate)
		},
		"sourceof": func(path string, a among, year uint16) string { return tileSource(l, path, a, year) },
		"sumname":  l.sumLabel,
		"sumcheck": func(s string) string { return l.say("sum." + s) },
		"totalof": func(indicator string) string {
			if indicator == "requests_new" {
				return indicator + ".total"
			}
			return indicator
		},
		"float":    func(v *float64) float64 { return *v },
		"maybeInt": func(n *int64) int64 { return *n },
	}
}

// total leads from a sum to the reports that it is made of, "" where it is not known.
func (l tongue) total(sum string, year uint16, a among, v Decimal) string {
	if !v.Known() {
		return ""
	}
	return address(l, "/reports", a.pairs("sum", sum, "year", year)...)
}

// due leads from a number of expected reports to these.
func (l tongue) due(status string, year uint16, a among) string {
	return address(l, "/expected", a.pairs("status", status, "year", year)...)
}

// numberCell is a number on a page and where it comes from.
type numberCell struct {
	Value Decimal
	Href  string // empty where there is nothing to lead to
}

// numberCell leads to the figure's page. A key that ends in * is a sum of rows of table 3, which is
// shown beside them.
func (l tongue) numberCell(report, key string, v Decimal) numberCell {
	c := numberCell{Value: v}
	switch {
	case key == "" || !v.Known():
	case strings.HasSuffix(key, "*"):
		c.Href = address(l, place("/reports/", report)) + "#table-table_3"
	default:
		c.Href = address(l, place("/reports/", report)+"/figures/"+key)
	}
	return c
}

// sumCell is the sum of two figures of a report, which is shown with its first one marked.
func (l tongue) sumCell(report string, keys []string, a, b Decimal) numberCell {
	c := numberCell{Value: a.Plus(b)}
	if c.Value.Known() {
		c.Href = address(l, place("/reports/", report), "figure", keys[0]) + "#" + domID(keys[0])
	}
	return c
}

// leadTiles leads from the tiles of the overview, in their order, to what they are made of.
func (l tongue) leadTiles(tiles []tile, a among, y uint16) {
	for i, path := range []string{"/expected", "/reports?received", "/reports?granted", "/reports"} {
		tiles[i].Source = tileSource(l, path, a, y)
	}
	for _, status := range []string{"on_time", "late"} {
		tiles[0].Parts = append(tiles[0].Parts, crumb{l.word("status", status), l.due(status, y, a)})
	}
	for _, sum := range []string{"granted", "partial", "outcomes"} {
		tiles[2].Parts = append(tiles[2].Parts, crumb{l.sumLabel(sum), tileSource(l, "/reports?"+sum, a, y)})
	}
	tiles[3].Parts = []crumb{{l.say("sum.identities"), tiles[3].Source}}
}

// tileSource leads from a figure of the overview to the reports that it is made of; what follows the
// question mark is the sum.
func tileSource(l tongue, path string, a among, year uint16) string {
	list, sum, _ := strings.Cut(path, "?")
	return address(l, list, a.pairs("sum", sum, "year", year)...)
}
