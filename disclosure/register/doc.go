// Package register is what a person says of a county's agencies: which bodies report and since
// when, what their names mean, and the local notices that set a day for reports.
//
// It refuses to know where such lists come from, and to say anything of what they do not name.
package register
