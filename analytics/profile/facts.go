package profile

// fact is what one measure of one or more agency-years rests on.
type fact struct {
	cell
	A, B, C int64
	Reports int64 // agency-years that have it, as their reports stand now; 0: only first versions do
}

// cell is what a peer group is looked for by.
type cell struct {
	Form, Level, Family, Scope string
	Year                       int
}

// trials is n of a share; of a dimension that is none it is 1, so that every agency-year counts.
func (f fact) trials(measure string) int64 {
	if isShare(measure) {
		return f.B
	}
	return 1
}

// isShare reports whether A of B are the facts: all but timeliness and completeness.
func isShare(measure string) bool { return measure != "timeliness" && measure != "completeness" }

// isShrunk reports whether the measure is a dimension that is shrunk to the peers.
func isShrunk(measure string) bool { return measure == "consistency" || measure == "legal" }

// result is what a fact amounts to. Pointers are nil where nothing is said.
type result struct {
	Value, Low, High, Low95, High95 *float64
	Band, Reason                    string
	Detail                          []string
}
