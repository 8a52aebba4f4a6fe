package engine

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// card is DIR/engine.json: how another command on this machine, of the same user,
// reaches the engine that runs.
type card struct {
	Address   string    `json:"address"`
	Secret    string    `json:"secret"`
	PID       int       `json:"pid"`
	ChildPID  int       `json:"child_pid"`
	StartedAt time.Time `json:"started_at"`
	ABI       int       `json:"landlock_abi"`
}

// write replaces engine.json at once: a reader sees the old one or the new one.
func (c card) write(path string) error {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".engine-*.json") // mode 0600
	if err != nil {
		return fmt.Errorf("writing engine.json: %w", err)
	}
	_, err = file.Write(append(text, '\n'))
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
		return fmt.Errorf("writing engine.json: %w", err)
	}
	return nil
}

// ErrNotRunning says that nothing runs on a data folder.
var ErrNotRunning = errors.New("no engine runs on this data folder")

// Attach gives the engine that another process runs on the data folder, without
// ever starting one. It fails with ErrNotRunning when there is none, and with a
// line that names the holder when the folder is held but nothing answers.
func Attach(ctx context.Context, dir string) (*Engine, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the data folder: %w", err)
	}
	l := layout{dir}
	if _, err := os.Stat(l.lock()); errors.Is(err, os.ErrNotExist) {
		return nil, ErrNotRunning
	}
	held, attached, err := holdOrAttach(ctx, l)
	if held != nil {
		held.release()
		return nil, ErrNotRunning
	}
	return attached, err
}

// holdOrAttach ends with exactly one of the two: the folder's lock, or an engine
// that answers. In between is an owner that is still starting, or one that was
// killed and whose lock is about to be freed; that is waited for, within patience.
func holdOrAttach(ctx context.Context, l layout) (*hold, *Engine, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		held, err := take(l)
		if err == nil {
			return held, nil, nil
		}
		if !errors.Is(err, errHeld) {
			return nil, nil, err
		}
		c, err := readCard(l)
		if err == nil {
			err = c.greet(ctx)
		}
		if err == nil {
			return nil, &Engine{card: c, files: l, confined: confinementOf(c.ABI)}, nil
		}
		select {
		case <-ctx.Done():
			return nil, nil, fmt.Errorf("the data folder %s is held by process %s, whose engine does not answer (%w); stop that process and try again", l.dir, holder(l), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func readCard(l layout) (c card, err error) {
	text, err := os.ReadFile(l.card())
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, fmt.Errorf("engine.json: %w", err)
	}
	return c, nil
}

// helloPath is where an engine proves that it knows the secret.
const helloPath = "/engine/hello"

// greetPatience bounds one greeting; a restarting engine answers well within it.
const greetPatience = 5 * time.Second

// greet asks the engine to prove itself. The secret isn't sent: on a stale card
// the port may meanwhile belong to somebody else.
func (c card) greet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, greetPatience)
	defer cancel()
	nonce := rand.Text()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.Address+helloPath+"?nonce="+nonce, nil)
	if err != nil {
		return err
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	proof, err := io.ReadAll(io.LimitReader(response.Body, 1024))
	if err != nil {
		return err
	}
	if !hmac.Equal(proof, prove(c.Secret, nonce)) {
		return fmt.Errorf("something else answers at %s", c.Address)
	}
	return nil
}

func prove(secret, nonce string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(nonce))
	return []byte(hex.EncodeToString(mac.Sum(nil)))
}
