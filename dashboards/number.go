package dashboards

import (
	"html/template"
	"strings"
)

// figureFunctions are what templates call to lead from a number to where it comes from.
func figureFunctions(l tongue) template.FuncMap {
	return template.FuncMap{
		"figure": func(id, key string, pairs ...any) string {
			return address(l, place("/reports/", id)+"/figures/"+key, pairs...)
		},
		"cell":     l.numberCell,
		"cells":    l.sumCell,
		"maybeInt": func(n *int64) int64 { return *n },
	}
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
