package similar

import (
	"slices"
	"strings"
)

const longestQuotation = 600 // runes

// cutLaw marks in a sentence what is not the agency's own wording.
func cutLaw(sentence []rune, cut []bool) {
	if slices.ContainsFunc(sentence, isOfSuch) && isOfTheForm(string(sentence)) {
		for i := range cut {
			cut[i] = true
		}
		return
	}
	titled := false
	for i := 0; i < len(sentence); i++ {
		size := 0
		switch sentence[i] {
		case '《':
			size = enclosed(sentence[i:], '》')
			titled = titled || size > 0
		case '"':
			if size = enclosed(sentence[i:], '"'); size < 10 || !titled && !hasArticle(sentence[:i]) {
				i += max(0, size-1) // a word in quotation marks is the agency's
				size = 0
			}
		case '第':
			size = articleLength(sentence[i:])
		}
		for j := i; j < i+size; j++ {
			cut[j] = true
		}
		i += max(0, size-1)
	}
}

// enclosed is the length of a quotation that begins here, both marks included; 0 where it does not end.
func enclosed(text []rune, end rune) int {
	for n := 1; n < len(text) && n < longestQuotation; n++ {
		if text[n] == end {
			return n + 1
		}
	}
	return 0
}

// articleLength: 第二十条第(一)项, 第 50 条.
func articleLength(text []rune) int {
	n := 1
	for n < len(text) && n < 12 && (isNumeral(text[n]) || isDigit(text[n]) || strings.ContainsRune("() ", text[n])) {
		n++
	}
	if n == 1 || n == len(text) || !strings.ContainsRune("条款项章节", text[n]) {
		return 0
	}
	return n + 1
}

func hasArticle(text []rune) bool {
	for i, r := range text {
		if r == '第' && articleLength(text[i:]) > 0 {
			return true
		}
	}
	return false
}

// isOfSuch: without one of these no sentence is of the form.
func isOfSuch(r rune) bool {
	switch r {
	case '报', '月', '联', '垂', '咨':
		return true
	}
	return false
}

// isOfTheForm: the sentences that the form has everybody say: by which rules the report was
// made, which time its figures are of, where it can be had and whom to ask (国办公开办函〔2021〕30号).
func isOfTheForm(s string) bool {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(s, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("报告") && has("编制", "编写", "制作", "撰写", "形成") && has("条例", "要求", "规定", "格式"):
		return true
	case has("1月1日") && has("12月31日"):
		return true
	case has("下载", "查阅", "查询") && has("电子版", "全文") && has("报告"):
		return true
	}
	return has("联系", "垂询", "咨询") && has("疑问", "邮编", "邮政编码", "电话", "地址")
}
