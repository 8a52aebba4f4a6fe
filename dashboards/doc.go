// Package dashboards shows what the database holds: pages for people, an API for programs,
// metrics for operators. Every page is made on the server, works without scripts, carries its
// whole state in its address and says in words what it shows before it draws it.
//
// What is made once is sent again while nothing that it shows can have changed, with the same ETag: a crawl
// that only fetches leaves every page as it is, but for the state of the sites and, after a minute, when a report was fetched.
// Once the data is another one a reader gets the page anew, if need be waiting for it. Where others are being answered
// too, and processors or questions are all taken or a quarter of a second did not do, it is the page of before, which is whole, has the ETag and
// the citation of its own version of the data, says in the header Age for how long that has not been the newest, and is no more than five minutes
// behind; the newest one is made behind it, one page at a time. The state of sites, lists of the API and whole tables, whose parts have to fit together,
// /readyz, /metrics and who reloads a page (Cache-Control: no-cache or max-age=0) get what is true now or wait for it.
//
// It refuses to compute what a measure should say (its SQL is analytics/measures), to show an
// unknown as zero, to show a judgement without its number of cases, and to let anything of
// an archived page run.
package dashboards
