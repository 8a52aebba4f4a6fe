package office

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sheet collects what is known of one sheet of a workbook, of whichever format, before its
// table is built: merged areas come after the cells in the files.
type sheet struct {
	name        string
	hidden      bool
	cells       []sheetCell
	lastText    int // the lowest row with text so far
	merged      []area
	hiddenRows  map[int]bool
	hiddenCols  []area       // first and last column only
	attachments []*html.Node // pictures and text boxes over the cells
}

// sheetCell is one cell as it is shown; row and column count from 0.
type sheetCell struct {
	row, column int
	text        string
	raw         string // the stored number, where it is shown rounded or as a date
	drawn       bool   // has lines around it: a blank that is printed
}

// area is a range of cells, both ends in it.
type area struct{ top, left, bottom, right int }

// shortest is how long a run of rows with nothing in them may be; what is over is left out,
// and data-row tells the true number of the rows behind it.
const shortest = 64

// widestFilled is the number of columns up to which every row has all of its cells; a stray
// value far to the right must not make millions of cells.
const widestFilled = 200

// add keeps a cell until the table is built; those that hold nothing and have no lines are not
// kept, nor lines that go on far below the last text, as where a whole column has them.
func (s *sheet) add(c sheetCell, b *budget) error {
	if c.text == "" && (!c.drawn || c.row > s.lastText+shortest) {
		return nil
	}
	if c.text != "" {
		s.lastText = max(s.lastText, c.row)
	}
	s.cells = append(s.cells, c)
	if int64(len(s.cells)) > b.max.Cells {
		return b.stop(LimitCells, b.max.Cells)
	}
	return nil
}

// build puts the sheet into the tree. Rows and columns behind the last value or line are cut.
func (s *sheet) build(into *html.Node, b *budget) error {
	section := element(atom.Section, "data-sheet", s.name)
	if s.hidden {
		addClass(section, "hidden")
	}
	into.AppendChild(section)
	slices.SortStableFunc(s.cells, func(a, b sheetCell) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.column - b.column
	})
	s.cells = lastOfEach(s.cells)
	height, width := s.size()
	t := &sheetTable{sheet: s, b: b, height: height, width: width, hiddenColumn: make([]bool, width)}
	for _, h := range s.hiddenCols {
		for column := max(h.left, 0); column <= h.right && column < width && !t.hiddenColumn[column]; column++ {
			t.hiddenColumn[column] = true
		}
	}
	if err := t.merge(); err != nil {
		return err
	}
	table, err := t.table()
	if table != nil {
		section.AppendChild(table)
	}
	for _, n := range s.attachments {
		section.AppendChild(n)
	}
	return err
}

// lastOfEach keeps one cell a place, the one that was written last.
func lastOfEach(cells []sheetCell) []sheetCell {
	kept := cells[:0]
	for _, c := range cells {
		if n := len(kept); n > 0 && kept[n-1].row == c.row && kept[n-1].column == c.column {
			kept[n-1] = c
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// size returns the rows and columns that are shown: up to the last value or line, and to the
// end of an area that is merged from one of those.
func (s *sheet) size() (height, width int) {
	shown := map[[2]int]bool{}
	for _, c := range s.cells {
		if c.text != "" || c.drawn {
			height, width = max(height, c.row+1), max(width, c.column+1)
			shown[[2]int{c.row, c.column}] = true
		}
	}
	for _, m := range s.merged {
		if shown[[2]int{m.top, m.left}] {
			height, width = max(height, m.bottom+1), max(width, m.right+1)
		}
	}
	return height, width
}

// sheetTable is a sheet while its table is built.
type sheetTable struct {
	*sheet
	b             *budget
	height, width int
	spans         map[[2]int]area
	covered       map[[2]int]bool
	coveredRows   map[int]bool
	hiddenColumn  []bool
}

// merge notes what each merged area covers. Every cell of an area is counted: areas that lie
// on one another must not cost more than the limit of cells.
func (t *sheetTable) merge() error {
	t.spans, t.covered, t.coveredRows = map[[2]int]area{}, map[[2]int]bool{}, map[int]bool{}
	for _, m := range t.merged {
		m.bottom, m.right = min(m.bottom, t.height-1), min(m.right, t.width-1)
		if m.top < 0 || m.left < 0 || m.bottom < m.top || m.right < m.left || m.top == m.bottom && m.left == m.right {
			continue
		}
		if t.covered[[2]int{m.top, m.left}] {
			continue
		}
		if err := t.b.cell(int64(m.bottom-m.top+1) * int64(m.right-m.left+1)); err != nil {
			return err
		}
		t.spans[[2]int{m.top, m.left}] = m
		for r := m.top; r <= m.bottom; r++ {
			t.coveredRows[r] = true
			for c := m.left; c <= m.right; c++ {
				if r != m.top || c != m.left {
					t.covered[[2]int{r, c}] = true
				}
			}
		}
	}
	return nil
}

func (t *sheetTable) table() (*html.Node, error) {
	if t.height == 0 {
		return nil, nil
	}
	table, body := element(atom.Table), element(atom.Tbody)
	table.AppendChild(body)
	at, blank := 0, 0
	for r := 0; r < t.height; r++ {
		from := at
		for at < len(t.cells) && t.cells[at].row == r {
			at++
		}
		cells := t.cells[from:at]
		if len(cells) == 0 && !t.coveredRows[r] {
			if blank++; blank > shortest {
				continue
			}
		} else {
			blank = 0
		}
		if err := t.b.run(); err != nil {
			return table, err
		}
		tr, err := t.row(r, cells)
		body.AppendChild(tr)
		if err != nil {
			return table, err
		}
	}
	return table, nil
}

func (t *sheetTable) row(r int, cells []sheetCell) (*html.Node, error) {
	tr := element(atom.Tr, "data-row", strconv.Itoa(r+1))
	if t.hiddenRows[r] {
		addClass(tr, "hidden")
	}
	width := t.width
	if width > widestFilled {
		width = 0
		for _, c := range cells {
			width = max(width, min(c.column+1, t.width))
		}
	}
	for column := 0; column < width; column++ {
		var c sheetCell
		if len(cells) > 0 && cells[0].column == column {
			c, cells = cells[0], cells[1:]
		}
		if t.covered[[2]int{r, column}] {
			continue
		}
		if err := both(t.b.cell(1), t.b.text(len(c.text)+lineCost*strings.Count(c.text, "\n"))); err != nil {
			return tr, err
		}
		tr.AppendChild(t.cell(r, column, c))
	}
	return tr, nil
}

func (t *sheetTable) cell(r, column int, c sheetCell) *html.Node {
	td := element(atom.Td)
	if m, ok := t.spans[[2]int{r, column}]; ok {
		if m.right > m.left {
			setAttr(td, "colspan", strconv.Itoa(m.right-m.left+1))
		}
		if m.bottom > m.top {
			setAttr(td, "rowspan", strconv.Itoa(m.bottom-m.top+1))
		}
	}
	if t.hiddenColumn[column] {
		addClass(td, "hidden")
	}
	if c.raw != "" && c.raw != c.text {
		setAttr(td, "data-value", c.raw)
	}
	appendLines(td, c.text)
	return td
}

// lineCost counts a line break as this many bytes of text: it takes two nodes.
const lineCost = 100

// appendLines puts text into a node, its line breaks as br.
func appendLines(n *html.Node, text string) {
	if !strings.ContainsAny(text, "\r\n") {
		appendText(n, text)
		return
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			n.AppendChild(element(atom.Br))
		}
		appendText(n, line)
	}
}
