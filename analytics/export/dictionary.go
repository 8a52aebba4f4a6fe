package export

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// dictionaryColumns are the columns of dictionary.csv, dictionaryAbout what they hold.
var (
	dictionaryColumns = []string{"table", "position", "column", "type", "nullable", "unit", "source", "description_en", "description_zh", "clickhouse_type", "unit_zh", "source_zh"}
	dictionaryAbout   = []string{"the table", "place of the column in it, from 1", "the column", "type in the words of Table Schema",
		"1: an empty cell is an unknown; 0: an empty cell is an empty text", "unit of the values; empty where they have none", "where the values come from; empty where their table says it",
		"what the column holds", "the same in Chinese", "type in the database", "the unit in Chinese", "the source in Chinese"}
)

//go:embed columns.tsv
var columnsTSV string

//go:embed words.tsv
var wordsTSV string

// note is what is known of a column beside its comment.
type note struct{ unit, unitZH, source, sourceZH, chinese string }

// notes reads columns.tsv: what is said of a column holds wherever a column has its name,
// unless something is said of it in one table ("reports.title").
func notes(text string, said words) (map[string]note, error) {
	all := map[string]note{}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if i == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 4 {
			return nil, fmt.Errorf("columns.tsv, line %d: %d fields, want 4", i+1, len(parts))
		}
		if _, twice := all[parts[0]]; twice {
			return nil, fmt.Errorf("columns.tsv, line %d: %s was there before", i+1, parts[0])
		}
		all[parts[0]] = note{parts[1], said["unit"][parts[1]], parts[2], said["source"][parts[2]], parts[3]}
	}
	return all, nil
}

// words are the units and the sources of columns in Chinese, by their kind and by the English. They stand
// beside columns.tsv and not in it, so that one unit has one name.
type words map[string]map[string]string

// readWords reads words.tsv.
func readWords(text string) (words, error) {
	all := words{"unit": {}, "source": {}}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if i == 0 {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 || all[parts[0]] == nil || parts[2] == "" {
			return nil, fmt.Errorf("words.tsv, line %d: want unit or source, the English and the Chinese", i+1)
		}
		if _, twice := all[parts[0]][parts[1]]; twice {
			return nil, fmt.Errorf("words.tsv, line %d: the %s %s was there before", i+1, parts[0], parts[1])
		}
		all[parts[0]][parts[1]] = parts[2]
	}
	return all, nil
}

// of is the note on a column; the one of its table goes first.
func of(all map[string]note, table, column string) note {
	if n, found := all[table+"."+column]; found {
		return n
	}
	return all[column]
}

// dictionary is dictionary.csv: what every column of the package is.
func (p *pack) dictionary() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{dictionaryColumns}
	for _, t := range p.copies {
		for i, c := range t.Columns {
			nullable := "0"
			if c.Nullable() {
				nullable = "1"
			}
			rows = append(rows, []string{t.Name, strconv.Itoa(i + 1), c.Name, c.frictionless(), nullable, c.Unit, c.Source, c.About, c.Chinese, c.Type, c.UnitZH, c.SourceZH})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing the dictionary: %w", err)
	}
	return b.Bytes(), nil
}
