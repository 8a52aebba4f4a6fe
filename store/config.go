package store

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/prometheus/client_golang/prometheus"
)

// Config says which ClickHouse to use, and as whom.
type Config struct {
	URL          string // http://host:8123 or https://…; user and database in it count where the fields below are empty
	User         string
	Password     string
	PasswordFile string // holds the password, where Password is empty
	Reader       string // the user of RawQuery, with the same password; empty: User, held to reading by the server
	Database     string // gongkai where empty; made where it is missing
	Cluster      Cluster

	// Transport carries every request, where it is set, and then decides which ClickHouse
	// that is: an embedded engine may move while it is used.
	Transport http.RoundTripper

	Metrics prometheus.Registerer // nil: nothing is registered
	Log     *slog.Logger          // nil: nothing is logged
	Clock   Clock                 // nil: the wall's
}

// complete takes from the address what the fields leave open, and checks it.
func (c *Config) complete() (*url.URL, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("the ClickHouse address %q is no address like http://user@host:8123/gongkai", WithoutSecret(c.URL))
	}
	if c.User == "" {
		c.User = u.User.Username()
	}
	if c.Password == "" {
		c.Password, _ = u.User.Password()
	}
	if c.Password == "" && c.PasswordFile != "" {
		secret, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("reading the ClickHouse password: %w", err)
		}
		c.Password = strings.TrimRight(string(secret), "\r\n")
	}
	if c.Database == "" {
		c.Database = strings.Trim(u.Path, "/")
	}
	if c.Database == "" {
		c.Database = "gongkai"
	}
	if c.User == "" {
		c.User = "default"
	}
	if c.Cluster.database = c.Database; c.Cluster.Servers == "" && c.Cluster.Shards != "" {
		return nil, errors.New("shards of which cluster? name the one with every server as a replica too")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// WithoutSecret is an address as it may stand in a message: what stands before its host, and in its
// query, is left out. It need be no address that can be read: a mistyped one has a password, too.
func WithoutSecret(address string) string {
	address, _, query := strings.Cut(address, "?")
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		address = "…@" + address[at+1:]
	}
	if query {
		address += "?…"
	}
	return address
}

// movePatience is how long a new connection may wait while an embedded engine moves: the old
// one ends its statements and closes its data, the new one opens it.
const movePatience = time.Minute

func (c Config) dial(target *url.URL, database string) (clickhouse.Conn, error) {
	o := &clickhouse.Options{
		Protocol:     clickhouse.HTTP,
		Addr:         []string{target.Host},
		Auth:         clickhouse.Auth{Database: database, Username: c.User, Password: c.Password},
		DialTimeout:  10 * time.Second,
		ReadTimeout:  10 * time.Minute, // a Refresh of a whole province is one statement
		MaxOpenConns: 16,
		MaxIdleConns: 16, // a new one costs a statement
	}
	if c.distant(target) {
		o.Compression = &clickhouse.Compression{Method: clickhouse.CompressionLZ4}
	}
	if c.Cluster.Servers != "" {
		o.Settings = maps.Clone(clusterSettings)
	}
	if target.Scheme == "https" {
		o.TLS = &tls.Config{ServerName: target.Hostname()}
	}
	if c.Transport != nil {
		o.TransportFunc = func(*http.Transport) (http.RoundTripper, error) { return c.Transport, nil }
		o.DialTimeout = movePatience
	}
	return clickhouse.Open(o)
}

// distant tells whether ClickHouse is on another machine: to this one nothing is packed on its way, since
// to pack and to unpack takes longer than to send.
func (c Config) distant(target *url.URL) bool {
	address := net.ParseIP(target.Hostname())
	return c.Transport == nil && target.Hostname() != "localhost" && (address == nil || !address.IsLoopback())
}

// createDatabase makes the database where the user may; where he may not, the first
// statement in it will say whether it is there.
func (db *DB) createDatabase(ctx context.Context) error {
	conn, err := db.config.dial(db.target, "")
	if err != nil {
		return err
	}
	defer conn.Close()
	err = db.again(ctx, func() error {
		return clusterConn{Conn: conn, cluster: &db.config.Cluster}.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+quoteName(db.config.Database))
	})
	var refused *clickhouse.Exception
	if errors.As(err, &refused) && refused.Code == codeAccessDenied {
		return nil
	}
	return db.explain(err)
}

// Codes of ClickHouse's exceptions.
const (
	codeUnknownTable    = 60
	codeUnknownDatabase = 81
	codeDatabaseExists  = 82
	codeTooManyQueries  = 202
	codeNoSpace         = 243
	codeAccessDenied    = 497
	codeAuthentication  = 516
)

// explain turns the two errors that a person can do something about into one line.
func (db *DB) explain(err error) error {
	var refused *clickhouse.Exception
	var network net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused) && (refused.Code == codeAuthentication || refused.Code == 192 || refused.Code == 193 || refused.Code == 194):
		return fmt.Errorf("ClickHouse at %s refuses user %q: check the name and the password file", db.target, db.config.User)
	case errors.As(err, &refused) && refused.Code == codeUnknownDatabase:
		return fmt.Errorf("ClickHouse at %s has no database %q and user %q may not make one", db.target, db.config.Database, db.config.User)
	case errors.As(err, &refused) && (refused.Code == codeNoSpace || strings.Contains(refused.Message, "No space left on device")):
		return oneLine{fmt.Sprintf("the disk of ClickHouse is full: make room and run it again; what was written stays, and a crawl goes on where it ended (%s)", refused.Message), err}
	case db.config.Cluster.Servers != "" && incomplete(err):
		return oneLine{fmt.Sprintf("a server of the ClickHouse cluster, or Keeper, does not answer, and nothing is written until it does: start it, or take it out of remote_servers (%s)", refused.Message), err}
	case errors.As(err, &refused), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case !errors.As(err, &network) && !broken(err):
		return err
	case db.config.Transport != nil:
		return oneLine{"ClickHouse does not answer: " + rootOf(err).Error(), err}
	}
	return oneLine{fmt.Sprintf("no ClickHouse answers at %s: check the address and that the server runs (%v)", db.target, rootOf(err)), err}
}

// oneLine says it in one line and still knows the whole error, for whoever tries again.
type oneLine struct {
	line string
	err  error
}

// Error is the line.
func (e oneLine) Error() string { return e.line }

// Unwrap is the whole error.
func (e oneLine) Unwrap() error { return e.err }

// rootOf drops the wrappings of a network error: "connection refused" says enough.
func rootOf(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}
