package parse

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// drawnPage is what is drawn on a page of a PDF: its lines, and above them a picture.
type drawnPage struct {
	lines   []string
	picture [4]float64 // left, bottom, width, height in points; none where it has no width
	font    string     // F1, or F2, which does not say what characters it has
	unseen  bool       // the lines are not painted
}

// drawnPDF writes a PDF in a font that is not embedded, as many office programs do.
func drawnPDF(pages ...drawnPage) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>",
		"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
	}
	var kids strings.Builder
	for _, p := range pages {
		var content strings.Builder
		font := p.font
		if font == "" {
			font = "F1"
		}
		if p.unseen {
			content.WriteString("3 Tr\n")
		}
		for i, l := range p.lines {
			fmt.Fprintf(&content, "BT /%s 12 Tf 1 0 0 1 72 %d Tm <", font, 760-24*i)
			for _, u := range utf16.Encode([]rune(l)) {
				fmt.Fprintf(&content, "%04X", u)
			}
			content.WriteString("> Tj ET\n")
		}
		if b := p.picture; b[2] > 0 {
			fmt.Fprintf(&content, "q %g 0 0 %g %g %g cm /I1 Do Q\n", b[2], b[3], b[0], b[1])
		}
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 6 0 R >> /XObject << /I1 5 0 R >> >> >>", n+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String()))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages))
	out, table := "%PDF-1.7\n", ""
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(out))
		out += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(nil, "%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		out, len(objects)+1, table, len(objects)+1, len(out))
}

var (
	drawnText = drawnPage{lines: []string{
		"晴岚县水利局2022年政府信息公开工作年度报告", "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
		"一、总体情况", "2022年，本机关主动公开政府信息354条，收到政府信息公开申请12件，均已按时答复。",
		"二、主动公开政府信息情况", "制发规范性文件3件。",
		"三、收到和处理政府信息公开申请情况", "申请均由办公室办理。",
		"五、存在的主要问题及改进情况", "主动公开的内容还不够全面，下一步将进一步加强学习，提高工作水平。",
	}}
	drawnScan = drawnPage{lines: []string{"晴岚县水利局2022年政府信息公开工作年度报告"}, picture: [4]float64{20, 20, 555, 720}}
	drawnSeal = drawnPage{lines: []string{"晴岚县水利局", "2023年1月12日"}, picture: [4]float64{300, 600, 100, 100}}
	drawnOCR  = drawnPage{lines: drawnText.lines, picture: drawnScan.picture, unseen: true}
	nameless  = drawnPage{lines: drawnText.lines, font: "F2"}
)

// TestDrawnPages has what becomes of a PDF of which a part cannot be read. What stands on a
// page that nobody read is not missing: nothing is said of the agency.
func TestDrawnPages(t *testing.T) {
	whole := drawnPDF(drawnText, drawnSeal)
	for name, k := range map[string]struct {
		body    []byte
		outcome disclosure.Outcome
		says    string
	}{
		"text and a seal":   {whole, disclosure.OutcomeOK, ""},
		"a page is a scan":  {drawnPDF(drawnText, drawnScan, drawnSeal), disclosure.OutcomePartial, "C103 parser 第 2 页是图片，未读取"},
		"a table is one":    {drawnPDF(drawnText, drawnPage{lines: drawnSeal.lines, picture: [4]float64{72, 300, 450, 300}}), disclosure.OutcomePartial, "C103 parser 统一格式的表格在图片中，未读取"},
		"only a title":      {drawnPDF(drawnPage{lines: drawnText.lines[:1]}, drawnPage{picture: drawnScan.picture}), disclosure.OutcomeImageOnly, "C103 parser 第 2 页是图片，未读取"},
		"two pages":         {drawnPDF(drawnText, drawnScan, drawnSeal, drawnScan), disclosure.OutcomePartial, "C103 parser 第 2、4 页是图片，未读取"},
		"the title's page":  {drawnPDF(drawnPage{picture: drawnScan.picture}, drawnPage{lines: drawnText.lines[9:]}), disclosure.OutcomeImageOnly, "C103 parser 第 1 页是图片，未读取"},
		"no legible text":   {drawnPDF(nameless, drawnSeal), disclosure.OutcomeUnsupported, "E105 parser PDF 的字体没有说明各字符是什么字，文字无法读取"},
		"an illegible page": {drawnPDF(drawnText, drawnText, drawnPage{lines: drawnText.lines[:4], font: "F2"}), disclosure.OutcomePartial, "E107 parser 第 3 页的字体没有说明各字符是什么字，文字无法读取"},
		"a machine's text":  {drawnPDF(drawnOCR, drawnSeal), disclosure.OutcomePartial, "E113 parser 第 1 页是图片，其文字由机器识别，可能有误"},
		"no table":          {whole[:strings.LastIndex(string(whole), "xref\n0")], disclosure.OutcomePartial, "E107 parser 文件没有全部读取：文件已损坏，可能缺少部分内容，也可能有误"},
		"cut in a page":     {whole[:strings.LastIndex(string(whole), "/I1 Do")], disclosure.OutcomePartial, "E107 parser 文件没有全部读取：文件已损坏，可能缺少部分内容，也可能有误；第 2 页无法读取"},
		"nothing left":      {whole[:200], disclosure.OutcomeBroken, "E105 unclear PDF 无法读取：文件已损坏，请重新下载或向发布机关索取"},
		"no pages":          {drawnPDF(), disclosure.OutcomeBroken, "E105 unclear PDF 无法读取：文件没有页面"},
		"too many pages":    {drawnPDF(append([]drawnPage{drawnText}, make([]drawnPage, 300)...)...), disclosure.OutcomePartial, "E107 parser 文件没有全部读取：页数超过上限（300）"},
	} {
		r := Document(Input{Source: "a.pdf", Body: k.body})
		said := k.says == ""
		for _, f := range r.Findings {
			said = said || string(f.Rule)+" "+string(f.Blame)+" "+f.Message == k.says
			if f.Blame == disclosure.BlameAgency && k.outcome != disclosure.OutcomeOK || foreign.MatchString(f.Message) {
				t.Errorf("%s: %s %s %s", name, f.Rule, f.Blame, f.Message)
			}
		}
		if r.Outcome != k.outcome || !said {
			t.Errorf("%s: %s, %v", name, r.Outcome, r.Findings)
		}
	}
}

// TestMachinesText: what a machine recognised may be wrong, and is not held against an agency.
func TestMachinesText(t *testing.T) {
	for name, page := range map[string]drawnPage{"text": drawnText, "a machine's text": drawnOCR} {
		r := Document(Input{Source: "a.pdf", Body: drawnPDF(page, drawnSeal)})
		if len(r.Figures) < 2 {
			t.Fatalf("%s: %d figures", name, len(r.Figures))
		}
		for _, f := range r.Figures {
			if page.unseen && f.Confidence > 0.7 || !page.unseen && f.Confidence < 0.9 {
				t.Errorf("%s: %s at %g", name, f.Indicator, f.Confidence)
			}
		}
	}
}

// foreign finds words of another language.
var foreign = pattern.MustCompile(`[a-z]{3,}`)
