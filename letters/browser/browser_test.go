package browser

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/letters/paper"
)

// started is a browser. A desk without one skips, .ci/run never does.
func started(t *testing.T) *Browser {
	t.Helper()
	path, err := Find("")
	if err != nil {
		if os.Getenv("GONGKAI_REQUIRE_BROWSER") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	b, err := Open(context.WithoutCancel(t.Context()), path) // a test's own ends before its cleanup
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.Close()
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("the browser left %v, %v", left, err)
		}
	})
	return b
}

// bait counts who calls, and names its address.
func bait(t *testing.T) (address string, called *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	called = &atomic.Int32{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			called.Add(1)
			c.Close()
		}
	}()
	return l.Addr().String(), called
}

const archived = `<!DOCTYPE html><html><head><meta charset="utf-8"><style>.gongkai-mark{background:#fff3bf!important;outline:1px solid #c99a00}.gongkai-mark-selected{background:#ffd43b!important;outline:3px solid #b3261e}</style>
<link rel="stylesheet" href="http://BAIT/a.css"></head><body style="background:url(http://BAIT/b.png)"><p>总体情况 <mark class="gongkai-mark" id="said">收到申请 3 件</mark></p>
<img src="http://BAIT/c.png"><iframe src="http://BAIT/d.html"></iframe><script>fetch("http://BAIT/e"); document.body.innerHTML = ""</script>
<table border="1"><tr><td>列</td><td>自然人</td><td>总计</td></tr>ROWS</table></body></html>`

// archivedAt is an archived page with a long table, of which every cell is marked, that asks for things of the bait.
func archivedAt(at string) string {
	var rows strings.Builder
	for n := range 40 {
		id := "r" + string(rune('a'+n%26)) + strings.Repeat("x", n/26)
		rows.WriteString(`<tr><td>行</td><td class="gongkai-mark" id="` + id + `.natural_person">` + "1</td>" + `<td class="gongkai-mark" id="` + id + `.total">2</td></tr>`)
	}
	return strings.NewReplacer("BAIT", at, "ROWS", rows.String()).Replace(archived)
}

// has counts the dots of a picture that are about as red, green and blue as the colour.
func has(t *testing.T, p *paper.Picture, want color.RGBA) (n int, size image.Point) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, g, b, _ := img.At(x, y).RGBA(); uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B {
				n++
			}
		}
	}
	return n, img.Bounds().Size()
}

var (
	chosenColour = color.RGBA{0xff, 0xd4, 0x3b, 0xff}
	notedColour  = color.RGBA{0xff, 0xf3, 0xbf, 0xff}
	leftOut      = color.RGBA{0xd0, 0xd0, 0xd0, 0xff}
)

// TestPicture: the chosen cell and those that take part are drawn with the headings above them, others
// lose their marks, and nothing is asked for anywhere.
func TestPicture(t *testing.T) {
	at, called := bait(t)
	b := started(t)
	for _, c := range []struct {
		name, chosen string
		noted        []string
		parts        int // cells that take part, besides
		gap          bool
	}{
		{"the first row", "ra.total", []string{"ra.natural_person"}, 1, false},
		{"far below the headings", "rdx.total", []string{"rdx.natural_person", "rex.total"}, 2, true},
		{"others too far apart to be seen", "rdx.total", []string{"ra.total"}, 0, true},
		{"a sentence", "said", nil, 0, false},
	} {
		p, err := b.Picture(t.Context(), archivedAt(at), c.chosen, c.noted)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		chosen, size := has(t, p, chosenColour)
		noted, _ := has(t, p, notedColour)
		grey, _ := has(t, p, leftOut)
		if chosen < 100 || c.parts > 0 && noted < 100 || c.parts == 0 && noted > 0 || c.gap != (grey >= size.X*gap/2) || p.Cut != c.gap {
			t.Errorf("%s: %d dots of the chosen cell, %d of others, %d left out, in %v", c.name, chosen, noted, grey, size)
		}
		if p.Width*dots < size.X-1 || p.Height > 800 {
			t.Errorf("%s: %d by %d points of %v dots", c.name, p.Width, p.Height, size)
		}
		again, err := b.Picture(t.Context(), archivedAt(at), c.chosen, c.noted)
		if err != nil || !bytes.Equal(again.PNG, p.PNG) {
			t.Errorf("%s: drawn again it is another picture (%v)", c.name, err)
		}
	}
	if _, err := b.Picture(t.Context(), archivedAt(at), "no-such", nil); !errors.Is(err, ErrUnmarked) {
		t.Errorf("a mark that is not there: %v", err)
	}
	if n := called.Load(); n > 0 {
		t.Errorf("the page was let to call %d times", n)
	}
}

func TestPrint(t *testing.T) {
	b := started(t)
	forbids := strings.Replace(archivedAt("127.0.0.1:1"), `<meta charset="utf-8">`, `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`, 1)
	if _, err := b.Picture(t.Context(), forbids, "ra.total", nil); err != nil {
		t.Fatal(err)
	}
	day, _ := disclosure.ParseDate("2026-01-31")
	d := &paper.Document{Title: "关于某县", Dated: day.Time()}
	d.Say(paper.Title, "关于某县的函")
	d.Say(paper.Body, `<script>document.title="x"</script>`)
	d.Put(&paper.Table{Widths: []int{1, 1}, Rows: [][]paper.Cell{{{Text: "所印"}, {Text: "14", Marked: true}}}})
	var drawn bytes.Buffer
	dotted := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for n := range dotted.Pix {
		dotted.Pix[n] = uint8(n * n)
	}
	if err := png.Encode(&drawn, dotted); err != nil {
		t.Fatal(err)
	}
	d.Show(&paper.Picture{PNG: drawn.Bytes(), Width: 60, Height: 40, Says: "标出的单元格"})
	pdf, err := b.Print(t.Context(), d)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("/Width 60")) || !bytes.Contains(pdf, []byte("/StructTreeRoot")) {
		t.Fatalf("%d bytes without the picture or tags, %v", len(pdf), err)
	}
	d.Show(&paper.Picture{PNG: []byte("no picture"), Width: 60, Height: 40})
	if _, err := b.Print(t.Context(), d); err == nil {
		t.Error("a picture that can't be seen is printed")
	}
}

func TestFind(t *testing.T) {
	if _, err := Find("/no/such/browser"); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "--browser") {
		t.Errorf("a browser that is not there: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if path, err := Find(""); err == nil {
		t.Skipf("found at its full address: %s", path)
	} else if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "apt-get install chromium") {
		t.Errorf("no browser: %v", err)
	}
}

// TestNoFont: a browser that would print boxes says so.
func TestNoFont(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("fontconfig is not what the browser asks here")
	}
	path, err := Find("")
	if err != nil {
		t.Skip(err) // TestPicture fails where one has to be there
	}
	config := filepath.Join(t.TempDir(), "fonts.conf")
	if err := os.WriteFile(config, []byte(`<?xml version="1.0"?><fontconfig><dir>/no/such/folder</dir></fontconfig>`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FONTCONFIG_FILE", config)
	if b, err := Open(t.Context(), path); !errors.Is(err, ErrFont) || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		if err == nil {
			b.Close()
		}
		t.Errorf("without any font: %v", err)
	}
}

// TestOpenRefuses: what is no browser ends with a line, not with a wait.
func TestOpenRefuses(t *testing.T) {
	began := time.Now()
	if b, err := Open(t.Context(), "/bin/false"); err == nil {
		b.Close()
		t.Error("/bin/false is no browser")
	} else if time.Since(began) > atMost {
		t.Errorf("it was waited for: %v", err)
	}
}
