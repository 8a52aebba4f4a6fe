// Package register reads lists of a county's agencies that a person keeps: which bodies report
// and since when, what else they are called, which names are no agency at all, and the notices
// by which the county sets a day for reports.
//
// It says what no page says for certain, so every county's list names its source. It refuses to
// change what a name already says, and to guess: a name that it can't place is an error.
package register
