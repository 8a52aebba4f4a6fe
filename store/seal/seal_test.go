package seal

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/store"
)

func newKey(t *testing.T) Key {
	t.Helper()
	key, made, err := LoadKey(filepath.Join(t.TempDir(), "seal.key"))
	must(t, err)
	if !made {
		t.Fatal("a key was there before it was made")
	}
	return key
}

// sealed seals and says how many captures and walks that were.
func sealed(t *testing.T, db *store.DB, o Options, captures, walks, complete uint64) Made {
	t.Helper()
	o.Now = time.Now().Add(time.Second) // rows of one batch are dated some microseconds apart
	made, err := Make(t.Context(), db, o)
	must(t, err)
	if !made.New || made.Captures != captures || made.Walks != walks || made.CompleteWalks != complete {
		t.Errorf("sealed %+v, want %d captures, %d walks, %d complete", made.Manifest, captures, walks, complete)
	}
	return made
}

func checked(t *testing.T, dir string, c Check) Outcome {
	t.Helper()
	o, err := c.Folder(t.Context(), dir)
	must(t, err)
	return o
}

// TestSealing: whatever is kept is sealed once, in order, and what comes late as what it is.
func TestSealing(t *testing.T) {
	db, key, dir := fresh(t), newKey(t), t.TempDir()
	tsa := newTSA(t)
	o := Options{Key: key, Program: "gongkai test", Stamp: Service{URL: tsa.address}.Stamp}
	if made, err := Make(t.Context(), db, Options{Key: key, Now: time.Now()}); err != nil || made.New || made.Manifest.Seal != 0 {
		t.Fatalf("nothing was kept, and %+v was sealed, %v", made, err)
	}
	keep(t, db, "one", "http://county.test/1", "first")
	keep(t, db, "one", "http://county.test/2", "second")
	walk(t, db, "one", disclosure.WalkComplete, 2)
	first := sealed(t, db, o, 2, 1, 1)
	if first.Unstamped != nil || len(first.Stamp) == 0 || first.Previous != origin {
		t.Errorf("the first seal: %v, %d bytes of stamp, previous %s", first.Unstamped, len(first.Stamp), first.Previous)
	}
	again, err := Make(t.Context(), db, Options{Key: key, Now: time.Now().Add(time.Minute)})
	must(t, err)
	if again.New || again.Manifest.Seal != 1 {
		t.Errorf("nothing was new, and seal %d was made", again.Manifest.Seal)
	}
	if _, err := Make(t.Context(), db, Options{Key: key, Now: time.Now().Add(-time.Hour)}); !errors.Is(err, ErrClock) {
		t.Errorf("a clock that stands before the seal: %v", err)
	}

	// What a killed attempt left belongs to no seal; a walk that found nothing counts; what is kept
	// again is another record; what another machine kept some hours ago comes now.
	must(t, db.Exec(t.Context(), "INSERT INTO seal_records VALUES (2, 'killed', 4, 'walk', 'county', 'x', now64(6), 'x')", nil))
	walk(t, db, "two", disclosure.WalkComplete, 0)
	walk(t, db, "two", disclosure.WalkPartial, 0)
	keep(t, db, "one", "http://county.test/1", "changed")
	must(t, db.Exec(t.Context(), `INSERT INTO captures_history (capture_id, site_id, crawl_id, url, role, fetched_at, outcome, sha256, bytes, kept_at)
		VALUES ('late', 'county', 'one', 'http://county.test/3', 'report', now64(3), 'ok', 'ab', 1, now64(6) - 7200)`, nil))
	broken := o
	broken.Stamp = func(context.Context, []byte) ([]byte, error) { return nil, errors.New("the service is away") }
	second := sealed(t, db, broken, 2, 2, 1)
	if second.Unstamped == nil || second.Earliest >= first.SealedAt || second.Previous != first.Hash() {
		t.Errorf("the second seal: %v, %s, previous %s", second.Unstamped, second.Earliest, second.Previous)
	}
	keep(t, db, "three", "http://county.test/4", "fourth")
	sealed(t, db, Options{Key: key, Program: "gongkai test"}, 1, 0, 0)

	newest, err := Write(t.Context(), db, dir)
	must(t, err)
	if newest.Manifest.Seal != 3 {
		t.Fatalf("seal %d is the newest", newest.Manifest.Seal)
	}
	var seen []string
	found := checked(t, dir, Check{Keys: []ed25519.PublicKey{key.Public()}, Roots: tsa.roots, Each: func(r *Record) { seen = append(seen, r.kind()+" "+r.name()) }})
	if len(found.Wrong) > 0 || found.Records != 8 || len(seen) != 8 || len(found.Stamps) != 1 || !found.Stamps[0].Rooted {
		t.Errorf("untouched: %+v, saw %v", found, seen)
	}
	if !strings.Contains(strings.Join(seen[3:5], ", "), "capture late") {
		t.Errorf("the late one does not stand at its place among those that were sealed with it: %v", seen)
	}
	// With the stamp of another authority, and one that was only asked for later.
	if other := checked(t, dir, Check{Roots: newTSA(t).roots}); len(other.Wrong) != 1 || !strings.Contains(other.Wrong[0], "leads to none of the roots") {
		t.Errorf("roots of somebody else: %q", other.Wrong)
	}
	late, err := Make(t.Context(), db, Options{Key: key, Now: time.Now().Add(time.Hour), Stamp: o.Stamp})
	must(t, err)
	if late.New || len(late.Stamp) == 0 {
		t.Errorf("the newest seal got no stamp: %+v", late)
	}
	if _, err := Write(t.Context(), db, dir); err != nil || len(checked(t, dir, Check{}).Stamps) != 2 {
		t.Errorf("the stamp did not come into the folder: %v", err)
	}
	keep(t, db, "three", "http://county.test/5", "fifth")
	if other := sealed(t, db, Options{Key: newKey(t), Now: time.Now()}, 1, 0, 0); !other.Rekeyed || late.Rekeyed {
		t.Error("nobody says that another key has sealed")
	}
	if _, err := Write(t.Context(), db, dir); err != nil || len(checked(t, dir, Check{}).Wrong) > 0 || len(checked(t, dir, Check{Keys: []ed25519.PublicKey{key.Public()}}).Wrong) != 1 {
		t.Errorf("two keys: %v", err)
	}
	changedInTheDatabase(t, db, dir)
}

// changedInTheDatabase: what was changed in the database is not given away as sealed.
func changedInTheDatabase(t *testing.T, db *store.DB, dir string) {
	t.Helper()
	must(t, db.Exec(t.Context(), "ALTER TABLE seal_records UPDATE record = replaceOne(record, 'complete', 'error') WHERE kind = 'walk' SETTINGS mutations_sync = 1", nil))
	if _, err := Write(t.Context(), db, t.TempDir()); err == nil || !strings.Contains(err.Error(), "has not the records that were sealed") {
		t.Errorf("a record that was changed in the database: %v", err)
	}
	must(t, os.WriteFile(filepath.Join(dir, "000002.manifest.json"), []byte("{}"), 0o600))
	if _, err := Write(t.Context(), db, dir); err == nil || !strings.Contains(err.Error(), "holds another one of this number") {
		t.Errorf("a folder with another seal: %v", err)
	}
	must(t, db.Exec(t.Context(), "ALTER TABLE seals_history UPDATE manifest = replaceOne(manifest, '\"walks\": 2', '\"walks\": 1') WHERE seal = 2 SETTINGS mutations_sync = 1", nil))
	if _, err := Write(t.Context(), db, t.TempDir()); err == nil || !strings.Contains(err.Error(), "is not what was signed") {
		t.Errorf("a manifest that was changed in the database: %v", err)
	}
}

func TestKeys(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "below", "seal.key")
	key, made, err := LoadKey(path)
	must(t, err)
	again, remade, err := LoadKey(path)
	must(t, err)
	if !made || remade || !key.Public().Equal(again.Public()) {
		t.Error("the key that was made is not the one that is read")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file: %v, %v", info.Mode(), err)
	}
	text, err := PublicPEM(key.Public())
	must(t, err)
	public := filepath.Join(dir, "key.pem")
	must(t, os.WriteFile(public, append(bytes.Clone(text), text...), 0o600))
	if keys, err := ReadPublic(public); err != nil || len(keys) != 2 || !keys[0].Equal(key.Public()) {
		t.Errorf("the public key: %v, %v", keys, err)
	}
	_, other, _ := ed25519.GenerateKey(nil)
	der, _ := x509.MarshalPKCS8PrivateKey(other)
	open := filepath.Join(dir, "open.key")
	must(t, os.WriteFile(open, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o644))
	must(t, os.Chmod(open, 0o644))
	for _, c := range []struct{ path, says string }{{open, "chmod 600"}, {public, "no private key"}} {
		must(t, os.Chmod(public, 0o600))
		if _, _, err := LoadKey(c.path); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.path, err)
		}
	}
	if _, err := ReadPublic(path); err == nil {
		t.Error("a private key passes for a public one")
	}
}
