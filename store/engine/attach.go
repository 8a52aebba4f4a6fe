package engine

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
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

// holdOrAttach ends with exactly one of the two: the folder's lock, or the card of an
// engine that answers. In between is an owner that is still starting, or one that was
// killed and whose lock is about to be freed; that is waited for, within patience.
func holdOrAttach(ctx context.Context, l layout) (*hold, card, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		held, err := take(l)
		if err == nil {
			return held, card{}, nil
		}
		if !errors.Is(err, errHeld) {
			return nil, card{}, err
		}
		c, err := readCard(l)
		if err == nil {
			err = c.greet(ctx)
		}
		if err == nil {
			return nil, c, nil
		}
		select {
		case <-ctx.Done():
			return nil, card{}, fmt.Errorf("the data folder %s is held by process %s, whose engine does not answer (%w); stop that process and try again", l.dir, holder(l), err)
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

// greet asks the engine to prove itself.
func (c card) greet(ctx context.Context) error {
	conn, err := c.dial(ctx, greetPatience)
	if err != nil {
		return err
	}
	return conn.Close()
}

// dial gives a connection to the engine that has proved itself on it. The secret isn't
// sent: on a stale card the port may meanwhile belong to somebody else. Nor is
// anything else, so that a failure here means that nothing was asked yet.
func (c card) dial(ctx context.Context, patience time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", c.Address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	err = c.challenge(conn)
	if !stop() && err == nil {
		err = ctx.Err() // the deadline is or will be upon the connection
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// challenge leaves the connection ready for the first request.
func (c card) challenge(conn net.Conn) error {
	nonce := rand.Text()
	request, err := http.NewRequest(http.MethodGet, "http://"+c.Address+helloPath+"?nonce="+nonce, nil)
	if err != nil {
		return err
	}
	if err := request.Write(conn); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	if err != nil {
		return err
	}
	// Not closed: that would read on for as long as somebody else likes to send.
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
