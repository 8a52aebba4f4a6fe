package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// longestUnseen bounds what is left out, in bytes: more is text that a script shows.
const longestUnseen = 60

// isUnseen tells the parts of a cell that no reader takes for its print: struck out, or not
// shown.
func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike:
	case atom.Span, atom.Font, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.A, atom.Ins, atom.Label, atom.Small:
		if !IsHidden(n) && !isStruck(n) {
			return false
		}
	default:
		return false
	}
	return isShort(n)
}

// isStruckOut tells the words of a sentence that its writer struck out: 公开<s>100</s>128条.
func isStruckOut(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike:
		return isShort(n)
	case atom.Span, atom.Font, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Small:
		return strings.Contains(Attr(n, "style"), "line-through") && isShort(n)
	}
	return false
}

// isShort: the text is no longer than what is left out.
func isShort(n *html.Node) bool {
	size := 0
	Walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			size += len(c.Data)
		}
		return size <= longestUnseen
	})
	return size <= longestUnseen
}

func isStruck(n *html.Node) bool {
	style := Attr(n, "style")
	return style != "" && (strings.Contains(style, "line-through") || strings.Contains(strings.Map(DropSpace, style), "visibility:hidden"))
}

// filled is the text that a field of a form shows in a cell, "" where it is none that shows one.
func filled(n *html.Node) string {
	if n.DataAtom != atom.Input {
		return ""
	}
	switch strings.ToLower(Attr(n, "type")) {
	case "", "text", "number", "tel":
		if value := strings.TrimSpace(Attr(n, "value")); len(value) <= longestUnseen {
			return value
		}
	}
	return ""
}

// field writes what a field of a form shows. No text node has it.
func (w *flowWriter) field(value string) {
	if value == "" {
		return
	}
	w.print(value)
}
