// Package stats is the statistics behind every comparison of agencies: intervals of
// proportions, funnel limits with over-dispersion, estimates that are shrunk to the peers of
// an agency, bands in place of ranks, and the correction for looking many times. Pure functions
// of counts; the method in words is doc/method.md.
//
// It refuses to read a database, to use chance or a clock, to depend on the order in which
// agencies come, to take an unknown for a zero (what is not known is not handed in), and to
// order agencies whose intervals overlap.
package stats
