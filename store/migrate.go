package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

//go:embed migrations/*.sql schema.sql
var migrationFiles embed.FS

// migration is one numbered file: 0002_readings.sql.
type migration struct {
	version  uint32
	name     string
	checksum string
	text     string
}

var migrationName = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)

// migrations reads the files in their order and refuses a gap.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*")
	if err != nil {
		return nil, err
	}
	var all []migration
	for i, name := range names {
		base := path.Base(name)
		number := migrationName.FindStringSubmatch(base)
		if number == nil {
			return nil, fmt.Errorf("%s is no name of a migration: want 0001_words.sql", base)
		}
		version, err := strconv.ParseUint(number[1], 10, 32)
		if err != nil || int(version) != i+1 {
			return nil, fmt.Errorf("migration %s comes after number %d: a file is missing or doubled", base, i)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		all = append(all, migration{uint32(version), base, hex.EncodeToString(sum[:]), string(text)})
	}
	return all, nil
}

// Migrate brings the schema up to this program's and fills the catalogue tables. Every
// statement can be repeated and a file's row is written after its last statement, so a
// migration that was killed simply runs again. One program migrates at a time: the others wait. A
// database of a newer program, or one that was made by a file that has changed since, is refused
// untouched.
func (db *DB) Migrate(ctx context.Context) error {
	if err := db.migrate(ctx, migrationFiles); err != nil {
		return err
	}
	if err := db.placeBodies(ctx); err != nil {
		return err
	}
	if err := db.writeCatalogue(ctx); err != nil {
		return err
	}
	// A copy of the database may have been made without the set of current readings, and a Refresh
	// that was killed may have left the one before.
	return db.refreshCurrent(ctx)
}

func (db *DB) migrate(ctx context.Context, files fs.FS) error {
	wanted, err := migrations(files)
	if err != nil {
		return err
	}
	if err := db.makeMigrations(ctx, "schema_migrations"); err != nil {
		return err
	}
	if done, err := db.applied(ctx, wanted); err != nil || done == len(wanted) {
		return err
	}
	ctx, release, err := db.leaseSchema(ctx)
	if err != nil {
		return err
	}
	defer release()
	done, err := db.applied(ctx, wanted) // another program may just have migrated
	if err != nil {
		return err
	}
	err = db.climb(ctx, files, wanted, done)
	if err != nil && errors.Is(context.Cause(ctx), ErrLeaseLost) {
		return errSchemaLeaseLost
	}
	return err
}

// climb runs the migrations that a database lacks; of an empty one, what they come to.
func (db *DB) climb(ctx context.Context, files fs.FS, wanted []migration, done int) error {
	if done == 0 {
		if laid, err := db.lay(ctx, files, wanted); err != nil || laid {
			return err
		}
	}
	for _, m := range wanted[done:] {
		if err := db.apply(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

const (
	schemaLease     = "the schema" // among the leases of sites: no site has a space in its id
	schemaLeaseWait = time.Second / 2
	leasesMigration = 7
)

var errSchemaLeaseLost = errors.New("ClickHouse could not be told for too long that this program brings the schema up to date, so another one may have begun: start this one again, which goes on")

// leaseSchema waits until no other program changes the schema: of two that lay a table anew, each would
// empty what the other one filled, and one of them would put an empty table in the place of the full one.
func (db *DB) leaseSchema(ctx context.Context) (held context.Context, release func(), err error) {
	all, err := migrations(migrationFiles)
	if err != nil {
		return nil, nil, err
	}
	if err := db.run(ctx, all[leasesMigration-1]); err != nil {
		return nil, nil, err
	}
	for said := false; ; said = true {
		held, release, err := db.Lease(ctx, schemaLease)
		var taken *HeldError
		if !errors.As(err, &taken) {
			return held, release, err
		}
		if !said {
			db.log().Info("another program brings the schema up to date: waiting for it", "process", taken.Process, "since", taken.Since)
		}
		if err := db.sleep(ctx, schemaLeaseWait); err != nil {
			return nil, nil, err
		}
	}
}

// repeatable runs a statement that may be run twice.
func (db *DB) repeatable(ctx context.Context, query string) error {
	return db.explain(db.again(ctx, func() error { return db.conn.Exec(ctx, query) }))
}

// makeMigrations makes the table of migrations.
func (db *DB) makeMigrations(ctx context.Context, name string) error {
	table := "CREATE TABLE IF NOT EXISTS " + name + ` (version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC'))
		ENGINE = ReplacingMergeTree ORDER BY version`
	if err := db.repeatable(ctx, table); err != nil {
		return fmt.Errorf("making the table of migrations: %w", err)
	}
	return nil
}

// Migration names a migration that a database has.
type Migration struct {
	Version  uint32 `json:"version" ch:"version"`
	Name     string `json:"name" ch:"name"`
	Checksum string `json:"checksum" ch:"checksum"` // SHA-256 of its file, hexadecimal
}

// Schema is the migrations that the database has, in their order.
func (db *DB) Schema(ctx context.Context) ([]Migration, error) {
	var rows []Migration
	if err := db.Select(ctx, &rows, "SELECT version, name, checksum FROM schema_migrations FINAL ORDER BY version", nil); err != nil {
		return nil, fmt.Errorf("reading the table of migrations: %w", err)
	}
	return rows, nil
}

// applied counts the migrations that the database has, after holding each against its file.
func (db *DB) applied(ctx context.Context, wanted []migration) (int, error) {
	rows, err := db.Schema(ctx)
	if err != nil {
		return 0, err
	}
	return against(fmt.Sprintf("database %q", db.config.Database), rows, wanted)
}

// against holds the migrations of something that was made against their files.
func against(what string, rows []Migration, wanted []migration) (int, error) {
	for i, r := range rows {
		switch {
		case r.Version == refilling:
			return 0, fmt.Errorf("%s is being restored, or a restore of it was cut off: run gongkai restore again", what)
		case int(r.Version) > len(wanted):
			return 0, fmt.Errorf("%s has schema %d (%s), this program knows %d: use a newer gongkai", what, r.Version, r.Name, len(wanted))
		case int(r.Version) != i+1:
			return 0, fmt.Errorf("%s lacks migration %d but has %d: restore it from a backup", what, i+1, r.Version)
		case r.Checksum != wanted[i].checksum:
			return 0, fmt.Errorf("migration %s has changed since %s was made with it: use the gongkai that made it, or a new data folder", wanted[i].name, what)
		}
	}
	return len(rows), nil
}

func (db *DB) apply(ctx context.Context, m migration) error {
	if err := db.run(ctx, m); err != nil {
		return err
	}
	return db.insert(ctx, migrationTarget, [][]any{{m.version, m.name, m.checksum, time.Now().UTC()}})
}

const migrationTarget = "schema_migrations (version, name, checksum, applied_at)"

// run runs the statements of a migration, each of which can be repeated.
func (db *DB) run(ctx context.Context, m migration) error {
	for i, statement := range statements(m.text) {
		if err := db.repeatable(ctx, statement); err != nil {
			return fmt.Errorf("migration %s, statement %d: %w", m.name, i+1, err)
		}
	}
	return nil
}

// SchemaError says that a database has not all migrations of this program.
type SchemaError struct {
	Have, Want int
	database   string
}

func (e *SchemaError) Error() string {
	return fmt.Sprintf("database %q has schema %d of %d: a migration is due", e.database, e.Have, e.Want)
}

// State is for everybody.
func (e *SchemaError) State() string {
	return fmt.Sprintf("the schema is %d of %d: restart the service, which migrates it", e.Have, e.Want)
}

// Ready reports whether ClickHouse answers and has this program's schema. It does not wait.
func (db *DB) Ready(ctx context.Context) error {
	if err := db.Ping(ctx); err != nil {
		return &SilentError{For: db.Silent(), err: err}
	}
	wanted, err := migrations(migrationFiles)
	if err != nil {
		return err
	}
	done, err := db.applied(ctx, wanted)
	if err != nil {
		return err
	}
	if done < len(wanted) {
		return &SchemaError{Have: done, Want: len(wanted), database: db.config.Database}
	}
	return nil
}

// SchemaState counts the migrations that the database has and those that this program knows. An
// error says why this program can't use the database.
func (db *DB) SchemaState(ctx context.Context) (have, want int, err error) {
	wanted, err := migrations(migrationFiles)
	if err != nil {
		return 0, 0, err
	}
	have, err = db.applied(ctx, wanted)
	var refused *clickhouse.Exception
	if errors.As(err, &refused) && refused.Code == codeUnknownTable { // nobody has opened it yet
		err = nil
	}
	return have, len(wanted), err
}
