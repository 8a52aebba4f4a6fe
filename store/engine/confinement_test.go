package engine_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// listen gives the address of a server on loopback that counts who connects.
func listen(t *testing.T) (address string, connections func() int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var count atomic.Int64
	go func() {
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			count.Add(1)
			conn.Close()
		}
	}()
	t.Cleanup(func() { listener.Close() })
	return "http://" + listener.Addr().String() + "/x", count.Load
}

// TestConfinement: even the program's own user cannot make the engine leave its
// folder, so that a hole in the guard is not a hole in the machine.
func TestConfinement(t *testing.T) {
	e := enginetest.Engine(t)
	if !e.Confinement().Network {
		t.Skip("this kernel:", e.Confinement())
	}
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("OUTSIDE\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	server, asked := listen(t)
	names := strings.NewReplacer("{outside}", outside, "{server}", server, "{dir}", filepath.Dir(outside))
	for _, text := range []string{
		"SELECT file('{outside}')", "SELECT file('/etc/passwd')", "SELECT * FROM file('/etc/passwd', LineAsString)",
		"SELECT * FROM (SELECT * FROM file('/etc/passwd', LineAsString) SETTINGS readonly = 0)",
		"SELECT file('/proc/self/environ')", "SELECT file('/proc/self/maps')", "SELECT file('/proc/1/cmdline')", "SELECT file('/proc/1/task/1/cmdline')",
		"SELECT * FROM url('{server}', LineAsString)", "SELECT * FROM s3('{server}', 'LineAsString')",
		"SELECT 1 INTO OUTFILE '{dir}/written.csv'", "INSERT INTO FUNCTION file('{dir}/written.csv', 'CSV', 'n UInt8') VALUES (1)",
		"BACKUP DATABASE gongkai TO File('{dir}/backup')", "SELECT * FROM executable('id', TSV, 'x String')",
		"SELECT * FROM sqlite('{outside}', 't')", "SELECT * FROM default.`{outside}`",
	} {
		got := send(t, e, e.URL(), call{address: "/?http_max_tries=1&s3_retry_attempts=0&max_execution_time=5", body: names.Replace(text)})
		if got.status == 200 || strings.Contains(got.body, "OUTSIDE") || strings.Contains(got.body, "root:") {
			t.Errorf("%s: %d %.200q", text, got.status, got.body)
		}
	}
	if n := asked(); n != 0 {
		t.Errorf("%d connections got out", n)
	}
	if entries, err := os.ReadDir(filepath.Dir(outside)); err != nil || len(entries) != 1 {
		t.Errorf("%d files outside, %v", len(entries), err)
	}
}

// TestThreadsAreRead: the engine is not refused what its threads ask for each time they take up work, which it
// answers with an exception that costs more than a small question.
func TestThreadsAreRead(t *testing.T) {
	t.Parallel()
	e := start(t, engine.Config{}) // of its own: the errors of others are counted too
	refused := func() string {
		return query(t, e, "SELECT sum(value) FROM system.errors WHERE name = 'CANNOT_OPEN_FILE'")
	}
	before := refused()
	for range 20 {
		query(t, e, "SELECT sum(number) FROM numbers(10)")
	}
	if after := refused(); after != before {
		t.Errorf("files that were refused: %s before 20 questions, %s after them", before, after)
	}
}

func TestBackup(t *testing.T) {
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	query(t, e, "CREATE TABLE "+db+".t (n UInt32) ENGINE = MergeTree ORDER BY n")
	query(t, e, "INSERT INTO "+db+".t SELECT number FROM numbers(1000)")
	if got := query(t, e, "BACKUP DATABASE "+db+" TO File('"+filepath.Join(e.Backups(), db)+"')"); !strings.Contains(got, "BACKUP_CREATED") {
		t.Fatal(got)
	}
	query(t, e, "DROP TABLE "+db+".t SYNC")
	query(t, e, "RESTORE TABLE "+db+".t FROM File('"+filepath.Join(e.Backups(), db)+"')")
	if n := query(t, e, "SELECT count() FROM "+db+".t"); n != "1000" {
		t.Errorf("%s rows after the restore", n)
	}
}

func TestUnconfined(t *testing.T) {
	for abi, want := range map[int]engine.Confinement{
		0: {}, 3: {ABI: 3, Files: true}, 4: {ABI: 4, Files: true, Network: true},
	} {
		if got := engine.ConfinementOf(abi); got != want {
			t.Errorf("ABI %d: got %+v, want %+v", abi, got, want)
		}
	}
	unconfined := engine.WithABI(engine.Config{Dir: t.TempDir(), ReaderListen: "127.0.0.1:0"}, 3)
	if _, err := engine.Start(t.Context(), unconfined); !errors.Is(err, engine.ErrUnconfined) {
		if err != nil {
			enginetest.Missing(t, err)
		}
		t.Errorf("the open door without network rules: %v", err)
	}
	unconfined.AllowUnconfined = true
	e := start(t, unconfined)
	if e.ReaderAddr() == nil || e.Confinement().Network {
		t.Errorf("%v, %v", e.ReaderAddr(), e.Confinement())
	}
	e = start(t, engine.WithABI(engine.Config{}, 0)) // the program's own use goes on
	if got := query(t, e, "SELECT 1"); got != "1" {
		t.Error(got)
	}
}
