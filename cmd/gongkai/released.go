package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gongkai/analytics/release"
	"gongkai/dashboards"
)

// released is a folder of releases, as pages show them.
type released string

// file opens a file of a release; no link leads out of its folder.
func (r released) file(name, path string) (*os.File, error) {
	if release.ValidName(name) != nil || !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	file, err := os.OpenInRoot(filepath.Join(string(r), name), filepath.FromSlash(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	return file, err
}

// figures are those of a report in a release.
func (r released) figures(name, reportID string) ([]dashboards.ReleasedFigure, error) {
	if release.ValidName(name) != nil {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	found, err := release.Lookup(filepath.Join(string(r), name), reportID)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	all := make([]dashboards.ReleasedFigure, 0, len(found))
	for _, f := range found {
		all = append(all, dashboards.ReleasedFigure(f))
	}
	return all, err
}

// row is the first row of a table of a release whose first column is not before from; nil where all are before.
func (r released) row(name, table, from string) (map[string]string, error) {
	if release.ValidName(name) != nil {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	row, err := release.First(filepath.Join(string(r), name), table, from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("release %s: %w", name, dashboards.ErrNotFound)
	}
	return row, err
}
