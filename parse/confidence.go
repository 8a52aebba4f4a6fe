package parse

// Confidence says how much of a figure rests on what is printed, and how much on how it was
// read. A figure has the lowest of the steps that its reading took. 1 means that the reading
// admits no other: only there is a broken identity held against the agency. Below 1 the
// value is what the page most likely prints; below confidenceDoubtful it is never read at all.
const (
	// Printed under a label of the form, and read the same in two independent ways: through
	// the grid of the table, and through its text with the order of the form's rows.
	confidenceCertain = 1

	// Printed under a label of the form, read in one way only: the other way could not tell
	// which cell it is, or the table is no table any more but lines of text.
	confidenceOnce = 0.95

	// The label lost or gained characters and only one of the form is near it, or the order
	// of the columns had to stand in for their place, or a page break went through the row.
	confidenceNear = 0.9

	// The place follows from fewer cells than the row should have.
	confidencePartial = 0.8

	// The two ways read differently: what the grid says stands, under a finding.
	confidenceDoubted = 0.7

	// Not parted on the page: the cells ran together, or blank ones vanished, and the sums of
	// the form leave exactly one reading.
	confidenceInferred = 0.6

	// Read from the table of another year, as no other is there.
	confidenceDoubtful = 0.6
)
