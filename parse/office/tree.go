package office

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// element makes a node; attributes come as name, value, name, value.
func element(a atom.Atom, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func getAttr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func appendText(n *html.Node, s string) {
	if s != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
}

// page makes an empty document and returns it with its body.
func page() (root, body *html.Node) {
	root = &html.Node{Type: html.DocumentNode}
	top := element(atom.Html)
	body = element(atom.Body)
	root.AppendChild(top)
	top.AppendChild(element(atom.Head))
	top.AppendChild(body)
	return root, body
}

// headings by outline level, 0 for the highest.
var headings = [...]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// bodyText is the outline level of a paragraph that is no heading.
const bodyText = 9

// paragraph collects one paragraph. The runs that editors cut a line into become one text
// node, so that nobody has to join 政府信|息公开 again.
type paragraph struct {
	node    *html.Node
	text    strings.Builder
	raised  bool         // text goes into a <sup>
	boxes   []*html.Node // text boxes and the like: blocks, which stand after it
	leading int          // how many of them were anchored before any text
}

func newParagraph() *paragraph { return &paragraph{node: element(atom.P)} }

func (p *paragraph) write(s string) { p.text.WriteString(s) }

// raise switches between ordinary and superscript text: 12 with a raised 1 is not 121.
func (p *paragraph) raise(on bool) {
	if on != p.raised {
		p.flush()
		p.raised = on
	}
}

func (p *paragraph) flush() {
	if p.text.Len() == 0 {
		return
	}
	into := p.node
	if p.raised {
		into = element(atom.Sup)
		p.node.AppendChild(into)
	}
	appendText(into, p.text.String())
	p.text.Reset()
}

// add puts an inline element behind the text so far.
func (p *paragraph) add(n *html.Node) {
	p.flush()
	p.node.AppendChild(n)
}

func (p *paragraph) lineBreak() { p.add(element(atom.Br)) }

// number puts the number that the program generates before the text.
func (p *paragraph) number(s string) {
	if s != "" {
		p.add(numbering(s))
	}
}

func numbering(s string) *html.Node {
	n := element(atom.Span, "class", "numbering")
	appendText(n, s)
	return n
}

// box keeps a block that is anchored here: a paragraph can't hold blocks.
func (p *paragraph) box(n *html.Node) {
	if p.text.Len() == 0 && p.node.FirstChild == nil {
		p.leading++
	}
	p.boxes = append(p.boxes, n)
}

// close puts the paragraph into the tree, as a heading where level says so. An empty one
// leaves nothing, but for the boxes that were anchored in it.
func (p *paragraph) close(into *html.Node, level int) {
	p.flush()
	if level >= 0 && level < bodyText {
		p.node.DataAtom = headings[min(level, len(headings)-1)]
		p.node.Data = p.node.DataAtom.String()
	}
	for _, b := range p.boxes[:p.leading] {
		into.AppendChild(b)
	}
	if p.node.FirstChild != nil {
		into.AppendChild(p.node)
	}
	for _, b := range p.boxes[p.leading:] {
		into.AppendChild(b)
	}
}

// picture makes an img. Sizes are in CSS pixels, 0 where the file does not say.
func picture(name, alt string, width, height int) *html.Node {
	name, alt = shorten(name), shorten(alt)
	n := element(atom.Img, "src", name)
	if alt != "" {
		setAttr(n, "alt", alt)
	}
	if width > 0 && height > 0 {
		setAttr(n, "width", strconv.Itoa(width))
		setAttr(n, "height", strconv.Itoa(height))
	}
	return n
}

// addClass adds a class to the others.
func addClass(n *html.Node, class string) {
	if old := getAttr(n, "class"); old != "" {
		class = old + " " + class
	}
	setAttr(n, "class", class)
}

// longestName is the most that is kept of a name, in bytes.
const longestName = 500

func shorten(s string) string {
	if len(s) <= longestName {
		return s
	}
	return strings.ToValidUTF8(s[:longestName], "")
}
