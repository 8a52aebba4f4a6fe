// Package chart draws: a finding with its numbers becomes an SVG, a table and a sentence. The same
// drawing stands in a page, where the style sheet gives it the page's colours, and in a file of its
// own, where its attributes do: there is no style element and no style attribute.
//
// It refuses to draw an unknown as zero, to join points over a gap or over a change of the form,
// to begin bars elsewhere than at zero, and to draw without a sentence and a source. It computes
// nothing: shares, intervals and limits are given.
package chart
