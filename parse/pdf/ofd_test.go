package pdf

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const ofdSpace = `xmlns:ofd="http://www.ofdspec.org/2016"`

// asOFD writes pages as an OFD: texts in runs with steps, lines and areas as paths, those of
// the first page in a template under it.
func asOFD(t testing.TB, pages []*page) []byte {
	t.Helper()
	var list, templates strings.Builder
	files := []string{"OFD.xml", `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ` + ofdSpace + ` DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`}
	for i, p := range pages {
		texts, lines := p.ofdTexts(), p.ofdPaths()
		template := ""
		if i == 0 {
			template = `<ofd:Template TemplateID="901" ZOrder="Background"/>`
			fmt.Fprint(&templates, `<ofd:TemplatePage ID="901" BaseLoc="Tpls/Tpl_0/Content.xml"/>`)
			files = append(files, "Doc_0/Tpls/Tpl_0/Content.xml", ofdContent("", lines))
			lines = ""
		}
		fmt.Fprintf(&list, `<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, i+1, i)
		area := fmt.Sprintf(`<ofd:Area><ofd:PhysicalBox>0 0 %g %g</ofd:PhysicalBox></ofd:Area>`, p.width/pointsPerMillimetre, p.height/pointsPerMillimetre)
		files = append(files, fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i), ofdContent(area+template, lines+texts))
	}
	files = append(files, "Doc_0/Document.xml", fmt.Sprintf(`<ofd:Document %s><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>%s</ofd:CommonData><ofd:Pages>%s</ofd:Pages></ofd:Document>`, ofdSpace, &templates, &list))
	return zipped(t, files...)
}

func ofdContent(head, objects string) string {
	return fmt.Sprintf(`<ofd:Page %s>%s<ofd:Content><ofd:Layer ID="5">%s</ofd:Layer></ofd:Content></ofd:Page>`, ofdSpace, head, objects)
}

func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ofdTexts writes a text object for each run of characters on a line.
func (p *page) ofdTexts() string {
	const mm = 1 / pointsPerMillimetre
	var b strings.Builder
	for i := 0; i < len(p.chars); {
		first := p.chars[i]
		var text strings.Builder
		var steps []string
		j := i
		for ; j < len(p.chars) && p.chars[j].box.t == first.box.t && (j == i || !p.chars[j].apart && p.chars[j].box.l > p.chars[j-1].box.l); j++ {
			text.WriteRune(p.chars[j].r)
			if j > i {
				steps = append(steps, fmt.Sprintf("%.4f", (p.chars[j].box.l-p.chars[j-1].box.l)*mm))
			}
		}
		// Equal steps are written as the standard allows.
		var delta []string
		for k := 0; k < len(steps); {
			n := k
			for n < len(steps) && steps[n] == steps[k] {
				n++
			}
			if n-k > 1 {
				delta = append(delta, "g", fmt.Sprint(n-k), steps[k])
			} else {
				delta = append(delta, steps[k])
			}
			k = n
		}
		size := first.box.height() * mm
		fmt.Fprintf(&b, `<ofd:TextObject ID="9" Boundary="%.4f %.4f 100 %.4f" Font="3" Size="%.4f"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="%.4f" DeltaX="%s">%s</ofd:TextCode></ofd:TextObject>`,
			first.box.l*mm, first.box.t*mm, size, size, 0.88*size, strings.Join(delta, " "), html.EscapeString(text.String()))
		i = j
	}
	return b.String()
}

func (p *page) ofdPaths() string {
	const mm = 1 / pointsPerMillimetre
	var b strings.Builder
	for _, r := range p.rules {
		l, t, x, y := r.from*mm, r.at*mm, (r.to-r.from)*mm, 0.0
		if r.upright {
			l, t, x, y = r.at*mm, r.from*mm, 0, (r.to-r.from)*mm
		}
		fmt.Fprintf(&b, `<ofd:PathObject ID="7" Boundary="%.4f %.4f 1 1" LineWidth="0.2"><ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L %.4f %.4f</ofd:AbbreviatedData></ofd:PathObject>`, l, t, x, y)
	}
	for _, f := range p.fills {
		fmt.Fprintf(&b, `<ofd:PathObject ID="7" Boundary="%.4f %.4f 1 1" Stroke="false" Fill="true"><ofd:FillColor Value="220 220 255"/><ofd:AbbreviatedData>M 0 0 L %.4[3]f 0 L %.4[3]f %.4[4]f L 0 %.4[4]f C</ofd:AbbreviatedData></ofd:PathObject>`, f.l*mm, f.t*mm, f.width()*mm, f.height()*mm)
	}
	return b.String()
}

// scanned are the pages of a PDF before they are laid out.
func scanned(t testing.TB, body []byte) (pages []*page) {
	t.Helper()
	if err := scan(body, Limits{}.withDefaults(), &Info{}, func(p *page) { pages = append(pages, p) }); err != nil {
		t.Fatal(err)
	}
	return pages
}

// both reads a file as PDF, and again written as OFD.
func both(t testing.TB, f *file) (asPDF, other *html.Node) {
	t.Helper()
	asPDF, _ = mustRead(t, f)
	pages := scanned(t, f.bytes())
	other, info, err := ReadOFD(asOFD(t, pages), Limits{})
	if err != nil || info.Damaged || info.Pages != len(pages) || len(info.LostPages) > 0 {
		t.Fatalf("%+v %v", info, err)
	}
	return asPDF, other
}

// TestOFD reads what the tests of PDF draw from an OFD: tables with and without lines, over two
// pages, with coloured cells, and text.
func TestOFD(t *testing.T) {
	upper, lower := statistics()
	for name, draw := range map[string]func(f *file){
		"ruled":    func(f *file) { wholeRequests().draw(f.page(), 60, 100) },
		"no lines": func(f *file) { upper.draw(f.page(), 100, 600); lower.draw(f.page(), 100, 60) },
		"coloured": func(f *file) {
			p := f.page()
			for i := range 6 {
				p.raw("0.9 0.9 1 rg").raw(rectangle(p, 102+80*float64(i%3), 102+24*float64(i/3), 77, 21)).raw("0 g")
			}
			plan{pen: unruled, widths: times(80, 3), heights: times(24, 2), rows: [][]spot{cs("甲", "乙", "丙"), cs("丁", "1", "22")}}.draw(p, 100, 100)
		},
		"text": func(f *file) {
			f.page().text(104, 110, 16, "一、总体情况").text(104, 140, 16, han(24)).text(72, 168, 16, han(26)).text(72, 196, 16, "共12345件。Annual report 2024")
		},
	} {
		f := &file{}
		draw(f)
		want, got := both(t, f)
		if a, b := shape(want), shape(got); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", name, b, a)
		}
		for i, td := range all(got, "td") {
			if a, b := attrOf(all(want, "td")[i], "data-box"), attrOf(td, "data-box"); !nearBoxes(a, b) {
				t.Errorf("%s: cell %q at %s, want %s", name, textOf(td), b, a)
			}
		}
	}
}

// shape is what a tree says, without places.
func shape(n *html.Node) string {
	s := strings.Join(paragraphsOf(n), "\n")
	for _, table := range all(n, "table") {
		s += "\n" + rowsOf(table)
	}
	return s
}

func nearBoxes(a, b string) bool {
	v, w := numbers(strings.ReplaceAll(a, ",", " ")), numbers(strings.ReplaceAll(b, ",", " "))
	return len(v) == 4 && slices.EqualFunc(v, w, func(x, y float64) bool { return abs(x-y) < 1.5 })
}

// ofdOf is an OFD of one page with the given objects.
func ofdOf(t testing.TB, objects string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{
		"OFD.xml", `<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
		"Doc_0/Document.xml", `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><PublicRes>PublicRes.xml</PublicRes></CommonData><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>`,
		"Doc_0/Page.xml", `<Page><Content><Layer>` + objects + `</Layer></Content></Page>`}, more...)...)
}

// TestOFDObjects has objects that a matrix moves and turns, that are drawn by their id, that
// cannot be seen, and characters that only their font knows.
func TestOFDObjects(t *testing.T) {
	body := ofdOf(t, `
		<TextObject Boundary="20 20 50 8" CTM="2 0 0 2 0 0" Size="2"><TextCode X="0" Y="2">一二三四五</TextCode></TextObject>
		<TextObject Boundary="20 50 50 8" Size="4"><TextCode X="0" Y="4" DeltaX="2 2 2">1234</TextCode></TextObject>
		<TextObject Boundary="20 80 50 8" Size="4"><TextCode X="0" Y="4">甲</TextCode><TextCode X="40">乙</TextCode></TextObject>
		<TextObject Boundary="20 110 50 8" Size="4"><TextCode X="0" Y="4" DeltaX="4 4">¤件</TextCode></TextObject>
		<TextObject Boundary="20 60 50 8" Size="4" Visible="false"><TextCode X="0" Y="4">看不见</TextCode></TextObject>
		<TextObject Boundary="100 100 8 50" CTM="0 1 -1 0 0 0" Size="4"><TextCode X="0" Y="0">竖排</TextCode></TextObject>
		<PageBlock><CompositeObject Boundary="20 140 50 8" ResourceID="77"/></PageBlock>`,
		"Doc_0/PublicRes.xml", `<Res><CompositeGraphicUnits><CompositeGraphicUnit ID="77" Width="10" Height="10"><Content><TextObject Boundary="1 1 50 8" Size="4"><TextCode X="0" Y="4">复合对象</TextCode></TextObject></Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>`)
	tree, info, err := ReadOFD(body, Limits{})
	if err != nil || info.Damaged {
		t.Fatalf("%+v %v", info, err)
	}
	want := []string{"一二三四五", "1234", "甲\t乙", "\uFFFD件", "复合对象", "stray: 竖排"}
	if got := paragraphsOf(tree); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := attrOf(all(tree, "p")[0], "data-box"), "56.7,58,113.4,69.3"; !nearBoxes(got, want) {
		t.Errorf("the first text is at %s, want %s", got, want)
	}
}

// TestOFDDamage has files that lack something: what is read of them must say so.
func TestOFDDamage(t *testing.T) {
	text := `<TextObject Boundary="20 20 50 8" Size="4"><TextCode X="0" Y="4">报告</TextCode></TextObject>`
	for name, k := range map[string]struct {
		objects string
		damaged bool
	}{
		"whole":           {text, false},
		"cut":             {text + `<TextObject Boundary="20 30`, true},
		"no unit":         {text + `<CompositeObject ResourceID="3"/>`, true},
		"no template":     {text + `<Template TemplateID="3"/>`, true},
		"an odd colour":   {text + `<PathObject><StrokeColor Value="x"/><AbbreviatedData>M 1 L C</AbbreviatedData></PathObject>`, false},
		"nested too deep": {text + strings.Repeat("<PageBlock>", 70) + strings.Repeat("<X>", 80), true},
	} {
		tree, info, err := ReadOFD(ofdOf(t, k.objects), Limits{})
		var limit *LimitError
		limited := errors.As(err, &limit)
		if (info.Damaged || limited) != k.damaged || !limited && (tree == nil || !strings.Contains(render(t, tree), "报告")) {
			t.Errorf("%s: %+v %v", name, info, err)
		}
	}
	whole := ofdOf(t, text)
	if _, _, err := ReadOFD(whole[:len(whole)-40], Limits{}); !errors.Is(err, errBrokenOFD) {
		t.Error(err)
	}
	if _, _, err := ReadOFD(zipped(t, "a.txt", "x"), Limits{}); !errors.Is(err, ErrNotOFD) {
		t.Error(err)
	}
}

func TestOFDLimits(t *testing.T) {
	text := strings.Repeat(`<TextObject Boundary="20 20 50 8" Size="4"><TextCode X="0" Y="4">一二三四五六七八九十</TextCode></TextObject>`, 20)
	for name, limits := range map[string]Limits{"characters": {Characters: 100}, "objects": {Objects: 30}, "bytes": {Bytes: 100}} {
		_, _, err := ReadOFD(ofdOf(t, text), limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := ofdOf(t, "<TextObject><TextCode>"+strings.Repeat("x", 9<<20)+"</TextCode></TextObject>")
	var limit *LimitError
	if _, _, err := ReadOFD(big, Limits{}); !errors.As(err, &limit) {
		t.Errorf("a page of 9 MiB: %v", err)
	}
}

func FuzzOFD(f *testing.F) {
	f.Add(`<TextObject Boundary="1 1 5 5" Size="4" CTM="1 0 0 1 0 0"><TextCode X="0" Y="4" DeltaX="g 3 4">一二三四</TextCode></TextObject>`)
	f.Add(`<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 0 B 1 1 2 2 3 3 C</AbbreviatedData></PathObject>`)
	f.Fuzz(func(t *testing.T, objects string) {
		tree, _, err := ReadOFD(ofdOf(t, objects), Limits{Objects: 1000, Characters: 1000})
		if tree == nil && err == nil {
			t.Error("neither a tree nor an error")
		}
	})
}
