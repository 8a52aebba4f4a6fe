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

// nameTraits is the name of an element in small letters, with its traits.
func nameTraits(written string) (string, traits) {
	if is, known := traitsOf(written); known {
		return written, is
	}
	name := strings.ToLower(written)
	is, _ := traitsOf(name)
	return name, is
}

// traitsOf are those of the elements that most pages have.
func traitsOf(name string) (is traits, known bool) {
	switch name {
	case "td", "th", "table":
		return plain | border, true
	case "p", "tr", "tbody", "thead", "div", "col", "li", "ul", "ol", "h1", "h2", "h3", "h4":
		return plain, true
	case "span":
		return plain | inLine | mark, true
	case "o:p":
		return plain | mark, true
	case "a":
		return format | inLine, true
	case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return format, true
	case "br", "img":
		return inLine | mark, true
	case "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
		return raw, true
	case "caption", "object", "applet", "marquee", "template":
		return border, true
	case "link", "meta", "input", "hr", "dl", "dt", "dd", "center":
		return 0, true
	}
	return 0, false
}
