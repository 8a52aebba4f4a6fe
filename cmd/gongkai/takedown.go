package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// takedownsCommand shows what was removed from the archive and why, and removes.
type takedownsCommand struct {
	List takedownsListCommand `cmd:"" default:"withargs" help:"The bodies that were removed: when, by whom and why."`
	Add  takedownsAddCommand  `cmd:"" help:"Remove a document from the archive; its hash stays, and who removed it, when and why."`

	Withdraw takedownsWithdrawCommand `cmd:"" help:"Take what was taken down out of the files of releases that were made before; each keeps a signed record of it."`
}

type takedownsListCommand struct{}

// Run prints a line a body.
func (c *takedownsListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	var rows []dashboards.TakedownRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &rows, "takedowns", map[string]any{"limit": uint32(100_000), "offset": uint32(0)}); err != nil {
		return err
	}
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "nothing was taken down")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "SHA-256\tREPORTS\tWHEN (UTC)\tBY\tFIGURES\tTEXTS\tWHY")
	for _, r := range rows {
		texts := "keep"
		if r.Texts == 1 {
			texts = "removed"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.SHA256, strings.Join(r.ReportIDs, " "), r.TakenAt.UTC().Format(time.DateTime), oneLine(r.TakenBy), r.Figures, texts, oneLine(r.Reason))
	}
	return w.Flush()
}

type takedownsAddCommand struct {
	What    string `arg:"" help:"The SHA-256 of a body, or the ID of a report: then all bodies of its versions."`
	Reason  string `required:"" placeholder:"WHY" help:"Why, for everybody who reads the record: the reason is public."`
	By      string `placeholder:"WHO" help:"Who decided it, which is public (default: the user of this machine)."`
	Figures string `enum:"keep,hide" default:"keep" help:"What becomes of the figures that were read from it: keep (default) or hide."`
	Texts   bool   `help:"Remove the passages, too, that were read from it."`
}

var sha256Pattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Run removes, and makes what is shown follow.
func (c *takedownsAddCommand) Run(ctx context.Context, a *app) error {
	t := disclosure.Takedown{At: time.Now().UTC(), By: strings.TrimSpace(c.By), Reason: strings.TrimSpace(c.Reason), Texts: c.Texts, Hide: c.Figures == "hide"}
	if t.By == "" {
		if u, err := user.Current(); err == nil {
			t.By = u.Username
		}
	}
	switch {
	case t.Reason == "":
		return usageError{errors.New("--reason: say why, for whoever reads the record")}
	case t.By == "":
		return usageError{errors.New("--by: say who decides it")}
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	bodies, err := h.bodiesCalled(ctx, c.What)
	if err != nil {
		return err
	}
	for _, sum := range bodies {
		t.SHA256 = sum
		if err := h.TakeDown(ctx, t); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%s is taken down\n", sum)
	}
	if t.Hide {
		if err := h.RefreshAll(ctx); err != nil {
			return err
		}
	}
	if t.Hide || t.Texts {
		if _, err := h.score(ctx); err != nil {
			return err
		}
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	fmt.Fprintln(a.out, h.saidOfFiles(t))
	return nil
}

// saidOfFiles says where else what was taken down is.
func (h *home) saidOfFiles(t disclosure.Takedown) string {
	said := "Backups, WARC files and data packages that were made before still have it; pages as of a release do not show it."
	if t.Hide || t.Texts {
		said += " The files of releases have it until gongkai takedowns withdraw has taken it out of them."
	}
	return said
}

// bodiesCalled finds the bodies that a hash or a report's ID means.
func (h *home) bodiesCalled(ctx context.Context, what string) ([]string, error) {
	var rows []struct {
		SHA256 string `ch:"sha256"`
	}
	query := "SELECT DISTINCT sha256 FROM reports_history WHERE report_id = {what:String} ORDER BY sha256"
	if sha256Pattern.MatchString(what) {
		query = "SELECT DISTINCT sha256 FROM captures WHERE sha256 = {what:String}"
	}
	if err := h.Select(ctx, &rows, query, map[string]any{"what": what}); err != nil {
		return nil, err
	}
	var all []string
	for _, r := range rows {
		all = append(all, r.SHA256)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%q is neither the SHA-256 of a document that was captured nor the ID of a report", what)
	}
	return all, nil
}
