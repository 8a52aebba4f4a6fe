package demo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// TestPagesAreAsBadAsRealOnes counts the pages that show each habit of real markup: a
// reader that passes on the sample counties must have met them all.
func TestPagesAreAsBadAsRealOnes(t *testing.T) {
	habits := map[string]*regexp.Regexp{
		"digits split over spans":     regexp.MustCompile(`\d(<o:p></o:p>)?</span><span[^>]*>\d`),
		"padding behind a figure":     regexp.MustCompile(`\d(</span><span[^>]*>)?&nbsp;&nbsp;`),
		"padding in font elements":    regexp.MustCompile(`<font[^>]*>&nbsp;\d`),
		"bare text beside paragraphs": regexp.MustCompile(`</p></td><td[^>]*>\d+</td>`),
		"Word's own classes":          regexp.MustCompile(`class="MsoNormal".*<o:p>`),
		"mso styles":                  regexp.MustCompile(`mso-[a-z-]+:`),
		"styles in capitals":          regexp.MustCompile(`style="BORDER-COLLAPSE`),
		"attribute without quotes":    regexp.MustCompile(`class=TRS_Editor>`),
		"results cut in two":          regexp.MustCompile(`(?s)rowspan="10">.{0,300}三、本年度办理结果.*rowspan="1[012]">.{0,300}三、本年度办理结果`),
		"vertical label":              regexp.MustCompile(`三<br/>、<br/>本`),
		"label in paragraphs":         regexp.MustCompile(`三、本(</span>)?</p><p[^>]*>(<span[^>]*>)?年度办`),
		"broken label":                regexp.MustCompile(`（三）不(<br/>|(</span>)?</p>)`),
		"full-width digits":           regexp.MustCompile(`>[０-９]+<`),
		"thousands separator":         regexp.MustCompile(`>\d{1,2},\d{3}(<o:p></o:p>)?<`),
		"yuan in the cell":            regexp.MustCompile(`元(<o:p></o:p>)?</(span|p|td|font)>`),
		"ten thousand yuan in cell":   regexp.MustCompile(`\d万元(<o:p></o:p>)?</(span|p|td)>`),
		"signed change":               regexp.MustCompile(`>\+\d`),
		"change in words":             regexp.MustCompile(`>[增减]\d`),
		"slash":                       regexp.MustCompile(`>/(<o:p></o:p>)?<`),
		"not applicable":              regexp.MustCompile(`>无(<o:p></o:p>)?<`),
		"dash":                        regexp.MustCompile(`>[-—](<o:p></o:p>)?<`),
		"head without rowspan":        regexp.MustCompile(`(?s)自然人(<[^>]*>)*</td>.{0,900}法人或其他组织(<[^>]*>)*</td>\s*<td[^>]*>(<[^>]*>)*总计(<[^>]*>)*</td></tr>\s*<tr[^>]*><td[^>]*>(<p[^>]*><span[^>]*><o:p>)?(&nbsp;)?<`),
		"date in Chinese numerals":    regexp.MustCompile(`二〇二\p{Han}年`),
	}
	seen := map[string]int{}
	for address, p := range sample().Pages(1) {
		if p.ReportID == "" || p.Status != 200 {
			continue
		}
		text := decoded(t, address, p)
		for name, re := range habits {
			if re.MatchString(text) {
				seen[name]++
			}
		}
	}
	for name := range habits {
		if seen[name] < 3 {
			t.Errorf("%s: on %d pages", name, seen[name])
		}
	}
}

// TestCopyIsACopy compares the copied text with its source.
func TestCopyIsACopy(t *testing.T) {
	texts := map[string]prose{}
	for _, r := range sample().world(1).reports {
		texts[r.id()] = r.prose
	}
	copied, source := texts["990123-veterans-2023"], texts[copiedFrom+"-2023"]
	same := func(a, b string) bool { return a == b && a != "" }
	if !slices.Equal(copied.Problems, source.Problems) || !slices.Equal(copied.Improvements, source.Improvements) || len(source.Problems) == 0 ||
		!same(copied.Open, source.Open) || !same(copied.Management, source.Management) || !same(copied.Platform, source.Platform) || !same(copied.Supervision, source.Supervision) {
		t.Error("the copied report has a text of its own")
	}
	if copied.Preamble == source.Preamble {
		t.Error("the copied report kept the names of its source")
	}
}

// TestBlanks looks at the report with blank cells: no applicant has a zero, totals do.
func TestBlanks(t *testing.T) {
	for _, r := range sample().Truth(1).Reports {
		if r.Fault != FaultBlank {
			continue
		}
		blanks, numbers := 0, 0
		for k, f := range r.Figures {
			switch {
			case f.State == disclosure.StateBlank && f.Value == nil && k.Applicant != disclosure.Total:
				blanks++
			case k.Applicant != disclosure.NoApplicant && k.Applicant != disclosure.Total:
				numbers++
			case !f.State.Known() && !strings.HasPrefix(k.Indicator, "proactive_rules"):
				t.Errorf("%s is %s", k, f.State)
			}
		}
		if blanks < 100 || numbers < 4 {
			t.Errorf("%d blanks beside %d figures", blanks, numbers)
		}
	}
}

// TestAttachmentsAreFiles opens the attachments as what their names say.
func TestAttachmentsAreFiles(t *testing.T) {
	d := sample()
	pages := map[string]Page{}
	for address, p := range d.Pages(1) {
		pages[address] = p
	}
	seen := map[Fault]bool{}
	for _, r := range d.Truth(1).Reports {
		if r.Attachment == "" {
			continue
		}
		seen[r.Fault] = true
		body := pages[r.Attachment].Body
		switch r.Fault {
		case FaultAttachmentPDF, FaultAttachmentScan:
			checkPDF(t, body)
		case FaultAttachmentDOCX:
			checkDOCX(t, body)
		case FaultAttachmentZIP:
			z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
			if err != nil || len(z.File) != 2 {
				t.Fatalf("%v", err)
			}
			member, err := z.File[0].Open()
			if err != nil {
				t.Fatal(err)
			}
			docx, err := io.ReadAll(member)
			if err != nil {
				t.Fatal(err)
			}
			checkDOCX(t, docx)
		}
		if readable := r.Fault != FaultAttachmentScan; readable != (len(r.Figures) > 190) || readable != (r.ShownAt() == r.Attachment) {
			t.Errorf("%s: %d figures, shown at %s", r.ID(), len(r.Figures), r.ShownAt())
		}
	}
	if len(seen) != 4 {
		t.Errorf("only attachments of %v", seen)
	}
}

// TestTableBreaksOverAPage makes sure that table 3 of the PDF goes on over a page inside one
// of its groups, as such tables do.
func TestTableBreaksOverAPage(t *testing.T) {
	for _, r := range sample().world(1).reports {
		if r.fault != FaultAttachmentPDF {
			continue
		}
		drawn := regexp.MustCompile(`<([0-9A-F]+)> Tj`)
		var pages []string
		for _, p := range strings.Split(string(r.pdf()), "endstream") {
			text := ""
			for _, m := range drawn.FindAllStringSubmatch(p, -1) {
				text += m[1]
			}
			pages = append(pages, text)
		}
		on := func(label string) int {
			return slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, utf16Hex(label)) })
		}
		if len(pages) < 4 || on("（四）无法") < 0 || on("3.补正后申请内容仍不明确") <= on("（四）无法") {
			t.Errorf("%d pages; （四） begins on page %d and ends on page %d", len(pages), on("（四）无法")+1, on("3.补正后申请内容仍不明确")+1)
		}
	}
}

func checkPDF(t *testing.T, body []byte) {
	t.Helper()
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF`).FindSubmatch(body)
	if !bytes.HasPrefix(body, []byte("%PDF-1.4")) || start == nil {
		t.Fatal("not a PDF")
	}
	at, _ := strconv.Atoi(string(start[1]))
	if !bytes.HasPrefix(body[at:], []byte("xref\n")) {
		t.Error("startxref does not point at the table")
	}
	for i, m := range regexp.MustCompile(`(\d{10}) 00000 n`).FindAllSubmatch(body[at:], -1) {
		offset, _ := strconv.Atoi(string(m[1]))
		if !bytes.HasPrefix(body[offset:], []byte(itoa(i+1)+" 0 obj")) {
			t.Errorf("object %d is not at %d", i+1, offset)
		}
	}
}

func checkDOCX(t *testing.T, body []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	document, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer document.Close()
	decoder := xml.NewDecoder(document)
	tables := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "tbl" {
			tables++
		}
	}
	if tables != 3 {
		t.Errorf("%d tables in the document", tables)
	}
}

func TestDice(t *testing.T) {
	d := roll("a", "b")
	if *d == *roll("ab") || *d != *roll("a", "b") {
		t.Error("dice do not depend on their words alone")
	}
	for range 1000 {
		if n := d.between(-2, 3); n < -2 || n > 3 {
			t.Fatalf("%d is not between -2 and 3", n)
		}
		if i := d.weighted([]int{0, 5, 0}); i != 1 {
			t.Fatalf("weight 0 was taken: %d", i)
		}
	}
	if d.n(0) != 0 {
		t.Error("n(0) is not 0")
	}
}
