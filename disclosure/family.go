package disclosure

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// FamilyName is a family with its names.
type FamilyName struct {
	Family Family
	ZH, EN string
}

//go:embed families.tsv
var familiesTSV string

// familyAlias is what a body's name says: its family, and whether the body stands beside the
// family's own agency and so needs its name in its identity (工商行政管理局 before it was
// merged into 市场监督管理局).
type familyAlias struct {
	family Family
	apart  bool
	id     string // of several names of one such body, the one in its identity
}

type familyTable struct {
	names   []FamilyName
	aliases map[string]familyAlias // whole names of bodies
	words   map[string]Family      // words that names are made of
}

var families = sync.OnceValue(func() familyTable {
	t := familyTable{aliases: map[string]familyAlias{}, words: map[string]Family{}}
	for line := range strings.Lines(familiesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		f := Family(c[0])
		t.names = append(t.names, FamilyName{f, c[1], c[2]})
		for _, alias := range strings.Fields(c[3]) {
			t.aliases[alias] = familyAlias{family: f}
		}
		for _, body := range strings.Fields(c[4]) {
			names := strings.Split(body, "=")
			for _, name := range names {
				t.aliases[name] = familyAlias{f, true, names[0]}
			}
		}
		for _, word := range strings.Fields(c[5]) {
			t.words[word] = f
		}
	}
	for _, word := range strings.Fields(neutralWords) {
		if _, ok := t.words[word]; !ok {
			t.words[word] = ""
		}
	}
	return t
})

// neutralWords are functions that join those of another family in a merged body's name.
const neutralWords = `和 与 及 体育 旅游 广电 广播 广播电视 电影 影视 新闻出版 新闻 出版 版权 文物 事务 规划 保障 住房 房产
	畜牧 水产 渔业 兽医 机械 扶贫 开发 工业 信息化 信息 粮食 物资储备 能源 海洋 园林 绿化 草原 市政 食品 药品 质量 技术 科学 知识产权
	港航 航空 铁路 人口 计划生育 计生 社会 人力资源 就业 宗教 侨务 外事 老龄 金融 国资 国有资产 招商 投资促进 经济 合作 贸易 发展
	数据 数据管理 大数据 大数据管理 防震减灾 人民防空 人防 环境 城乡 城市 农村 审批 供销 移民 旅游发展 产业 湖泊 消防救援`

// Families returns every family with its names, in the order in which a county's bodies are
// usually listed. The slice is shared: it must not be changed.
func Families() []FamilyName { return families().names }

// BodyNames returns the names that bodies of a county go by (教育局, 卫健委), sorted.
func BodyNames() []string { return slices.Sorted(maps.Keys(families().aliases)) }

// Name returns the family's Chinese and English names, empty where the code is not known.
func (f Family) Name() (zh, en string) {
	for _, n := range families().names {
		if n.Family == f {
			return n.ZH, n.EN
		}
	}
	return "", ""
}

// familyOf returns the family of a body by its name without a place: 生态环境局. The name is
// looked up whole first; then it may be made of known words that end in 局, 委员会 or the like
// (文化广电新闻出版旅游局), of which the first that has a family decides.
func familyOf(body string) (familyAlias, bool) {
	t := families()
	if a, ok := t.aliases[body]; ok {
		return a, true
	}
	for _, ending := range [...]string{"局", "委员会", "委", "厅", "办公室"} {
		rest, ok := strings.CutSuffix(body, ending)
		if !ok {
			continue
		}
		if f, ok := familyOfWords(t, rest); ok {
			return familyAlias{family: f}, true
		}
	}
	return familyAlias{}, false
}

// familyOfWords takes known words from the front, the longest first.
func familyOfWords(t familyTable, rest string) (Family, bool) {
	var found Family
	for rest != "" {
		length := 0
		for i := range min(len(rest), longestWord) + 1 {
			if _, ok := t.words[rest[:i]]; ok {
				length = i
			}
		}
		if length == 0 {
			return "", false
		}
		if f := t.words[rest[:length]]; found == "" {
			found = f
		}
		rest = rest[length:]
	}
	return found, found != ""
}

const longestWord = 12 * len("国")
