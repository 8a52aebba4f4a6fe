// Package parse turns bytes into a disclosure.Report: charset, document, metadata, tables,
// prose, each figure with its place on the page. It also says where a walk goes on from a
// page (Page), recognises challenge pages (Challenge) and makes an archived document safe to
// show with its figures marked (Evidence).
//
// All of it is pure: the same bytes give the same answer, today and in ten years. The package
// refuses to do input and output, to look at a clock, to use a figure's position where its
// labels are not understood, and to guess: what cannot be read has a state or a finding that
// says so, and a blank is never zero.
package parse

// Version counts the changes of what is read from the same bytes. A document is read again
// when it grows.
const Version = 2
