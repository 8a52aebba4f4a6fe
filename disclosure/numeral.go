package disclosure

import "strings"

// ParseChineseNumeral reads a numeral written in Chinese characters, plain or formal: 三,
// 二十, 一百零五, 二〇二〇, 二○一二, 廿一, 三万五千. It fails on anything else: digits, rounded
// numbers (二十余), and the spoken forms that leave out the last unit (三百五).
func ParseChineseNumeral(s string) (int, bool) {
	runes := []rune(Simplify(strings.TrimSpace(s)))
	if len(runes) == 0 || len(runes) > 20 {
		return 0, false
	}
	for _, r := range runes {
		if _, unit := numeralUnit(r); unit || r == '廿' || r == '卅' {
			return parseWithUnits(runes)
		}
	}
	return parseDigits(runes)
}

// parseDigits reads a numeral without units, one digit a character.
func parseDigits(runes []rune) (int, bool) {
	if len(runes) > 9 {
		return 0, false
	}
	n, plain := 0, true
	for _, r := range runes {
		d, ok := numeralDigit(r)
		if !ok && !strings.ContainsRune("0Oo０", r) { // 二0一二: the round zero is hard to type
			return 0, false
		}
		plain = plain && !ok
		n = 10*n + d
	}
	return n, !plain
}

// parseWithUnits reads 亿 and 万 from the top and leaves the rest to parseSection.
func parseWithUnits(runes []rune) (int, bool) {
	n, last := 0, 1_0000_0000_0000
	for start, i := 0, 0; ; i++ {
		unit := 1
		if i < len(runes) {
			switch runes[i] {
			case '万':
				unit = 1_0000
			case '亿':
				unit = 1_0000_0000
			default:
				continue
			}
		}
		part := runes[start:i]
		if unit == 1 && len(part) == 0 && start > 0 {
			return n, true
		}
		v, ok := parseSection(part, start > 0)
		if !ok || unit >= last {
			return 0, false
		}
		n, last, start = n+v*unit, unit, i+1
		if unit == 1 {
			return n, true
		}
	}
}

// parseSection reads a numeral below 万. Where it follows 万 or 亿, a lone digit must be
// led by 零: 一万五 is 15000 when spoken, and is left alone.
func parseSection(part []rune, follows bool) (int, bool) {
	n, digit, last, zero := 0, -1, 10000, !follows
	for i, r := range part {
		if r == '廿' || r == '卅' {
			if digit >= 0 || last <= 10 {
				return 0, false
			}
			n, last, digit = n+map[rune]int{'廿': 20, '卅': 30}[r], 10, -1
			zero = true
			continue
		}
		if unit, ok := numeralUnit(r); ok {
			if unit >= last || (digit < 0 && (unit != 10 || zero && i > 0 && n > 0)) || digit == 0 {
				return 0, false
			}
			n, last, zero = n+max(digit, 1)*unit, unit, unit == 10
			digit = -1
			continue
		}
		d, ok := numeralDigit(r)
		if !ok || digit >= 0 {
			return 0, false
		}
		if d == 0 {
			if i == len(part)-1 && len(part) > 1 {
				return 0, false
			}
			zero = true
			if len(part) > 1 {
				continue
			}
		}
		digit = d
	}
	if digit >= 0 && (!zero || last <= 1) {
		return 0, false
	}
	return n + max(digit, 0), len(part) > 0
}

func numeralDigit(r rune) (int, bool) {
	for i, row := range [...]string{"〇零○◯", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"} {
		if strings.ContainsRune(row, r) {
			return i, true
		}
	}
	return 0, false
}

func numeralUnit(r rune) (int, bool) {
	switch r {
	case '十', '拾':
		return 10, true
	case '百', '佰':
		return 100, true
	case '千', '仟':
		return 1000, true
	case '万':
		return 10000, true
	case '亿':
		return 1_0000_0000, true
	}
	return 0, false
}
