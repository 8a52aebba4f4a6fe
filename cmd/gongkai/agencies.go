package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"text/tabwriter"

	"gongkai/analytics"
	"gongkai/cmd/gongkai/agencylist"
	"gongkai/dashboards"
	"gongkai/disclosure/register"
)

// agenciesCommand takes what only a person can say of a county's agencies.
type agenciesCommand struct {
	Undecided agenciesUndecidedCommand `cmd:"" help:"The names on reports that mean no agency for certain, and the townships that may be one."`
	Answer    agenciesAnswerCommand    `cmd:"" help:"Say which agency one of these names means, or that it means none; on record."`
	Answers   agenciesAnswersCommand   `cmd:"" help:"What was answered, by whom and on what ground."`
	Check     agenciesCheckCommand     `cmd:"" help:"Validate a file of registers; all errors at once, with their lines."`
	Register  agenciesRegisterCommand  `cmd:"" help:"Hand in what a file says of the agencies of its counties; earlier lists stay on record."`
	Example   agenciesExampleCommand   `cmd:"" help:"Print a file to begin with."`
}

type agenciesExampleCommand struct{}

// Run prints the file.
func (*agenciesExampleCommand) Run(a *app) error {
	_, err := io.WriteString(a.out, agencylist.Example)
	return err
}

type agenciesUndecidedCommand struct {
	County string `placeholder:"CODE" help:"Only names on the sites of this division."`
}

// Run prints a line a name.
func (c *agenciesUndecidedCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	rows, err := h.undecided(ctx, c.County)
	if err != nil {
		return err
	}
	var same []dashboards.MaybeSameRow
	params := map[string]any{"county": c.County, "limit": uint32(100_000), "offset": uint32(0)}
	if err := analytics.NewMeasures(h.DB).Select(ctx, &same, "maybe_same", params); err != nil {
		return err
	}
	return errors.Join(a.tellUndecided(rows), a.tellSame(same))
}

func (a *app) tellUndecided(rows []dashboards.UnresolvedRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.out, "every name on a report is one of a known agency")
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tSITE\tDIVISION\tREPORTS\tYEARS\tADDRESS")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d–%d\t%s\n", r.Name(), r.SiteID, r.DivisionCode, r.Reports, r.FirstYear, r.LastYear, r.URL)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.out, "say which agency one is: gongkai agencies answer NAME --is AGENCY --source WHY, or --none")
	return err
}

// tellSame prints the bodies that may be one.
func (a *app) tellSame(rows []dashboards.MaybeSameRow) error {
	if len(rows) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\nMAYBE ONE BODY\tYEARS\tAND\tYEARS")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.AgencyID, years(r.FirstYear, r.LastYear), r.OtherID, years(r.OtherFirst, r.OtherLast))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.out, "where they are one: gongkai agencies answer EARLIER --is LATER --source WHY")
	return err
}

func years(first, last uint16) string {
	if first == 0 {
		return "from its column"
	}
	return fmt.Sprintf("%d–%d", first, last)
}

type agenciesCheckCommand struct {
	File string `arg:"" help:"The file."`
}

// Run prints what the file names, or everything that is wrong with it.
func (c *agenciesCheckCommand) Run(a *app) error {
	counties, err := loadRegisters(c.File)
	if err != nil {
		return err
	}
	for _, k := range counties {
		for _, agency := range k.Agencies {
			fmt.Fprintf(a.out, "%s\t%s\n", agency.ID, agency.Name)
		}
	}
	fmt.Fprintf(a.out, "%d counties, no errors\n", len(counties))
	return nil
}

type agenciesRegisterCommand struct {
	File string `arg:"" help:"The file."`
	By   string `placeholder:"WHO" help:"Who hands it in (default: the user of this machine)."`
}

// Run keeps the lists, reads again what they change, and scores.
func (c *agenciesRegisterCommand) Run(ctx context.Context, a *app) error {
	counties, err := loadRegisters(c.File)
	if err != nil {
		return err
	}
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	before, err := h.Registers(ctx)
	if err != nil {
		return err
	}
	for _, k := range counties {
		k = k.Keeping(before[k.Division.Code])
		if err := h.PutRegister(ctx, k, by); err != nil {
			return err
		}
		fmt.Fprintln(a.out, k)
	}
	return h.heed(ctx, a)
}

// handedInBy is who hands something in: the user of this machine where nobody is named.
func handedInBy(name string) (string, error) {
	by := strings.TrimSpace(name)
	if u, err := user.Current(); by == "" && err == nil {
		by = u.Username
	}
	if by == "" {
		return "", usageError{errors.New("--by: say who hands it in")}
	}
	return by, nil
}

// heed reads again what a register changes, and scores.
func (h *home) heed(ctx context.Context, a *app) error {
	n, err := h.ingest(ctx, a, false)
	if err != nil {
		return err
	}
	summary, err := h.score(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s\n%s\n", n, summary)
	return nil
}

// loadRegisters reads a file of registers; - is standard input.
func loadRegisters(name string) ([]register.County, error) {
	file := os.Stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, reason(err))
		}
		defer file.Close()
	}
	counties, err := agencylist.Load(file, name)
	return counties, err
}
