package tree

import (
	"strings"

	"golang.org/x/net/html"
)

// IsHidden tells rows and cells that no reader of the page sees.
func IsHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.Map(DropSpace, a.Val))
			return strings.Contains(style, "display:none")
		}
	}
	return false
}

// DropSpace drops white space, for strings.Map.
func DropSpace(r rune) rune {
	if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
		return -1
	}
	return r
}
