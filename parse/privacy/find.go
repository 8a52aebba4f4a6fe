package privacy

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

var isProvince = runeSet(provinces)

// runeSet tells Chinese characters that are in a set.
func runeSet(s string) func(rune) bool {
	const first, last = 0x4E00, 0x9FFF
	var set [(last - first + 64) / 64]uint64
	for _, r := range s {
		set[(r-first)/64] |= 1 << (r % 64)
	}
	return func(r rune) bool { return r >= first && r <= last && set[(r-first)/64]&(1<<(r%64)) != 0 }
}

// Patterns on folded text. A place or an address counts only where what stands before it says
// whose it is.
var (
	officeWords   = pattern.AnyOf("电话", "传真", "联系方式", "热线", "致电", "拨打")
	officeLines   = pattern.AnyOf("信息员", "负责人", "受理机构", "办公地址", "填报", "填表")
	privateWords  = pattern.AnyOf("申请人", "当事人", "举报人", "投诉人", "原告", "来信人", "信访人", "村民", "居民", "市民", "业主", "本人", "其", "身份证")
	officeContact = pattern.MustCompile(`联系人(?:为|是|:)? ?\p{Han}{2,4}[,、:;( ]`)
	home          = pattern.MustCompile(`(?:住址|住所地|家庭地址|户籍地址|户籍地|户籍所在地|居住地|家住|现住|暂住|居住(?:在|于|地))(?:为|在|于|是|:)*([^,()]{4,40})`)
	lives         = pattern.MustCompile(`(?:^|[,、(])住(?:在|于|:)?([^,()]{3,40}?(?:号|室|组|村|单元|栋|幢|社|队|小区|户))`)
	address       = pattern.MustCompile(roles + `[^,]{0,12}?地址(?:为|在|是|:)*([^,()]{4,40})`)
	alsoAddress   = pattern.MustCompile(`(?:通讯|通信|联系|邮寄)?地址(?:为|在|是|:)+([^,()]{4,40})`)
	account       = pattern.MustCompile(`(?:QQ|qq|微信)(?:账号|帐号|号码|号)?(?:为|是|:)*([A-Za-z0-9_-]{5,20})`)
	mail          = pattern.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+`)
	mailOfPerson  = pattern.MustCompile(`(?:` + roles + `|村民|居民|市民|本人|其)(?:本人)?的?(?:电子|个人|联系|常用)?(?:邮箱|邮件|信箱)(?:地址|账号)?(?:为|是|:)*$`)
	plate         = pattern.MustCompile(`[` + provinces + `][A-HJ-NP-Z](?:·|\.| )?[A-HJ-NP-Z0-9]{5,6}`)
	bareNumber    = pattern.MustCompile(`^(?:1[3-9]\d{9}|\d{15}|\d{17}[\dXx])$`)
	bareName      = pattern.MustCompile(`^` + nameCore + `$`)
)

// numbersIn finds mobile numbers, identity numbers and bank cards. What has no checksum needs
// words that say what it is. A mobile number that the text gives as the agency's contact stays.
func numbersIn(line string, s tree.Stretch) []tree.Stretch {
	text := line[s.From:s.To]
	var all []tree.Stretch
	for _, m := range longNumbers(text) {
		digits := strings.NewReplacer(" ", "", "-", "").Replace(text[m.From:m.To])
		if isRowLabel(text[:m.From]) {
			continue
		}
		before := text[max(0, m.From-240):m.From]
		switch {
		case len(digits) == 18 && isIdentityNumber(digits), isCalledIdentity(before, digits):
		case isIdentityNumber(digits) && privateWords.In(before), isBankCard(digits) && (hasOneOf(before, "卡", "账", "帐", "银行") || privateWords.In(before)):
		case isMobile(digits) && isPrivateCall(before, line[max(0, s.From+m.From-240):s.From+m.From], len(digits) < m.To-m.From):
		default:
			continue
		}
		all = append(all, m)
	}
	return all
}

// isPrivateCall: the words before a mobile number say that it is a person's, or none says that
// it is the agency's own where it is written in groups. Whose contact a line lists, it says in
// another sentence.
func isPrivateCall(before, onLine string, grouped bool) bool {
	if privateWords.In(before) {
		return true
	}
	if officeLines.In(onLine) || strings.Contains(onLine, "联系人") && officeContact.MatchString(onLine) {
		return false
	}
	return grouped && !officeWords.In(before) || endsWithCall(before)
}

// longNumbers lists the numbers of at least eleven digits that stand in one piece or in the
// groups that people write such numbers in. The cells of a row are neither.
func longNumbers(text string) []tree.Stretch {
	var all []tree.Stretch
	for at := 0; at < len(text); {
		if !number.IsDigit(rune(text[at])) {
			at++
			continue
		}
		groups, end := digitGroups(text, at)
		all = append(all, numbersOf(text, groups)...)
		at = end
	}
	return all
}

// digitGroups lists the groups of digits from a place on that one blank or dash parts.
func digitGroups(text string, at int) (groups []tree.Stretch, end int) {
	for {
		end = at
		for end < len(text) && number.IsDigit(rune(text[end])) {
			end++
		}
		groups = append(groups, tree.Stretch{From: at, To: end})
		if end+1 >= len(text) || text[end] != ' ' && text[end] != '-' || !number.IsDigit(rune(text[end+1])) {
			return groups, end
		}
		at = end + 1
	}
}

// numbersOf takes long groups as numbers of their own, and all groups together where they have
// the lengths of a number that is written in groups.
func numbersOf(text string, groups []tree.Stretch) []tree.Stretch {
	var all []tree.Stretch
	for _, g := range groups {
		if g.To-g.From >= 11 {
			all = append(all, g)
		}
	}
	if n := len(groups); len(all) == 0 && n > 1 && n < 6 && isGrouped(groups) {
		all = append(all, tree.Stretch{From: groups[0].From, To: groups[n-1].To})
	}
	kept := all[:0]
	for _, g := range all {
		if g.To < len(text) && (text[g.To] == 'X' || text[g.To] == 'x') {
			g.To++
		}
		if !isPartOfCode(text, g) {
			kept = append(kept, g)
		}
	}
	return kept
}

// isPartOfCode: the number stands beside letters, or in an address of the web.
func isPartOfCode(text string, g tree.Stretch) bool {
	from, to := g.From, g.To
	if from > 0 && isLatin(text[from-1]) || to < len(text) && isLatin(text[to]) {
		return true
	}
	if (from == 0 || text[from-1] != '/') && (to == len(text) || text[to] != '/') {
		return false
	}
	const longest = 100 // of the rest of an address that is looked at
	for from > max(0, g.From-longest) && text[from-1] > ' ' && text[from-1] < 0x7F {
		from--
	}
	for to < min(len(text), g.To+longest) && text[to] > ' ' && text[to] < 0x7F {
		to++
	}
	return strings.ContainsFunc(text[from:to], func(r rune) bool { return isLatin(byte(r)) })
}

func isGrouped(groups []tree.Stretch) bool {
	lengths := make([]string, len(groups))
	for i, g := range groups {
		lengths[i] = strconv.Itoa(g.To - g.From)
	}
	switch strings.Join(lengths, "-") {
	case "3-4-4", "3-3-5", "6-8-4", "6-8-3", "6-4-4-4", "6-4-4-3", "6-6-3", "4-4-4-4", "4-4-4-4-3", "6-13":
		return true
	}
	return false
}

// longestRowLabel is more than any label of a row has, in bytes.
const longestRowLabel = 400

// isRowLabel: the number stands right behind the label of a row of the form: cells that ran
// into each other.
func isRowLabel(before string) bool {
	if len(before) > longestRowLabel {
		return false
	}
	_, ok := lexicon.Tables().RequestRows.Exact[disclosure.Label(before)]
	return ok
}

func isLatin(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// endsWithCall: the words right before a number say that somebody was called there, or that it
// is a mobile one, and do not say that it is the agency's own. Eleven digits that no word
// leads to may be figures that run into each other.
func endsWithCall(before string) bool {
	last := before[max(0, len(before)-30):]
	return hasOneOf(last, "手机", "回访", "联系人", "本人") && !officeWords.In(last)
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

// isCalledIdentity: a number of that length that the text calls one, whatever its checksum.
func isCalledIdentity(before, number string) bool {
	return (len(number) == 15 || len(number) == 18) && hasOneOf(before[max(0, len(before)-36):], "身份证", "证件")
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
	if len(s) < 16 || len(s) > 19 || !strings.HasPrefix(s, "62") || !number.IsDigits(s[:9]) {
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

// homesIn finds the addresses where persons live. Of whom the address is that no word gives
// to anybody, the person says that the sentence names.
func homesIn(text string, person bool) []tree.Stretch {
	var all []tree.Stretch
	for _, by := range []struct {
		words *pattern.Words
		re    *pattern.Regexp
		alone bool // without a person in the sentence too
	}{{pattern.AnyOf("住", "户籍"), home, true}, {pattern.AnyOf("地址"), address, true}, {pattern.AnyOf("住"), lives, false}, {pattern.AnyOf("地址"), alsoAddress, false}} {
		if !person && !by.alone || !by.words.In(text) {
			continue
		}
		for _, m := range by.re.FindAllStringSubmatchIndex(text, -1) {
			if strings.ContainsAny(text[m[2]:m[3]], "省市县区镇乡村路街号室组栋幢") {
				all = append(all, tree.Stretch{From: m[2], To: m[3]})
			}
		}
	}
	return all
}

// accountsIn finds the mail addresses and accounts of persons.
func accountsIn(text string, person bool) []tree.Stretch {
	var all []tree.Stretch
	if strings.Contains(text, "@") {
		for _, m := range mail.FindAllStringIndex(text, -1) {
			if person || mailOfPerson.MatchString(text[max(0, m[0]-60):m[0]]) {
				all = append(all, tree.Stretch{From: m[0], To: m[1]})
			}
		}
	}
	if person {
		for _, m := range account.FindAllStringSubmatchIndex(text, -1) {
			all = append(all, tree.Stretch{From: m[2], To: m[3]})
		}
	}
	return all
}

func platesIn(text string) []tree.Stretch {
	if !strings.ContainsAny(text, "ABCDEFGHJKLMNPQRSTUVWXYZ") {
		return nil
	}
	var all []tree.Stretch
	for _, m := range plate.FindAllStringIndex(text, -1) {
		if m[1] == len(text) || !isLatin(text[m[1]]) && !number.IsDigit(rune(text[m[1]])) {
			all = append(all, tree.Stretch{From: m[0], To: m[1]})
		}
	}
	return all
}

// hideAside blackens what stands outside the flow: titles of pages, links and pictures.
func hideAside(n *html.Node, names FullNames) {
	if n.Type == html.TextNode {
		n.Data, _ = redact(n.Data, names)
	}
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "title", "alt", "content", "value", "placeholder":
			n.Attr[i].Val, _ = redact(n.Attr[i].Val, names)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		hideAside(c, names)
	}
}
