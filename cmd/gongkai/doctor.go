package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"gongkai/cmd/gongkai/doctor"
	"gongkai/crawler"
)

// doctorCommand says what is wrong and what to do.
type doctorCommand struct {
	listenFlag
	Sites  string `placeholder:"FILE" help:"The sites file (default: sites.yaml where it is there)."`
	JSON   bool   `name:"json" help:"Print one JSON object instead of lines."`
	Strict bool   `help:"Fail for warnings too."`
}

// Run looks at everything, one after the other, and changes nothing.
func (c *doctorCommand) Run(ctx context.Context, a *app, k *kong.Context) error {
	var r doctor.Report
	r.Add(doctor.Check{Name: "program", State: doctor.OK, Seen: fmt.Sprintf("gongkai %s, parser %d", programVersion(), parserVersion)})
	settings := a.lookAtSettings(k.Model)
	settings.Refused = c.refused(a)
	r.Add(settings.Checks()...)
	served := c.lookAtDatabase(ctx, a, &r)
	r.Add(a.lookAtSites(c.Sites).Checks()...)
	r.Add(lookAtService(ctx, c.Listen, served).Check())
	show := r.Lines
	if c.JSON {
		show = r.JSON
	}
	if err := show(a.out); err != nil {
		return err
	}
	errs, warnings := r.Count(doctor.Error), r.Count(doctor.Warning)
	if errs > 0 || c.Strict && warnings > 0 {
		return fmt.Errorf("%d checks failed, %d warn: each line says what to do", errs, warnings)
	}
	return nil
}

// refused is what the commands of a service say of the configuration file and the environment, in which
// there is more than the doctor's own flags.
func (c *doctorCommand) refused(a *app) (all []string) {
	say := func(command string, err error) {
		if err != nil {
			all = append(all, "gongkai "+command+": "+oneLine(err.Error()))
		}
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		say("serve", fmt.Errorf("--listen %q: want an address like 127.0.0.1:8080", c.Listen))
	}
	for _, command := range []string{"serve", "crawl", "ingest", "score", "seal"} {
		args := []string{command}
		if a.Config != "" {
			args = append(args, "--config="+a.Config)
		}
		var other cli
		parser, err := newParser(&other, args, streams{strings.NewReader(""), io.Discard, io.Discard})
		if err == nil {
			_, err = parser.Parse(args)
		}
		if err != nil {
			say(command, err)
			continue
		}
		switch command {
		case "serve":
			other.Serve.Listen = c.Listen
			_, err = other.Serve.settled(a)
			say(command, err)
		case "crawl":
			_, err = crawler.ParseShard(other.Crawl.Shard)
			say(command, errors.Join(err, other.Crawl.valid()))
		case "seal":
			say(command, other.Seal.valid())
		}
	}
	return all
}

// lookAtDatabase looks at the folder, and at what is in it as far as that can be reached. It
// reports whether a service has the folder.
func (c *doctorCommand) lookAtDatabase(ctx context.Context, a *app, r *doctor.Report) (served bool) {
	there := true
	if a.ClickHouse == "" {
		folder, holder := a.lookAtFolder(ctx)
		r.Add(folder.Checks()...)
		served, there = holder.Serves, !folder.Missing && !holder.Empty
		if folder.Err != nil || folder.Rights != nil || folder.Silent != nil {
			return served // nothing behind it can be reached, and why is said
		}
	}
	if !there {
		r.Add(a.tryEngine(ctx).Checks()...)
		r.Add(doctor.Clock{Now: time.Now(), Built: builtAt()}.Check())
		return served
	}
	h, err := a.open(ctx, embedded{withoutMigration: true})
	if err != nil {
		r.Add(doctor.Engine{Embedded: a.ClickHouse == "", Err: err}.Checks()...)
		return served
	}
	h.lookAtData(ctx, a, r)
	if err := h.close(); err != nil {
		r.Add(doctor.Check{Name: "engine", State: doctor.Warning, Seen: err.Error(), Do: "its log says more"})
	}
	return served
}

// lookAtService asks whether the dashboards are ready.
func lookAtService(ctx context.Context, listen string, served bool) doctor.Service {
	s := doctor.Service{Address: reachable(listen), Serves: served}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.Address+"/readyz", nil)
	if err != nil {
		return s
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request) // no proxy in between
	if err != nil {
		return s
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(response.Body, 300))
	s.Said, _, _ = strings.Cut(string(text), "\n")
	s.Status = response.StatusCode
	return s
}

// reachable is the address under which this machine reaches one that is listened on.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return listen
}

// asking reports whether a question to the database was answered, and tells where it was not.
func asking(r *doctor.Report, what string, err error) bool {
	if err == nil {
		return true
	}
	r.Add(doctor.Check{Name: what, State: doctor.Error, Seen: "the database can't be asked (" + oneLine(err.Error()) + ")", Do: "see the other checks; gongkai restore brings a damaged database back"})
	return false
}
