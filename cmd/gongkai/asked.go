package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/agencylist"
	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// askedName is a name as a division's sites have it.
type askedName struct {
	id       string // that the name leads to by itself
	division disclosure.Division
}

// asked finds the name: among those that wait, those that were answered and, for --is, those that
// nothing but their words tells from others (日峰乡, which is 日峰镇 now).
func (c *agenciesAnswerCommand) asked(ctx context.Context, h *home, registers map[string]*register.County) (askedName, error) {
	found := map[string]askedName{} // by division
	add := func(id, code, name string) {
		if c.County == "" || c.County == code {
			found[code] = askedName{id, disclosure.DivisionOfSite(disclosure.Site{DivisionCode: code, Name: name})}
		}
	}
	if c.Is != "" {
		known, ok, err := h.KnownAgency(ctx, c.Name, c.County)
		if err != nil {
			return askedName{}, err
		}
		if ok && agencylist.StandsOnName(known) {
			add(known.ID, cmp.Or(known.CountyCode, known.DivisionCode), known.DivisionName)
		}
	}
	waiting, err := h.undecided(ctx, c.County)
	if err != nil {
		return askedName{}, err
	}
	for _, r := range waiting {
		if r.Name() == c.Name {
			add(r.AgencyID, r.DivisionCode, r.DivisionName)
		}
	}
	for code, county := range registers {
		for _, a := range county.Answers {
			if a.Name == c.Name || a.Named == c.Name {
				add(a.Named, code, county.Division.Name)
			}
		}
	}
	codes := slices.Sorted(maps.Keys(found))
	switch {
	case len(codes) == 0:
		return askedName{}, fmt.Errorf("no name %s waits for an answer: gongkai agencies undecided has those that do", c.Name)
	case len(codes) > 1:
		return askedName{}, usageError{fmt.Errorf("--county: %s is a name in %s: say for which one you answer", c.Name, strings.Join(codes, ", "))}
	case codes[0] == "":
		return askedName{}, fmt.Errorf("%s stands on documents that belong to no site: hand them in with gongkai ingest --site", c.Name)
	}
	asked := found[codes[0]]
	if _, answered := registers[codes[0]].Answered(asked.id); c.Withdraw && !answered {
		return askedName{}, fmt.Errorf("%s was not answered: gongkai agencies answers has the names that were", c.Name)
	}
	return asked, nil
}
