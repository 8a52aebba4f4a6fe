package engine

import (
	"bufio"
	"log/slog"
	"strings"
	"sync"
)

// complaints reads the child's standard error: its own last words are kept, the
// engine library's chatter is logged.
type complaints struct {
	log *slog.Logger

	mutex sync.Mutex
	rest  []byte
	said  string
	noise string
}

func (c *complaints) Write(p []byte) (int, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.rest = append(c.rest, p...)
	for {
		advance, line, _ := bufio.ScanLines(c.rest, false)
		if advance == 0 {
			return len(p), nil
		}
		c.hear(string(line))
		c.rest = c.rest[advance:]
	}
}

func (c *complaints) hear(line string) {
	if said, ours := strings.CutPrefix(line, complaintPrefix); ours {
		c.said = said
		return
	}
	if strings.TrimSpace(line) != "" {
		c.noise = line
		c.log.Debug("engine library", "says", line)
	}
}

func (c *complaints) last() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.said != "" && c.noise != "" {
		return c.said + " (" + c.noise + ")"
	}
	return c.said
}
