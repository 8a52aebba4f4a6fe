package seal

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gongkai/store"
)

// The files of a folder of seals: four a seal, and the public keys.
const (
	manifestEnd  = ".manifest.json"
	signatureEnd = ".sig"
	recordsEnd   = ".records.gz"
	stampEnd     = ".tsr"

	// KeysFile has the public keys of a folder's seals, in PEM, one after the other.
	KeysFile = "key.pem"
)

// base is a seal's name in a folder.
func base(seal uint64) string { return fmt.Sprintf("%06d", seal) }

// Write puts every seal of the database into a folder; those that stand in it stay as they are, and
// one that says something else ends it. It gives the newest, whose number is 0 where there is none.
func Write(ctx context.Context, db *store.DB, dir string) (newest Seal, err error) {
	all, err := list(ctx, db, "ORDER BY seal")
	if err != nil || len(all) == 0 {
		return newest, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return newest, fmt.Errorf("making the folder of the seals: %w", err)
	}
	for _, s := range all {
		if err := writeSeal(ctx, db, dir, s); err != nil {
			return newest, fmt.Errorf("writing seal %d: %w", s.Manifest.Seal, err)
		}
	}
	return all[len(all)-1], writeKeys(dir, all)
}

// writeSeal writes the manifest last: from then on the seal is whole.
func writeSeal(ctx context.Context, db *store.DB, dir string, s Seal) error {
	path := filepath.Join(dir, base(s.Manifest.Seal))
	there, err := os.ReadFile(path + manifestEnd)
	switch {
	case err == nil && !bytes.Equal(there, s.Text):
		return fmt.Errorf("%s holds another one of this number: name another folder, and find out which of the two was changed", dir)
	case err == nil:
		return putStamp(path, s)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := put(path+recordsEnd, func(w io.Writer) error { return pack(ctx, db, s, w) }); err != nil {
		return err
	}
	if err := putText(path+signatureEnd, s.Signature); err != nil {
		return err
	}
	if err := putStamp(path, s); err != nil {
		return err
	}
	return putText(path+manifestEnd, s.Text)
}

// putStamp writes the stamp, which may have come later than the rest.
func putStamp(path string, s Seal) error {
	if _, err := os.Stat(path + stampEnd); len(s.Stamp) == 0 || err == nil {
		return nil
	}
	return putText(path+stampEnd, s.Stamp)
}

// pack writes the records of a seal from the database, and sees that they are those that were sealed.
func pack(ctx context.Context, db *store.DB, s Seal, w io.Writer) error {
	in, out := io.Pipe()
	defer in.Close()
	query := fmt.Sprintf("SELECT record FROM seal_records FINAL WHERE seal = %d AND seal_id = (SELECT seal_id FROM seals_history FINAL WHERE seal = %d) ORDER BY position", s.Manifest.Seal, s.Manifest.Seal)
	go func() { out.CloseWithError(db.Copy(ctx, query, "JSONEachRow", nil, out)) }()
	zipped := gzip.NewWriter(w)
	head, n := s.ChainBefore, uint64(0)
	for decoder := json.NewDecoder(in); ; n++ {
		var row struct{ Record string }
		err := decoder.Decode(&row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			head = link(head, []byte(row.Record))
			_, err = io.WriteString(zipped, row.Record+"\n")
		}
		if err != nil {
			return err
		}
	}
	if n != s.Records || head != s.Chain {
		return fmt.Errorf("the database has not the records that were sealed (%d of %d are there, or some were changed): restore it from a backup", n, s.Records)
	}
	return zipped.Close()
}

// writeKeys writes the keys of all seals, those of the oldest first.
func writeKeys(dir string, all []Seal) error {
	var text []byte
	seen := map[string]bool{}
	for _, s := range all {
		key, _ := s.signedBy() // list has looked at it
		if seen[s.Key] {
			continue
		}
		seen[s.Key] = true
		block, err := PublicPEM(key)
		if err != nil {
			return err
		}
		text = append(text, block...)
	}
	path := filepath.Join(dir, KeysFile)
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, text) {
		return nil
	}
	return putText(path, text)
}

func putText(path string, text []byte) error {
	return put(path, func(w io.Writer) error { _, err := w.Write(text); return err })
}

// put writes a file as a whole, under another name first.
func put(path string, fill func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".unfinished-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // nothing is left of it once it has its name
	err = errors.Join(fill(file), file.Chmod(0o644), file.Sync(), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// keysIn are the keys of a folder.
func keysIn(dir string) ([]ed25519.PublicKey, error) { return ReadPublic(filepath.Join(dir, KeysFile)) }
