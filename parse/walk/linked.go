package walk

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// IsLinked reports whether a title is the text of a link to another page: then it is that of
// another report. A link to a document is mostly the report itself.
func IsLinked(v *View, title string) bool {
	name := disclosure.FoldName(title)
	if v.anchors == nil {
		v.anchors = Anchors(v, v.Doc.Root)
	}
	return slices.ContainsFunc(v.anchors, func(a Anchor) bool {
		text := a.folded
		return text != "" && !tree.IsDocument(a.URL.String()) && (strings.Contains(name, text) && naming.IsTitle(text, true) || strings.Contains(text, name))
	})
}
