package engine

import (
	"slices"
	"strings"
	"sync"
)

// mostIdle bounds the connections that are kept open for nobody.
const mostIdle = 16

// idle are the connections of the program's own questions that have ended: to open one and to say which
// database is meant costs as much as a small question. Only what can have changed nothing of a connection
// leaves it here, and nothing of a reader.
type idle struct {
	mu   sync.Mutex
	kept []*connection // the one that was used last stands last
}

// key is what a connection was opened for: whatever the request wanted but its own tag.
func (a *ask) key(arguments []string) string {
	return strings.Join(append([]string{a.database}, arguments...), "\x00")
}

// take hands out a connection for the same, nil where there is none.
func (i *idle) take(key string) *connection {
	i.mu.Lock()
	defer i.mu.Unlock()
	for n := len(i.kept) - 1; n >= 0; n-- {
		if c := i.kept[n]; c.key == key {
			i.kept = slices.Delete(i.kept, n, n+1)
			c.clean = false // until it is known what the next request did
			return c
		}
	}
	return nil
}

// leave keeps a connection, and closes the one that was not used for longest where there are many.
func (i *idle) leave(c *connection) {
	i.mu.Lock()
	i.kept = append(i.kept, c)
	var old *connection
	if len(i.kept) > mostIdle {
		old = i.kept[0]
		i.kept = slices.Delete(i.kept, 0, 1)
	}
	i.mu.Unlock()
	if old != nil {
		old.close()
	}
}

func (i *idle) close() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, c := range i.kept {
		c.close()
	}
	i.kept = nil
}
