// Command gongkai gathers the annual reports on government information disclosure
// (政府信息公开工作年度报告) from county sites, reads every figure out of them into
// ClickHouse and shows how agencies compare.
//
// This package wires: it reads flags, opens things in the right order and hands one stage's
// results to the next. It refuses to know anything that a stage knows: no markup, no SQL,
// no rule of the form stands here.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"gongkai/parse"
	"gongkai/store/engine"
)

// The exit statuses that scripts rely on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	if engine.IsChild() {
		engine.RunChild() // never returns: this process is the embedded ClickHouse
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(status)
}

// streams are the program's standard streams, so that tests can hold them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// keepCode names the folder for the compiled reader of PDF files: the user's cache, not the
// data folder, which people copy from machine to machine. Without one the reader is compiled
// anew in every process, and whenever it has rested.
func keepCode() {
	if dir, err := os.UserCacheDir(); err == nil {
		_ = parse.CacheCode(filepath.Join(dir, "gongkai", "code")) // fails only where a PDF was read before
	}
}

// run is the program: arguments in, exit status out.
func run(ctx context.Context, args []string, std streams) int {
	var c cli
	parser, err := newParser(&c, args, std)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	command, status, err := readArguments(parser, args)
	if command == nil {
		if err != nil {
			return fail(std, status, err)
		}
		return status
	}
	app, err := newApp(&c.globals, std)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	keepCode()
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(app); err != nil {
		var usage usageError
		if errors.As(err, &usage) {
			return fail(std, exitUsage, err)
		}
		return fail(std, exitFailed, err)
	}
	return exitDone
}

// readArguments applies the arguments. Asking for help is not a failure: kong prints it and calls
// Exit, which unwinds to here.
func readArguments(parser *kong.Kong, args []string) (command *kong.Context, status int, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case exitCalled:
			command, status, err = nil, int(r), nil
		default:
			panic(r)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err = parser.Parse(args)
	if err != nil {
		return nil, exitUsage, fmt.Errorf("%w; gongkai --help lists what there is", err)
	}
	return command, exitDone, nil
}

type exitCalled int

// usageError marks an error that the words of the command line caused.
type usageError struct{ error }

func fail(std streams, status int, err error) int {
	fmt.Fprintln(std.err, "gongkai:", err)
	return status
}
