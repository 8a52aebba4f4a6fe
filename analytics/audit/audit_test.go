package audit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gongkai/disclosure"
)

func stratum(form, format string) disclosure.AuditStratum {
	return disclosure.AuditStratum{Form: form, SiteFamily: "trs", Format: format}
}

func TestSizes(t *testing.T) {
	cells := map[disclosure.AuditStratum]uint64{stratum("2021", "html"): 9000, stratum("2021", "pdf"): 985, stratum("2014", "html"): 12, stratum("2008", "text"): 3}
	var got []string
	for _, s := range Sizes(cells, 200, 5) {
		got = append(got, fmt.Sprint(s.AuditStratum, " ", s.Cells, " ", s.Sampled))
	}
	// 200·985/10000 = 19.7; 200·12/10000 = 0.24, so 5; of three cells all.
	want := []string{"2008/trs/text 3 3", "2014/trs/html 12 5", "2021/trs/html 9000 180", "2021/trs/pdf 985 20"}
	if !slices.Equal(got, want) {
		t.Errorf("sizes %q, want %q", got, want)
	}
	if none := Sizes(nil, 200, 5); none != nil {
		t.Errorf("of nothing: %v", none)
	}
}

func TestFormat(t *testing.T) {
	for contentType, want := range map[string]string{"text/html; charset=gbk": "html", "multipart/related": "html", "text/plain": "text", "application/pdf": "pdf", "application/msword": "word",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word", "application/vnd.ms-excel": "sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "sheet",
		"application/ofd": "other", "": "unknown"} {
		if got := Format(contentType); got != want {
			t.Errorf("%q is %s, want %s", contentType, got, want)
		}
	}
}

// cellsFor are n cells of a stratum.
func cellsFor(s disclosure.AuditStratum, reports string, n int) (all []Pick) {
	for i := range n {
		all = append(all, Pick{AuditStratum: s, ReportID: fmt.Sprint(reports, i/10), Key: disclosure.Key{Indicator: fmt.Sprint("i", i%10), Applicant: disclosure.Total}})
	}
	return all
}

func draw(seed string, wanted uint32, cells []Pick) []Pick {
	d := NewDrawing(seed, wanted, 3)
	for _, c := range cells {
		d.Add(c.AuditStratum, c.ReportID, c.Key)
	}
	_, drawn := d.Sample()
	return drawn
}

// TestDrawing: the order in which cells come does not matter, the seed does, and a report that comes elsewhere
// takes the place of nothing but what its own hash comes before.
func TestDrawing(t *testing.T) {
	html, pdf := stratum("2021", "html"), stratum("2021", "pdf")
	cells := append(cellsFor(html, "a", 400), cellsFor(pdf, "b", 100)...)
	first := draw("seed", 50, cells)
	if len(first) != 50 || !slices.IsSortedFunc(first, func(a, b Pick) int { return compareDraw(a, b) }) {
		t.Fatalf("%d cells were drawn, or out of order", len(first))
	}
	for _, p := range first {
		if p.Draw != disclosure.AuditDraw("seed", p.ReportID, p.Key) {
			t.Fatalf("%+v is drawn by something else", p)
		}
	}
	shuffled := slices.Clone(cells)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if again := draw("seed", 50, shuffled); !slices.Equal(again, first) {
		t.Error("another order gives another sample")
	}
	if other := draw("other", 50, cells); slices.Equal(other, first) {
		t.Error("another seed gives the same sample")
	}
	// More cells of the second stratum, which then has its share of more.
	more := draw("seed", 50, append(slices.Clone(cells), cellsFor(pdf, "c", 20)...))
	for _, p := range more {
		if p.AuditStratum == html && !slices.Contains(first, p) {
			t.Errorf("%s was drawn because of a report of another stratum", p.ReportID)
		}
		if p.AuditStratum == pdf && p.ReportID[0] == 'b' && !slices.Contains(first, p) {
			later := 0
			for _, q := range first {
				if q.AuditStratum == pdf && q.Draw > p.Draw {
					later++
				}
			}
			if later > 0 {
				t.Errorf("%s was drawn before %d others and not at first", p.ReportID, later)
			}
		}
	}
	// A larger sample has the smaller one in it: sizes can't be shopped for cells.
	larger := draw("seed", 100, cells)
	for _, p := range first {
		if !slices.Contains(larger, p) {
			t.Errorf("%s %s is not in the larger sample", p.ReportID, p.Key)
		}
	}
	if all := draw("seed", 5000, cells); len(all) != 500 {
		t.Errorf("of 500 cells %d were drawn", len(all))
	}
}

func compareDraw(a, b Pick) int {
	switch {
	case a.Draw < b.Draw:
		return -1
	case a.Draw > b.Draw:
		return 1
	}
	return 0
}

// TestRateOf: open cells and such that nobody can read are never right.
func TestRateOf(t *testing.T) {
	size := disclosure.AuditSize{AuditStratum: stratum("2021", "html"), Cells: 10_000, Sampled: 100}
	full := RateOf(Count{AuditSize: size, Right: 100})
	if *full.P != 0 || full.Low != 0 || full.High != 0.036994 { // z²/(100+z²), rounded up
		t.Errorf("no error in 100: %v %v", *full.P, full)
	}
	open := RateOf(Count{AuditSize: size, Right: 90, Open: 10})
	if open.P != nil || open.Low != 0 || open.High != 0.174366 { // Wilson of 10 in 100
		t.Errorf("ten are not read: %v", open)
	}
	if unreadable := RateOf(Count{AuditSize: size, Right: 89, Errors: 1, Unreadable: 10}); *unreadable.P != 0.011111 || unreadable.High != 0.186313 { // 1 of 90; 11 of 100
		t.Errorf("ten can't be read: %v %v", *unreadable.P, unreadable)
	}
	if none := RateOf(Count{AuditSize: size, Open: 100}); none.P != nil || none.Low != 0 || none.High < 0.999999 {
		t.Errorf("nothing is read: %v", none)
	}
	var c Count
	for _, verdict := range []string{"right", "wrong", "missed", "invented", "state", "unreadable", "open"} {
		c.Add(verdict)
	}
	if c.Right != 1 || c.Errors != 4 || c.Unreadable != 1 || c.Open != 1 {
		t.Errorf("counted %+v", c)
	}
}
