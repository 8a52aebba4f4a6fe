// Package similar says what reports have in common with each other: the text that a county
// gives to all its agencies, the passages that few share, and the names of other places that a
// text contains.
//
// Two texts are compared in a normal form (normalise.go): quotations of law and the sentences
// that the form asks of everybody are taken out, numbers become #, names of places, agencies and
// people become @, and what is left is cut into its runs of five characters (shingle.go). The
// measure is the Jaccard index of the two sets: what both have, over what either has (P. Jaccard,
// 1901; A. Broder, On the resemblance and containment of documents, 1997). MinHash signatures
// (minhash.go) find the pairs that are worth looking at, in ClickHouse; each is then computed
// exactly and its matching passages are kept with their places on both sides (passage.go).
//
// It refuses to say who copied from whom, to count the text of a county's template (template.go)
// against any of those who use it, to compare what is left of a text that is too short, and to
// take what it has not compared for different: an unknown similarity is none, not zero.
package similar
