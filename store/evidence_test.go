package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// whole are the places as readers see them: the pieces of each put together.
func (p placeTexts) whole(t *testing.T) (all []string) {
	t.Helper()
	next := func(column *[]byte) string {
		n, length := binary.Uvarint(*column)
		if length <= 0 || uint64(len(*column)-length) < n {
			t.Fatalf("%q is no text with its length before it", *column)
		}
		text := string((*column)[length : length+int(n)])
		*column = (*column)[length+int(n):]
		return text
	}
	cells, rests := p.cells, p.rests
	for _, run := range p.runs {
		for range run.cells {
			all = append(all, run.body+next(&cells)+run.path+next(&rests))
		}
	}
	if len(cells)+len(rests) > 0 {
		t.Errorf("%q and %q are left", cells, rests)
	}
	return all
}

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
		got := placesOf(&disclosure.Report{SHA256: "ab12", Figures: []disclosure.Figure{{Where: where}}}, []int{0}).whole(t)
		if !slices.Equal(got, []string{string(want)}) || evidence("ab12", where) != string(want) {
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
		var want []string
		for i := range d.IntN(6) {
			f := disclosure.Figure{Where: disclosure.Place{Cell: &disclosure.Cell{Table: d.IntN(2), Row: d.IntN(2), Column: d.IntN(2), Path: paths[d.IntN(len(paths))]}}}
			if d.IntN(5) == 0 {
				f.Where = disclosure.Place{Span: &disclosure.Span{Offset: d.IntN(2), Length: 1}}
			}
			r.Figures, order = append(r.Figures, f), append(order, i)
			text, err := json.Marshal(placed{"ab12", f.Where})
			must(t, err)
			want = append(want, string(text))
		}
		p, all := placesOf(&r, order), strings.Join(want, "\n")
		same(t, "places", strings.Join(p.whole(t), "\n"), all)
		if before, ok := sums[p.sum]; ok && before != all {
			t.Fatalf("the sum of\n%s\nis that of\n%s", all, before)
		}
		sums[p.sum] = all
	}
}

// TestPlacesOfATable: what its cells share stands once.
func TestPlacesOfATable(t *testing.T) {
	r := disclosure.Report{SHA256: "ab12"}
	for row := range 20 {
		for column := range 5 {
			path := fmt.Sprintf("html>body>table>tbody>tr:nth-child(%d)>td:nth-child(%d)", row, column)
			r.Figures = append(r.Figures, disclosure.Figure{Where: disclosure.Place{Cell: &disclosure.Cell{Table: 2, Row: row, Column: column, Path: path}}})
		}
	}
	want := []placeRun{{`{"sha256":"ab12","table":2,"row":`, `,"path":"html\u003ebody\u003etable\u003etbody\u003e`, 100}}
	order := make([]int, len(r.Figures))
	for i := range order {
		order[i] = i
	}
	if p := placesOf(&r, order); !slices.Equal(p.runs, want) {
		t.Errorf("%+v, want %+v", p.runs, want)
	}
}

// TestPlaceOfAFigure: readers see the place as it is, of a figure that is stored in pieces and of one that was stored before there were any.
func TestPlaceOfAFigure(t *testing.T) {
	db := fresh(t)
	r := reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures{newTotal: 3})
	r.Report.Figures[0].Where = disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 3, Path: "html>body>table>tr>td"}}
	keep(t, db, r)
	want := evidence(r.Report.SHA256, r.Report.Figures[0].Where)
	same(t, "in pieces", text(t, db, "SELECT evidence FROM figures FORMAT TSVRaw"), want+"\n")
	must(t, db.Exec(t.Context(), "INSERT INTO reading_figures (report_id, reading_id, indicator, applicant, evidence) VALUES ('x', 'y', 'requests_new', 'total', '"+want+"')", nil))
	same(t, "as a whole", text(t, db, "SELECT place FROM reading_figures WHERE report_id = 'x' FORMAT TSVRaw"), want+"\n")
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
	same(t, "hash of a report", contentHash(&r.Report), "92bde7a770cb8a7bf799c583734cfbc8")
	same(t, "of one without figures", contentHash(&disclosure.Report{}), "a1a5ef6240df2f1862a147cf3feec243")
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
	if prepared.Report.Figures != nil || prepared.Figures() != 3 || whole.Figures() != 3 {
		t.Errorf("%v stay of %d and %d", prepared.Report.Figures, prepared.Figures(), whole.Figures())
	}
	for _, r := range []*Reading{&whole, &prepared} {
		r.complete(registers{})
	}
	same(t, "digest", prepared.digest, whole.digest)
	same(t, "hash", prepared.packed.content, contentHash(&whole.Report))
	for _, r := range []*Reading{&whole, &prepared} {
		var names []string
		for _, begin := range r.packed.stored {
			names = append(names, r.packed.figure(begin).indicator)
		}
		same(t, "figures in order", strings.Join(names, " "), "published_total requests_new")
		same(t, "places", strings.Join(r.packed.places.whole(t), " "), `{"sha256":"ab","offset":3,"length":1} {"sha256":"ab","table":1,"row":2,"column":3,"path":"table\u003etr td"}`)
	}
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
	r.packed = pack(&r.Report)
	return r.everything()
}
