package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func threePages() []byte {
	f := &file{}
	for _, s := range []string{"第一页的内容", "第二页的内容", "第三页的内容"} {
		f.page().text(72, 100, 12, s)
	}
	return f.bytes()
}

// behind cuts a file off behind a text.
func behind(body []byte, text string) []byte {
	return body[:bytes.Index(body, []byte(text))+len(text)]
}

// cutBefore cuts a file off before its last text of this kind.
func cutBefore(body []byte, text string) []byte { return body[:bytes.LastIndex(body, []byte(text))] }

// TestRebuiltPages has files whose table of contents is gone. Pages that are whole are read, of the
// others nothing.
func TestRebuiltPages(t *testing.T) {
	whole := threePages()
	noTable := cutBefore(whole, "xref\n0 ")
	replace := func(old, new string) []byte { return bytes.Replace(noTable, []byte(old), []byte(new), 1) }
	for name, k := range map[string]struct {
		body []byte
		text string
		lost []int
	}{
		"no table":          {noTable, "第一页的内容第二页的内容第三页的内容", nil},
		"half a table":      {cutBefore(whole, "trailer"), "第一页的内容第二页的内容第三页的内容", nil},
		"no catalog":        {replace("/Catalog", "/Nothing"), "第一页的内容第二页的内容第三页的内容", nil},
		"cut in a page":     {cutBefore(noTable, "endstream"), "第一页的内容第二页的内容", []int{3}},
		"cut before a page": {cutBefore(noTable, "17 0 obj"), "第一页的内容第二页的内容", []int{3}},
		"no list, cut":      {cutBefore(replace("/Type /Pages", "/Type /Other"), "17 0 obj"), "第一页的内容第二页的内容", []int{3}},
		"a page changed":    {append(slices.Clip(noTable), "\n14 0 obj\n<< /Length 4 >>\nstream\nBT E"...), "第二页的内容第三页的内容", []int{1}},
	} {
		tree, info, err := Read(k.body, Limits{})
		if err != nil || !info.Damaged {
			t.Errorf("%s: %v, %+v", name, err, info)
			continue
		}
		if got := strings.Join(paragraphsOf(tree), ""); got != k.text || !slices.Equal(info.LostPages, k.lost) {
			t.Errorf("%s: %s, lost %v", name, got, info.LostPages)
		}
	}
}

// TestNotRebuilt has files of which a part is missing that every page needs: without the table
// of a font, or the font, text would come out as other text.
func TestNotRebuilt(t *testing.T) {
	locked := &file{encrypt: true}
	locked.page().text(72, 100, 12, "某县的报告")
	noTable := cutBefore(threePages(), "xref\n0 ")
	for name, body := range map[string][]byte{
		"no table of characters": bytes.Replace(noTable, []byte("\n12 0 obj"), []byte("\n92 0 obj"), 1),
		"no font":                bytes.Replace(noTable, []byte("\n4 0 obj"), []byte("\n94 0 obj"), 1),
		"no page":                behind(noTable, "13 0 obj"),
		"page without a font":    bytes.ReplaceAll(noTable, []byte("/Resources"), []byte("/Nothing")),
		"encrypted":              cutBefore(locked.bytes(), "xref\n0 "),
	} {
		if name == "page without a font" { // it would take those of the list of pages
			body = bytes.Replace(body, []byte("\n2 0 obj"), []byte("\n92 0 obj"), 1)
		}
		if tree, _, err := Read(body, Limits{}); !errors.Is(err, ErrBroken) || tree != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRebuiltFromPacked has the page and the list of pages in a stream of objects.
func TestRebuiltFromPacked(t *testing.T) {
	objects := strings.Split(fixedObjects, "\n---\n")
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 20 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
	packed := []string{objects[0], "<< /Type /Pages /Kids [21 0 R] /Count 1 >>", objects[2], objects[3], objects[4], page}
	var heads, dicts strings.Builder
	for i, d := range packed {
		n := i + 1
		if d == page {
			n = 21
		}
		fmt.Fprintf(&heads, "%d %d ", n, dicts.Len())
		dicts.WriteString(d + "\n")
	}
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(heads.String() + dicts.String())) // to memory
	_ = z.Close()
	var p sheetOf
	p.h = 842
	body := fmt.Sprintf("%%PDF-1.7\n20 0 obj\n%s\nendobj\n30 0 obj\n%s\nendobj\n", stream("", p.text(72, 100, 12, "某县的报告").content.String()),
		stream(fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(packed), heads.Len()), b.String()))
	tree, info, err := Read([]byte(body), Limits{})
	if err != nil || !info.Damaged || len(info.LostPages) > 0 || !slices.Equal(paragraphsOf(tree), []string{"某县的报告"}) {
		t.Errorf("%v %+v", err, info)
	}
}

// TestLockedParts: an encrypted file is not rebuilt, but what it lost is known.
func TestLockedParts(t *testing.T) {
	f := &file{encrypt: true}
	f.page().text(72, 100, 12, "某县的报告")
	whole := f.bytes()
	if file, lost := rebuilt(whole, 300); file != nil || len(lost) > 0 {
		t.Errorf("whole: %d bytes, lost %v", len(file), lost)
	}
	if file, lost := rebuilt(bytes.Replace(whole, []byte("\n12 0 obj"), []byte("\n92 0 obj"), 1), 300); file != nil || !lost[0] {
		t.Errorf("without a table: %d bytes, lost %v", len(file), lost)
	}
}

// TestDamagedTable has a file that opens, and whose font has a table of characters that does not
// unpack, or none: the page that is set in it is not read.
func TestDamagedTable(t *testing.T) {
	f := &file{pack: true}
	f.page().text(72, 100, 12, strings.Repeat("第一页的内容。", 20))
	f.page().text(72, 100, 12, strings.Repeat("第二页的内容。", 20))
	whole := f.bytes()
	at := bytes.LastIndex(whole, []byte("endstream"))
	damaged := bytes.Clone(whole)
	clear(damaged[at-30 : at-4]) // in the second page's content: it is read as far as it goes
	if _, info, err := Read(damaged, Limits{}); err != nil || !info.Damaged || len(info.LostPages) > 0 {
		t.Errorf("content: %v %+v", err, info)
	}
	copy(damaged[bytes.Index(damaged, []byte("\n12 0 obj")):], "\n92 0 obj")
	if tree, info, err := Read(damaged, Limits{}); !errors.Is(err, ErrBroken) || tree != nil {
		t.Errorf("no table: %v %+v", err, info)
	}
	table := cutBefore(threePages(), "xref\n0 ")
	from, to := bytes.Index(table, []byte("\n12 0 obj")), bytes.Index(table, []byte("\n13 0 obj"))
	for content, want := range map[string]error{"x\x9c\xff\xff": ErrBroken, "x\x9c\x4b\x04\x00\x00\x62\x00\x62": nil} {
		packed := "\n12 0 obj\n" + stream("/Filter /FlateDecode", content) + "\nendobj"
		body := slices.Concat(table[:from], []byte(packed), table[to:])
		if _, info, err := Read(body, Limits{}); !errors.Is(err, want) {
			t.Errorf("%q: %v %+v", content, err, info)
		}
	}
}

func TestASCII85(t *testing.T) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(strings.Repeat("0 0 m 1 1 l S\n", 50))) // to memory
	_ = z.Close()
	coded := make([]byte, ascii85.MaxEncodedLen(b.Len()))
	coded = coded[:ascii85.Encode(coded, b.Bytes())]
	for cut, want := range map[int]bool{0: false, 12: true} {
		body := "1 0 obj\n" + stream("/Filter [ /ASCII85Decode /FlateDecode ]", string(coded[cut:])+"~>") + "\nendobj"
		if got, err := lookInto([]byte(body), mostUnpacked); got != want || err != nil {
			t.Errorf("without the first %d: damaged %v, %v", cut, got, err)
		}
	}
}
