package store

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// TestEvidenceIsJSON holds what is written for most places to what encoding/json writes.
func TestEvidenceIsJSON(t *testing.T) {
	letters := []rune("html>body div#zoom.a:nth-child(2)~+*[]=\"\\<&'\t\u2028表格\x7f😀")
	for n := range 2000 {
		d := rand.New(rand.NewPCG(1, uint64(n)))
		path := make([]rune, d.IntN(12))
		for i := range path {
			path[i] = letters[d.IntN(len(letters))]
		}
		where := disclosure.Place{Cell: &disclosure.Cell{Table: d.IntN(5), Row: d.IntN(1000) - 1, Column: d.IntN(20), Path: string(path)}}
		want, err := json.Marshal(struct {
			SHA256 string `json:"sha256"`
			disclosure.Place
		}{"ab12", where})
		must(t, err)
		if got := evidence("ab12", where); got != string(want) {
			t.Fatalf("%q: %s, encoding/json has %s", string(path), got, want)
		}
	}
}

// TestPlacesBesideEachOther: what a row of cells shares is written as it is for each of them alone, and no two
// lists of places have one sum.
func TestPlacesBesideEachOther(t *testing.T) {
	paths := []string{"td", "", "table>tr>td", "table>tr>td:nth-child(2)", "table>tr:nth-child(3)>td", "table>tr>", "表>tr>td", "表>tr>th", "table>tr>表", strings.Repeat("div>", 5000) + "td"}
	sums := map[[32]byte]string{}
	for n := range 2000 {
		d := rand.New(rand.NewPCG(3, uint64(n)))
		r := disclosure.Report{SHA256: "ab12"}
		var order []int
		want, all := "", ""
		for i := range d.IntN(6) {
			f := disclosure.Figure{Where: disclosure.Place{Cell: &disclosure.Cell{Table: d.IntN(2), Row: d.IntN(2), Column: d.IntN(2), Path: paths[d.IntN(len(paths))]}}}
			if d.IntN(5) == 0 {
				f.Where = disclosure.Place{Span: &disclosure.Span{Offset: d.IntN(2), Length: 1}}
			}
			r.Figures, order = append(r.Figures, f), append(order, i)
			text, err := json.Marshal(placed{"ab12", f.Where})
			must(t, err)
			want += string(block.AppendText(nil, text))
			all += string(text) + "\n"
		}
		p := placesOf(&r, order)
		same(t, "places", string(p.column), want)
		if before, ok := sums[p.sum]; ok && before != all {
			t.Fatalf("the sum of\n%s\nis that of\n%s", all, before)
		}
		sums[p.sum] = all
	}
}

// TestFiguresAreSortedByKey: what the catalogue has and what it has not is sorted alike.
func TestFiguresAreSortedByKey(t *testing.T) {
	catalogue := disclosure.Catalogue()
	for n := range 500 {
		d := rand.New(rand.NewPCG(4, uint64(n)))
		var figures []disclosure.Figure
		for range d.IntN(60) {
			figures = append(figures, disclosure.Figure{Indicator: catalogue[d.IntN(len(catalogue))].Indicator, Applicant: slices.Concat(disclosure.Applicants, []disclosure.Applicant{""})[d.IntN(8)]})
		}
		got := sorted(figures)
		var want []int
		for i := range figures {
			if !slices.ContainsFunc(figures[:i], func(f disclosure.Figure) bool { return f.Key() == figures[i].Key() }) {
				want = append(want, i)
			}
		}
		slices.SortFunc(want, func(i, j int) int { return compareKeys(&figures[i], &figures[j]) })
		if !slices.Equal(got, want) {
			t.Fatalf("%v is sorted as %v, want %v", figures, got, want)
		}
		strange := append(slices.Clone(figures), disclosure.Figure{Indicator: "~"})
		if got := sorted(strange); !slices.Equal(got, append(want, len(figures))) {
			t.Fatalf("with a strange one %v is sorted as %v, want %v and it", figures, got, want)
		}
	}
}

// TestPrintedFiguresAreJSON holds what a version of a report is told by to what encoding/json writes.
func TestPrintedFiguresAreJSON(t *testing.T) {
	letters := []rune("0123456789.,-/ \t\u00a0\u3000<>&\"\\万件无\u2028\x7f")
	for n := range 2000 {
		d := rand.New(rand.NewPCG(2, uint64(n)))
		var figures []disclosure.Figure
		var printed []printedFigure
		for range 1 + d.IntN(4) {
			raw := make([]rune, d.IntN(5))
			for i := range raw {
				raw[i] = letters[d.IntN(len(letters))]
			}
			f := disclosure.Figure{Indicator: "requests_new", Applicant: disclosure.Total, State: disclosure.StateNumber, Raw: string(raw)}
			if d.IntN(4) == 0 {
				f.Cumulative = &disclosure.Cumulative{State: disclosure.StateBlank, Raw: string(raw)}
			}
			figures = append(figures, f)
			want := printedFigure{f.Indicator, string(f.Applicant), string(f.State), strings.Join(strings.Fields(f.Raw), ""), ""}
			if f.Cumulative != nil {
				want.Cumulative = "blank " + want.Raw
			}
			printed = append(printed, want)
		}
		want, err := json.Marshal(printed)
		must(t, err)
		same(t, "printed", string(appendFigures(nil, figures)), string(want))
	}
	r := Reading{Report: disclosure.Report{Figures: []disclosure.Figure{{Indicator: "requests_new", Applicant: disclosure.Total, State: disclosure.StateNumber, Raw: "1 2"}}}}
	same(t, "hash of a report", r.contentHash(), "92bde7a770cb8a7bf799c583734cfbc8")
	same(t, "of one without figures", (&Reading{}).contentHash(), "a1a5ef6240df2f1862a147cf3feec243")
}

// TestPrepared: what is prepared beforehand is the same reading, and holds no place in its report.
func TestPrepared(t *testing.T) {
	year := 2020
	whole := Reading{Capture: disclosure.Capture{SHA256: "ab"}, Report: disclosure.Report{FiscalYear: &year, Figures: []disclosure.Figure{
		{Indicator: "requests_new", Applicant: disclosure.Total, Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 3, Path: "table>tr td"}}},
		{Indicator: "published_total", Where: disclosure.Place{Span: &disclosure.Span{Offset: 3, Length: 1}}},
		{Indicator: "published_total"}}}}
	prepared := whole
	prepared.Report.Figures = slices.Clone(whole.Report.Figures)
	prepared.Prepare()
	if where := prepared.Report.Figures[0].Where; where != (disclosure.Place{}) {
		t.Errorf("%v stays", where)
	}
	for _, r := range []*Reading{&whole, &prepared} {
		r.complete(registers{})
	}
	same(t, "digest", prepared.digest, whole.digest)
	if want := []int{1, 0}; !slices.Equal(whole.figures, want) || !slices.Equal(prepared.figures, want) {
		t.Errorf("figures in the order %v and %v, want %v", whole.figures, prepared.figures, want)
	}
	same(t, "places", string(prepared.places.column), string(whole.places.column))
	same(t, "a place", string(whole.places.column), "%"+`{"sha256":"ab","offset":3,"length":1}`+"F"+`{"sha256":"ab","table":1,"row":2,"column":3,"path":"table\u003etr td"}`)
}

// TestEveryFieldOfAFigureIsNoticed changes each of them: a reading that differs in anything is another one.
func TestEveryFieldOfAFigureIsNoticed(t *testing.T) {
	reading := func(change func(*disclosure.Figure)) string {
		f := disclosure.Figure{Indicator: "requests_new", Applicant: "total", Value: pointer(disclosure.Int(3)), Unit: "件", State: disclosure.StateNumber, Raw: "3", Confidence: 1,
			Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 3, Path: "td"}}}
		change(&f)
		r := Reading{Report: disclosure.Report{SHA256: "ab", Figures: []disclosure.Figure{f}}}
		return everythingOf(&r)
	}
	changes := map[string]func(*disclosure.Figure){
		"Indicator":  func(f *disclosure.Figure) { f.Indicator = "requests_carried_in" },
		"Applicant":  func(f *disclosure.Figure) { f.Applicant = "natural" },
		"Value":      func(f *disclosure.Figure) { f.Value = pointer(disclosure.Int(4)) },
		"Unit":       func(f *disclosure.Figure) { f.Unit = "条" },
		"State":      func(f *disclosure.Figure) { f.State = disclosure.StateZero },
		"Raw":        func(f *disclosure.Figure) { f.Raw = "3 " },
		"Confidence": func(f *disclosure.Figure) { f.Confidence = 0.9 },
		"Where":      func(f *disclosure.Figure) { f.Where.Cell.Path = "th" },
		"Cumulative": func(f *disclosure.Figure) { f.Cumulative = &disclosure.Cumulative{State: disclosure.StateBlank} },
	}
	seen := map[string]string{reading(func(*disclosure.Figure) {}): "as it was", reading(func(f *disclosure.Figure) { f.Value = nil }): "no value"}
	for i := range reflect.TypeFor[disclosure.Figure]().NumField() {
		name := reflect.TypeFor[disclosure.Figure]().Field(i).Name
		if changes[name] == nil {
			t.Fatalf("everything() may not know of the field %s", name)
		}
		got := reading(changes[name])
		if was, ok := seen[got]; ok {
			t.Errorf("another %s is taken for %s", name, was)
		}
		seen[got] = name
	}
}

func everythingOf(r *Reading) string {
	r.write()
	return r.everything()
}
