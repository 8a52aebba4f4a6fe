package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/letters/paper"
)

// hostile is a text as a page might print it to see what it can do.
const hostile = `</w:t></w:r><w:r>]]>&"'<script>` + "\x01\x0b"

// sample has every style, a table with spans and a picture.
func sample(t *testing.T) *paper.Document {
	t.Helper()
	d := &paper.Document{Title: "关于某县" + hostile, From: hostile, Dated: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)}
	for style := range styleIDs {
		d.Say(style, "文字 "+string(style)+" "+hostile)
	}
	slices.SortFunc(d.Blocks, func(a, b paper.Block) int { return strings.Compare(string(a.Style), string(b.Style)) })
	d.Put(&paper.Table{Says: hostile, Widths: []int{1, 2, 3},
		Head: [][]paper.Cell{{{Text: "行"}, {Text: "法人或其他组织", Span: 2}}},
		Rows: [][]paper.Cell{{{Text: "一", Goes: true}, {Text: "14", Number: true, Marked: true}, {Text: hostile, Noted: true}}, {{Continued: true}, {Text: "3"}, {}}}})
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	d.Show(&paper.Picture{PNG: b.Bytes(), Width: 40, Height: 20, Says: "标出的单元格 " + hostile})
	return d
}

// opened is a package with its parts.
func opened(t *testing.T, body []byte) (names []string, parts map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return names, parts
}

func written(t *testing.T, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPackage: every part is well formed and has a type, every relation leads to a part, and every style,
// picture and footer that is named is there.
func TestPackage(t *testing.T) {
	names, parts := opened(t, written(t, sample(t)))
	if names[0] != "[Content_Types].xml" {
		t.Errorf("the first part is %s", names[0])
	}
	types := string(parts["[Content_Types].xml"])
	for _, name := range names {
		ending := strings.TrimPrefix(path.Ext(name), ".")
		if !strings.Contains(types, `PartName="/`+name+`"`) && !strings.Contains(types, `Extension="`+ending+`"`) {
			t.Errorf("%s has no type", name)
		}
		if ending == "png" {
			continue
		}
		for x := xml.NewDecoder(bytes.NewReader(parts[name])); ; {
			if _, err := x.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := xml.Unmarshal(parts["word/_rels/document.xml.rels"], &relations); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, r := range relations.Relationship {
		if ids[r.ID] = true; parts["word/"+r.Target] == nil {
			t.Errorf("%s leads to %s, which is not there", r.ID, r.Target)
		}
	}
	defined := attributes(t, parts["word/styles.xml"], "styleId")
	for _, name := range []string{"word/document.xml", "word/footer1.xml"} {
		for _, element := range []string{"pStyle", "tblStyle"} {
			for _, style := range valuesOf(t, parts[name], element) {
				if !slices.Contains(defined, style) {
					t.Errorf("%s: the style %s is not defined", name, style)
				}
			}
		}
	}
	for _, id := range append(attributes(t, parts["word/document.xml"], "embed"), attributes(t, parts["word/document.xml"], "id")...) {
		if strings.HasPrefix(id, "rId") && !ids[id] {
			t.Errorf("the relation %s is not there", id)
		}
	}
	if got := texts(t, parts["word/document.xml"]); !slices.Contains(got, paper.Clean("文字 body "+hostile)) || !slices.Contains(got, paper.Clean(hostile)) {
		t.Errorf("the texts are %q", got)
	}
}

// attributes lists the values of an attribute, whatever its name space.
func attributes(t *testing.T, body []byte, name string) (all []string) {
	each(t, body, func(e xml.StartElement) {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				all = append(all, a.Value)
			}
		}
	})
	return all
}

// valuesOf lists the values of the elements of a name.
func valuesOf(t *testing.T, body []byte, element string) (all []string) {
	each(t, body, func(e xml.StartElement) {
		if e.Name.Local == element {
			all = append(all, e.Attr[0].Value)
		}
	})
	return all
}

func each(t *testing.T, body []byte, visit func(xml.StartElement)) {
	t.Helper()
	for x := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, is := token.(xml.StartElement); is {
			visit(e)
		}
	}
}

// texts are those of the runs.
func texts(t *testing.T, body []byte) (all []string) {
	t.Helper()
	var document struct {
		Runs []string `xml:"body>p>r>t"`
		Rows []struct {
			Cells []string `xml:"tc>p>r>t"`
		} `xml:"body>tbl>tr"`
	}
	if err := xml.Unmarshal(body, &document); err != nil {
		t.Fatal(err)
	}
	all = document.Runs
	for _, r := range document.Rows {
		all = append(all, r.Cells...)
	}
	return all
}

// TestRowsFillTheGrid: each row covers as many columns as the table has, or Word calls the file damaged.
func TestRowsFillTheGrid(t *testing.T) {
	_, parts := opened(t, written(t, sample(t)))
	var document struct {
		Tables []struct {
			Grid []struct{} `xml:"tblGrid>gridCol"`
			Rows []struct {
				Cells []struct {
					Span struct {
						Val int `xml:"val,attr"`
					} `xml:"tcPr>gridSpan"`
					Paragraphs []struct{} `xml:"p"`
				} `xml:"tc"`
			} `xml:"tr"`
		} `xml:"body>tbl"`
	}
	if err := xml.Unmarshal(parts["word/document.xml"], &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Tables) != 1 || len(document.Tables[0].Rows) != 3 {
		t.Fatalf("%d tables", len(document.Tables))
	}
	for n, row := range document.Tables[0].Rows {
		columns := 0
		for _, c := range row.Cells {
			if columns += max(c.Span.Val, 1); len(c.Paragraphs) == 0 {
				t.Errorf("row %d has a cell without a paragraph", n+1)
			}
		}
		if columns != len(document.Tables[0].Grid) {
			t.Errorf("row %d covers %d of %d columns", n+1, columns, len(document.Tables[0].Grid))
		}
	}
}

// TestSameBytes: the same text gives the same file, and another day another one.
func TestSameBytes(t *testing.T) {
	d := sample(t)
	first := written(t, d)
	if !bytes.Equal(first, written(t, d)) {
		t.Error("written twice, the file differs")
	}
	if d.Dated = d.Dated.AddDate(0, 0, 1); bytes.Equal(first, written(t, d)) {
		t.Error("the day of the letter makes no difference")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestFullDisk(t *testing.T) {
	if err := Write(full{}, sample(t)); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("a full disk: %v", err)
	}
}
