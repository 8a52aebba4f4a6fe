package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// hex writes text as Word does in a Chinese document: GBK, byte by byte.
func hex(t testing.TB, s string) string {
	t.Helper()
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range b {
		if c < 0x80 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, `\'%02x`, c)
		}
	}
	return out.String()
}

const rtfHead = `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset136 MingLiU;}}{\colortbl;\red0;}` +
	`{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}}{\info{\title x}}`

func TestRTF(t *testing.T) {
	row := func(definition string, cells ...string) string {
		return `\trowd` + definition + ` \pard\intbl ` + strings.Join(cells, `\cell `) + `\cell\row `
	}
	for _, c := range []struct{ name, body, want string }{
		{"double bytes", `\pard\f0 ` + hex(t, "政府信息公开") + `\par`, `<p>政府信息公开</p>`},
		{"double bytes in a Western font", `\f1 ` + hex(t, "年报") + `\par`, `<p>年报</p>`},
		{"second byte is a letter", `\'81A\par`, `<p>丄</p>`},
		{"Big5 font", `\f2 \'a4\'a4\par`, `<p>中</p>`},
		{"unicode with fallback", `\uc2\u25919\'d5\'fe\u24220 ab\uc1\u-193?x\par`, `<p>政府＿x</p>`},
		{"surrogates", `\uc0\u-10187\u-8976\par`, `<p>` + "\U0001D4F0" + `</p>`},
		{"breaks and signs", `a\line b\tab c\~d\_e\-f\emdash\{\}\\\par`, "<p>a<br/>b\tc\u00a0d-ef—{}\\</p>"},
		{"styles", `\pard\s1 A\par\pard\s2 B\par\pard\outlinelevel2 C\par`, `<h1>A</h1><h2>B</h2><h3>C</h3>`},
		{"hidden and deleted", `a{\v b}c\v d\v0 e{\deleted f}\par`, `<p>ace</p>`},
		{"fields", `{\field{\*\fldinst HYPERLINK "x"}{\fldrslt r}}\par`, `<p>r</p>`},
		{"unknown destinations", `{\*\themedata abc}a{\*\bkmkstart x}\par`, `<p>a</p>`},
		{"numbers", `{\listtext\pard\plain\f0 ` + hex(t, "一、") + `\tab}\ls1 ` + hex(t, "总体情况") + `\par`, `<p><span class="numbering">一、</span>总体情况</p>`},
		{"raised", `12{\super 1}\par`, `<p>12<sup>1</sup></p>`},
		{"picture", `{\*\shppict{\pict\pngblip\picwgoal1500\pichgoal750 89504e47}}{\nonshppict{\pict\wmetafile8 00}}\par`, `<p><img src="picture1.png" width="100" height="50" data-bytes="4"/></p>`},
		{"bin", `{\pict\jpegblip\bin3 }}}}\par`, `<p><img src="picture1.jpg" data-bytes="3"/></p>`},
		{"text box", `{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt\pard ` + hex(t, "文头") + `\par}}{\shprslt x}}a\par`, `<div class="text-box"><p>文头</p></div><p>a</p>`},
		{"header and note", `{\header h\par}a{\footnote n\par}b\par`, `<p>ab</p><div class="page-header"><p>h</p></div><div class="notes"><p>n</p></div>`},
		{"table", row(`\clvmgf\cellx1000\cellx2000\cellx3000`, "a", "b", "c") + row(`\clvmrg\cellx1005\cellx3000`, "", "d") + `\pard after\par`,
			`<table><tbody><tr><td rowspan="2">a</td><td>b</td><td>c</td></tr><tr><td colspan="2">d</td></tr></tbody></table><p>after</p>`},
		{"merged by flag", row(`\clmgf\cellx1000\clmrg\cellx2000\cellx3000`, "a", "", "c"), `<table><tbody><tr><td colspan="2">a</td><td>c</td></tr></tbody></table>`},
		{"merged by flag beside others", row(`\clmgf\cellx1000\clmrg\cellx2000\cellx3000`, "a", "", "c") + row(`\cellx1000\cellx2000\cellx3000`, "1", "2", "3"),
			`<table><tbody><tr><td colspan="2">a</td><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>`},
		{"definition behind the cells", `\pard\intbl a\cell b\cell{\trowd\cellx100\cellx2000\row}`, `<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>`},
		{"nested", `\pard\intbl x\par\pard\intbl\itap2 y\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}\pard\intbl\cell{\trowd\cellx9000\row}`,
			`<table><tbody><tr><td><p>x</p><table><tbody><tr><td>y</td></tr></tbody></table></td></tr></tbody></table>`},
		{"row without end", `\pard\intbl a\cell b`, `<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>`},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, []byte(rtfHead+c.body+"}")), c.want) })
	}
}

func TestRTFCutShort(t *testing.T) {
	root, err := Read([]byte(rtfHead+`a\par{b`), Limits{})
	if !errors.Is(err, ErrBroken) {
		t.Errorf("error %v", err)
	}
	want(t, show(root), `<p>a</p><p>b</p>`)
}

func TestRTFLimits(t *testing.T) {
	for _, c := range []struct {
		body   string
		limits Limits
		want   string
	}{
		{strings.Repeat("{", 500), Limits{}, LimitNesting}, {strings.Repeat(`a\par `, 50), Limits{Runs: 20}, LimitRuns},
		{`\pard\intbl` + strings.Repeat(`\cell `, 50), Limits{Cells: 20}, LimitCells}, {`\pard\itap60000 x\par`, Limits{}, LimitNesting},
	} {
		_, err := Read([]byte(rtfHead+c.body), c.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%.20s: %v, want %s", c.body, err, c.want)
		}
	}
}
