package export

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// dictionaryColumns are the columns of dictionary.csv, with their types and what they hold.
var dictionaryColumns = []struct{ name, kind, about, chinese string }{
	{"table", "string", "the table", "表"},
	{"position", "integer", "place of the column in it, from 1", "列在表中的位置，自 1 起"},
	{"column", "string", "the column", "列"},
	{"type", "string", "type in the words of Table Schema", "数据类型，用 Table Schema 的名称"},
	{"nullable", "integer", "1: an empty cell is an unknown; 0: an empty cell is an empty text", "1：空格为未知；0：空格为空文本"},
	{"unit", "string", "unit of the values; empty where they have none", "数值的单位；没有单位的为空"},
	{"source", "string", "where the values come from; empty where their table says it", "数值的来源；表的说明已写明的为空"},
	{"description_en", "string", "what the column holds", "列的含义，英文"},
	{"description_zh", "string", "the same in Chinese", "列的含义，中文"},
	{"clickhouse_type", "string", "type in the database", "在数据库中的类型"},
	{"unit_zh", "string", "the unit in Chinese", "单位，中文"},
	{"source_zh", "string", "the source in Chinese", "来源，中文"},
}

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
	rows := [][]string{nil}
	for _, c := range dictionaryColumns {
		rows[0] = append(rows[0], c.name)
	}
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
