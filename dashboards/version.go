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
)

// versionPatience is how long a data version is taken as the current one. It bounds how late a
// browser that holds a page learns of new data, and spares the database the question.
const versionPatience = 2 * time.Second

type versionCache struct {
	mu    sync.Mutex
	row   VersionRow
	until time.Time
}

// currentVersion returns the version of the data, at most versionPatience old.
func (s *server) currentVersion(ctx context.Context) (VersionRow, error) {
	s.version.mu.Lock()
	defer s.version.mu.Unlock()
	if time.Now().Before(s.version.until) {
		return s.version.row, nil
	}
	var rows []VersionRow
	if err := s.Measures.Select(ctx, &rows, "data_version", nil); err != nil {
		return VersionRow{}, err
	}
	if len(rows) == 1 {
		s.version.row, s.version.until = rows[0], time.Now().Add(versionPatience)
	}
	return s.version.row, nil
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
	if err != nil || v.Digest == "" {
		return false
	}
	tag := `W/"` + short(v.Digest+buildMark()+s.Version+r.URL.RequestURI()) + `"`
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
