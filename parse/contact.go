package parse

import (
	"regexp"
	"strings"

	"gongkai/disclosure"
)

var (
	addressWords  = regexp.MustCompile(`(?:联系地址|通讯地址|通信地址|办公地址|地址|地点)(?::|为|是)([^;。()\n]{3,60}?)(?:[,;。()]|邮政编码|邮编|联系电话|电话|传真|电子邮箱|邮箱|$)`)
	postcodeWords = regexp.MustCompile(`(?:邮政编码|邮编)(?::|为|是)?(\d{6})(?:\D|$)`)
	phoneWords    = regexp.MustCompile(`(?:联系电话|咨询电话|电话|联系方式)(?:号码)?(?:及传真|和传真|\(传真\)|/传真|、传真)?(?::|为|是)?(\(?0\d{2,3}\)?[- ]{0,2}\d{7,8}|\d{7,8}|1\d{10})(?:\D|$)`)
)

// contactOf finds where readers may ask, in the text of the report only: the foot of a page
// names the site's operator. nil where the report names nothing.
func contactOf(lines []line) *disclosure.Contact {
	c := &disclosure.Contact{}
	set := func(to **string, re *regexp.Regexp, text string) {
		if m := re.FindStringSubmatch(text); m != nil && *to == nil {
			value := strings.Trim(m[1], ",:; ")
			*to = &value
		}
	}
	for _, l := range lines {
		if !hasAny(l.fold.Text, []string{"地址", "地点", "邮编", "邮政编码", "电话", "联系方式"}) {
			continue
		}
		if line := []rune(l.fold.Text); suspicious(line) && len(privateInLine(l.fold.Text, nil)) > 0 {
			continue // a private person's, printed by mistake
		}
		set(&c.Address, addressWords, l.fold.Text)
		set(&c.Postcode, postcodeWords, l.fold.Text)
		set(&c.Phone, phoneWords, l.fold.Text)
	}
	if c.Phone != nil {
		phone := strings.NewReplacer("(", "", ")-", "-", ")", "-", "--", "-", " ", "-").Replace(*c.Phone)
		c.Phone = &phone
	}
	if c.Address == nil && c.Postcode == nil && c.Phone == nil {
		return nil
	}
	return c
}
