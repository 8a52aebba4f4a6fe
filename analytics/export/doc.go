// Package export writes the open data package: the public tables as CSV and Parquet in one
// folder, with a Frictionless descriptor (datapackage.json), a dictionary of their columns,
// checksums, and a README that says how the figures came about and how to cite them.
//
// Which tables are public the database says itself (tables.sql), so a table that is added is
// exported without a change here; tables.tsv adds what no database knows of a view: its key,
// what its columns refer to, and which questions it answers.
//
// The same data gives the same bytes: rows stand in the order of their key, and nothing in the
// package tells when or where it was written. Rows are streamed, in parts of a bounded size. A
// package is there whole or not at all.
//
// It refuses to change what it copies — a text that a spreadsheet would take for a formula
// stays as it is —, to write into a folder that holds something, to say under which licence
// somebody publishes the package, and to write while the data changes.
package export
