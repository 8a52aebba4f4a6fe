package letters

import (
	"time"

	"gongkai/disclosure"
	"gongkai/letters/paper"
)

// Letter is what an agency is told.
type Letter struct {
	AgencyID, Agency string
	Items            []Item // newest year first
	Withheld         Withheld
}

// Withheld counts what is not in a letter because it is not, or not yet, the agency's.
type Withheld struct {
	Doubted  int // findings of which our reading, the year included, is doubted, whose cause is not clear, or that were decided to be our error
	Disputed int // findings that somebody objects to, with nothing decided yet
	Unproved int // years whose report was not found, without proof that it was not published
}

// Item is one thing that an agency is told.
type Item struct {
	Year      int
	Name      string // by which an objection names it: report and finding
	Rule      disclosure.Rule
	Topic     string // what it is about, in a few words
	Statement string // what is printed and what was expected
	Cells     []Cell // that take part, those of zero folded
	Zeros     int    // cells of zero that are not among Cells
	Expected  *disclosure.Number
	Actual    *disclosure.Number
	Causes    []string // which cells would have to change, where the figures tell
	Law       string   // the article
	Sources   []Source // the documents that it rests on
	Said      string   // what was objected, replied and decided; empty where nothing was
	Picture   *paper.Picture
	Excerpt   *paper.Table // the rows around the marked cell, where there is no picture
	Unshown   string       // why neither is there
}

// Cell is a printed figure.
type Cell struct {
	Report string // ID of the report that it stands in
	Key    disclosure.Key
	Year   int
	Table  string // 表二, 表三, 表四, 统计表 or 正文
	Row    string // as the form prints it
	Column string
	Raw    string // as printed
	State  disclosure.State
	Value  *disclosure.Number
	Unit   string
	Fits   *disclosure.Number // what it would have to be, where changing it alone is the one way to mend the sums
	Where  string             // where a person finds it
	Chosen bool               // the one that the finding speaks of
}

// Source is an archived document, or a page that says what an absence rests on.
type Source struct {
	Title    string
	Evidence string // path of the page of our service that shows it
	URL      string // where it was published; empty of an absence
	SHA256   string
	First    time.Time // sightings of these bytes
	Last     time.Time
	Obtained string // crawled, warc or brought
	Version  int64
	Versions int64
}

// prints is what stands in the cell, in words where nothing or no number stands there.
func (c Cell) prints() string {
	if text := paper.Clean(c.Raw); text != "" {
		return text
	}
	if c.State == "" {
		return "（未见）"
	}
	return "（空白）"
}

// name says which cell is meant.
func (c Cell) name() string {
	name := c.Table + "“" + c.Row
	if c.Column != "" {
		name += " · " + c.Column
	}
	return name + "”"
}
