package office

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markForm is what a paragraph's properties say of its mark and of the place it stands in.
type markForm struct {
	style   string
	printed string // Word 2003 keeps the generated number beside the list's id
	deleted bool   // the mark was deleted: the next paragraph goes on in this one
}

// paragraph reads w:p into a p, or into a heading where its outline level says so.
func (d *docx) paragraph(x *reader, into *html.Node) error {
	if err := d.b.run(); err != nil {
		return err
	}
	form := paragraphForm{outline: -1, listAt: -1}
	var mark markForm
	p := newParagraph()
	began := false
	begin := func() {
		if !began {
			began = true
			form = d.styles.resolve(mark.style, form)
			d.putNumber(p, mark, form)
		}
	}
	err := x.children(func(t tag) error {
		if t.name == "w:pPr" {
			return d.paragraphProperties(x, &form, &mark)
		}
		begin()
		return d.inline(x, t, p, d.styles.hides(mark.style) == yes)
	})
	begin()
	d.endInstructions()
	if d.styles.isContents(mark.style) {
		addClass(p.node, "toc")
	}
	d.closeParagraph(p, into, form, mark)
	return err
}

// closeParagraph puts a paragraph behind the others, or at the end of one whose mark was
// deleted.
func (d *docx) closeParagraph(p *paragraph, into *html.Node, form paragraphForm, mark markForm) {
	before := into.LastChild
	p.close(into, form.outline)
	if before != nil && getAttr(before, joined) != "" && p.node.Parent == into && p.node.PrevSibling == before {
		for c := p.node.FirstChild; c != nil; c = p.node.FirstChild {
			p.node.RemoveChild(c)
			before.AppendChild(c)
		}
		into.RemoveChild(p.node)
		p.node = before
		removeAttr(before, joined)
	}
	if mark.deleted && p.node.Parent != nil {
		setAttr(p.node, joined, "1")
	}
}

// joined marks a paragraph that the next one goes on in, while the text is read.
const joined = "data-joined"

func removeAttr(n *html.Node, name string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr = append(n.Attr[:i], n.Attr[i+1:]...)
			return
		}
	}
}

func (d *docx) putNumber(p *paragraph, mark markForm, form paragraphForm) {
	generated := mark.printed
	if form.listID != "" {
		if s := d.listNumber(mark.style, form); generated == "" {
			generated = s
		}
	}
	p.number(generated)
}

// endInstructions closes the instructions of fields at the end of a paragraph: one that never
// comes to its result must not swallow the rest of the text.
func (d *docx) endInstructions() {
	for i := range d.fields {
		d.fields[i] = false
	}
}

func (d *docx) paragraphProperties(x *reader, f *paragraphForm, mark *markForm) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:pStyle":
			mark.style = t.get("val")
		case "w:outlineLvl":
			f.outline = number(t.get("val"), f.outline)
		case "w:numPr", "w:listPr":
			return x.children(func(t tag) error {
				switch t.name {
				case "w:ilvl":
					f.listAt = number(t.get("val"), -1)
				case "w:numId", "w:ilfo":
					f.listID = t.get("val")
				case "wx:t":
					mark.printed = strings.TrimSpace(t.get("val"))
				}
				return nil
			})
		case "w:rPr":
			return x.children(func(t tag) error {
				switch t.name {
				case "w:del", "w:moveFrom":
					mark.deleted = true
				}
				return nil
			})
		case "w:sectPr":
			return d.section(x)
		}
		return nil
	})
}

// inline reads what stands in a paragraph.
func (d *docx) inline(x *reader, t tag, p *paragraph, hidden bool) error {
	again := func(t tag) error { return d.inline(x, t, p, hidden) }
	switch t.name {
	case "w:r", "m:r":
		return d.run(x, p, hidden)
	case "w:hyperlink", "w:hlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:fldSimple",
		"w:dir", "w:bdo", "w:rubyBase", "w:subDoc":
		return x.children(again)
	case "mc:AlternateContent":
		return d.alternative(x, again)
	}
	if strings.HasPrefix(t.name, "m:") && !strings.HasSuffix(t.name, "Pr") || t.name == "?:smartTag" {
		return x.children(again) // formulas: their runs in order
	}
	return nil
}

// run reads a run of text.
func (d *docx) run(x *reader, p *paragraph, hidden bool) error {
	if err := d.b.run(); err != nil {
		return err
	}
	var form runForm
	err := x.children(func(t tag) error {
		if t.name == "w:rPr" {
			err := d.runProperties(x, &form)
			hidden = d.isHidden(form, hidden)
			return err
		}
		return d.runContent(x, t, p, hidden, form)
	})
	p.raise(false)
	return err
}

// isHidden decides by the run itself, then its style, then the paragraph's style.
func (d *docx) isHidden(f runForm, otherwise bool) bool {
	s := f.hidden
	if s == unsaid && f.style != "" {
		s = d.styles.hides(f.style)
	}
	if s == unsaid {
		return otherwise
	}
	return s == yes
}

func (d *docx) runProperties(x *reader, f *runForm) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:vanish":
			f.hidden = stateOf(t)
		case "w:rStyle":
			f.style = t.get("val")
		case "w:rFonts":
			f.font = t.get("ascii")
		case "w:vertAlign":
			f.raised = t.get("val") == "superscript"
		}
		return nil
	})
}

// inInstruction tells whether what is read belongs to a field's instruction, not its result.
func (d *docx) inInstruction() bool {
	for _, instruction := range d.fields {
		if instruction {
			return true
		}
	}
	return false
}

func (d *docx) field(kind string) {
	switch last := len(d.fields) - 1; {
	case kind == "begin":
		d.fields = append(d.fields, true)
	case last < 0:
	case kind == "separate":
		d.fields[last] = false
	case kind == "end":
		d.fields = d.fields[:last]
	}
}

// sourceBreaks: line breaks in the XML are no line breaks of the text.
var sourceBreaks = strings.NewReplacer("\n", " ", "\r", "")

func (d *docx) runContent(x *reader, t tag, p *paragraph, hidden bool, form runForm) error {
	if t.name == "w:fldChar" {
		d.field(t.get("fldCharType"))
		return nil
	}
	if hidden || d.inInstruction() {
		return nil
	}
	p.raise(form.raised)
	switch t.name {
	case "w:t", "m:t":
		s, err := x.text()
		p.write(pictured(form.font, sourceBreaks.Replace(s)))
		return err
	case "w:tab", "w:ptab":
		p.write("\t")
	case "w:br", "w:cr":
		p.lineBreak()
		return d.b.run()
	case "w:noBreakHyphen":
		p.write("-")
	case "w:sym":
		p.write(symbol(t.get("font"), t.get("char")))
	case "w:footnoteReference", "w:endnoteReference":
		d.noteReference(t, p)
	case "w:ruby":
		return x.children(func(t tag) error { // the base, not the reading above it
			if t.name != "w:rubyBase" {
				return nil
			}
			return x.children(func(t tag) error { return d.inline(x, t, p, hidden) })
		})
	case "mc:AlternateContent":
		return d.alternative(x, func(t tag) error { return d.runContent(x, t, p, hidden, form) })
	case "w:drawing", "w:pict", "w:object":
		return d.drawing(x, p)
	}
	return nil
}

// noteReference leaves a mark without text: a raised 1 behind 12 must not make it 121.
func (d *docx) noteReference(t tag, p *paragraph) {
	id := strings.TrimSuffix(strings.TrimPrefix(t.name, "w:"), "Reference") + "/" + t.get("id")
	d.notes[id] = true
	p.add(element(atom.Sup, "class", "note", "data-note", id))
}

// symbol reads a sign of a symbol font; those of the private use area are kept where nothing
// is known of them.
func symbol(font, char string) string {
	code, err := strconv.ParseUint(char, 16, 32)
	if err != nil || code < ' ' {
		return ""
	}
	return symbolOf(font, rune(code))
}

func symbolOf(font string, r rune) string {
	if r < 0xF000 || r > 0xF0FF {
		return string(r)
	}
	if s, ok := wingdings[r-0xF000]; ok && strings.HasPrefix(strings.ToLower(font), "wingdings") {
		return string(s)
	}
	if strings.EqualFold(font, "symbol") && r == 0xF0B7 {
		return "•"
	}
	return string(r)
}

// pictured turns text in a font of pictures into the signs that it shows: a 4 in Wingdings is
// an arrow, no figure. Other alphabets come from other fonts.
func pictured(font, text string) string {
	name := strings.ToLower(font)
	if !strings.HasPrefix(name, "wingdings") && !strings.HasPrefix(name, "webdings") {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > 0xFF && (r < 0xF000 || r > 0xF0FF) {
			return r
		}
		if s, ok := wingdings[r&0xFF]; ok && strings.HasPrefix(name, "wingdings") {
			return s
		}
		return '•'
	}, text)
}

// wingdings are the signs of Wingdings and Wingdings 2 that forms use as boxes and bullets.
var wingdings = map[rune]rune{
	0x6C: '●', 0x6E: '■', 0x6F: '□', 0x71: '❑', 0x75: '◆', 0x76: '❖', 0x9F: '•', 0xA1: '○', 0xA3: '□', 0xA8: '□',
	0x52: '☑', 0x54: '☒', 0xD8: '➢', 0xE0: '→', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
}
