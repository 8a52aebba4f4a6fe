// Package confidence says how surely a figure is what its report prints, from 0 to 1: the
// lowest of the steps that its reading took.
//
//	1     in a table, read alike in two ways; in a sentence that admits no other meaning
//	0.95  read in one way: the other does not show which cell it is
//	0.9   a label near one of the form's, or columns known by their order only
//	0.8   a row with fewer cells than columns, or a column that is a part of the whole
//	0.7   read in two ways that differ
//	0.6   inferred from the sums of the form, or from a table of another year
//	0     not readable: there is no value
//
// Only at 1 is a broken identity held against the agency; below, it is a doubt about our own
// reading. The package measures nothing: it refuses to be more than the names of the steps.
package confidence

// The steps that several readers share.
const (
	Certain  = 1    // through the grid of the table, and through its text with the form's order of rows
	Once     = 0.95 // the text cannot tell the cells apart, or the table is nothing but text
	Near     = 0.9  // a label or an order near those of the form
	Doubted  = 0.7  // what the grid says stands, under a finding
	Inferred = 0.6  // cells ran together, or blank ones vanished, and one reading is left
)
