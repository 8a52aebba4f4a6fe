package dashboards

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// PublicTable is a public table as its page describes it.
type PublicTable struct {
	Name           string
	About, AboutZH string // what a row is
	Key            []string
	References     []TableReference
	Questions      []TableQuestion
	Columns        []PublicColumn
	Rows           []uint64 // none where they were not counted
	Whole          bool     // it can be had as a file
	Console        bool     // a query can be run
}

// TableQuestion is a question that a table answers.
type TableQuestion struct{ EN, ZH string }

// TableReference says that columns name a row of another table.
type TableReference struct {
	Columns []string
	Table   string
}

// PublicColumn is a column of a public table.
type PublicColumn struct {
	Name, Type       string // the type is ClickHouse's own
	About, AboutZH   string // what it holds
	Unit, UnitZH     string // empty where there is none
	Source, SourceZH string // empty where there is none, or where the table says it
}

// columnNote is what is said of something, and whether the words are in another language than the page.
type columnNote struct {
	Text    string
	Foreign bool
}

// said chooses the words of the page's language, and the English ones where there are none: those of a
// table that somebody else's program has put into the database.
func (l tongue) said(about, aboutZH string) columnNote {
	if l == chinese && aboutZH != "" {
		return columnNote{Text: aboutZH}
	}
	return columnNote{about, l != english}
}

// publicTables are the public tables with how many rows they have, in alphabetical order.
func (s *server) publicTables(ctx context.Context) ([]PublicTable, error) {
	if s.Tables == nil {
		return nil, nil
	}
	tables, err := s.Tables(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.tableSizes(ctx)
	if err != nil {
		return nil, err
	}
	for i := range tables {
		t := &tables[i]
		t.Rows, t.Whole, t.Console = rows[t.Name], s.Table != nil && !withheld[t.Name], s.Query != nil
	}
	return tables, nil
}

func (s *server) tableSizes(ctx context.Context) (map[string][]uint64, error) {
	var sizes []SizeRow
	err := s.Measures.Select(ctx, &sizes, "table_sizes", nil)
	rows := map[string][]uint64{}
	for _, size := range sizes {
		rows[size.Table] = []uint64{size.Rows}
	}
	return rows, err
}

// askDictionary gives the columns of all public tables, as their pages describe them.
func askDictionary(ctx context.Context, s *server, _ question) (any, error) {
	rows := []ColumnRow{} // an empty answer is [], not null
	if s.Tables == nil {
		return rows, nil
	}
	tables, err := s.Tables(ctx)
	for _, t := range tables {
		for _, c := range t.Columns {
			rows = append(rows, ColumnRow{t.Name, c.Name, c.Type, c.About, c.AboutZH, c.Unit, c.UnitZH, c.Source, c.SourceZH})
		}
	}
	return rows, err
}

// tableOrFile answers with the page of a table, or where its name has an ending with the table itself.
func (s *server) tableOrFile() http.Handler {
	described := s.page(s.tablePage)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wantsFile(r.PathValue("file")) {
			s.tableFile(w, r)
			return
		}
		described.ServeHTTP(w, r)
	})
}

// toTables leads whoever shortens the address of a table to the list of all.
func toTables(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, address(languageOf(r), "/data")+"#tables", http.StatusSeeOther)
}

// wantsFile reports whether what an address names below /data/tables/ is a file and no page.
func wantsFile(name string) bool { return strings.Contains(name, ".") }

func (s *server) tablePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	tables, err := s.publicTables(ctx)
	if err != nil {
		return page{}, err
	}
	i := slices.IndexFunc(tables, func(t PublicTable) bool { return t.Name == r.PathValue("file") })
	if i < 0 {
		return page{}, notFound("error.no_page")
	}
	t := tables[i]
	p := page{view: "table", title: l.say("table.title", t.Name), lead: l.said(t.About, t.AboutZH).Text + l.say("table.stop"), body: t}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("data.title"), address(l, "/data") + "#tables"}, {Name: t.Name}}
	return p, nil
}
