// Package profile measures agency-years in the seven dimensions of a profile, each by itself:
// timeliness, completeness, consistency, handling, legal, proactive, originality. SQL takes the
// facts from the tables (the .sql files, in the order of run.go), a few whole numbers a report;
// Go says what they amount to among the peers of the agency, once for all that share them; SQL
// writes that to scores and rates. Every threshold and weight stands in method.go; the method
// in words is doc/method.md.
//
// It refuses to add dimensions up to one number, to score handling, proactive disclosure and
// originality (they are context), to count an unknown as a fault, to hold against an agency what was
// not read for certain, and to place agencies that can't be told apart.
package profile
