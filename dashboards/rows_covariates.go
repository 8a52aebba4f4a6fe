package dashboards

import "time"

// CovariateTableRow is a table of the user's own that is loaded.
type CovariateTableRow struct {
	Dataset     string    `ch:"dataset" json:"dataset"`
	Version     uint64    `ch:"version" json:"version"` // which load of that name
	Source      string    `ch:"source" json:"source"`
	RetrievedOn Day       `ch:"retrieved_on" json:"retrieved_on"`
	File        string    `ch:"file_name" json:"file_name"`
	SHA256      string    `ch:"sha256" json:"sha256"`
	Lines       uint32    `ch:"lines" json:"lines"`
	Columns     []string  `ch:"columns" json:"columns"`
	Units       []string  `ch:"units" json:"units"` // of the columns, as the next two are
	Cells       []uint64  `ch:"cells" json:"cells"`
	Empty       []uint64  `ch:"empty" json:"empty"` // cells that are not known
	LoadedAt    time.Time `ch:"loaded_at" json:"loaded_at"`
	LoadedBy    string    `ch:"loaded_by" json:"loaded_by"`
	Values      uint64    `ch:"values" json:"values"`
	Matched     uint64    `ch:"matched" json:"matched"` // values that have a division
	Counties    uint64    `ch:"counties" json:"counties"`
	CountiesAll uint64    `ch:"counties_all" json:"counties_all"` // of which there are agencies
	FirstYear   *uint16   `ch:"first_year" json:"first_year"`     // nil: the table has no years
	LastYear    *uint16   `ch:"last_year" json:"last_year"`
}

// CovariateCodeRow is a line of such a table whose code names no division.
type CovariateCodeRow struct {
	Dataset  string  `ch:"dataset" json:"dataset"`
	Line     uint32  `ch:"line" json:"line"`
	Code     string  `ch:"code" json:"code"`
	Place    string  `ch:"place" json:"place"` // as the file names it
	Year     *uint16 `ch:"year" json:"year"`
	Standing string  `ch:"standing" json:"standing"` // merged, split, doubled or unknown
	Values   uint64  `ch:"values" json:"values"`
	Total    uint64  `ch:"total" json:"-"` // rows before LIMIT
}

// CovariateRow is a number of a division from such a table.
type CovariateRow struct {
	Dataset      string  `ch:"dataset" json:"dataset"`
	Covariate    string  `ch:"covariate" json:"covariate"`
	Unit         string  `ch:"unit" json:"unit"`
	DivisionCode *string `ch:"division_code" json:"division_code"`
	DivisionName *string `ch:"division_name" json:"division_name"`
	Year         *uint16 `ch:"year" json:"year"`
	Value        float64 `ch:"value" json:"value"`
	Standing     string  `ch:"standing" json:"standing"`
	Code         string  `ch:"code" json:"code"`
	Place        string  `ch:"place" json:"place"`
	Raw          string  `ch:"raw" json:"raw"`
	Line         uint32  `ch:"line" json:"line"`
	Source       string  `ch:"source" json:"source"`
	RetrievedOn  Day     `ch:"retrieved_on" json:"retrieved_on"`
	Total        uint64  `ch:"total" json:"-"` // rows before LIMIT
}

// CovariateCountyRow is a county with its number from such a table and a share, or the requests received, of a year.
type CovariateCountyRow struct {
	County   string   `ch:"county" json:"county"`
	Name     string   `ch:"name" json:"name"`
	Value    *float64 `ch:"value" json:"value"`
	Raw      string   `ch:"raw" json:"raw"` // as the file has it; empty where it has none
	Code     string   `ch:"code" json:"code"`
	Line     uint32   `ch:"line" json:"line"`
	X        *float64 `ch:"x" json:"x"` // cases
	N        *int64   `ch:"n" json:"n"` // of so many; nil of a count
	Agencies int64    `ch:"agencies" json:"agencies"`
}

// Both reports whether both numbers are known.
func (r CovariateCountyRow) Both() bool { return r.Value != nil && r.Y() != nil }

// Y is the share, or the count where it is none; nil: not known.
func (r CovariateCountyRow) Y() *float64 {
	if r.X == nil || r.N == nil {
		return r.X
	}
	if *r.N == 0 {
		return nil
	}
	y := *r.X / float64(*r.N)
	return &y
}
