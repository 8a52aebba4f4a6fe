package dashboards

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"time"
)

//go:embed assets
var assetFiles embed.FS

// asset is a file of the pages' own: its address carries its hash, so a browser keeps it for ever.
type asset struct {
	body []byte
	hash string
	kind string
}

// assetKinds is our own: the machine's table of types may lack one or say it otherwise.
var assetKinds = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func loadAssets() map[string]asset {
	all := map[string]asset{}
	add := func(name string, body []byte) {
		all[name] = asset{body, short(string(body)), assetKinds[path.Ext(name)]}
	}
	files, _ := assetFiles.ReadDir("assets")
	for _, f := range files {
		if body, err := assetFiles.ReadFile(path.Join("assets", f.Name())); err == nil { // a folder has no bytes
			add(f.Name(), body)
		}
	}
	add("style.css", styleSheet())
	return all
}

// styleSheet is assets/style/*.css in the order of their names, as one file.
func styleSheet() []byte {
	var whole []byte
	files, _ := fs.Glob(assetFiles, "assets/style/*.css")
	for _, name := range files {
		body, _ := assetFiles.ReadFile(name) // embedded
		whole = append(whole, body...)
	}
	return whole
}

// short returns a short name for what s says.
func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		s.fail(w, r, notFound("error.no_page"))
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == a.hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}
