package main

import (
	"context"
	"os"
	"strings"
)

// sqlCommand runs one read-only query, as any reader could.
type sqlCommand struct {
	Format string `placeholder:"FMT" help:"ClickHouse output format (default PrettyCompact on a terminal, TSVWithNames otherwise)."`
	Query  string `arg:"" help:"The query; - reads it from standard input."`
}

// Run prints the result as ClickHouse formats it.
func (c *sqlCommand) Run(ctx context.Context, a *app) error {
	query := c.Query
	if query == "-" {
		text, err := a.readFile("-")
		if err != nil {
			return err
		}
		query = string(text)
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	format := c.Format
	if format == "" {
		format = defaultFormat(a.out)
	}
	return h.RawQuery(ctx, strings.TrimSpace(query), format, a.out)
}

// defaultFormat is for reading on a terminal and for programs elsewhere.
func defaultFormat(out any) string {
	if isTerminal(out) {
		return "PrettyCompact"
	}
	return "TSVWithNames"
}

// isTerminal reports whether w is a terminal: progress is drawn there and logged elsewhere.
func isTerminal(w any) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
