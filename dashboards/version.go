package dashboards

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
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
	s.version.row, s.version.asked = rows[0], asked
	return rows[0], nil
}

// alwaysFresh are addresses whose answers change while the data stays: a crawl that runs counts
// on, and when the next one is due follows the clock and the sites file.
var alwaysFresh = map[string]bool{"/status": true, "/api/v1/sites": true}

// unchanged sets the page's ETag and answers 304 where the browser has that very page. A page
// depends on its address, the data and the program; what is alwaysFresh gets no ETag.
func (s *server) unchanged(w http.ResponseWriter, r *http.Request) bool {
	if alwaysFresh[r.URL.Path] {
		w.Header().Set("Cache-Control", "no-cache")
		return false
	}
	v, err := s.currentVersion(r.Context())
	if err != nil || v.Mark == "" {
		return false
	}
	tag := `W/"` + short(v.Mark+v.Digest+buildMark()+s.Version+r.URL.RequestURI()) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	for _, known := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == tag {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
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
