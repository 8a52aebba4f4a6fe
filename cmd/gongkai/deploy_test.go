package main

import (
	"context"
	"debug/elf"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"

	"gongkai/store/engine"
)

// secretWord stands for the password, so that it can be looked for where it must not be.
const secretWord = "a-word-that-nobody-may-read"

// composed loads docker-compose.yml as compose itself does: against its schema, with its
// references resolved, and with every profile.
func composed(t *testing.T) *types.Project {
	t.Helper()
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	p, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  dir,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(dir, "docker-compose.yml")}},
		Environment: types.Mapping{"CLICKHOUSE_PASSWORD": secretWord},
	}, loader.WithProfiles([]string{"*"}), func(o *loader.Options) { o.SetProjectName("gongkai", true) })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestCompose: services, versions, mounts, ports and secrets.
func TestCompose(t *testing.T) {
	p := composed(t)
	for _, name := range []string{"clickhouse", "gongkai", "prometheus", "grafana"} {
		if _, ok := p.Services[name]; !ok {
			t.Errorf("there is no service %s", name)
		}
	}
	version := regexp.MustCompile(`:v?\d+\.\d+[\w.-]*$`)
	for name, s := range p.Services {
		if s.Build == nil && !version.MatchString(s.Image) {
			t.Errorf("%s: the image %q names no version", name, s.Image)
		}
		for _, v := range s.Volumes {
			if _, err := os.Stat(v.Source); v.Type == types.VolumeTypeBind && (err != nil || !v.ReadOnly) {
				t.Errorf("%s mounts %s: %v, read-only %t", name, v.Source, err, v.ReadOnly)
			}
		}
		for _, port := range s.Ports {
			if name != "gongkai" && port.HostIP != "127.0.0.1" {
				t.Errorf("%s opens port %s to the world", name, port.Published)
			}
		}
		checkSecrets(t, p, s)
	}
	if s := p.Secrets["clickhouse_password"]; s.Environment != "CLICKHOUSE_PASSWORD" {
		t.Errorf("the password comes from %+v", s)
	}
}

// checkSecrets: a service has the secrets that it names files of, and reads them nowhere else.
func checkSecrets(t *testing.T, p *types.Project, s types.ServiceConfig) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), secretWord) {
		t.Errorf("%s: whoever inspects the container reads the password", s.Name)
	}
	for _, m := range regexp.MustCompile(`/run/secrets/(\w+)`).FindAllStringSubmatch(string(text), -1) {
		if !slices.ContainsFunc(s.Secrets, func(g types.ServiceSecretConfig) bool { return g.Source == m[1] }) {
			t.Errorf("%s names the secret %s but is not given it", s.Name, m[1])
		}
	}
}

// TestComposeFitsTogether: what one service says of another is so.
func TestComposeFitsTogether(t *testing.T) {
	p := composed(t)
	house, ours := p.Services["clickhouse"], p.Services["gongkai"]
	u, err := url.Parse(value(ours.Environment, "GONGKAI_CLICKHOUSE"))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("http://%s@%s:8123/%s", value(house.Environment, "CLICKHOUSE_USER"), house.Name, value(house.Environment, "CLICKHOUSE_DB")); u.String() != want {
		t.Errorf("gongkai looks for %s, the server is %s", u, want)
	}
	if ours.DependsOn[house.Name].Condition != types.ServiceConditionHealthy || house.HealthCheck == nil {
		t.Error("gongkai does not wait for ClickHouse")
	}
	var scraped struct {
		Jobs []struct {
			Static []struct{ Targets []string } `yaml:"static_configs"`
		} `yaml:"scrape_configs"`
	}
	readYAML(t, "dashboards/prometheus/prometheus.yml", &scraped)
	if want := fmt.Sprintf("%s:%d", ours.Name, ours.Ports[0].Target); scraped.Jobs[0].Static[0].Targets[0] != want {
		t.Errorf("Prometheus scrapes %v, the program is %s", scraped.Jobs, want)
	}
	for file, target := range map[string]string{"prometheus.yml": "/etc/prometheus/prometheus.yml", "alerts.yml": "/etc/prometheus/alerts.yml"} {
		if got := mounted(p.Services["prometheus"], target); got != filepath.Join(p.WorkingDir, "dashboards/prometheus", file) {
			t.Errorf("%s is %q", target, got)
		}
	}
	checkGrafana(t, p)
	var npm struct{ OptionalDependencies map[string]string }
	readJSON(t, "package.json", &npm)
	_, tag, _ := strings.Cut(house.Image, ":")
	for library, v := range npm.OptionalDependencies {
		if !strings.HasPrefix(v, tag+".") {
			t.Errorf("the server is ClickHouse %s, the engine %s is %s", tag, library, v)
		}
	}
}

// checkGrafana: the folders are mounted where Grafana and its provider look, and Prometheus
// is a service.
func checkGrafana(t *testing.T, p *types.Project) {
	t.Helper()
	var providers struct {
		Providers []struct{ Options struct{ Path string } }
	}
	readYAML(t, "dashboards/grafana/provisioning/dashboards/gongkai.yml", &providers)
	for target, folder := range map[string]string{"/etc/grafana/provisioning": "provisioning", providers.Providers[0].Options.Path: "dashboards"} {
		if got := mounted(p.Services["grafana"], target); got != filepath.Join(p.WorkingDir, "dashboards/grafana", folder) {
			t.Errorf("%s is %q", target, got)
		}
	}
	checkReader(t, p)
	var sources struct{ Datasources []struct{ URL string } }
	readYAML(t, "dashboards/grafana/provisioning/datasources/prometheus.yml", &sources)
	for _, s := range sources.Datasources {
		if u, err := url.Parse(s.URL); err != nil || u.Host != fmt.Sprintf("prometheus:%d", p.Services["prometheus"].Ports[0].Target) {
			t.Errorf("Grafana asks %s (%v)", s.URL, err)
		}
	}
}

// checkReader: Grafana asks ClickHouse as a user that the server has, who may only read, and only
// from Grafana's container.
func checkReader(t *testing.T, p *types.Project) {
	t.Helper()
	var sources struct {
		Datasources []struct {
			Type     string
			JSONData struct {
				Host, Username string
				Database       string `yaml:"defaultDatabase"`
				Port           int
			} `yaml:"jsonData"`
		}
	}
	readYAML(t, "dashboards/grafana/provisioning/datasources/clickhouse.yml", &sources)
	source := sources.Datasources[0]
	if _, ok := p.Services[source.JSONData.Host]; !ok || source.JSONData.Port != 8123 {
		t.Errorf("Grafana asks %s:%d", source.JSONData.Host, source.JSONData.Port)
	}
	grafana := p.Services["grafana"]
	if plugin := value(grafana.Environment, "GF_PLUGINS_PREINSTALL"); !regexp.MustCompile(`^` + source.Type + `@\d+\.\d+\.\d+$`).MatchString(plugin) {
		t.Errorf("Grafana installs %q for %s", plugin, source.Type)
	}
	const file = "dashboards/clickhouse/reader.xml"
	if got := mounted(p.Services["clickhouse"], "/etc/clickhouse-server/users.d/reader.xml"); got != filepath.Join(p.WorkingDir, file) {
		t.Errorf("the server's user is %q", got)
	}
	var users struct {
		ReadOnly int      `xml:"profiles>reader>readonly"`
		Networks []string `xml:"users>reader>networks>host"`
		Grants   []string `xml:"users>reader>grants>query"`
	}
	if err := xml.Unmarshal([]byte(readFile(t, file)), &users); err != nil {
		t.Fatal(err)
	}
	if want := "GRANT SELECT ON " + value(p.Services["clickhouse"].Environment, "CLICKHOUSE_DB") + ".*"; source.JSONData.Username != "reader" || users.ReadOnly != 1 ||
		!slices.Equal(users.Networks, []string{grafana.Name}) || !slices.Equal(users.Grants, []string{want}) || source.JSONData.Database != value(p.Services["clickhouse"].Environment, "CLICKHOUSE_DB") {
		t.Errorf("Grafana's user %q is %+v", source.JSONData.Username, users)
	}
}

func value(env types.MappingWithEquals, name string) string {
	if v := env[name]; v != nil {
		return *v
	}
	return ""
}

// mounted gives what of this machine is seen at a path of the container.
func mounted(s types.ServiceConfig, target string) string {
	for _, v := range s.Volumes {
		if v.Target == target {
			return v.Source
		}
	}
	return ""
}

func readJSON(t *testing.T, path string, v any) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, path))
	if err == nil {
		err = json.Unmarshal(body, v)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// TestComposeServes runs the program with the command and the environment of its container,
// against a ClickHouse that the sample counties are in; only addresses and the place of the
// password differ. Its health check says healthy while it runs and not afterwards.
func TestComposeServes(t *testing.T) {
	demoSite(t)
	var card struct{ Address, Secret string }
	text, err := os.ReadFile(filepath.Join(sharedDemo.dir, "engine.json"))
	if err == nil {
		err = json.Unmarshal(text, &card)
	}
	if err != nil {
		t.Fatal(err)
	}
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte(card.Secret), 0o600); err != nil {
		t.Fatal(err)
	}
	ours := composed(t).Services["gongkai"]
	for name, v := range ours.Environment {
		if !environment(t)[name] {
			t.Errorf("no flag reads %s", name)
		}
		moved := strings.NewReplacer("clickhouse:8123", card.Address, "/run/secrets/clickhouse_password", password).Replace(*v)
		t.Setenv(name, moved)
	}
	port := strconv.Itoa(int(ours.Ports[0].Target))
	p := start(t, replaceAll(ours.Command, "0.0.0.0:"+port, "127.0.0.1:0")...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { p.Wait(); cancel() }()
	address, err := p.out.await(ctx, "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, &p.err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if page := (site{t, strings.TrimSuffix(address, "/")}).page("/"); !strings.Contains(page, "晴岚县") {
		t.Error("the overview does not show what the server has")
	}
	check := replaceAll(ours.HealthCheck.Test[1:], port, u.Port())
	if out, err := exec.CommandContext(t.Context(), check[0], check[1:]...).CombinedOutput(); ours.HealthCheck.Test[0] != "CMD" || err != nil {
		t.Errorf("the health check of a healthy program: %v\n%s", err, out)
	}
	p.Process.Kill()
	<-ctx.Done()
	if exec.CommandContext(t.Context(), check[0], check[1:]...).Run() == nil {
		t.Error("the health check does not notice that the program is gone")
	}
}

func replaceAll(words []string, old, with string) (replaced []string) {
	for _, w := range words {
		replaced = append(replaced, strings.ReplaceAll(w, old, with))
	}
	return replaced
}

// environment is every variable that a flag of some command reads.
func environment(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{"GONGKAI_CHDB_LIBRARY": true} // the engine's own
	for _, f := range flags(t) {
		for _, name := range f.Envs {
			names[name] = true
		}
	}
	return names
}

// TestDockerfile: what it copies is there, its versions are ours, and the program does not
// run as root.
func TestDockerfile(t *testing.T) {
	d := readDockerfile(t)
	earlier := map[string]bool{}
	for _, i := range d {
		fields := strings.Fields(i.args)
		switch i.name {
		case "FROM":
			if !regexp.MustCompile(`^[\w./]+:\d[\w.-]*$`).MatchString(fields[0]) {
				t.Errorf("the image %s names no version", fields[0])
			}
			if len(fields) == 3 {
				earlier[fields[2]] = true
			}
		case "COPY":
			checkCopy(t, fields, earlier)
		}
	}
	from := d.all("FROM")
	if want := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(readFile(t, "go.mod")); !strings.HasPrefix(from[0], "golang:"+want[1]+"-") {
		t.Errorf("built with %s, go.mod wants %s", from[0], want[1])
	}
	user := d.all("USER")
	if len(user) != 1 || user[0] == "root" || user[0] == "0" || !strings.Contains(strings.Join(d.all("RUN"), "\n"), " "+user[0]) {
		t.Errorf("the program runs as %q", user)
	}
	if run := strings.Join(d.all("RUN"), "\n"); !strings.Contains(run, "ca-certificates") || !strings.Contains(run, "npm ci --omit=dev") {
		t.Errorf("certificates or the engine are not installed: %s", run)
	}
	var entry, args []string
	if json.Unmarshal([]byte(d.all("ENTRYPOINT")[0]), &entry) != nil || json.Unmarshal([]byte(d.all("CMD")[0]), &args) != nil || len(entry) != 1 || entry[0] != "gongkai" {
		t.Fatalf("the program is started as %s %s", d.all("ENTRYPOINT"), d.all("CMD"))
	}
	c, err := parsed(t, args)
	if err != nil || !strings.HasSuffix(c.Serve.Listen, ":"+d.all("EXPOSE")[0]) {
		t.Errorf("%v: listens on %s, port %s is exposed (%v)", args, c.Serve.Listen, d.all("EXPOSE")[0], err)
	}
}

// checkCopy looks for what is copied out of the repository or out of an earlier stage.
func checkCopy(t *testing.T, fields []string, earlier map[string]bool) {
	t.Helper()
	if stage, ok := strings.CutPrefix(fields[0], "--from="); ok {
		if !earlier[stage] {
			t.Errorf("COPY from %s, which is no earlier stage", stage)
		}
		return
	}
	ignored := strings.Fields(readFile(t, ".dockerignore"))
	for _, source := range fields[:len(fields)-1] {
		if _, err := os.Stat(filepath.Join(root, source)); err != nil || slices.Contains(ignored, source) {
			t.Errorf("COPY %s: %v, ignored %v", source, err, ignored)
		}
	}
	for _, folder := range append([]string{"cmd", "disclosure"}, stages...) {
		if slices.Contains(ignored, folder) {
			t.Errorf(".dockerignore keeps %s from the build", folder)
		}
	}
}

// TestDockerImageFindsItsEngine lays files out as the Dockerfile does and asks the program
// for its engine: it must find it beside itself, and the base image must have the libraries.
func TestDockerImageFindsItsEngine(t *testing.T) {
	needEngine(t)
	d := readDockerfile(t)
	image := t.TempDir()
	layout(t, d, image)
	t.Setenv("GONGKAI_CHDB_LIBRARY", "")
	c := exec.Command(filepath.Join(image, "usr/local/bin/gongkai"), "version")
	c.Dir, c.Env = image, append(os.Environ(), asProgram+"=1")
	out, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "(embedded)") {
		t.Errorf("in the image the program says: %v\n%s", err, out)
	}
	release := regexp.MustCompile(`^debian:(\d+)`).FindStringSubmatch(d.all("FROM")[len(d.all("FROM"))-1])
	if release == nil {
		t.Fatal("the base is no Debian: which C library has it?")
	}
	checkLibraries(t, map[string]int{"12": 36, "13": 41}[release[1]])
}

// layout does the copies and links of the last stage, with the test binary as the program and
// this machine's engine.
func layout(t *testing.T, d dockerfile, image string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Abs(filepath.Join(root, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range d[d.last("FROM"):] {
		f := strings.Fields(i.args)
		switch {
		case i.name == "COPY" && strings.HasSuffix(f[1], "/node_modules"):
			link(t, modules, filepath.Join(image, f[2]))
		case i.name == "COPY" && strings.HasSuffix(f[1], "/gongkai"):
			copyProgram(t, self, filepath.Join(image, f[2]))
		case i.name == "RUN" && strings.HasPrefix(i.args, "ln -s "):
			link(t, filepath.Join(image, f[2]), filepath.Join(image, f[3]))
		}
	}
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}

func copyProgram(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if os.Link(from, to) == nil {
		return
	}
	body, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, body, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// checkLibraries: the engine wants the C library only, and none newer than 2.minor.
func checkLibraries(t *testing.T, minor int) {
	t.Helper()
	path, err := engine.FindLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	file, err := elf.Open(path)
	if err != nil {
		t.Skipf("no library of Linux: %v", err)
	}
	defer file.Close()
	needed, err := file.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	libc := regexp.MustCompile(`^(lib(c|m|dl|rt|pthread)\.so\.\d|ld-linux-.*)$`)
	for _, name := range needed {
		if !libc.MatchString(name) {
			t.Errorf("the engine wants %s, which the image does not install", name)
		}
	}
	symbols, err := file.ImportedSymbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range symbols {
		var v int
		if n, _ := fmt.Sscanf(s.Version, "GLIBC_2.%d", &v); n == 1 && v > minor {
			t.Errorf("the engine wants %s of %s, the image has 2.%d", s.Name, s.Version, minor)
		}
	}
}

// instruction is one line of a Dockerfile, with its continuations.
type instruction struct{ name, args string }

type dockerfile []instruction

func readDockerfile(t *testing.T) (d dockerfile) {
	t.Helper()
	joined := strings.ReplaceAll(readFile(t, "Dockerfile"), "\\\n", " ")
	for line := range strings.Lines(joined) {
		name, args, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name != "" && !strings.HasPrefix(name, "#") {
			d = append(d, instruction{name, strings.TrimSpace(args)})
		}
	}
	return d
}

// all gives the arguments of every instruction of a name.
func (d dockerfile) all(name string) (args []string) {
	for _, i := range d {
		if i.name == name {
			args = append(args, i.args)
		}
	}
	return args
}

// last is where the last instruction of a name stands.
func (d dockerfile) last(name string) (at int) {
	for k, i := range d {
		if i.name == name {
			at = k
		}
	}
	return at
}

// readFile gives a text file of the repository.
func readFile(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
