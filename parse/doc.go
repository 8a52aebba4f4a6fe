// Package parse turns bytes into a disclosure.Report: charset, document, metadata, tables,
// prose, each figure with its place on the page. It also says where a walk goes on from a
// page (Page), recognises challenge pages (Challenge) and makes an archived document safe to
// show with its figures marked (Evidence), or the rows around one (Around).
//
// A document goes through it in this order:
//
//	input, source, charset/, office/, pdf/   bytes to a tree, whatever the format
//	lean/, tree/                             the tree, its text, and the way back to both
//	naming/                                  what reports, their columns and agencies are called
//	day/, origin/                            what it is, whose, of which year
//	outcome/, challenge                      whether it is a report at all
//	grid/, lexicon/, timing/, number/        rows and columns, what labels say, what a cell prints
//	form/, confidence/                       the tables of all four forms, and how sure a figure is
//	prose/                                   what sentences say, held against the tables
//	privacy/                                 persons that should not have been printed
//	evidence, sanitise/, text                the document shown, with its places
//	page, walk/                              where a walk goes on
//
// All of it is pure: the same bytes give the same answer, today and in ten years. The package
// refuses to do input and output, to look at a clock, to use a figure's position where its
// labels are not understood, and to guess: what cannot be read has a state or a finding that
// says so, and a blank is never zero.
package parse

// Version counts the changes of what is read from the same bytes. A document is read again
// when it grows.
const Version = 12
