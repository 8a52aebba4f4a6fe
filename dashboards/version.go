package dashboards

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// versionPatience is how long a version of the data is taken as the current one: it spares the
// database the question. After it one question is asked, whoever comes; until the answer is there
// the version before goes on to be given, for versionStale at most. So nobody waits for it but
// who comes after a while without anybody.
const (
	versionPatience = 2 * time.Second
	versionStale    = 5 * time.Second
	versionTimeout  = 30 * time.Second
)

type versionCache struct {
	asking singleflight.Group

	mu    sync.Mutex // never held while the database is asked
	row   VersionRow
	asked time.Time // when the question was asked that row answers

	held map[string]time.Time // when a state was last found to be the newest, by VersionRow.rest, of those of the last olderMost
}

// currentVersion returns the version of the data, at most versionStale old.
func (s *server) currentVersion(ctx context.Context) (VersionRow, error) {
	c := &s.version
	c.mu.Lock()
	row, age := c.row, time.Since(c.asked)
	c.mu.Unlock()
	if age < versionPatience {
		return row, nil
	}
	// Its end is not that of the one who happened to ask.
	answer := c.asking.DoChan("", func() (any, error) { return s.askVersion(context.WithoutCancel(ctx)) })
	if age < versionStale {
		return row, nil
	}
	select {
	case got := <-answer:
		return got.Val.(VersionRow), got.Err
	case <-ctx.Done():
		return VersionRow{}, context.Cause(ctx)
	}
}

func (s *server) askVersion(ctx context.Context) (VersionRow, error) {
	ctx, cancel := context.WithTimeout(ctx, versionTimeout)
	defer cancel()
	var rows []VersionRow
	asked := time.Now()
	if err := s.Measures.Select(ctx, &rows, "data_version", nil); err != nil {
		return VersionRow{}, err
	}
	if len(rows) != 1 {
		return VersionRow{}, nil
	}
	s.version.mu.Lock()
	defer s.version.mu.Unlock()
	if was := s.version.row.Settled; was != "" && was != rows[0].Settled {
		go s.prepare()
	}
	s.version.row, s.version.asked = rows[0], asked
	s.version.note(rows[0].rest(), asked)
	return rows[0], nil
}

// note remembers until when a state was the newest. The caller holds c.mu.
func (c *versionCache) note(rest string, asked time.Time) {
	if c.held == nil {
		c.held = map[string]time.Time{}
	}
	c.held[rest] = asked
	maps.DeleteFunc(c.held, func(_ string, last time.Time) bool { return asked.Sub(last) > olderMost })
}

// until is when a state was last found to be the newest; zero: that is too long ago.
func (c *versionCache) until(rest string) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[rest]
}

// alwaysFresh are addresses whose answers change while the data stays: when the next crawl of a site is due
// follows the clock and the sites file.
var alwaysFresh = map[string]bool{"/status": true}

// unchanged sets the ETag of what is answered as the data is now and answers 304 where the browser has that very
// answer. It depends on its address, the data and the program; what is alwaysFresh gets no ETag.
func (s *server) unchanged(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("Cache-Control", "no-cache")
	if alwaysFresh[r.URL.Path] {
		return false
	}
	v, err := s.currentVersion(r.Context())
	if err != nil || v.Mark == "" {
		w.Header().Del("Cache-Control")
		return false
	}
	tags := s.tagsOf(v, r)
	if tags.known(w, r) {
		return true
	}
	w.Header().Set("ETag", tags.written)
	return false
}

// etags are the ETags of an address in a state of the data: of an answer that is another one only once something
// was read, made current or scored, and of one that may be another one with every row that is written. Which of the
// two an answer gets is known once it was made; either says that a browser has it.
type etags struct{ rest, written string }

func (s *server) tagsOf(v VersionRow, r *http.Request) etags {
	what := buildMark() + s.Version + r.URL.RequestURI()
	t := etags{written: `W/"` + short(v.Mark+v.Digest+what) + `"`}
	if rest := v.rest(); rest != "" {
		t.rest = `W/"` + short(rest+what) + `"`
	}
	return t
}

// known answers 304 where the browser has one of them.
func (t etags) known(w http.ResponseWriter, r *http.Request) bool {
	for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if known = strings.TrimSpace(known); known != "" && (known == t.rest || known == t.written) {
			w.Header().Set("ETag", known)
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// rest names the state of all that does not come in while a crawl runs, with what pages say of it;
// empty: it is not known.
func (v VersionRow) rest() string {
	if v.Settled == "" {
		return ""
	}
	crawled := ""
	if v.LastCrawl != nil {
		crawled = v.LastCrawl.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint("at rest ", v.Settled, " ", v.Digest, " ", v.Reports, " ", v.ParserVersion, " ", crawled)
}

// buildMark names the program's pages: its version and all that they are made from.
var buildMark = sync.OnceValue(func() string {
	h := sha256.New()
	for _, files := range []embed.FS{messageFiles, templateFiles, assetFiles} {
		_ = fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, _ error) error {
			body, _ := files.ReadFile(name) // a folder has no bytes
			h.Write(body)
			return nil
		})
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
})
