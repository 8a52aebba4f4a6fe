package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse"
)

// parseCommand reads files and prints them; it opens neither a database nor a connection.
type parseCommand struct {
	JSON  bool     `name:"json" xor:"form" help:"One JSON object a file, one a line."`
	Text  bool     `xor:"form" help:"The text that was read; offsets of prose figures count its code points."`
	Files []string `arg:"" name:"file" help:"HTML or text files; - is standard input."`
}

// Run prints every file in the order given; a file that can't be opened is named on standard
// error, and the others are still read.
func (c *parseCommand) Run(a *app) error {
	unopened := 0
	for _, name := range c.Files {
		body, err := a.readFile(name)
		if err != nil {
			fmt.Fprintln(a.err, "gongkai:", err)
			unopened++
			continue
		}
		if err := c.print(a.out, parse.Input{Source: name, Body: body, Role: disclosure.RoleFile}); err != nil {
			return err
		}
	}
	if unopened > 0 {
		return fmt.Errorf("%d of %d files could not be opened", unopened, len(c.Files))
	}
	return nil
}

// readFile reads a named file, or standard input for "-".
func (a *app) readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(a.in)
	}
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return nil, errors.New(name + " is a folder: name its files")
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

func (c *parseCommand) print(w io.Writer, in parse.Input) error {
	switch {
	case c.Text:
		text, err := parse.Text(in)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Source, err)
		}
		_, err = fmt.Fprintln(w, text)
		return err
	case c.JSON:
		return writeJSONLine(w, parse.Document(in))
	}
	report := parse.Document(in)
	_, err := io.WriteString(w, summary(&report))
	return err
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
	n := 0
	for _, f := range figures {
		if f.State.Known() {
			n++
		}
	}
	return fmt.Sprintf("%d, %d of them with a value", len(figures), n)
}
