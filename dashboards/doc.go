// Package dashboards shows what the database holds: pages for people, an API for programs,
// metrics for operators. Every page is made on the server, works without scripts, carries its
// whole state in its address and says in words what it shows before it draws it.
//
// It refuses to compute what a measure should say (its SQL is analytics/measures), to show an
// unknown as zero, to show a judgement without its number of cases, and to let anything of
// an archived page run.
package dashboards
