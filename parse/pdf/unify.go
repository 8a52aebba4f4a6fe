package pdf

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// radicals are the characters of the block CJK Radicals Supplement that look exactly like a
// character in use. Fonts that serve both with one glyph are often mapped to the radical.
// Source: EquivalentUnifiedIdeograph of the Unicode Character Database.
const radicals = "⺁厂⺋㔾⺏尣⺐尢⺠民⺟母⺢氺⺥爫⺩王⺭礻⺮竹⺰纟⺲罒⺳网⺵罓⺶羊⺷羊⺸羊⺹耂⺻肀⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺀冫⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺡氵⺣灬⺤爫⺦丬⺧牛⺨犭⺪疋⺫目⺬示⺯糸⺱罓⺴网"

var radicalOf = func() map[rune]rune {
	m := map[rune]rune{}
	r := []rune(radicals)
	for i := 0; i+1 < len(r); i += 2 {
		m[r[i]] = r[i+1]
	}
	return m
}()

// unify replaces a character that stands for the look of another: radicals and compatibility
// ideographs. The print is the same; the text can be matched.
func unify(r rune) rune {
	switch {
	case r < 0x2E80 || r > 0x2FDF && r < 0xF900 || r > 0xFAFF && r < 0x2F800 || r > 0x2FA1F:
		return r
	case r <= 0x2EF3:
		if u, ok := radicalOf[r]; ok {
			return u
		}
	}
	if u := []rune(norm.NFKC.String(string(r))); len(u) == 1 && !strings.ContainsRune("\uFFFD", u[0]) {
		return u[0]
	}
	return r
}
