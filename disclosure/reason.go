package disclosure

// Reason is why a list was not walked to its end, or what an operator should know of a crawl: a
// code, and what fills the words that it has in each language. Beside it the same is kept as an
// English sentence.
type Reason struct {
	Code string
	Args []string // numbers, addresses, names; one that begins with "failure." is a class of failure
}

// ReasonOther is the code of a sentence that has none of its own; the sentence is its argument.
const ReasonOther = "other"
