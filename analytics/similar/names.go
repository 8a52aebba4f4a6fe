package similar

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"gongkai/disclosure"
)

// Names is a set of names that is looked through character by character.
type Names struct {
	root   nameNode
	begins [1 << 10]uint64 // a bit for what two characters come to, whether a name may begin with them: most do not
}

type nameNode struct {
	runes []rune // in order, with what follows each
	next  []*nameNode
	end   bool
}

// after is what follows a rune, nil where nothing does.
func (n *nameNode) after(r rune) *nameNode {
	if i, ok := slices.BinarySearch(n.runes, r); ok {
		return n.next[i]
	}
	return nil
}

// NewNames makes a set. Names of less than two characters are left out: they would be words.
func NewNames(names ...string) *Names {
	n := &Names{}
	for _, name := range names {
		n.add(name)
	}
	return n
}

func (n *Names) add(name string) {
	runes := []rune(disclosure.FoldName(name))
	if len(runes) < 2 {
		return
	}
	word, bit := beginning(runes)
	n.begins[word] |= bit
	at := &n.root
	for _, r := range runes {
		i, known := slices.BinarySearch(at.runes, r)
		if !known {
			at.runes, at.next = slices.Insert(at.runes, i, r), slices.Insert(at.next, i, &nameNode{})
		}
		at = at.next[i]
	}
	at.end = true
}

// beginning is where the bit of the first two characters is.
func beginning(text []rune) (word uint16, bit uint64) {
	pair := uint16(text[0])*31 + uint16(text[1])
	return pair >> 6, 1 << (pair & 63)
}

// longest is the length of the longest name that text begins with, 0 where there is none. A nil
// set has no names.
func (n *Names) longest(text []rune) int {
	if n == nil || len(text) < 2 {
		return 0
	}
	if word, bit := beginning(text); n.begins[word]&bit == 0 {
		return 0
	}
	found := 0
	at := &n.root
	for i, r := range text {
		if at = at.after(r); at == nil {
			break
		}
		if at.end {
			found = i + 1
		}
	}
	return found
}

// places are the names of all divisions of GB/T 2260 and of the families' agencies. Those of two
// characters are left out: 息县 stands in 信息县级, and 政府 is a word.
var places = sync.OnceValue(func() *Names {
	n := &Names{}
	for _, d := range disclosure.Divisions() {
		if len([]rune(d.Name)) > 2 {
			n.add(d.Name)
		}
	}
	for _, name := range disclosure.BodyNames() {
		if len([]rune(name)) > 2 {
			n.add(name)
		}
	}
	return n
})

// OwnNames are the names of an agency and its place under which its texts speak of themselves:
// whole, and without the kind of division.
func OwnNames(agencies, divisions []string) *Names {
	n := &Names{}
	divisions = slices.Compact(slices.Sorted(slices.Values(divisions))) // of nearly all agencies the same ones
	for _, d := range divisions {
		n.add(d)
		for _, kind := range [...]string{"省", "市", "县", "区", "旗", "镇", "乡"} {
			if root, ok := strings.CutSuffix(d, kind); ok {
				n.add(root)
			}
		}
	}
	for _, a := range agencies {
		n.add(a)
		for _, d := range divisions {
			if short, ok := strings.CutPrefix(a, d); ok && len([]rune(short)) > 2 {
				n.add(short)
			}
		}
	}
	return n
}

var selfKinds = []string{"街道办事处", "街道办", "街道", "行政机关", "机关", "单位", "部门", "中心", "大队", "支队", "局", "委", "办", "镇", "乡", "县", "市", "区", "旗", "州", "省", "院", "所", "厅", "处", "站", "会"}

// selfName: 我局, 本单位, 全镇.
func selfName(text []rune) int {
	if len(text) < 2 || text[0] != '我' && text[0] != '本' && text[0] != '全' {
		return 0
	}
	rest := string(text[1:min(len(text), 7)])
	for _, kind := range selfKinds {
		if strings.HasPrefix(rest, kind) && (text[0] != '全' || strings.Contains("局委镇乡县市区旗街道", kind)) {
			return 1 + len([]rune(kind))
		}
	}
	return 0
}

// surnames are the most frequent ones; after a title or before 同志 nothing else is looked for.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"

var isSurname = inSet(surnames)

var titles = []string{"书记", "主任", "局长", "县长", "区长", "市长", "镇长", "乡长", "主席", "组长", "科长", "股长", "院长", "队长", "所长"}

// personName: a surname with one or two characters more, behind a title and before 同志, 任, 为,
// 担任 or 牵头, or anywhere before 同志.
func personName(text []rune, at int) int {
	if !isSurname(text[at]) {
		return 0
	}
	titled := at >= 2 && slices.Contains(titles, string(text[at-2:at]))
	for size := 2; size <= 3 && at+size < len(text); size++ {
		if !unicode.Is(unicode.Han, text[at+size-1]) {
			return 0
		}
		rest := string(text[at+size : min(len(text), at+size+2)])
		if strings.HasPrefix(rest, "同志") || titled && (strings.HasPrefix(rest, "任") || strings.HasPrefix(rest, "为") || rest == "担任" || rest == "牵头") {
			return size
		}
	}
	return 0
}
