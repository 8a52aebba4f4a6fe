package pdf

const (
	fewCharacters = 12  // a page with fewer has no text to speak of: a stamp, a page number
	runningHead   = 80  // so many at most are in the margins of a page that is a picture
	wholePage     = 0.4 // an image that takes this part of a page is the page
	manyShapes    = 200 // so many curved shapes without any text are drawn letters
)

// add counts a page.
func (i *Info) add(p *page) {
	n := countLetters(p)
	i.Characters += n.all
	i.Unmapped += n.unmapped
	picture := p.isPicture()
	if p.unseen && picture {
		i.RecognisedPages = append(i.RecognisedPages, p.number)
	}
	switch {
	case p.lost:
		i.LostPages = append(i.LostPages, p.number)
	case picture && n.inner < fewCharacters && n.all < runningHead:
		i.ImagePages = append(i.ImagePages, p.number)
	case n.all < fewCharacters && p.curves >= manyShapes:
		i.DrawnPages = append(i.DrawnPages, p.number)
	case n.illegible():
		i.IllegiblePages = append(i.IllegiblePages, p.number)
	default:
		i.legible += n.all
	}
}

// judge decides whether the document is pictures, more than four of five pages, and whether
// most of its text is illegible.
func (i *Info) judge(read int) {
	i.ImageOnly = read > 0 && 5*(len(i.ImagePages)+len(i.DrawnPages)) > 4*(read-len(i.LostPages))
	i.Illegible = len(i.IllegiblePages) > 0 && i.Characters > 2*i.legible
}

// isPicture tells a page whose images take much of it. An image that is painted twice counts
// once.
func (p *page) isPicture() bool {
	area := 0.0
	seen := make(map[box]bool, len(p.images))
	for _, b := range p.images {
		b = box{max(b.l, 0), max(b.t, 0), min(b.r, p.width), min(b.b, p.height)}
		if !seen[b] {
			area += max(b.width(), 0) * max(b.height(), 0)
		}
		seen[b] = true
	}
	return area > 0 && area >= wholePage*p.width*p.height
}
