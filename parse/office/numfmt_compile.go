package office

import (
	"strconv"
	"strings"
)

// compiler turns one section of a format into tokens.
type compiler struct {
	code string
	at   int
	s    section
}

// compileSection reads a section from left to right.
func compileSection(code string) section {
	c := &compiler{code: code}
	for c.at < len(c.code) {
		c.step()
	}
	c.finish()
	return c.s
}

func (c *compiler) put(kind tokenKind, text string) {
	c.s.tokens = append(c.s.tokens, token{kind, text})
}

func (c *compiler) step() {
	rest := c.code[c.at:]
	for _, word := range []struct {
		text string
		kind tokenKind
	}{{"General", generalPart}, {"G/通用格式", generalPart}, {"AM/PM", dayHalf}, {"A/P", dayHalf}, {"上午/下午", dayHalf}} {
		if len(rest) >= len(word.text) && strings.EqualFold(rest[:len(word.text)], word.text) {
			c.at += len(word.text)
			c.put(word.kind, word.text)
			c.s.general = c.s.general || word.kind == generalPart
			return
		}
	}
	switch ch := rest[0]; ch {
	case '"':
		text, _, _ := strings.Cut(rest[1:], `"`)
		c.at += min(len(text)+2, len(rest))
		c.put(literal, text)
	case '\\', '!': // ! in Chinese versions
		c.escape(rest, true)
	case '_': // room for a sign
		c.escape(rest, false)
		c.put(literal, " ")
	case '*': // fills the cell
		c.escape(rest, false)
	case '[':
		c.bracket(rest)
	case '0', '#', '?':
		c.at++
		c.s.digits = true
		c.put(digit, string(ch))
	case '.':
		c.at++
		c.put(point, ".")
	case ',':
		c.at++
		c.put(literal, ",")
	case '%':
		c.at++
		c.s.percent++
		c.put(literal, "%")
	case '@':
		c.at++
		c.put(textPart, "@")
	case '/':
		c.at++
		c.put(slash, "/")
	default:
		c.letter(rest)
	}
}

// escape takes the sign after \ _ or *.
func (c *compiler) escape(rest string, shown bool) {
	if len(rest) == 1 {
		c.at++
		return
	}
	r, size := runeAt(rest, 1)
	c.at += 1 + size
	if shown {
		c.put(literal, string(r))
	}
}

// letter reads E+, parts of dates, and literals.
func (c *compiler) letter(rest string) {
	r, size := runeAt(rest, 0)
	switch {
	case (r == 'E' || r == 'e') && len(rest) > 1 && (rest[1] == '+' || rest[1] == '-') && c.s.digits:
		c.at += 2
		c.s.exponent = true
		c.put(exponentSign, rest[:2])
	case strings.ContainsRune("yYmMdDhHsSeEaAbB", r) && r < 0x80:
		n := 1
		for n < len(rest) && lower(rest[n]) == lower(rest[0]) {
			n++
		}
		c.at += n
		if word := strings.ToLower(rest[:n]); word[0] != 'a' && word[0] != 'b' || n >= 2 {
			c.put(datePart, word)
			return
		}
		c.put(literal, rest[:n])
	default:
		c.at += size
		c.put(literal, string(r))
	}
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// bracket reads colours, conditions, currencies, locales, Chinese digits and elapsed times.
func (c *compiler) bracket(rest string) {
	inside, _, closed := strings.Cut(rest[1:], "]")
	c.at += min(len(inside)+2, len(rest))
	if !closed || inside == "" {
		return
	}
	word := strings.ToLower(inside)
	switch {
	case strings.Trim(word, "h") == "" || strings.Trim(word, "m") == "" || strings.Trim(word, "s") == "":
		c.put(elapsedPart, word)
	case strings.HasPrefix(word, "dbnum") && len(word) == 6 && word[5] >= '1' && word[5] <= '3':
		c.s.chinese = word[5]
	case inside[0] == '$':
		symbol, _, _ := strings.Cut(inside[1:], "-")
		c.put(literal, symbol)
	case strings.IndexByte("<>=", inside[0]) >= 0:
		n := 1
		if len(inside) > 1 && strings.IndexByte("=>", inside[1]) >= 0 {
			n = 2
		}
		if v, err := strconv.ParseFloat(strings.TrimSpace(inside[n:]), 64); err == nil {
			c.s.when = condition{inside[:n], v}
		}
	}
}

// finish decides what the signs mean that have two meanings: commas and the m of dates.
func (c *compiler) finish() {
	s := &c.s
	for _, t := range s.tokens {
		s.date = s.date || t.kind == datePart && !s.exponent || t.kind == elapsedPart || t.kind == dayHalf
	}
	if s.chinese == '3' {
		s.chinese = 0 // full-width digits: shown as ordinary ones
	}
	if s.date {
		c.minutes()
		return
	}
	last := -1
	for i, t := range s.tokens {
		if t.kind == digit {
			last = i
		}
		s.fraction = s.fraction || t.kind == slash && s.digits
	}
	kept := s.tokens[:0]
	for i, t := range s.tokens {
		if t.kind == literal && t.text == "," && i > 0 && last >= 0 {
			before := i < last
			switch {
			case before && hasDigit(s.tokens[:i]):
				s.group = true
				continue
			case !before && trailing(s.tokens, last, i):
				s.scale++
				continue
			}
		}
		kept = append(kept, t)
	}
	s.tokens = kept
}

func hasDigit(all []token) bool {
	for _, t := range all {
		if t.kind == digit {
			return true
		}
	}
	return false
}

// trailing tells commas that stand right behind the last digit.
func trailing(all []token, last, i int) bool {
	for _, t := range all[last+1 : i] {
		if t.kind != literal || t.text != "," {
			return false
		}
	}
	return true
}

// minutes tells the m of minutes from that of months: it follows hours or precedes seconds.
func (c *compiler) minutes() {
	tokens := c.s.tokens
	previous := byte(0)
	for i, t := range tokens {
		if t.kind != datePart && t.kind != elapsedPart {
			continue
		}
		if t.text[0] == 'm' && len(t.text) <= 2 && t.kind == datePart {
			next := byte(0)
			for _, n := range tokens[i+1:] {
				if n.kind == datePart || n.kind == elapsedPart {
					next = n.text[0]
					break
				}
			}
			if previous == 'h' || next == 's' {
				tokens[i].text = strings.Replace(t.text, "m", "M", -1)
			}
		}
		previous = t.text[0]
	}
}
