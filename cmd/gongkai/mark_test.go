package main

import (
	"strings"

	"golang.org/x/net/html"
)

// markedText returns the text inside the element with the id.
func markedText(page, id string) (string, bool) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", false
	}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		for _, a := range node.Attr {
			if a.Key == "id" && a.Val == id {
				return textOf(node), true
			}
		}
	}
	return "", false
}

func textOf(node *html.Node) string {
	var b strings.Builder
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}
