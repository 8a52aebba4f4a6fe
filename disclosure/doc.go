// Package disclosure holds the nouns that every stage shares and the rules of the form:
// the annual report on government information disclosure (政府信息公开工作年度报告,
// Regulation on Open Government Information 2019, art. 49–50), its figures, its findings,
// the catalogue of indicators, the agencies that report and the days on which they must.
//
// It refuses to do input and output of any kind, to know HTML, SQL or HTTP, and to guess:
// what is not known has a state that says so, and an unknown is never zero.
package disclosure
