package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/cmd/gongkai/agencylist"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// agenciesAnswerCommand answers one name.
type agenciesAnswerCommand struct {
	Name     string `arg:"" help:"The name, as agencies undecided prints it, or the agency_id of a body of which only its name says that it is not another."`
	Is       string `xor:"answer" required:"" placeholder:"AGENCY" help:"It means this agency: its name, or its agency_id."`
	None     bool   `xor:"answer" required:"" help:"It is no agency that reports."`
	Withdraw bool   `xor:"answer" required:"" help:"Take an answer back: the name waits again."`
	Family   string `placeholder:"CODE" help:"With --is: the kind of body, such as other, where the agency's name does not tell it."`
	County   string `placeholder:"CODE" help:"Division of the site, where several have the name."`
	Source   string `required:"" placeholder:"TEXT" help:"On what ground: a document, a call."`
	By       string `placeholder:"WHO" help:"Who says so (default: the user of this machine)."`
}

// Run keeps the answer, reads again what it changes, and scores.
func (c *agenciesAnswerCommand) Run(ctx context.Context, a *app) error {
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	if c.Family != "" && c.Is == "" {
		return usageError{errors.New("--family: only goes with --is")}
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	answer, err := c.keep(ctx, h, by)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, told(answer))
	return h.heed(ctx, a)
}

// keep puts the answer into the register of the name's division.
func (c *agenciesAnswerCommand) keep(ctx context.Context, h *home, by string) (answer register.Answer, err error) {
	registers, err := h.Registers(ctx)
	if err != nil {
		return answer, err
	}
	asked, err := c.asked(ctx, h, registers)
	if err != nil {
		return answer, err
	}
	answer = register.Answer{Named: asked.id, Name: c.Name, Source: strings.TrimSpace(c.Source), By: by, At: time.Now().UTC().Truncate(time.Second), Withdrawn: c.Withdraw}
	county := register.County{Division: asked.division, Source: "single answers, each with its source", Names: map[string]string{}}
	if before := registers[asked.division.Code]; before != nil {
		county = *before
	}
	if c.Is != "" {
		agency, err := c.agency(ctx, h, &county)
		if err != nil {
			return answer, err
		}
		if agency.ID == asked.id {
			return answer, usageError{fmt.Errorf("--is %s: that is what %s means already", c.Is, c.Name)}
		}
		answer.Agency = &agency
	}
	return answer, h.PutRegister(ctx, county.With(answer), by)
}

// agency is the one that --is names: by an ID or a name that is known, or by what its name tells.
func (c *agenciesAnswerCommand) agency(ctx context.Context, h *home, county *register.County) (disclosure.Agency, error) {
	if known, ok, err := h.KnownAgency(ctx, c.Is, county.Division.Code); err != nil || ok {
		return known, err
	}
	for _, r := range county.Agencies {
		if r.ID == c.Is || r.Name == c.Is {
			return r.Agency, nil
		}
	}
	agency, err := agencylist.Place(c.Is, c.Family, county.Division)
	if err != nil {
		return agency, usageError{fmt.Errorf("--is %s: %w", c.Is, err)}
	}
	return agency, nil
}

// told is a line for a person.
func told(a register.Answer) string {
	switch {
	case a.Withdrawn:
		return a.Name + " waits again"
	case a.Agency == nil:
		return a.Name + " is no agency"
	}
	return a.Name + " means " + a.Agency.Name + " (" + a.Agency.ID + ")"
}

// undecided are the names that mean no agency for certain, on the sites of a division or on all.
func (h *home) undecided(ctx context.Context, county string) (rows []dashboards.UnresolvedRow, err error) {
	params := map[string]any{"county": county, "limit": uint32(100_000), "offset": uint32(0)}
	return rows, analytics.NewMeasures(h.DB).Select(ctx, &rows, "unresolved", params)
}

type agenciesAnswersCommand struct{}

// Run prints a line an answer that counts.
func (*agenciesAnswersCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	registers, err := h.Registers(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	n := 0
	for _, code := range slices.Sorted(maps.Keys(registers)) {
		for _, answer := range registers[code].Answers {
			if n++; n == 1 {
				fmt.Fprintln(w, "NAME\tDIVISION\tMEANS\tSOURCE\tBY\tAT")
			}
			means := "no agency"
			switch {
			case answer.Withdrawn:
				means = "withdrawn"
			case answer.Agency != nil:
				means = answer.Agency.ID
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", answer.Name, code, means, answer.Source, answer.By, answer.At.Format(time.DateOnly))
		}
	}
	if n == 0 {
		fmt.Fprintln(w, "no name was answered by itself")
	}
	return w.Flush()
}
