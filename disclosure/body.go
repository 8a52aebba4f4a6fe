package disclosure

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure/pattern"
)

// bodyKind is what the part of a name behind the place says.
type bodyKind int

const (
	noBody     bodyKind = iota
	government          // 人民政府办公室, or nothing at all: 黎川县
	department          // a body of a known family
	township            // 日峰镇人民政府, 东门街道办事处
	zone                // 工业园区管理委员会
	zoneBody            // 综合实验区地方税务局: a department of a zone
	otherBody           // looks like a body, its family is not known
)

// isShort reports whether a township's name has but one character before 镇, 乡 or 街道, as
// what is left when a longer name starts like a division's: 渡镇 of 古县渡镇.
func (b body) isShort() bool {
	return b.kind == township && utf8.RuneCountInString(strings.TrimSuffix(b.name, "街道")) < 3 && !strings.HasSuffix(b.name, "街道") ||
		b.kind == township && utf8.RuneCountInString(b.name) < 4 && strings.HasSuffix(b.name, "街道")
}

// certain reports whether the kind stands on words that are known.
func (k bodyKind) certain() bool { return k != noBody && k != otherBody }

// body is a name without its place.
type body struct {
	kind     bodyKind
	family   Family
	name     string // 生态环境局, 日峰镇, 工业园区
	id       string // what stands for the name in the identity, where it has short forms: 供销社; else empty
	zone     string // the zone's name, where there is one
	apart    bool   // needs its name in its identity
	vertical bool   // an office of a higher authority
}

// longestBody keeps whole sentences from being taken for the name of a body.
const longestBody = 30 * len("国")

var (
	townshipName    = pattern.MustCompile(`^(\p{Han}{1,16}?(?:镇|民族乡|乡|苏木))(?:(?:党委)?(?:人民政府|政府))?(?:办公室|党政办公室|办)?$`)
	subdistrictName = pattern.MustCompile(`^(\p{Han}{1,9}?街道)(?:办事处|办|人民政府)?(?:办公室|党政办公室)?$`)
	streetName      = pattern.MustCompile(`^(\p{Han}{2,7}?)街(?:办|办事处)$`)                     // 大明宫街办
	areaName        = pattern.MustCompile(`^(\p{Han}{2,7}?地区)办事处$`)                          // 小红门地区办事处 of Beijing, a street with a township
	seatOfStreet    = pattern.MustCompile(`^(?:人民政府)(\p{Han}{2,5}?)办事处$`)                    // …市人民政府沙包堡办事处
	bareStreet      = pattern.MustCompile(`^(\p{Han}{2,7})街$`)                               // 狮子山街, only behind its district
	prefectureSeat  = pattern.MustCompile(`^(?:人民政府|行政公署|行署)(\p{Han}{2,}(?:局|委员会|办公室|中心))$`) // …盟行署外事办公室
)

// zoneWords are the words that a zone's name ends in.
var zoneWords = strings.Fields(`开发区 高新区 经开区 实验区 试验区 示范区 保税区 自贸区 新区 新城 园区 工业园 产业园 科技园 农业园 度假区
	风景名胜区 风景区 景区 旅游区 管理区 保护区 合作区 集聚区 聚集区 工业区 产业城 港区 片区`)

// genericZone are the words that say what a zone is but not which.
var genericZone = pattern.MustCompile(`^(?:省级|国家级|国家|经济|技术|高新|高新技术|产业|工业|农业|现代|科技|综合|台商|投资|旅游|特色|循环|生态|创新|新型|化工|集中|产城融合|航空港|航空|空港|临空|临港|港口|陆港|口岸|边境|跨境|文化|国际|信息|电子|食品|医药|装备|制造|物流|商贸|商务|综合保税|自由贸易|产业转移|承接|统筹|一体化|先行|滨海|教育|健康|和)*(?:开发区|高新区|经开区|实验区|试验区|示范区|保税区|新区|新城|园区|工业园|产业园|科技园|农业园|度假区|风景名胜区|风景区|景区|管理区|工业区|集聚区|聚集区)$`)

// zoneSeat are the ways to write a zone's own administration.
var zoneSeat = map[string]bool{"": true, "管理委员会": true, "管委会": true, "管委会办公室": true, "管理委员会办公室": true, "管委办": true, "党政办公室": true, "办公室": true, "开发建设管理委员会": true, "管理局": true, "党工委管委会": true, "党工委、管委会": true}

// offices of a higher authority whose family is not one of its own.
var verticalOffices = []string{"烟草专卖局", "消防救援大队", "消防救援支队", "消防救援总队", "公安消防大队", "调查队", "海关", "海事局", "海事处", "邮政管理局", "国家安全局", "出入境检验检疫局", "盐务局"}

// collective are the words for several bodies together, as columns are named after them:
// 乡镇街道, 部门和乡镇街道, 各乡镇. They name no agency, and an agency made of them would be
// expected to report.
var collective = pattern.MustCompile(`^各|乡镇街道|镇乡|乡镇[（(、]|(?:部门|单位)(?:和|及|、)|^(?:乡镇|镇街|街镇|街道|乡镇办)(?:办事处)?$`)

// bodyOf reads a name without its place.
func bodyOf(name string) body {
	if name == "" || len(name) > longestBody || collective.MatchString(name) {
		return body{}
	}
	if b, ok := departmentOf(name); ok {
		return b
	}
	if b, ok := townshipOf(strings.TrimPrefix(name, "人民政府")); ok { // …区人民政府某某街道办事处
		return b
	}
	if m := seatOfStreet.FindStringSubmatch(name); m != nil && !strings.HasPrefix(m[1], "驻") {
		return body{kind: township, family: FamilySubdistrict, name: m[1] + "街道"}
	}
	if m := prefectureSeat.FindStringSubmatch(name); m != nil {
		return bodyOf(m[1])
	}
	if b, ok := zoneOf(name); ok {
		return b
	}
	return otherOf(name)
}

func townshipOf(name string) (body, bool) {
	if m := townshipName.FindStringSubmatch(name); m != nil {
		return body{kind: township, family: FamilyTownship, name: m[1]}, true
	}
	if m := subdistrictName.FindStringSubmatch(name); m != nil {
		return body{kind: township, family: FamilySubdistrict, name: m[1]}, true
	}
	if m := streetName.FindStringSubmatch(name); m != nil {
		return body{kind: township, family: FamilySubdistrict, name: m[1] + "街道"}, true
	}
	if m := areaName.FindStringSubmatch(name); m != nil {
		return body{kind: township, family: FamilySubdistrict, name: m[1]}, true
	}
	return body{}, false
}

// departmentOf reads the name of the government or of a body of a known family.
func departmentOf(name string) (body, bool) {
	if a, ok := familyOf(name); ok {
		b := body{kind: department, family: a.family, name: name, id: a.id, apart: a.apart}
		switch {
		case a.family == FamilyGovOffice && a.apart:
			b.name, b.id = officeName(name), "办公室"
		case a.family == FamilyGovOffice:
			b.kind = government
		}
		b.vertical = a.family == FamilyTax || a.family == FamilyMeteorology
		return b, true
	}
	if rest, ok := strings.CutSuffix(name, "分局"); ok { // 生态环境分局: the county's office of the city's bureau
		if a, ok := familyOf(rest + "局"); ok {
			return body{kind: department, family: a.family, name: rest + "局", id: a.id, apart: a.apart, vertical: true}, true
		}
	}
	return body{}, false
}

// zoneOf reads a zone's administration or a department of it. Of several words that a zone's
// name could end in it takes the last.
func zoneOf(name string) (body, bool) {
	var found body
	for i, c := range name {
		end := i + utf8.RuneLen(c)
		if !strings.ContainsRune("区园城", c) || end > longestZone || !endsInZone(name[:end]) {
			continue
		}
		rest := name[end:]
		if zoneSeat[rest] {
			found = body{kind: zone, family: FamilyZoneAdmin, name: name[:end], zone: name[:end], apart: true}
		} else if b, ok := zoneDepartment(rest); ok {
			found = body{kind: zoneBody, family: b.family, name: name, zone: name[:end], apart: true, vertical: b.vertical}
		}
	}
	return found, found.kind != noBody
}

// zoneDepartment reads what stands behind a zone's name: a department of a known family, or
// one of those that only zones have (社会事业局, 苏平片区管理局).
func zoneDepartment(rest string) (body, bool) {
	if b, ok := departmentOf(rest); ok {
		return b, b.kind == department
	}
	if !zoneBureau.MatchString(rest) {
		return body{}, false
	}
	b := otherOf(rest)
	return b, b.kind != noBody
}

var zoneBureau = pattern.MustCompile(`^\p{Han}{3,14}局$`)

func endsInZone(s string) bool {
	for _, word := range zoneWords {
		if strings.HasSuffix(s, word) {
			return true
		}
	}
	return false
}

const longestZone = 18 * len("国")

// bodyEndings are the last characters of names of bodies.
const bodyEndings = "局委办厅室心社会院馆所站队司团行校处部台署组库段场狱"

func otherOf(name string) body {
	if id, ok := wholeNames[name]; ok {
		return body{kind: otherBody, family: FamilyOther, name: name, id: id, apart: true}
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	for _, start := range [...]string{"镇", "乡", "街道"} { // what is left of a township whose name starts like a division's
		if strings.HasPrefix(name, start) && !strings.HasPrefix(name, "乡村") && !strings.HasPrefix(name, "乡镇") {
			return body{}
		}
	}
	if utf8.RuneCountInString(name) < 2 || (!strings.ContainsRune(bodyEndings, last) && name != "海关") {
		return body{}
	}
	b := body{kind: otherBody, family: FamilyOther, name: name, apart: true}
	for _, office := range verticalOffices {
		b.vertical = b.vertical || strings.HasSuffix(name, office)
	}
	return b
}

// wholeNames are the whole names of bodies without a family of their own that are mostly
// called by a short one. The identity goes by the whole name, the shown name stays as printed.
var wholeNames = map[string]string{
	"供销社": "供销合作社联合社", "供销合作社": "供销合作社联合社", "供销联社": "供销合作社联合社", "供销合作联社": "供销合作社联合社", "供销合作社联社": "供销合作社联合社",
	"残联": "残疾人联合会", "妇联": "妇女联合会", "工商联": "工商业联合会", "文联": "文学艺术界联合会", "科协": "科学技术协会", "侨联": "归国华侨联合会",
	"团委": "共青团委员会", "红会": "红十字会", "地方志办": "地方志办公室", "史志办": "史志办公室", "档案局(馆)": "档案馆",
	"贸促会": "国际贸易促进委员会", "烟草局": "烟草专卖局", "公积金中心": "住房公积金管理中心", "公积金管理中心": "住房公积金管理中心",
}

// officeName is the whole name of a government's own office, by one of its short forms.
func officeName(name string) string {
	switch {
	case strings.HasSuffix(name, "办公厅"):
		return "人民政府办公厅"
	case strings.HasPrefix(name, "行"):
		return "行政公署办公室"
	}
	return "人民政府办公室"
}

// namesStranger reports whether the name starts with a place that is not among those known:
// something that ends as places do, with a body behind it (测试市教育局, 测试市).
func namesStranger(name string) bool {
	n := 0
	for i, r := range name {
		n++
		if n < 3 || n > 11 || !strings.ContainsRune("省市县区旗州盟", r) {
			continue
		}
		rest := name[i+utf8.RuneLen(r):]
		b := bodyOf(rest)
		if rest == "" && r != '区' && r != '州' || b.kind.certain() && !b.isShort() {
			return true
		}
	}
	return false
}
