package main

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongkai/analytics/release"
	"gongkai/store/seal"
)

// verifyCommand checks a release, or a folder of seals, without a database and without a network.
type verifyCommand struct {
	What     string   `arg:"" optional:"" help:"The folder of a release or of seals, or the name of a release that is kept in the data folder (default the seals of the data folder)."`
	Figure   string   `placeholder:"REPORT/KEY" help:"Follow this figure from its row to the seal of its page, for example 361022-ecology-2020/requests_new.total."`
	Key      []string `placeholder:"FILE" help:"Public key of whom you trust, as gongkai seal --public-key prints it; may be given several times (default the key that lies in the folder, which proves no more than that all was signed with one key)."`
	TSARoots string   `name:"tsa-roots" placeholder:"FILE" help:"Root certificates (PEM) that time stamps must lead to."`
	Body     []string `placeholder:"FILE" help:"With --figure: a document, or a WARC file, to be held against the SHA-256 of the page; may be given several times."`
}

// Run prints a line for whatever was checked, then one for whatever is wrong; where there is one the
// exit status is 1.
func (c *verifyCommand) Run(ctx context.Context, a *app) error {
	check, err := c.check()
	if err != nil {
		return err
	}
	dir := c.folder(a)
	if _, err := os.Stat(filepath.Join(dir, release.ManifestFile)); err == nil {
		return c.release(ctx, a, dir, check)
	}
	if c.Figure != "" {
		return usageError{fmt.Errorf("--figure needs a release: %s is none", dir)}
	}
	if found, err := filepath.Glob(filepath.Join(dir, "*.manifest.json")); err != nil || len(found) == 0 {
		return fmt.Errorf("%s is neither a release nor a folder of seals: name one that gongkai release or gongkai seal wrote", dir)
	}
	found, err := check.Folder(ctx, dir)
	if err != nil {
		return err
	}
	return a.verdict(dir, found.Passed, found.Wrong)
}

// folder is what is to be checked.
func (c *verifyCommand) folder(a *app) string {
	data := cmp.Or(a.Data, "data")
	if c.What == "" {
		return filepath.Join(data, "seals")
	}
	kept := filepath.Join(data, releasesFolder, c.What)
	if _, err := os.Stat(c.What); err != nil && release.ValidName(c.What) == nil {
		if _, err := os.Stat(kept); err == nil {
			return kept
		}
	}
	return c.What
}

func (c *verifyCommand) check() (check seal.Check, err error) {
	for _, path := range c.Key {
		keys, err := seal.ReadPublic(path)
		if err != nil {
			return check, err
		}
		check.Keys = append(check.Keys, keys...)
	}
	if c.TSARoots == "" {
		return check, nil
	}
	text, err := os.ReadFile(c.TSARoots)
	if err != nil {
		return check, fmt.Errorf("reading the roots of time stamps: %w", err)
	}
	check.Roots = x509.NewCertPool()
	if !check.Roots.AppendCertsFromPEM(text) {
		return check, fmt.Errorf("%s holds no certificate in PEM", c.TSARoots)
	}
	return check, nil
}

// release checks a release with its seals, and where it is asked for one figure of it.
func (c *verifyCommand) release(ctx context.Context, a *app, dir string, check seal.Check) error {
	found, sealed, err := verifyRelease(ctx, dir, check)
	if err != nil {
		return err
	}
	passed, wrong := found.Passed, found.Wrong
	var gone error
	if c.Figure != "" {
		report, key, cut := strings.Cut(c.Figure, "/")
		if !cut {
			return usageError{fmt.Errorf("--figure %q: want the report and the figure, such as 361022-ecology-2020/requests_new.total", c.Figure)}
		}
		bodies, err := readBodies(c.Body)
		if err != nil {
			return err
		}
		if gone = found.Withdrawn(report, key); gone == nil {
			traced, err := release.Trace(dir, report, key, sealed, bodies)
			if err != nil {
				wrong = append(wrong, err.Error())
			}
			passed, wrong = append(passed, traced.Passed...), append(wrong, traced.Wrong...)
		}
	}
	if len(c.Key) == 0 {
		passed = append(passed, "key: the one that lies in the folder; hold its fingerprint against one that was published elsewhere, or name a key with --key")
	}
	if err := a.verdict(dir, passed, wrong); err != nil || gone == nil {
		return err
	}
	fmt.Fprintln(a.out, "GONE  ", gone)
	return gone
}

// verifyRelease checks the seals of a release first: what they say its tables are held against.
func verifyRelease(ctx context.Context, dir string, check seal.Check) (o release.Outcome, sealed *release.Sealed, err error) {
	sealed = release.NewSealed()
	check.Each = func(r *seal.Record) { takeRecord(sealed, r) }
	seals := filepath.Join(dir, release.SealsFolder)
	found, err := check.Folder(ctx, seals)
	if err != nil {
		found.Wrong = append(found.Wrong, fmt.Sprintf("the seals are missing: %v", err))
	}
	if found.Head.Text != nil {
		sealed.Head = found.Head.Hash()
	}
	o, err = release.Check(ctx, dir, releaseKeys(check.Keys, seals), sealed)
	o.Passed, o.Wrong = append(o.Passed, found.Passed...), append(o.Wrong, found.Wrong...)
	return o, sealed, err
}

// releaseKeys are those that may have signed a release: without trusted ones, those of its seals.
func releaseKeys(trusted []ed25519.PublicKey, seals string) []ed25519.PublicKey {
	if len(trusted) > 0 {
		return trusted
	}
	keys, _ := seal.ReadPublic(filepath.Join(seals, seal.KeysFile)) // that it is missing is said of the seals
	return keys
}

// takeRecord hands a sealed record over in the words of the tables.
func takeRecord(sealed *release.Sealed, r *seal.Record) {
	at := r.SealedAt.Format("2006-01-02T15:04:05Z")
	if c := r.Capture; c != nil {
		day := ""
		if c.ListDate != nil {
			day = *c.ListDate
		}
		sealed.Capture(c.RecordedAt, r.Seal, r.Position, at, []string{c.SiteID, c.CaptureID, c.CrawlID, c.URL, c.FinalURL, c.ParentURL, c.ListURL, c.Title, day, c.Role, c.Family, c.FetchedAt, c.ObtainedBy,
			strconv.Itoa(int(c.HTTPStatus)), c.Outcome, c.Failure, c.Error, c.ContentType, c.SHA256, strconv.FormatUint(c.Bytes, 10)})
		return
	}
	w := r.Walk
	sealed.Walk(w.RecordedAt, r.Seal, r.Position, at, []string{w.SiteID, w.CrawlID, w.URL, w.Name, w.State, w.Reason, w.ReasonCode, w.Family,
		strconv.FormatUint(w.Pages, 10), strconv.FormatUint(w.Links, 10), w.StartedAt, w.FinishedAt})
}

// errUnsound ends a check that found something.
var errUnsound = errors.New("it is not what was sealed or released")

// verdict prints what was found.
func (a *app) verdict(dir string, passed, wrong []string) error {
	for _, line := range passed {
		fmt.Fprintln(a.out, "ok    ", line)
	}
	for _, line := range wrong {
		fmt.Fprintln(a.out, "WRONG ", line)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%s: %d things are wrong: %w", dir, len(wrong), errUnsound)
	}
	return nil
}
