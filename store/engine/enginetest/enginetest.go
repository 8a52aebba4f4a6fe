// Package enginetest gives tests a real embedded ClickHouse: one engine for each
// test binary, and a database of its own for each test that asks. It is for tests
// only and refuses nothing that the engine itself allows; where the engine's
// library is not installed tests are skipped, but under CI they fail.
package enginetest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"gongkai/store/engine"
)

var (
	once    sync.Once
	shared  *engine.Engine
	failure error
	folder  string
)

// Main must be called by TestMain of every package that uses New:
//
//	func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }
//
// The engine is a child process of the same binary, so the test binary has to be
// able to become one.
func Main(m *testing.M) int {
	if engine.IsChild() {
		engine.RunChild()
	}
	code := m.Run()
	if shared != nil {
		_ = shared.Close()
	}
	if folder != "" {
		_ = os.RemoveAll(folder)
	}
	return code
}

// Engine gives the test binary's engine, started at the first call. Readers may
// see every database whose name starts with gongkai.
func Engine(t testing.TB) *engine.Engine {
	t.Helper()
	once.Do(start)
	if failure != nil {
		Missing(t, failure)
	}
	return shared
}

func start() {
	if folder, failure = os.MkdirTemp("", "gongkai-engine-"); failure != nil {
		return
	}
	shared, failure = engine.Start(context.Background(), engine.Config{Dir: folder, ReaderDatabases: []string{engine.Database + "*"}})
}

// Missing skips the test when err says that the library is not installed, and
// fails it for any other error, and for every error where the variable CI is true.
func Missing(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") != "true" && strings.Contains(err.Error(), "npm ci") {
		t.Skip(err)
	}
	t.Fatal(err)
}

// New gives a connection to a fresh database, and its name; the database is
// dropped when the test ends.
func New(t testing.TB) (clickhouse.Conn, string) {
	t.Helper()
	e := Engine(t)
	name := engine.Database + "_" + strings.ToLower(rand.Text()[:12])
	admin := Open(t, e, engine.UserAdmin, engine.Database)
	if err := admin.Exec(context.Background(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	// Not t.Context(): it is cancelled before the cleanup runs.
	t.Cleanup(func() {
		if err := admin.Exec(context.Background(), "DROP DATABASE "+name+" SYNC"); err != nil {
			t.Error(err)
		}
	})
	return Open(t, e, engine.UserAdmin, name), name
}

// Open connects to the engine as one of its two users.
func Open(t testing.TB, e *engine.Engine, user, database string) clickhouse.Conn {
	t.Helper()
	conn, err := clickhouse.Open(&clickhouse.Options{
		Protocol:    clickhouse.HTTP,
		Addr:        []string{strings.TrimPrefix(e.URL(), "http://")},
		Auth:        clickhouse.Auth{Database: database, Username: user, Password: e.Secret()},
		Compression: &clickhouse.Compression{Method: clickhouse.CompressionLZ4},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}
