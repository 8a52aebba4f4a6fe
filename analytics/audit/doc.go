// Package audit asks how often we read wrongly: it draws a random sample of printed cells, separately of each
// form, family of sites and format of documents, and says what follows for all of them from what a person reads
// in these on the archived pages. The order of drawing is that of a hash of a seed and the cell (disclosure.AuditDraw)
// and nothing else, so the same data and seed give the same cells in any program; the seed is the digest of the
// data unless somebody names another, which is told. Cells that we read as unknown are drawn like others.
//
// It refuses to draw cells by hand, to take for right what nobody could read or has read yet, to hold an audit
// against a later reading than the one that was drawn, and to say anything of cells that we did not find at
// all: they are in no frame.
package audit
