package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/mattn/go-shellwords"

	"gongkai/disclosure"
)

// documents are what people read before they have the program; the tests hold them to it.
var documents = []string{"README.md", "CONTRIBUTING.md", "doc/design.md", "doc/reading.md", "doc/queries.md", "doc/method.md", "doc/proxy.md", "doc/operations.md", "doc/proof.md", "doc/letters.md"}

// theirs are the names in the documents of what readers bring themselves.
var theirs = []string{"sites.yaml", "report.html", "reports/", "data", "data/demo", "engine.json", "manifest.json", "N.manifest.json", "release.json", "releases/NAME", "changes/figures.csv", "index/figures.csv", "cases.csv", "letters", "AGENCY-YEAR.docx"}

// block is a fenced block of a document.
type block struct{ document, language, text string }

var (
	fence  = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	inline = regexp.MustCompile("`([^`\n]+)`")
	target = regexp.MustCompile(`\]\(([^)#]+)\)`)
)

// blocksOf gives the fenced blocks of a language.
func blocksOf(t *testing.T, language string) (found []block) {
	t.Helper()
	for _, d := range documents {
		for _, m := range fence.FindAllStringSubmatch(readFile(t, d), -1) {
			if m[1] == language {
				found = append(found, block{d, m[1], m[2]})
			}
		}
	}
	if len(found) == 0 {
		t.Fatalf("no %s blocks in %v", language, documents)
	}
	return found
}

// spans gives what stands between single backquotes.
func spans(t *testing.T, document string) (found []string) {
	t.Helper()
	for _, m := range inline.FindAllStringSubmatch(fence.ReplaceAllString(readFile(t, document), ""), -1) {
		found = append(found, m[1])
	}
	return found
}

// commandLine is a line that the documents tell people to type.
type commandLine struct {
	document string
	words    []string
}

// commandLines gives the lines of the shell blocks and the commands within sentences.
func commandLines(t *testing.T) (found []commandLine) {
	t.Helper()
	add := func(document, line string) {
		shell := shellwords.NewParser()
		shell.ParseComment = true
		words, err := shell.Parse(line)
		if err != nil || shell.Position >= 0 { // a pipe, a redirection, a second command
			t.Fatalf("%s: %s: %v, can't be followed after %v", document, line, err, words)
		}
		if len(words) > 0 {
			found = append(found, commandLine{document, words})
		}
	}
	for _, b := range blocksOf(t, "sh") {
		for line := range strings.Lines(b.text) {
			add(b.document, strings.TrimSpace(line))
		}
	}
	command := regexp.MustCompile(`^(gongkai|bin/gongkai|make|docker compose|go test) \S`)
	for _, d := range documents {
		for _, s := range spans(t, d) {
			if strings.HasPrefix(s, "gongkai ") && strings.Count(s, " ") == 1 {
				s += " --help" // a command is named, not typed
			}
			if command.MatchString(s) {
				add(d, s)
			}
		}
	}
	return found
}

// parsed reads a command line of the program as the program does.
func parsed(t *testing.T, args []string) (*cli, error) {
	t.Helper()
	var c cli
	var out bytes.Buffer
	p, err := newParser(&c, args, streams{nil, &out, &out})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = readArguments(p, args)
	return &c, err
}

// flags is every flag of every command.
func flags(t *testing.T) (all []*kong.Flag) {
	t.Helper()
	p, err := newParser(&cli{}, nil, streams{})
	if err != nil {
		t.Fatal(err)
	}
	kong.Visit(p.Model, func(node kong.Visitable, next kong.Next) error {
		if f, ok := node.(*kong.Flag); ok {
			all = append(all, f)
		}
		return next(nil)
	})
	return all
}

// TestDocumentedCommands: whatever the documents tell people to type is understood.
func TestDocumentedCommands(t *testing.T) {
	t.Parallel()
	programs := map[string]int{}
	for _, c := range commandLines(t) {
		words := c.words
		for len(words) > 0 && regexp.MustCompile(`^[A-Z_]+=`).MatchString(words[0]) {
			words = words[1:]
		}
		if len(words) == 0 {
			t.Errorf("%s: %v runs nothing", c.document, c.words)
			continue
		}
		programs[strings.TrimPrefix(words[0], "bin/")]++
		if err := understood(t, words); err != nil {
			t.Errorf("%s: %s: %v", c.document, strings.Join(c.words, " "), err)
		}
	}
	for _, p := range []string{"gongkai", "make", "docker", "curl"} {
		if programs[p] == 0 {
			t.Errorf("no document shows %s: %v", p, programs)
		}
	}
}

// understood says why a command would be refused.
func understood(t *testing.T, words []string) error {
	t.Helper()
	switch words[0] {
	case "gongkai", "bin/gongkai":
		_, err := parsed(t, words[1:])
		return err
	case "make":
		return understoodByMake(t, words[1:])
	case "docker":
		return understoodByCompose(t, words[1:])
	case "go":
		if len(words) > 2 && words[1] == "test" {
			_, err := os.Stat(filepath.Join(root, words[2]))
			return err
		}
	case "git", "cd":
		return nil
	case "kubectl": // what is made of files, of files that are there
		for _, w := range words {
			if path := w[strings.LastIndexByte(w, '=')+1:]; strings.HasPrefix(path, "deploy/") {
				checkFile(t, "kubectl", path)
			}
		}
		return nil
	case "curl":
		u, err := url.Parse(words[len(words)-1])
		if err == nil && u.Port() == "8080" {
			demoSite(t).page(u.RequestURI())
		}
		return err // a query on port 8123 is asked by TestDocumentedQueries
	}
	return fmt.Errorf("no test knows %q", words[0])
}

// understoodByMake looks for the targets; what ARGS hands on is read by the program.
func understoodByMake(t *testing.T, words []string) error {
	t.Helper()
	makefile := readFile(t, "Makefile")
	for _, w := range words {
		if args, ok := strings.CutPrefix(w, "ARGS="); ok {
			if _, err := parsed(t, append([]string{"demo"}, strings.Fields(args)...)); err != nil {
				return err
			}
			continue
		}
		if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(w) + `:.* ## `).MatchString(makefile) {
			return fmt.Errorf("make has no target %s", w)
		}
	}
	return nil
}

// understoodByCompose looks for profiles and services, and reads what the program is told.
func understoodByCompose(t *testing.T, words []string) error {
	t.Helper()
	p := composed(t)
	profile := slices.Index(words, "--profile")
	if profile >= 0 && !slices.ContainsFunc(p.ServiceNames(), func(s string) bool { return slices.Contains(p.Services[s].Profiles, words[profile+1]) }) {
		return fmt.Errorf("no service has the profile %s", words[profile+1])
	}
	if service := slices.Index(words, "gongkai"); service >= 0 {
		_, err := parsed(t, words[service+1:])
		return err
	}
	if !slices.Contains(words, "up") {
		return fmt.Errorf("%v starts neither the services nor the program", words)
	}
	return nil
}

// TestDocumentedQueries: the queries that the documents show find something in the sample counties.
func TestDocumentedQueries(t *testing.T) {
	t.Parallel()
	demoSite(t)
	var queries []string
	for _, c := range commandLines(t) {
		last := c.words[len(c.words)-1]
		if len(c.words) > 2 && c.words[1] == "sql" {
			queries = append(queries, last)
		}
		if u, err := url.Parse(last); err == nil && u.Port() == "8123" && u.Query().Has("query") {
			queries = append(queries, u.Query().Get("query"))
		}
	}
	if len(queries) < 3 {
		t.Fatalf("the documents show only %q", queries)
	}
	for _, q := range queries {
		out, errText, status := gongkai(t, "sql", "--data", sharedDemo.dir, q)
		if rows := strings.Count(out, "\n") - 1; status != 0 || rows < 1 {
			t.Errorf("%s: status %d, %d rows\n%s%s", q, status, rows, out, errText)
		}
	}
}

// TestDocumentedTables: README names each public table, and what it names is a table or a column.
func TestDocumentedTables(t *testing.T) {
	t.Parallel()
	var columns []struct{ Table, Name string }
	demoSite(t).read("/api/v1/dictionary", &columns)
	known, tables := map[string]bool{}, map[string]bool{}
	for _, c := range columns {
		known[c.Table], known[c.Name], tables[c.Table] = true, true, true
	}
	_, section, ok := strings.Cut(readFile(t, "README.md"), "\n## Query it\n")
	section, _, _ = strings.Cut(section, "\n## ")
	if !ok || len(tables) < 5 {
		t.Fatalf("no section, or only %d tables", len(tables))
	}
	section = fence.ReplaceAllString(section, "")
	for _, m := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(section, -1) {
		if known[m[1]] {
			continue
		}
		if _, errText, status := gongkai(t, "sql", "--data", sharedDemo.dir, "SELECT * FROM "+m[1]+" LIMIT 1"); status != 0 {
			t.Errorf("README names %s, which is neither a table nor a column: %s", m[1], errText)
		}
	}
	for table := range tables {
		if !strings.Contains(section, "`"+table+"`") {
			t.Errorf("README does not name the table %s", table)
		}
	}
}

// TestDocumentedSites: the sites files that the documents show are valid.
func TestDocumentedSites(t *testing.T) {
	for _, b := range blocksOf(t, "yaml") {
		file := filepath.Join(t.TempDir(), "sites.yaml")
		if err := os.WriteFile(file, []byte(b.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, errText, status := gongkai(t, "sites", "check", file); status != 0 || !strings.Contains(out, "no errors") {
			t.Errorf("%s: %s%s", b.document, out, errText)
		}
	}
}

// TestDocumentedNames: files, addresses, flags, variables and Go names that sentences and
// links mention exist.
func TestDocumentedNames(t *testing.T) {
	t.Parallel()
	known, flagNames := environment(t), map[string]bool{}
	for _, f := range flags(t) {
		flagNames["--"+f.Name] = true
		if f.Tag.Negatable != "" {
			flagNames["--no-"+f.Name] = true
		}
	}
	// What compose and make read, what CI sets for the tests, and what tests read.
	for _, name := range []string{"CLICKHOUSE_PASSWORD", "CI", "GONGKAI_SEED", "GONGKAI_SOAK", "GONGKAI_LOAD", "GONGKAI_BENCH_PROGRESS"} {
		known[name] = true
	}
	variable := regexp.MustCompile(`^([A-Z]+(?:_[A-Z]+)+)(=.*)?$`)
	goName := regexp.MustCompile(`^([a-z]+)\.([A-Z]\w+)$`)
	file := regexp.MustCompile(`^[\w./-]+$`)
	extension := regexp.MustCompile(`\.(md|go|mod|yml|yaml|json|tsv|sql|html)$`)
	checked := 0
	for _, d := range documents {
		for _, s := range spans(t, d) {
			checked++
			first, _, _ := strings.Cut(s, " ")
			switch m := goName.FindStringSubmatch(s); {
			case strings.HasPrefix(s, "--"):
				if !flagNames[first] {
					t.Errorf("%s: no command has the flag %s", d, first)
				}
			case variable.MatchString(s):
				if name := variable.FindStringSubmatch(s)[1]; !known[name] && !strings.HasPrefix(name, "GONGKAI_REQUIRE_") {
					t.Errorf("%s: nothing reads %s", d, s)
				}
			case strings.HasPrefix(s, "/") && len(s) > 1 && strings.HasSuffix(s, "/"):
				if !strings.Contains(demoSite(t).page("/api/v1/openapi.json"), `"`+s) {
					t.Errorf("%s: nothing answers below %s", d, s)
				}
			case s == "/review", strings.HasPrefix(s, "/sign-in"): // of a service with an account: TestLoop asks for them
			case strings.HasPrefix(s, "/"):
				demoSite(t).page(s)
			case m != nil && isPackage(m[1]):
				if !declares(t, m[1], m[2]) {
					t.Errorf("%s: %s declares no %s", d, m[1], m[2])
				}
			case file.MatchString(s) && (strings.Contains(s, "/") || extension.MatchString(s)):
				checkFile(t, d, s)
			default:
				checked--
			}
		}
		for _, m := range target.FindAllStringSubmatch(readFile(t, d), -1) {
			if !strings.Contains(m[1], "://") {
				checkFile(t, d, path.Join(path.Dir(d), m[1]))
			}
		}
	}
	if checked < 40 {
		t.Errorf("only %d names were looked at", checked)
	}
}

// checkFile looks for a file of the repository; NAME in it stands for any.
func checkFile(t *testing.T, document, name string) {
	t.Helper()
	clean := strings.TrimPrefix(name, "./")
	if slices.Contains(theirs, clean) || clean == "bin/gongkai" {
		return
	}
	found, err := filepath.Glob(filepath.Join(root, strings.ReplaceAll(clean, "NAME", "*")))
	if err != nil || len(found) == 0 {
		t.Errorf("%s: there is no %s", document, name)
	}
}

func isPackage(name string) bool {
	info, err := os.Stat(filepath.Join(root, name))
	return err == nil && info.IsDir()
}

// declares reports whether a package has an exported name: of its own, or a method or a field
// of one of its types.
func declares(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.FuncDecl:
				found = found || d.Name.Name == name
				return false // names inside functions are nobody's
			case *ast.TypeSpec:
				found = found || d.Name.Name == name
			case *ast.ValueSpec:
				found = found || slices.ContainsFunc(d.Names, func(i *ast.Ident) bool { return i.Name == name })
			}
			return true
		})
	}
	return found
}

// TestReadingDocument: what doc/reading.md says of outcomes, states, forms, rules and of the
// scale of confidence is what the code has, all of it.
func TestReadingDocument(t *testing.T) {
	text := readFile(t, "doc/reading.md")
	for _, names := range []struct{ file, declaration string }{
		{"disclosure/report.go", `(?m)^\tOutcome\w+ +Outcome += "(\w+)"`},
		{"disclosure/report.go", `(?m)^\tForm\w+ +Form += "(\w+)"`},
		{"disclosure/figure.go", `(?m)^\tState\w+ +State += "(\w+)"`},
		{"parse/confidence/confidence.go", `(?m)^//\t([\d.]+) `},
	} {
		all := regexp.MustCompile(names.declaration).FindAllStringSubmatch(readFile(t, names.file), -1)
		if len(all) < 4 {
			t.Errorf("%s: only %d declarations like %s", names.file, len(all), names.declaration)
		}
		for _, m := range all {
			if !strings.Contains(text, "\n| "+m[1]+" |") && !strings.Contains(text, "\n| `"+m[1]+"` |") {
				t.Errorf("doc/reading.md has no row for %s of %s", m[1], names.file)
			}
		}
	}
	named := regexp.MustCompile(`\b[REPC]\d{3}\b`).FindAllString(text, -1)
	for _, id := range named {
		if !slices.ContainsFunc(disclosure.Rules, func(r disclosure.Rule) bool { return r.ID == id }) {
			t.Errorf("doc/reading.md names the rule %s, which is not there", id)
		}
	}
	if len(named) < 8 {
		t.Errorf("doc/reading.md names only the rules %v", named)
	}
}
