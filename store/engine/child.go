package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

// childWord and its stages are what the program finds in os.Args[1:] when it was
// started by itself.
const (
	childWord    = "engine-child"
	stageConfine = "confine"
	stageServe   = "serve"
)

// complaintPrefix marks the one line in which the child says why it ends, among
// whatever the engine library writes to standard error.
const complaintPrefix = "gongkai engine: "

// collectorPercent is by how much what Go holds in the child may grow before it is looked through.
const collectorPercent = 400

// spec is all that the child knows, one line of JSON on its standard input:
// arguments and environment can be read by others, standard input cannot.
type spec struct {
	Dir       string
	Library   string
	Secret    string
	Limits    Limits
	Databases []string
	Reader    bool // descriptor 4 is the listener of --clickhouse-listen
	ABI       int  // Landlock version to confine itself with, 0 for none
}

// IsChild says whether this process was started to be an engine. Ask it first
// thing in main, before flags are read, and call RunChild if so.
func IsChild() bool { return len(os.Args) == 3 && os.Args[1] == childWord }

// init keeps the child's main goroutine, and nothing else, on the process's first
// thread. The engine asks every thread that calls it for the bounds of its stack;
// for the first thread the C library has to read /proc/self/maps for that, which
// the confined child cannot. It has to happen in an init: later the main goroutine
// may already run elsewhere.
func init() {
	if IsChild() {
		runtime.LockOSThread()
	}
}

// RunChild is the life of the engine process; it does not return.
func RunChild() {
	if err := runStage(os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, complaintPrefix+err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

var errByHand = errors.New("the program starts its engine itself; this command is not for people")

func runStage(stage string) error {
	// A Ctrl-C reaches the whole process group; it is the parent that decides when
	// the engine stops, by closing standard input.
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return errByHand
	}
	s, err := readSpec(os.Stdin)
	if err != nil {
		return err
	}
	switch stage {
	case stageConfine:
		return confineAndServe(s)
	case stageServe:
		return serve(s)
	}
	return fmt.Errorf("unknown stage %q", stage)
}

// readSpec reads exactly one line and not a byte more: the next stage, after
// execve, reads the same line once again from the same pipe.
func readSpec(in io.Reader) (s spec, err error) {
	var line []byte
	one := make([]byte, 1)
	for {
		if _, err := io.ReadFull(in, one); err != nil {
			return s, errByHand
		}
		if one[0] == '\n' {
			break
		}
		line = append(line, one[0])
	}
	return s, json.Unmarshal(line, &s)
}

// confineAndServe is the first stage: nothing of the engine is loaded yet and no
// other thread matters, so Landlock can be entered and carried over execve.
func confineAndServe(s spec) error {
	program, err := selfPath()
	if err != nil {
		return err
	}
	if err := os.Chdir(layout{s.Dir}.empty()); err != nil {
		return fmt.Errorf("entering the engine's folder: %w", err)
	}
	if s.ABI > 0 {
		if err := confine(s.ABI, s); err != nil {
			return err
		}
	}
	return syscall.Exec(program, []string{"gongkai", childWord, stageServe}, childEnvironment(s))
}

// childEnvironment holds nothing that could be a secret. HOME is an empty folder,
// because the library loads settings that it finds there. Memory that a statement has given back is kept for the
// next ones for a minute (by itself: 5 s), since large inserts follow each other within ten seconds; ClickHouse
// gives it back sooner where it holds too much.
func childEnvironment(s spec) []string {
	return []string{"HOME=" + layout{s.Dir}.empty(), "TZ=UTC", "JE_MALLOC_CONF=dirty_decay_ms:60000"}
}

// serve is the second stage: load the engine, then answer until standard input
// ends, which means that the parent closed it or is gone.
func serve(s spec) error {
	if err := waitForFolder(layout{s.Dir}.status()); err != nil {
		return err
	}
	engine, err := offFirstThread(func() (*host, error) { return openHost(s) })
	if err != nil {
		return err
	}
	program, err := inherited(3)
	if err != nil {
		return err
	}
	// What Go holds here is a few megabytes, so that its collector would work all the time, for the engine's processors.
	debug.SetGCPercent(collectorPercent)
	servers := []*http.Server{engine.server(engine.programDoor())}
	listeners := []net.Listener{program}
	if s.Reader {
		reader, err := inherited(4)
		if err != nil {
			return err
		}
		servers = append(servers, engine.server(engine.publicDoor(reader.Addr())))
		listeners = append(listeners, reader)
	}
	failed := make(chan error, len(servers))
	for i, server := range servers {
		go func() { failed <- server.Serve(listeners[i]) }()
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		failed <- nil
	}()
	err = <-failed
	_, _ = offFirstThread(func() (*host, error) { engine.stop(servers); return nil, nil })
	return err
}

// offFirstThread runs what touches the engine on another thread; see init.
func offFirstThread(work func() (*host, error)) (h *host, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		h, err = work()
	}()
	<-done
	return h, err
}

func inherited(fd uintptr) (net.Listener, error) {
	file := os.NewFile(fd, "listener")
	defer file.Close()
	listener, err := net.FileListener(file)
	if err != nil {
		return nil, fmt.Errorf("taking over the listener: %w", err)
	}
	return listener, nil
}
