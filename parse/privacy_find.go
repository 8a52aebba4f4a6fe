package parse

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

const (
	surnames  = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾韦付傅邹孟熊秦邱江尹薛闫阎雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤温康施牛樊葛邢倪庄聂章鲁岳翟殷詹欧耿兰焦俞左柳甘祝宁舒阮柯纪梅童凌毕裴霍翁苗張劉陳楊黃趙吳孫馬鄭謝許鄧韓馮蕭葉蘇呂盧鍾陸賈韋鄒龔錢嚴湯溫龍賀顧"
	provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
	nameCore  = `((?:欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|[` + surnames + `])\p{Han}{1,2}?)`
	behindOne = `向|于20|不服|诉|申请|提出|提起|提交|要求|反映|来信|来电|来访|等\d|\(`
)

var (
	isSurname  = runeSet(surnames + "欧上司诸夏皇尉")
	isProvince = runeSet(provinces)
)

func runeSet(s string) func(rune) bool {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return func(r rune) bool { return set[r] }
}

// Patterns on folded text. A name counts only where what stands before it says whose it is
// and what follows cannot be a part of it.
var (
	longNumber  = regexp.MustCompile(`\d(?:[ -]?\d){10,22}[Xx]?`)
	officeWords = []string{"电话", "传真", "联系方式", "热线", "致电", "拨打"}
	afterRole   = regexp.MustCompile(`(?:申请人|当事人|举报人|投诉人|原告|起诉人|上诉人|来信人|信访人|反映人|委托人|代理人)(?:姓名)?(?:为|是|:)?` + nameCore + `(?:$|[,、:)]|等|的|和|与|及|因|就|对|\d|` + behindOne + `)`)
	afterPeople = regexp.MustCompile(`(?:村民|居民|市民|业主)` + nameCore + `(?:` + behindOne + `)`)
	byLabel     = regexp.MustCompile(`姓名(?:为|:|是)?` + nameCore + `(?:$|[,、()]|性别|身份证|男|女)`)
	byPerson    = regexp.MustCompile(`(?:^|[,、:(及和与由])` + nameCore + `(?:\(?,?(?:男|女)[,、)]|先生|女士|(?:\(|,)?(?:公民)?身份证|不服(?:我|县|市|区|本)|诉(?:我|县|市|区|本)(?:局|县|市|区|机关|单位))`)
	home        = regexp.MustCompile(`(?:住址|住所地|家庭地址|户籍地|户籍所在地|居住地|现住)(?:为|在|于|是|:)*([^,()]{4,40})`)
	lives       = regexp.MustCompile(`(?:^|[,、(])住(?:在|于|:)?([^,()]{3,40}?(?:号|室|组|村|单元|栋|幢|社|队|小区|户))`)
	address     = regexp.MustCompile(`(?:申请人|当事人|举报人|投诉人|原告)[^,]{0,12}?地址(?:为|在|是|:)*([^,()]{4,40})`)
	plate       = regexp.MustCompile(`[` + provinces + `][A-HJ-NP-Z](?:·|\.| )?[A-HJ-NP-Z0-9]{5,6}`)
	private     = regexp.MustCompile(`申请人|当事人|举报人|投诉人|原告|来信人|信访人|村民|居民|市民|业主|本人|其`)
)

// numbersIn finds mobile numbers, identity numbers and bank cards. A mobile number that the
// text gives as the agency's contact stays.
func numbersIn(text string) []stretch {
	var all []stretch
	for _, m := range longNumber.FindAllStringIndex(text, -1) {
		digits := strings.NewReplacer(" ", "", "-", "").Replace(text[m[0]:m[1]])
		if m[0] > 0 && (isDigit(rune(text[m[0]-1])) || isLatin(text[m[0]-1])) || m[1] < len(text) && isLatin(text[m[1]]) {
			continue
		}
		switch {
		case !isGrouped(text[m[0]:m[1]]), isRowLabel(text[:m[0]]):
			continue
		case isIdentityNumber(digits), isBankCard(digits):
		case isMobile(digits):
			if isOfficeNumber(text[:m[0]]) {
				continue
			}
		default:
			continue
		}
		all = append(all, stretch{m[0], m[1]})
	}
	return all
}

// isGrouped: a number in one piece, or in the groups that people write such numbers in. The
// cells of a row are neither.
func isGrouped(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' })
	lengths := make([]string, len(groups))
	for i, g := range groups {
		lengths[i] = strconv.Itoa(len(g))
	}
	switch strings.Join(lengths, "-") {
	case "3-4-4", "3-3-5", "6-8-4", "6-4-4-4", "6-6-3", "4-4-4-4", "4-4-4-4-3", "6-13":
		return true
	}
	return len(groups) == 1
}

// isRowLabel: the number stands right behind the label of a row of the form: cells that ran
// into each other.
func isRowLabel(before string) bool {
	_, ok := labels().requestRows.exact[disclosure.Label(before)]
	return ok
}

func isLatin(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '/' }

// isOfficeNumber: the words before a number are those of an agency's contact, and no private
// person is spoken of.
func isOfficeNumber(before string) bool {
	if len(before) > 60 {
		before = before[len(before)-60:]
	}
	return hasAny(before, officeWords) && !private.MatchString(before)
}

func isMobile(s string) bool { return len(s) == 11 && s[0] == '1' && s[1] >= '3' }

// isIdentityNumber: 18 characters with a date and the checksum of GB 11643, or the 15 digits
// that were issued before 1999.
func isIdentityNumber(s string) bool {
	switch len(s) {
	case 18:
		sum := 0
		for i, weight := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
			sum += int(s[i]-'0') * weight
		}
		last := s[17]
		if last == 'x' {
			last = 'X'
		}
		return isRegion(s) && isDate(s[6:14]) && last == "10X98765432"[sum%11]
	case 15:
		return isRegion(s) && isDate("19"+s[6:12])
	}
	return false
}

func isRegion(s string) bool {
	n, err := strconv.Atoi(s[:2])
	return err == nil && n >= 11 && n <= 82
}

func isDate(s string) bool {
	t, err := time.Parse("20060102", s)
	return err == nil && t.Year() >= 1900 && t.Year() <= 2100
}

// isBankCard: a number of UnionPay (62…) with the check digit of ISO/IEC 7812.
func isBankCard(s string) bool {
	if len(s) < 16 || len(s) > 19 || !strings.HasPrefix(s, "62") || !isDigits(s[:9]) {
		return false
	}
	sum := 0
	for i := range s {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// namesOfPersons finds names that the text gives to private persons.
func namesOfPersons(text string) []stretch {
	var all []stretch
	for _, re := range []*regexp.Regexp{afterRole, afterPeople, byLabel, byPerson} {
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			if isName(text[m[2]:m[3]]) {
				all = append(all, stretch{m[2], m[3]})
			}
		}
	}
	return all
}

// isName rules out masked names and words that only begin like a name.
func isName(s string) bool {
	if hasAny(s, []string{"某", "甲", "乙", "丙"}) {
		return false
	}
	runes := []rune(s)
	switch string(runes[:2]) {
	case "高度", "高效", "高质", "高龄", "江西", "江苏", "严格", "严重", "施工", "施行", "程序", "程度", "温馨", "温暖", "康复", "左右", "范围", "钱款", "钱财", "雷同", "毕业", "凌晨",
		"章程", "顾虑", "顾客", "许可", "余款", "余额", "余下", "田地", "石材", "马上", "何种", "何时", "何地", "龙头", "史料", "付款", "付费", "宁愿", "宁可", "武力", "黄金", "林地", "林权", "甘愿", "周边", "周围", "高兴":
		return false
	}
	return !strings.ContainsRune("应可需提申诉请对向的无等是不要求权时所", runes[1])
}

// homesIn finds the addresses where persons live.
func homesIn(text string, person bool) []stretch {
	var all []stretch
	for _, re := range []*regexp.Regexp{home, lives, address} {
		if re == lives && !person {
			continue
		}
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			if strings.ContainsAny(text[m[2]:m[3]], "省市县区镇乡村路街号室组栋幢") {
				all = append(all, stretch{m[2], m[3]})
			}
		}
	}
	return all
}

func platesIn(text string) []stretch {
	var all []stretch
	for _, m := range plate.FindAllStringIndex(text, -1) {
		if m[1] == len(text) || !isLatin(text[m[1]]) && !isDigit(rune(text[m[1]])) {
			all = append(all, stretch{m[0], m[1]})
		}
	}
	return all
}

// hideAside blackens what stands outside the flow: titles of pages, links and pictures.
func hideAside(n *html.Node) {
	if n.Type == html.TextNode {
		n.Data, _ = Redact(n.Data)
	}
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "title", "alt", "content", "value", "placeholder":
			n.Attr[i].Val, _ = Redact(n.Attr[i].Val)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		hideAside(c)
	}
}
