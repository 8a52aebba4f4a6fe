package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stages are the folders whose imports form a star: each knows disclosure and itself.
var stages = []string{"crawler", "parse", "store", "analytics", "dashboards", "letters", "demo"}

// onlyImporters names the folders that may import a library, so that its types and faults
// stay behind one wall. Pages of others are read by parse; bilingual looks through our own.
var onlyImporters = map[string][]string{
	"github.com/gocolly/colly":         {"crawler"},
	"github.com/PuerkitoBio/goquery":   {"parse"},
	"golang.org/x/net/html":            {"parse", "dashboards/bilingual"},
	"github.com/ClickHouse/clickhouse": {"store"},
	"github.com/ebitengine/purego":     {"store/engine"},
	"github.com/chromedp":              {"letters/browser"},
	"golang.org/x/crypto/bcrypt":       {"dashboards/login"},
}

// breach says what is wrong with a file in folder (slash-separated, from the module's root)
// that imports path; empty when nothing is.
func breach(folder, path string) string {
	top, _, _ := strings.Cut(folder, "/")
	for library, homes := range onlyImporters {
		isHome := func(home string) bool { return within(folder, home) }
		if strings.HasPrefix(path, library) && !slices.ContainsFunc(homes, isHome) {
			return "only " + strings.Join(homes, " and ") + " may import " + path
		}
	}
	own, isOwn := strings.CutPrefix(path, "gongkai/")
	switch {
	case path == "C":
		return "cgo is off"
	case top == "disclosure" && (isOwn && !within(own, "disclosure") || !isOwn && strings.Contains(strings.SplitN(path, "/", 2)[0], ".")):
		return "disclosure uses the standard library and its own folders only, not " + path
	case isOwn && slices.Contains(stages, top) && !within(own, "disclosure") && !within(own, top):
		return "a stage imports disclosure and its own folders, not " + path
	case isOwn && within(own, "cmd") && top != "cmd":
		return "nobody but cmd imports cmd"
	}
	return ""
}

func within(folder, home string) bool {
	return folder == home || strings.HasPrefix(folder, home+"/")
}

func TestBreachIsNoticed(t *testing.T) {
	for _, c := range []struct {
		folder, path string
		bad          bool
	}{
		{"crawler", "gongkai/parse", true},
		{"crawler", "gongkai/disclosure", false},
		{"store", "gongkai/store/engine", false},
		{"store/engine", "gongkai/crawler", true},
		{"dashboards", "github.com/ClickHouse/clickhouse-go/v2", true},
		{"dashboards", "golang.org/x/net/html", true},
		{"dashboards/bilingual", "golang.org/x/net/html/atom", false},
		{"store", "github.com/ebitengine/purego", true},
		{"store/engine", "github.com/ebitengine/purego", false},
		{"disclosure", "golang.org/x/text/width", true},
		{"disclosure", "strings", false},
		{"disclosure", "gongkai/disclosure/pattern", false},
		{"disclosure/pattern", "gongkai/parse", true},
		{"parse", "gongkai/disclosure/pattern", false},
		{"cmd/gongkai", "gongkai/store", false},
		{"parse", "gongkai/cmd/gongkai", true},
	} {
		if got := breach(c.folder, c.path); (got != "") != c.bad {
			t.Errorf("%s imports %s: %q", c.folder, c.path, got)
		}
	}
}

// TestImportsFormAStar reads the imports themselves: go list in a child process would be
// cached by go test and go on saying ok.
func TestImportsFormAStar(t *testing.T) {
	packages := map[string]bool{} // folder → a file carries the package comment
	eachFile(t, func(folder, name string, file *ast.File, set *token.FileSet) {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := breach(folder, path); why != "" && !(folder == "cmd/gongkai" && strings.HasSuffix(name, "_test.go")) {
				t.Errorf("%s/%s: %s", folder, name, why)
			}
		}
		if !strings.HasSuffix(name, "_test.go") {
			packages[folder] = packages[folder] || file.Doc != nil
		}
	})
	if len(packages) < len(stages) {
		t.Fatalf("only %d packages found: is this the module's root?", len(packages))
	}
	for folder, documented := range packages {
		if !documented {
			t.Errorf("%s: no package comment", folder)
		}
	}
}

// TestFilesAndFunctionsStaySmall keeps the sizes that CONTRIBUTING names.
func TestFilesAndFunctionsStaySmall(t *testing.T) {
	eachFile(t, func(folder, name string, file *ast.File, set *token.FileSet) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		if lines := set.File(file.Pos()).LineCount(); lines > 500 {
			t.Errorf("%s/%s has %d lines, more than 500", folder, name, lines)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > 80 {
				t.Errorf("%s/%s: %s has %d lines, more than 80", folder, name, f.Name.Name, lines)
			}
		}
	})
}

func eachFile(t *testing.T, visit func(folder, name string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	root := filepath.Join("..", "..")
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || name == "data") {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(filepath.Dir(rel)), d.Name(), file, set)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
