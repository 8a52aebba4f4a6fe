package similar

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"gongkai/disclosure"
)

// Place is the name of a county or city in the text of an agency that does not belong there: what
// a text copied from elsewhere may still contain.
type Place struct {
	Name, Code     string // as GB/T 2260 has it; of several of that name the first code
	Severity       disclosure.Severity
	Offset, Length int    // of the name, in code points of the text
	Sentence       string // in which it stands
}

// ForeignPlaces lists the counties and cities that a text speaks of as if it were theirs: by whole
// name, as the beginning of the name of a government or one of its bodies (宜宾市旅游局). Where
// nothing of the kind can be meant otherwise it is a warning; within one province, where agencies
// have to do with each other, it is for information. Nothing is said of:
//
//   - the agency's own division, those above and below it, and what they were called before;
//   - names that are words in such texts (公安县, 会同县, 行政和县级), and names of two characters;
//   - titles in 《》, and sentences about work with others: 对口支援, 考察学习, courts, companies,
//     roads and rivers;
//   - people, who are followed by no name of a body.
//
// code is the agency's division; where it is empty nothing can be foreign.
func ForeignPlaces(text, code string) []Place {
	if code == "" {
		return nil
	}
	f := disclosure.Fold(text)
	runes := []rune(f.Text)
	var found []Place
	for s := range sentencesOf(runes) {
		sentence := runes[s[0]:s[1]]
		for i := 0; i < len(sentence); {
			if size := enclosed(sentence[i:], '》'); sentence[i] == '《' && size > 0 {
				i += size
				continue
			}
			n := divisionNames().longest(sentence[i:])
			if n == 0 {
				i++
				continue
			}
			if p, ok := foreign(sentence, i, n, code); ok {
				p.Offset, p.Length = f.Points(s[0]+i, n)
				from, length := f.Points(s[0], len(sentence))
				p.Sentence = strings.TrimSpace(points(text, from, length))
				found = append(found, p)
			}
			i += n
		}
	}
	return found
}

// foreign judges the name of n runes at i.
func foreign(sentence []rune, i, n int, code string) (Place, bool) {
	name := string(sentence[i : i+n])
	if isWord(name) || !beginsName(sentence[:i]) || !namesBody(sentence[i+n:]) || worksWithOthers(string(sentence)) {
		return Place{}, false
	}
	named := disclosure.DivisionsNamed(name)
	if len(named) == 0 || slices.ContainsFunc(named, func(d disclosure.Division) bool { return isRelated(d, code) }) {
		return Place{}, false
	}
	p := Place{Name: name, Code: named[0].Code, Severity: disclosure.SeverityWarning}
	if slices.ContainsFunc(named, func(d disclosure.Division) bool { return d.Code[:2] == code[:2] }) {
		p.Severity = disclosure.SeverityInfo
	}
	return p, true
}

// isRelated: the division is the agency's, above or below it, or became one of these.
func isRelated(d disclosure.Division, code string) bool {
	for range 5 { // renamed again and again
		if d.Code == code || isAbove(d.Code, code) || isAbove(code, d.Code) {
			return true
		}
		next, ok := disclosure.Successor(d.Code)
		if !ok {
			return false
		}
		d = next
	}
	return false
}

func isAbove(above, code string) bool {
	return slices.ContainsFunc(disclosure.Ancestors(code), func(d disclosure.Division) bool { return d.Code == above })
}

// beginsName: what stands before a name lets it begin there, and is not 与, 向 or 对: who is written
// to or met with is another body by right.
func beginsName(before []rune) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	return !unicode.Is(unicode.Han, last) || strings.ContainsRune("年在由的为是省州市", last)
}

var (
	bodyNames = sync.OnceValue(func() *Names {
		n := NewNames("人民政府", "政府网", "政府信息公开", "政务公开", "政务服务", "信息公开", "委员会", "人大常委会")
		for _, name := range disclosure.BodyNames() {
			if len([]rune(name)) > 2 {
				n.add(name)
			}
		}
		return n
	})
	divisionNames = sync.OnceValue(func() *Names {
		n := &Names{}
		for _, d := range disclosure.Divisions() {
			if d.Level() != disclosure.LevelProvince && len([]rune(d.Name)) > 2 {
				n.add(d.Name)
			}
		}
		return n
	})
)

// namesBody: what comes behind makes it the name of a body of that place.
func namesBody(behind []rune) bool { return bodyNames().longest(behind) > 0 }

// words are names of divisions that other words make, too: 公安, 会同, 全州, 行政和, 创新和.
var words = strings.Fields(`公安县 会同县 全州县 通道县 同心县 安全县 大同县 城区 郊区 矿区 东区 西区 中区 新城区 新市区 老城区 城中区 城东区 城西区 城南区 城北区 城关区
	市中区 市南区 市北区 东城区 西城区 桥东区 桥西区 路南区 路北区 港口区 双桥区 集中区`)

func isWord(name string) bool {
	if slices.Contains(words, name) {
		return true
	}
	_, kind := strings.CutSuffix(strings.TrimRight(name, "省市县区旗"), "和")
	return kind
}

// others are words of sentences in which another place is rightly named.
var others = strings.Fields(`对口 支援 帮扶 协作 结对 援疆 援藏 援建 考察 学习 交流 借鉴 赴 招商 合作 联合 跨省 跨区域 跨市 通办 异地 先进 经验 兄弟 法院 检察 仲裁 诉讼 复议 起诉 判决 公司 大学 学院
	银行 医院 高速 铁路 公路 国道 省道 流域 河 疫 籍 迁 调任 转办 移送 委托 来自 等地 周边 邻 毗 接壤 原属 划归 更名 撤销 会议 论坛 博览会`)

func worksWithOthers(sentence string) bool {
	return slices.ContainsFunc(others, func(w string) bool { return strings.Contains(sentence, w) })
}

// placeRows is how places go into a column.
func placeRows(all []Place) []map[string]any {
	rows := make([]map[string]any, len(all))
	for i, p := range all {
		rows[i] = map[string]any{"name": p.Name, "code": p.Code, "severity": string(p.Severity), "offset": uint32(p.Offset), "length": uint32(p.Length), "sentence": p.Sentence}
	}
	return rows
}
