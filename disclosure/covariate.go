package disclosure

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Covariate is a table of somebody's own with numbers of divisions, such as their population, to be put beside
// figures. Nothing of it is shipped with the program.
type Covariate struct {
	Name      string // by which a later load takes its place
	Source    string // who published it, where: for a citation
	Retrieved Date   // when it was taken from there
	File      string // name of the file, without its folder
	SHA256    string // of the file
	Lines     int    // with data
	Columns   []CovariateColumn
	Values    []CovariateValue // cells that are not empty, in the order of lines
	At        time.Time        // of the load
	By        string
}

// CovariateColumn is a column of numbers.
type CovariateColumn struct {
	Name, Unit string
	Values     int // cells with a number
	Empty      int // cells without: not known, never 0
}

// CovariateValue is a cell with a number.
type CovariateValue struct {
	Line     int // of the file, from 1
	Column   string
	Code     string // six digits, as the file has them
	Place    string // name of the division as the file has it; empty where it has none
	Year     int    // 0: the table has no years
	Raw      string // the number as the file has it
	Value    float64
	Division Division // as Gongkai files reports; zero where Standing is not matched
	Standing Standing
}

// ID names the load: by all that was said of the table, and when.
func (c Covariate) ID() string {
	c.Values = nil
	c.At = c.At.UTC()
	text, _ := json.Marshal(c) // it has texts, numbers and times
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Resolve says of every value which division it is of. Two codes of the table that name the same division for the same
// year and column name none: nobody says which of the two values counts.
func (c *Covariate) Resolve() {
	type cell struct {
		column, division string
		year             int
	}
	taken := map[cell]int{}
	for i := range c.Values {
		v := &c.Values[i]
		v.Division, v.Standing = DivisionIn(v.Code, v.Year)
		if !v.Standing.Matched() {
			continue
		}
		at := cell{v.Column, v.Division.Code, v.Year}
		first, twice := taken[at]
		if !twice {
			taken[at] = i
			continue
		}
		for _, j := range [...]int{first, i} {
			c.Values[j].Division, c.Values[j].Standing = Division{}, StandingDoubled
		}
	}
}
