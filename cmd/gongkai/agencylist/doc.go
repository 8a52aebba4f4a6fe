// Package agencylist reads files in which a person says what no page says for certain of a
// county's agencies: which bodies report and since when, what else they are called, which names
// are no agency at all, and the notices by which the county sets a day for reports.
//
// It refuses a list without a source, to change what a name already says, and to guess: a name
// that it can't place is an error.
package agencylist
