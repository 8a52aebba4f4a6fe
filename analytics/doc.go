// Package analytics compares: over years, over agencies, against the days that the law sets.
// What SQL says best is SQL and stands in files, so that a researcher can run exactly what
// a page shows: measures/ holds what pages and the API read, one file a measure, over the
// public views alone; what a score run computes stands beside it. Statistics that SQL can't say
// well are Go.
//
// It refuses to read pages, to change a figure, to count an unknown as zero, and to rank
// without an interval.
package analytics
