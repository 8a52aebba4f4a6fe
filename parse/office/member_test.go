package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestMembers(t *testing.T) {
	report := docxOf(t, p("一、总体情况"))
	inner := zipOf(t, file{"深.docx", string(report)})
	outer := zipOf(t, file{"文件夹/", ""}, file{"文件夹/年报.docx", string(report)}, file{"图.png", "\x89PNG\r\n" + strings.Repeat("x", 9000)},
		file{"页.htm", "<html><body>x</body></html>"}, file{"附件.zip", string(inner)}, file{"更深.zip", string(zipOf(t, file{"里.zip", string(inner)}))},
		file{"__MACOSX/._年报.docx", "x"}, file{"坏.zip", "PK\x03\x04坏"})
	all, err := Members(outer, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range all {
		s := m.Name + " " + string(m.Kind)
		if m.Body != nil {
			s += " read"
		}
		var limit *LimitError
		if errors.As(m.Err, &limit) {
			s += " " + limit.Limit
		} else if errors.Is(m.Err, ErrBroken) {
			s += " broken"
		}
		got = append(got, s)
	}
	want(t, strings.Join(got, "\n"), strings.Join([]string{"文件夹/年报.docx docx read", "图.png image", "页.htm html read", "附件.zip!/深.docx docx read",
		"更深.zip!/里.zip zip archive_depth", "坏.zip zip broken"}, "\n"))
	if _, err := Read(outer, Limits{}); !errors.Is(err, ErrContainer) {
		t.Errorf("Read of an archive: %v", err)
	}
	if _, err := Members(report, Limits{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("Members of a document: %v", err)
	}
}

func TestMemberNamesInGBK(t *testing.T) {
	name, err := simplifiedchinese.GBK.NewEncoder().String("政府信息公开年报.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	m, err := w.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: true, Method: zip.Deflate})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Write([]byte("一、总体情况")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := Members(out.Bytes(), Limits{})
	if err != nil || len(all) != 1 || all[0].Name != "政府信息公开年报.txt" || all[0].Kind != Text {
		t.Errorf("%+v %v", all, err)
	}
}

func TestMemberLimits(t *testing.T) {
	zeros := "%PDF-" + strings.Repeat("\x00", 3<<20)
	packed := "%PDF-" + strings.Repeat("\x00", 9<<20)
	many := make([]file, 20)
	for i := range many {
		many[i] = file{strings.Repeat("a", i+1) + ".txt", "x"}
	}
	for _, c := range []struct {
		files  []file
		limits Limits
		want   string
	}{
		{[]file{{"bomb.pdf", packed}}, Limits{}, LimitRatio}, {[]file{{"a.pdf", zeros}, {"b.pdf", zeros}}, Limits{Unpacked: 5 << 20, Ratio: 1 << 20}, LimitUnpacked},
		{many, Limits{Members: 10}, LimitMembers},
	} {
		_, err := Members(zipOf(t, c.files...), c.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestMemberBehindAPassword(t *testing.T) {
	body := zipOf(t, file{"a.txt", "text"})
	for _, signature := range []string{"PK\x03\x04", "PK\x01\x02"} {
		i := bytes.Index(body, []byte(signature))
		flags := i + 6
		if signature == "PK\x01\x02" {
			flags = i + 8
		}
		body[flags] |= 1
	}
	all, err := Members(body, Limits{})
	if err != nil || len(all) != 1 || all[0].Kind != Encrypted || !errors.Is(all[0].Err, ErrEncrypted) {
		t.Errorf("%+v %v", all, err)
	}
}
