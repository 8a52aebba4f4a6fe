package walk

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/tree"
)

// What a script would list is read from its text, as the markup that it writes or as the objects
// that it has. Nothing is run: an address that a script puts together is not known.
var (
	scriptText  = regexp.MustCompile(`(?is)<script\b[^>]*>(.*?)</script`)
	writeCall   = regexp.MustCompile(`document\.write(?:ln)?\s*\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*\)`)
	flatObject  = regexp.MustCompile(`\{[^{}]+\}`)
	objectField = regexp.MustCompile(`["']?\b([A-Za-z_]\w{0,30})["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.+-]{1,40}))`)
	titleField  = regexp.MustCompile(`(?i)["']?\b_?(?:doc)?title["']?\s*:`)
	joinedLink  = regexp.MustCompile(`document\.write(?:ln)?\s*\(\s*["'][^\n]{0,400}<a\s[^\n]{0,400}["']\s*\+`) // its address is known to the script only
)

// scripts is the text of the page's own scripts that may list something.
func (v *View) scripts() string {
	var all strings.Builder
	for _, m := range scriptText.FindAllStringSubmatch(v.Source, -1) {
		if strings.Contains(m[1], "document.write") || titleField.MatchString(m[1]) {
			all.WriteString(m[1] + "\n")
		}
	}
	return all.String()
}

// written is what a script lists, as markup that it writes or as objects. It is whole where nothing
// that looks like an entry was passed over.
func (v *View) written(script string) (all []Anchor, whole bool) {
	whole = !joinedLink.MatchString(script)
	for _, m := range writeCall.FindAllStringSubmatch(script, -1) {
		if root, err := html.Parse(strings.NewReader(unquoted(m[1][1 : len(m[1])-1]))); err == nil {
			all = append(all, anchorsOf(v, tree.LinksOf(root), func(*html.Node) bool { return true })...)
		}
	}
	for range deepestEntry { // what an entry holds, such as its files, is no entry
		script = flatObject.ReplaceAllStringFunc(script, func(object string) string {
			if titleField.MatchString(object) {
				return object
			}
			return "0"
		})
	}
	rest := flatObject.ReplaceAllStringFunc(script, func(object string) string {
		if a, ok := v.object(object); ok {
			all = append(all, a)
			return "0"
		}
		return object
	})
	for _, m := range titleField.FindAllStringIndex(rest, -1) {
		whole = whole && !strings.Contains(rest[m[1]:min(len(rest), m[1]+400)], "报")
	}
	return all, whole
}

// deepestEntry is how deep objects in an entry are looked through.
const deepestEntry = 3

// object is the entry that an object of a script stands for.
func (v *View) object(text string) (Anchor, bool) {
	fields := map[string]string{}
	for _, m := range objectField.FindAllStringSubmatch(text, -1) {
		fields[strings.ToLower(strings.TrimPrefix(m[1], "_"))] = unquoted(m[2] + m[3] + m[4])
	}
	first := func(names []string) string {
		for _, name := range names {
			if fields[name] != "" {
				return fields[name]
			}
		}
		return ""
	}
	title, address := first(objectTitles), first(objectAddresses)
	if title == "" || address == "" {
		return Anchor{}, false
	}
	return v.listed(address, strings.Join(strings.Fields(htmlTags.ReplaceAllString(title, "")), " "), first(objectDates))
}

// The fields of an entry, the surest first: where there are two titles, title is the one that is cut.
var (
	objectTitles    = []string{"doctitle", "title"}
	objectAddresses = []string{"docpuburl", "chnldocurl", "url", "docurl", "link", "href"}
	objectDates     = []string{"docreltime", "docpubtime", "pubdate", "pubtime", "publishtime", "date", "time"}
)

// listed is a link that only a script would show, with the date that it would show beside it.
func (v *View) listed(ref, text, date string) (Anchor, bool) {
	a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
	item := &html.Node{Type: html.ElementNode, Data: "li", DataAtom: atom.Li}
	item.AppendChild(a)
	item.AppendChild(&html.Node{Type: html.TextNode, Data: date})
	return v.anchor(a, ref, text)
}

var scriptEscapes = strings.NewReplacer(`\/`, "/", `\"`, `"`, `\'`, "'", `\n`, " ", `\t`, " ", `\\`, `\`)

// unquoted is what a script's text says.
func unquoted(text string) string {
	if strings.Contains(text, `\u`) {
		if s, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(text, `\/`, "/"), `\'`, "'") + `"`); err == nil {
			return s
		}
	}
	return scriptEscapes.Replace(text)
}
