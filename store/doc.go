// Package store keeps everything in ClickHouse: what was received, what was read, what is
// current. It speaks ClickHouse's HTTP interface and nothing else, so a server and the
// embedded engine are the same to it.
//
// Three rules hold everywhere. Nothing received is overwritten by a later reading. One row
// says that a report is current, so its figures change all at once or not at all. The row
// that says "done" is written last, so a job that is killed at any point can simply be run
// again, and a job that is run twice changes nothing that a reader sees.
//
// It refuses to fetch, to read pages, and to judge: it never turns an unknown into a zero and
// never calls an agency late.
package store
