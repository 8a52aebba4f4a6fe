package walk

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/naming"
)

// IsLinked reports whether a title is the text of a link: then it is that of another report.
func IsLinked(v *View, title string) bool {
	name := disclosure.FoldName(title)
	return slices.ContainsFunc(Anchors(v, v.Doc.Root), func(a Anchor) bool {
		text := disclosure.FoldName(a.Text)
		return text != "" && (strings.Contains(name, text) && naming.IsTitle(text, true) || strings.Contains(text, name))
	})
}
