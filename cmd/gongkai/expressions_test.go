package main

import (
	"testing"

	"gongkai/disclosure/pattern"
)

// TestExpressionsCompile: expressions are compiled when they are first tried, which is too late
// to learn that one is wrong.
func TestExpressionsCompile(t *testing.T) {
	defer func() {
		if wrong := recover(); wrong != nil {
			t.Fatal(wrong)
		}
	}()
	if n := pattern.CompileAll(); n < 500 {
		t.Errorf("%d expressions: those of the parser are not among them", n)
	}
}
