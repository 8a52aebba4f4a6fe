package engine

import "sync"

const (
	// mostClasses bounds how many statements are remembered, and longestClass those that are: together 8 MB.
	mostClasses  = 512
	longestClass = 16 << 10
)

// classes are what the engine has said that statements of the program are, which has some hundred that it asks again and
// again with other parameters: to read the text for it takes as long as a small question. Readers are never taken at the
// word of an earlier one.
type classes struct {
	mu    sync.Mutex
	known map[string]class
}

// of asks the engine where it does not know.
func (k *classes) of(c *connection, text string) (class, error) {
	k.mu.Lock()
	known, ok := k.known[text]
	k.mu.Unlock()
	if ok {
		return known, nil
	}
	found, err := c.classify(text)
	if err != nil || len(text) > longestClass {
		return found, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == nil || len(k.known) >= mostClasses {
		k.known = map[string]class{}
	}
	k.known[text] = found
	return found, nil
}
