package similar

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func plain(text string) Text { return Normalise(text, nil) }

func TestJaccard(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       float64
	}{
		// 甲乙丙丁戊己 has 甲乙丙丁戊 and 乙丙丁戊己.
		{"one of three", "甲乙丙丁戊己", "乙丙丁戊己庚", 1.0 / 3},
		{"the same", "甲乙丙丁戊己", "甲乙，丙丁戊己！", 1},
		{"nothing", "甲乙丙丁戊", "子丑寅卯辰", 0},
		{"a part", "甲乙丙丁戊", "甲乙丙丁戊己庚", 1.0 / 3},
		{"numbers are alike", "公开信息12条次", "公开信息4567条次", 1},
		{"no shingle crosses a sentence", "甲乙丙。丁戊己庚辛", "丁戊己庚辛", 1},
		{"a shingle twice counts once", "甲乙丙丁戊。甲乙丙丁戊", "甲乙丙丁戊", 1},
	} {
		got, ok := Jaccard(plain(c.a).Shingles(), plain(c.b).Shingles())
		if !ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, %v, want %v", c.name, got, ok, c.want)
		}
	}
	if _, ok := Jaccard(plain("甲乙").Shingles(), plain("。").Shingles()); ok {
		t.Error("two texts without shingles have a similarity")
	}
}

// sets makes two sets of a thousand members that have a known share in common.
func sets(r *rand.Rand, common int) (a, b Set) {
	for range 1000 {
		x := r.Uint64()
		a = append(a, x)
		if len(b) < common {
			b = append(b, x)
		}
	}
	for len(b) < 1000 {
		b = append(b, r.Uint64())
	}
	return setOf(a), setOf(b)
}

// The estimate stays within four standard errors, and is right on average.
func TestMinHashEstimate(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, common := range []int{0, 100, 300, 500, 800, 950, 1000} {
		sum, want := 0.0, 0.0
		const trials = 40
		for range trials {
			a, b := sets(r, common)
			want, _ = Jaccard(a, b)
			got, ok := Estimate(MinHash(a), MinHash(b))
			if bound := 4 * math.Sqrt(want*(1-want)/Slots); !ok || math.Abs(got-want) > bound+1e-9 {
				t.Errorf("%d in common: estimate %.3f, exact %.3f, bound %.3f", common, got, want, bound)
			}
			sum += got
		}
		if bound := 4 * math.Sqrt(want*(1-want)/Slots/trials); math.Abs(sum/trials-want) > bound+1e-9 {
			t.Errorf("%d in common: on average %.4f, exact %.4f", common, sum/trials, want)
		}
	}
	if _, ok := Estimate(MinHash(nil), MinHash(Set{1})); ok || len(MinHash(nil).Keys()) != 0 {
		t.Error("an empty text has a signature")
	}
}

// Bands find what is alike as often as they should: 1 − (1 − J³)⁴².
func TestBandsFindWhatIsAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, common := range []int{182, 462, 667} { // Jaccard 0.10, 0.30, 0.50
		a, b := sets(r, common)
		j, _ := Jaccard(a, b)
		want, found := 1-math.Pow(1-j*j*j, Bands), 0
		const trials = 300
		for range trials {
			a, b := sets(r, common)
			ka, kb := MinHash(a).Keys(), MinHash(b).Keys()
			if slices.ContainsFunc(ka, func(k uint64) bool { return slices.Contains(kb, k) }) {
				found++
			}
		}
		if got := float64(found) / trials; math.Abs(got-want) > 4*math.Sqrt(want*(1-want)/trials)+0.01 {
			t.Errorf("Jaccard %.2f: %.3f of the pairs are found, want %.3f", j, got, want)
		}
	}
}

func TestSharers(t *testing.T) {
	for n, want := range map[int]int{0: 0, 4: 0, 5: 3, 15: 3, 16: 4, 46: 10, 100: 20} {
		if got := Sharers(n); got != want {
			t.Errorf("of %d reports %d share a template, want %d", n, got, want)
		}
	}
}

// A county of six: all have one sentence, two have another one, each has its own.
func TestTemplateAgainstPassage(t *testing.T) {
	const template = "全县统一要求各单位按季度更新目录并接受监督检查。"
	const passage = "把窗口上群众问得最多的那些话写成问答放在首页显著位置供人翻看。"
	var texts []Text
	for i, own := range []string{"甲乙丙丁戊己庚辛壬癸甲丙戊庚壬", "子丑寅卯辰巳午未申酉戌亥子寅辰", "东南西北中发白春夏秋冬梅兰竹菊", "金木水火土日月星辰风雨雷电云雾", "琴棋书画诗酒花茶柴米油盐酱醋茶", "赤橙黄绿青蓝紫黑白灰粉棕金银铜"} {
		text := fmt.Sprintf("%s%s。", template, own)
		if i < 2 {
			text += passage
		}
		texts = append(texts, plain(text))
	}
	sharers := Sharers(len(texts))
	set := Template(texts, sharers).Lookup()
	listed := Sentences(texts, sharers)
	if len(listed) != 1 || len(listed[0].Uses) != 6 || listed[0].Uses[5] != (Use{5, 0, len([]rune(template)) - 1}) {
		t.Fatalf("sentences of the template: %+v", listed)
	}
	a, characters := texts[0].Residual(set)
	if want := 15 + len([]rune(passage)) - 1; characters != want {
		t.Errorf("%d characters beside the template, want %d", characters, want)
	}
	b, _ := texts[1].Residual(set)
	// The passage has 27 shingles of its 31 characters, each own sentence 11 of its 15.
	if n := len([]rune(passage)) - 1; n != 30 {
		t.Fatalf("%d characters", n)
	}
	if got, _ := Jaccard(a, b); math.Abs(got-26.0/48) > 1e-12 {
		t.Errorf("Jaccard index %v, want 26/48", got)
	}
	from := len([]rune(template)) + 16
	if got := Passages(texts[0], texts[1], set, set); !slices.Equal(got, []Passage{{from, 30, from, 30, 30}}) {
		t.Errorf("passages %+v", got)
	}
	if got := Passages(texts[2], texts[3], set, set); len(got) != 0 {
		t.Errorf("the template is a passage: %+v", got)
	}
	if got := Template(texts[:4], Sharers(4)); len(got) != 0 {
		t.Errorf("a template of four reports: %v", got)
	}
}

func TestPassages(t *testing.T) {
	a := plain("开头不同的一句话。甲县公开信息12条，办理流程写在同一张表里让人一看就懂。中间。第二处相同的文字在这里也有二十个字以上才算数。")
	b := plain("第二处相同的文字，在这里也有二十个字以上才算数。另起。公开信息三百条办理流程写在同一张表里让人一看就懂！")
	var got []string
	for _, p := range Passages(a, b, none, none) {
		got = append(got, fmt.Sprintf("%d+%d %d+%d %d", p.FromA, p.LengthA, p.FromB, p.LengthB, p.Characters))
	}
	if want := "11+25 27+24 23, 40+22 0+23 21"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// What stands twice in one text and once in the other is shared once.
func TestPassageIsTakenOnce(t *testing.T) {
	const said = "办理流程写在同一张表里让人一看就懂不用再问。"
	twice, once := plain(said+"另有一句不同的话。"+said), plain("开头。"+said)
	for _, c := range []struct{ a, b Text }{{twice, once}, {once, twice}} {
		if got := Passages(c.a, c.b, none, none); len(got) != 1 || got[0].Characters != 21 {
			t.Errorf("%+v", got)
		}
	}
}

// phrases are made of few characters, so that phrases come back.
func phrases(r *rand.Rand, n int) string {
	stock := []rune("公开信息目录群众窗口流程答复政策文件网站更新检查")
	var b strings.Builder
	for range n {
		b.WriteRune(stock[r.IntN(len(stock))])
		if r.IntN(20) == 0 {
			b.WriteRune('。')
		}
	}
	return b.String()
}

// What holds for every two texts: similarity is the same from both sides and 1 only of the
// same; a passage says the same on both sides; a text shares all of itself with itself; one
// more text in a county takes no text out of the others' templates but by raising the number.
func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		common := phrases(r, 60)
		a, b := plain(phrases(r, 80)+"。"+common+"。"+phrases(r, 40)), plain(phrases(r, 30)+"。"+common)
		ab, _ := Jaccard(a.Shingles(), b.Shingles())
		ba, _ := Jaccard(b.Shingles(), a.Shingles())
		if ab != ba || ab <= 0 || ab > 1 {
			t.Fatalf("%v and %v", ab, ba)
		}
		for _, p := range Passages(a, b, none, none) {
			if x, y := stretch(a, p.FromA, p.LengthA), stretch(b, p.FromB, p.LengthB); x != y || p.Characters < LeastPassage {
				t.Fatalf("a passage of %d is %q and %q", p.Characters, x, y)
			}
		}
		if self, _ := Jaccard(a.Shingles(), a.Shingles()); self != 1 {
			t.Fatalf("a text is %v of itself", self)
		}
		texts := []Text{a, b, plain(phrases(r, 90)), plain(common), plain(common + phrases(r, 9))}
		shuffled := slices.Clone(texts)
		r.Shuffle(5, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if !slices.Equal(Template(texts, 3), Template(shuffled, 3)) {
			t.Fatal("the order of the texts makes another template")
		}
		rest, characters := a.Residual(Template(texts, 3).Lookup())
		if len(rest) > len(a.Shingles()) || characters > a.Characters() {
			t.Fatal("more is left than there was")
		}
	}
}

func stretch(t Text, from, length int) string {
	var b strings.Builder
	for i, r := range t.Runes {
		if int(t.From[i]) >= from && int(t.To[i]) <= from+length {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// none is the template where there is none.
var none = Set(nil).Lookup()

// TestLookup: a set says the same of every hash however it is asked.
func TestLookup(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	hashes := make([]uint64, 3_000)
	for i := range hashes {
		hashes[i] = r.Uint64() >> (48 * (i & 1)) // half of them begin alike
	}
	set := setOf(hashes[:2_000])
	lookup := set.Lookup()
	for _, h := range hashes {
		if lookup.Has(h) != set.Has(h) {
			t.Fatalf("%x: %t, and %t in the set", h, lookup.Has(h), set.Has(h))
		}
	}
	if none.Has(hashes[0]) {
		t.Error("the empty set has something")
	}
}
