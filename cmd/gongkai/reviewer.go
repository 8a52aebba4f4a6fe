package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"gongkai/dashboards/login"
)

// reviewerCommand keeps the accounts of those who decide on pages. A password is never an argument: every list of
// processes would show it.
type reviewerCommand struct {
	List   reviewerListCommand   `cmd:"" default:"withargs" help:"The accounts."`
	Add    reviewerAddCommand    `cmd:"" help:"Make an account, or give it another password, which is read from the terminal or from standard input."`
	Remove reviewerRemoveCommand `cmd:"" help:"Take an account away; what was decided with it stays."`
}

type reviewerListCommand struct{ reviewersFlag }

// Run prints a line an account.
func (c *reviewerListCommand) Run(a *app) error {
	accounts, err := c.accounts(a)
	if err != nil {
		return err
	}
	names, err := accounts.Names()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		fmt.Fprintln(a.out, "there is no account: gongkai reviewer add NAME makes one")
		return nil
	}
	_, err = fmt.Fprintln(a.out, strings.Join(names, "\n"))
	return err
}

func (f reviewersFlag) accounts(a *app) (login.Accounts, error) {
	file := f.file(a)
	if file == "" {
		return login.Accounts{}, usageError{errors.New("with --clickhouse there is no data folder to keep accounts in: name their file with --reviewers")}
	}
	return login.Accounts{File: file}, nil
}

type reviewerAddCommand struct {
	reviewersFlag
	Name string `arg:"" help:"What the person is called, which is public beside every decision: a role rather than a person."`
}

// Run asks for the password and keeps its hash.
func (c *reviewerAddCommand) Run(a *app) error {
	accounts, err := c.accounts(a)
	if err != nil {
		return err
	}
	password, err := a.password(c.Name)
	if err != nil {
		return err
	}
	if err := accounts.Put(c.Name, password); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s may sign in at /review of gongkai serve, which has to be started again where it had no account before\n", c.Name)
	return err
}

// password reads one, twice from a terminal and without showing it; else the first line of standard input.
func (a *app) password(name string) (string, error) {
	file, is := a.in.(*os.File)
	if !is || !term.IsTerminal(int(file.Fd())) {
		line, err := bufio.NewReader(a.in).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", usageError{errors.New("no password: type it at the terminal, or give it as the first line of standard input")}
		}
		return line, nil
	}
	var typed [2]string
	for i, ask := range []string{"password for " + name + ": ", "the same again: "} {
		fmt.Fprint(a.err, ask)
		text, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(a.err)
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		typed[i] = string(text)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two passwords differ: nothing was changed")
	}
	return typed[0], nil
}

type reviewerRemoveCommand struct {
	reviewersFlag
	Name string `arg:"" help:"The account."`
}

// Run takes the account away.
func (c *reviewerRemoveCommand) Run(a *app) error {
	accounts, err := c.accounts(a)
	if err != nil {
		return err
	}
	if err := accounts.Remove(c.Name); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s may not sign in any more\n", c.Name)
	return err
}
