package login

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"

	"gongkai/disclosure/pattern"
)

// Accounts are the persons with an account of this machine: a line each, the name, a colon and the
// password's bcrypt hash, as htpasswd -B writes it. The file is read anew whenever somebody is asked for.
type Accounts struct{ File string }

// cost makes a try of a password take some 0.2 s; tests take less.
var cost = 12

const (
	leastPassword = 12 // characters
	mostPassword  = 72 // bytes, more bcrypt does not look at
)

// namePattern is what an account may be called: the name is public, beside every decision.
var namePattern = pattern.UpTo(40, `^[\p{L}\p{N}][\p{L}\p{N} ._@·-]*$`)

// ErrNoAccount says that nobody is called like this.
var ErrNoAccount = errors.New("there is no such account")

// Names are those of all accounts, in the order of the file; none where there is no file.
func (a Accounts) Names() ([]string, error) {
	lines, err := a.read()
	var names []string
	for _, l := range lines {
		names = append(names, l.name)
	}
	return names, err
}

// Put makes an account, or gives it another password.
func (a Accounts) Put(name, password string) error {
	switch {
	case !namePattern.MatchString(name) || strings.TrimSpace(name) != name:
		return fmt.Errorf("the name %q: want up to 40 letters, digits, spaces and . _ @ · -, beginning with a letter or digit", name)
	case len([]rune(password)) < leastPassword:
		return fmt.Errorf("the password is too short: want %d characters or more", leastPassword)
	case len(password) > mostPassword:
		return fmt.Errorf("the password is too long: want %d bytes or fewer", mostPassword)
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	if err != nil {
		return fmt.Errorf("hashing the password: %w", err)
	}
	lines, err := a.read()
	if err != nil {
		return err
	}
	line := account{name, string(hash)}
	if i := slices.IndexFunc(lines, func(l account) bool { return l.name == name }); i >= 0 {
		lines[i] = line
	} else {
		lines = append(lines, line)
	}
	return a.write(lines)
}

// Remove takes an account away; whoever is signed in with it is signed out.
func (a Accounts) Remove(name string) error {
	lines, err := a.read()
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(lines), func(l account) bool { return l.name == name })
	if len(left) == len(lines) {
		return fmt.Errorf("%s: %w", name, ErrNoAccount)
	}
	return a.write(left)
}

type account struct{ name, hash string }

// read returns the lines of the file; none where it is not there.
func (a Accounts) read() ([]account, error) {
	text, err := os.ReadFile(a.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the accounts: %w", err)
	}
	var all []account
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, hash, ok := strings.Cut(line, ":")
		if _, err := bcrypt.Cost([]byte(hash)); !ok || err != nil { // not the line: it may hold a password
			return nil, fmt.Errorf("%s, line %d: want a name, a colon and a bcrypt hash, as gongkai reviewer add writes it", a.File, n)
		}
		all = append(all, account{name, hash})
	}
	return all, nil
}

// write puts a new file into the place of the old one, for its owner's eyes only.
func (a Accounts) write(lines []account) error {
	var b bytes.Buffer
	for _, l := range lines {
		fmt.Fprintf(&b, "%s:%s\n", l.name, l.hash)
	}
	if err := os.MkdirAll(filepath.Dir(a.File), 0o700); err != nil {
		return fmt.Errorf("writing the accounts: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(a.File), ".reviewers-*") // mode 0600
	if err != nil {
		return fmt.Errorf("writing the accounts: %w", err)
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), a.File)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("writing the accounts: %w", err)
	}
	return nil
}

// nobody is compared with where there is no such account, so that the time tells nobody which there are.
var nobody = sync.OnceValue(func() []byte {
	hash, _ := bcrypt.GenerateFromPassword([]byte(rand.Text()), cost) // fails for long passwords only
	return hash
})

// hashOf is the hash of an account, empty where it is not there or the file can't be read.
func (a Accounts) hashOf(name string) (string, error) {
	if a.File == "" {
		return "", nil
	}
	lines, err := a.read()
	if i := slices.IndexFunc(lines, func(l account) bool { return l.name == name }); i >= 0 {
		return lines[i].hash, nil
	}
	return "", err
}

// holds reports whether the password is that of the account, and returns the hash that it was held against.
func (a Accounts) holds(name, password string) (hash string, ok bool, err error) {
	if hash, err = a.hashOf(name); err != nil {
		return "", false, err
	}
	against := []byte(hash)
	if hash == "" {
		against = nobody()
	}
	ok = bcrypt.CompareHashAndPassword(against, []byte(password)) == nil
	return hash, ok && hash != "" && len(password) <= mostPassword, nil
}
