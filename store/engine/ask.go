package engine

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
)

// ask is what a request's address and headers want, before its body is read.
type ask struct {
	role       role
	id         string // the client's query id, or one of ours
	tag        string // marks a late exception, and names the connection to kill
	query      string // of the address; a body may add to it
	database   string
	format     string // where the statement names none
	parameters []parameter
	settings   []parameter
	revision   uint64 // of the Native protocol; 0 is plain
	compress   bool   // ClickHouse's own compressed blocks in the answer
	decompress bool   // and in the body
	method     string // of those blocks: LZ4 or ZSTD
	web        bool   // Content-Encoding is welcome in the answer
	whole      bool   // wait_end_of_query: nothing is sent before all is there
	readOnly   bool   // a GET, which must not change anything
}

// readAsk takes the address apart: ClickHouse's own parameters have names, param_x
// are values for the statement, and all that is left are settings.
func (h *host) readAsk(r *http.Request, role role, values url.Values) (*ask, *exception) {
	a := &ask{role: role, tag: rand.Text()[:16], readOnly: r.Method == http.MethodGet || r.Method == http.MethodHead,
		format: "TabSeparated", method: "LZ4", web: h.compress != "0", database: Database}
	for name, value := range map[string]string{"default_format": r.Header.Get("X-ClickHouse-Format"), "database": r.Header.Get("X-ClickHouse-Database")} {
		if value != "" && values.Get(name) == "" {
			values.Set(name, value)
		}
	}
	if format := r.Header.Get("X-ClickHouse-Format"); format != "" {
		values.Set("default_format", format)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names) // the same request always gives the same error
	for _, name := range names {
		if refused := a.take(h, name, values.Get(name)); refused != nil {
			return nil, refused
		}
	}
	if a.id == "" {
		a.id = rand.Text()
	}
	if role == roleReader && a.database == "default" {
		// What clients send that were not told a database. It is not for readers: the
		// engine shows the machine's files in it.
		a.database = Database
	}
	return a, nil
}

func (a *ask) take(h *host, name, value string) *exception {
	switch name {
	case "user", "password", "quota_key", "stacktrace", "buffer_size", "add_http_cors_header", "session_timeout", "session_check", "close_session",
		"http_native_compression_disable_checksumming_on_decompress", "log_comment":
		// Known to ClickHouse and without a meaning here. log_comment is how a
		// statement is found when its client went away.
	case "query":
		a.query = value
	case "query_id":
		a.id = value
	case "database":
		a.database = value
	case "default_format":
		a.format = value
	case "compress":
		a.compress = truth(value)
	case "decompress":
		a.decompress = truth(value)
	case "wait_end_of_query":
		a.whole = truth(value)
	case "enable_http_compression":
		a.web = truth(value)
	case "network_compression_method":
		a.method = strings.ToUpper(value)
	case "client_protocol_version":
		revision, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return raise(36, "BAD_ARGUMENTS", "client_protocol_version is not a number: "+value)
		}
		a.revision = revision
	case "session_id":
		return raise(48, "NOT_IMPLEMENTED", "sessions (session_id) are not available in the embedded ClickHouse")
	case "role":
		return raise(48, "NOT_IMPLEMENTED", "choosing a role is not available in the embedded ClickHouse")
	default:
		if parameterName, found := strings.CutPrefix(name, "param_"); found {
			a.parameters = append(a.parameters, parameter{parameterName, value})
			return nil
		}
		return a.set(h, name, value)
	}
	return nil
}

func truth(value string) bool { return value != "" && value != "0" && value != "false" }

// set takes a setting. Its name is checked here, because the library would ignore
// an unknown one without a word.
func (a *ask) set(h *host, name, value string) *exception {
	if !h.settings[name] {
		return raise(115, "UNKNOWN_SETTING", fmt.Sprintf("Setting %s is neither a builtin setting nor started with the prefix 'SQL_' registered for user-defined settings", name))
	}
	if a.role == roleReader {
		return a.setAsReader(h, name, value)
	}
	a.settings = append(a.settings, parameter{name, value})
	return nil
}

// arguments are the connection's: a setting on a connection lasts as long as the
// request, and what comes later wins.
func (a *ask) arguments(h *host) []string {
	arguments := []string{pathArgument}
	if a.role == roleReader {
		arguments = append(arguments, h.readerArguments()...)
	}
	if a.revision > 0 {
		// clickhouse-go reads JSON columns only as text.
		arguments = append(arguments, "--output_format_native_write_json_as_string=1")
	}
	for _, setting := range a.settings {
		arguments = append(arguments, "--"+setting.name+"="+setting.value)
	}
	switch {
	case a.role == roleReader:
		arguments = append(arguments, "--readonly=1")
	case a.readOnly:
		arguments = append(arguments, "--readonly=2")
	}
	return arguments
}

// connect opens the connection of one request, in its role and database, or takes one that another
// request has left. The tag is the connection's.
func (h *host) connect(a *ask) (*connection, error) {
	arguments := a.arguments(h)
	key := a.key(arguments)
	if a.role == roleAdmin {
		if c := h.idle.take(key); c != nil {
			a.tag = c.tag
			return c, nil
		}
	}
	c, err := h.lib.open(append(arguments, "--log_comment="+a.tag))
	if err != nil {
		return nil, h.explain(a)
	}
	c.key, c.tag = key, a.tag
	statements := []string{"USE " + quoteName(a.database)}
	if a.role == roleReader {
		statements = append([]string{"SET ROLE reader"}, statements...)
	}
	for _, statement := range statements {
		if _, err := c.text(statement); err != nil {
			c.close()
			return nil, err
		}
	}
	return c, nil
}

// explain finds out which setting made the library refuse a connection; it only
// says so on standard error.
func (h *host) explain(a *ask) error {
	c, err := h.lib.open([]string{pathArgument})
	if err != nil {
		return raise(210, "NETWORK_ERROR", "the engine accepts no connection")
	}
	defer c.close()
	for _, setting := range a.settings {
		if _, err := c.text("SET " + quoteName(setting.name) + " = " + quoteText(setting.value)); err != nil {
			return err
		}
	}
	return raise(36, "BAD_ARGUMENTS", "the engine refused the connection")
}

// quoteName makes any text a ClickHouse identifier.
func quoteName(name string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(name) + "`"
}

// quoteText makes any text a ClickHouse string.
func quoteText(text string) string {
	return "'" + strings.NewReplacer("\\", "\\\\", "'", "\\'").Replace(text) + "'"
}
