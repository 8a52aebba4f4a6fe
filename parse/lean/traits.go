package lean

import "strings"

// traits are what is asked of the name of an element.
type traits uint8

const (
	plain  traits = 1 << iota // its attributes play no part in building the tree
	raw                       // no tag counts in its text
	format                    // see formats
	border                    // an end tag in it does not close what was open before
	inLine                    // an item of a list that holds nothing else is one line
	mark                      // it stands in the text and holds no block
)

// traitsOf are those of the elements that most pages have.
var traitsOf = func() map[string]traits {
	all := map[string]traits{}
	for names, t := range map[string]traits{
		"p td th tr table tbody thead div col li ul ol h1 h2 h3 h4 span o:p":         plain,
		"script style title textarea xmp iframe noembed noframes noscript plaintext": raw,
		"a b big code em font i nobr s small strike strong tt u":                     format,
		"table td th caption object applet marquee template":                         border,
		"a span br img":   inLine,
		"span br img o:p": mark,
		"html head body meta link form input button select option label center h5 h6 dl dt dd hr tfoot colgroup nav header footer section article svg": 0,
	} {
		for name := range strings.FieldsSeq(names) {
			all[name] |= t
		}
	}
	return all
}()

// nameTraits is the name of an element in small letters, with its traits.
func nameTraits(written string) (string, traits) {
	if t, ok := traitsOf[written]; ok {
		return written, t
	}
	name := strings.ToLower(written)
	return name, traitsOf[name]
}
