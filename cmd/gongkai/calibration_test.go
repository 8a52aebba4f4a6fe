package main

import (
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
)

// hardToRead says why a figure of the sample counties may be read with doubt: what its page
// or file is, as planted. It is empty for all that is plain.
func hardToRead(r demo.TruthReport, key disclosure.Key, f demo.TruthFigure) string {
	switch {
	case r.Fault == demo.FaultAttachmentPDF:
		return "a PDF file: rules and places of letters, no markup"
	case r.Fault == demo.FaultNarrative:
		return "no tables, Traditional characters"
	case r.Fault == demo.FaultBlank && !f.Prose:
		return "blank cells: text alone cannot tell which column a number is in"
	case r.Fault == demo.FaultChanged && key.Indicator == "requests_new":
		return "a remark beside a number: text alone cannot tell what the row counts"
	}
	return ""
}

// isRight reports whether a figure was read as it is printed.
func isRight(got disclosure.Figure, want demo.TruthFigure, printed bool) bool {
	return printed && got.State == want.State && sameNumber(got.Value, want.Value)
}

// TestDemoCalibration holds confidence against the truth: of the figures that are called
// certain none is wrong, and none of the plain ones is called uncertain, since doubt that is
// everywhere warns of nothing. How many of the uncertain ones are wrong is reported.
func TestDemoCalibration(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	type step struct{ read, wrong int }
	steps := map[float64]step{}
	for _, report := range lastTruth().Reports {
		for _, f := range s.report(report.ID()).Figures {
			want, printed := report.Figures[f.Key()]
			right := isRight(f, want, printed)
			n := steps[f.Confidence]
			n.read++
			if !right {
				n.wrong++
			}
			steps[f.Confidence] = n
			switch {
			case f.Confidence < 0 || f.Confidence > 1:
				t.Errorf("%s: %s has confidence %g", report.ID(), f.Key(), f.Confidence)
			case f.Confidence == 1 && !right:
				t.Errorf("%s: %s is certain and wrong: read %s %v (%q), printed %s %v (%q)", report.ID(), f.Key(), f.State, show(f.Value), f.Raw, want.State, show(want.Value), want.Raw)
			case f.Confidence < 1 && hardToRead(report, f.Key(), want) == "":
				t.Errorf("%s: %s = %q is plain and has confidence %g; %s", report.ID(), f.Key(), f.Raw, f.Confidence, report.ShownAt())
			}
		}
	}
	uncertain := step{}
	for confidence, n := range steps {
		t.Logf("confidence %g: %d of %d figures are wrong", confidence, n.wrong, n.read)
		if confidence < 1 {
			uncertain.read, uncertain.wrong = uncertain.read+n.read, uncertain.wrong+n.wrong
		}
	}
	t.Logf("below 1: %d of %d figures are wrong", uncertain.wrong, uncertain.read)
	if steps[1].read < 10_000 || uncertain.read == 0 {
		t.Errorf("%d certain figures and %d others: both were meant", steps[1].read, uncertain.read)
	}
}
