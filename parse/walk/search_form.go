package walk

import (
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// The search of a site is a form with one field for words, sent by GET. What stands behind it
// differs more than lists do — TRS WAS, Hanweb jsearch, UCAP, a database of the site's own — and
// many answers come by scripts only. So a form is taken as it stands, and whoever asks it has to
// ask for something first that is there.

var (
	searchField  = pattern.MustCompile(`(?i)^(?:q|qt|k|s|w|wd|kw|key|word|words|keys|text|title|query)$|search|keyword|querystr|qword|sword|检索|搜索`)
	searchWords  = pattern.MustCompile(`(?i)搜索|检索|全文|站内|关键[字词]|search`)
	otherWords   = pattern.MustCompile(`(?i)登录|登陆|密码|用户名|注册|邮箱|信件|编号|查询码|受理|身份证|手机|订阅|login|passw|subscri|email`)
	captchaWords = pattern.MustCompile(`(?i)验证码|captcha|verify_?code|valid_?code|checkcode|yzm`)
	scriptAction = pattern.MustCompile(`(?i)^(?:javascript:|#|about:)`)
	noSubmit     = pattern.MustCompile(`(?i)return\s+false\s*;?\s*$`)
)

// searchForm is the search that a page offers, nil where it offers none: of several the first that
// can be asked.
func (v *View) searchForm() *disclosure.SearchForm {
	var first *disclosure.SearchForm
	tree.Walk(v.Doc.Root, func(n *html.Node) bool {
		var f *disclosure.SearchForm
		switch {
		case n.DataAtom == atom.Form:
			f = v.searchOf(n)
		case isTextField(n) && namesSearch(n) && formAround(n) == nil: // a script waits at it
			f = &disclosure.SearchForm{Field: tree.Attr(n, "name"), Bar: disclosure.SearchScript}
		}
		if f != nil && (first == nil || first.Bar != "" && f.Bar == "") {
			first = f
		}
		return first == nil || first.Bar != ""
	})
	return first
}

// searchOf reads a form as a search, nil where it is none: one that asks for more than words.
func (v *View) searchOf(form *html.Node) *disclosure.SearchForm {
	var fields []*html.Node
	fixed, captcha, other := url.Values{}, captchaWords.MatchString(tree.TextOf(form)), false
	tree.Walk(form, func(n *html.Node) bool {
		name := tree.Attr(n, "name")
		switch {
		case n.DataAtom == atom.Select && name != "":
			fixed.Set(name, chosenOption(n))
		case n.DataAtom != atom.Input:
		case captchaWords.MatchString(described(n)):
			captcha = true
		case isTextField(n):
			fields = append(fields, n)
		case isKind(n, "password", "file"):
			other = true
		case name != "" && (isKind(n, "hidden", "submit") || isKind(n, "radio", "checkbox") && hasAttr(n, "checked")):
			fixed.Set(name, tree.Attr(n, "value"))
		}
		return true
	})
	if other || len(fields) != 1 || !isSearch(form, fields[0]) {
		return nil
	}
	f := &disclosure.SearchForm{Field: tree.Attr(fields[0], "name"), Fixed: fixed, Charset: v.charsetOf(form)}
	f.URL, f.Bar = v.sentTo(form, captcha || f.Field == "")
	if captcha {
		f.Bar = disclosure.SearchCaptcha
	}
	return f
}

// sentTo is where a form is sent without a script, or why it is not.
func (v *View) sentTo(form *html.Node, barred bool) (address, bar string) {
	action := strings.TrimSpace(tree.Attr(form, "action"))
	u, ok := v.Resolve(action)
	if barred || !ok || scriptAction.MatchString(action) || noSubmit.MatchString(tree.Attr(form, "onsubmit")) || strings.EqualFold(tree.Attr(form, "method"), "post") {
		return "", disclosure.SearchScript
	}
	u.RawQuery = "" // the fields take its place
	return u.String(), ""
}

// charsetOf is the charset in which a form is sent.
func (v *View) charsetOf(form *html.Node) string {
	named := strings.ToLower(cmp.Or(tree.Attr(form, "accept-charset"), v.Charset))
	if strings.HasPrefix(named, "gb") {
		return "gb18030"
	}
	return "utf-8"
}

// isSearch reports whether a form with one field for words searches the site: a letter is asked
// for by its number, a name is for logging in.
func isSearch(form, field *html.Node) bool {
	words := described(form) + " " + tree.Attr(form, "action") + " " + tree.TextOf(form) + " " + described(field)
	tree.Walk(form, func(n *html.Node) bool {
		if isKind(n, "submit", "button", "image") {
			words += " " + tree.Attr(n, "value") + tree.Attr(n, "alt") + described(n)
		}
		return true
	})
	return (namesSearch(field) || searchWords.MatchString(words)) && !otherWords.MatchString(words)
}

// namesSearch reports whether a field is called one for words to search for.
func namesSearch(n *html.Node) bool {
	return searchField.MatchString(tree.Attr(n, "name")) || searchField.MatchString(tree.Attr(n, "id")) || searchWords.MatchString(described(n))
}

// described is what an element calls itself.
func described(n *html.Node) string {
	var words []string
	for _, key := range [...]string{"name", "id", "class", "placeholder", "title"} {
		words = append(words, tree.Attr(n, key))
	}
	return strings.Join(words, " ")
}

func isKind(n *html.Node, kinds ...string) bool {
	if n.DataAtom != atom.Input && n.DataAtom != atom.Button {
		return false
	}
	kind := strings.ToLower(tree.Attr(n, "type"))
	for _, k := range kinds {
		if kind == k {
			return true
		}
	}
	return false
}

func isTextField(n *html.Node) bool {
	return n.DataAtom == atom.Input && isKind(n, "", "text", "search")
}

func formAround(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Form {
			return p
		}
	}
	return nil
}

// chosenOption is the value that a choice has unless somebody chooses.
func chosenOption(choice *html.Node) string {
	value, found := "", false
	tree.Walk(choice, func(n *html.Node) bool {
		if n.DataAtom == atom.Option && (!found || hasAttr(n, "selected")) {
			value, found = tree.TextOf(n), true
			if hasAttr(n, "value") {
				value = tree.Attr(n, "value")
			}
		}
		return true
	})
	return strings.TrimSpace(value)
}
