package similar

import (
	"slices"
	"strings"
	"unicode"

	"gongkai/disclosure"
)

// longestText bounds the normal form: no report is longer, and what is behind is left out.
const longestText = 60_000

// Normalise brings a text into the form in which texts are compared:
//
//   - width, spaces, dashes and Traditional characters are folded (disclosure.Fold);
//   - titles in 《》, quotations and articles of law, and the sentences that the form asks of
//     everybody (by which rules and for which time the report was made, whom to ask) are taken out;
//   - numbers, in digits or characters, become #, together with 余, 多, 万 and 亿 behind them;
//   - names of divisions, agencies and people, what an agency calls itself (我局, 本单位), addresses
//     of the web and blackened characters become @;
//   - white space and marks are left out; the end of a sentence becomes |, which no shingle crosses.
//
// own are further names: those of the place and its agencies.
func Normalise(text string, own *Names) Text {
	f := disclosure.Fold(text)
	n := normaliser{in: []rune(f.Text)}
	size := len(n.in)
	n.cut, n.out, n.from, n.to = make([]bool, size), make([]rune, 0, size), make([]int32, 0, size), make([]int32, 0, size)
	for s := range sentencesOf(n.in) {
		cutLaw(n.in[s[0]:s[1]], n.cut[s[0]:s[1]])
	}
	for i := 0; i < len(n.in) && len(n.out) < longestText; {
		i = n.step(i, own)
	}
	for k := range n.from {
		n.to[k] = int32(f.At(int(n.to[k])-1) + 1)
		n.from[k] = int32(f.At(int(n.from[k])))
	}
	return newText(n.out, n.from, n.to)
}

// normaliser writes the normal form; from and to are places in the folded text.
type normaliser struct {
	in       []rune
	cut      []bool
	out      []rune
	from, to []int32
}

// step writes what stands at i and returns what comes behind it.
func (n *normaliser) step(i int, own *Names) int {
	r := n.in[i]
	switch {
	case n.cut[i] || isEnd(r):
		n.put(signBreak, i, i+1)
		return i + 1
	case r == blackened:
		n.put(signName, i, i+1)
		return i + 1
	}
	if size := max(places().longest(n.in[i:]), own.longest(n.in[i:]), selfName(n.in[i:]), personName(n.in, i)); size > 0 {
		n.putName(i, i+size)
		return i + size
	}
	if size := numberLength(n.in[i:]); size > 0 {
		n.put(signNumber, i, i+size)
		return i + size
	}
	if isLatin(r) {
		size := latinLength(n.in[i:])
		if slices.ContainsFunc(n.in[i:i+size], func(r rune) bool { return r == '.' || r == '@' || r == '/' }) {
			n.put(signName, i, i+size)
			return i + size
		}
	}
	switch {
	case r >= '一' && r <= '龥': // nearly all of them, and none has another case
		n.put(r, i, i+1)
	case unicode.IsLetter(r):
		n.put(unicode.ToLower(r), i, i+1)
	}
	return i + 1
}

// put writes a rune. Signs of one kind that follow each other are one.
func (n *normaliser) put(r rune, from, to int) {
	if last := len(n.out) - 1; r == signBreak || r == signNumber || r == signName {
		if last >= 0 && n.out[last] == r {
			if r != signBreak {
				n.to[last] = int32(to)
			}
			return
		}
		if last < 0 && r == signBreak {
			return
		}
	}
	n.out, n.from, n.to = append(n.out, r), append(n.from, int32(from)), append(n.to, int32(to))
}

// putName writes a name, with the kind of division that stands before it: 县财政局 is one name.
func (n *normaliser) putName(from, to int) {
	if last := len(n.out) - 1; last >= 0 && strings.ContainsRune("省市县区州旗镇乡", n.out[last]) && int(n.to[last]) == from {
		from = int(n.from[last])
		n.out, n.from, n.to = n.out[:last], n.from[:last], n.to[:last]
	}
	n.put(signName, from, to)
}

const blackened = '█'

func isEnd(r rune) bool {
	switch r {
	case '。', '!', '?', ';', '\n':
		return true
	}
	return false
}

// sentencesOf gives the sentences as [from, to), without their ends.
func sentencesOf(text []rune) func(func([2]int) bool) {
	return func(yield func([2]int) bool) {
		start := 0
		for i := 0; i <= len(text); i++ {
			if i == len(text) || isEnd(text[i]) {
				if i > start && !yield([2]int{start, i}) {
					return
				}
				start = i + 1
			}
		}
	}
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// latinLength is how long a word in Latin letters is, or an address of the web or of mail.
func latinLength(text []rune) int {
	n := 0
	for n < len(text) && (isLatin(text[n]) || text[n] >= '0' && text[n] <= '9' || strings.ContainsRune("@./:_-?=&%", text[n])) {
		n++
	}
	return n
}
