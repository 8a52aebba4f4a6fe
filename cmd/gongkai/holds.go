package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os/user"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// holdsCommand shows which hosts are left alone and why, and takes a person's word that one need
// not be. What was held stays on record, and so does who lifted it.
type holdsCommand struct {
	List holdsListCommand `cmd:"" default:"withargs" help:"The hosts that are left alone: since when, until when and why."`
	Lift holdsLiftCommand `cmd:"" help:"Say that a host need not be left alone any more; who said so, when and why is kept."`
}

type holdsListCommand struct {
	Site string `placeholder:"ID" help:"Only what the crawls of this site met."`
	All  bool   `help:"Those that have ended or were lifted too."`
}

// Run prints a line a hold.
func (c *holdsListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	rows, err := h.holds(ctx, c.Site)
	if err != nil {
		return err
	}
	if !c.All {
		rows = slices.DeleteFunc(rows, func(r dashboards.HoldRow) bool { return r.Stands == 0 })
	}
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "no host is left alone")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "HOST\tSITE\tSINCE (UTC)\tUNTIL (UTC)\tCLASS\tWHY")
	for _, r := range rows {
		why := r.Why
		if r.LiftedAt != nil {
			why += fmt.Sprintf(" [lifted %s by %s: %s]", r.LiftedAt.UTC().Format(time.DateTime), r.LiftedBy, r.LiftReason)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Host, r.SiteID, r.Since.UTC().Format(time.DateTime), r.Until.UTC().Format(time.DateTime), r.Failure, oneLine(why))
	}
	return w.Flush()
}

func (h *home) holds(ctx context.Context, site string) (rows []dashboards.HoldRow, err error) {
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "holds", map[string]any{"site": site})
	return rows, err
}

type holdsLiftCommand struct {
	Host   string `arg:"" help:"The host as gongkai holds prints it, or an address on it."`
	Reason string `required:"" placeholder:"WHY" help:"Why it need not be left alone, for whoever reads the record."`
	By     string `placeholder:"WHO" help:"Who says so (default: the user of this machine)."`
}

// Run keeps the lift, for the machine and for each of its ports.
func (c *holdsLiftCommand) Run(ctx context.Context, a *app) error {
	lift := disclosure.Lift{By: strings.TrimSpace(c.By), Reason: strings.TrimSpace(c.Reason), At: time.Now().UTC()}
	if lift.By == "" {
		if u, err := user.Current(); err == nil {
			lift.By = u.Username
		}
	}
	switch {
	case lift.Reason == "":
		return usageError{errors.New("--reason: say why, for whoever reads the record")}
	case lift.By == "":
		return usageError{errors.New("--by: say who lifts it")}
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	rows, err := h.holds(ctx, "")
	if err != nil {
		return err
	}
	lifted := map[string]bool{}
	for _, r := range rows {
		if r.Stands == 0 || !isHostOf(r.Host, c.Host) || lifted[r.Host] {
			continue
		}
		lifted[r.Host], lift.Host = true, r.Host
		if err := h.LiftHold(ctx, lift); err != nil {
			return err
		}
		again := "gongkai crawl --site " + r.SiteID + " asks it now, a schedule at its next time"
		if r.SiteID == probedSite {
			again = "it was met by gongkai sites probe"
		}
		fmt.Fprintf(a.out, "%s is not left alone any more (%s, since %s: %s); %s\n", r.Host, r.Failure, r.Since.UTC().Format(time.DateTime), oneLine(r.Why), again)
	}
	if len(lifted) == 0 {
		return fmt.Errorf("no hold of %s stands; gongkai holds lists those that do", c.Host)
	}
	return nil
}

// isHostOf reports whether the host of a hold is the one that a person names: as it is printed, with www.,
// as an address, or without the port where only one port is held.
func isHostOf(held, named string) bool {
	if u, err := url.Parse(named); err == nil && u.Host != "" {
		named = u.Host
	}
	named = strings.TrimPrefix(strings.ToLower(named), "www.")
	held = strings.TrimPrefix(held, "www.")
	name, _, err := net.SplitHostPort(held)
	return held == named || err == nil && cmp.Or(name, held) == strings.Trim(named, "[]")
}
