package charset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	encodings "golang.org/x/text/encoding/unicode"

	"gongkai/disclosure/pattern"
)

// commonHan are characters of which any Chinese text of our kind is full, simplified and
// Traditional. Text that was read in a wrong charset has hardly any.
var commonHan = func() *hanSet {
	var set hanSet
	for _, r := range `的一是在不了有和人中大为上个国我以要时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理府信息开工作报告申请依复议诉讼县市乡镇街道局办公室委员会
		個為國時來們會於發對過說產後學經現實進著電動機當點從業應開這還與關線內數問題設長東總書報請訴訟縣鄉鎮辦員復議處據區別給無見規範義務資訊監督檢舉網站聯絡開啟` {
		if isHan(r) {
			set[r/64] |= 1 << (r % 64)
		}
	}
	return &set
}()

// hanSet is a set of characters of the basic plane, a bit each.
type hanSet [0x10000 / 64]uint64

func (s *hanSet) has(r rune) bool { return r < 0x10000 && s[r/64]&(1<<(r%64)) != 0 }

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && unicode.Is(unicode.Han, r)
}

// leastHan is the number of Chinese characters from which a text can be judged, leastCommon
// the share of common ones that a readable text has.
const (
	leastHan    = 30
	leastCommon = 0.15
)

// enoughHan is how many Chinese characters tell whether a text is readable.
const enoughHan = 400

// commonShare is the share of common characters among the first Chinese ones, and how many
// they are.
func commonShare(text string) (share float64, han int) { return commonShareOf(text, false) }

// commonShareOf reads on where the first characters hold few common ones and goOn says so:
// menus can be all names.
func commonShareOf(text string, goOn bool) (share float64, han int) {
	common := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r < 0x3400 || !isHan(r) {
			continue
		}
		if han++; commonHan.has(r) {
			common++
		}
		if han%enoughHan == 0 && (!goOn || float64(common) >= leastCommon*float64(han)) {
			break
		}
	}
	if han == 0 {
		return 0, 0
	}
	return float64(common) / float64(han), han
}

// isReadable reports whether a text is Chinese, or too short to tell.
func isReadable(text string) bool {
	share, han := commonShare(text)
	return han < leastHan || share >= leastCommon
}

// decodeMixed reads a page whose parts are in UTF-8 and in GB: an include that was not
// converted. Bytes below 0x40 are no part of a character in either but for the digits in the
// characters of four bytes of GB 18030, so the page is read from one of them to the next.
func decodeMixed(body []byte) (Decoded, bool) {
	var b strings.Builder
	b.Grow(len(body))
	inUTF8, inGB := 0, 0
	for len(body) > 0 {
		end := pieceEnd(body)
		if end == 0 {
			b.WriteByte(body[0])
			body = body[1:]
			continue
		}
		piece := body[:end]
		body = body[end:]
		text, isGB := decodePiece(piece)
		b.WriteString(text)
		switch n := nonASCII(piece); {
		case isGB:
			inGB += n
		default:
			inUTF8 += n
		}
	}
	text := b.String()
	if inUTF8 == 0 || badShare(text) > badDeclared || !isReadable(text) {
		return Decoded{}, false
	}
	if inGB > inUTF8 {
		return Decoded{text, "gb18030"}, true
	}
	return Decoded{text, "utf-8"}, true
}

// pieceEnd is where the characters end that body begins with.
func pieceEnd(body []byte) int {
	for i := 0; i < len(body); i++ {
		if body[i] >= 0x40 {
			continue
		}
		if i > 0 && i+2 < len(body) && isDigitByte(body[i]) && body[i-1] > 0x80 && body[i+1] > 0x80 && isDigitByte(body[i+2]) {
			i += 2
			continue
		}
		return i
	}
	return len(body)
}

func isDigitByte(b byte) bool { return b >= '0' && b <= '9' }

func nonASCII(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= 0x80 {
			n++
		}
	}
	return n
}

// decodePiece reads a piece in UTF-8 where it is that, else in GB.
func decodePiece(piece []byte) (text string, isGB bool) {
	if utf8.Valid(piece) && !hasShortPairs(piece) {
		return string(piece), false
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(piece)
	if err != nil || bytes.ContainsRune(gb, utf8.RuneError) {
		return strings.ToValidUTF8(string(piece), "\uFFFD"), false
	}
	return string(gb), true
}

// hasShortPairs reports whether valid UTF-8 consists of two-byte characters without a Chinese
// one: so do short words in GB, and no text of ours does.
func hasShortPairs(piece []byte) bool {
	pairs := 0
	for _, r := range string(piece) {
		switch {
		case r >= 0xA0 && r < 0x800 && r != 0xA0 && r != 0xB7 && r != 0xD7:
			pairs++
		case r >= 0x800:
			return false
		}
	}
	return pairs > 0
}

// repair undoes a second encoding: a text in UTF-8 or GB that was taken for Western text, or a
// text in UTF-8 that was taken for GB, and then saved as UTF-8. A text that reads as it is
// stays as it is.
func repair(text string) string {
	share, han := commonShareOf(text, true)
	if han >= leastHan && share >= leastCommon {
		return text
	}
	western := strings.Count(text, "\u00C3") + strings.Count(text, "\u00E5") + strings.Count(text, "\u00E6") + strings.Count(text, "\u00E4") + strings.Count(text, "\u00D0") + strings.Count(text, "\u00B5")
	if han < leastHan && western < leastHan/3 {
		return text
	}
	for _, try := range [...]func(string) string{fromWestern, fromGB} {
		if better := try(text); better != "" {
			if s, n := commonShare(better); n >= leastHan/2 && s >= 2*leastCommon {
				return better
			}
		}
	}
	return text
}

// fromWestern reads the bytes that Western characters stand for.
func fromWestern(text string) string {
	raw := make([]byte, 0, len(text))
	for _, r := range text {
		if b, ok := charmap.Windows1252.EncodeRune(r); ok {
			raw = append(raw, b)
		} else if r < 0x100 {
			raw = append(raw, byte(r))
		} else {
			raw = append(raw, string(r)...)
		}
	}
	if plain := strings.ToValidUTF8(string(raw), "\uFFFD"); badShare(plain) <= badGuessed {
		return plain
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || badShare(string(gb)) > badGuessed {
		return ""
	}
	return string(gb)
}

// fromGB reads the bytes of a text in GB as the UTF-8 that they were. What was lost on the way
// stays lost.
func fromGB(text string) string {
	raw, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(strings.ToValidUTF8(text, "?")))
	if err != nil {
		return ""
	}
	plain := strings.ToValidUTF8(string(raw), "\uFFFD")
	if badShare(plain) > 5*badGuessed {
		return ""
	}
	return plain
}

// decodeBare16 reads UTF-16 without a mark of its order: every tag has a zero in each pair.
func decodeBare16(body []byte) (Decoded, bool) {
	order, ok := order16(body)
	if !ok {
		return Decoded{}, false
	}
	b, err := encodings.UTF16(order, encodings.IgnoreBOM).NewDecoder().Bytes(body)
	return Decoded{string(b), "utf-16"}, err == nil
}

// order16 tells the order of the bytes by where in its pair the first byte of a tag stands.
func order16(body []byte) (encodings.Endianness, bool) {
	head := body[:min(len(body), 4096)]
	if bytes.IndexByte(head, 0) < 0 {
		return encodings.LittleEndian, false
	}
	found := tag16.FindAllIndex(head, 4)
	if len(found) < 2 || found[0][0]%2 != found[1][0]%2 {
		return encodings.LittleEndian, false
	}
	if found[0][0]%2 == 0 {
		return encodings.LittleEndian, true
	}
	return encodings.BigEndian, true
}

// tag16 are the first characters of a tag in UTF-16 of either order.
var tag16 = pattern.MustCompile(`<\x00[!/?a-zA-Z]\x00[a-zA-Z\-]`)

// hasUTF8Part reports whether a page that says to be in GB has a part in UTF-8: four Chinese
// characters in a row, which bytes of GB do not spell by chance.
func hasUTF8Part(body []byte) bool {
	for len(body) > 0 {
		start := bytes.IndexFunc(body, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF })
		if start < 0 {
			return false
		}
		body = body[start:]
		n := 0
		for len(body) > 0 {
			r, size := utf8.DecodeRune(body)
			if r < 0x3000 || r > 0x9FFF && r < 0xFF00 || r == utf8.RuneError {
				break
			}
			n, body = n+1, body[size:]
		}
		if n >= 4 {
			return true
		}
	}
	return false
}
