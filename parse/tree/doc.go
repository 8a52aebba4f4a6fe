// Package tree makes the tree of a page, whatever the format, its text as a reader of the page
// sees it, and the way back from both to the page: selectors for elements, offsets for words.
// It says where the page's own text stands, what it gives as its title and what surrounds it.
// It refuses to show what no reader sees, to move anything from where it stands, and to say
// what a word means.
//
// A source goes through it in this order:
//
//	document, reveal, sheet                  the tree, with what its scripts and style sheets do to it
//	hidden, concealed, unseen                what no reader of the page sees
//	flow, lines, sentences                   its text
//	query, elements, address, area           its elements, links and places on a page
//	container, chapters, neighbours, answers where its own text stands
//	teasers, aside, titles                   what is none of it, and its title
package tree
