package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"gongkai/store/engine"
)

// versionCommand prints what this program is made of.
type versionCommand struct{}

// Run prints the versions; ClickHouse's own is asked of the server where one is named, and
// of the engine's library otherwise.
func (c *versionCommand) Run(ctx context.Context, a *app) error {
	fmt.Fprintf(a.out, "gongkai %s\nparser %d\n", programVersion(), parserVersion)
	if a.ClickHouse == "" {
		fmt.Fprintln(a.out, "clickhouse", engineVersion())
		return nil
	}
	h, err := a.open(ctx, embedded{withoutMigration: true})
	if err != nil {
		return err
	}
	defer h.close()
	var rows []struct {
		Version string `ch:"version"`
	}
	if err := h.Select(ctx, &rows, "SELECT version() AS version", nil); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "clickhouse", rows[0].Version)
	return nil
}

// programVersion is the module's version where it was installed as one, else the commit.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "devel"
}

func engineVersion() string {
	v, err := engine.LibraryVersion("")
	if err != nil {
		return "not installed (" + err.Error() + ")"
	}
	return v + " (embedded)"
}
