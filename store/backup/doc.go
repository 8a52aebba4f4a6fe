// Package backup keeps everything that a database holds in a folder, and brings it back: each table
// row by row, compressed, with the number of its rows and a sum over them, and the migrations that
// made the tables. The same folder goes into the embedded engine and into a server.
//
// The list of checksums is written last, so a backup that was cut off is told from a whole one. A
// backup is read as a whole before anything of it is restored, and every table is summed up again
// before it is shown. Rows are streamed, so memory does not grow with the data.
//
// It refuses a folder that holds something, a database that holds something, and a backup of a newer
// schema. It keeps nothing of what is not in the database: the sites file and the configuration are
// files of the operator.
package backup
