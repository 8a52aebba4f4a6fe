package prose

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/privacy"
	"gongkai/parse/tree"
)

var (
	contactWords  = pattern.AnyOf("地址", "地点", "邮编", "邮政编码", "电话", "联系方式", "邮箱", "传真")
	addressWords  = pattern.MustCompile(`(?:联系地址|通讯地址|通信地址|办公地址|地址|地点)(?::|为|是)([^;。()\n]{3,60}?)(?:[,;。()]|邮政编码|邮编|联系电话|电话|传真|电子邮箱|邮箱|$)`)
	officePlace   = pattern.MustCompile(`联系[^。;]{0,40}?\(([^();:,]{2,40}?(?:路|街|道|巷|村|大厦|大楼|大院|号|楼)[^();:,]{0,20})[;,]`)
	faxWords      = pattern.MustCompile(`(?:传真)(?:电话|号码)?(?::|为|是)?(\(?0\d{2,3}\)?[- ]{0,2}\d{7,8}|\d{7,8})(?:\D|$)`)
	emailWords    = pattern.MustCompile(`(?:电子邮箱|电子邮件|电子信箱|邮箱|E-?mail)(?:地址)?(?::|为|是)?([A-Za-z0-9._-]{1,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4})`)
	postcodeWords = pattern.MustCompile(`(?:邮政编码|邮编)(?::|为|是)?(\d{6})(?:\D|$)`)
	phoneWords    = pattern.MustCompile(`(?:联系电话|咨询电话|电话|联系方式)(?:号码)?(?:及传真|和传真|\(传真\)|/传真|、传真)?(?::|为|是)?(\(?0\d{2,3}\)?[- ]{0,2}(?:\d{7,8}|\d{3,4} \d{4})(?:-\d{1,5})?|\d{7,8}|1\d{10})(?:\D|$)`)
)

// Contact finds where readers may ask, in the text of the report only: the foot of a page
// names the site's operator. nil where the report names nothing.
func Contact(lines []tree.Line) *disclosure.Contact {
	c := &disclosure.Contact{}
	set := func(to **string, re *pattern.Regexp, text string) {
		if m := re.FindStringSubmatch(text); m != nil && *to == nil {
			value := strings.Trim(m[1], ",:; ")
			*to = &value
		}
	}
	for _, l := range lines {
		if !contactWords.In(l.Fold.Text) {
			continue
		}
		if line := []rune(l.Fold.Text); privacy.Suspicious(line) && len(privacy.InLine(l.Fold.Text, nil)) > 0 {
			continue // a private person's, printed by mistake
		}
		set(&c.Address, addressWords, l.Fold.Text)
		set(&c.Address, officePlace, l.Fold.Text)
		set(&c.Postcode, postcodeWords, l.Fold.Text)
		set(&c.Fax, faxWords, l.Fold.Text)
		set(&c.Email, emailWords, l.Fold.Text)
		set(&c.Phone, phoneWords, l.Fold.Text)
	}
	c.Phone, c.Fax = dialled(c.Phone), dialled(c.Fax)
	if *c == (disclosure.Contact{}) {
		return nil
	}
	return c
}

// gapInDial parts the digits behind an area code.
var gapInDial = pattern.MustCompile(`(\d{3,4}-\d{3,4}) (\d{4})`)

// dialled writes a number as 0794-1234567.
func dialled(number *string) *string {
	if number == nil {
		return nil
	}
	joined := gapInDial.ReplaceAllString(strings.Replace(*number, ")", "-", 1), "$1$2")
	n := strings.NewReplacer("(", "", "--", "-", "- ", "-", " ", "-").Replace(joined)
	return &n
}
