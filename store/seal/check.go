package seal

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Check says against what a folder of seals is held.
type Check struct {
	Keys  []ed25519.PublicKey // whose seals count; none: those of the folder itself
	Roots *x509.CertPool      // where stamps have to lead to; nil: their certificates are not held against any
	Each  func(*Record)       // told of every record, in the order of the chain; may be nil
}

// Outcome is what was found.
type Outcome struct {
	Passed  []string // what holds, one line each
	Wrong   []string // what does not
	Head    Seal     // the last seal
	Records uint64
	Walks   uint64

	Stamps []Stamped // of the seals that have one
}

func (o *Outcome) wrong(format string, args ...any) {
	o.Wrong = append(o.Wrong, fmt.Sprintf(format, args...))
}
func (o *Outcome) passed(format string, args ...any) {
	o.Passed = append(o.Passed, fmt.Sprintf(format, args...))
}

// skew is how far a stamp may be from the clock of who sealed: before, clocks differ; later, the
// service was away.
const skew = 5 * time.Minute

// Folder holds every seal of a folder against its signature, its records and the seal before. What is
// wrong stands in the outcome; the error is of a folder that can't be read.
func (c Check) Folder(ctx context.Context, dir string) (o Outcome, err error) {
	numbers, err := sealsIn(dir, &o)
	if err != nil {
		return o, err
	}
	keys := c.Keys
	if len(keys) == 0 {
		if keys, err = keysIn(dir); err != nil {
			o.wrong("the public key of the seals is not there: %v", err)
			err = nil
		}
	}
	last := Seal{Manifest: Manifest{Chain: origin}}
	for _, n := range numbers {
		if err := ctx.Err(); err != nil {
			return o, err
		}
		s, ok := c.read(dir, n, keys, &o)
		if !ok {
			continue
		}
		follows(last, s, &o)
		c.records(dir, s, &o)
		c.stamp(dir, s, &o)
		last = s
	}
	o.Head = last
	if len(o.Wrong) == 0 {
		o.passed("chain of seals: %d, each signed and naming the one before", len(numbers))
		o.passed("records: %d, of them walks %d, in the chain that was sealed", o.Records, o.Walks)
		o.stamps(len(numbers), c.Roots != nil)
	}
	return o, nil
}

func (o *Outcome) stamps(seals int, rooted bool) {
	switch {
	case len(o.Stamps) == 0:
		o.passed("time stamps: no seal has one of a service: its time is that of the clock of who sealed")
	case rooted:
		o.passed("time stamps: %d of %d seals have one that leads to the given roots; the last is of %s", len(o.Stamps), seals, o.Stamps[len(o.Stamps)-1].At.Format(time.RFC3339))
	default:
		o.passed("time stamps: %d of %d seals have one that is whole; the last is of %s by %s, whose certificate was held against no root (--tsa-roots)",
			len(o.Stamps), seals, o.Stamps[len(o.Stamps)-1].At.Format(time.RFC3339), o.Stamps[len(o.Stamps)-1].By)
	}
}

var sealFile = regexp.MustCompile(`^(\d{6,})(\.manifest\.json|\.sig|\.records\.gz|\.tsr)$`)

// sealsIn lists the numbers of the seals, and what does not belong into the folder.
func sealsIn(dir string, o *Outcome) ([]uint64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the seals: %w", err)
	}
	seen := map[uint64]bool{}
	for _, e := range entries {
		m := sealFile.FindStringSubmatch(e.Name())
		if m == nil && e.Name() != KeysFile {
			o.wrong("%s is no file of a seal", e.Name())
		}
		if m == nil {
			continue
		}
		n, err := strconv.ParseUint(m[1], 10, 64)
		if err != nil || base(n) != m[1] {
			o.wrong("%s is no file of a seal", e.Name())
			continue
		}
		seen[n] = true
	}
	var all []uint64
	for n := range seen {
		all = append(all, n)
	}
	slices.Sort(all)
	if len(all) == 0 {
		o.wrong("there is no seal")
	}
	return all, nil
}

// read reads a manifest and holds it against its signature.
func (c Check) read(dir string, n uint64, keys []ed25519.PublicKey, o *Outcome) (s Seal, ok bool) {
	path := filepath.Join(dir, base(n))
	text, err := os.ReadFile(path + manifestEnd)
	if err != nil {
		o.wrong("seal %d: its manifest is missing", n)
		return s, false
	}
	s.Text = text
	if s.Manifest, err = parseManifest(text); err != nil {
		o.wrong("seal %d: %v", n, err)
		return s, false
	}
	if s.Manifest.Seal != n {
		o.wrong("seal %d: its manifest is that of seal %d: it was given another number", n, s.Manifest.Seal)
	}
	if s.Signature, err = os.ReadFile(path + signatureEnd); errors.Is(err, fs.ErrNotExist) {
		o.wrong("seal %d: its signature is missing", n)
		return s, true
	}
	key, signed := s.signedBy()
	switch {
	case !signed:
		o.wrong("seal %d: its signature is not of this manifest: it was changed, or is dated otherwise, after it was signed", n)
	case !slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return k.Equal(key) }):
		o.wrong("seal %d: it was signed with another key (%.16s…)", n, Fingerprint(key))
	}
	return s, true
}

// follows holds a seal against the one before.
func follows(last, s Seal, o *Outcome) {
	n := s.Manifest.Seal
	if n != last.Manifest.Seal+1 {
		o.wrong("seal %d: the one before is missing", n)
		return
	}
	previous := origin
	if n > 1 {
		previous = last.Hash()
	}
	if s.Previous != previous {
		o.wrong("seal %d: it follows another seal than the one before it here", n)
	}
	if s.FirstRecord != last.FirstRecord+last.Records && n > 1 || n == 1 && s.FirstRecord != 1 {
		o.wrong("seal %d: it begins with record %d, which is not the next", n, s.FirstRecord)
	}
	if s.ChainBefore != last.Chain {
		o.wrong("seal %d: its chain does not begin where that of the seal before ends", n)
	}
	if n > 1 && s.SealedAt <= last.SealedAt {
		o.wrong("seal %d: it is dated back: %s is not after the seal before, %s", n, s.SealedAt, last.SealedAt)
	}
}

// records reads the records of a seal and holds their chain against its head.
func (c Check) records(dir string, s Seal, o *Outcome) {
	counted, err := c.chain(filepath.Join(dir, base(s.Manifest.Seal)+recordsEnd), s, o)
	n := s.Manifest.Seal
	switch {
	case errors.Is(err, fs.ErrNotExist):
		o.wrong("seal %d: its records are missing", n)
	case err != nil:
		o.wrong("seal %d: its records can't be read: %v", n, err)
	case counted.Records != s.Records:
		o.wrong("seal %d: %d records were sealed, %d are there", n, s.Records, counted.Records)
	case counted.Chain != s.Chain:
		o.wrong("seal %d: its records are not those that were sealed: one was changed, or they stand in another order", n)
	case counted.Captures != s.Captures || counted.Walks != s.Walks || counted.CompleteWalks != s.CompleteWalks:
		o.wrong("seal %d: its manifest counts other captures and walks than there are", n)
	case counted.Latest != s.Latest || counted.Earliest != s.Earliest:
		o.wrong("seal %d: its manifest gives other times of its records than they have", n)
	case s.Latest > s.SealedAt:
		o.wrong("seal %d: it is dated back: %s is before its last record, %s", n, s.SealedAt, s.Latest)
	}
	o.Records += counted.Records
	o.Walks += counted.Walks
}

// chain counts the records of a file and adds up their chain.
func (c Check) chain(path string, s Seal, o *Outcome) (m Manifest, err error) {
	m.Chain = s.ChainBefore
	file, err := os.Open(path)
	if err != nil {
		return m, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(bufio.NewReaderSize(file, 1<<16))
	if err != nil {
		return m, err
	}
	sealed := s.Time()
	for in := bufio.NewReaderSize(unzipped, 1<<16); ; {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return m, nil
		}
		if err != nil {
			return m, fmt.Errorf("it was cut off: %w", err)
		}
		line = bytes.TrimSuffix(line, []byte("\n"))
		r, err := parseRecord(line)
		if err != nil {
			return m, err
		}
		m.Chain = link(m.Chain, line)
		count(&m, r)
		r.Seal, r.Position, r.SealedAt = s.Manifest.Seal, s.FirstRecord+m.Records-1, sealed
		if c.Each != nil {
			c.Each(r)
		}
	}
}

// count takes a record into the counts of a manifest.
func count(m *Manifest, r *Record) {
	m.Records++
	switch {
	case r.Capture != nil:
		m.Captures++
	case r.Walk.State == "complete":
		m.Walks++
		m.CompleteWalks++
	default:
		m.Walks++
	}
	if m.Earliest == "" {
		m.Earliest = r.recordedAt()
	}
	m.Latest = r.recordedAt()
}

// stamp looks at the stamp of a seal, where it has one.
func (c Check) stamp(dir string, s Seal, o *Outcome) {
	answer, err := os.ReadFile(filepath.Join(dir, base(s.Manifest.Seal)+stampEnd))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var stamped Stamped
	if err == nil {
		stamped, err = readStamp(answer, s.Text, c.Roots)
	}
	switch {
	case err != nil:
		o.wrong("seal %d: its time stamp does not hold: %v", s.Manifest.Seal, err)
	case stamped.At.Add(skew).Before(s.Time()):
		o.wrong("seal %d: it is dated %s, and was stamped before, %s", s.Manifest.Seal, s.SealedAt, stamped.At.Format(time.RFC3339))
	default:
		o.Stamps = append(o.Stamps, stamped)
	}
}

// PublicKey is the key that a manifest names.
func (m Manifest) PublicKey() (ed25519.PublicKey, error) {
	key, err := hex.DecodeString(m.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("the manifest names no key")
	}
	return key, nil
}
