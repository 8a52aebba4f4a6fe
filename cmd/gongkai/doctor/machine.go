package doctor

import (
	"fmt"
	"os"
	"strings"
)

// Settings is what the program was told.
type Settings struct {
	File    string   // configuration file; empty: none
	Unknown []string // variables of the environment that look like flags and are none
	// Password is a file that holds one, and who may read it; empty: none.
	Password     string
	PasswordMode os.FileMode
	PasswordErr  error
	InAddress    bool // the address of the server holds a password
	// Refused is what commands say of values in the file and the environment: they would not begin.
	Refused []string
}

// Checks judges them. (A flag or a key that is none is refused before any command begins.)
func (s Settings) Checks() []Check {
	const name = "configuration"
	var all []Check
	switch {
	case s.Password == "":
	case s.PasswordErr != nil:
		all = append(all, fail(name, "name a file that this user can read with --clickhouse-password-file", "the password file cannot be read (%v)", s.PasswordErr))
	case s.PasswordMode.Perm()&0o077 != 0:
		all = append(all, warn(name, "chmod 600 "+s.Password, "others on this machine may read the password file (mode %04o)", s.PasswordMode.Perm()))
	}
	for _, said := range s.Refused {
		all = append(all, fail(name, "correct the value in the configuration file, the environment or the flag", "%s", said))
	}
	if s.InAddress {
		all = append(all, warn(name, "put it into a file and name that with --clickhouse-password-file", "--clickhouse holds a password, which every list of processes shows"))
	}
	if len(s.Unknown) > 0 {
		all = append(all, warn(name, "correct or remove it: gongkai COMMAND --help lists the variables", "no flag reads %s of the environment", strings.Join(s.Unknown, ", ")))
	}
	if len(all) == 0 {
		from := "flags and environment are understood"
		if s.File != "" {
			from = s.File + ", " + from
		}
		all = append(all, ok(name, "%s", from))
	}
	return all
}

// Folder is what was seen of the data folder.
type Folder struct {
	Path    string
	Missing bool
	Err     error    // it can't be looked at, or is no folder
	Rights  error    // this user can't read and write it
	Owner   string   // whose it is, where the rights are missing
	Exposed string   // the file with the engine's secret, where others can read it
	Empty   bool     // no database was ever made in it
	Others  []string // what it holds instead

	Free, Size, FreeFiles uint64 // of its disk, in bytes; FreeFiles is 0 where the disk has no such bound

	Held   bool   // some process runs its engine
	Holder string // which
	Silent error  // why that engine does not answer
}

// The least room on a disk: below the first nothing can be written for long, below the second
// ClickHouse merges and a backup beside the data have no room.
const (
	leastFree  = 1 << 30
	littleFree = 5 << 30
	leastFiles = 10_000
)

// Checks judges it.
func (f Folder) Checks() []Check {
	switch {
	case f.Missing:
		return []Check{warn("data folder", "name the folder with --data; crawl, ingest and serve make it", "%s is not there yet", f.Path)}
	case f.Err != nil:
		return []Check{fail("data folder", "name a folder with --data", "%s can't be used (%v)", f.Path, f.Err)}
	}
	all := []Check{f.rights(), f.disk()}
	switch {
	case !f.Held:
		all = append(all, ok("holder", "no process runs its engine"))
	case f.Silent != nil:
		all = append(all, fail("holder", "if it is not just starting, stop that process; what was written stays", "held by process %s, whose engine does not answer (%v)", f.Holder, f.Silent))
	default:
		all = append(all, ok("holder", "process %s runs its engine, which answers", f.Holder))
	}
	return all
}

func (f Folder) rights() Check {
	const name = "data folder"
	switch {
	case f.Rights != nil:
		return fail(name, "run as its owner, or chown it", "%s can't be written by this user (%v); it belongs to %s", f.Path, f.Rights, f.Owner)
	case f.Exposed != "":
		return warn(name, "chmod 600 "+f.Exposed, "others on this machine may read the engine's secret")
	}
	if f.Empty && len(f.Others) > 0 {
		return warn(name, "name the folder with --data; that of gongkai demo is data/demo", "%s holds no database, but %s", f.Path, some(f.Others))
	}
	if f.Empty {
		return ok(name, "%s can be read and written; nothing is stored in it yet", f.Path)
	}
	return ok(name, "%s can be read and written", f.Path)
}

func (f Folder) disk() Check {
	const name = "disk"
	seen := fmt.Sprintf("%s of %s free", size(f.Free), size(f.Size))
	switch {
	case f.Free < leastFree:
		return fail(name, "make room now: crawls stop when the disk is full, and go on when it is not", "%s", seen)
	case f.FreeFiles > 0 && f.FreeFiles < leastFiles:
		return fail(name, "the disk holds too many small files: remove some, or move the data", "%s, but only %d more files", seen, f.FreeFiles)
	case f.Free < littleFree || f.Free < f.Size/50:
		return warn(name, "make room: merges need as much as the largest table", "%s", seen)
	}
	return ok(name, "%s", seen)
}

// size is a number of bytes for people.
func size(n uint64) string {
	const units = "kMGTP"
	value, unit := float64(n), ""
	for i := 0; value >= 1000 && i < len(units); i++ {
		value, unit = value/1000, units[i:i+1]
	}
	return fmt.Sprintf("%.3g %sB", value, unit)
}

// Engine is what was seen of ClickHouse.
type Engine struct {
	Embedded bool
	Address  string // of a server
	Err      error  // it is not there, does not start or does not answer
	Version  string
	Memory   uint64 // bytes that it may take; 0 where it does not say
	Machine  uint64 // bytes of the machine; 0 where it is another one
	Confined string // what the kernel holds the embedded engine to
	Open     bool   // the kernel does not keep it off the network
}

// leastMemory is what one reader's query may take (1 GB, engine.Limits), and a little for the rest.
const leastMemory = 1_200_000_000

// Checks judges it.
func (e Engine) Checks() []Check {
	const name = "engine"
	switch {
	case e.Err != nil && e.Embedded:
		return []Check{fail(name, "the message says what is missing: the library, room on the disk, rights or memory, as a rule", "the embedded ClickHouse does not run (%v)", e.Err)}
	case e.Err != nil:
		return []Check{fail(name, "start the server, or correct --clickhouse and --clickhouse-password-file", "%v", e.Err)}
	case !e.Embedded:
		return []Check{ok(name, "ClickHouse %s answers at %s", e.Version, e.Address)}
	}
	seen := fmt.Sprintf("ClickHouse %s runs embedded, %s", e.Version, e.Confined)
	all := []Check{ok(name, "%s", seen)}
	if e.Open {
		all[0] = warn(name, "a kernel of 6.7 or newer keeps it off the network; until then open --clickhouse-listen to people you trust only", "%s", seen)
	}
	limit := fmt.Sprintf("the engine may take %s of %s", size(e.Memory), size(e.Machine))
	switch {
	case e.Memory == 0:
	case e.Memory < leastMemory:
		all = append(all, warn("memory", "give the machine or the container at least 2 GB: large queries fail, scoring may", "%s", limit))
	default:
		all = append(all, ok("memory", "%s", limit))
	}
	return all
}

// Service is what answers where the dashboards ought to.
type Service struct {
	Address string
	Serves  bool   // a process that serves has the data folder
	Status  int    // of /readyz; 0: nothing answers
	Said    string // its first line
}

// Check judges it.
func (s Service) Check() Check {
	const name = "service"
	switch {
	case s.Status == 200:
		return ok(name, "http://%s/readyz says ready", s.Address)
	case s.Status != 0:
		return fail(name, "its log says which; the checks above say more where it is this data folder", "http://%s/readyz answers %d (%s)", s.Address, s.Status, s.Said)
	case s.Serves:
		return fail(name, "name its address with --listen; if that is it, its log says what it waits for", "gongkai serve has the data folder, and nothing answers at %s", s.Address)
	}
	return ok(name, "nothing serves at %s", s.Address)
}
