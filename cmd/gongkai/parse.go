package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse"
)

// parseCommand reads files and prints them; it opens neither a database nor a connection.
type parseCommand struct {
	JSON  bool     `name:"json" xor:"form" help:"One JSON object a file, one a line."`
	Text  bool     `xor:"form" help:"The text that was read; offsets of prose figures count its code points."`
	Files []string `arg:"" name:"file" help:"HTML, text, PDF, OFD, Word, Excel, RTF and ZIP files; - is standard input."`
}

// printed is what is printed of one file, or why nothing is.
type printed struct {
	text []byte
	err  error
}

// Run prints every file in the order given. A file that can't be opened, or with --text has
// no text, is named on standard error, and the others are still read.
func (c *parseCommand) Run(ctx context.Context, a *app) error {
	flight := newFlight()
	return a.printEach(ctx, c.Files, func(name string) printed { return c.print(ctx, a, flight, name) })
}

// printEach prints what is made of each file, in their order. A reader of standard output that
// goes away ends it, and so does a signal, be it inside a document: what was printed of the files
// before it is whole.
func (a *app) printEach(ctx context.Context, files []string, make func(name string) printed) error {
	unread, standard := 0, 0
	for _, name := range files {
		if name == "-" {
			standard++
		}
	}
	if standard > 1 {
		return usageError{errors.New("- is standard input, which can be read only once")}
	}
	defer saveMemory(len(files))()
	err := inOrder(ctx, files, make, func(p printed) error {
		if p.err != nil {
			fmt.Fprintln(a.err, "gongkai:", p.err)
			unread++
			return nil
		}
		_, err := a.out.Write(p.text)
		return err
	})
	if stopped := ctx.Err(); stopped != nil && errors.Is(err, stopped) {
		return errors.New("stopped before all files were read; what is printed is whole, parse the others again")
	}
	if err != nil {
		return err
	}
	if unread > 0 {
		return fmt.Errorf("%d of %d files could not be read", unread, len(files))
	}
	return nil
}

// readFile reads a named file, or standard input for "-".
func (a *app) readFile(name string) ([]byte, error) {
	if name == "-" {
		return readAll("standard input", a.in)
	}
	return readDocument(name)
}

// print reads one file; it is called from several goroutines at once.
func (c *parseCommand) print(ctx context.Context, a *app, flight flight, name string) printed {
	body, err := a.readFile(name)
	if err != nil {
		return printed{err: err}
	}
	in := parse.Input{Source: name, Body: body, Role: disclosure.RoleFile}
	if c.Text {
		text, err := parse.Text(in)
		if err != nil {
			return printed{err: fmt.Errorf("%s: %w", name, err)}
		}
		text, _ = parse.Redact(text) // each character by one: offsets stay true
		return printed{text: []byte(text + "\n")}
	}
	report, err := flight.read(ctx, in)
	if err != nil {
		return printed{err: err}
	}
	if !c.JSON {
		return printed{text: []byte(summary(&report))}
	}
	var line bytes.Buffer
	err = writeJSONLine(&line, report)
	return printed{line.Bytes(), err}
}

// writeJSONLine writes v on one line, with Chinese and markup as they are.
func writeJSONLine(w io.Writer, v any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(line.Bytes())
	return err
}

// summary tells a person what was read.
func summary(r *disclosure.Report) string {
	var b strings.Builder
	line := func(label string, value any) { fmt.Fprintf(&b, "  %-10s %v\n", label, value) }
	fmt.Fprintln(&b, r.Source)
	line("outcome", r.Outcome)
	if r.Outcome.IsReport() {
		line("title", known(r.Title))
		line("agency", known(r.Agency))
		line("division", known(r.DivisionCode))
		line("year", known(r.FiscalYear))
		line("form", known(r.Form))
		line("published", known(r.PublishedOn))
		line("figures", countKnown(r.Figures))
		line("checks", fmt.Sprintf("%d hold, %d do not, %d vacuous, %d not assessable", r.Checks.Pass, r.Checks.Fail, r.Checks.Vacuous, r.Checks.NotAssessable))
		if r.Cells.Wrong != nil {
			line("cells", fmt.Sprintf("%d of %d would have to change for every sum to hold", *r.Cells.Wrong, r.Cells.Checked))
		}
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "  %s %s (%s) %s\n", f.Rule, f.Severity, f.Blame, f.Message)
	}
	return b.String()
}

// known writes a fact, or says that it is not known.
func known[T any](fact *T) any {
	if fact == nil {
		return "not known"
	}
	return *fact
}

func countKnown(figures []disclosure.Figure) string {
	return fmt.Sprintf("%d, %d of them with a value", len(figures), knownFigures(figures))
}

func knownFigures(figures []disclosure.Figure) int {
	n := 0
	for _, f := range figures {
		if f.State.Known() {
			n++
		}
	}
	return n
}
