package disclosure

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFoldText(t *testing.T) {
	for in, want := range map[string]string{
		"政府信息公開(kāi)工作年度報(bào)告":        "政府信息公开工作年度报告",
		"索 引 號（hào）：ＬＣＸ００４０／２０２１－１５９４３": "索 引 号:LCX0040/2021-15943",
		"人民群眾們(men)":           "人民群众们",
		"網(wǎng )業(ye\u0300)":  "网业",
		"龜茲(kāi fā)":           "龟兹",
		"年报(PDF)":              "年报(PDF)",
		"附件(a)":                "附件(a)",
		"重量(kg)":               "重量(kg)",
		"微信(WeChat)":           "微信(WeChat)",
		"(kāi)会":               "(kāi)会",
		"法(试行)":                "法(试行)",
		"开(kāi":                "开(kāi",
		"0794—7528789":         "0794-7528789",
		"12\u00a0\u3000件":      "12  件",
		"\ufeff总\u200b计\u00ad": "总计",
		"“三安全一稳定”":             `"三安全一稳定"`,
		"⽣态⻓":                  "生态长",
		"乾安县":                  "乾安县",
		"一\n二\r\n三":            "一\n二\r\n三",
		"":                     "",
	} {
		if got := FoldText(in); got != want {
			t.Errorf("FoldText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldedSpan(t *testing.T) {
	original := "未收到公開(kāi)申請(qǐng)１２件。"
	f := Fold(original)
	for _, c := range []struct{ find, want string }{
		{"公开申请", "公開(kāi)申請"},
		{"申请12件", "申請(qǐng)１２件"},
		{"12", "１２"},
		{f.Text, original},
	} {
		start := strings.Index(f.Text, c.find)
		offset, length := f.Span(start, start+len(c.find))
		if got := string([]rune(original)[offset : offset+length]); got != c.want {
			t.Errorf("Span of %q is %q, want %q", c.find, got, c.want)
		}
	}
	if offset, length := f.Span(len(f.Text), len(f.Text)); offset != utf8.RuneCountInString(original) || length != 0 {
		t.Errorf("Span at the end = %d, %d", offset, length)
	}
	if offset, length := (Folded{}).Span(0, 0); offset != 0 || length != 0 {
		t.Errorf("Span of nothing = %d, %d", offset, length)
	}
}

func TestSimplify(t *testing.T) {
	if got := Simplify("撫州市黎川縣生態環境局發文機關"); got != "抚州市黎川县生态环境局发文机关" {
		t.Error(got)
	}
	n := 0
	for line := range strings.Lines(charsTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		from, to, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok || utf8.RuneCountInString(from) != 1 || utf8.RuneCountInString(to) != 1 {
			t.Fatalf("chars.tsv: %q is not one character to one character", line)
		}
		if Simplify(from) != to || Simplify(to) != to {
			t.Errorf("%s becomes %s, then %s", from, Simplify(from), Simplify(to))
		}
	}
	if n < 3500 {
		t.Errorf("only %d characters", n)
	}
}

func TestFoldName(t *testing.T) {
	if got := FoldName(" 《黎川縣　“生态”\n环境局》 "); got != "黎川县生态环境局" {
		t.Error(got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"公開(kāi)申請(qǐng)１２件。", "號（hào）", "開(", "\xff開(k\xc4i)", "㈠(一)、"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, original := Fold(s), []rune(s)
		n := utf8.RuneCountInString(folded.Text)
		if folded.Origin != nil && n != len(folded.Origin) {
			t.Fatalf("%q: %d code points, %d origins", s, n, len(folded.Origin))
		}
		last := -1
		for i := range n {
			at := folded.At(i)
			if at <= last || at >= len(original) {
				t.Fatalf("%q: origins %v", s, folded.Origin)
			}
			last = at
		}
		if plain := foldPlainly(original); plain != folded.Text {
			t.Fatalf("Fold(%q) = %q, character by character %q", s, folded.Text, plain)
		}
		if FoldText(s) != folded.Text {
			t.Fatalf("FoldText(%q) = %q, Fold gives %q", s, FoldText(s), folded.Text)
		}
		if name := FoldName(s); strings.ContainsFunc(name, unicode.IsSpace) {
			t.Fatalf("FoldName(%q) = %q has white space", s, name)
		}
		offset, length := folded.Span(0, len(folded.Text))
		if offset < 0 || offset+length > len(original) {
			t.Fatalf("%q: span %d+%d", s, offset, length)
		}
	})
}

func BenchmarkSimplify(b *testing.B) {
	s := strings.Repeat("撫州市黎川縣生態環境局", 100)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Simplify(s)
	}
}

func BenchmarkFoldPlain(b *testing.B) {
	s := strings.Repeat("抚州市黎川县生态环境局", 100)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		FoldText(s)
	}
}

// foldPlainly folds without a table and without a care for time.
func foldPlainly(in []rune) string {
	var out []rune
	for i := 0; i < len(in); i++ {
		r := in[i]
		if r < ' ' || r >= 0x7F {
			r = simplifyRune(foldWide(r))
		}
		if r == '(' && len(out) > 0 && unicode.Is(unicode.Han, out[len(out)-1]) {
			if n, _ := readingLength(string(in[i:])); n > 0 {
				i += n - 1
				continue
			}
		}
		if in[i] == '訊' && len(out) > 0 && out[len(out)-1] == '资' {
			out[len(out)-1], r = '信', '息'
		}
		if r != dropped {
			out = append(out, r)
		}
	}
	return string(out)
}

// Names and labels lose all white space, quotation marks and title marks.
func FuzzFoldName(f *testing.F) {
	f.Add("《晴岚县》 “生态”\n环境\u3000局\u0085")
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune("\"'《》〈〉", r) {
				return -1
			}
			return r
		}, FoldText(s))
		if got := FoldName(s); got != want {
			t.Errorf("FoldName(%q) = %q, want %q", s, got, want)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("一年来，我局按照《条例》的规定和上级的部署，主动公开政府信息１２条（其中网站8条）。", 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Fold(text)
	}
}
