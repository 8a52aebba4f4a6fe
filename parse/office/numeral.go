package office

import (
	"strconv"
	"strings"
)

// numeral writes n as a numbering format of Word does; the names are those of ISO/IEC 29500
// (17.18.59), and those of the binary format are turned into them. A format that is not
// known is written in decimal digits.
func numeral(format string, n int) string {
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		if n < 10 && n >= 0 {
			return "0" + strconv.Itoa(n)
		}
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "chineseCounting", "taiwaneseCounting":
		return counting(n, "〇")
	case "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting":
		return counting(n, "零")
	case "chineseLegalSimplified":
		return legal.Replace(counting(n, "零"))
	case "ideographLegalTraditional":
		return legalTraditional.Replace(counting(n, "零"))
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return digits(n, "〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, "０１２３４５６７８９")
	case "ideographTraditional":
		return one(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return one(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return one(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedFullstop":
		return one(n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	case "decimalEnclosedParen":
		return one(n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "ideographEnclosedCircle":
		return one(n, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
	}
	return strconv.Itoa(n)
}

// binaryFormats are the formats by their number in DOC files ([MS-OSHARED] MSONFC).
var binaryFormats = map[int]string{
	0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
	11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
	19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
	28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac",
	33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
	37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}

var (
	legal            = strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖", "十", "拾", "百", "佰", "千", "仟")
	legalTraditional = strings.NewReplacer("一", "壹", "二", "貳", "三", "參", "四", "肆", "五", "伍", "六", "陸", "七", "柒", "八", "捌", "九", "玖", "十", "拾", "百", "佰", "千", "仟", "万", "萬")
)

// letters counts A…Z, AA, BB: Word repeats the letter.
func letters(n int, first rune) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var s strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= step.value; n -= step.value {
			s.WriteString(step.sign)
		}
	}
	return s.String()
}

// one picks a sign from a short row of them.
func one(n int, signs string) string {
	row := []rune(signs)
	if n < 1 || n > len(row) {
		return strconv.Itoa(n)
	}
	return string(row[n-1])
}

// digits writes decimal digits with other signs.
func digits(n int, signs string) string {
	row := []rune(signs)
	var s strings.Builder
	for _, d := range strconv.Itoa(n) {
		if d < '0' || d > '9' {
			return strconv.Itoa(n)
		}
		s.WriteRune(row[d-'0'])
	}
	return s.String()
}

// counting writes 十一, 二十, 一百零三; 0 is the zero sign itself.
func counting(n int, zero string) string {
	if n < 0 || n > 99_999 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return zero
	}
	var s strings.Builder
	pending := false
	for _, step := range []struct {
		value int
		unit  string
	}{{10000, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / step.value
		n %= step.value
		if d == 0 {
			pending = pending || s.Len() > 0
			continue
		}
		if pending {
			s.WriteString(zero)
			pending = false
		}
		if d != 1 || step.value != 10 || s.Len() > 0 {
			s.WriteString(string([]rune("零一二三四五六七八九")[d]))
		}
		s.WriteString(step.unit)
	}
	return s.String()
}
