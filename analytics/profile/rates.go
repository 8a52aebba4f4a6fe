package profile

import (
	_ "embed"
	"strings"
)

//go:embed rates.tsv
var ratesTSV string

// Rate is a share of a report: the sum of some of its cells of the sum of others.
type Rate struct {
	Name, Rule       string // the identity that has to hold for it
	Forms            []string
	X, N             []string // indicators
	LabelZH, LabelEN string
}

// Rates reads rates.tsv; a line that begins with = is an identity, no share.
func Rates() []Rate {
	var all []Rate
	for line := range strings.Lines(ratesTSV) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 7 || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, Rate{f[0], f[4], strings.Split(f[1], ","), strings.Fields(f[2]), strings.Fields(f[3]), f[5], f[6]})
	}
	return all
}

// termRows are the rows of rate_terms.
func termRows() [][]any {
	var rows [][]any
	for _, r := range Rates() {
		for _, form := range r.Forms {
			for _, side := range []struct {
				part       string
				indicators []string
			}{{"x", r.X}, {"n", r.N}} {
				for _, indicator := range side.indicators {
					rows = append(rows, []any{uint32(Version), r.Name, form, side.part, indicator, r.Rule, r.LabelZH, r.LabelEN})
				}
			}
		}
	}
	return rows
}
