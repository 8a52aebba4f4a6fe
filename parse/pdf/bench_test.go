package pdf

import "testing"

// report is a report of six pages: prose, and the tables of requests.
func report() []byte {
	f := &file{}
	for i := range 6 {
		p := f.page()
		if i%2 == 1 {
			wholeRequests().draw(p, 60, 100)
		} else {
			for k := range 24 {
				p.text(72, 80+28*float64(k), 16, han(28))
			}
		}
		p.text(290, 800, 9, "- "+string(rune('1'+i))+" -")
	}
	return f.bytes()
}

func BenchmarkRead(b *testing.B) {
	body := report()
	if _, _, err := Read(body, Limits{}); err != nil { // starts PDFium
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Read(body, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLayOut(b *testing.B) {
	pages := scanned(b, report())
	b.ReportAllocs()
	for b.Loop() {
		l := newLayout(DefaultLimits())
		for _, p := range pages {
			again := *p
			l.add(&again)
		}
		if _, err := l.tree(); err != nil {
			b.Fatal(err)
		}
	}
}
