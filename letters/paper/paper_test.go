package paper

import (
	"math"
	"testing"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  某县\n\t民政局 ":                   "某县 民政局",
		"a\u202egnp.exe":                 "agnp.exe", // a name must not turn what follows around
		"x\u2066y\u2069":                 "xy",
		"bad\xffbyte":                    "bad\ufffdbyte",
		"nul\x00 bell\a":                 "nul bell",
		"全角\u3000空格":                     "全角 空格",
		"<w:t>&amp;":                     "<w:t>&amp;",
		"line\u2028apart\u0085next\vtab": "line apart next tab",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMillimetres: a picture keeps its shape and stays within the field.
func TestMillimetres(t *testing.T) {
	for _, p := range []Picture{{Width: 100, Height: 50}, {Width: 3000, Height: 100}, {Width: 100, Height: 3000}, {Width: 2000, Height: 2000}, {}} {
		w, h := p.Millimetres()
		if w > 156.01 || h > 110.01 {
			t.Errorf("%v is %.1f by %.1f mm", p, w, h)
		}
		if p.Width > 0 && (w/h)/(float64(p.Width)/float64(p.Height)) > 1.01 || p.Width > 0 && (w/h)/(float64(p.Width)/float64(p.Height)) < 0.99 {
			t.Errorf("%v lost its shape: %.1f by %.1f mm", p, w, h)
		}
	}
	if w, h := (&Picture{Width: 96, Height: 96}).Millimetres(); math.Abs(w-25.4)+math.Abs(h-25.4) > 1e-9 {
		t.Errorf("what fits is as large as on a screen: %v %v", w, h)
	}
}
