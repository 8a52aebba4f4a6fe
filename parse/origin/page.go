// Package origin says whose report a document is, of which year, and when it was published: from
// its titles, the box over its text, the trail of columns above it, its signature and the site
// that carries it. It refuses to guess: a name that may mean two agencies and a year that two
// places tell differently are findings.
package origin

import (
	"gongkai/disclosure"
	"gongkai/parse/walk"
)

// Page is a page with what the walk that found it knows.
type Page struct {
	*walk.View
	ListDate *disclosure.Date    // that the list prints beside the link; nil where none
	Division disclosure.Division // of the site it was found on; zero where unknown
	Walked   bool                // the walk knows that site; else the page's own foot told it
	beside   []string            // see besideTitle
}
