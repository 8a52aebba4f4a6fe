package disclosure

import "time"

// Takedown is somebody's decision that a body is no longer kept. Its hash, and every fetch that
// received it, stay on record.
type Takedown struct {
	SHA256 string
	At     time.Time
	By     string
	Reason string
	Texts  bool // the passages that were read from it go, too
	Hide   bool // so do its figures, and what was found in them
}
