package main

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"path/filepath"

	"gongkai/dashboards/login"
)

// reviewersFlag is the file of accounts.
type reviewersFlag struct {
	Reviewers string `placeholder:"FILE" help:"The accounts of reviewers, made by gongkai reviewer (default reviewers in the data folder)."`
}

// reviewersFile is the name of the file in a data folder: beside the engine's own folder, which is all that the engine sees.
const reviewersFile = "reviewers"

// file is the file that is meant; empty where there is no data folder.
func (f reviewersFlag) file(a *app) string {
	if f.Reviewers == "" && a.ClickHouse != "" {
		return ""
	}
	return cmp.Or(f.Reviewers, filepath.Join(cmp.Or(a.Data, "data"), reviewersFile))
}

// deskFlags say who may sign in to decide what the machine doubts. Where nobody is named there are no pages for it.
type deskFlags struct {
	reviewersFlag
	oidcFlags
	PublicAddress string `placeholder:"URL" help:"The address at which people reach the dashboards, where a reverse proxy stands in front of them: https://gongkai.example.org. Reviewers sign in there, and only there or on this machine."`
}

// gate is who may sign in; nil where nobody is named.
func (f deskFlags) gate(a *app, listen string) (*login.Gate, error) {
	c := login.Config{Log: a.log}
	var err error
	if c.Public, err = f.public(); err != nil {
		return nil, err
	}
	if file := f.file(a); file != "" {
		c.Accounts = login.Accounts{File: file}
		names, err := c.Accounts.Names()
		switch {
		case err != nil:
			return nil, err
		case len(names) == 0 && f.Reviewers != "":
			return nil, fmt.Errorf("--reviewers %s has no account: gongkai reviewer add NAME --reviewers %s makes one", file, file)
		case len(names) == 0:
			c.Accounts.File = ""
		}
	}
	if c.Provider, err = f.provider(c.Public); err != nil {
		return nil, err
	}
	if c.Accounts.File == "" && c.Provider == nil {
		return nil, nil
	}
	if c.Public == nil && !onLoopback(listen) {
		return nil, usageError{fmt.Errorf("reviewers would send their passwords to %s for everybody to read: listen on loopback, or put a proxy with a certificate in front and say its address with --public-address https://…", listen)}
	}
	return login.New(c), nil
}

// public reads --public-address.
func (f deskFlags) public() (*url.URL, error) {
	if f.PublicAddress == "" {
		return nil, nil
	}
	u, err := url.Parse(f.PublicAddress)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, usageError{fmt.Errorf("--public-address %q: want an address like https://gongkai.example.org, without a path", f.PublicAddress)}
	}
	if u.Scheme == "http" && !onLoopback(net.JoinHostPort(u.Hostname(), "80")) {
		return nil, usageError{fmt.Errorf("--public-address %s: want https, or everybody on the way reads what people sign in with", f.PublicAddress)}
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// onLoopback reports whether only this machine reaches an address.
func onLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}
