package pattern

import (
	"regexp"
	"strings"
	"sync"
	"testing"
)

// Many may ask one expression at once, before and after it becomes an automaton.
func TestAtOnce(t *testing.T) {
	const expression = `(?:主动)?公开(?:了|各类|[^,;\d]{2,6}?等)*信息\d*(?:条|件)?$`
	plain, ours := regexp.MustCompile(expression), MustCompile(expression)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 200 {
				text := strings.Repeat("公开了", i%5) + strings.Repeat("网站", n%3) + "主动公开各类信息" + strings.Repeat("1", i%7) + "条"
				if want, got := plain.FindString(text), ours.FindString(text); want != got {
					t.Errorf("%s: %q, want %q", text, got, want)
				}
			}
		})
	}
	all.Wait()
}

// An automaton that has grown too large, and characters that it does not tell apart, are left to
// package regexp.
func TestNoAutomaton(t *testing.T) {
	for _, expression := range []string{`\b公开`, `(?i)k公`, `(?m)公$`} {
		if newAutomaton(expression, true) != nil {
			t.Errorf("%s has an automaton", expression)
		}
	}
	a := newAutomaton(`[^a]{2}b$`, false)
	if _, ok := a.end("😀😀b", false); ok {
		t.Error("characters beyond the classes were told apart")
	}
	if end, ok := a.end("公开b", false); end != len("公开b") || !ok {
		t.Error(end, ok)
	}
	for n := range mostNexts { // every text a state of its own
		a.states[strings.Repeat("x", n%7)+string(rune(n))] = a.first
		if len(a.states)*a.classes.n >= mostNexts {
			break
		}
	}
	if _, ok := a.end("aab", false); ok { // dead at once where it may still grow
		t.Error("more ways were remembered than there may be")
	}
}
