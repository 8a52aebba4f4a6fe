package pdf

import "unicode"

const (
	fewCharacters = 12  // a page with fewer has no text to speak of: a stamp, a page number
	wholePage     = 0.4 // an image that takes this part of a page is the page
	manyShapes    = 200 // so many curved shapes without any text are drawn letters
)

// add counts a page.
func (i *Info) add(p *page) {
	n := 0
	for _, c := range p.chars {
		if c.r == ' ' {
			continue
		}
		n++
		if c.r == unicode.ReplacementChar {
			i.Unmapped++
		}
	}
	i.Characters += n
	if p.unseen && p.isPicture() {
		i.RecognisedPages = append(i.RecognisedPages, p.number)
	}
	switch {
	case p.lost:
		i.LostPages = append(i.LostPages, p.number)
	case n >= fewCharacters:
	case p.isPicture():
		i.ImagePages = append(i.ImagePages, p.number)
	case p.curves >= manyShapes:
		i.DrawnPages = append(i.DrawnPages, p.number)
	}
}

// judge decides whether the document is pictures: more than four of five pages.
func (i *Info) judge(read int) {
	i.ImageOnly = read > 0 && 5*(len(i.ImagePages)+len(i.DrawnPages)) > 4*(read-len(i.LostPages))
}

// isPicture tells a page whose images take much of it.
func (p *page) isPicture() bool {
	area := 0.0
	for _, b := range p.images {
		area += max(b.width(), 0) * max(b.height(), 0)
	}
	return area > 0 && area >= wholePage*p.width*p.height
}
