package pdf

import (
	"cmp"
	"slices"

	"golang.org/x/net/html"
)

// sheet is a page turned so that most of its text can be read, with its tables.
type sheet struct {
	page  *page
	turn  int // quarter turns clockwise from reading to the page as it is shown
	w, h  float64
	grids []*grid
	free  []char
	stray []char
	lines []*line // of the free text, from the top
	// running are lines that are running heads or page numbers.
	running map[*line]bool
}

// layout makes the tree of the pages that are put into it. What is drawn on a page is forgotten
// once its tables are found: dotted lines are many thousands of dots.
type layout struct {
	left   *budget
	info   Info // of the pages
	pages  int  // that came
	sheets []*sheet
	failed error // the limit behind which pages are left out
}

func newLayout(limits Limits) *layout { return &layout{left: &budget{limits: limits}} }

// add lays a page out. It keeps the page, but none of its lines and characters.
func (l *layout) add(p *page) {
	l.pages++
	if l.failed != nil {
		return
	}
	s, err := newSheet(p, l.left)
	if err != nil {
		l.failed = err
		return
	}
	l.info.add(p)
	p.chars, p.rules, p.fills = nil, nil, nil
	l.sheets = append(l.sheets, s)
}

// tree is the document of all pages.
func (l *layout) tree() (*html.Node, error) {
	l.info.judge(len(l.sheets))
	findRunning(l.sheets)
	return treeOf(l.sheets), l.failed
}

// newSheet finds the tables of a page and parts the text in them from the rest.
func newSheet(p *page, left *budget) (*sheet, error) {
	s := &sheet{page: p, w: p.width, h: p.height, running: map[*line]bool{}}
	s.turn = mainTurn(p.chars)
	back := (4 - s.turn) & 3
	if s.turn&1 == 1 {
		s.w, s.h = s.h, s.w
	}
	turned := func(b box) box { return b.turnIn(back, p.width, p.height) }
	chars := make([]char, 0, len(p.chars))
	for _, c := range p.chars {
		c.box, c.turn = turned(c.box), (c.turn+back)&3
		if c.away {
			s.stray = append(s.stray, c)
			continue
		}
		chars = append(chars, c)
	}
	fills := make([]box, len(p.fills))
	for i, f := range p.fills {
		fills[i] = turned(f)
	}
	rules := visible(p.rules, p.fills)
	for i, r := range rules {
		rules[i] = r.turned(turned)
	}
	if err := s.findGrids(drawnTables(rules), chars, left, func(*grid) bool { return true }); err != nil {
		return nil, err
	}
	if err := s.findFilled(fills, chars, left); err != nil {
		return nil, err
	}
	s.free = fill(s.grids, chars)
	s.grids = slices.DeleteFunc(s.grids, (*grid).empty)
	s.readFree()
	return s, nil
}

// mostTables is how many tables a page may have; on a page with more they are a drawing's
// boxes.
const mostTables = 200

// findGrids keeps the tables that lines make and that are wanted.
func (s *sheet) findGrids(drawn []drawnTable, chars []char, left *budget, wanted func(*grid) bool) error {
	if len(drawn) > mostTables {
		return nil
	}
	for _, t := range drawn {
		g, err := newGrid(t, chars, left)
		if err != nil {
			return err
		}
		if g != nil && wanted(g) {
			s.grids = append(s.grids, g)
		}
	}
	return nil
}

// empty tells a grid without text: a drawing, a picture's frame.
func (g *grid) empty() bool {
	return !slices.ContainsFunc(g.cells, func(c *cell) bool {
		return slices.ContainsFunc(c.chars, func(k char) bool { return k.r != ' ' })
	})
}

func (r rule) turned(turn func(box) box) rule {
	b := box{r.from, r.at, r.to, r.at}
	if r.upright {
		b = box{r.at, r.from, r.at, r.to}
	}
	b = turn(b)
	if b.width() >= b.height() {
		return rule{at: b.t, from: b.l, to: b.r, pale: r.pale}
	}
	return rule{upright: true, at: b.l, from: b.t, to: b.b, pale: r.pale}
}

// mainTurn is the direction in which most of the text runs.
func mainTurn(chars []char) int {
	var n [4]int
	for _, c := range chars {
		if c.r != ' ' && !c.away {
			n[c.turn]++
		}
	}
	best := 0
	for i, k := range n {
		if k > n[best] {
			best = i
		}
	}
	return best
}

// readFree makes lines of the text outside tables. Text that runs another way than the rest
// of the page is read by itself and comes as stray.
func (s *sheet) readFree() {
	var upright []char
	for _, c := range s.free {
		if c.turn == 0 {
			upright = append(upright, c)
		} else {
			s.stray = append(s.stray, c)
		}
	}
	s.lines = linesOf(upright, trackingOf(upright))
}

// shown writes where a box of the sheet is on the page as it is shown.
func (s *sheet) shown(b box) string { return b.turnIn(s.turn, s.w, s.h).String() }

// block is a part of a page in reading order: a table, a line or an image.
type block struct {
	top, left float64
	grid      *grid
	line      *line
	image     *box
	name      int // of the image, from 1
}

// smallestImage in points: a smaller one is a dot or a line.
const smallestImage = 16

// blocks are the parts of a page from the top. A line beside a table's top comes first.
func (s *sheet) blocks() []block {
	var out []block
	for _, g := range s.grids {
		out = append(out, block{top: g.box.t, left: g.box.l, grid: g})
	}
	for _, l := range s.lines {
		out = append(out, block{top: l.box.cy(), left: l.box.l, line: l})
	}
	for i, b := range s.page.images {
		b = b.turnIn((4-s.turn)&3, s.page.width, s.page.height)
		if b.width() >= smallestImage && b.height() >= smallestImage {
			out = append(out, block{top: b.t, left: b.l, image: &b, name: i + 1})
		}
	}
	slices.SortStableFunc(out, func(a, b block) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	return out
}
