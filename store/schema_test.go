package store

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/disclosure"
)

func keysOf(figures map[disclosure.Key]int64) []disclosure.Key {
	return slices.SortedFunc(maps.Keys(figures), func(a, b disclosure.Key) int { return strings.Compare(a.String(), b.String()) })
}

func TestMigrateTwiceIsOnce(t *testing.T) {
	db := fresh(t)
	before := text(t, db, "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version")
	must(t, db.Migrate(t.Context()))
	same(t, "migrations", text(t, db, "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version"), before)
	must(t, db.Ready(t.Context()))
}

func TestNotReadyBeforeMigration(t *testing.T) {
	db := empty(t)
	if err := db.Ready(t.Context()); err == nil {
		t.Error("a database without a schema is ready")
	}
	must(t, db.migrate(t.Context(), fstest.MapFS{}))
	if err := db.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "a migration is due") {
		t.Errorf("schema 0 of 5: %v", err)
	}
}

func files(texts ...string) fstest.MapFS {
	fs := fstest.MapFS{}
	for i, s := range texts {
		fs["migrations/000"+string(rune('1'+i))+"_x.sql"] = &fstest.MapFile{Data: []byte(s)}
	}
	return fs
}

const one, two = "CREATE TABLE IF NOT EXISTS one (a String) ENGINE = MergeTree ORDER BY a; -- ; no end\nINSERT INTO one SELECT 'a;b' WHERE (SELECT count() FROM one) = 0;", "CREATE OR REPLACE VIEW two AS SELECT a FROM one;"

func TestMigrationRefusals(t *testing.T) {
	for _, c := range []struct {
		name    string
		first   fstest.MapFS
		spoil   string
		then    fstest.MapFS
		refusal string
	}{
		{"changed file", files(one), "", files(one + " "), "has changed since"},
		{"newer schema", files(one, two), "", files(one), "use a newer gongkai"},
		{"gap in the database", files(one, two), "ALTER TABLE schema_migrations DELETE WHERE version = 1 SETTINGS mutations_sync = 1", files(one, two), "lacks migration 1"},
		{"gap in the files", files(one), "", fstest.MapFS{"migrations/0002_x.sql": &fstest.MapFile{}}, "missing or doubled"},
		{"no name", files(one), "", fstest.MapFS{"migrations/x.sql": &fstest.MapFile{}}, "want 0001_words.sql"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := empty(t)
			must(t, db.migrate(t.Context(), c.first))
			if c.spoil != "" {
				must(t, db.Exec(t.Context(), c.spoil, nil))
			}
			err := db.migrate(t.Context(), c.then)
			if err == nil || !strings.Contains(err.Error(), c.refusal) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, c.refusal)
			}
		})
	}
}

// A migration that dies after some of its statements runs again from its start.
func TestMigrationKilledInTheMiddle(t *testing.T) {
	db := empty(t)
	broken := files(one, two+"\nSELECT throwIf(1);")
	if err := db.migrate(t.Context(), broken); err == nil || !strings.Contains(err.Error(), "0002_x.sql, statement 2") {
		t.Fatalf("got %v", err)
	}
	must(t, db.migrate(t.Context(), files(one, two)))
	same(t, "rows", text(t, db, "SELECT a FROM two"), "a;b\n")
	same(t, "versions", text(t, db, "SELECT version FROM schema_migrations FINAL ORDER BY version"), "1\n2\n")
}

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"a; b ;\n", []string{"a", "b"}},
		{"-- only; a comment\n;", nil},
		{"a 'x;\\';y' ; \"b;\" `c;`", []string{"a 'x;\\';y'", "\"b;\" `c;`"}},
		{"a /* ; */ b -- c;\n; d", []string{"a /* ; */ b -- c;", "d"}},
		{"a '", []string{"a '"}},
	} {
		if got := statements(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// contract holds the columns that are promised, with types where the promise names them.
var contract = map[string]string{
	"agencies":         "agency_id, name, division_code Nullable(String), division_name, county_code, level, family, parent_agency_id, valid_from Nullable(Date), valid_to Nullable(Date)",
	"reports":          "report_id, agency_id, fiscal_year UInt16, form, scope, title, url, site_id, issued_on Nullable(Date), published_on Nullable(Date), published_low Nullable(Date), published_high Nullable(Date), first_seen_at DateTime64(3, 'UTC'), last_seen_at DateTime64(3, 'UTC'), deadline Nullable(Date), deadline_basis, days_late_low Nullable(Int32), days_late_high Nullable(Int32), outcome, parser_version, sha256, version UInt32, versions UInt32",
	"figures":          "report_id, agency_id, division_code, fiscal_year UInt16, form, scope, indicator, applicant, value Nullable(Decimal(20, 6)), unit, state, raw, confidence Float64, evidence String",
	"figures_additive": "report_id, agency_id, division_code, fiscal_year UInt16, form, scope, indicator, applicant, value Nullable(Decimal(20, 6)), unit, state, raw, confidence Float64, evidence String",
	"findings":         "report_id, agency_id, fiscal_year, rule, severity, blame, message, expected Nullable(Decimal(20, 6)), actual Nullable(Decimal(20, 6))",
	"scores":           "agency_id, fiscal_year, dimension, which, value Nullable(Float64), low, high, band, peer_group, reason, method_version",
	"expected_reports": "agency_id, fiscal_year, deadline, deadline_basis, status",
	"captures":         "capture_id, site_id, url, fetched_at DateTime64(3, 'UTC'), http_status UInt16, outcome, content_type, charset, sha256, bytes UInt64",
	"indicators":       "form, indicator, applicant, label_zh, label_en, unit, section, comparable_with",
}

func TestContractColumns(t *testing.T) {
	db := fresh(t)
	for table, columns := range contract {
		got := strings.Split(strings.TrimSpace(text(t, db, "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = '"+table+"' ORDER BY position")), "\n")
		for i, column := range splitColumns(columns) {
			name, kind, typed := strings.Cut(column, " ")
			if i >= len(got) {
				t.Errorf("%s has no column %s", table, name)
				continue
			}
			gotName, gotKind, _ := strings.Cut(got[i], "\t")
			if gotName != name || typed && strings.ReplaceAll(gotKind, `\'`, "'") != kind {
				t.Errorf("%s: column %d is %s %s, want %s", table, i+1, gotName, gotKind, column)
			}
		}
		if _, err := db.conn.Query(t.Context(), "SELECT * FROM "+table); err != nil {
			t.Errorf("%s can't be read: %v", table, err)
		}
	}
}

// splitColumns splits at the commas outside brackets.
func splitColumns(s string) []string {
	var all []string
	depth, start := 0, 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				all = append(all, strings.TrimSpace(s[start:i]))
				start = i + 1
			}
		}
	}
	return append(all, strings.TrimSpace(s[start:]))
}

// Every public column says what it is, and readers can see that.
func TestPublicColumnsHaveComments(t *testing.T) {
	db := fresh(t)
	public := "table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND (engine = 'View' OR name = 'scores'))"
	same(t, "columns without a comment", text(t, db, "SELECT table, name FROM system.columns WHERE database = currentDatabase() AND comment = '' AND "+public), "")
	same(t, "a comment", text(t, db, "SELECT comment FROM system.columns WHERE database = currentDatabase() AND table = 'figures' AND name = 'value'"),
		"in unit; NULL where nothing is known: an unknown is never 0\n")
	same(t, "views", text(t, db, "SELECT count() >= 17, countIf(comment = '') FROM system.tables WHERE database = currentDatabase() AND engine = 'View'"), "1\t0\n")
}

// Every view can be read by anybody, with every column.
func TestEveryViewAnswers(t *testing.T) {
	db := fresh(t)
	for view := range strings.Lines(text(t, db, "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View'")) {
		text(t, db, "SELECT * FROM "+strings.TrimSpace(view))
	}
}

func TestCatalogueTables(t *testing.T) {
	db := fresh(t)
	same(t, "unique figures", text(t, db, "SELECT count() = uniqExact(form, indicator, applicant) FROM indicators"), "1\n")
	same(t, "labels", text(t, db, "SELECT label_zh, unit FROM indicators WHERE form = '2021' AND indicator IN ('requests_new', 'reconsideration_upheld') AND applicant IN ('', 'natural_person') ORDER BY indicator"),
		"结果维持\t件\n一、本年新收政府信息公开申请数量 · 自然人\t件\n")
	same(t, "rules", text(t, db, "SELECT count() FROM rules"), text(t, db, "SELECT "+itoa(len(disclosure.Rules))))

	same(t, "rules explain themselves", text(t, db, "SELECT kind, explanation_en FROM rules WHERE id = 'R303'"), "identity\tHeld in each row: natural persons and five kinds of organisations add up to the total column.\n")

	must(t, db.Exec(t.Context(), "INSERT INTO rules_history (generation, digest, id, severity, title_zh, title_en, source) SELECT 9, 'other', 'R1', 'info', 'a', 'b', 'c'", nil))
	same(t, "another program's rules", text(t, db, "SELECT id FROM rules"), "R1\n")
	must(t, db.Migrate(t.Context()))
	same(t, "rules again", text(t, db, "SELECT count(), countIf(id = 'R1') FROM rules"), itoa(len(disclosure.Rules))+"\t0\n")
}
