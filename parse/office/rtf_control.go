package office

import (
	"strconv"

	"golang.org/x/net/html/atom"
)

// control reads what follows a backslash.
func (r *rtf) control() error {
	if r.at >= len(r.body) {
		return nil
	}
	c := r.body[r.at]
	if lower(c) >= 'a' && lower(c) <= 'z' {
		return r.word()
	}
	r.at++
	switch c {
	case '\'':
		if r.at+2 <= len(r.body) {
			if v, err := strconv.ParseUint(string(r.body[r.at:r.at+2]), 16, 8); err == nil {
				r.byte(byte(v))
			}
			r.at += 2
		}
	case '\\', '{', '}':
		r.byte(c)
	case '~':
		r.sign("\u00A0")
	case '_':
		r.sign("-")
	case '*':
		r.state.starred = true
	case '\r', '\n': // an old form of \par
		return r.apply("par", 0, false)
	}
	return nil
}

// longestWord is the length of the longest control word.
const longestWord = 32

// word reads a control word with its number.
func (r *rtf) word() error {
	from := r.at
	for r.at < len(r.body) && r.at-from < longestWord && lower(r.body[r.at]) >= 'a' && lower(r.body[r.at]) <= 'z' {
		r.at++
	}
	name := string(r.body[from:r.at])
	digits := r.at
	if r.at < len(r.body) && r.body[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.body) && r.at-digits < 12 && r.body[r.at] >= '0' && r.body[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.Atoi(string(r.body[digits:r.at]))
	given := err == nil
	if r.at < len(r.body) && r.body[r.at] == ' ' {
		r.at++
	}
	if name == "bin" {
		r.at = min(r.at+max(n, 0), len(r.body))
		r.pictureForm.bytes += 2 * max(n, 0)
		return nil
	}
	if r.skipBytes > 0 && name != "u" && name != "uc" {
		r.skipBytes--
	}
	if name == "u" {
		r.rune(n)
		return nil
	}
	r.flush()
	return r.apply(name, n, given)
}

// signs are characters with control words of their own.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}

// skippedWords begin groups whose text is not the document's.
var skippedWords = map[string]bool{
	"colortbl": true, "info": true, "fldinst": true, "nonshppict": true, "nonesttables": true, "sn": true, "sv": true, "shprslt": true, "xe": true, "tc": true,
	"rxe": true, "filetbl": true, "revtbl": true, "upr": true, "ftnsep": true, "ftnsepc": true, "aftnsep": true, "objdata": true, "listtable": true,
	"listoverridetable": true, "pntxta": true, "pntxtb": true, "pnseclvl": true, "template": true, "generator": true, "annotation": true, "atnid": true, "atnauthor": true,
}

// starredWords are the destinations behind \* that are read all the same.
var starredWords = map[string]bool{"shpinst": true, "shppict": true, "nesttableprops": true, "shptxt": true, "pict": true, "footnote": true}

// apply does what a control word says.
func (r *rtf) apply(name string, n int, given bool) error {
	if r.state.starred {
		r.state.starred = false
		if !starredWords[name] {
			r.state.to, r.state.number = toNothing, nil
		}
	}
	if r.state.to == toNothing {
		return nil
	}
	if s, ok := signs[name]; ok {
		r.write(s)
		return nil
	}
	if skippedWords[name] {
		r.state.to, r.state.number = toNothing, nil
		return nil
	}
	if r.destination(name) || r.character(name, n, given) || r.paragraphWord(name, n) || r.pictureWord(name, n) {
		return nil
	}
	return r.structure(name, n)
}

// destination begins what stands apart from the text.
func (r *rtf) destination(name string) bool {
	switch name {
	case "fonttbl":
		r.state.to = toFonts
	case "stylesheet":
		r.state.to = toStyles
	case "pict":
		r.state.to = toPicture
	case "listtext", "pntext":
		r.state.number = &numberText{}
	case "shptxt":
		r.openStream(element(atom.Div, "class", "text-box"))
	case "header", "headerl", "headerr", "headerf":
		r.apartFrom("page-header")
	case "footer", "footerl", "footerr", "footerf":
		r.apartFrom("page-footer")
	case "footnote":
		r.apartFrom("notes")
	default:
		return false
	}
	return true
}

// character sets what holds for the characters that follow.
func (r *rtf) character(name string, n int, given bool) bool {
	on := !given || n != 0
	switch name {
	case "ansicpg":
		r.codePage = n
	case "deff":
		r.defaultFont = n
	case "f":
		r.state.font = n
	case "fcharset":
		r.pictured[r.state.font] = n == 2 // symbols; of those, letters of the font Symbol are rare
		if page, ok := fontPages[n]; ok && r.state.to == toFonts {
			r.fonts[r.state.font] = page
		}
	case "plain":
		r.state.font, r.state.hidden, r.state.raised, r.state.deleted = r.defaultFont, false, false, false
	case "v":
		r.state.hidden = on
	case "deleted":
		r.state.deleted = on
	case "super":
		r.state.raised = on
	case "nosupersub", "sub":
		r.state.raised = false
	case "uc":
		r.state.unicodeSkip = min(max(n, 0), 16)
	default:
		return false
	}
	return true
}

// paragraphWord sets what holds for the paragraph.
func (r *rtf) paragraphWord(name string, n int) bool {
	f := &r.text.form
	switch name {
	case "pard":
		*f = plainParagraph
	case "intbl":
		f.inTable = true
	case "itap":
		f.level = max(n, 0)
	case "s":
		f.style = n
		r.state.style = n
	case "outlinelevel":
		if r.state.to == toStyles {
			r.styles[r.state.style] = n
		} else {
			f.outline = n
		}
	default:
		return false
	}
	return true
}

func (r *rtf) pictureWord(name string, n int) bool {
	if r.state.to != toPicture {
		return false
	}
	switch name {
	case "picwgoal":
		r.pictureForm.width = n
	case "pichgoal":
		r.pictureForm.height = n
	case "pngblip":
		r.pictureForm.kind = ".png"
	case "jpegblip":
		r.pictureForm.kind = ".jpg"
	case "emfblip":
		r.pictureForm.kind = ".emf"
	case "wmetafile":
		r.pictureForm.kind = ".wmf"
	case "dibitmap":
		r.pictureForm.kind = ".bmp"
	}
	return true
}

// structure ends paragraphs, cells and rows, and defines rows.
func (r *rtf) structure(name string, n int) error {
	if r.state.to != toDocument || r.state.number != nil {
		return nil
	}
	level := max(r.text.form.tableLevel(), 1)
	switch name {
	case "par", "page", "sect":
		if name == "page" && r.text.form.tableLevel() > 0 {
			return nil
		}
		return r.endParagraph(name != "par")
	case "line", "lbr", "column":
		r.lineBreak()
	case "cell":
		return r.endCell(1)
	case "nestcell":
		return r.endCell(max(level, 2))
	case "row":
		return r.endRow(1)
	case "nestrow":
		return r.endRow(max(level, 2))
	case "trowd":
		*r.definition() = rtfRow{}
	case "trleft":
		r.definition().left = n
	case "cellx":
		return r.cellEdge(n)
	case "clvmgf":
		r.definition().next.vertical = restart
	case "clvmrg":
		r.definition().next.vertical = continued
	case "clmgf":
		r.definition().next.beside = restart
	case "clmrg":
		r.definition().next.beside = continued
	}
	return nil
}
