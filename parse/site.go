package parse

import (
	"gongkai/disclosure"
	"gongkai/parse/charset"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// NamesReport reports whether a link of a list names an annual report by its title.
func NamesReport(l disclosure.Link) bool { return walk.ReportsIn([]disclosure.Link{l}) > 0 }

// Site is the division whose site a page belongs to, by the site code that the page prints, the
// name of its site and who runs it; false where it says nothing of that.
func Site(in Input) (disclosure.Division, bool) {
	d, ok := charset.Decode(in.Body, in.ContentType)
	if !ok {
		return disclosure.Division{}, false
	}
	doc, err := tree.New(d.Text)
	if err != nil {
		return disclosure.Division{}, false
	}
	v := newView(in, d.Text, doc)
	v.Division = disclosure.Division{}
	division := origin.Located(v)
	return division, division.Code != ""
}
