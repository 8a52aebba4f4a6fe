package dashboards

import (
	"container/list"
	"net/http"
	"sync"
	"time"
)

// keptBytes bounds the pages that are kept, some hundred.
const keptBytes = 32 << 20

// keptPages are pages as they were sent last. One depends on its address, its language, the name that the
// site is asked by and the state of the data, and all of that is in its key: so another state simply has no
// pages yet, and those of the one before are dropped as the memory fills.
type keptPages struct {
	mu    sync.Mutex
	bytes int
	order list.List // the one that was used last comes first
	known map[string]*list.Element
}

type keptPage struct {
	key  string
	body []byte
	at   time.Time
}

func (k *keptPages) get(key string) ([]byte, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.known[key]
	if !ok || time.Since(e.Value.(keptPage).at) > memoAge { // as answers of the database
		return nil, false
	}
	k.order.MoveToFront(e)
	return e.Value.(keptPage).body, true
}

// put keeps a page, which nobody may change any more.
func (k *keptPages) put(key string, body []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(body) > keptBytes/8 {
		return
	}
	if e, ok := k.known[key]; ok {
		k.drop(e)
	}
	if k.known == nil {
		k.known = map[string]*list.Element{}
	}
	k.known[key] = k.order.PushFront(keptPage{key, body, time.Now()})
	k.bytes += len(body)
	for k.bytes > keptBytes {
		k.drop(k.order.Back())
	}
}

func (k *keptPages) drop(e *list.Element) {
	old := k.order.Remove(e).(keptPage)
	delete(k.known, old.key)
	k.bytes -= len(old.body)
}

// pageKey is the key of a page whose ETag is set; empty where it has none, as what is always fresh.
func pageKey(w http.ResponseWriter, r *http.Request, l tongue) string {
	tag := w.Header().Get("ETag")
	if tag == "" {
		return ""
	}
	return tag + " " + string(l) + " " + r.Host + " " + r.URL.RequestURI()
}
