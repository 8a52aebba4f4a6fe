// Package covariatefile reads a user's own table of numbers by division — population, budget, area — from a CSV file.
//
// It is strict: everything that is wrong is said at once, with line and column, and what to write instead. It refuses
// to guess: a cell that is no number is an error and no unknown, an empty one is not known and never 0, a code of a
// township is not cut to that of its county, a column without a unit is not taken, nor a file whose characters are
// neither UTF-8 nor said to be GB18030.
package covariatefile
