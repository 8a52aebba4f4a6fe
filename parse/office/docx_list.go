package office

// readLists reads numbering.xml: definitions (abstractNum) and what paragraphs name (num).
func (d *docx) readLists(x *reader) error {
	definitions, links, named := map[string]*list{}, map[string]string{}, map[string]*list{}
	type use struct{ id, definition string }
	var uses []use
	err := x.children(func(t tag) error {
		switch t.name {
		case "w:abstractNum", "w:listDef":
			l := newList()
			id := t.get("abstractNumId") + t.get("listDefId")
			definitions[id] = l
			return d.readDefinition(x, l, func(link, style string) {
				if link != "" {
					links[id] = link
				}
				if style != "" {
					named[style] = l
				}
			})
		case "w:num", "w:list":
			i := &instance{override: map[int]level{}, startAt: map[int]int{}}
			id := t.get("numId") + t.get("ilfo")
			d.lists[id] = i
			return x.children(func(t tag) error {
				switch t.name {
				case "w:abstractNumId", "w:ilst":
					uses = append(uses, use{id, t.get("val")})
				case "w:lvlOverride":
					return d.readOverride(x, t, i)
				}
				return nil
			})
		}
		return nil
	})
	for _, u := range uses {
		l := definitions[u.definition]
		if other := named[links[u.definition]]; other != nil {
			l = other // a list style: the numbers stand in the definition that has its name
		}
		d.lists[u.id].list = l
	}
	return err
}

func newList() *list {
	l := &list{}
	for i := range l.level {
		l.level[i] = level{format: "decimal", start: 0, restart: -1}
	}
	return l
}

func (d *docx) readDefinition(x *reader, l *list, linked func(link, style string)) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:lvl":
			if n := number(t.get("ilvl"), -1); n >= 0 && n < levels {
				return d.readLevel(x, &l.level[n])
			}
		case "w:numStyleLink", "w:listStyleLink":
			linked(t.get("val"), "")
		case "w:styleLink":
			linked("", t.get("val"))
		}
		return nil
	})
}

func (d *docx) readLevel(x *reader, l *level) error {
	return x.children(func(t tag) error {
		val := t.get("val")
		switch t.name {
		case "w:start":
			l.start = number(val, 0)
		case "w:numFmt":
			l.format = val
		case "w:nfc": // Word 2003
			l.format = binaryFormats[number(val, 0)]
		case "w:lvlText":
			l.text = val
		case "w:lvlRestart":
			l.restart = number(val, -1)
		case "w:isLgl":
			l.decimal = on(t)
		case "w:pStyle":
			l.style = val
		case "mc:AlternateContent": // a format that only newer programs know
			return d.alternative(x, func(t tag) error {
				if t.name == "w:numFmt" {
					l.format = t.get("val")
				}
				return nil
			})
		}
		return nil
	})
}

func (d *docx) readOverride(x *reader, t tag, i *instance) error {
	n := number(t.get("ilvl"), -1)
	if n < 0 || n >= levels {
		return nil
	}
	return x.children(func(t tag) error {
		switch t.name {
		case "w:startOverride":
			i.startAt[n] = number(t.get("val"), 0)
		case "w:lvl":
			l := level{format: "decimal", restart: -1}
			err := d.readLevel(x, &l)
			i.override[n] = l
			return err
		}
		return nil
	})
}

// readOldLists reads the lists of Word 2003's XML, which have other names for the same.
func (d *docx) readOldLists(x *reader) error { return d.readLists(x) }

// listNumber counts a paragraph and returns its generated number.
func (d *docx) listNumber(styleID string, f paragraphForm) string {
	i := d.lists[f.listID]
	if i == nil || i.list == nil || f.listID == "0" {
		return ""
	}
	at := f.listAt
	if at < 0 {
		at = 0
		for n := range levels { // a level that belongs to the style
			if l := i.level(n); l.style != "" && l.style == styleID {
				at = n
			}
		}
	}
	return i.next(at)
}
