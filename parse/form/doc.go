// Package form reads the official tables of all four forms, of 2008, 2014, 2019 and 2021: by the
// rows and columns of their grids, a second time by the order of their text, and those that are
// nothing but text by the sums of the form. It chooses among tables of a kind the one that is
// the report's own, of its year. It refuses to use a figure's position where its labels are not
// understood, and a reading that is not the only one.
//
// A page goes through it in this order:
//
//	form, table, head*, row, pair, totals    the forms of 2019 and 2021 by rows and columns
//	list*                                    the statistics of the forms of 2008 and 2014
//	cut, joined, shared, note, prose         cells and rows that were cut, joined, shared, noted, or are text
//	flat*, digits                            tables that are nothing but text any more
//	second*, swap                            every table again by the order of its text; figures out of place
//	realms, own, bodies                      which part of a page and which table is the report's own
//	settle                                   which claim becomes the figure
package form
