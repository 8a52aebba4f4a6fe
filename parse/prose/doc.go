// Package prose reads what the text of a report says: its chapters, the figures of its
// sentences, held against those of the tables, problems and promises, kinds of information,
// whose figures it counts and where readers may ask. A figure counts only where the sentence
// admits no other meaning. It refuses a rough number, one whose owner or year is another's, and
// to choose between two statements that contradict each other.
//
// A text goes through it in this order:
//
//	joined, heading, section                 lines to paragraphs and chapters
//	prose, mention, list                     sentences, and the numbers in them with their words
//	rules, other, own, whole, plain          what a number is about, and what it is not
//	ways, answers, carried, asked            numbers that the words beside them name, not their own
//	all, zero*, review                       what is said of all, of none, and of reviews
//	course, staff, fee                       courses, staff and fees, and those of another business
//	share                                    percentages and years, held against each other
//	problem*, claim, narrative               problems, promises, kinds of information, mechanisms
//	unread, subject                          what is said and in no figure, which is named
//	scope, contact                           whose figures these are, and whom to ask
package prose
