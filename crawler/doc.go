// Package crawler walks county sites to their annual reports and hands over captures: the
// exact bytes received, with address, time, status and headers. Colly drives the walk; a
// transport of our own fetches, because politeness and evidence are decided there: pace and
// connections per host, one request at a time per network address, robots.txt (RFC 9309), Retry-After, caps that fail instead of
// cutting, no private addresses, retries.
//
// It refuses to look into pages (a Reader says what a page is and where to go on), to look
// for figures, to solve challenge pages, to ask what robots.txt forbids, and to keep a queue
// of its own: the state of a crawl is what the Archive knows of its captures.
package crawler
