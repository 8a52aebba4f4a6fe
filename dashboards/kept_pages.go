package dashboards

import (
	"container/list"
	"net/http"
	"sync"
	"time"
)

// keptBytes bounds what is kept: archived documents, some hundred, and answers, of which a page is a tenth as
// long as it is sent.
const keptBytes = 32 << 20

// keptPages are what was made last, by a key that says all that it depends on, or by an address with the state of the
// data beside it (see keptAnswers). What is not asked for is dropped as the memory fills.
type keptPages struct {
	mu    sync.Mutex
	bytes int
	order list.List // the one that was used last comes first
	known map[string]*list.Element
}

type keptPage struct {
	key  string
	body []byte // nobody may change it
	at   time.Time

	// Of an answer:
	status int
	header http.Header // as it was sent
	packed bool        // its body is
	origin origin
}

// get returns what is kept under a key and is no older than that.
func (k *keptPages) get(key string, most time.Duration) (keptPage, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.known[key]
	if !ok || time.Since(e.Value.(keptPage).at) > most {
		return keptPage{}, false
	}
	k.order.MoveToFront(e)
	return e.Value.(keptPage), true
}

// put keeps a page, from now on.
func (k *keptPages) put(p keptPage) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(p.body) > keptBytes/8 {
		return
	}
	if e, ok := k.known[p.key]; ok {
		k.drop(e)
	}
	if k.known == nil {
		k.known = map[string]*list.Element{}
	}
	p.at = time.Now()
	k.known[p.key] = k.order.PushFront(p)
	k.bytes += len(p.body)
	for k.bytes > keptBytes {
		k.drop(k.order.Back())
	}
}

func (k *keptPages) drop(e *list.Element) {
	old := k.order.Remove(e).(keptPage)
	delete(k.known, old.key)
	k.bytes -= len(old.body)
}
