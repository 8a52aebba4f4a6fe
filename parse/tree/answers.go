package tree

import "golang.org/x/net/html"

// answers are those that were given to a question about an element: every line inside asks it
// again, and the answer can take a walk over all of the element.
type answers map[*html.Node]bool

func (a *answers) of(n *html.Node, ask func(*html.Node) bool) bool {
	answer, known := (*a)[n]
	if known {
		return answer
	}
	if *a == nil {
		*a = answers{}
	}
	answer = ask(n)
	(*a)[n] = answer
	return answer
}
