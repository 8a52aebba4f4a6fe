package engine

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// libraryVariable names the environment variable that says where the library is.
const libraryVariable = "GONGKAI_CHDB_LIBRARY"

// FindLibrary gives the path of libchdb: as told (flag or environment), else the
// npm package beside the working directory or the executable, or above either.
func FindLibrary(told string) (string, error) {
	if told == "" {
		told = os.Getenv(libraryVariable)
	}
	if told != "" {
		path, err := filepath.Abs(told)
		if err == nil {
			_, err = os.Stat(path)
		}
		if err != nil {
			return "", fmt.Errorf("the ClickHouse engine library %s cannot be used: %w; name libchdb.so in %s, or unset it and run `npm ci` where package.json is", told, err, libraryVariable)
		}
		return path, nil
	}
	for _, start := range libraryStarts() {
		if path, ok := libraryAbove(start); ok {
			return path, nil
		}
	}
	return "", fmt.Errorf("the ClickHouse engine library is not installed: run `npm ci` where package.json is, or name libchdb.so in %s (package %s)", libraryVariable, libraryPackage())
}

func libraryStarts() (starts []string) {
	if dir, err := os.Getwd(); err == nil {
		starts = append(starts, dir)
	}
	if program, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			program = real
		}
		starts = append(starts, filepath.Dir(program))
	}
	return starts
}

// libraryAbove looks in node_modules of dir and of every folder above it, as node
// itself does.
func libraryAbove(dir string) (string, bool) {
	for {
		path := filepath.Join(dir, "node_modules", filepath.FromSlash(libraryPackage()), "libchdb.so")
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			if real, err := filepath.EvalSymlinks(path); err == nil {
				path = real
			}
			return path, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// libraryPackage is the npm package for this system. Only linux-x64 was tried.
func libraryPackage() string {
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	name := "@chdb/lib-" + runtime.GOOS + "-" + orDefault(arch, runtime.GOARCH)
	if runtime.GOOS == "linux" {
		name += "-gnu"
	}
	return name
}

// LibraryVersion is the version of the package that the library belongs to, as npm pins it.
func LibraryVersion(told string) (string, error) {
	path, err := FindLibrary(told)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), "package.json"))
	if err != nil {
		return "", fmt.Errorf("the version of %s is not known: %w", path, err)
	}
	var pack struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(text, &pack); err != nil || pack.Version == "" {
		return "", fmt.Errorf("the version of %s is not known: its package.json names none", path)
	}
	return pack.Version, nil
}
