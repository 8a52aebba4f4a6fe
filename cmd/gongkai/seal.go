package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"gongkai/store"
	"gongkai/store/seal"
)

// sealFlags say with which key what was received is sealed, and who stamps the seals.
type sealFlags struct {
	SealKey string `placeholder:"FILE" help:"The key that signs seals and releases; made where there is none (default seal.key in the data folder)."`
	TSA     string `name:"tsa" placeholder:"URL" help:"A time stamp service (RFC 3161) that stamps each seal."`
}

// valid says what is wrong with the flags.
func (f sealFlags) valid() error {
	if u, err := url.Parse(f.TSA); f.TSA != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return usageError{fmt.Errorf("--tsa %q: want an address like http://tsa.example.org/", f.TSA)}
	}
	return nil
}

// errNoKey says that nobody knows where the key is to be.
var errNoKey = errors.New("with --clickhouse there is no data folder to keep the key in: name its file with --seal-key")

// sealKey is the file of the key: beside the engine's own folder, which is all that the engine sees.
func (f sealFlags) sealKey(a *app) (string, error) {
	if f.SealKey == "" && a.ClickHouse != "" {
		return "", errNoKey
	}
	return cmp.Or(f.SealKey, filepath.Join(cmp.Or(a.Data, "data"), "seal.key")), nil
}

// keyOf is loadKey for a database: where it has seals and the key is not there, none is made by itself, since
// whoever checks them would have to trust both.
func (f sealFlags) keyOf(ctx context.Context, a *app, h *home) (seal.Key, error) {
	path, err := f.sealKey(a)
	if err != nil {
		return seal.Key{}, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		switch last, err := seal.Last(ctx, h.DB); {
		case err != nil:
			return seal.Key{}, err
		case last.Manifest.Seal > 0:
			return seal.Key{}, fmt.Errorf("%s, the key of the seals, is not there, and the database has seals, the last of them number %d: a backup holds no key, put it back or name its file with --seal-key; where it is lost for good, gongkai seal --new-key makes another one", path, last.Manifest.Seal)
		}
	}
	return f.loadKey(a)
}

// loadKey reads the key, and makes one at its first use.
func (f sealFlags) loadKey(a *app) (seal.Key, error) {
	path, err := f.sealKey(a)
	if err != nil {
		return seal.Key{}, err
	}
	key, made, err := seal.LoadKey(path)
	if made {
		a.log.Info("a key for seals and releases was made: keep a copy of it apart from the data, and publish its fingerprint", "file", path, "fingerprint", seal.Fingerprint(key.Public()))
	}
	return key, err
}

// sealCommand seals what was captured and walked since the last seal.
type sealCommand struct {
	sealFlags
	To        string `placeholder:"DIR" help:"The folder that the seals are written into, to be given away (default seals in the data folder)."`
	Full      bool   `help:"Look for records that were never sealed at any time, not only in the last two days."`
	NewKey    bool   `help:"Go on with a new key where that of the seals before is lost: who checks must then trust both."`
	PublicKey bool   `help:"Only print the public key, which others check seals and releases with."`
}

// Run seals, and says what the newest seal is.
func (c *sealCommand) Run(ctx context.Context, a *app) error {
	if err := c.valid(); err != nil {
		return err
	}
	if c.PublicKey {
		return c.printKey(ctx, a)
	}
	if !a.hasData() {
		return errors.New("there is nothing to seal yet: name the data folder with --data, or crawl first")
	}
	if _, err := c.sealKey(a); err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	made, err := c.seal(store.Patiently(ctx), a, h)
	if err == nil {
		err = h.writeSeals(ctx, c.To)
	}
	if err = errors.Join(err, h.close()); err != nil {
		return err
	}
	c.print(a, made)
	return made.Unstamped
}

func (c *sealCommand) seal(ctx context.Context, a *app, h *home) (made seal.Made, err error) {
	key, err := c.key(ctx, a, h)
	if err != nil {
		return made, err
	}
	return h.seal(ctx, a, c.sealFlags, key, c.Full)
}

// ownKey is the key without anything that is to be sealed with it: only to make one the database is asked.
func (c *sealCommand) ownKey(ctx context.Context, a *app) (seal.Key, error) {
	path, err := c.sealKey(a)
	if err != nil {
		return seal.Key{}, err
	}
	if _, err := os.Stat(path); err == nil || !a.hasData() {
		return c.loadKey(a)
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return seal.Key{}, err
	}
	key, err := c.key(ctx, a, h)
	return key, errors.Join(err, h.close())
}

func (c *sealCommand) key(ctx context.Context, a *app, h *home) (seal.Key, error) {
	if c.NewKey {
		return c.loadKey(a)
	}
	return c.keyOf(ctx, a, h)
}

func (c *sealCommand) printKey(ctx context.Context, a *app) error {
	key, err := c.ownKey(ctx, a)
	if err != nil {
		return err
	}
	text, err := seal.PublicPEM(key.Public())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%sfingerprint %s\n", text, seal.Fingerprint(key.Public()))
	return nil
}

func (c *sealCommand) print(a *app, made seal.Made) {
	switch {
	case made.Manifest.Seal == 0:
		fmt.Fprintln(a.out, "nothing was captured yet: there is nothing to seal")
		return
	case !made.New:
		fmt.Fprintf(a.out, "nothing new since seal %d of %s\n", made.Manifest.Seal, made.SealedAt)
	default:
		fmt.Fprintf(a.out, "seal %d: captures %d, walks %d, complete walks %d, records in all %d\n", made.Manifest.Seal, made.Captures, made.Walks, made.CompleteWalks, made.FirstRecord+made.Records-1)
	}
	stamped := "by no time stamp service: none is named (--tsa)"
	if len(made.Stamp) > 0 {
		stamped = "by a time stamp service"
	} else if c.TSA != "" {
		stamped = "by no time stamp service: it did not answer; the next gongkai seal asks again"
	}
	fmt.Fprintf(a.out, "manifest %s, stamped %s\n", made.Hash(), stamped)
}

// seal seals what is new.
func (h *home) seal(ctx context.Context, a *app, f sealFlags, key seal.Key, full bool) (seal.Made, error) {
	o := seal.Options{Key: key, Program: "gongkai " + programVersion(), Now: h.clock.Now(), Full: full}
	if f.TSA != "" {
		o.Stamp = seal.Service{URL: f.TSA}.Stamp
	}
	made, err := seal.Make(ctx, h.DB, o)
	if err == nil && made.New {
		if made.Rekeyed {
			a.log.Warn("sealed with another key than the seal before: who checks must trust both; where that was not meant, bring the key back and name it with --seal-key", "fingerprint", seal.Fingerprint(key.Public()))
		}
		a.log.Info("sealed", "seal", made.Manifest.Seal, "captures", made.Captures, "walks", made.Walks, "manifest", made.Hash())
	}
	return made, err
}

// writeSeals writes the seals that are not there yet into a folder: that of the data where none is named.
func (h *home) writeSeals(ctx context.Context, to string) error {
	if to == "" && h.folder == "" {
		return nil // with --clickhouse they are rows, until somebody names a folder
	}
	_, err := seal.Write(ctx, h.DB, cmp.Or(to, filepath.Join(h.folder, "seals")))
	return err
}

const (
	sealEvery = 24 * time.Hour
	sealAgain = time.Hour // until it is looked again whether there is anything to be sealed
)

// sealDaily seals what came in, once a day, until ctx ends. A failure is logged and tried again.
func (h *home) sealDaily(ctx context.Context, a *app, f sealFlags) {
	if _, err := f.sealKey(a); err != nil {
		a.log.Warn("what is captured is not sealed", "why", err)
		return
	}
	for wait := time.Duration(0); h.clock.Sleep(ctx, wait) == nil; {
		var err error
		wait, err = h.sealIfDue(ctx, a, f)
		var busy *store.BusyError
		switch {
		case err == nil || ctx.Err() != nil:
		case errors.As(err, &busy): // of several services on a folder one seals
			a.log.Info("another process seals what was captured", "process", busy.Process)
		default:
			a.log.Error("what was captured could not be sealed, to be tried again", "error", err)
		}
	}
}

// sealIfDue seals where the last seal is a day old, and says when to look again.
func (h *home) sealIfDue(ctx context.Context, a *app, f sealFlags) (time.Duration, error) {
	last, err := seal.Last(ctx, h.DB)
	if err != nil {
		return sealAgain, err
	}
	if wait := last.Time().Add(sealEvery).Sub(h.clock.Now()); last.Manifest.Seal > 0 && wait > 0 {
		return max(wait, time.Minute), nil
	}
	key, err := f.keyOf(ctx, a, h)
	if err != nil {
		return sealAgain, err
	}
	made, err := h.seal(ctx, a, f, key, false)
	return sealAgain, errors.Join(err, made.Unstamped, h.writeSeals(ctx, ""))
}
