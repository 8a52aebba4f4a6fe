package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"gongkai/crawler"
)

// cli is the command line: one field a command, each in its own file.
type cli struct {
	globals

	Demo       demoCommand       `cmd:"" help:"The whole main job on the sample counties: serve them on loopback, crawl them twice, read, store, check, then serve the dashboards."`
	Crawl      crawlCommand      `cmd:"" help:"One crawl of the sites; ends when every site was walked."`
	Ingest     ingestCommand     `cmd:"" help:"Read what was captured and not yet read; with paths, bring documents in from disk first."`
	Parse      parseCommand      `cmd:"" help:"Read files and print what they say; no database, no network."`
	Check      checkCommand      `cmd:"" help:"Try drafts of reports before they are published: every finding, its cells and the likely cause; nothing is stored."`
	Score      scoreCommand      `cmd:"" help:"Compute expected reports and the checks across years."`
	Serve      serveCommand      `cmd:"" help:"Dashboards, API and metrics."`
	SQL        sqlCommand        `cmd:"" name:"sql" help:"Run one read-only query and print the result."`
	Export     exportCommand     `cmd:"" help:"Write the open data package: CSV and Parquet of the public tables, dictionary, checksums."`
	Seal       sealCommand       `cmd:"" help:"Seal what was captured and walked since the last seal, in a signed manifest."`
	Release    releaseCommand    `cmd:"" aliases:"releases" help:"Freeze what is public under a name: tables, seals, changes, citation, signed; without a name, list the releases."`
	Verify     verifyCommand     `cmd:"" help:"Check a release, a figure of it, or a folder of seals: offline, a line a check."`
	Backup     backupCommand     `cmd:"" help:"Keep everything that the database holds in a folder, while it is in use."`
	Doctor     doctorCommand     `cmd:"" help:"Look at configuration, data folder, engine, schema, clock, sites and service; say what is wrong and what to do."`
	Restore    restoreCommand    `cmd:"" help:"Bring a backup back into an empty data folder."`
	Sites      sitesCommand      `cmd:"" help:"Look after the sites file."`
	Agencies   agenciesCommand   `cmd:"" help:"What only a person can say of a county's agencies: names, days, local notices."`
	Review     reviewCommand     `cmd:"" help:"What the machine doubts, most valuable first, and what persons decided of it."`
	Reviewer   reviewerCommand   `cmd:"" aliases:"reviewers" help:"Accounts of this machine for those who decide on the pages of gongkai serve."`
	Audit      auditCommand      `cmd:"" help:"How often we read wrongly: draw cells at random, read them against the archived pages, see the rate with its interval."`
	Cases      casesCommand      `cmd:"" help:"Objections to figures and findings: record them, replies and decisions; a corrected report closes its case by itself."`
	Covariates covariatesCommand `cmd:"" help:"Tables of your own, such as population by county, to be put beside figures: load, see and remove them."`
	Letter     letterCommand     `cmd:"" help:"Letters of findings to agencies, as Word files and PDF, with the marked cells; and a table of all findings and objections for the office."`
	Takedowns  takedownsCommand  `cmd:"" help:"Documents that were removed from the archive: see them, or remove one; its hash and the reason stay."`
	Holds      holdsCommand      `cmd:"" help:"Hosts that are left alone: see them, or lift a hold that is wrong."`
	WARC       warcCommand       `cmd:"" name:"warc" help:"Write captures as a WARC file: evidence that archives and other programs read."`
	Version    versionCommand    `cmd:"" help:"Versions of program, parser and ClickHouse."`
}

// globals are the flags that every command takes, before or after its name.
type globals struct {
	Data                   string `placeholder:"DIR" help:"Folder of the embedded ClickHouse (default ./data; for demo ./data/demo)."`
	ClickHouse             string `name:"clickhouse" placeholder:"URL" help:"Use this ClickHouse server instead, for example http://user@host:8123/gongkai."`
	ClickHousePasswordFile string `name:"clickhouse-password-file" placeholder:"FILE" help:"File that holds the password for --clickhouse."`
	ClickHouseCluster      string `name:"clickhouse-cluster" placeholder:"NAME" help:"The server of --clickhouse is one of a cluster: its name in remote_servers, with every server as a replica of one shard."`
	ClickHouseShards       string `name:"clickhouse-shards" placeholder:"NAME" help:"Spread bodies and figures over the shards of this cluster, which has the same servers."`
	Config                 string `placeholder:"FILE" help:"YAML file that sets flags by their names."`
	Contact                string `placeholder:"ADDRESS" help:"Address or mail that the crawler names in its User-Agent, so that a site can reach you."`
	LogFormat              string `enum:"text,json" default:"text" help:"How log lines look: text or json."`
	LogLevel               string `enum:"debug,info,warn,error" default:"info" help:"Least level that is logged."`
}

// app is what every command runs with.
type app struct {
	*globals
	streams
	log   *slog.Logger
	clock crawler.Clock // of crawls, waits and days; tests have faster ones
}

func newApp(g *globals, std streams) (*app, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(g.LogLevel)); err != nil {
		return nil, err
	}
	return &app{globals: g, streams: std, log: newLogger(g, std.err), clock: crawler.Ago(0)}, nil
}

// newLogger logs to w as the flags say.
func newLogger(g *globals, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(g.LogLevel)) // newApp has looked at it
	options := &slog.HandlerOptions{Level: level}
	if g.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

func newParser(c *cli, args []string, std streams) (*kong.Kong, error) {
	options := []kong.Option{
		kong.Name("gongkai"),
		kong.Description("Government information disclosure reports (政府信息公开工作年度报告): gathered, read, checked, compared."),
		kong.DefaultEnvars("GONGKAI"),
		kong.Vars{"caseDays": caseDays},
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { panic(exitCalled(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	}
	if path := configPath(args); path != "" {
		settings, err := readConfig(path)
		if err != nil {
			return nil, err
		}
		options = append(options, kong.Resolvers(settings))
	}
	return kong.New(c, options...)
}

// configPath finds the configuration file before the flags are parsed, because the file
// gives the flags their defaults.
func configPath(args []string) string {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, "--config="); ok {
			return value
		}
		if arg == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("GONGKAI_CONFIG")
}

// settings is a configuration file: flag names and their values.
type settings struct {
	path   string
	values map[string]any
}

func readConfig(path string) (*settings, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	defer file.Close()
	s := &settings{path: path, values: map[string]any{}}
	if err := yaml.NewDecoder(file).Decode(&s.values); err != nil && err != io.EOF {
		return nil, fmt.Errorf("configuration %s: %w", path, err)
	}
	return s, nil
}

// Validate refuses keys that are no flag of any command: a slip of the pen must not pass in silence.
func (s *settings) Validate(model *kong.Application) error {
	known := map[string]bool{}
	for _, flag := range allFlags(model) {
		known[flag.Name] = true
	}
	var unknown []string
	for name := range s.values {
		if !known[name] || name == "config" {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return fmt.Errorf("configuration %s: no flag is called %s", s.path, strings.Join(unknown, ", "))
	}
	return nil
}

// allFlags is every flag of every command.
func allFlags(model *kong.Application) (all []*kong.Flag) {
	_ = kong.Visit(model, func(node kong.Visitable, next kong.Next) error { // fails only where this does
		if flag, ok := node.(*kong.Flag); ok {
			all = append(all, flag)
		}
		return next(nil)
	})
	return all
}

// Resolve gives a flag its value from the file.
func (s *settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	return s.values[flag.Name], nil
}
