package tree

import (
	"testing"

	"golang.org/x/net/html"
)

// TestAnswers asks twice of each of two elements: each is looked at once.
func TestAnswers(t *testing.T) {
	var a answers
	yes, no := &html.Node{}, &html.Node{}
	asked := map[*html.Node]int{}
	is := func(n *html.Node) bool {
		asked[n]++
		return n == yes
	}
	for range 2 {
		if !a.of(yes, is) || a.of(no, is) {
			t.Error("another answer")
		}
	}
	if asked[yes] != 1 || asked[no] != 1 {
		t.Errorf("asked %d and %d times", asked[yes], asked[no])
	}
}
